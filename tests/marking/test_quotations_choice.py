"""Who speaks at a cue is one scored choice, and says why."""

from __future__ import annotations

import pytest

from rashomon.marking.quotations import find_in
from rashomon.marking.quotations.choosing import checked, explained, weights
from rashomon.marking.quotations.cues import cues_of
from rashomon.marking.quotations.engine import frames_in
from rashomon.marking.quotations.features import LINK, NAMES, SPEAKER
from rashomon.marking.quotations.lexicon import lexicon
from training import quotation_speakers as trained

SENTENCES = {
    "en": ("“We will go,” the mayor of Lund told reporters on Friday.", "the mayor of Lund"),
    "de": ("Gegenüber dem Morgenblatt sagte Hanna Korn, die Fähre fahre nicht.", "Hanna Korn"),
    "sv": ("Förslaget kallade ordföranden ”orimligt”.", "ordföranden"),
    "fr": ("« Nous partons », a déclaré Paule Martin vendredi.", "Paule Martin"),
    "nb": ("I et intervju sa statsråden at broen stenges.", "statsråden"),
}


#: Who speaks, quotation by quotation, in several sentences: a pronoun or a role means somebody named before.
MEANING = {
    "“We go,” said Anna Brook.\n\nIt must close, she said.": ["Anna Brook", "Anna Brook"],
    "“We go,” said Anna Brook.\n\nKarl Lund said it was late. Lund met Brook. “We stay,” he said.": [
        "Anna Brook", "Karl Lund", "Karl Lund",
    ],
    "Mr Karl Lund said it was late. Mrs Anna Brook said it was early.\n\n“We stay,” he said.": [
        "Karl Lund", "Anna Brook", "Karl Lund",
    ],
    "Mayor Anna Brook opened the bridge.\n\nRain fell all day.\n\n“We stay,” the mayor said.": ["Anna Brook"],
    "Mayor Anna Brook met Mayor Karl Lund. Mayor Brook wept. “We stay,” the mayor said.": ["Anna Brook"],
    "Mayor Anna Brook met Mayor Karl Lund. It rained. It snowed. “We stay,” the mayor said.": ["the mayor"],
    "Robin Brook and Kim Lund said it was late. “We stay,” he said.": ["Robin Brook and Kim Lund", ""],
}  # fmt: skip
#: How many features no own sentence notices the loss of: it may only shrink.
UNNOTICED = 26


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


def _deciding(given: list[trained.Example], names: list[str]) -> set[str]:
    """The features without which at least one of the examples is decided otherwise."""
    found: set[str] = set()
    for example in given:
        known = weights(example.language)
        parts = [[(names[place], known[names[place]]) for place in of] for of in example.candidates]
        scores = [sum(weight for _, weight in of) for of in parts]
        best = max(scores)
        if scores.count(best) != 1:
            continue
        chosen = scores.index(best)
        for name in {name for of in parts for name, _ in of} - found:
            other = [s - sum(w for n, w in of if n == name) for s, of in zip(scores, parts, strict=True)]
            if other.index(max(other)) != chosen:
                found.add(name)
    return found


def test_no_feature_is_idle() -> None:
    """Switched off, each feature changes who speaks in one of the project's own sentences or tables."""
    own = _deciding(trained.examples(taught=True, trees=False), trained.ORDER)
    own |= _deciding(trained.links(trees=False), trained.LINKS)
    assert len((SPEAKER | set(LINK)) - own) <= UNNOTICED, (SPEAKER | set(LINK)) - own


@pytest.mark.parametrize("text", MEANING)
def test_a_pronoun_or_a_role_means_who_was_named_or_heard_before_or_nobody(text: str) -> None:
    assert [q.speaker.name if q.speaker else "" for q in find_in(text, "en")] == MEANING[text]


def test_a_pronoun_says_by_what_it_was_understood() -> None:
    last = find_in("“We go,” said Anna Brook.\n\nIt must close, she said.", "en")[-1]
    assert "quotations.spoke in the paragraph before" in last.because
    assert {reason.removeprefix("quotations.") for reason in last.because} <= NAMES
