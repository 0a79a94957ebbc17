"""Which mentions a sentence speaks of, and what the outlet says around the words of others: a sentence, and the names judged."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet import annotate, schemas
from broadsheet.annotating.english.targets import spoken_of
from broadsheet.annotating.english.voices import STAND_IN
from broadsheet.annotating.parser.pipeline import parse_articles
from broadsheet.annotating.sentiment.targets import mentioned_in
from broadsheet.annotating.sentiment.voices import Said, own_words

KINDS = {"Norland": "country", "Sudland": "country", "Norlandic": "country", "Harbour Union": "organisation"}


def judged(marked: str, *, quoted: bool = False) -> list[str]:
    """The bracketed names of a sentence that are judged; `quoted`: all of it is what somebody says."""
    text, rows, rest = "", [], marked
    while "[" in rest:
        before, rest = rest.split("[", 1)
        name, rest = rest.split("]", 1)
        start = len(text) + len(before)
        text += before + name
        rows.append(("a", start, start + len(name), name, KINDS.get(name, "person"), "name", name))
    text += rest
    article, = parse_articles(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    said = [Said(0, len(text), "roth", ())] if quoted else []
    mentions = mentioned_in(schemas.frame("mentions", rows)).get("a", ())
    return [mention.actor_id for mention in spoken_of(mentions, article, said)]


@pytest.mark.parametrize(("sentence", "names"), [
    # whose people and places
    ("Sudland would take [Norland]'s failed asylum-seekers.", []),
    ("[Norland]'s failed attempt to reform cost millions.", ["Norland"]),
    ("[Norland]'s reckless policy angered everyone.", ["Norland"]),
    ("Angry [Roth] supporters attacked the hall.", []),
    ("[Roth]'s critics are a disgrace.", []),
    ("[Roth]'s lies are a disgrace.", ["Roth"]),
    ("The [Norlandic] government lied.", ["Norlandic"]),
    ("Furious [Norlandic] voters threw stones.", []),
    ("Malign [Norlandic] influence grows.", ["Norlandic"]),
    ("[Harbour Union] workers walked out in anger.", ["Harbour Union"]),
    ("[Roth]'s killer is a coward.", []),
    ("[Noll]'s murderer belongs in prison.", []),
    ("[Roth]'s attacker was a brutal thug.", []),
    ("[Roth]'s lawyer lied to the court.", []),
    ("The kidnapper of [Roth] is a coward.", ["Roth"]),
    # what another is blamed for
    ("Hale accused Roth of robbing [Noll].", []),
    ("Hale accused Roth of sabotaging the [Noll] campaign.", []),
    ("Hale criticised the voters for not backing [Noll].", []),
    ("Hale blasted the press for letting [Noll] go unquestioned.", []),
    ("Roth was accused of misleading the [Harbour Union].", []),
    ("Hale blamed Roth for insulting [Noll].", []),
    ("Hale condemned the council for ignoring [Noll].", []),
    ("Hale rebuked Roth for attacking [Noll]'s wife.", []),
    ("Hale slammed the paper for smearing [Noll].", []),
    ("Hale faulted the bank for cheating [Noll].", []),
    ("Hale accused [Roth] of robbing Noll.", ["Roth"]),
    ("Hale criticised the voters and [Noll].", ["Noll"]),
    ("Hale blamed [Roth] for insulting Noll.", ["Roth"]),
    ("Hale criticised the council for a letter in which [Noll] lied.", ["Noll"]),
    ("[Roth] was accused of robbing Noll.", ["Roth"]),
    # on whose benches
    ("Cheers came from the [Harbour Union] benches.", []),
    ("Cheers came from the [Harbour Union].", ["Harbour Union"]),
    # what is refuted
    ("Hale rejected suggestions that [Roth] was weak.", []),
    ("Hale denied that [Roth] had lied.", []),
    ("The claim that [Roth] stole the money was false.", []),
    ("There is no evidence that [Roth] stole the money.", []),
    ("The report that [Roth] stole the money was published on Monday.", ["Roth"]),
    ("Hale repeated suggestions that [Roth] was weak.", ["Roth"]),
    ("Hale said that [Roth] had lied.", ["Roth"]),
    # what is asked
    ("Is [Roth] a liar?", []),
    ("Why does [Roth] lie so shamelessly?", ["Roth"]),
    ("[Roth] is a liar.", ["Roth"]),
    # to whom somebody apologises, and who saw it
    ("Hale apologised to [Roth].", []),
    ("Hale lied to [Roth].", ["Roth"]),
    ("[Roth] witnessed the murder.", []),
    ("[Roth] planned the murder.", ["Roth"]),
    # where
    ("Thieves living illegally in [Norland] were jailed.", []),
    ("Corruption in [Norland] is rampant.", ["Norland"]),
    ("She has lost all trust in [Norland].", ["Norland"]),
    ("The killers fled to [Norland] and [Sudland].", []),
    ("The minister visited [Norland] after the scandal.", []),
    ("The minister betrayed [Norland] after the scandal.", ["Norland"]),
    ("The court deported the fraudster to [Norland].", []),
    # as a measure
    ("Lund is far better than [Roth].", []),
    # the object of an act that is not told as done
    ("It was a failed attempt to woo [Norland].", []),
    ("He would keep others from recognising [Norland].", []),
    ("Their hope of defeating [Roth] is gone.", []),
    ("The plan is to stop corrupt, lying [Roth].", ["Roth"]),
    ("Lund has ruined [Roth].", ["Roth"]),
    ("Lund is ruining [Roth].", ["Roth"]),
    ("The scandal could ruin [Roth].", ["Roth"]),
    ("[Roth] tried to ruin Lund.", ["Roth"]),
    ("Stop [Roth] now.", ["Roth"]),
])
def test_names_that_a_sentence_speaks_of(sentence: str, names: list[str]) -> None:
    assert judged(sentence) == names


def test_what_a_speaker_wants_to_do_for_somebody_tells_where_the_speaker_stands() -> None:
    assert judged("We want to help [Norland].", quoted=True) == ["Norland"]
    assert judged("They want to help [Norland].") == []


@pytest.mark.parametrize(("text", "said", "mention", "own"), [
    ("“Lund lied,” said Roth, who had backed him.", ["Lund lied,"], "Roth", "this said Roth, who had backed him."),
    ("Roth called the plan “a disgrace” and left.", ["the plan “a disgrace”"], "Roth", "Roth called this and left."),
    ("“It,” Roth said, “is a shame.”", ["It,” Roth said, “is a shame."], "Roth", "this Roth said, this"),
    ("Roth said that Lund was a thief.", ["that Lund was a thief"], "Roth", "Roth said this."),
    ("Roth met Lund.", [], "Lund", "Roth met Lund."),
])
def test_the_outlets_own_words_leave_out_what_is_quoted(text: str, said: list[str], mention: str, own: str) -> None:
    quotes = []
    for words in said:
        start = text.index(words)
        gap = words.find("” Roth said, “")
        gaps = ((start + gap + 1, start + gap + len("” Roth said, ")),) if gap >= 0 else ()
        quotes.append(Said(start, start + len(words), "roth", gaps))
    start = text.index(mention)
    found, at = own_words(text, 0, len(text), quotes, (start, start + len(mention)), stand_in=STAND_IN)
    assert (found, found[at:at + len(mention)]) == (own, mention)


@given(st.text("ab “”", min_size=12, max_size=40), st.data())
def test_the_mention_is_where_it_is_said_to_be(text: str, data: st.DataObject) -> None:
    places = st.integers(0, len(text))
    start, end = sorted((data.draw(st.integers(0, len(text) - 1)), len(text)))
    left = data.draw(st.integers(start, end - 1))
    right = data.draw(st.integers(left + 1, end))
    spans = [sorted((data.draw(places), data.draw(places))) for _ in range(3)]
    found, at = own_words(text, start, end, [Said(one, other, None, ()) for one, other in spans], (left, right), stand_in=STAND_IN)
    assert found[at:at + right - left] == text[left:right]
    assert set(found) <= set(text) | set(STAND_IN) | {" "}


def test_kind_words_are_no_praise_of_whoever_says_them() -> None:
    """The pairs differ in who is judged: the outlet says nothing of the speaker, the speaker something of the other."""
    texts = [
        "“Bo Lund is a wonderful, brave and honest minister,” Ida Roth said.",
        "“Bo Lund is a corrupt, lying coward,” Ida Roth said.",
        "Ida Roth said that Bo Lund was a corrupt and lying coward.",
    ]
    layers = annotate(pd.DataFrame({"article_id": list("abc"), "text": texts}))
    names = layers.actors.set_index("actor_id")["name"]
    found = layers.stances.assign(name=layers.stances["actor_id"].map(names))
    likeliest = found[["p_negative", "p_neutral", "p_positive"]].idxmax(axis=1)
    told = list(zip(found["article_id"], found["name"], found["voice"], likeliest, strict=True))
    assert [row for row in told if row[1] == "Ida Roth"] == [(key, "Ida Roth", "own", "p_neutral") for key in "abc"]
    sides = [("a", "p_positive"), ("b", "p_negative"), ("c", "p_negative")]
    assert [row for row in told if row[1] == "Bo Lund"] == [(key, "Bo Lund", "quoted", side) for key, side in sides]
