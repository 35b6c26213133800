"""What one outlet prints under all its reports is furniture; what reports of one happening share is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rashomon.model import Report
from rashomon.reading import read_paths

BODIES = {
    "en": [
        "Twelve barns burned down in Orla after lightning struck a hay store, the fire brigade said.",
        "The library of Tarvik lends tools and sewing machines from next month, members decided.",
        "A court fined the shipping company Nordline for dumping paint into the estuary in March.",
        "Pupils from Hallmar won the regional chess tournament without losing a single game.",
    ],
    "sv": [
        "Tolv lador brann ner i Orla efter ett blixtnedslag, uppger räddningstjänsten.",
        "Biblioteket i Tarvik lånar ut verktyg och symaskiner från nästa månad.",
        "Rederiet Nordline dömdes till böter för utsläpp av målarfärg i viken.",
        "Elever från Hallmar vann schackturneringen utan att förlora ett enda parti.",
    ],
    "fr": [
        "Douze granges ont brûlé à Orla après la foudre, selon les pompiers du canton.",
        "La bibliothèque de Tarvik prête des outils et des machines à coudre dès septembre.",
        "Le tribunal a condamné l'armateur Nordline pour avoir déversé de la peinture.",
        "Des élèves de Hallmar ont gagné le tournoi régional sans perdre une seule partie.",
    ],
}
CLOSING = {
    "en": "The Orla Courier has covered the valley since 1907 and employs 31 reporters at four desks.",
    "sv": "Orlakuriren bevakar dalen sedan 1907 och har 31 reportrar på fyra redaktioner.",
    "fr": "Le Courrier d'Orla couvre la vallée depuis 1907 avec 31 journalistes dans quatre rédactions.",
}


def _read(folder: Path, texts: list[str], language: str, outlet: str | None) -> list[Report]:
    path = folder / "reports.jsonl"
    lines = [
        json.dumps({"id": f"r{number}", "text": text, "language": language, "outlet": outlet})
        for number, text in enumerate(texts)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return list(read_paths([str(path)]))


def _furniture(report: Report) -> str:
    return "".join(block.span.of(report.text) for block in report.blocks if block.kind == "furniture").strip()


@pytest.mark.parametrize("language", BODIES)
@pytest.mark.parametrize("outlet", ["The Orla Courier", None])
def test_a_closing_paragraph_of_three_reports_on_different_things(
    tmp_path: Path, language: str, outlet: str | None
) -> None:
    closing = CLOSING[language]
    for report in _read(tmp_path, [f"{body}\n\n{closing}" for body in BODIES[language]], language, outlet):
        assert _furniture(report) == closing
        assert report.blocks[0].span.start == 0
        ends = [block.span.end for block in report.blocks]
        assert [block.span.start for block in report.blocks][1:] == ends[:-1]
        assert ends[-1] == len(report.text)


def test_what_reports_of_one_happening_share_is_their_own(tmp_path: Path) -> None:
    told = "Twelve barns burned down in Orla after lightning struck a hay store on Monday"
    texts = [
        f"{told}, {tail}.\n\nThe valley last saw such a fire in 1998, when nine farms were lost."
        for tail in (
            "the brigade said",
            "according to the brigade",
            "neighbours told the brigade",
            "police said",
        )
    ]
    assert not any(_furniture(report) for report in _read(tmp_path, texts, "en", "The Orla Courier"))


def test_two_reports_are_too_few(tmp_path: Path) -> None:
    texts = [f"{body}\n\n{CLOSING['en']}" for body in BODIES["en"][:2]]
    assert not any(_furniture(report) for report in _read(tmp_path, texts, "en", "The Orla Courier"))
