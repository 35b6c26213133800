"""The tables of a library, and the steps from each version to the next (forward only).

Table ``about_tables`` says in words what each table holds, for whoever opens the file with another tool.
Times are ISO 8601 in UTC; JSON is text; ``number`` columns only order rows.
"""

from __future__ import annotations

from typing import Final

from rashomon.library.database import Database, LibraryError

#: What each table holds, as ``about_tables`` tells it.
ABOUT: Final[dict[str, str]] = {
    "about": "what this library is: its version and settings, by name",
    "about_tables": "what each table holds",
    "source": "where reports come from (files, folders, feeds), how often, and how it went",
    "report": "each report as it is now: its head, its text, and the story it stands in",
    "report_version": "each report in every version that was read, as JSON with blocks and marks",
    "search": "the words of each report as they are searched: folded, in order; rowid is report.number",
    "signal": "what grouping read of each report, so that it need not read it again",
    "story": "each story: headline, dates, how many reports and disagreements; event is the last of its "
    "history; merged_into where it is gone",
    "story_event": "the history of each story: reports that joined or left, merges, comparisons",
    "synopsis": "the last comparison of each story, as JSON (one of the stories of rashomon.synopsis/1)",
    "statement": "who said what, by story: one row a version of a statement",
    "figure": "which figures are compared, by story: one row a value",
    "name": "who and what is named, by story: one row a name or alias",
    "known_name": "the names that stories go by, each with the number of stories it stands in",
    "decision": "what people decided; the latest that was not undone holds",
    "saved_search": "searches that were kept, each with the secret word of its feed",
    "job": "work that waits, runs or is done",
    "account": "who may open the desk; passwords are argon2 hashes",
    "session": "who is signed in at the desk; keys are hashes of cookies",
    "seen": "when a person last looked at a story, and the last event that was there to see",
    "list_item": "stories and reports that a person put on a list",
}

_TABLES: Final = (
    "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE about_tables (name TEXT PRIMARY KEY, meaning TEXT NOT NULL)",
    """CREATE TABLE source (
        number {NUMBER}, kind TEXT NOT NULL, location TEXT NOT NULL UNIQUE, outlet TEXT,
        every_minutes INTEGER, next_run TEXT, last_run TEXT, last_success TEXT, result TEXT,
        failures INTEGER NOT NULL DEFAULT 0, reports INTEGER NOT NULL DEFAULT 0,
        etag TEXT, modified TEXT, added_at TEXT NOT NULL)""",
    """CREATE TABLE story (
        id TEXT PRIMARY KEY, headline TEXT NOT NULL, language TEXT NOT NULL, "start" TEXT NOT NULL,
        "end" TEXT NOT NULL, reports INTEGER NOT NULL, outlets INTEGER NOT NULL, languages TEXT NOT NULL,
        disagreements INTEGER NOT NULL DEFAULT 0, cohesion {REAL} NOT NULL DEFAULT 0,
        pairs {REAL} NOT NULL DEFAULT 0, evidence TEXT NOT NULL DEFAULT '[]',
        stale INTEGER NOT NULL DEFAULT 1,
        merged_into TEXT, created_at TEXT NOT NULL, changed_at TEXT NOT NULL)""",
    """CREATE TABLE report (
        number {NUMBER}, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, story TEXT REFERENCES story (id),
        source TEXT NOT NULL, url TEXT, outlet TEXT, language TEXT NOT NULL, title TEXT NOT NULL, byline TEXT,
        published_start TEXT, published_end TEXT, published_stated INTEGER, first_day INTEGER NOT NULL,
        last_day INTEGER NOT NULL, counts_as INTEGER NOT NULL, original TEXT, text TEXT NOT NULL,
        added_at TEXT NOT NULL)""",
    """CREATE TABLE report_version (
        report TEXT NOT NULL, version INTEGER NOT NULL, digest TEXT NOT NULL, data TEXT NOT NULL,
        added_at TEXT NOT NULL, PRIMARY KEY (report, version))""",
    "{SEARCH}",
    "{SEARCH_INDEX}",
    "CREATE TABLE signal (report TEXT PRIMARY KEY, row_bytes {BYTES} NOT NULL)",
    """CREATE TABLE story_event (
        number {NUMBER}, story TEXT NOT NULL, at TEXT NOT NULL, event TEXT NOT NULL, report TEXT,
        detail TEXT)""",
    "CREATE TABLE synopsis (story TEXT PRIMARY KEY, made_at TEXT NOT NULL, data TEXT NOT NULL)",
    """CREATE TABLE statement (
        story TEXT NOT NULL, statement TEXT NOT NULL, speaker TEXT NOT NULL, speaker_folded TEXT NOT NULL,
        report TEXT NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, language TEXT NOT NULL,
        kind TEXT NOT NULL, text TEXT NOT NULL)""",
    """CREATE TABLE figure (
        story TEXT NOT NULL, figure TEXT NOT NULL, about TEXT NOT NULL, unit TEXT NOT NULL,
        verdict TEXT NOT NULL, report TEXT NOT NULL,
        "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
        low {REAL}, high {REAL})""",
    """CREATE TABLE name (
        story TEXT NOT NULL, entity TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
        folded TEXT NOT NULL, main INTEGER NOT NULL)""",
    """CREATE TABLE decision (
        number {NUMBER}, kind TEXT NOT NULL, data TEXT NOT NULL, who TEXT NOT NULL, made_at TEXT NOT NULL,
        undone_at TEXT, undone_by TEXT, followed INTEGER NOT NULL DEFAULT 0)""",
    """CREATE TABLE saved_search (
        number {NUMBER}, name TEXT NOT NULL UNIQUE, query TEXT NOT NULL, secret TEXT NOT NULL UNIQUE,
        webhook TEXT, told_until INTEGER NOT NULL DEFAULT 0, made_at TEXT NOT NULL, who TEXT NOT NULL)""",
    """CREATE TABLE job (
        number {NUMBER}, kind TEXT NOT NULL, about TEXT NOT NULL, due TEXT NOT NULL, claimed_by TEXT,
        claimed_until TEXT, tries INTEGER NOT NULL DEFAULT 0, done_at TEXT, result TEXT)""",
    """CREATE TABLE account (
        name TEXT PRIMARY KEY, password TEXT NOT NULL, role TEXT NOT NULL, made_at TEXT NOT NULL)""",
    "CREATE TABLE session (key TEXT PRIMARY KEY, who TEXT NOT NULL, token TEXT NOT NULL, ends TEXT NOT NULL)",
    """CREATE TABLE seen (
        who TEXT NOT NULL, story TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (who, story))""",
    """CREATE TABLE list_item (
        who TEXT NOT NULL, list TEXT NOT NULL, story TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (who, list, story))""",
    "CREATE INDEX report_story ON report (story)",
    "CREATE INDEX report_day ON report (last_day)",
    "CREATE INDEX report_outlet ON report (outlet)",
    'CREATE INDEX story_end ON story ("end")',
    "CREATE INDEX story_changed ON story (changed_at)",
    "CREATE INDEX story_stale ON story (stale)",
    "CREATE INDEX story_event_story ON story_event (story)",
    "CREATE INDEX statement_story ON statement (story)",
    "CREATE INDEX statement_speaker ON statement (speaker_folded)",
    "CREATE INDEX figure_story ON figure (story)",
    "CREATE INDEX figure_verdict ON figure (verdict)",
    "CREATE INDEX name_story ON name (story)",
    "CREATE INDEX name_folded ON name (folded)",
    "CREATE INDEX job_due ON job (done_at, due)",
    "CREATE INDEX seen_story ON seen (story)",
)
#: What somebody has seen of a story is told by the number of an event, which no clock can set back.
_EVENTS: Final = (
    "ALTER TABLE story ADD COLUMN event BIGINT NOT NULL DEFAULT 0",
    "UPDATE story SET event = COALESCE((SELECT max(e.number) FROM story_event e "
    "WHERE e.story = story.id), 0)",
    "ALTER TABLE seen ADD COLUMN event BIGINT NOT NULL DEFAULT 0",
    "UPDATE seen SET event = COALESCE((SELECT max(e.number) FROM story_event e "
    "WHERE e.story = seen.story AND e.at <= seen.at), 0)",
)
#: What makes pages and searches quick in a library of a hundred thousand reports: indexes that hold all that
#: a question needs, and how many stories a name stands in, counted as stories are compared.
_QUICK: Final = (
    "DROP INDEX report_outlet",
    "DROP INDEX story_end",
    "DROP INDEX statement_speaker",
    "DROP INDEX figure_verdict",
    "DROP INDEX name_folded",
    "CREATE INDEX report_outlet ON report (outlet, number)",
    "CREATE INDEX report_language ON report (language, number)",
    "CREATE INDEX report_latest ON report ((COALESCE(published_start, added_at)) DESC, number DESC)",
    'CREATE INDEX story_latest ON story ("end" DESC, changed_at DESC, id) WHERE merged_into IS NULL',
    "CREATE INDEX story_largest ON story (reports DESC, id) WHERE merged_into IS NULL",
    "CREATE INDEX story_differing ON story (disagreements DESC, reports DESC, id) "
    "WHERE merged_into IS NULL",
    "CREATE INDEX statement_speaker ON statement (speaker_folded, report)",
    "CREATE INDEX statement_report ON statement (report)",
    "CREATE INDEX figure_verdict ON figure (verdict, story)",
    "CREATE INDEX figure_report ON figure (report)",
    "CREATE INDEX name_folded ON name (folded, story)",
    """CREATE TABLE known_name (
        name TEXT NOT NULL, kind TEXT NOT NULL, folded TEXT NOT NULL, stories INTEGER NOT NULL,
        PRIMARY KEY (name, kind))""",
    "INSERT INTO known_name SELECT name, kind, min(folded), count(DISTINCT story) FROM name "
    "WHERE main = 1 GROUP BY name, kind",
    "CREATE INDEX known_name_most ON known_name (stories DESC, name)",
)
#: The statements that lead to each version from the one before.
STEPS: Final[tuple[tuple[str, ...], ...]] = (_TABLES, _EVENTS, _QUICK)
VERSION: Final = len(STEPS)


def prepare(database: Database, *, now: str, create: bool = True) -> None:
    """Brings a store to this version's tables, making them where there are none.

    Raises:
        LibraryError: where it is of a later version, is something else, or has no tables and ``create`` is
            False.
    """
    version = _version(database)
    if version == VERSION:
        return
    if version > VERSION:
        raise LibraryError(
            f"{database.name} was made by a later version of rashomon (library version {version}, "
            f"this one reads up to {VERSION}); nothing was changed"
        )
    if version == 0 and not create:
        raise LibraryError(f"{database.name}: there is no library here")
    with database.transaction():
        version = _version(database)
        for step in STEPS[version:]:
            for statement in step:
                if sql := statement.format(**database.words):
                    database.run(sql)
        database.run("DELETE FROM about_tables")
        database.many("INSERT INTO about_tables (name, meaning) VALUES (?, ?)", sorted(ABOUT.items()))
        database.run("DELETE FROM about WHERE name = 'version'")
        database.run("INSERT INTO about (name, value) VALUES ('version', ?)", (str(VERSION),))
        if version == 0:
            database.run("INSERT INTO about (name, value) VALUES ('made_at', ?)", (now,))


def _version(database: Database) -> int:
    if not database.exists("about"):
        return 0
    rows = database.all("SELECT value FROM about WHERE name = 'version'")
    if not rows or not str(rows[0]["value"]).isdigit():
        raise LibraryError(f"{database.name} is no library: its table 'about' names no version")
    return int(rows[0]["value"])
