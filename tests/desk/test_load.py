"""Many people at once: nobody is turned away, nothing is answered wrongly."""

from __future__ import annotations

from pathlib import Path

from benchmarks import desk_load


def test_twenty_people_at_once_see_no_error(where: str) -> None:
    """Ten seconds here; a minute in ``benchmarks/desk_load.py``."""
    found = desk_load.measure(Path(where), 10, 20)
    assert found["errors"] == 0
    assert found["requests"] > 100
