"""Who is for what: issues are what several actors speak of, and judgements of actors are ties."""

from __future__ import annotations

from tests.analysis.sentiment.invented_positions import Held, layers_with
from tests.invented_layers import Told

from broadsheet.analysis import answered, position_changes, stance_edges
from broadsheet.analysis.counting.issues import issues
from broadsheet.analysis.sentiment.positions import positions

LEVY = "the harbour levy"


def told(key: str, holder: str, thing: str = LEVY, day: str = "2025-05-05") -> Told:
    """An article that says that the holder backs a thing."""
    return Told(key, f"{holder} backs {thing}.", day=day)


def four_on_the_levy() -> list[tuple[Told, list[Held]]]:
    """Four actors who take positions on the levy, in words that share one."""
    things = {"Ada Moss": LEVY, "Bo Finch": "a levy on ships", "Cleo Hart": "the new levy", "Eastmere": LEVY}
    sides = ("for", "against", "for", "for")
    rows = zip(sides, things.items(), strict=True)
    return [(told(f"a{side}{name}", name, thing), [Held(name, thing, side)]) for side, (name, thing) in rows]


def test_positions_that_share_a_word_are_on_one_issue() -> None:
    layers = layers_with(*four_on_the_levy())
    assert issues(layers)["issue"].tolist() == ["harbour levy"] * 4
    shown = positions(layers)
    assert dict(zip(shown["holder"], shown["side"], strict=True)) == {
        "Ada Moss": "for", "Bo Finch": "against", "Cleo Hart": "for", "Eastmere": "for",
    }


def test_a_group_is_shown_on_what_actors_debate_and_makes_no_issue_of_its_own() -> None:
    alone = (told("b", "fishermen", "a swan statue"), [Held("fishermen", "a swan statue", "for")])
    layers = layers_with(*four_on_the_levy(), (told("g", "fishermen"), [Held("fishermen", LEVY, "against")]), alone)
    shown = positions(layers)
    group = shown[shown["holder"] == "fishermen"]
    assert group[["issue", "side"]].values.tolist() == [["harbour levy", "against"]]
    assert group["holder_id"].isna().all()
    answer = answered("position_matrix", layers)
    assert "fishermen" in answer.frame["holder"].tolist()
    assert answer.evidence["row"].nunique() == len(answer.frame)


def test_of_few_articles_what_shares_a_word_is_one_issue() -> None:
    held = [("Ada Moss", "a harbour levy"), ("Bo Finch", "the harbour"), ("Cleo Hart", "the harbour"), ("Eastmere", "a levy"),
            ("Harbour Board", "the levy")]
    layers = layers_with(*[(told(f"a{n}", name, thing), [Held(name, thing, "for")]) for n, (name, thing) in enumerate(held)])
    assert issues(layers)["term"].nunique() == 1


def test_what_few_speak_of_is_no_issue() -> None:
    layers = layers_with(*four_on_the_levy(), (told("b", "Ada Moss", "a swan statue"), [Held("Ada Moss", "a swan statue", "for")]))
    assert issues(layers)["issue"].notna().tolist() == [True, True, True, True, False]


def test_who_uses_the_word_in_a_quotation_speaks_of_it_too() -> None:
    held = (told("a", "Ada Moss"), [Held("Ada Moss", LEVY, "for")])
    said = [
        (Told(f"q{n}", f"“The levy came late,” said {name}.", quotes=[("The levy came late,", name)]), [])
        for n, name in enumerate(("Bo Finch", "Cleo Hart", "Eastmere"))
    ]
    assert issues(layers_with(held))["issue"].isna().all()
    assert issues(layers_with(held, *said))["issue"].tolist() == ["harbour levy"]


def test_names_of_actors_in_a_phrase_make_no_issue() -> None:
    names = ("Ada Moss", "Bo Finch", "Cleo Hart", "Harbour Board")
    things = ("the fairs of Eastmere", "the songs of Eastmere", "the coins of Eastmere", "the rivers of Eastmere")
    rows = [(told(f"a{n}", name, thing), [Held(name, thing, "for")]) for n, (name, thing) in enumerate(zip(names, things, strict=True))]
    assert issues(layers_with(*rows))["issue"].isna().all()


def test_a_stated_judgement_outweighs_the_tone_of_mentions() -> None:
    praised = (Told("a", "Bo Finch praised Ada Moss."), [Held("Bo Finch", "Ada Moss", "for", "judged", "Ada Moss", "praise")])
    heard = [(Told(f"b{n}", "Bo Finch spoke of Ada Moss.", stance={"Ada Moss": ("quoted", "Bo Finch", -0.9)}), []) for n in range(5)]
    assert stance_edges(layers_with(praised, *heard))["sign"].tolist() == ["supportive"]
    assert stance_edges(layers_with(*heard))["sign"].tolist() == ["critical"]


def test_who_judges_an_actor_makes_a_tie_and_no_position() -> None:
    article = Told("a", "Bo Finch criticised Ada Moss.")
    layers = layers_with((article, [Held("Bo Finch", "Ada Moss", "against", "judged", "Ada Moss", "criticise")]))
    assert positions(layers).empty
    edges = stance_edges(layers)
    assert edges[["holder", "target", "sign", "mentions"]].values.tolist() == [["Bo Finch", "Ada Moss", "critical", 1]]
    proof = answered("stance_edges", layers).evidence
    assert [article.text[r.start:r.end] for r in proof.itertuples()] == ["Bo Finch criticised Ada Moss"]


def test_a_sure_tone_makes_a_tie_only_of_whom_the_sentence_speaks() -> None:
    text = "Ada Moss ruined the quay, said Bo Finch."
    article = Told("a", text, stance={"Ada Moss": ("quoted", "Bo Finch", -0.9)})
    spoken = [Held("Bo Finch", "Ada Moss", None, "spoken of", "Ada Moss", "ruin", "own words")]
    assert stance_edges(layers_with((article, spoken)))["sign"].tolist() == ["critical"]
    assert stance_edges(layers_with((article, [])))["sign"].tolist() == ["one statement"]


def test_a_sure_tone_toward_a_country_is_news_and_makes_no_tie_by_itself() -> None:
    article = Told("a", "Eastmere suffers, said Bo Finch.", stance={"Eastmere": ("quoted", "Bo Finch", -0.9)})
    spoken = [Held("Bo Finch", "Eastmere", None, "spoken of", "Eastmere", "suffer", "own words")]
    assert stance_edges(layers_with((article, spoken)))["sign"].tolist() == ["one statement"]


def test_the_proof_of_a_signed_tie_is_what_makes_its_sign() -> None:
    blamed = Told("a", "Bo Finch criticised Ada Moss.")
    praised = Told("b", "Bo Finch greeted Ada Moss.", stance={"Ada Moss": ("quoted", "Bo Finch", 0.5)})
    layers = layers_with((blamed, [Held("Bo Finch", "Ada Moss", "against", "judged", "Ada Moss", "criticise")]), (praised, []))
    assert stance_edges(layers)["sign"].tolist() == ["critical"]
    assert answered("stance_edges", layers).evidence["article_id"].tolist() == ["a"]


def test_a_change_that_an_article_tells_needs_no_second_article() -> None:
    article = Told("a", "Bo Finch dropped his opposition to the harbour levy.")
    layers = layers_with((article, [Held("Bo Finch", LEVY, "for", "turn", None, "drop")]))
    shown = position_changes(layers)
    assert shown[["holder", "about", "before", "after"]].values.tolist() == [["Bo Finch", LEVY, "against", "for"]]
    unnamed = layers_with((article, [Held("Bo Finch", LEVY, None, "turn", None, "drop")]))
    assert position_changes(unnamed)[["before", "after"]].values.tolist() == [["another", "changed"]]


def test_positions_of_one_holder_on_one_issue_on_two_days_are_a_change() -> None:
    later = (told("b", "Ada Moss", day="2025-05-09"), [Held("Ada Moss", LEVY, "against")])
    shown = position_changes(layers_with(*four_on_the_levy(), later))
    assert shown[["holder", "about", "before", "after", "article_id", "other_article_id"]].values.tolist() == [
        ["Ada Moss", "harbour levy", "for", "against", "aforAda Moss", "b"],
    ]
    same_day = (told("b", "Ada Moss"), [Held("Ada Moss", LEVY, "against")])
    assert position_changes(layers_with(*four_on_the_levy(), same_day)).empty


def test_what_one_or_two_want_alone_is_no_debate_in_many_articles_but_is_shown_of_one_actor() -> None:
    more = [(Told(f"f{n}", "The swans came back to the quay.", day="2025-05-06"), []) for n in range(20)]
    alone = (Told("s", "Ada Moss backs a swan statue. Swans, swans, swans, swans, swans."), [Held("Ada Moss", "a swan statue", "for")])
    layers = layers_with(*four_on_the_levy(), alone, *more)
    assert set(positions(layers)["issue"]) == {"harbour levy"}
    assert set(positions(layers, focus="Ada Moss")["issue"]) == {"harbour levy", "swan statue"}


def test_a_sentence_shows_a_side_on_a_thing_once() -> None:
    text = "Ada Moss promised to push for a harbour levy."
    twice = [Held("Ada Moss", "to push for a harbour levy", "for", cue="promise"), Held("Ada Moss", "a harbour levy", "for", cue="push")]
    shown = positions(layers_with(*four_on_the_levy()[1:], (Told("p", text), twice)))
    assert (shown["holder"] == "Ada Moss").sum() == 1


def test_a_change_whose_side_is_told_is_a_position() -> None:
    left = (told("t", "Ada Moss"), [Held("Ada Moss", LEVY, "against", "turn")])
    shown = positions(layers_with(*four_on_the_levy()[1:], left))
    assert dict(zip(shown["holder"], shown["side"], strict=True))["Ada Moss"] == "against"
