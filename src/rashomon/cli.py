"""The command line: verbs only, no work is done here.

Every verb takes files, folders, globs, ``file://`` URLs or ``-``. What could not be read is named on
standard error with its reason, the rest goes on, and the exit status is 0 only where everything asked
for was done (1: something was not; 2: the command itself was wrong).
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from rashomon import __version__

if TYPE_CHECKING:
    from rashomon.model import Problem, Report
    from rashomon.reading import Options

_PATHS = "files, folders, globs, file:// URLs, or - for standard input"


class _Progress:
    """Counts on standard error where that is a terminal; silent elsewhere."""

    def __init__(self, verb: str) -> None:
        self.verb = verb
        self.shown = sys.stderr.isatty()

    def at(self, count: int) -> None:
        if self.shown:
            print(f"\r{self.verb}: {count}", end="", file=sys.stderr, flush=True)

    def done(self) -> None:
        if self.shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def _options(args: argparse.Namespace) -> Options:
    from rashomon.reading import Options

    return Options(encoding=args.encoding, columns=tuple(args.map))


def _read(args: argparse.Namespace) -> tuple[tuple[Report, ...], int]:
    from rashomon.reading import read_paths

    reading = read_paths(args.paths, stdin=sys.stdin.buffer, options=_options(args))
    _complain(reading.problems)
    if not reading.reports:
        print("rashomon: no report could be read", file=sys.stderr)
        return (), 1
    return reading.reports, 1 if _lost(reading.problems) else 0


def _complain(problems: Sequence[Problem]) -> None:
    for problem in problems:
        print(f"rashomon: {problem.source}: {problem.reason}", file=sys.stderr)
    if _lost(problems) > 1:
        print(f"rashomon: {_lost(problems)} complaints in all", file=sys.stderr)


def _lost(problems: Sequence[Problem]) -> int:
    """How many of the problems lost something; the others are only to be known."""
    return sum(not problem.note for problem in problems)


def _write(lines: Iterable[str], target: str | None) -> None:
    def put(stream: TextIO) -> None:
        for line in lines:
            stream.write(line + "\n")

    if target is None or target == "-":
        # JSON is UTF-8 (RFC 8259), whatever the terminal's locale says.
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        put(sys.stdout)
    else:
        with Path(target).open("w", encoding="utf-8", newline="\n") as stream:
            put(stream)


def _run_read(args: argparse.Namespace) -> int:
    from rashomon.telling import json

    reports, status = _read(args)
    _write((json.report_line(report) for report in reports), args.json)
    return status


def _run_fetch(args: argparse.Namespace) -> int:
    import json as plain

    from rashomon.model import Report
    from rashomon.reading.fetching import Fetcher, fetch
    from rashomon.telling import json

    state = Path(args.state) if args.state else None
    known = plain.loads(state.read_text(encoding="utf-8")) if state and state.exists() else {}
    fetcher = Fetcher(private=args.allow_private, known=known)
    problems: list[Problem] = []

    def lines() -> Iterator[str]:
        for item in fetch(args.paths, fetcher, _options(args), follow=args.follow):
            if isinstance(item, Report):
                yield json.report_line(item)
            else:
                _complain([item])
                problems.append(item)

    _write(lines(), args.json)
    if state:
        beside = state.with_name(state.name + ".new")
        beside.write_text(plain.dumps(fetcher.known, sort_keys=True), encoding="utf-8")
        beside.replace(state)
    return 1 if _lost(problems) else 0


def _marked(reports: Sequence[Report], names: str) -> list[Report]:
    from rashomon.marking import mark
    from rashomon.marking.names.tagger import best_available

    tagger = best_available() if names == "tagger" and reports else None
    progress = _Progress("marking")
    marked = []
    for count, report in enumerate(reports, 1):
        marked.append(mark(report, tagger))
        progress.at(count)
    progress.done()
    return marked


def _run_mark(args: argparse.Namespace) -> int:
    from rashomon.telling import json

    reports, status = _read(args)
    lines = (
        json.report_line(report, marks=True, explain=args.explain) for report in _marked(reports, args.names)
    )
    _write(lines, args.json)
    return status


def _run_group(args: argparse.Namespace) -> int:
    from rashomon.grouping import WINDOW, group, stream
    from rashomon.telling import json

    window = WINDOW if args.window is None else args.window
    if args.paths == ["-"]:
        problems: list[Problem] = []
        found = stream(_arriving(args, problems), window_days=window)
        _write(json.story_lines(found, explain=args.explain), args.json)
        return 1 if _lost(problems) else 0
    reports, status = _read(args)
    if reports:
        stories = group(reports, window_days=window)
        _write([json.dump(json.stories(stories, explain=args.explain))], args.json)
    return status


def _arriving(args: argparse.Namespace, problems: list[Problem]) -> Iterator[Report]:
    """Reports one at a time as they come in; what cannot be read is said at once and counted."""
    from rashomon.model import Problem
    from rashomon.reading import iter_reports

    for item in iter_reports(args.paths, stdin=sys.stdin.buffer, options=_options(args)):
        if isinstance(item, Problem):
            _complain([item])
            problems.append(item)
        else:
            yield item


def _run_compare(args: argparse.Namespace) -> int:
    from rashomon.comparing.synopsis import compare
    from rashomon.grouping import group
    from rashomon.telling import json

    reports, status = _read(args)
    if not reports:
        return status
    synopses = []
    progress = _Progress("comparing")
    for count, story in enumerate(group(_marked(reports, args.names)), 1):
        synopses.append(compare(story))
        progress.at(count)
    progress.done()
    if args.html:
        from rashomon.telling import page

        _write([page.render(synopses).rstrip("\n")], args.html)
    if args.csv:
        from rashomon.telling import csv

        folder = Path(args.csv)
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in csv.tables(synopses).items():
            (folder / f"{name}.csv").write_text(table, encoding="utf-8", newline="")
    if args.json or not (args.html or args.csv):
        _write([json.dump(json.synopsis(synopses))], args.json)
    return status


def _encoding(name: str) -> str:
    from rashomon.reading.decoding import encoding_named

    found = encoding_named(name)
    if found is None:
        raise argparse.ArgumentTypeError(f"not an encoding of text: {name}")
    return found


def _columns(mapping: str) -> list[tuple[str, str]]:
    from rashomon.reading.sources.fields import columns_of

    try:
        return columns_of(mapping)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _names(added: argparse.ArgumentParser, usual: str) -> None:
    added.add_argument(
        "--names",
        choices=("fast", "tagger"),
        default=usual,
        help=f"find names by fast rules, or by the tagger: better, a hundred times slower (default {usual})",
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rashomon",
        description="Many reports, one story: sets news reports about one happening side by side.",
        epilog="Data flows read -> mark -> group -> compare; each verb does all the steps before it.",
    )
    parser.add_argument("--version", action="version", version=f"rashomon {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)

    def verb(name: str, about: str, takes: str = _PATHS) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=about, description=about[0].upper() + about[1:] + ".")
        added.add_argument("paths", nargs="+", metavar="PATH" if takes is _PATHS else "URL", help=takes)
        added.add_argument("--json", metavar="FILE", help="write here instead of to standard output")
        added.add_argument(
            "--encoding", metavar="NAME", type=_encoding, help="of sources that do not say theirs themselves"
        )
        added.add_argument(
            "--map",
            metavar="FIELD=NAME,...",
            type=_columns,
            default=(),
            help="which column of a table or field of JSON holds what (text=body,published=pub_date)",
        )
        return added

    verb("read", "read sources; a report a line, as JSON").set_defaults(run=_run_read)
    fetching = verb("fetch", "fetch pages and feeds from the web; a report a line, as JSON", "addresses")
    fetching.add_argument("--follow", action="store_true", help="fetch the pages that feeds announce")
    fetching.add_argument(
        "--state", metavar="FILE", help="what was fetched before: only what changed is fetched"
    )
    fetching.add_argument(
        "--allow-private", action="store_true", help="also from this machine and the local network"
    )
    fetching.set_defaults(run=_run_fetch)
    marking = verb("mark", "mark quotations, figures, moments and names; a report a line, as JSON")
    marking.add_argument(
        "--explain", action="store_true", help="say of each mark which named rules or features made it"
    )
    _names(marking, "fast")
    marking.set_defaults(run=_run_mark)
    grouping = verb("group", "say which reports are about the same happening")
    grouping.add_argument(
        "--explain", action="store_true", help="say of each story why its reports belong together"
    )
    grouping.add_argument(
        "--window",
        type=float,
        metavar="DAYS",
        help="how long a story stays open for new reports (default 14)",
    )
    grouping.set_defaults(run=_run_group)
    comparing = verb("compare", "set the reports of each story side by side")
    comparing.add_argument("--html", metavar="FILE", help="write the page, one self-contained file")
    comparing.add_argument("--csv", metavar="FOLDER", help="write tables, one file a kind of fact")
    _names(comparing, "tagger")
    comparing.set_defaults(run=_run_compare)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    args = _parser().parse_args(argv)
    try:
        status: int = args.run(args)
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        print(f"rashomon: {name}{error.strerror or error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return status


if __name__ == "__main__":
    sys.exit(main())
