"""Roles as stated: sources that disagree stand side by side, the newest first."""

from __future__ import annotations

from tests.analysis.invented_layers import invented_layers

from broadsheet.analysis.actors.role_table import role_table

ARTICLES = [
    ("a", "Lantern", "2025-09-01", None, ["Noll met Tallow at the Bank."]),
    ("b", "Harbour", "2025-10-01", None, ["Noll spoke."]),
    ("c", "Courier", "2025-10-02", None, ["Noll spoke."]),
    ("d", "Courier", "2025-10-03", "c", ["Noll spoke."]),
]


def test_one_row_per_role_and_body() -> None:
    table = role_table(invented_layers(ARTICLES, [
        ("noll", "a", "governor", "bank", None), ("noll", "b", "Minister", None, "XK"), ("noll", "c", "minister", None, "XK"),
        ("noll", "d", "minister", None, "XK"), ("tallow", "a", "former judge", None, None),
    ]))
    columns = ["name", "role", "standing", "stated", "articles", "outlets"]
    assert table[columns].values.tolist() == [
        ["Noll", "minister", "current", "minister, Kosovo", 2, 2],
        ["Noll", "governor", "current", "governor, Bank", 1, 1],
        ["Tallow", "former judge", "former", "former judge", 1, 1],
    ]
    assert table["last_stated"].dt.strftime("%m-%d").tolist() == ["10-02", "09-01", "09-01"]
    assert table["article_id"].tolist() == ["c", "a", "a"]


def test_of_one_actor() -> None:
    layers = invented_layers(ARTICLES, [("noll", "a", "governor", None, None), ("tallow", "a", "judge", None, None)])
    assert role_table(layers, focus="Tallow")["role"].tolist() == ["judge"]


def test_a_role_stated_without_its_country_counts_to_the_country_stated_elsewhere() -> None:
    table = role_table(invented_layers(ARTICLES, [
        ("noll", "a", "Minister", None, "XK"), ("noll", "b", "minister", None, None), ("tallow", "a", "judge", None, "XK"),
        ("tallow", "b", "judge", None, "AL"), ("tallow", "c", "judge", None, None),
    ]))
    assert table[["name", "country", "articles"]].fillna("").values.tolist() == [
        ["Noll", "XK", 2], ["Tallow", "", 1], ["Tallow", "AL", 1], ["Tallow", "XK", 1],
    ]


def test_a_role_held_for_a_while_is_of_the_country_of_the_role() -> None:
    table = role_table(invented_layers(ARTICLES, [
        ("noll", "a", "Minister", None, "XK"), ("noll", "b", "acting minister", None, None), ("noll", "c", "former judge", None, None),
    ]))
    assert dict(zip(table["role"], table["country"].fillna(""), strict=True)) == {
        "Minister": "XK", "acting minister": "XK", "former judge": "",
    }
