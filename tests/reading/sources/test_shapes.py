"""The names, forms of dates and wrappers that other programs give their records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rashomon.reading import Reading, read_paths

FERRY = "The ferry Mira ran onto rocks near Ostvik on Friday, and nine people were brought ashore."
SCHOOL = "The school at Holm was shut on Friday after a pipe had burst in its cellar, the council said."
TWO = [{"id": "a", "text": FERRY}, {"id": "b", "text": SCHOOL}]


def read(folder: Path, raw: Any, name: str = "x.json") -> Reading:
    (folder / name).write_text(raw if isinstance(raw, str) else json.dumps(raw), encoding="utf-8")
    return read_paths([str(folder / name)])


@pytest.mark.parametrize(
    "value",
    [
        "14/05/2024",
        "2024.05.14",
        "14-May-2024",
        "May 14th, 2024",
        "Tue May 14 10:00:00 2024",
        "20240514100000",
        "2024-05-14 10:00:00+02",
        "14 mai 2024 à 10h30",
        "martes, 14 de mayo de 2024",
        "14 de maio de 2024 às 10h30",
        "dinsdag 14 mei 2024 om 10:30",
        "tirsdag d. 14. maj 2024",
        "14.5.2024 klo 10.30",
        "wtorek, 14 maja 2024 r.",
        "14 мая 2024 г., 10:30",
        "14 травня 2024 року",
        "14 Mayıs 2024 Salı 10:30",
        "2024년 5월 14일",
        "١٤ مايو ٢٠٢٤",
        "úterý 14. května 2024",
        "Updated: May 14, 2024 at 10:30 a.m.",
        "/Date(1715680800000)/",
        1715680800000,
        {"$date": {"$numberLong": "1715680800000"}},
        {"date": "2024-05-14"},
        {"iso": "2024-05-14T10:00:00Z"},
        {"year": 2024, "month": 5, "day": 14},
        ["2024-05-14"],
        [2024, 5, 14, 10, 0, 0],
    ],
    ids=str,
)
def test_a_date_in_any_form_that_is_certain_is_read(tmp_path: Path, value: object) -> None:
    (report,) = read(tmp_path, {"text": FERRY, "published": value})
    assert report.published
    assert report.published.start[:10] == "2024-05-14"


@pytest.mark.parametrize("value", ["14.05.24", "05/06/2024", "Q2", [2024], [2024, 15, 40], {"year": 2024}])
def test_a_date_that_is_not_certain_is_named(tmp_path: Path, value: object) -> None:
    reading = read(tmp_path, {"text": FERRY, "published": value})
    assert reading[0].published is None
    assert "date of publication" in reading.problems[0].reason


@pytest.mark.parametrize(
    "name",
    [
        "post_content",
        "Volltext",
        "cuerpo",
        "contenu",
        "Brödtext",
        "brødtekst",
        "inhoud",
        "tresc",
        "正文",
        "본문",
        "Текст статьи",
        "bodyText",
        "cleaned_text",
    ],
)
def test_a_text_is_found_under_the_name_that_others_give_it(tmp_path: Path, name: str) -> None:
    (report,) = read(tmp_path, {name: FERRY, "title": "Ferry runs aground"})
    assert report.text == FERRY


def test_a_field_that_looks_like_a_text_is_named(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, {"LP_TD": FERRY, "title": "Ferry runs aground"}).problems
    assert "--map text=LP_TD" in problem.reason


@pytest.mark.parametrize(
    "raw",
    [
        {"response": {"docs": TWO}},
        {"feed": {"entries": TWO}},
        {"output": {"news": TWO}},
        [TWO],
        {"data": {"posts": {"nodes": TWO}}},
        {"data": {"articles": {"edges": [{"node": each} for each in TWO]}}},
        {
            "data": [
                {"type": "articles", "id": each["id"], "attributes": {"text": each["text"]}} for each in TWO
            ]
        },
        {"id": ["a", "b"], "text": [FERRY, SCHOOL]},
        {"a": TWO[0], "b": TWO[1]},
        "\x1e" + "\n\x1e".join(map(json.dumps, TWO)),
        ",\n".join(map(json.dumps, TWO)),
    ],
    ids=lambda raw: str(raw)[:40],
)
def test_records_are_found_inside_what_stands_around_them(tmp_path: Path, raw: object) -> None:
    reading = read(tmp_path, raw)
    if reading.reports:
        assert {report.text for report in reading} == {FERRY, SCHOOL}
    else:
        assert "list of rows" in reading.problems[0].reason


@pytest.mark.parametrize("name", ["payload", "noticias", "cuttings"])
def test_several_records_under_a_name_nobody_knows_are_refused_with_that_name(
    tmp_path: Path, name: str
) -> None:
    reading = read(tmp_path, {name: TWO})
    assert not reading.reports
    assert f"several records under '{name}'" in reading.problems[0].reason


def test_paragraphs_and_authors_in_lists_are_one_report(tmp_path: Path) -> None:
    (report,) = read(tmp_path, {"text": [FERRY, SCHOOL], "authors": ["Ada Lorne", "Karl Lund"]})
    assert report.text == f"{FERRY}\n\n{SCHOOL}"
