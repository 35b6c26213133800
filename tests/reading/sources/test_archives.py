"""Archives are folders: what is in them is read, nothing in them can harm, one bad file is one bad file."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest

from rashomon.reading import read_paths

STORM = b"The harbour was closed on Monday after the storm had broken two of its piers in the night.\n"
FLOOD = b"Fishermen waited for hours at the gate, and nobody could tell them when it would open again.\n"
FILES = {"north/storm.txt": STORM, "south/flood.txt": FLOOD, ".hidden.txt": STORM, "__MACOSX/a.txt": FLOOD}


def zipped(files: dict[str, bytes]) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return raw.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        link = tarfile.TarInfo("north/link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return raw.getvalue()


def zstd(raw: bytes) -> bytes:
    zstandard = pytest.importorskip("zstandard")
    packed: bytes = zstandard.ZstdCompressor().compress(raw)
    return packed


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("reports.zip", zipped(FILES)),
        ("reports.tar", tarred(FILES)),
        ("reports.tar.gz", gzip.compress(tarred(FILES))),
        ("reports.tgz", gzip.compress(tarred(FILES))),
        ("reports.tar.xz", lzma.compress(tarred(FILES))),
        ("reports.tar.zst", zstd(tarred(FILES))),
        ("unnamed", bz2.compress(zipped(FILES))),
    ],
)
def test_an_archive_is_read_as_a_folder(tmp_path: Path, name: str, raw: bytes) -> None:
    (tmp_path / name).write_bytes(raw)
    reading = read_paths([str(tmp_path)])
    assert not reading.problems
    assert [report.text.encode() for report in reading.reports] == [STORM, FLOOD]
    assert [report.source.split("/", 1)[1] for report in reading.reports] == list(FILES)[:2]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstd])
def test_a_compressed_file_is_read_as_if_it_were_not(tmp_path: Path, pack: object) -> None:
    (tmp_path / "storm.txt.packed").write_bytes(pack(STORM))  # type: ignore[operator]
    line = json.dumps({"text": FLOOD.decode()}).encode()
    (tmp_path / "lines").write_bytes(pack(line))  # type: ignore[operator]
    reading = read_paths([str(tmp_path)])
    assert not reading.problems
    assert [report.text.encode() for report in reading.reports] == [FLOOD, STORM]


def test_one_bad_file_of_an_archive_leaves_the_others(tmp_path: Path) -> None:
    files = {"a.txt": STORM, "b.png": b"\x89PNG" + bytes(90), "c.json": b"[", "d.txt": FLOOD, "e.txt": b""}
    (tmp_path / "reports.zip").write_bytes(zipped(files))
    reading = read_paths([str(tmp_path)])
    assert len(reading.reports) == 2
    assert [problem.source for problem in reading.problems] == [
        "reports.zip/b.png", "reports.zip/c.json", "reports.zip/e.txt",
    ]  # fmt: skip


def test_a_decompression_bomb_is_named_before_it_goes_off(tmp_path: Path) -> None:
    zeros = b"\n" * 50_000_000
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(zeros * 3, 9))
    (tmp_path / "bomb.zip").write_bytes(zipped({"a.jsonl": zeros * 2, "b.txt": STORM}))
    reading = read_paths([str(tmp_path)])
    reasons = [problem.reason for problem in reading.problems]
    assert len(reasons) >= 2
    assert all("decompression bomb" in reason for reason in reasons[:2])


def test_archives_nested_without_end_are_named(tmp_path: Path) -> None:
    raw = STORM
    for depth in range(20):
        raw = zipped({f"{depth}.zip" if depth else "a.txt": raw})
    (tmp_path / "deep.zip").write_bytes(raw)
    (problem,) = read_paths([str(tmp_path)]).problems
    assert "containers" in problem.reason


@pytest.mark.parametrize("cut", [10, 60, 200])
def test_a_damaged_archive_is_named(tmp_path: Path, cut: int) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(FILES)[:-cut])
    (tmp_path / "b.tar.gz").write_bytes(gzip.compress(tarred(FILES))[:-cut])
    (tmp_path / "c.txt").write_bytes(STORM)
    reading = read_paths([str(tmp_path)])
    assert {problem.source.split("/")[0] for problem in reading.problems} == {"a.zip", "b.tar.gz"}
    assert "c.txt" in {report.source for report in reading.reports}
