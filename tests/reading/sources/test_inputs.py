"""Every shape of input has an example, and each example is read as what it is."""

from __future__ import annotations

import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.reading import Options, read_paths
from rashomon.reading.sources import MODULES
from rashomon.reading.sources.fields import columns_of

INPUTS = Path(__file__).parents[3] / "examples" / "inputs"
EXPECTED: dict[str, Any] = tomllib.loads((INPUTS / "expected.toml").read_text(encoding="utf-8"))
NEEDS = {
    ".xlsx": "python_calamine",
    ".ods": "python_calamine",
    ".parquet": "pyarrow",
    ".zst": "zstandard",
    ".pdf": "pypdfium2",
    ".docx": "docx",
    ".rtf": "striprtf",
    ".warc": "fastwarc",
    ".wacz": "fastwarc",
}
BODIES = (
    "left 640 islanders without a road",
    "640 öbor blev utan väg",
    "640 Menschen auf der Insel haben keine Straße mehr",
)


def options(given: dict[str, str]) -> Options:
    return Options(given.get("encoding"), tuple(columns_of(given["map"])) if "map" in given else ())


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_example_is_read_as_what_it_is(name: str) -> None:
    for ending, package in NEEDS.items():
        if ending in name:
            pytest.importorskip(package)
    wanted = EXPECTED[name]
    reading = read_paths([str(INPUTS / name)], options=options(wanted))
    assert [problem for problem in reading.problems if not problem.note] == []
    found = sorted(reading.reports, key=lambda report: (report.title, report.source))
    assert len(found) == len(wanted["reports"])
    for report, expected in zip(found, wanted["reports"], strict=True):
        assert report.title == expected["title"]
        assert report.outlet == expected.get("outlet")
        assert report.byline == expected.get("byline")
        assert report.language == expected["language"]
        assert (report.published.start[:10] if report.published else None) == expected.get("published")
        assert report.teaser == expected.get("teaser", False)
        assert report.teaser or any(words in report.text for words in BODIES)
        assert "".join(block.span.of(report.text) for block in report.blocks) == report.text


def test_there_is_an_example_of_every_format() -> None:
    from rashomon.reading.formats import format_of

    shown = {format_of(name, (INPUTS / name).read_bytes()[:4_096]) for name in EXPECTED}
    assert set(MODULES) - shown <= {"text"}  # plain text is what examples/reports holds


def test_every_example_has_its_line_in_the_documentation() -> None:
    page = (INPUTS.parents[1] / "docs" / "reading.md").read_text(encoding="utf-8")
    assert [name for name in EXPECTED if f"examples/inputs/{name}" not in page] == []


def test_the_examples_are_what_their_program_makes() -> None:
    made = runpy.run_path(str(INPUTS / "make.py"))["files"]()
    # What is compressed differs by a byte or two with the version of the library that compresses.
    plain = {
        name: content for name, content in made.items() if content[:2] not in {b"PK", b"\x1f\x8b", b"BZ"}
    }
    assert len(plain) > 30
    assert {name for name, content in plain.items() if (INPUTS / name).read_bytes() != content} == set()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_example_is_named_or_read_and_never_ends_the_run(
    tmp_path: Path, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(EXPECTED)))
    raw = bytearray((INPUTS / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw)))
        end = at + data.draw(st.integers(0, 200))
        raw[at:end] = data.draw(st.binary(max_size=20))
    (tmp_path / name).write_bytes(raw or b"x")
    (tmp_path / "good.txt").write_text("The weir was opened on Friday, and the river fell before noon.\n")
    reading = read_paths([str(tmp_path / name), str(tmp_path / "good.txt")], options=options(EXPECTED[name]))
    assert "good.txt" in {report.source for report in reading.reports}
    for report in reading.reports:
        report.text.encode()
        assert "".join(block.span.of(report.text) for block in report.blocks) == report.text
