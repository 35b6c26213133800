"""What reaches the terminal: words, never orders to it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.console import EVERY, Progress, duration, printable, printable_json


@given(st.text())
def test_nothing_that_a_terminal_acts_on_is_shown(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable() or not any(
        ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 or sign in "\u202a\u202e\u2066\u2069\u2028"
        for sign in shown
    )
    assert "\n" not in shown
    shown.encode("utf-8")


@pytest.mark.parametrize(
    "sign", ["\x1b", "\n", "\r", "\x9b", "\u202e", "\u2066", "\u200f", "\u2028", "\udce5"]
)
def test_signs_that_do_something_are_written_as_their_escapes(sign: str) -> None:
    assert printable(f"a{sign}b").startswith("a\\")


@given(st.dictionaries(st.text(), st.text()))
def test_json_on_a_terminal_says_the_same(value: dict[str, str]) -> None:
    assert json.loads(printable_json(json.dumps(value, ensure_ascii=False))) == value


def test_where_no_terminal_is_progress_is_a_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    now = 0.0
    progress = Progress("marking", share=lambda: 0.25, clock=lambda: now)
    for second in range(65):
        now = float(second)
        progress.add(10)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == int(64 // EVERY)
    assert (
        lines[0] == "rashomon: marking: 310 done, 10/s, 25%, about 90 s left"
        or "about 2 min left" in lines[0]
    )


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.4, "0 s"), (89, "89 s"), (120, "2 min"), (5_400, "1 h 30 min"), (86_400, "24 h 00 min")],
)
def test_times_are_said_as_one_reads_them(seconds: float, said: str) -> None:
    assert duration(seconds) == said
