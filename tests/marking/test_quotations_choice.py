"""Who speaks at a cue is one scored choice, and says why."""

from __future__ import annotations

import pytest

from rashomon.marking.quotations.candidates import NAMES
from rashomon.marking.quotations.choosing import checked, explained, weights
from rashomon.marking.quotations.cues import cues_of
from rashomon.marking.quotations.engine import frames_in
from rashomon.marking.quotations.lexicon import lexicon

SENTENCES = {
    "en": ("“We will go,” the mayor of Lund told reporters on Friday.", "the mayor of Lund"),
    "de": ("Gegenüber dem Morgenblatt sagte Hanna Korn, die Fähre fahre nicht.", "Hanna Korn"),
    "sv": ("Förslaget kallade ordföranden ”orimligt”.", "ordföranden"),
    "fr": ("« Nous partons », a déclaré Paule Martin vendredi.", "Paule Martin"),
    "nb": ("I et intervju sa statsråden at broen stenges.", "statsråden"),
}


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_the_best_candidate_speaks_and_every_reason_is_a_named_feature(language: str) -> None:
    text, speaker = SENTENCES[language]
    tokens = frames_in(text, language)[0].tokens
    known = lexicon(language)
    cue = cues_of(tokens, known)[0]
    choices = explained(tokens, cue, known)
    best = choices[0].phrase
    assert best is not None
    assert text[tokens[best.first].start : tokens[best.last].end] == speaker
    assert {name for choice in choices for name, _ in choice.reasons} <= NAMES
    assert [choice.score for choice in choices] == sorted((c.score for c in choices), reverse=True)


def test_a_file_of_weights_that_does_not_fit_the_features_is_refused() -> None:
    good: dict[str, object] = dict.fromkeys(NAMES, 1.0)
    assert checked({"weights": good}, "sv")["pronoun"] == 1.0
    with pytest.raises(ValueError, match="no feature 'loud'"):
        checked({"weights": {**good, "loud": 1.0}}, "sv")
    with pytest.raises(ValueError, match="no feature 'loud'"):
        checked({"weights": good, "languages": {"sv": {"loud": 1.0}}}, "sv")
    with pytest.raises(ValueError, match="has no weight"):
        checked({"weights": {name: 1.0 for name in NAMES if name != "role"}}, "sv")
    with pytest.raises(ValueError, match="no number"):
        checked({"weights": {**good, "role": "much"}}, "sv")


def test_a_language_adds_to_the_common_weights() -> None:
    assert weights("de") != weights("en")
    assert set(weights("tlh")) == NAMES
