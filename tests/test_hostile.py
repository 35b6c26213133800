"""Hostile inputs: whatever is in a source, its neighbours are read, no traceback is shown, every span holds.

A hundred examples here; ``python -m benchmarks.hostile_inputs`` runs ten thousand.
"""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from benchmarks.hostile_inputs import check, source


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(source())
def test_a_hostile_source_harms_nobody(hostile: tuple[str, bytes]) -> None:
    assert check(*hostile) is None
