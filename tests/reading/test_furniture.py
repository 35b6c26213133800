"""Page furniture is told from reporting, in every language, by the shape and words of its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.languages import codes
from rashomon.reading.text import report_from_text

CASES = [
    tuple(part.strip() for part in line.split("|", 2))
    for line in (Path(__file__).parent / "cases" / "furniture.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]
BEFORE = "The harbour was closed on Monday after the storm had broken two of its piers in the night."
AFTER = "Fishermen waited for hours at the gate, and nobody could tell them when it would open again."


@pytest.mark.parametrize(("language", "kind", "line"), CASES)
def test_a_line_between_paragraphs(language: str, kind: str, line: str) -> None:
    text = f"{BEFORE}\n\n{line}\n\n{AFTER}\n"
    report = report_from_text(text, "a.txt")
    kinds = {block.kind for block in report.blocks if line[:8] in block.span.of(text)}
    assert (kinds == {"furniture"}) == (kind == "furniture"), report.blocks
    for block in report.blocks:
        assert (block.kind in {"furniture", "repeat"}) == bool(block.reason)


def test_every_language_has_cases() -> None:
    assert {language for language, _, _ in CASES} == set(codes()) - {"nn"}


def test_an_appeal_is_cut_off_the_paragraph_before_it() -> None:
    last = "The mayor left the meeting early. Got a tip? Email us at desk@example.org or call 0207 946 0123."
    report = report_from_text(f"{BEFORE}\n\n{last}", "a.txt")
    assert [(block.kind, block.span.of(report.text)[:12]) for block in report.blocks[1:]] == [
        ("body", "The mayor le"),
        ("furniture", "Got a tip? E"),
    ]


def test_titles_below_a_label_are_links_and_a_sub_heading_is_not() -> None:
    links = "Most read\nSchool gets a new roof\nBus line 4 returns"
    text = f"{BEFORE}\n\n{links}\n\n{AFTER}\n\nRead more\n\nA long night\n\n{AFTER[::-1]}."
    kinds = {block.span.of(text).strip(): block.kind for block in report_from_text(text, "a.txt").blocks}
    assert kinds["School gets a new roof"] == kinds["Bus line 4 returns"] == "furniture"
    assert kinds["A long night"] != "furniture"


def test_the_outlet_is_what_the_page_itself_names() -> None:
    title = "Storm closes the harbour"
    channel = report_from_text(f"Harbour Post Telegram\n\n{title}\n\n{title}\n\n{BEFORE}\n\n{AFTER}", "a")
    rights = report_from_text(f"{BEFORE}\n\n{AFTER}\n\n© 2021 Harbour Post. All rights reserved", "a")
    desk = report_from_text(
        f"{BEFORE}\n\nDo you have a story for the Harbour Post news team? Email us at a@example.org", "a"
    )
    silent = report_from_text(f"{BEFORE}\n\nA reporter of the Harbour Post saw it. {AFTER}", "a")
    assert (channel.outlet, rights.outlet, desk.outlet, silent.outlet) == (*["Harbour Post"] * 3, None)


def test_a_title_may_end_with_the_name_of_a_network() -> None:
    report = report_from_text(
        f"Harbour Fines Facebook\n\nPort takes firm to court\n\n{BEFORE}\n\n{AFTER}", "a"
    )
    assert (report.title, report.outlet) == ("Harbour Fines Facebook", None)
