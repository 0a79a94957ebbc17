"""Text from articles stays text: in HTML, in CSV, in a chart, in a terminal, and in a real browser."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from lxml import html
from tests.invented_layers import Told, layers_of

from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.question import Chart, Column, question
from broadsheet.annotating import Layers
from broadsheet.charts.bars import ranked_bars
from broadsheet.display import ask, evidence
from broadsheet.display.answers import Answer
from broadsheet.display.reader import Cited
from broadsheet.display.tables import csv_text
from broadsheet.reporting.dossiers import dossiers_of, listed, relations_of
from broadsheet.reporting.notebook_runs import NotebookRun
from broadsheet.reporting.pages import page_of
from broadsheet.reporting.rendering import Heading, article_page, dossier_page, first_page, whole_report
from broadsheet.reporting.search_page import search_page
from broadsheet.safe_text import chart_text, csv_cell, escape, plain, safe_link

sys.path.insert(0, str(Path(__file__).parent))

from payloads import payloads

PAYLOADS = payloads()
HEADING = Heading("Desk", "1 June 2025")
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def test_there_are_enough_payloads() -> None:
    assert len(PAYLOADS) >= 100


@pytest.mark.parametrize("text", PAYLOADS, ids=range(len(PAYLOADS)))
def test_escaped_text_is_text_again_when_parsed(text: str) -> None:
    root = html.fragment_fromstring(f"<p title=\"{escape(text)}\">{escape(text)}</p>")
    assert len(root) == 0
    assert (root.text or "") == plain(text)
    assert root.get("title") == plain(text)


@pytest.mark.parametrize("text", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_csv_cell_is_no_formula_and_no_terminal_code(text: str) -> None:
    written = csv_text(pd.DataFrame({"words": [text], "n": [1]}))
    rows = list(csv.reader(io.StringIO(written, newline="")))
    assert len(rows) == 2 and len(rows[1]) == 2
    value = rows[1][0]
    assert not value.startswith(("=", "+", "@", "\t", "\r", "＝")) and not re.match(r"-\D", value)
    assert "\x1b" not in value and "\x00" not in value


def test_numbers_stay_numbers_in_a_csv() -> None:
    assert [csv_cell(value) for value in ("-3.5", "+4", "-12 %", -3.5, "−0.2")] == ["-3.5", "+4", "-12 %", -3.5, "−0.2"]


@pytest.mark.parametrize("text", PAYLOADS, ids=range(len(PAYLOADS)))
def test_only_web_addresses_become_links(text: str) -> None:
    link = safe_link(text)
    assert link is None or re.fullmatch(r"https?://\S+", link)


HOSTILE = columns.some(
    "article_id start end actor_id name kind", mentions=Column("Mentions", "mentions"), form=Column("Form", "form"),
    text=Column("Text", "words"),
)


@question(
    asks="What stands in hostile articles?", columns=HOSTILE, proof=proofs.own_span, rows=400,
    finding=lambda frame, asked: str(asked.options["texts"][0]),
)
def hostile(layers: Layers, *, texts: list[str]) -> pd.DataFrame:
    """Every mention under the name of a payload."""
    return layers.mentions.assign(name=[texts[int(key[1:])] for key in layers.mentions["article_id"]])


@question(
    asks="What stands in hostile articles, drawn?", columns=HOSTILE, proof=proofs.own_span,
    finding=lambda frame, asked: str(asked.options["texts"][0]),
    chart=Chart(lambda frame, ax, **said: ranked_bars(frame, ax, name="name", count="mentions", noun="mention", **said)),
)
def drawn_names(layers: Layers, *, texts: list[str]) -> pd.DataFrame:
    """The first of them, with numbers to draw."""
    return hostile(layers, texts=texts).head(15).assign(mentions=range(15, 0, -1))


def hostile_answer(texts: list[str]) -> tuple[Answer, Answer]:
    """Every payload as text, title, outlet, address and name: once as a table with evidence, once as a chart."""
    told = [
        Told(f"a{i}", f"Ada Moss read {text} aloud.", title=text, source=text or "x", url=text) for i, text in enumerate(texts)
    ]
    layers = layers_of(told)
    layers = replace(layers, actors=layers.actors.assign(name=texts[0]))
    return ask("hostile", layers, texts=texts), ask("drawn_names", layers, texts=texts)


def page_with(answers: tuple[Answer, ...], texts: list[str]) -> str:
    """The report page of a notebook that shows these answers, prints the payloads, and fails with one."""
    cells = [nbformat.v4.new_markdown_cell(f"# {texts[0]}\n{texts[3]}")]
    for answer in answers:
        cell = nbformat.v4.new_code_cell("x", execution_count=1, metadata={"papermill": {"status": "completed"}})
        cell.outputs = [nbformat.v4.new_output("display_data", data=answer._repr_mimebundle_())]
        cells.append(cell)
    for text in texts:
        cell = nbformat.v4.new_code_cell("x", execution_count=1, metadata={"papermill": {"status": "completed"}})
        cell.outputs = [
            nbformat.v4.new_output("stream", name="stdout", text=text), nbformat.v4.new_output("display_data", data={"text/html": text}),
            nbformat.v4.new_output("display_data", data={"text/plain": text}),
        ]
        cells += [cell, nbformat.v4.new_markdown_cell(text)]
    cells[-2].outputs.append(nbformat.v4.new_output("error", ename=texts[1], evalue=texts[2], traceback=[texts[0]]))
    run = NotebookRun("hostile", "raised", texts[0], 1.0, 1.0, 3)
    heading = Heading(texts[0], texts[1], texts[2], texts[3], ((texts[4], texts[5]),), ({"alert": texts[6], "detail": texts[7]},), (run,))
    return whole_report(heading, [page_of(run, cells)], csv=True)


@pytest.mark.browser
@pytest.mark.skipif(BROWSER is None, reason="no Chromium here")
@pytest.mark.parametrize("with_policy", [True, False], ids=["as made", "without its content security policy"])
def test_no_payload_runs_in_a_real_browser(tmp_path: Path, with_policy: bool) -> None:
    made = page_with(hostile_answer(PAYLOADS), PAYLOADS)
    if not with_policy:
        made = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", made)
    (tmp_path / "page.html").write_text(made, encoding="utf-8")
    dom = subprocess.run(
        [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", f"--user-data-dir={tmp_path / 'user'}", "--virtual-time-budget=2000", "--dump-dom",
         f"file://{tmp_path / 'page.html'}"], capture_output=True, text=True, timeout=120, check=False,
    ).stdout
    root = html.document_fromstring(dom)
    assert "TAKEN" not in (root.findtext("head/title") or "").replace(PAYLOADS[0], "")
    assert len(root.xpath("//script")) == 1
    assert root.xpath("//iframe | //object | //embed | //form | //base | //link | //svg//*[starts-with(name(), 'foreign')]") == []
    assert [name for element in root.iter() if isinstance(element.tag, str) for name in element.attrib if name.startswith("on")] == []
    outside = [h for h in root.xpath("//@href") if not re.match(r"https?://|#|csv/", h)]
    assert outside == []
    assert root.xpath("//footer"), "the page was cut short"
    assert len(root.xpath("//tr[starts-with(@id, 'hostile-')]")) == len(PAYLOADS)


def in_storylines(texts: list[str], each: int = 40) -> Layers:
    """Every payload as title, outlet and quotation, so many articles to a storyline; whoever speaks is named like the first."""
    layers = layers_of([
        Told(f"a{i}", f"Ada Moss read {text} aloud to them.", title=text, source=text, quotes=[(f"{text} aloud to them", "Ada Moss")])
        for i, text in enumerate(texts)
    ])
    of = pd.DataFrame({"article_id": layers.articles["article_id"], "storyline_id": [f"s{i // each}" for i in range(len(texts))]})
    return replace(
        layers, actors=layers.actors.assign(name=f"{texts[0]} Moss"),
        quotes=layers.quotes.assign(speaker_start=0, speaker_end=8, speaker="Ada Moss"),
        storylines=of.reindex(columns=layers.storylines.columns).astype(layers.storylines.dtypes.to_dict()),
    )


def parsed(page: str) -> html.HtmlElement:
    """A page, once nothing in it can run or lead away, and it is whole."""
    root = html.document_fromstring(page)
    assert len(root.xpath("//script")) == len(root.xpath("//style")) == len(root.xpath("//h1")) == len(root.xpath("//main")) == 1
    assert root.xpath("//iframe | //object | //embed | //form | //base | //link | //img | //svg | //textarea | //math") == []
    assert [name for element in root.iter() if isinstance(element.tag, str) for name in element.attrib if re.match("on|style", name)] == []
    own = re.compile(r"#[\w.-]+|(?:\.\./)?(?:(?:articles|dossiers)/)?[\w-]+\.(?:csv|html(?:#[\w.-]+)?)")
    assert [href for href in root.xpath("//@href") if not own.fullmatch(href)] == []
    assert root.xpath("//body/footer"), "the page was cut short"
    return root


def seen(text: str) -> str:
    """What a reader sees of a text, or the beginning of it, without spaces."""
    return "".join(plain(text).split())[:80]


def test_no_payload_is_more_than_text_in_a_dossier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("broadsheet.reporting.dossiers.ROWS", len(PAYLOADS))
    pages = [parsed(dossier_page(HEADING, one.page)) for one in dossiers_of(in_storylines(PAYLOADS), 8)]

    def cells(label: str) -> set[str]:
        return {seen(cell.text_content()) for root in pages for cell in root.xpath(f"//*[@data-label='{label}']")}

    assert cells("Title") == set(map(seen, PAYLOADS))
    assert cells("Outlet") >= set(map(seen, PAYLOADS)) - {""}
    assert cells("Text") == {seen(f"{text} aloud to them") for text in PAYLOADS}


def test_no_payload_is_more_than_text_as_the_name_of_a_dossier() -> None:
    story = dossiers_of(in_storylines(PAYLOADS[:3]), 1)[0]
    named = [replace(story, page=replace(story.page, title=plain(text)), articles=frozenset({f"a{i}"})) for i, text in enumerate(PAYLOADS)]
    links = parsed(first_page(HEADING, [], listed(named))).xpath("//*[@id='dossiers']//a")
    assert [seen(link.text_content()) for link in links] == [seen(text) for text in PAYLOADS]
    lines = relations_of(named)
    for one, (i, text) in zip(named, enumerate(PAYLOADS), strict=True):
        titled = parsed(dossier_page(HEADING, replace(one.page, blocks=())))
        leading = parsed(article_page(HEADING, text, lines[f"a{i}"])).xpath("string(//p/a[starts-with(@href, '../dossiers')])")
        assert {seen(titled.xpath("string(//h1)")), seen(leading)} == {seen(text)}


@pytest.mark.parametrize("whole", [True, False], ids=["whole texts", "cited sentences"])
def test_no_payload_is_more_than_text_in_the_search_page(whole: bool) -> None:
    layers = in_storylines(PAYLOADS)
    cited = {key: [Cited(0, 8, "x", "x")] for key in layers.articles["article_id"]}
    root = parsed(search_page(HEADING, layers, cited, frozenset(cited), whole=whole))
    items = {item.xpath("string(a/@href)"): item for item in root.xpath("//ol[@class='articles']/li")}
    for i, text in enumerate(PAYLOADS):
        item = items[f"articles/a{i}.html"]
        assert seen(item.findtext("a")) == seen(text) or not seen(text)
        assert not whole or seen(f"Ada Moss read {text} aloud to them.") == seen(item.xpath("string(p)"))


def test_evidence_marks_the_words_and_nothing_else() -> None:
    layers = layers_of([Told("a", "It rained. Ada Moss <b>spoke</b> & left. It stopped.", url="javascript:alert(1)")])
    shown = evidence(layers.mentions, layers)
    assert shown.html.count("<mark>Ada Moss</mark>") == 1
    assert "&lt;b&gt;spoke&lt;/b&gt; &amp; left." in shown.html
    assert "javascript" not in shown.html


def test_a_chart_label_is_seen_and_no_mathematics() -> None:
    assert chart_text("two\nlines $x^2$ \x1b[31mred") == r"two lines \$x^2\$ red"
