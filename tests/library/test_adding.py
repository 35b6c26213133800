"""Today's reports beside yesterday's: what is new is grouped and compared, the rest stays."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from rashomon.decisions import Decision
from rashomon.grouping import group
from rashomon.grouping.state import Kept
from rashomon.library import Library
from rashomon.library.adding import add
from rashomon.library.comparisons import refresh
from rashomon.library.stories import place, regroup
from rashomon.model import Block, Problem, Report, Span, Story, Synopsis
from rashomon.reading import read_paths
from tests.grouping.invented import BRIDGE_EN, ORCHID_EN, STRIKE_EN, news, report
from tests.library.conftest import Clock

Opened = Callable[[], Library]


def whole(one: Report) -> Report:
    return replace(one, blocks=(Block("body", Span(0, len(one.text))),), outlet=one.id.split("-")[0])


NEWS = [whole(one) for one in news()]


def stories(library: Library) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in library.database.all("SELECT id, story FROM report"):
        found.setdefault(row["story"], set()).add(row["id"])
    return {frozenset(members) for members in found.values()}


def of_batch(reports: list[Report]) -> set[frozenset[str]]:
    return {frozenset(one.id for one in story.reports) for story in group(reports)}


@pytest.mark.parametrize("batch", [1, 3, 100])
def test_reports_added_bit_by_bit_stand_in_the_stories_of_all_at_once(opened: Opened, batch: int) -> None:
    library = opened()
    found = add(library, NEWS, batch=batch)
    assert (found.new, found.known) == (7, 0)
    assert stories(library) == of_batch(NEWS)


def test_what_is_here_is_not_added_again(opened: Opened) -> None:
    add(opened(), NEWS)
    library = opened()
    again = add(library, NEWS)
    assert (again.new, again.versions, again.known, again.stories) == (0, 0, 7, set())
    assert library.size()["report"] == 7


def test_a_problem_is_named_and_the_rest_goes_on(opened: Opened) -> None:
    problem = Problem("x.txt", "is no text")
    found = add(opened(), [NEWS[0], problem, NEWS[1]])
    assert (found.new, found.problems) == (2, [problem])


def test_only_the_stories_that_changed_are_compared(opened: Opened, clock: object) -> None:
    library = opened()
    add(library, NEWS)
    strike = library.database.all("SELECT story FROM report WHERE id = 'strike-en'")[0]["story"]
    later = whole(report("strike-en-2", STRIKE_EN.replace("400", "430"), "en", "2021-03-06"))
    found = add(library, [later])
    assert found.stories == {strike}
    assert [event["event"] for event in library.history(strike)].count("joined") == 3


def test_a_story_keeps_its_id_when_an_earlier_report_comes(opened: Opened) -> None:
    library = opened()
    add(library, [one for one in NEWS if one.id != "bridge-en"])
    before = library.database.all("SELECT story FROM report WHERE id = 'bridge-sv'")[0]["story"]
    add(library, [one for one in NEWS if one.id == "bridge-en"])
    assert library.database.all("SELECT story FROM report WHERE id = 'bridge-sv'")[0]["story"] == before
    assert library.database.all("SELECT story FROM report WHERE id = 'bridge-en'")[0]["story"] == before


def test_a_changed_text_is_a_new_version_and_the_old_one_is_kept(opened: Opened) -> None:
    library = opened()
    add(library, NEWS)
    changed = whole(replace(NEWS[0], text=BRIDGE_EN.replace("14 of", "16 of")))
    found = add(library, [changed])
    assert (found.new, found.versions) == (0, 1)
    assert "16 of" in library.report("bridge-en").text
    assert "14 of" in library.report("bridge-en", version=1).text
    assert [row["version"] for row in library.versions("bridge-en")] == [1, 2]
    assert library.size()["report"] == 7
    assert add(library, [changed, NEWS[0]]).known == 2


def test_the_comparison_is_kept_with_its_tables(opened: Opened) -> None:
    library = opened()
    add(library, NEWS)
    story = library.database.all("SELECT story FROM report WHERE id = 'bridge-en'")[0]["story"]
    kept = library.synopsis(story)
    assert kept is not None
    assert {one["id"] for one in kept["reports"]} == {"bridge-en", "bridge-en-2", "bridge-sv", "bridge-de"}
    rows = library.database.all("SELECT DISTINCT report FROM figure WHERE story = ?", (story,))
    assert {row["report"] for row in rows} == {"bridge-en", "bridge-en-2", "bridge-sv", "bridge-de"}


def test_a_story_that_waits_is_compared_later(opened: Opened) -> None:
    library = opened()
    add(library, NEWS, comparing=False)
    assert library.database.all("SELECT count(*) AS n FROM synopsis")[0]["n"] == 0
    assert len(list(refresh(library))) == 3
    assert list(refresh(library)) == []


def test_two_reports_that_a_person_put_together_stay_together(opened: Opened) -> None:
    library = opened()
    add(library, NEWS)
    library.decide([Decision("one_story", reports=("orchid-en", "strike-en"))], who="Ada")
    regroup(library)
    assert frozenset({"orchid-en", "strike-en", "strike-es"}) in stories(library)
    add(opened(), [whole(report("orchid-2", ORCHID_EN.replace("31", "32"), "en", "2021-03-06"))])
    together = next(story for story in stories(opened()) if "orchid-en" in story)
    assert "strike-en" in together


def test_two_reports_that_a_person_took_apart_stay_apart_and_can_be_put_back(opened: Opened) -> None:
    library = opened()
    add(library, NEWS)
    [number] = library.decide([Decision("other_story", reports=("strike-en", "strike-es"))])
    list(refresh(library))
    assert frozenset({"strike-en"}) in stories(library)
    library.undo(number)
    list(refresh(library))
    assert frozenset({"strike-en", "strike-es"}) in stories(library)


def test_a_merge_that_was_undone_is_two_stories_again(opened: Opened) -> None:
    library = opened()
    add(library, NEWS)
    before = stories(library)
    [number] = library.decide([Decision("one_story", reports=("orchid-en", "strike-en"))])
    list(refresh(library))
    assert stories(library) != before
    library.undo(number)
    list(refresh(library))
    assert stories(library) == before


def test_a_story_that_was_merged_is_found_where_it_is_now(opened: Opened) -> None:
    library = opened()
    add(library, NEWS)
    old = library.database.all("SELECT story FROM report WHERE id = 'orchid-en'")[0]["story"]
    library.decide([Decision("one_story", reports=("orchid-en", "strike-en"))])
    regroup(library)
    new = library.database.all("SELECT story FROM report WHERE id = 'strike-en'")[0]["story"]
    assert library.story(old)["id"] == new


def test_a_corrected_speaker_stays_corrected_when_reports_are_added(opened: Opened) -> None:
    library = opened()
    add(library, NEWS[:1])
    said = next(mark for mark in library.report("bridge-en").marks.quotations)
    start = said.span.start
    right = Decision("speaker", reports=("bridge-en",), words=said.text, start=start, speaker="Karl Lund")
    library.decide([right])
    add(library, NEWS)
    story = library.database.all("SELECT story FROM report WHERE id = 'bridge-en'")[0]["story"]
    kept = library.synopsis(story)
    assert kept is not None
    speakers = {
        one["speaker"]["name"]
        for one in kept["statements"]
        for version in one["versions"]
        if version["report"] == "bridge-en" and version["span"][0] == start
    }
    assert speakers == {"Karl Lund"}


def test_a_decision_about_something_that_is_gone_is_said(opened: Opened) -> None:
    library = opened()
    add(library, NEWS[:1])
    library.decide(
        [
            Decision("no_figure", reports=("bridge-en",), words="99 cables"),
            Decision("one_story", reports=("bridge-en", "nowhere")),
        ]
    )
    assert [reason for _, _, reason in library.about_nothing()] == [
        "the words no longer stand in the report",
        "no report nowhere is in the library",
    ]


def test_one_decision_made_twice_is_kept_once(opened: Opened) -> None:
    library = opened()
    one = Decision("other_story", reports=("a", "b"), who="Ada")
    assert library.decide([one]) == library.decide([replace(one, who="Bo")])
    assert len(library.decisions()) == 1
    library.undo(library.decisions()[0][0], "Ada")
    assert library.decisions() == []
    with pytest.raises(KeyError):
        library.undo(1)


def rows(library: Library) -> dict[str, list[dict[str, object]]]:
    """What a library holds, in an order that no database's collation decides."""
    return {
        table: sorted(library.database.all(f"SELECT * FROM {table}"), key=lambda row: str([*row.values()]))
        for table in ("report", "report_version", "story", "story_event", "synopsis", "statement", "name")
    }


def test_the_number_of_processes_changes_nothing(opened: Opened, tmp_path: Path, clock: Clock) -> None:
    one = opened()
    add(one, NEWS)
    with Library.open(str(tmp_path / "other.db"), clock=clock) as other:
        add(other, NEWS, jobs=2)
        assert rows(other) == rows(one)


def test_a_report_that_cannot_be_marked_is_named_and_kept(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rashomon import marking

    def mark(report: Report, tagger: object = None) -> Report:
        if report.id == "orchid-en":
            raise ValueError("a poison report")
        return right(report)

    right = marking.mark
    monkeypatch.setattr(marking, "mark", mark)
    library = opened()
    found = add(library, NEWS)
    assert found.new == 7
    assert "orchid-en has no marks" in found.problems[0].reason
    assert library.report("orchid-en").text == ORCHID_EN


def test_a_story_that_cannot_be_compared_is_named_and_stops_no_other(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rashomon.comparing import synopsis

    def compare(story: Story) -> Synopsis:
        if story.reports[0].id == "orchid-en":
            raise ValueError("a poison story")
        return right(story)

    right = synopsis.compare
    monkeypatch.setattr(synopsis, "compare", compare)
    library = opened()
    found = add(library, NEWS)
    assert "could not be compared" in found.problems[0].reason
    story = found.problems[0].source
    assert library.synopsis(story) is None
    assert library.history(story)[-1]["event"] == "not compared"
    assert len(library.database.all("SELECT story FROM synopsis")) == 2
    assert list(refresh(library)) == []


def test_a_decision_made_while_a_story_is_compared_is_not_lost(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rashomon.comparing import synopsis

    def compare(story: Story) -> Synopsis:
        found = right(story)
        if made:
            opened().decide([made.pop()])
        return found

    library = opened()
    add(library, NEWS[:1], comparing=False)
    said = library.report("bridge-en").marks.quotations[0]
    made = [Decision("speaker", reports=("bridge-en",), words=said.text, speaker="Karl Lund")]
    right = synopsis.compare
    monkeypatch.setattr(synopsis, "compare", compare)
    assert list(refresh(library)) == []
    assert len(list(refresh(library))) == 1
    assert library.database.all("SELECT speaker FROM statement WHERE speaker = 'Karl Lund'")


def test_who_decides_waits_for_few_stories_and_for_the_own_one_first(opened: Opened) -> None:
    library = opened()
    add(library, NEWS, comparing=False)
    strike = library.story_of("strike-es")
    assert [done.story for done in refresh(library, most=1, first=["strike-es"])] == [strike]
    assert len(list(refresh(library))) == 2


def test_names_are_found_as_the_library_was_told(opened: Opened) -> None:
    library = opened()
    add(library, NEWS[:1], names="tagger")
    add(library, NEWS[1:2])
    by = {library.report(one.id).marks.named_by for one in NEWS[:2]}
    assert len(by) == 1
    assert by != {"rules"}


def test_with_the_tagger_the_library_holds_what_comparing_gives(opened: Opened, tmp_path: Path) -> None:
    from rashomon.cli import main

    examples = Path(__file__).parents[2] / "examples" / "reports"
    paths = [str(examples / name) for name in ("bergdalsavisen.nb.txt", "farmers-post.en.txt")]
    assert main(["compare", *paths, "--json", str(tmp_path / "compared.json")]) == 0
    [wanted] = json.loads((tmp_path / "compared.json").read_text(encoding="utf-8"))["stories"]
    library = opened()
    add(library, read_paths(paths).reports, names="tagger")
    [row] = library.database.all("SELECT id FROM story")
    assert library.synopsis(row["id"]) == wanted


def test_a_batch_grows_with_the_library(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    from rashomon.library import adding

    monkeypatch.setattr(adding, "BATCH", 1)
    monkeypatch.setattr(adding, "SHARE", 2)
    sizes: list[int] = []

    def placed(library: Library, fresh: Sequence[Report], write: Callable[[Report, Kept], None]) -> set[str]:
        sizes.append(len(fresh))
        return place(library, fresh, write)

    monkeypatch.setattr(adding, "place", placed)
    library = opened()
    add(library, NEWS)
    assert sizes == [1, 1, 1, 1, 2, 1]
    assert stories(library) == of_batch(NEWS)
