"""What the comparison says in English is said in the language of the page, hostile words only shown."""

from __future__ import annotations

import time

import pytest

from rashomon.telling.notes import told
from rashomon.telling.wording import wording


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("“90 ton” (Meridian) against “500 Tonnen”: one is 5.6 times the other",
         "<bdi>“90 ton” (Meridian)</bdi> mot <bdi>“500 Tonnen”</bdi>: "
         "det ena är <bdi>5.6</bdi> gånger det andra"),
        ("“3” against “some 900”: one is at least 280 times the other",
         "<bdi>“3”</bdi> mot <bdi>“some 900”</bdi>: "
         "det ena är minst <bdi>280</bdi> gånger det andra"),
        ("“3” against “4”; newest: 4 (4 maj 2024)",
         "<bdi>“3”</bdi> mot <bdi>“4”</bdi>; senast: <bdi>4</bdi> (<bdi>4 maj 2024</bdi>)"),
        ("<b>x</b> and y are spellings of one name",
         "<bdi>&lt;b&gt;x&lt;/b&gt;</bdi> och <bdi>y</bdi> är stavningar av samma namn"),
        ("something {else} <b>", '<span lang="en" dir="ltr">something {else} &lt;b&gt;</span>'),
    ],
)  # fmt: skip
def test_a_note_is_said_in_the_language_of_the_page(note: str, expected: str) -> None:
    assert told(note, wording("sv")) == expected


def test_in_english_it_stays_as_it_is() -> None:
    assert told("“3” against “4” <b>", wording("en")) == "“3” against “4” &lt;b&gt;"


def test_an_endless_note_takes_no_time() -> None:
    start = time.process_time()
    told(" against " * 20_000, wording("sv"))
    told("a against " * 100, wording("sv"))
    assert time.process_time() - start < 1
