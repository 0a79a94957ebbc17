"""Documents of word processors: text boxes once, headings by the names of their styles, several articles in one document."""

from __future__ import annotations

from pathlib import Path

from tests.reading.office_files import docx

from broadsheet.reading import read_articles

ONE = "The mayor of Eastmere said on Monday that the ferry to Vellin would sail again in June, once the quay has been repaired."
TWO = "Critics in the council argued that the price of four million crowns was too high and the work should be tendered again."
THREE = "A vote is expected on Thursday, when the council meets in the old customs house for the last time before the summer."


def p(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r></w:p>"


def rows(folder: Path, body: str, **others: str) -> list[list[object]]:
    (folder / "a.docx").write_bytes(docx(body, **others))
    articles, rejects = read_articles(folder)
    assert rejects.empty, rejects.to_dict("records")
    return articles[["title", "text"]].sort_values("title").values.tolist()


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:txbxContent>{p(TWO)}</w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{p(TWO)}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert rows(tmp_path, p("Ferry back", "Title") + p(ONE) + box + p(THREE)) == [["Ferry back", f"{ONE}\n\n{TWO}\n\n{THREE}"]]


def test_moved_and_deleted_text_is_read_where_it_is_now(tmp_path: Path) -> None:
    moved = f"<w:p><w:moveFrom><w:r><w:t>{TWO}</w:t></w:r></w:moveFrom></w:p>"
    arrived = f"<w:p><w:moveTo><w:r><w:t>{TWO}</w:t></w:r></w:moveTo></w:p>"
    assert rows(tmp_path, p("Ferry back", "Title") + moved + p(ONE) + arrived)[0][1] == f"{ONE}\n\n{TWO}"


def test_styles_are_known_by_their_names_in_any_language(tmp_path: Path) -> None:
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style></w:styles>'
    )
    body = p("Die Fähre kehrt zurück", "berschrift1") + p(ONE) + p("Was nun folgt, sagt der Rat.", "berschrift2") + p(TWO)
    assert rows(tmp_path, body, styles=styles) == [["Die Fähre kehrt zurück", f"{ONE}\n\n{TWO}"]]


def test_headings_with_bylines_of_their_own_head_articles_of_their_own(tmp_path: Path) -> None:
    ferry = p("Ferry back", "Heading1") + p("By Ana Dell") + p(ONE) + p(TWO)
    body = ferry + p("Bridge shut", "Heading1") + p("By Joe Roe") + p(THREE) + p(TWO)
    assert rows(tmp_path, body) == [["Bridge shut", f"{THREE}\n\n{TWO}"], ["Ferry back", f"{ONE}\n\n{TWO}"]]


def test_other_headings_of_the_first_level_stay_in_the_text(tmp_path: Path) -> None:
    body = p("Ferry back", "Heading1") + p(ONE) + p("Bridge shut", "Heading1") + p(TWO) + p(THREE)
    assert rows(tmp_path, body) == [["Ferry back", f"{ONE}\n\nBridge shut\n\n{TWO}\n\n{THREE}"]]


def test_below_a_title_they_are_sections(tmp_path: Path) -> None:
    body = p("Ferry back", "Title") + p(ONE) + p("What is next", "Heading1") + p(TWO) + p(THREE)
    assert rows(tmp_path, body) == [["Ferry back", f"{ONE}\n\n{TWO}\n\n{THREE}"]]
