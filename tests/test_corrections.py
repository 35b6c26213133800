"""What a user corrects in marked reports is what the comparison shows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rashomon.cli import main

Report = dict[str, Any]

REPORTS = {
    "en": (
        "“The tunnel floods every spring,” said engineer Petra Holm. 30 cars were towed on 3 May 2024.",
        "floods",
    ),
    "de": (
        "„Der Tunnel läuft jedes Jahr voll“, sagte Bürgermeisterin Petra Holm. 30 Autos wurden am 3. Mai "
        "2024 abgeschleppt.",
        "läuft",
    ),
    "fr": (
        "« Le tunnel est inondé chaque printemps », a déclaré l'ingénieure Petra Holm. Le 3 mai 2024, "
        "30 voitures ont été enlevées.",
        "inondé",
    ),
    "sv": (
        "”Tunneln svämmar över varje vår”, sade borgmästaren Petra Holm. 30 bilar togs bort den 3 maj 2024.",
        "svämmar",
    ),
    "es": (
        "«El túnel se inunda cada primavera», dijo la ingeniera Petra Holm. El 3 de mayo de 2024 "
        "retiraron 30 coches.",
        "inunda",
    ),
}


def _compared(folder: Path, language: str, edit: Callable[[Report], None]) -> Report:
    """The one story of a marked report after a user's edit of it."""
    text, _ = REPORTS[language]
    raw, marked, out = folder / "raw.jsonl", folder / "marked.jsonl", folder / "synopsis.json"
    line = {"id": "a", "text": text, "language": language, "published": "2024-05-04"}
    raw.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    assert main(["mark", str(raw), "--json", str(marked)]) == 0
    report = json.loads(marked.read_text(encoding="utf-8"))
    edit(report)
    marked.write_text(json.dumps(report, ensure_ascii=False) + "\n", encoding="utf-8")
    assert main(["compare", str(marked), "--json", str(out)]) == 0
    (story,) = json.loads(out.read_text(encoding="utf-8"))["stories"]
    found: Report = story
    return found


def _statement(story: Report, word: str) -> list[Report]:
    return [each for each in story["statements"] if word in each["text"]]


@pytest.mark.parametrize("language", REPORTS)
def test_without_an_edit_marked_reports_compare_like_unmarked_ones(tmp_path: Path, language: str) -> None:
    story = _compared(tmp_path, language, lambda report: None)
    assert main(["compare", str(tmp_path / "raw.jsonl"), "--json", str(tmp_path / "plain.json")]) == 0
    plain = json.loads((tmp_path / "plain.json").read_text(encoding="utf-8"))["stories"]
    for each in (story, plain[0]):
        each["reports"][0].pop("source")
    assert [story] == plain


@pytest.mark.parametrize("language", REPORTS)
def test_a_quotation_taken_out_stays_out(tmp_path: Path, language: str) -> None:
    word = REPORTS[language][1]

    def edit(report: Report) -> None:
        quotations = report["marks"]["quotations"]
        assert any(word in each["text"] for each in quotations)
        report["marks"]["quotations"] = [each for each in quotations if word not in each["text"]]

    assert not _statement(_compared(tmp_path, language, edit), word)


@pytest.mark.parametrize("language", REPORTS)
def test_another_speaker_is_the_speaker(tmp_path: Path, language: str) -> None:
    word = REPORTS[language][1]

    def edit(report: Report) -> None:
        (quotation,) = [each for each in report["marks"]["quotations"] if word in each["text"]]
        quotation["speaker"].update(name="Anders Vik", entity="")

    (statement,) = _statement(_compared(tmp_path, language, edit), word)
    assert statement["speaker"]["name"] == "Anders Vik"


@pytest.mark.parametrize("language", REPORTS)
def test_another_amount_another_day_another_kind_are_kept(tmp_path: Path, language: str) -> None:
    def edit(report: Report) -> None:
        (figure,) = [each for each in report["marks"]["figures"] if each["text"].startswith("30")]
        figure.update(low=80, high=80)
        (moment,) = [each for each in report["marks"]["moments"] if each["start"] == "2024-05-03"]
        moment.update(start="2024-05-02", end="2024-05-02")
        for name in report["marks"]["names"]:
            name["kind"] = "organisation"

    story = _compared(tmp_path, language, edit)
    assert 80 in [value["low"] for figure in story["figures"] for value in figure["values"]]
    assert {"2024-05-02"} <= {each["start"] for each in story["timeline"]}
    assert "2024-05-03" not in {each["start"] for each in story["timeline"]}
    assert {entry["kind"] for entry in story["names"]} == {"organisation"}


def test_a_moment_corrected_in_an_undated_report_survives_its_dating(tmp_path: Path) -> None:
    """The other report's date tells when the undated one appeared; its days are read anew, but not those
    that a user set."""
    texts = [
        {
            "id": "a",
            "published": "2024-05-06",
            "text": "A tunnel in Holmvik flooded on Sunday 5 May 2024 and 30 "
            "cars were towed, engineer Petra Holm said on Monday.",
        },
        {
            "id": "b",
            "text": "May 5, 2024\n\nA tunnel in Holmvik flooded on Sunday and 30 cars were towed, engineer "
            "Petra Holm told reporters. The pumps failed on Saturday.",
        },
    ]
    raw, marked, out = tmp_path / "raw.jsonl", tmp_path / "marked.jsonl", tmp_path / "out.json"
    raw.write_text("".join(json.dumps(text) + "\n" for text in texts), encoding="utf-8")
    assert main(["mark", str(raw), "--json", str(marked)]) == 0
    reports = [json.loads(line) for line in marked.read_text(encoding="utf-8").splitlines()]
    for report in reports:
        for moment in report["marks"]["moments"]:
            if moment["text"].endswith("Saturday"):
                moment.update(start="2024-04-27", end="2024-04-27", precision="day")
    marked.write_text("".join(json.dumps(report) + "\n" for report in reports), encoding="utf-8")
    assert main(["compare", str(marked), "--json", str(out)]) == 0
    days = {each["start"] for story in json.loads(out.read_text())["stories"] for each in story["timeline"]}
    assert "2024-04-27" in days
    assert "2024-05-05" in days
    assert "2024-05-04" not in days
