"""Every character that acts, hides or is none is made harmless on every way out: HTML, CSV, TOML, charts, terminals, and on the way in."""

from __future__ import annotations

import csv
import io
import tomllib
import xml.etree.ElementTree as etree

import pandas as pd
import pytest
from lxml import html

from broadsheet.display.tables import csv_text
from broadsheet.reading.cleaning import clean_line
from broadsheet.reporting.sanitise import clean_html, prose_html
from broadsheet.safe_text import chart_text, csv_cell, escape, one_line, plain, printable, safe_link, toml_text

GONE = {
    "nul": "\x00", "bell": "\x07", "backspace": "\x08", "vertical tab": "\x0b", "carriage return": "\r", "escape": "\x1b", "delete": "\x7f",
    "C1 control introducer": "\x9b", "soft hyphen": "\u00ad", "Arabic letter mark": "\u061c", "Mongolian vowel separator": "\u180e",
    "zero-width space": "\u200b", "zero-width joiner": "\u200d", "right-to-left mark": "\u200f", "right-to-left override": "\u202e",
    "word joiner": "\u2060", "invisible plus": "\u2064", "reserved": "\u2065", "isolate": "\u2066", "digit shapes": "\u206f",
    "byte order mark": "\ufeff", "annotation anchor": "\ufff9", "annotation separator": "\ufffa", "annotation end": "\ufffb",
    "tag": "\U000e0041",
}
NOTHING = {
    "half a pair": "\ud800", "U+FDD0": "\ufdd0", "U+FDEF": "\ufdef", "U+FFFE": "\ufffe", "U+FFFF": "\uffff", "U+1FFFE": "\U0001fffe",
    "U+10FFFF": "\U0010ffff",
}
LINE_ENDS = {"line separator": "\u2028", "paragraph separator": "\u2029"}
ALL = GONE | NOTHING | LINE_ENDS


def cases(characters: dict[str, str]) -> list:
    return [pytest.param(character, id=name) for name, character in characters.items()]


@pytest.mark.parametrize("character", cases(GONE))
def test_what_acts_or_hides_goes(character: str) -> None:
    assert plain(f"harbour{character}wall €") == "harbourwall €"


@pytest.mark.parametrize("character", cases(NOTHING))
def test_what_is_no_character_is_shown_as_unknown(character: str) -> None:
    assert plain(f"harbour{character}wall") == "harbour\ufffdwall"


@pytest.mark.parametrize("character", cases(LINE_ENDS))
def test_line_ends_of_unicode_are_ordinary_ones(character: str) -> None:
    assert plain(f"harbour{character}wall") == "harbour\nwall"


@pytest.mark.parametrize("text", [
    "Ćosić, Győr, Αθήνα, 漢字, 🇽🇰 👍🏽", "a\tb\nc", "don’t – “won’t”…", "١٢٣ سلام", "\ufffd", "e\u0301 a\u0308", "1\u202f000\u00a0€",
])
def test_what_people_write_stays(text: str) -> None:
    assert plain(text) == text == printable(text)


@pytest.mark.parametrize("character", cases(ALL))
def test_no_way_out_lets_one_through(character: str) -> None:
    text = f"a{character}b"
    table = csv_text(pd.DataFrame({"words": [text], "n": [1]}, dtype=object))
    for made in (escape(text), csv_cell(text), chart_text(text), toml_text(text), printable(text), one_line(text), table, clean_line(text)):
        assert character not in made.replace("\r\n", "\n")
        made.encode("utf-8")


@pytest.mark.parametrize("character", cases(ALL))
def test_what_is_made_can_be_read_again(character: str) -> None:
    text = f'a{character}"b\\'
    assert tomllib.loads(f"x = {toml_text(text)}")["x"] == plain(text).replace("\n", " ")
    assert etree.fromstring(f"<p>{escape(text)}</p>").text == plain(text)
    rows = list(csv.reader(io.StringIO(csv_text(pd.DataFrame({"words": [text]}, dtype=object)), newline="")))
    assert rows[1] == [plain(text)]


@pytest.mark.parametrize("character", cases(ALL))
def test_a_chart_with_one_is_drawn(character: str) -> None:
    import matplotlib.pyplot as plt

    from broadsheet.display.svg import figure_svg, page_svg

    figure, ax = plt.subplots()
    ax.set_title(chart_text(f"a{character}b"))
    try:
        assert "<svg" in page_svg(figure_svg(figure), label=f"a{character}b", prefix="x")
    finally:
        plt.close(figure)


@pytest.mark.parametrize(("text", "shown"), [
    ("\x1b[31mred\x1b[0m", "red"), ("\x1b]0;title\x07rest", "rest"), ("\x1b]8;;https://x.example\x1b\\link", "link"), ("\x1bM up", " up"),
])
def test_codes_for_the_terminal_go_whole(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(("cell", "written"), [
    ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("-cmd", "'-cmd"), ("@sum", "'@sum"), ("\u200b=1+1", "'=1+1"), ("\ufeff@sum", "'@sum"),
    ("\u2028=1+1", "'\n=1+1"), ("＝1+1", "'＝1+1"), (" =1+1", "' =1+1"), ("-3.5", "-3.5"), ("+4 %", "+4 %"), ("a=b", "a=b"),
])
def test_no_cell_is_a_formula(cell: str, written: str) -> None:
    assert csv_cell(cell) == written


@pytest.mark.parametrize("markdown", [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "![x](https://x.example/beacon.png)",
    "<a href=\"data:text/html,x\">x</a>", "`<b onclick=x>`", "| <i onmouseover=x> |\n|---|\n| y |", "[x](\x01javascript:alert(1))",
])
def test_markdown_brings_no_element_that_acts(markdown: str) -> None:
    made = prose_html(markdown)
    assert clean_html(made) == made
    root = html.fragment_fromstring(made, create_parent="div")
    assert root.xpath("//script | //@src | //@*[starts-with(name(), 'on')]") == []
    assert [link for link in root.xpath("//@href") if not link.startswith(("http", "#"))] == []


@pytest.mark.parametrize(("url", "link"), [
    ("https://outlet.example/a", "https://outlet.example/a"), ("javascript:alert(1)", None), ("\u061cjavascript:x", None),
    ("//outlet.example", None),
    ("ht\u200btps://outlet.example/a", "https://outlet.example/a"), ("https://outlet.example/\u2028x", None), ("data:text/html,x", None),
])
def test_only_addresses_of_the_web_become_links(url: str, link: str | None) -> None:
    assert safe_link(url) == link
