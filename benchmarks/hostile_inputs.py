"""Hostile inputs by the thousand: no traceback, no wrong span, no lost neighbour.

``python -m benchmarks.hostile_inputs [COUNT]`` makes so many sources (10,000), each read and marked between
two good reports, and names those that did harm. The seeds are always the same.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.floors import judge
from rashomon.cli import main as rashomon

GOOD = {
    "a-good.txt": "The bridge at Tarrow was closed on Monday and 14 people were hurt, the mayor said.\n",
    "z-good.txt": "Bron i Tarvik stängdes i går och två personer skadades, säger polisen.\n",
}
_WORDS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=st.characters(codec=None), max_size=30),
    st.sampled_from(
        [
            "“", "”", "\u202e", "\x00", "\x1b[2J", "said John. ", "$5 ", "5 people were killed. ",
            "12-31-9999", "yesterday", "-1e999", "a\n", "\ud800", "\ufeff", "&nbsp;", "Å" * 50,
            "\u0301" * 130, "(((", "9" * 40,
        ]
    ),
)  # fmt: skip
_TEXT = st.lists(_WORDS, max_size=12).map("".join)
_VALUE = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), _TEXT),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
_NAMES = (
    "id", "url", "title", "text", "language", "published", "outlet", "byline", "blocks", "marks", "source",
    "date", "content", "body", "bodies", "authors", "revisions", "left_out", "agencies", "teaser",
)  # fmt: skip
_RECORD = st.dictionaries(st.sampled_from(_NAMES), _VALUE, max_size=8)


def _json(value: object) -> bytes:
    return json.dumps(value).encode("utf-8", "surrogatepass")


def source() -> st.SearchStrategy[tuple[str, bytes]]:
    """Names and contents of hostile sources."""
    raw = st.one_of(
        st.binary(max_size=400),
        _TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.lists(_RECORD, max_size=4).map(lambda records: b"\n".join(map(_json, records))),
        _VALUE.map(_json),
        _TEXT.map(lambda text: f"<html><body><p>{text}</p></body>".encode("utf-8", "surrogatepass")),
        st.integers(1, 3000).map(lambda depth: b"[" * depth + b"]" * depth),
    )
    ending = st.sampled_from(
        ["txt", "json", "jsonl", "html", "csv", "gz", "zip", "xml", "eml", "unknown", ""]
    )
    return st.tuples(ending.map(lambda each: f"m-hostile.{each}" if each else "m-hostile"), raw)


def check(name: str, raw: bytes) -> str | None:
    """What harm a source did beside two good reports; None where it did none."""
    out, said = io.StringIO(), io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        for good, text in GOOD.items():
            Path(folder, good).write_text(text, encoding="utf-8")
        Path(folder, name).write_bytes(raw)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
            status = rashomon(["mark", folder])
    if status not in {0, 1} or "Traceback" in said.getvalue() or "fault in rashomon" in said.getvalue():
        return f"status {status}: {said.getvalue()[-300:]}"
    reports = [json.loads(line) for line in out.getvalue().split("\n") if line]
    lost = set(GOOD) - {report["source"] for report in reports}
    if lost:
        return f"lost: {lost}"
    return next((wrong for report in reports if (wrong := _wrong_span(report))), None)


def _wrong_span(report: dict[str, object]) -> str | None:
    text, blocks, marks = report["text"], report["blocks"], report["marks"]
    assert isinstance(text, str)
    assert isinstance(blocks, list)
    assert isinstance(marks, dict)
    at = 0
    for block in blocks:
        if block["span"][0] != at:
            return f"blocks do not tile: {blocks}"
        at = block["span"][1]
    if at != len(text):
        return f"blocks end at {at} of {len(text)}"
    for mark in (mark for kind in marks.values() if isinstance(kind, list) for mark in kind):
        if mark["span"] and text[slice(*mark["span"])] != mark["text"]:
            return f"a mark is not what it spans: {mark}"
    return None


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    harm: list[str] = []

    @settings(max_examples=count, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(source())
    def run(hostile: tuple[str, bytes]) -> None:
        wrong = check(*hostile)
        if wrong:
            harm.append(f"{hostile!r}: {wrong}")

    run()
    for each in harm[:20]:
        print(each)
    print(f"{count} hostile inputs, {len(harm)} did harm")
    return judge("hostile_inputs", {"harm": float(len(harm))})


if __name__ == "__main__":
    sys.exit(main())
