"""What the encoder made before is kept: the same bits, less work, and a bad file never stops a run."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from rashomon.encoding import kept
from rashomon.encoding.encoders import best_available
from rashomon.encoding.kept import KeptEncoder, Store, key_of, remembered

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"


def opened(path: Path, about: str = "test 1", limit: int = kept.LIMIT) -> tuple[Store, list[str]]:
    said: list[str] = []
    return Store(path, about, said.append, limit), said


def made(texts: Sequence[str]) -> list[bytes]:
    return [text.encode() * 3 for text in texts]


def test_what_was_made_is_found_again_and_not_made_twice(tmp_path: Path) -> None:
    asked: list[str] = []

    def make(texts: Sequence[str]) -> list[bytes]:
        asked.extend(texts)
        return made(texts)

    path = tmp_path / "new" / "a.kept"
    first, _ = opened(path)
    assert remembered(first, ["a", "b", "a"], make) == made(["a", "b", "a"])
    second, said = opened(path)
    assert remembered(second, ["b", "c"], make) == made(["b", "c"])
    assert asked == ["a", "b", "c"]
    assert said == []
    assert os.stat(path).st_mode & 0o077 == 0


def test_a_file_that_was_cut_short_is_used_as_far_as_it_is_whole_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.kept"
    remembered(opened(path)[0], ["a", "b"], made)
    path.write_bytes(path.read_bytes()[:-1])
    again, said = opened(path)
    assert (again.get(key_of("a")), again.get(key_of("b"))) == (b"aaa", None)
    assert "cut short" in said[0]
    remembered(again, ["b"], made)
    assert opened(path)[0].get(key_of("b")) == b"bbb"


def test_a_damaged_record_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "a.kept"
    remembered(opened(path)[0], ["a"], made)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    again, said = opened(path)
    assert again.get(key_of("a")) is None
    assert len(said) == 1


@pytest.mark.parametrize("content", [b"", b"something else\n", b"\xff" * 100])
def test_a_file_of_another_version_is_begun_anew_and_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.kept"
    path.write_bytes(content)
    store, said = opened(path)
    assert "another version" in said[0]
    remembered(store, ["a"], made)
    again, said = opened(path)
    assert (again.get(key_of("a")), said) == (b"aaa", [])


def test_the_file_does_not_grow_without_end(tmp_path: Path) -> None:
    path = tmp_path / "a.kept"
    for run in range(12):
        store, said = opened(path, limit=2_000)
        for number in range(40):
            remembered(store, [f"{run} {number}"], made)
        assert said == []
    assert path.stat().st_size < 4_000


def test_where_nothing_can_be_written_the_work_is_done_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    store, _ = opened(blocked / "a.kept")
    assert remembered(store, ["a"], made) == [b"aaa"]

    def full(_: Store) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Store, "_opened", full)
    assert remembered(opened(tmp_path / "a.kept")[0], ["a"], made) == [b"aaa"]


def test_vectors_that_were_kept_are_the_same_bits(tmp_path: Path) -> None:
    own = best_available()
    if own is None:
        pytest.skip("no encoder here")
    texts = ["The bridge collapsed.", "Bron rasade.", "The bridge collapsed."]
    for _ in range(2):
        encoder = KeptEncoder(own, opened(tmp_path / "v.kept")[0])
        assert np.array_equal(encoder.embed(texts), own.embed(texts))
    assert encoder.embed([]).shape == (0, own.dimensions)


def test_a_run_writes_the_same_bytes_without_a_cache_with_one_and_from_it(tmp_path: Path) -> None:
    written = []
    for number, folder in enumerate(["", str(tmp_path / "kept"), str(tmp_path / "kept")]):
        target = tmp_path / f"{number}.json"
        asked = [sys.executable, "-m", "rashomon", "compare", str(EXAMPLES), "--json", str(target)]
        done = subprocess.run(
            asked, env={**os.environ, kept.FOLDER: folder}, check=True, capture_output=True, text=True
        )
        assert "kept" not in done.stderr
        written.append(target.read_bytes())
    assert written[0] == written[1] == written[2]
    assert {"labels.kept", "vectors.kept"} <= {path.name for path in (tmp_path / "kept").iterdir()}
