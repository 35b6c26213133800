"""Sentences end where a reader would end them."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.languages import codes
from rashomon.model import Span
from rashomon.text.sentences import split

CASES = {
    "en": [
        "Mr. Hale met Dr. Roe at 5 p.m. on Friday.|They talked.",
        "He lives in the U.S. now.|She does not.",
        "“Come in!” she said.|He did.",
        "It grew by 3.5 per cent.|Nobody knew.",
        "J. K. Moss wrote it.|It sold.",
        "He waited ... and left.|The door closed.",
        "Acme Inc. 5 rose.|Gen. Stone fell.",
        "(He was late.)|The rest waited.",
    ],
    "da": [
        "Det skete den 5. januar i Aarhus.|Ingen kom til skade.",
        "Det koster 3 mio. kr. om året.|Det er dyrt.",
        "Bl.a. Danmark og f.eks. Norge er med.|Sverige er ikke.",
        "»Kom ind!« sagde hun.|Han gik.",
    ],
    "nb": ["Den 17. mai feirer vi.|Så går vi hjem.", "Det kostet 2 mill. kroner.|Det var mye."],
    "sv": ["Det var bl.a. regn och t.ex. snö.|Sen blev det sol.", "Han kom kl. 5 i dag.|Hon gick."],
    "de": [
        "Am 3. Oktober feiern wir.|Danach nicht.",
        "Das kostet z.B. 3 Mio. Euro.|Das ist viel.",
        "Prof. Dr. Roth kam ca. um acht.|Er blieb.",
        "„Halt!“, rief er.|Niemand hielt.",
        "Die 2. Liga beginnt.|Alle freuen sich.",
        "Sie fuhr z. B. nach Kiel, d. h. Ostsee.|Er blieb.",
    ],
    "nl": ["Dhr. Beek betaalt 3 mln. euro.|Dat is veel.", "Bijv. de boot en de trein.|Niet de bus."],
    "fr": ["M. Bois et Mme Val sont là.|Ils parlent.", "« Entrez ! » dit-elle.|Il entra."],
    "es": [
        "El Sr. Ruiz llegó.|La Dra. Gil no.",
        "¿Quién es?|Soy yo.",
        "El barco de EE. UU. volvió.|Nadie lo vio.",
    ],
    "it": ["Il dott. Bosco parla.|L’avv. Valle tace."],
    "pt": ["O Sr. Vale chegou.|A Dra. Gil não."],
    "fi": ["Juhla on 6. joulukuuta.|Sitten levätään.", "Hän tuli klo 5.|Minä en."],
    "pl": ["To kosztuje np. 3 mln zł rocznie.|To dużo.", "Święto jest 3. maja.|Potem praca."],
    "cs": ["Bylo to 28. října v Praze.|Pak pršelo.", "Stojí to např. 3 mil. korun.|To je moc."],
    "ru": ["Это было в г. Туле.|Там тепло.", "Он родился в 1990 г.|Она тоже."],
    "zh": ["我们来了。|他们走了！|谁在那里？"],
    "ja": ["彼は来た。|彼女は「行く。」と言った。"],
    "hi": ["वह आया।|वह गया।"],
    "ar": ["هل جاء؟|لم يأت."],
}


@pytest.mark.parametrize(("language", "case"), [(c, case) for c, rows in CASES.items() for case in rows])
def test_a_sentence_ends_where_the_bar_stands(language: str, case: str) -> None:
    parts = case.split("|")
    glue = "" if language in ("zh", "ja") else " "
    text = glue.join(parts)
    found = [span.of(text) for span in split(text, Span(0, len(text)), language)]
    if language == "ja":
        assert found[0] == parts[0]
    else:
        assert found == parts


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aB1 .!?…\n“”«»()„'。।", max_size=120), st.sampled_from(codes()))
def test_sentences_are_in_order_apart_and_hold_every_word(text: str, language: str) -> None:
    spans = split(text, Span(0, len(text)), language)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert "".join("".join(s.of(text).split()) for s in spans) == "".join(text.split())


@pytest.mark.parametrize("unit", ["a. ", ". ", "A.B. ", "“", "1. ", "…", "word "])
def test_time_grows_with_length_only(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    begun = time.process_time()
    split(text, Span(0, len(text)), "de")
    assert time.process_time() - begun < 8


def test_a_shortened_month_before_a_day_ends_no_sentence() -> None:
    text = "They met in Bergdal on Wednesday, Feb. 6, 2019. The talks lasted until Sat. Feb. 9."
    found = [span.of(text) for span in split(text, Span(0, len(text)), "en")]
    assert found == [
        "They met in Bergdal on Wednesday, Feb. 6, 2019.",
        "The talks lasted until Sat. Feb. 9.",
    ]
