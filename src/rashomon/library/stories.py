"""Which story new reports stand in, beside those that are there, and what decisions on stories change.

Only the reports that a new one may share a story with are taken up. An old story keeps its id where most of
its reports go; what happens to it is written down.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain

from rashomon import grouping
from rashomon.grouping.constraints import Constraints
from rashomon.grouping.pool import UNDATED
from rashomon.grouping.state import Kept, State
from rashomon.grouping.stream import Grouper, days, story_id
from rashomon.library.store import Library, in_groups
from rashomon.model import Report


def place(
    library: Library, fresh: Sequence[Report], write: Callable[[Report, Kept], None]
) -> set[str]:
    """Groups new reports with those they may share a story with, has ``write`` write each of them down with
    what grouping keeps of it, and writes down their stories. Gives the ids of the stories that changed."""
    window = float(library.setting("window_days", str(grouping.WINDOW)))
    constraints = _constraints(library)
    names = {report.id for report in fresh}
    state, story_of = _state(library, fresh, constraints, window)
    grouper = Grouper(window_days=window, constraints=constraints, now=library.moment().date())
    others = tuple(kept for kept in state.reports if kept.id not in names)
    grouper.resume(State(others, state.inner, state.today))
    grouper.extend(sorted(fresh, key=lambda report: (days(report)[1], report.source, report.id)))
    sets = [tuple(card.id for card in closed.cards) for closed in grouper.stories()]
    named = _named(library, sets, story_of)
    for report in fresh:
        write(report, grouper.kept(report.id))
    return _write_stories(library, named, story_of, grouper, names)


def _constraints(library: Library) -> Constraints:
    constraints = Constraints()
    for _, decision in library.decisions():
        if decision.kind == "one_story":
            constraints.together(*decision.reports)
        elif decision.kind == "other_story":
            constraints.apart(*decision.reports)
    return constraints


_COLUMNS = (
    "r.id, r.story, r.source, r.language, r.published_start, r.published_end, r.first_day, r.last_day, "
    "r.counts_as, r.original, s.row_bytes"
)


def _state(
    library: Library,
    fresh: Sequence[Report],
    constraints: Constraints,
    window: float,
    named: Iterable[str] = (),
) -> tuple[State, dict[str, str]]:
    """The reports that new ones may share a story with (all of every story that one of them is within the
    window of, and of those that a decision names), and the story each stands in."""
    spans = [days(report) for report in fresh]
    dated = [span for span in spans if span[0] != UNDATED]
    first = min((span[0] for span in dated), default=0) - window
    last = max((span[1] for span in dated), default=1 << 30) + window
    if len(dated) < len(spans):
        # An undated report counts as of the latest day that is known.
        latest = library.database.all("SELECT max(counts_as) AS day FROM report")[0]["day"]
        last = max(last, (latest or 0) + window)
        first = min(first, (latest or 0) - window)
    bound = {name for pair in constraints.joined | constraints.parted for name in pair}
    bound |= {report.id for report in fresh} | set(named)
    query = (
        f"SELECT {_COLUMNS} FROM report r JOIN signal s ON s.report = r.id WHERE r.story IN "
        "(SELECT story FROM report WHERE {which})"
    )
    rows = {
        row["id"]: row
        for row in chain(
            library.database.all(
                query.format(which="(last_day >= ? AND first_day <= ?) OR last_day = ?"),
                (first, last, UNDATED),
            )
            if fresh
            else (),
            *(
                library.database.all(query.format(which=f"id IN ({', '.join('?' * len(some))})"), list(some))
                for some in in_groups(sorted(bound))
            ),
        )
    }
    kept = tuple(
        Kept(
            row["id"], row["source"], row["language"], row["published_start"] or "",
            row["published_end"] or "", (row["first_day"], row["last_day"]), row["counts_as"],
            bytes(row["row_bytes"]), row["story"], row["original"] or "",
        )
        for row in rows.values()
    )  # fmt: skip
    stories = sorted({one.story for one in kept})
    inner = [
        (row["id"], row["cohesion"], row["pairs"])
        for some in in_groups(stories)
        for row in library.database.all(
            f"SELECT id, cohesion, pairs FROM story WHERE id IN ({', '.join('?' * len(some))})", list(some)
        )
    ]
    today = max((one.clock for one in kept), default=UNDATED)
    return State(kept, tuple(sorted(inner)), today), {one.id: one.story for one in kept}


def _named(
    library: Library, sets: Sequence[tuple[str, ...]], story_of: dict[str, str]
) -> dict[str, tuple[str, ...]]:
    """The groups of reports by the id of their story: an old story goes on where most of its reports went,
    and of two old stories in one group the larger gives its id."""
    homes: dict[str, Counter[int]] = {}
    for place, members in enumerate(sets):
        for name in members:
            if name in story_of:
                homes.setdefault(story_of[name], Counter())[place] += 1
    claims = sorted(
        ((-count, story, place) for story, places in homes.items() for place, count in places.items()),
        key=lambda claim: (claim[0], claim[1], sets[claim[2]][0]),
    )
    story_at: dict[int, str] = {}
    given: set[str] = set()
    for _, story, place in claims:
        if story not in given and place not in story_at:
            story_at[place] = story
            given.add(story)
    found: dict[str, tuple[str, ...]] = {}
    for place, members in enumerate(sets):
        story = story_at.get(place) or _new_id(library, members[0], given)
        given.add(story)
        found[story] = members
    return found


def _new_id(library: Library, first: str, given: set[str]) -> str:
    base = name = story_id(first)
    number = 2
    while name in given or library.database.all("SELECT 1 FROM story WHERE id = ?", (name,)):
        name, number = f"{base}-{number}", number + 1
    return name


def _write_stories(
    library: Library,
    named: dict[str, tuple[str, ...]],
    story_of: dict[str, str],
    grouper: Grouper,
    fresh: set[str],
) -> set[str]:
    """Writes down the stories that differ from what is written; gives their ids."""
    changed: set[str] = set()
    old = set(story_of.values())
    moved: dict[str, dict[str, str]] = {}
    for story, members in sorted(named.items()):
        came = [name for name in members if story_of.get(name) != story]
        if not came and not fresh.intersection(members):
            continue
        changed.add(story)
        if story not in old:
            _open_story(library, story)
        for name in came:
            library.database.run("UPDATE report SET story = ? WHERE id = ?", (story, name))
            library.note(story, "joined", name, story_of.get(name))
            if name in story_of:
                moved.setdefault(story_of[name], {})[name] = story
        for name in sorted(fresh.intersection(members) - set(came)):
            library.note(story, "new version", name)
    for story, places in sorted(moved.items()):
        changed.add(story)
        for name, into in sorted(places.items()) if story in named else ():
            library.note(story, "left", name, into)
        if story not in named:
            counts = Counter(places.values())
            into = max(sorted(counts), key=lambda place: counts[place])
            library.database.run(
                "UPDATE story SET merged_into = ?, reports = 0, stale = 0 WHERE id = ?", (into, story)
            )
            library.note(story, "merged", None, into)
    for story in sorted(changed & set(named)):
        _describe(library, story, grouper.cohesion(named[story][0]))
    return changed & set(named)


def _open_story(library: Library, story: str) -> None:
    now = library.now()
    library.database.run(
        'INSERT INTO story (id, headline, language, "start", "end", reports, outlets, languages, created_at, '
        "changed_at) VALUES (?, '', '', '', '', 0, 0, '', ?, ?)",
        (story, now, now),
    )
    library.note(story, "created")


def _describe(library: Library, story: str, cohesion: tuple[float, float]) -> None:
    made = grouping.story(story, library.reports(story))
    outlets = {report.outlet or report.source for report in made.reports}
    languages = sorted({report.language for report in made.reports})
    library.database.run(
        'UPDATE story SET headline = ?, language = ?, "start" = ?, "end" = ?, reports = ?, outlets = ?, '
        "languages = ?, cohesion = ?, pairs = ?, evidence = ?, stale = 1, changed_at = ? WHERE id = ?",
        (
            made.headline, made.language, made.start, made.end, len(made.reports), len(outlets),
            " ".join(languages), *cohesion, json.dumps(made.evidence, ensure_ascii=False), library.now(),
            story,
        ),
    )  # fmt: skip


def regroup(library: Library) -> set[str]:
    """Follows the decisions on stories that were made or undone since the last time. Gives the stories that
    changed."""
    query = (
        "SELECT number, data, undone_at FROM decision WHERE followed = 0 AND "
        "kind IN ('one_story', 'other_story') ORDER BY number"
    )
    if not library.database.all(query):
        return set()
    with library.database.transaction():
        rows = library.database.all(query)
        reports = {name for row in rows for name in json.loads(row["data"])["reports"]}
        undone = {name for row in rows if row["undone_at"] for name in json.loads(row["data"])["reports"]}
        changed = _follow(library, reports, undone)
        library.database.many(
            "UPDATE decision SET followed = 1 WHERE number = ?", [(row["number"],) for row in rows]
        )
    return changed


def _follow(library: Library, reports: set[str], undone: set[str]) -> set[str]:
    """Groups the stories of some reports anew under the decisions that hold. What a decision that was undone
    had brought about is looked at as if all reports of these stories had just come."""
    window = float(library.setting("window_days", str(grouping.WINDOW)))
    constraints = _constraints(library)
    state, story_of = _state(library, [], constraints, window, reports)
    stories = {story_of[name] for name in reports if name in story_of}
    again = {story_of[name] for name in undone if name in story_of}
    kept = [one for one in state.reports if one.story in stories]
    grouper = Grouper(window_days=window, constraints=constraints, now=library.moment().date())
    alone = tuple(replace(one, story=one.id, original="") if one.story in again else one for one in kept)
    grouper.resume(State(alone, state.inner, state.today))
    grouper.compare_again(sorted(one.id for one in kept if one.story in again))
    story_of = {one.id: one.story for one in kept}
    sets = [tuple(card.id for card in closed.cards) for closed in grouper.stories()]
    return _write_stories(library, _named(library, sets, story_of), story_of, grouper, set())
