"""What grouping reads off a report."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.encoding import concepts
from rashomon.grouping import affinity, fingerprints, signals
from rashomon.grouping.pool import Pool
from tests.grouping.invented import BRIDGE_DE, BRIDGE_EN, BRIDGE_SV, ORCHID_EN


def kept(text: str, language: str, kind: str) -> set[int]:
    """The keys of a kind in a text, its lead's part included."""
    first, last = signals.FAMILIES.get(kind, signals.COLUMNS[kind])
    return set(signals.read_text(text, language).keys[first:last].tolist()) - {0}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It happened on 17 February.", "en"),
        ("It happened on February 17, 2019.", "en"),
        ("Det hände den 17 februari.", "sv"),
        ("Es geschah am 17. Februar.", "de"),
        ("Ocurrió el 17 de febrero.", "es"),
        ("Это случилось 17 февраля.", "ru"),
        ("事件发生在2月17日。", "zh"),
        ("2月17日に起きた。", "ja"),
    ],
)
def test_a_day_is_the_same_day_in_any_language(text: str, language: str) -> None:
    assert kept(text, language, "dates") == kept("17 February", "en", "dates") != set()


@pytest.mark.parametrize(
    ("one", "other"), [("3,200", "3.200"), ("3,200", "3\u00a0200"), ("3,200", "3200"), ("1.5", "1,5")]
)
def test_a_number_is_the_same_number_however_its_digits_are_grouped(one: str, other: str) -> None:
    assert kept(f"in all {one} of them", "en", "numbers") == kept(f"in all {other} of them", "en", "numbers")


def test_a_name_sounds_the_same_in_another_script() -> None:
    latin = kept("there was Trump again", "en", "sounds")
    cyrillic = kept("там был Трамп снова", "ru", "sounds")
    assert latin == cyrillic != set()


def test_the_word_that_begins_a_sentence_is_no_name() -> None:
    assert kept("Yesterday it rained. Tomorrow it will not.", "en", "names") == set()


def test_names_numbers_and_dates_of_the_lead_stand_apart_and_only_there() -> None:
    later = "x " * signals.LEAD
    text = f"The ferry left Kvernes with 85 on 17 February. {later} Then it met Solheim with 40 on 3 May."
    read = signals.read_text(text, "en", surfaces=True)

    def said(kind: str) -> set[str]:
        first, last = signals.COLUMNS[kind]
        return {read.surfaces[key] for key in read.keys[first:last].tolist() if key}

    assert {"Kvernes"} <= said("lead names")
    assert {"Solheim"} <= said("names")
    assert not said("lead names") & said("names")
    assert said("lead numbers") == {"85", "17"}
    assert said("numbers") == {"40", "3"}
    assert said("lead dates") == {"17 February"}
    assert said("dates") == {"3 May"}


def measured(one: str, other: str) -> dict[str, float]:
    """The signals of two texts, nothing else in memory."""
    pool = Pool(concepts.shipped(), room=2)
    for text in (one, other):
        bag = concepts.shipped().bag(text, "en")
        pool.put(signals.read_text(text, "en"), bag, fingerprints.sketch(text), "en", (-1, -1))
    pool.weigh(np.array([0, 1]))
    row = affinity.measure(pool, 0, np.array([1]))
    return {
        **dict(zip(affinity.SIGNALS, row[0].tolist(), strict=True)),
        "score": float(affinity.shipped().score(row)[0]),
    }


def test_the_same_forecast_for_another_day_is_less_alike() -> None:
    forecast = "Weather\nThe town of Tarnby can expect clouds on {}. The wind turns west on the coast."
    same = measured(forecast.format("8 November"), forecast.format("8 November"))
    other = measured(forecast.format("8 November"), forecast.format("16 November"))
    assert same["dates apart"] == 0 < other["dates apart"]
    assert other["score"] < same["score"] - 2


def test_what_only_one_of_two_leads_names_is_nothing_apart() -> None:
    shorter = "Fire\nA ferry burned near Tarnby on Sunday night."
    longer = "Fire\nA ferry burned near Tarnby on Sunday night, and Kvernes sent 85 men from Solheim."
    found = measured(shorter, longer)
    assert found["names apart"] == found["numbers apart"] == 0


def test_names_and_numbers_keep_the_words_they_were_read_from() -> None:
    read = signals.read_text(BRIDGE_EN, "en", surfaces=True)
    assert {"Kvernes", "Solheim", "3,200"} <= set(read.surfaces.values())


def test_a_translation_shares_more_concepts_than_another_report() -> None:
    table = concepts.shipped()

    def shared(one: str, language: str, other: str, its: str) -> int:
        first, second = (set(table.bag(*pair).tolist()) for pair in ((one, language), (other, its)))
        return len((first & second) - {concepts.NONE})

    assert shared(BRIDGE_SV, "sv", BRIDGE_DE, "de") > 2 * shared(BRIDGE_SV, "sv", ORCHID_EN, "en")


def test_a_copy_is_found_and_another_wording_is_none() -> None:
    copied = BRIDGE_EN.replace("closed after cracks found", "shut")
    found = fingerprints.copies([BRIDGE_EN, ORCHID_EN, copied])
    assert [(copy.place, copy.original) for copy in found] == [(2, 0)]


def test_short_texts_have_no_fingerprint() -> None:
    assert not fingerprints.sketch("three words only").any()
    assert fingerprints.copies(["three words only", "three words only"]) == ()


def test_the_weights_that_ship_know_every_signal() -> None:
    learned = affinity.shipped()
    assert learned.weights.shape == (len(affinity.RELATIONS), len(affinity.SIGNALS))
    assert (learned.weights[:, affinity.SIGNALS.index("concepts")] > 0).all()


@given(st.text(max_size=300), st.sampled_from(["en", "zh", "ar", "und", "xx"]))
def test_any_text_can_be_read(text: str, language: str) -> None:
    read = signals.read_text(text, language)
    assert read.keys.shape == (signals.WIDTH,)
    assert (read.rarity >= 0).all()
    assert concepts.shipped().bag(text, language).max() <= concepts.NONE
    fingerprints.sketch(text)
