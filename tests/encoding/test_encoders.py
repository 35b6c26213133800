"""Sentence encoders behind one interface: one offline, any other by name."""

from __future__ import annotations

import builtins
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rashomon.encoding import encoders, onnx_encoder
from rashomon.encoding.encoders import (
    BUILT_IN,
    Encoder,
    EncoderError,
    OnnxEncoder,
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
    return OnnxEncoder()


@pytest.fixture(autouse=True)
def fresh_encoders() -> Any:
    yield
    best_available.cache_clear()


def damaged(tmp_path: Path, how: str) -> Path:
    """A copy of the encoder's file that is missing, cut short or of another version."""
    path = tmp_path / "encoder.onnx"
    data = Path(str(OnnxEncoder()._path)).read_bytes()
    if how == "cut short":
        path.write_bytes(data[: len(data) // 2])
    elif how == "another version":
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    return path


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


def test_the_built_in_encoder_is_had_by_either_name() -> None:
    for name in (BUILT_IN, "multilingual-e5-small"):
        found = by_name(name)
        assert isinstance(found, Encoder)
        assert found.name == OnnxEncoder.name


@pytest.mark.parametrize("how", ["missing", "cut short", "another version"])
def test_a_damaged_file_is_refused_and_named(tmp_path: Path, how: str) -> None:
    with pytest.raises(EncoderError, match="cannot be read" if how == "missing" else "encoder.onnx"):
        OnnxEncoder(damaged(tmp_path, how)).embed(["Any text."])


@pytest.mark.parametrize("how", ["missing", "cut short", "another version"])
def test_without_an_encoder_it_is_said_and_words_decide(
    tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = damaged(tmp_path, how)
    monkeypatch.setattr(encoders, "OnnxEncoder", lambda: OnnxEncoder(path))
    best_available.cache_clear()
    assert best_available() is None
    said = capsys.readouterr().err
    assert said.count("no sentence encoder") == 1
    assert "word by word" in said


def test_without_onnxruntime_it_is_said_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    onnx_encoder._opened.cache_clear()
    with pytest.raises(EncoderError, match="onnxruntime"):
        OnnxEncoder().check()


def test_pieces_of_words_lead_back_to_the_text(offline: OnnxEncoder) -> None:
    text = "Ｔｈｅ  old bridge — “Älvbron” — fell;\n据新华社报道 45½ %."
    ((spans, states),) = offline.states([text])
    assert len(spans) == len(states)
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert [start for start, _ in spans] == sorted(start for start, _ in spans)
    covered = "".join(text[start:end] for start, end in spans)
    assert set("Älvbron") <= set(covered)


def test_states_depend_on_the_text_alone(offline: OnnxEncoder) -> None:
    together = offline.states(SENTENCES)
    for text, (spans, states) in zip(SENTENCES, together, strict=True):
        ((alone, same),) = offline.states([text])
        assert alone == spans
        assert (same == states).all()


def test_what_is_said_a_thousand_times_is_read_once(
    offline: OnnxEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    run = type(offline._model).run

    def counted(model: Any, rows: Any, deep: bool) -> Any:
        read.append(len(rows))
        return run(model, rows, deep)

    monkeypatch.setattr(type(offline._model), "run", counted)
    vectors = offline.embed(["The ferry was late.", *["Yes."] * 1_000])
    assert len(offline.states(["Yes."] * 1_000)) == 1_000
    assert len(read) == 3
    assert (vectors[1:] == vectors[1]).all()


def test_a_text_longer_than_the_window_has_a_vector_of_all_of_it(offline: Encoder) -> None:
    text = "据新华社报道，地震造成多人死亡。" * 100
    assert np.allclose(np.linalg.norm(offline.embed([text])), 1, atol=1e-5)


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(EncoderError, match=r"pip install 'rashomon\[encoders\]'"):
        by_name("some/encoder")


def test_nothing_heavy_is_loaded_before_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str, *args: Any, **kwargs: Any) -> Any:
        assert not name.startswith(("onnxruntime", "torch", "sentence_transformers")), name
        return real(name, *args, **kwargs)

    real = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", refuse)
    assert OnnxEncoder().name


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
