"""Reports go in, stories come out."""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from rashomon.grouping import Constraints, group
from rashomon.model import Report, Story
from rashomon.reading import read_paths
from tests.grouping.invented import BRIDGE_EN, BRIDGE_SV, news, report

SHARED = Path(__file__).parents[2].parent / "shared"
SEEDS = SHARED / "seeds"
PRACTICE = SHARED / "data" / "grouping" / "ecbplus.jsonl.gz"


def membership(stories: tuple[Story, ...]) -> set[frozenset[str]]:
    return {frozenset(report.id for report in story.reports) for story in stories}


def test_reports_of_one_happening_are_one_story_in_any_language() -> None:
    assert membership(group(news())) == {
        frozenset({"bridge-en", "bridge-en-2", "bridge-sv", "bridge-de"}),
        frozenset({"strike-en", "strike-es"}),
        frozenset({"orchid-en"}),
    }


def test_a_story_says_what_its_reports_share() -> None:
    bridge = next(story for story in group(news()) if len(story.reports) == 4)
    said = "; ".join(bridge.evidence)
    assert "Kvernes" in said
    assert "Solheim" in said
    assert "all 4" in said
    assert "85" in said


def test_what_is_shared_is_said_in_the_script_of_the_headline() -> None:
    arabic = report("ar", "أغلق جسر كفيرنيس في 4 مارس بعد العثور على تشققات في 14 كابلا", "ar", "2021-03-04")
    others = [replace(one, text=one.text + "\n\n4 March, 4 mars, 4. März") for one in news()[:4]]
    for story in group([arabic, *others]):
        if len(story.reports) > 1:
            assert "مارس" not in "; ".join(story.evidence)


def test_where_every_noun_has_a_capital_a_noun_is_not_called_a_name() -> None:
    text = (
        "Risse im Tragseil\nDie Brücke von Kvernes bleibt gesperrt, weil Taucher im Tragseil Risse und "
        "Muschelbewuchs fanden. Das Bauamt prüft nun die Ankerkammern und das Tragseil von Kvernes."
    )
    german = [report(f"de-{place}", text + f" Stand {place}.", "de", "2021-03-04") for place in (1, 2)]
    (story,) = group(german)
    assert not any(" name " in line for line in story.evidence)
    assert any("both write " in line for line in story.evidence)


def test_a_headline_is_the_title_of_a_report_of_the_story() -> None:
    for story in group(news()):
        assert story.headline in {report.title for report in story.reports}
        assert story.language in {report.language for report in story.reports}


def test_a_story_spans_its_reports_days_in_their_order() -> None:
    bridge = next(story for story in group(news()) if len(story.reports) == 4)
    assert (bridge.start, bridge.end) == ("2021-03-04", "2021-03-05")
    assert [report.id for report in bridge.reports] == [
        "bridge-en-2", "bridge-en", "bridge-sv", "bridge-de",
    ]  # fmt: skip


def test_the_order_of_the_reports_changes_nothing() -> None:
    reports = news()
    expected = group(reports)
    for seed in range(4):
        random.Random(seed).shuffle(reports)
        assert group(reports) == expected


def test_nothing_in_nothing_out() -> None:
    assert group([]) == ()


def test_one_report_is_a_story_without_evidence() -> None:
    (story,) = group([news()[0]])
    assert story.evidence == ()
    assert story.headline == news()[0].title


def test_a_users_word_joins_and_parts() -> None:
    word = Constraints()
    word.together("orchid-en", "strike-en")
    word.apart("bridge-en", "bridge-de")
    found = membership(group(news(), constraints=word))
    assert any({"orchid-en", "strike-en"} <= story for story in found)
    assert not any({"bridge-en", "bridge-de"} <= story for story in found)


def test_reports_far_apart_in_time_are_two_stories() -> None:
    first, again = report("a", BRIDGE_EN, day="2021-03-04"), report("b", BRIDGE_SV, "sv", "2021-09-04")
    assert len(group([first, again])) == 2
    assert len(group([first, again], window_days=None)) == 1


BAD: dict[str, Report] = {
    "no text": report("bad", ""),
    "white space only": report("bad", " \n\t "),
    "three words": report("bad", "Rain again today"),
    "no date": report("bad", BRIDGE_EN),
    "a date in the future": report("bad", BRIDGE_EN, day="9999-12-31"),
    "a date that is none": report("bad", BRIDGE_EN, day="2021-02-31"),
    "the wrong language label": report("bad", BRIDGE_SV, "ja", "2021-03-04"),
    "a language nobody knows": report("bad", BRIDGE_EN, "zxx-Qaaa", "2021-03-04"),
    "only numbers": report("bad", "1 22 333 4444 " * 50),
    "half a character": report("bad", "Half a \ud800 character"),
}


@pytest.mark.parametrize("kind", sorted(BAD))
def test_a_bad_report_has_its_own_place_and_stops_nothing(kind: str) -> None:
    found = membership(group([*news(), BAD[kind]]))
    assert sum("bad" in story for story in found) == 1
    assert any({"strike-en", "strike-es"} <= story for story in found)
    if kind in {"no date", "a date in the future", "the wrong language label", "a date that is none"}:
        assert any({"bad", "bridge-en", "bridge-sv"} <= story for story in found)
    elif kind != "a language nobody knows":
        assert frozenset({"bad"}) in found


def test_five_megabytes_of_text_take_their_place() -> None:
    long = report("long", BRIDGE_EN + "\n\n" + "Nothing else happened that day. " * 160_000, day="2021-03-04")
    assert len(long.text) > 5_000_000
    assert any({"long", "bridge-en"} <= story for story in membership(group([*news(), long])))


def test_the_same_id_twice_stays_together_and_is_lost_never() -> None:
    first = report("twin", BRIDGE_EN, day="2021-03-04")
    second = replace(first, text=BRIDGE_SV, source="other.txt")
    stories = group([first, second, *news()])
    assert sum(len(story.reports) for story in stories) == 9
    assert sum(any(report.id == "twin" for report in story.reports) for story in stories) == 1


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from invented import news; "
        "from rashomon.grouping import group; print(repr(group(news())))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program, str(Path(__file__).parent)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_the_command_writes_the_same_bytes_in_any_process_whatever_the_order_of_its_input(
    tmp_path: Path,
) -> None:
    path = tmp_path / "reports.jsonl"
    told = [
        {
            "id": one.id,
            "title": one.title,
            "text": one.text,
            "language": one.language,
            "published": "2021-03-04",
        }
        for one in news()
    ]
    said = set()
    for seed in ("1", "2", "3"):
        random.Random(seed).shuffle(told)
        path.write_text("\n".join(map(json.dumps, told)), encoding="utf-8")
        said.add(
            subprocess.run(
                [sys.executable, "-m", "rashomon", "group", str(path), "--explain"],
                env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
                capture_output=True,
                check=True,
            ).stdout
        )
    assert len(said) == 1
    assert b"strike-es" in said.pop()


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five seeds are not beside the repository")
def test_the_five_seeds_are_one_story() -> None:
    (story,) = group(read_paths([str(SEEDS)]).reports)
    assert len(story.reports) == 5
    assert story.evidence


@pytest.mark.skipif(
    not (SEEDS.is_dir() and PRACTICE.is_file()), reason="seeds or practice data are not beside the repository"
)
def test_the_five_seeds_stay_one_story_beside_forty_others() -> None:
    with gzip.open(PRACTICE, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    others = [
        report(row["id"], row["title"] + "\n\n" + row["text"], "en") for row in rows[:: len(rows) // 40][:40]
    ]
    seeds = read_paths([str(SEEDS)]).reports
    expected = frozenset(seed.id for seed in seeds)
    assert expected in membership(group([*seeds, *others]))
