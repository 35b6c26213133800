"""A page that lists headlines is told from a report, in whatever way it lists them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from rashomon.grouping.listings import is_listing

#: Headlines, a line of each of their reports, a day and what a link to a report says.
Page = tuple[Sequence[str], Sequence[str], str, str]
PAGES: dict[str, Page] = {
    "de": (
        ("Wehr wieder offen", "Rat vertagt Haushalt", "Fähre auf Grund", "Neuer Bus", "Chor singt"),
        ("Der Fluss fiel.", "Zahlen fehlen.", "Niemand kam zu Schaden.", "Ab September.", "Eintritt frei."),
        "14. Mai 2024", "Weiterlesen",
    ),
    "fr": (
        ("Le barrage rouvre", "Le budget reporté", "Un ferry échoué", "Nouvelle ligne", "La chorale chante"),
        ("Le fleuve baisse.", "Il manque des chiffres.", "Aucun blessé.", "Dès septembre.", "Entrée libre."),
        "14 mai 2024", "Lire la suite",
    ),
    "sv": (
        ("Dammen öppen igen", "Budgeten skjuts upp", "Färja på grund", "Ny busslinje", "Kören sjunger"),
        ("Ån sjunker.", "Siffrorna saknas.", "Ingen skadades.", "Från september.", "Fri entré."),
        "14 maj 2024", "Läs mer",
    ),
    "es": (
        ("La presa reabre", "Aplazan el presupuesto", "Un ferri encalla", "Nueva línea", "Canta el coro"),
        ("El río baja.", "Faltan cifras.", "No hubo heridos.", "Desde septiembre.", "Entrada libre."),
        "14 de mayo de 2024", "Leer más",
    ),
}  # fmt: skip
FORMS: dict[str, Callable[[Page], str]] = {
    "days": lambda page: "\n".join(f"{head}\n{page[2]}" for head in page[0]),
    "teasers": lambda page: "\n".join(f"{head}\n{line}" for head, line in zip(*page[:2], strict=True)),
    "links": lambda page: "\n\n".join(
        f"{head}\n{line}\n{page[3]}" for head, line in zip(*page[:2], strict=True)
    ),
    "behind": lambda page: "\n".join(
        f"{head}: {line} {page[3]} »" for head, line in zip(*page[:2], strict=True)
    ),
    "bullets": lambda page: "\n".join(f"• {head}" for head in page[0]),
    "hours": lambda page: "\n".join(f"10:{at}0 {head}" for at, head in enumerate(page[0], 1)),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", PAGES)
def test_a_page_of_headlines_is_a_listing(language: str, form: str) -> None:
    assert is_listing(FORMS[form](PAGES[language]))


@pytest.mark.parametrize(
    "text",
    [
        "Weir opened\n\nThe weir was opened.\n\nThe river fell.\n\nNobody was hurt.\n\nIt rains.",
        "Wehr offen\n\nDas Wehr ist offen.\n\n„Gut so“, sagte sie.\n\nDer Fluss fiel.\n\nEs regnet.",
        "Rohr geplatzt\nIn der Mühlstraße\nDas Rohr platzte.\nSechs Keller liefen voll.\nEs regnet.",
        "Short.\nLines.\nOf a.\nPoem.\nHere.\nAnd there.",
    ],
)
def test_a_report_in_short_paragraphs_is_none(text: str) -> None:
    assert not is_listing(text)
