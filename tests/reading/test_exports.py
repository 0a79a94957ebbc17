"""Exports of databases, by their labels: layouts old and new, in the languages of their pages, and what cannot be split."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from broadsheet.reading import Reading, read_articles

ONE = "The mayor of Eastmere said on Monday that the ferry to Vellin would sail again in June, once the quay has been repaired."
TWO = "Critics in the council argued that the price of four million crowns was too high and the work should be tendered again."
THREE = "A vote is expected on Thursday, when the council meets in the old customs house for the last time before the summer."
FERRY, BRIDGE = "Ferry back in June", "Bridge shut until the spring"


def read(folder: Path, text: str) -> Reading:
    (folder / "export.txt").write_text(text, encoding="utf-8")
    return read_articles(folder / "export.txt")


def table(reading: Reading) -> list[list[object]]:
    """Title, outlet, byline and day of each article, in the order of the days."""
    assert reading.rejects.empty, reading.rejects.to_dict("records")
    rows = reading.articles.sort_values("published_at")
    days = rows["published_at"].dt.strftime("%Y-%m-%d")
    cells = rows.assign(day=days)[["title", "source", "byline", "day"]].astype(object)
    return cells.where(cells.notna(), None).values.tolist()


WANTED = [[FERRY, "The Harbour Ledger", "Ana Dell", "2025-10-21"], [BRIDGE, "The Courier", "Joe Roe", "2025-10-22"]]


def old_nexis(head: tuple[str, str] = ("October 21, 2025 Tuesday", "October 22, 2025 Wednesday"), below: tuple[str, str] = ("", "")) -> str:
    parts = []
    for number, (title, outlet, byline, body) in enumerate((
        (FERRY, "The Harbour Ledger", "Ana Dell", [ONE, TWO, THREE]), (BRIDGE, "The Courier", "Joe Roe", [TWO, THREE]),
    )):
        extra = f"{' ' * 30}{below[number]}\n" if below[number] else ""
        parts.append(
            f"{' ' * 30}{number + 1} of 2 DOCUMENTS\n\n\n{' ' * 30}{outlet}\n\n{' ' * 28}{head[number]}\n{extra}\n{title}\n\n"
            f"BYLINE: {byline}\n\nSECTION: NEWS; Pg. {number}\n\nLENGTH: 66 words\n\n" + "\n\n".join(body)
            + f"\n\nLOAD-DATE: {head[number]}\n\nLANGUAGE: ENGLISH\n\nPUBLICATION-TYPE: Newspaper\n\n"
            f"{' ' * 20}Copyright 2025 Harbour Papers\n{' ' * 20}All Rights Reserved\n\n\n"
        )
    return "".join(parts)


@pytest.mark.parametrize("below", [("", ""), ("Second Edition", "Scotland"), ("Scotland", "Final Edition")])
def test_nexis_as_it_was_with_and_without_editions(below: tuple[str, str], tmp_path: Path) -> None:
    reading = read(tmp_path, old_nexis(below=below))
    assert table(reading) == WANTED
    assert set(reading.articles["text"]) == {"\n\n".join([ONE, TWO, THREE]), "\n\n".join([TWO, THREE])}
    assert set(reading.articles["section"]) == {"NEWS"}


def test_a_headline_of_two_lines_is_one(tmp_path: Path) -> None:
    text = old_nexis().replace(f"\n{FERRY}\n", f"\n{FERRY}, says\nthe mayor of Eastmere\n")
    assert table(read(tmp_path, text))[0][0] == f"{FERRY}, says the mayor of Eastmere"


def uni(title: str, outlet: str, day: str, byline: str, body: list[str]) -> str:
    return (
        f"{title}\n\n{outlet}\n\n{day}\n\nCopyright 2025 Harbour Papers All Rights Reserved\n\nSection: NEWS; Pg. 4\n\nLength: 66 words\n\n"
        f"Byline: {byline}\n\nBody\n\n" + "\n".join(body)
        + "\n\nClassification\n\nLanguage: ENGLISH\n\nPublication-Type: Newspaper\n\nSubject: FERRIES (90%)\n\n"
        "Load-Date: October 23, 2025\n\nEnd of Document\n\n\n"
    )


UNI = uni(FERRY, "The Harbour Ledger", "October 21, 2025 Tuesday", "Ana Dell", [ONE, TWO, THREE]) + uni(
    BRIDGE, "The Courier", "22 October 2025 Wednesday", "Joe Roe", [TWO, THREE])
COVER = (
    "User Name: Sam Poe\n\nDate and Time: Friday, October 31, 2025 4:51:00 PM CET\n\nJob Number: 12345678\n\nDocuments (2)\n\n"
    f"1. {FERRY}\nClient/Matter: -None-\nSearch Terms: ferry\nSearch Type: NaturalAnd\nNarrowed by:\n2. {BRIDGE}\nClient/Matter: -None-\n\n"
)


@pytest.mark.parametrize("cover", ["", COVER], ids=["without", "with"])
def test_nexis_uni_with_and_without_its_cover_page(cover: str, tmp_path: Path) -> None:
    assert table(read(tmp_path, cover + UNI)) == WANTED


def test_paragraphs_that_begin_like_a_label_stay(tmp_path: Path) -> None:
    body = [ONE, f"Notes of the meeting show that he knew. {TWO}", f"Graphic scenes followed, he said. {THREE}", THREE]
    text = uni(FERRY, "The Harbour Ledger", "October 21, 2025 Tuesday", "Ana Dell", body)
    assert read(tmp_path, text).articles["text"].tolist() == ["\n\n".join(body)]


def test_a_month_is_a_date_too(tmp_path: Path) -> None:
    row = read(tmp_path, uni(FERRY, "The Harbour Ledger", "October 2025", "Ana Dell", [ONE, TWO])).articles.iloc[0]
    assert (row["title"], row["source"], row["published_precision"]) == (FERRY, "The Harbour Ledger", "month")


LOCAL = {
    "German": (
        "21. Oktober 2025 Dienstag", "Länge: 66 Wörter", "Rubrik: NEWS", "Autor", "Ende des Dokuments", "Sprache: GERMAN; DEUTSCH",
        "Ladedatum: 23. Oktober 2025",
    ),
    "French": (
        "21 octobre 2025 mardi", "Longueur: 66 mots", "Rubrique: NEWS", "Auteur", "Fin du document", "Langue: FRENCH",
        "Date de chargement: 23 octobre 2025",
    ),
    "Spanish": (
        "21 octubre 2025 martes", "Longitud: 66 palabras", "Sección: NEWS", "Autor", "Fin del documento", "Idioma: SPANISH",
        "Fecha de carga: 23 octubre 2025",
    ),
}


@pytest.mark.parametrize("language", LOCAL)
def test_nexis_in_another_language_of_its_pages(language: str, tmp_path: Path) -> None:
    day, length, section, author, end, spoken, loaded = LOCAL[language]
    text = "".join(
        f"{title}\n\n{outlet}\n\n{when}\n\nCopyright 2025\n\n{section}\n\n{length}\n\n{author}: {who}\n\nBody\n\n{body}\n\n"
        f"{spoken}\n\n{loaded}\n\n{end}\n\n"
        for title, outlet, when, who, body in (
            (FERRY, "The Harbour Ledger", day, "Ana Dell", f"{ONE}\n{TWO}"), (BRIDGE, "The Courier", "2025-10-22", "Joe Roe", THREE),
        )
    )
    assert table(read(tmp_path, text)) == WANTED


USUAL = (["News", FERRY, "By Ana Dell"], [BRIDGE, "Joe Roe"])


def factiva(words: str = "words", end: str = "Document", heads: tuple[list[str], list[str]] = USUAL) -> str:
    bodies = ([ONE, TWO, THREE], [TWO, THREE])
    outlets = (("21 October 2025", "The Harbour Ledger", "LEDG"), ("22 October 2025", "The Courier", "COUR"))
    return "\n".join(
        "\n".join([*head, f"66 {words}", day, outlet, code, "4", "English", f"Copyright 2025 {outlet}.", *body,
                   f"{end} {code}00002025102{n}elal0000{n}", ""])
        for n, (head, (day, outlet, code), body) in enumerate(zip(heads, outlets, bodies, strict=True), 1)
    )


HEADS = {
    "a byline without By": (["News", FERRY, "Ana Dell"], ["News", BRIDGE, "Joe Roe"]),
    "capitals and no section": ([FERRY, "ANA DELL"], [BRIDGE, "JOE ROE"]),
    "by and von": (["World News", FERRY, "By Ana Dell"], ["Politik", BRIDGE, "Von Joe Roe"]),
}


@pytest.mark.parametrize("heads", HEADS)
def test_factiva_tells_headline_section_and_byline_apart(heads: str, tmp_path: Path) -> None:
    assert table(read(tmp_path, factiva(heads=HEADS[heads]))) == WANTED


@pytest.mark.parametrize("head", [["News", "Keir Moss Resigns"], ["Keir Moss resigns over ferry"], ["World", "Ferry Back In June"]])
def test_a_headline_that_could_be_a_name_stays_the_headline(head: list[str], tmp_path: Path) -> None:
    assert head[-1] in read(tmp_path, factiva(heads=(head, [BRIDGE, "Joe Roe"]))).articles["title"].tolist()


@pytest.mark.parametrize(("words", "end"), [
    ("Wörter", "Dokument"), ("mots", "Document"), ("palabras", "Documento"), ("parole", "Documento"),
])
def test_factiva_in_another_language_of_its_pages(words: str, end: str, tmp_path: Path) -> None:
    assert table(read(tmp_path, factiva(words, end))) == WANTED


def test_proquest_by_its_labels(tmp_path: Path) -> None:
    rule = "_" * 60
    text = "\n\n".join(
        f"{rule}\n\nDocument {n} of 2\n\n{title}\n\nAuthor: {author}\n\nPublication info: {outlet}; London (UK) [London (UK)]{day}: 4.\n\n"
        f"Abstract: Short.\n\nLinks: https://x.example\n\nFull text: {ONE} {n}\n\n{TWO}\n\nThe question: who pays?\n\n{THREE}\n\n"
        f"Subject: Ferries\n\nTitle: {title}\n\nPublication title: {outlet}\n\nPublication date: {day}\n\n"
        f"Language of publication: English\n\nProQuest document ID: {n}\n\n"
        for n, (title, author, outlet, day) in enumerate((
            (FERRY, "Dell, Ana", "The Harbour Ledger", "Oct 21, 2025"), (BRIDGE, "Roe, Joe", "The Courier", "Oct 22, 2025"),
        ), 1)
    )
    reading = read(tmp_path, text + rule)
    assert table(reading) == WANTED
    assert all("The question: who pays?" in body and "Ferries" not in body for body in reading.articles["text"])


def test_proquest_without_full_text_gives_the_abstract(tmp_path: Path) -> None:
    text = f"{FERRY}\n\nAbstract: {ONE}\n\nFull text: Not available.\n\nPublication title: The Ledger\n\nProQuest document ID: 1\n"
    assert read(tmp_path, text).articles["text"].tolist() == [ONE]


def test_europresse_by_its_references(tmp_path: Path) -> None:
    text = "\n".join(
        f"{outlet}\nMonde, {day}, p. 5\n\n{title}\n\nPar {who}\n\n{ONE} {n}\n\n{TWO}\n\n© 2025 {outlet}. Tous droits réservés.\n"
        f"Ce certificat est émis à Sam Poe à titre individuel et temporaire.\nnews·2025102{n}·HL·44{n}\n"
        for n, (outlet, day, title, who) in enumerate((
            ("The Harbour Ledger", "mardi 21 octobre 2025", FERRY, "Ana Dell"),
            ("The Courier", "mercredi 22 octobre 2025", BRIDGE, "Joe Roe"),
        ), 1)
    )
    reading = read(tmp_path, text)
    assert [row[:2] + row[3:] for row in table(reading)] == [row[:2] + row[3:] for row in WANTED]
    assert not reading.articles["text"].str.contains("certificat|droits").any()


@pytest.mark.parametrize("mark", ["Document {} of 2", "Dokument {} von 2", "Article {} of 2", "{} of 2 documents"])
def test_what_numbers_its_documents_and_is_no_known_layout_is_named(mark: str, tmp_path: Path) -> None:
    text = "\n\n".join(f"{mark.format(n)}\n\n{ONE}\n\n{TWO} {n}" for n in (1, 2))
    articles, rejects = read(tmp_path, text)
    assert articles.empty and rejects["reason"].tolist() == ["unknown export"]


@pytest.mark.parametrize("text", [
    f"{ONE}\n\nDocument 1 of 2 was signed on Monday.\n\n{TWO}",
    f"Length: unknown\n\n{ONE}\n\n{TWO}",
    f"{ONE}\n\n{TWO}\n\nEnd of document",
])
def test_an_article_that_only_speaks_of_documents_is_an_article(text: str, tmp_path: Path) -> None:
    assert len(read(tmp_path, text).articles) == 1


def test_an_export_says_its_language_and_where(tmp_path: Path) -> None:
    articles = read(tmp_path, UNI).articles
    assert set(articles["language"]) == {"en"} and isinstance(articles["published_at"].iloc[0], pd.Timestamp)
