"""Marks wait packed between marking and comparing, and come out as they went in."""

from __future__ import annotations

import pytest

from rashomon.marking import mark
from rashomon.model import Block, Report, Span, Story
from rashomon.packed import packed, unpacked
from rashomon.reading.outlet_furniture import without_outlet_furniture

_TEXTS = {
    "en": "“We lost 12 boats”, Hanna Lindqvist said on Monday.",
    "sv": "”Vi förlorade 12 båtar”, sade Hanna Lindqvist i måndags.",
    "de": "„Wir haben 12 Boote verloren“, sagte Hanna Lindqvist am Montag.",
    "fr": "« Nous avons perdu 12 bateaux », a déclaré Hanna Lindqvist lundi.",
}


def marked(language: str, text: str, number: int = 0) -> Report:
    body = (Block("body", Span(0, len(text))),)
    return mark(Report(f"r{number}", "a.jsonl", text, language, blocks=body, outlet="The Beacon"))


@pytest.mark.parametrize("language", _TEXTS)
def test_packed_marks_come_out_as_they_went_in(language: str) -> None:
    report = marked(language, _TEXTS[language])
    assert report.marks.quotations
    light = packed(report)
    assert not light.marks.quotations
    assert unpacked(Story("s", "", language, "", "", (light,))).reports == (report,)


def test_a_story_whose_marks_were_never_packed_stays_as_it_is() -> None:
    story = Story("s", "", "en", "", "", (marked("en", _TEXTS["en"]),))
    assert unpacked(story) == story


def test_what_turns_out_to_be_furniture_loses_its_marks_packed_or_not() -> None:
    own = (
        "Seven ferries stayed in harbour because of heavy weather.",
        "Farmers near Dalby fear another summer without rainfall.",
        "Museum visitors admired twelve restored paintings yesterday.",
    )
    reports = [
        marked("en", f"{line}\nWrite to editor Nora Falk, who answers 300 letters.", number)
        for number, line in enumerate(own)
    ]
    plain = without_outlet_furniture(reports)
    assert any(block.kind == "furniture" for report in plain for block in report.blocks)
    light = without_outlet_furniture([packed(report) for report in reports])
    assert unpacked(Story("s", "", "en", "", "", tuple(light))).reports == tuple(plain)
    assert not any(name.text == "Nora Falk" for report in plain for name in report.marks.names)
