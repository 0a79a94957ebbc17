"""Who wrote a page's article: what is declared, what is printed by the headline, and what is a byline of something else."""

from __future__ import annotations

import pytest
from tests.reading.test_pages import PROSE, page

from broadsheet.reading.draft import Piece
from broadsheet.reading.pages import read_page

TEXT = "".join(f"<p>{p}</p>" for p in PROSE)
META = "<meta name='author' content='{}'>"
GRAPH = (
    "<script type='application/ld+json'>{\"@graph\": [{\"@type\": \"NewsArticle\", \"headline\": \"Ferry sails again\", "
    "\"author\": {\"@id\": \"#p1\"}}, {\"@type\": \"Person\", \"@id\": \"#p1\", \"name\": \"Ana Dell\"}]}</script>"
)

BYLINES: dict[str, tuple[str, str, str, str | None]] = {
    # what: (head, below the headline, below the text, byline)
    "an author by reference": (GRAPH, "", "", "Ana Dell"),
    "a labelled card": (
        "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Ana Dell'>", "", "", "Ana Dell",
    ),
    "printed": ("", "<div class='top'><p>By Ana Dell</p></div>", "", "Ana Dell"),
    "printed with links": ("", "<p>By <a href='/x'>Ana Dell</a> and <a href='/y'>Joe Roe</a></p>", "", "Ana Dell; Joe Roe"),
    "printed with a day": ("", "<p>by Ana Dell on Oct 21, 2025 at 11:00 AM</p>", "", "Ana Dell"),
    "printed after a day": ("", "<div>October 21, 2025 3 min read By Ana Dell</div>", "", "Ana Dell"),
    "by class": ("", "<div class='article-author-text'>Ana Dell</div>", "", "Ana Dell"),
    "by a link to the author's page": ("", "<div><a href='/authors/ana-dell'>Ana Dell</a></div>", "", "Ana Dell"),
    "several links, one of them declared": (
        META.format("Ana Dell"), "<a href='/author/a'>Ana Dell</a> <a href='/author/j'>Joe Roe</a>", "", "Ana Dell; Joe Roe",
    ),
    "below the text": ("", "", "<h3>Written by Ana Dell</h3>", "Ana Dell"),
    "a person before an organisation": (META.format("Newsdesk"), "<p>By Ana Dell</p>", "", "Ana Dell"),
    "a person before the outlet's own name": (
        META.format("The Harbour Ledger") + "<meta property='og:site_name' content='The Harbour Ledger'>",
        "<p>By Ana Dell</p>", "", "Ana Dell",
    ),
    "a desk where nobody is named": (META.format("Newsdesk"), "", "", "Newsdesk"),
    "a name in small letters": (META.format("ana dell"), "", "", "ana dell"),
    "no name": (META.format("admin"), "", "", None),
    "an address is no name": (META.format("https://ledger.example/ana"), "", "", None),
    "a day is no name": ("", "<div class='byline'>Mon, 21 Oct 2025</div>", "", None),
    "who commented": ("", "", "<div class='comments'><span class='author'>Joe Roe</span></div>", None),
    "who wrote related articles": (
        "", "", "<div class='related'><span class='author'>Joe Roe</span><span class='author'>Ada Poe</span></div>", None,
    ),
    "who took the picture": ("", "<figure><figcaption>By Joe Roe</figcaption></figure>", "", None),
    "a menu": ("", "<nav><a href='/authors/all'>Our Authors</a></nav>", "", None),
}


@pytest.mark.parametrize("what", BYLINES)
def test_who_wrote_it(what: str) -> None:
    head, before, after, byline = BYLINES[what]
    assert read_page(Piece("x", page(f"{before}<div class='story-body'>{TEXT}</div>{after}", head))).byline == byline
