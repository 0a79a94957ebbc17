"""Four invented articles with a handful of quotations: a copy, one statement in two outlets, unnamed speakers, a belief."""

from __future__ import annotations

import pandas as pd

from broadsheet import schemas
from broadsheet.annotating import Layers

SLOW = "Mara Ellison said the ministry was slow. Two officials said Ellison was late."
ARTICLES = [
    # article, outlet, day, copy of, text
    ("a", "Lantern", "2025-10-01", None, SLOW),
    ("b", "Lantern", "2025-10-03", None,
     "“We will not sign the treaty before the spring comes,” Mara Ellison told Tobias Renner. She believes it."),
    ("c", "Harbour", "2025-10-02", None,
     "“We will not sign the treaty before the spring comes, never,” said Ellison. Renner denied a delay."),
    ("d", "Harbour", "2025-10-04", "a", SLOW),
]
ACTORS = [
    ("ellison", "Mara Ellison", "person", None), ("ministry", "Ministry", "organisation", None),
    ("renner", "Tobias Renner", "person", None),
]


def spoken_layers() -> Layers:
    """The layers of these articles."""
    texts = {article: text for article, _, _, _, text in ARTICLES}

    def span(article: str, words: str, *, last: bool = False) -> tuple[int, int]:
        start = texts[article].rindex(words) if last else texts[article].index(words)
        return start, start + len(words)

    def quote(article: str, content: str, manner: str, cue: str, speaker: str, actor: str | None, anonymous: bool = False) -> tuple:
        start, end = span(article, content)
        # a second reporting clause of an article stands behind the first one's content
        cue_at = span(article, cue, last=anonymous or cue in ("believes", "denied"))
        return (article, start, end, content, manner, cue, *cue_at, *span(article, speaker), actor, anonymous)

    def mention(article: str, words: str, actor: str, *, last: bool = False) -> tuple:
        return (article, *span(article, words, last=last), words, "person", "name", actor)

    quotes = [
        quote("a", "the ministry was slow", "indirect", "said", "Mara Ellison", "ellison"),
        quote("a", "Ellison was late", "indirect", "said", "Two officials", None, True),
        quote("b", "We will not sign the treaty before the spring comes", "direct", "told", "Mara Ellison", "ellison"),
        quote("b", "it", "indirect", "believes", "She", "ellison"),
        quote("c", "We will not sign the treaty before the spring comes, never", "direct", "said", "Ellison", "ellison"),
        quote("c", "a delay", "indirect", "denied", "Renner", "renner"),
    ]
    copied = [("d", *row[1:]) for row in quotes if row[0] == "a"]
    mentions = [
        mention("a", "Mara Ellison", "ellison"), mention("a", "ministry", "ministry"), mention("a", "Ellison", "ellison", last=True),
        mention("b", "Mara Ellison", "ellison"), mention("b", "Tobias Renner", "renner"), mention("c", "Ellison", "ellison"),
    ]
    roles = [
        ("ellison", "a", 0, 4, "mayor", "ministry", None, pd.Timestamp("2025-10-01", tz="UTC")),
        ("ellison", "c", 0, 4, "minister", None, None, pd.Timestamp("2025-10-02", tz="UTC")),
    ]
    articles = pd.DataFrame(ARTICLES, columns=["article_id", "source", "published_at", "copy_of", "text"])
    tables = {name: schemas.frame(name) for name in schemas.LAYERS}
    tables |= {
        "quotes": schemas.frame("quotes", quotes + copied), "mentions": schemas.frame("mentions", mentions),
        "actors": schemas.frame("actors", ACTORS), "roles": schemas.frame("roles", roles),
    }
    return Layers(articles=schemas.frame("articles", articles), **tables)


def without_quotes(layers: Layers) -> Layers:
    """The same articles, in which nobody is quoted."""
    return Layers(**(layers.frames() | {"quotes": schemas.frame("quotes")}))
