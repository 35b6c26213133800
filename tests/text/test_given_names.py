"""The gender that a given name tells."""

from __future__ import annotations

import pytest

from rashomon import find_quotations
from rashomon.text.given_names import gender_of


@pytest.mark.parametrize(
    ("name", "language", "gender"),
    [
        ("Erik Lund", "sv", "m"),
        ("Sara Nyberg", "sv", "f"),
        ("Hélène Morin", "fr", "f"),
        ("Jean-Luc Garnier", "fr", "m"),
        ("Jean Carter", "en", "f"),
        ("Jean Garnier", "fr", "m"),
        ("Andrea Riva", "it", "m"),
        ("Andrea Kolb", "de", "f"),
        ("Kari Moe", "nb", "f"),
        ("Søren Krag", "en", "m"),
        ("Олена Ткачук", "uk", "f"),
        ("Виктор Петров", "ru", "m"),
    ],
)
def test_a_given_name_tells_a_gender_in_its_language(name: str, language: str, gender: str) -> None:
    assert gender_of(name, language) == gender


@pytest.mark.parametrize("name", ["", " ", "Kim Berg", "J. K. Roe", "Zzyx Roe", "Andrea Roe"])
def test_what_tells_none_is_open(name: str) -> None:
    assert gender_of(name, "ja") is None


@pytest.mark.parametrize(
    ("text", "language", "speaker"),
    [
        ("Nils Ek ringde Maria Sjö efter mötet. ”Hon räddade dagen”, sade han.", "sv", "Nils Ek"),
        ("Jan Kolb traf Petra Lenz am Abend. „Er hat recht“, sagte sie.", "de", "Petra Lenz"),
        ("Luc Aubin a appelé Claire Roux. « Elle viendra », a-t-il assuré.", "fr", "Luc Aubin"),
        ("Marco Sala ha visto Paola Riva. «Lei resta», ha detto lui.", "it", "Marco Sala"),
        ("Pedro Rey llamó a Lucía Mas. «Ella vendrá», dijo él.", "es", "Pedro Rey"),
        ("Anna Dale met Peter Crane. “He was kind,” she said.", "en", "Anna Dale"),
    ],
)
def test_a_pronoun_never_means_somebody_of_another_gender(text: str, language: str, speaker: str) -> None:
    (quotation,) = find_quotations(text, language)
    assert quotation.speaker is None or quotation.speaker.name in {"", speaker}
