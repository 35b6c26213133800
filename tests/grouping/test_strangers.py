"""Strangers that share an outlet, a town, a list or a name of last year are no story."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Sequence

import pytest

from rashomon.grouping import group
from rashomon.model import Moment, Report


def _short(name: str, text: str, day: str = "2026-05-04", language: str = "en") -> Report:
    when = Moment(None, "", day, day, "day")
    return Report(name, f"{name}.txt", text, language, published=when)


def _homes(reports: Sequence[Report]) -> dict[str, str]:
    return {report.id: story.id for story in group(reports) for report in story.reports}


_CLOSINGS = {
    "en": "The Orre Courier has told the valley its news since 1934. Our thirty reporters need you: take out a subscription today, "
    "read all we write and send your tips to the night desk on 555 0187. Corrections stand on the last page.",
    "fr": "Le Courrier de l'Orre informe la vallée depuis 1934. Nos trente journalistes ont besoin de vous : abonnez-vous "
    "aujourd'hui, lisez tous nos articles et envoyez vos informations à la rédaction au 555 0187.",
    "da": "Orrebladet har fortalt dalen nyheder siden 1934. Vores tredive journalister har brug for dig: tegn abonnement i dag, "
    "læs alle artikler og send dit tip til redaktionen på 555 0187. Rettelser står på sidste side.",
    "es": "El Correo del Orre informa al valle desde 1934. Nuestros treinta periodistas le necesitan: suscríbase hoy, lea todos "
    "los artículos y envíe sus noticias a la redacción al 555 0187. Las correcciones están en la última página.",
}
_TOLD = {
    "en": [
        "The ferry to Senn ran aground.",
        "A baker in Halm won the lottery.",
        "The choir lost its hall to a fire.",
    ],
    "fr": [
        "Le bac de Senn s'est échoué.",
        "Un boulanger de Halm a gagné au loto.",
        "La chorale a perdu sa salle.",
    ],
    "da": [
        "Færgen til Senn stødte på grund.",
        "En bager i Halm vandt i lotto.",
        "Koret mistede sin sal ved en brand.",
    ],
    "es": [
        "El ferry de Senn encalló.",
        "Un panadero de Halm ganó la lotería.",
        "El coro perdió su sala en un incendio.",
    ],
}


@pytest.mark.parametrize("language", sorted(_TOLD))
def test_what_an_outlet_prints_below_every_report_joins_nothing(language: str) -> None:
    reports = [
        _short(f"r{at}", f"{told}\n\n{_CLOSINGS[language]}", language=language)
        for at, told in enumerate(_TOLD[language])
    ]
    assert len(set(_homes(reports).values())) == 3


def test_reports_outside_the_window_change_nothing() -> None:
    now = [
        _short(
            "a",
            "Governor Vera Lund of Ostland said on Monday that she would resign. In Halm she told a crowd she was tired.",
        ),
        _short(
            "b",
            "It is official: Lund leaves. Speaking in Halm, the governor of Ostland thanked her voters for ten years.",
        ),
        _short(
            "c",
            "Governor Vera Lund is to leave office in Ostland. Rivals called her speech in Halm a surprise.",
            "2026-05-05",
        ),
    ]
    old = [
        _short(
            f"o{at}",
            f"Governor Vera Lund of Ostland opened {what} in Halm on Monday.",
            f"2025-11-{at + 1:02}",
        )
        for at, what in enumerate(
            ("a school", "a bridge", "a library", "a farm", "a road", "a fair", "a mill") * 3
        )
    ]
    homes = _homes([*old, *now])
    alone = _homes(now)
    assert {name: homes[name] for name in alone} == alone
    assert len(set(alone.values())) == 1


def test_a_page_of_headlines_does_not_join_what_it_lists() -> None:
    listing = "Ferry to Senn runs aground\n4 May 2026\nBaker in Halm wins lottery\n4 May 2026\nChoir loses hall\n3 May 2026"
    homes = _homes(
        [
            _short(
                "ferry",
                "The ferry to Senn ran aground on Monday with 40 people on board, the harbour master said.",
            ),
            _short(
                "baker", "A baker in Halm won 2 million euros in the lottery on Monday and went on baking."
            ),
            _short("page", listing),
        ]
    )
    assert len(set(homes.values())) == 3


def test_brief_reports_of_one_town_and_day_stay_apart() -> None:
    homes = _homes(
        [
            _short("a", "A school in Halm won the chess prize on Monday, beating 30 others."),
            _short("b", "A water pipe burst in Halm on Monday and flooded four cellars."),
        ]
    )
    assert len(set(homes.values())) == 2
