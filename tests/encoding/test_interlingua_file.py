"""The model file: what is written is read, what is broken is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from rashomon.encoding.interlingua import Interlingua
from rashomon.encoding.interlingua_file import Codes, ModelFileError, read, write

ARRAYS: dict[str, NDArray[Any]] = {
    "words.keys": np.array([1, 2**63], dtype=np.uint64),
    "tables": np.arange(24, dtype=np.float16).reshape(2, 3, 4),
    "none": np.zeros((0, 4), dtype=np.uint8),
}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    write(path, ARRAYS, {"name": "test", "words": 2})
    arrays, about = read(path)
    assert about == {"name": "test", "words": 2}
    assert arrays.keys() == ARRAYS.keys()
    for name, array in ARRAYS.items():
        assert arrays[name].dtype == array.dtype
        assert (arrays[name] == array).all()
        assert not arrays[name].flags.writeable


def test_the_same_model_is_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path / name, ARRAYS, {"y": 1, "x": 2})
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 something else",
        b"RASHINTL",
        b"RASHINTL" + b"\xff" * 16,
        b"RASHINTL\2" + b"\0" * 7 + b"{]",
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(content)
    with pytest.raises(ModelFileError, match=r"model\.bin"):
        Interlingua(path)


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    write(path, ARRAYS, {})
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(ModelFileError, match="cut short"):
        read(path)


def test_codes_point_into_their_tables() -> None:
    tables = np.zeros((2, 256, 2), dtype=np.float16)
    tables[0, 7], tables[1, 9] = (1, 2), (3, 4)
    codes = Codes(np.array([[7, 9], [0, 9]], dtype=np.uint8), tables)
    assert codes.dimensions == 4
    assert codes.rows(np.array([1, 0])).tolist() == [[0, 0, 3, 4], [1, 2, 3, 4]]
