"""What several tests read: the seeds, the examples, the synopses of both."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from rashomon.model import Report, Story, Synopsis

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SEEDS = SHARED / "seeds"
EXAMPLES = ROOT / "examples"
# No test finds or leaves anything in the cache of whoever runs it.
os.environ["RASHOMON_CACHE"] = ""


def synopses_of(paths: Sequence[str]) -> list[Synopsis]:
    """What ``rashomon compare`` computes for some paths."""
    from rashomon.comparing.synopsis import compare
    from rashomon.grouping import group
    from rashomon.marking import mark
    from rashomon.reading import read_paths

    reading = read_paths(paths)
    assert not reading.problems, reading.problems
    return [compare(story) for story in group([mark(report) for report in reading.reports])]


@pytest.fixture(scope="session")
def seed_paths() -> list[str]:
    if not SEEDS.is_dir():
        pytest.skip("the five seed reports are not beside the project (../shared/seeds)")
    return [str(path) for path in sorted(SEEDS.glob("*.txt"))]


@pytest.fixture(scope="session")
def seed_synopses(seed_paths: list[str]) -> list[Synopsis]:
    return synopses_of(seed_paths)


@pytest.fixture(scope="session")
def seeds(seed_synopses: list[Synopsis]) -> Synopsis:
    return max(seed_synopses, key=lambda synopsis: len(synopsis.story.reports))


@pytest.fixture(scope="session")
def seed_story(seeds: Synopsis) -> Story:
    return seeds.story


@pytest.fixture(scope="session")
def seed_reports(seeds: Synopsis) -> dict[str, Report]:
    """The five reports by the first three digits of their file names."""
    return {report.source[:3]: report for report in seeds.story.reports}


@pytest.fixture(scope="session")
def example_synopses() -> list[Synopsis]:
    return synopses_of([str(EXAMPLES / "reports")])
