"""The program that makes the interlingua, on small made-up vectors."""

from __future__ import annotations

import numpy as np
import pytest

from training.interlingua import coding, space


def test_what_languages_differ_in_is_projected_out() -> None:
    random = np.random.default_rng(1)
    meaning = random.standard_normal((20_000, 12)).astype(np.float32)
    languages = {"aa": np.arange(0, 10_000), "bb": np.arange(10_000, 20_000)}
    shares = {code: np.ones(10_000) for code in languages}
    shifted = meaning.copy()
    shifted[languages["bb"], 3] += 5
    means = space.language_means(shifted, languages, shares)
    found = space.without_language(shifted, means, 1)
    gap = found[languages["aa"]].mean(axis=0) - found[languages["bb"]].mean(axis=0)
    assert np.abs(gap).max() < 0.1
    assert np.corrcoef(found[:, 5], meaning[:, 5])[0, 1] > 0.99


def test_components_are_of_length_one_and_always_the_same() -> None:
    vectors = np.random.default_rng(2).standard_normal((500, 16)).astype(np.float32)
    found = space.components(vectors, kept=8, whitened=0.5)
    assert found.shape == (500, 8)
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    assert (found == space.components(vectors, kept=8, whitened=0.5)).all()


def test_codes_come_near_what_they_stand_for() -> None:
    vectors = space.unit(np.random.default_rng(3).standard_normal((3_000, 16)).astype(np.float32))
    table = coding.tables(vectors, width=4)
    decoded = coding.decode(coding.encode(vectors, table), table)
    assert np.einsum("ij,ij->i", vectors, space.unit(decoded)).mean() > 0.93


def test_a_rotation_keeps_lengths_and_angles() -> None:
    turned = coding.rotation(16)
    assert np.allclose(turned @ turned.T, np.eye(16), atol=1e-5)


def test_parts_of_words_say_what_words_mean() -> None:
    pytest.importorskip("scipy", reason="the extra rashomon[training] is not installed")
    from training.interlingua import morphology

    stems = ["bridge", "school", "doctor", "forest", "winter", "mirror"]
    words = [stem + ending for stem in stems for ending in ("", "s", "en", "erna", "ens", "la", "ta", "lik")]
    meaning = np.eye(6, dtype=np.float32)[[i for i in range(6) for _ in range(8)]]
    keys = morphology.frequent_parts(words, 2_000)
    learned = morphology.learn(words, meaning, keys)
    unseen = morphology.incidence(["bridgelikt", "mirrorern"], keys) @ learned
    assert unseen.argmax(axis=1).tolist() == [0, 5]


def test_number_words_of_the_language_files_are_what_the_program_writes() -> None:
    pytest.importorskip("num2words")
    from training import number_words

    for code in number_words.KNOWN:
        written = (number_words.DATA / f"{code}.toml").read_text(encoding="utf-8")
        assert number_words.table(code).strip("\n") in written, code


def test_words_of_dates_are_what_the_program_writes() -> None:
    from training import calendar_words

    assert calendar_words.FILE.read_text(encoding="utf-8") == calendar_words.made()
