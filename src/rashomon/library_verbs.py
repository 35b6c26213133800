"""What the verbs over a library do: add, watch, stories, search, show, decide, export, serve."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rashomon import outputs
from rashomon.console import Progress, complain, lost, printable, say
from rashomon.outputs import RefusedError
from rashomon.pipeline import jobs_of, options_of

if TYPE_CHECKING:
    from rashomon.library import Library
    from rashomon.library.adding import Added
    from rashomon.model import Problem, Report

#: What is said of a story in the list of them.
_SHOWN = ("id", "headline", "language", "start", "end", "reports", "outlets", "languages", "disagreements",
          "changed_at")  # fmt: skip
#: Seconds between two looks for work that is due.
_LOOKS = 20.0


@contextmanager
def _open(args: argparse.Namespace, create: bool = False) -> Iterator[Library]:
    """The library that a command names.

    Raises:
        RefusedError: where it cannot be opened, read or written, with the reason.
    """
    from rashomon.library import Library, LibraryError

    try:
        with Library.open(args.library, create=create) as library:
            yield library
    except LibraryError as error:
        raise RefusedError(str(error)) from error


def _write(value: Any, args: argparse.Namespace) -> None:
    from rashomon.telling import json

    outputs.write([json.dump(value)], args.json)


def _said(problems: Iterable[Problem]) -> int:
    """Names what could not be read; gives how many of these are lost."""
    named = list(problems)
    for problem in named:
        complain(problem)
    return lost(named)


def _arriving(paths: list[str], args: argparse.Namespace) -> Iterator[Report | Problem]:
    from rashomon.reading import iter_reports

    return iter_reports(paths, stdin=getattr(sys.stdin, "buffer", None), options=options_of(args))


def run_add(args: argparse.Namespace) -> int:
    """Takes reports into a library; says what came of it."""
    from rashomon.library.adding import add

    with _open(args, create=True) as library:
        progress = Progress("adding")
        found = add(
            library, _arriving(args.paths, args), jobs=jobs_of(args), names=args.names,
            progress=lambda _: progress.add(),
        )  # fmt: skip
        progress.clear()
        missing = _said(found.problems)
        _write(_summary(found) | {"library": library.size()}, args)
    return 1 if missing else 0


def _summary(found: Added) -> dict[str, Any]:
    return {
        "new": found.new,
        "new_versions": found.versions,
        "known": found.known,
        "not_read": lost(found.problems),
        "stories_changed": sorted(found.stories),
    }


def run_watch(args: argparse.Namespace) -> int:
    """Watches sources: adds those that are named, then looks at what is due, once or for ever."""
    from rashomon.library import watching

    with _open(args, create=True) as library:
        for location in args.paths:
            _set_watched(library, location, args)
        if args.list or args.remove:
            _write({"sources": watching.sources(library)}, args)
            return 0
        while True:
            failed = 0
            for location, found in _run_due(library, args):
                failed += _said(found.problems)
                say(f"{printable(location)}: {found.new} new, {found.versions} changed")
            if args.once:
                return 1 if failed else 0
            time.sleep(_LOOKS)


def _set_watched(library: Library, location: str, args: argparse.Namespace) -> None:
    from rashomon.library import watching

    if not args.remove:
        kind = "address" if "://" in location else "folder"
        watching.watch(library, location, kind=kind, every_minutes=args.every)
        return
    try:
        watching.unwatch(library, location)
    except KeyError as error:
        raise RefusedError(f"{location}: is not watched") from error


def _run_due(library: Library, args: argparse.Namespace) -> Iterator[tuple[str, Added]]:
    """Does what is due: sources are read, addresses fetched, webhooks called."""
    from functools import partial

    from rashomon.library import watching
    from rashomon.reading.fetching import Fetcher, fetch, post

    fetchers: dict[str, Fetcher] = {}

    def look(location: str) -> Iterator[Report | Problem]:
        if not location.startswith(("http://", "https://")):
            return _arriving([location], args)
        known = {location: stamps} if (stamps := watching.stamps(library, location)) else {}
        fetcher = fetchers[location] = Fetcher(private=args.allow_private, known=known)
        return fetch([location], fetcher, options_of(args))

    def after(location: str) -> None:
        if location in fetchers:
            watching.stamp(library, location, fetchers.pop(location).known.get(location, {}))

    return watching.run_due(
        library, look, jobs_at_once=jobs_of(args), names=args.names, after=after,
        send=partial(post, private=args.allow_private),
    )  # fmt: skip


def run_stories(args: argparse.Namespace) -> int:
    """Lists the stories of a library, the latest first."""
    from rashomon.library import listing

    with _open(args) as library:
        rows = listing.stories(library, listing.Filter(), limit=args.limit, offset=args.offset)
        shown = [{key: row[key] for key in _SHOWN} | {"languages": row["languages"].split()} for row in rows]
        _write({"stories": shown}, args)
    return 0


def run_search(args: argparse.Namespace) -> int:
    """Finds reports by words, names, speakers, outlets, dates; keeps the search where asked to."""
    from rashomon.library import searching

    query = " ".join(args.query)
    with _open(args) as library:
        try:
            if args.save:
                searching.save(library, args.save, query, webhook=args.webhook)
            total = searching.count(library, query)
            rows = searching.search(library, query, limit=args.limit, offset=args.offset)
        except searching.QueryError as error:
            raise RefusedError(str(error)) from error
        _write({"query": query, "found": total, "reports": rows}, args)
    return 0


def run_show(args: argparse.Namespace) -> int:
    """Shows a story's comparison, or a report with its marks, by its id."""
    from rashomon.library.kept import drawn
    from rashomon.telling import json, page

    with _open(args) as library:
        try:
            row = library.story(args.id)
        except KeyError:
            if not library.has(args.id):
                say(f"{printable(args.id)}: no story and no report of the library has this id")
                return 1
            _write(json.report_json(library.report(args.id), marks=True), args)
            return 0
        found = drawn(library, row["id"])
        if found is None:
            say(f"{printable(args.id)}: this story has not been compared yet")
            return 1
        if args.html:
            outputs.write([page.render([found], args.language).rstrip("\n")], args.html)
        if args.json or not args.html:
            _write(json.synopsis([found]), args)
    return 0


def run_decide(args: argparse.Namespace) -> int:
    """Keeps decisions from a TOML file, takes one back, or writes down those that hold."""
    from rashomon import decisions
    from rashomon.library.comparisons import refresh

    with _open(args) as library:
        if args.undo is not None:
            try:
                library.undo(args.undo, args.who)
            except KeyError as error:
                raise RefusedError(f"no decision that holds has the number {args.undo}") from error
        if args.file:
            try:
                made = decisions.from_toml(Path(args.file).read_text(encoding="utf-8"), args.file)
            except (decisions.DecisionError, UnicodeDecodeError) as error:
                raise RefusedError(str(error)) from error
            library.decide(made, args.who)
        for _ in refresh(library):
            pass
        for number, decision, reason in library.about_nothing():
            say(f"decision {number} changes nothing ({printable(decision.describe())}): {reason}")
        if args.toml:
            outputs.write([decisions.to_toml(d for _, d in library.decisions()).rstrip("\n")], args.toml)
        else:
            held = [{"number": n} | decisions.as_fields(d) for n, d in library.decisions()]
            _write({"decisions": held}, args)
    return 0


def run_export(args: argparse.Namespace) -> int:
    """Writes what a library holds in a form that other programs read."""
    from rashomon.library.exporting import FORMATS, export

    with _open(args) as library:
        if args.format not in FORMATS:
            raise RefusedError(f"{args.format}: no such format (known: {', '.join(FORMATS)})")
        files = export(library, args.format, stories=args.story)
        outputs.write_folder(files, args.folder)
    say(f"{len(files)} files in {printable(args.folder)}")
    return 0


def run_serve(args: argparse.Namespace) -> int:
    """Opens the desk over a library, on the loopback interface unless told otherwise."""
    try:
        import uvicorn

        from rashomon.desk import security
        from rashomon.desk.application import application
    except ModuleNotFoundError as error:
        raise RefusedError("the desk needs more packages: pip install 'rashomon[desk]'") from error
    with _open(args, create=True) as library:
        if args.account:
            return _make_account(library, args.account)
        accounts = security.has_accounts(library)
    loopback = args.host in {"127.0.0.1", "::1", "localhost"}
    if not loopback and not accounts:
        raise RefusedError(
            "a desk that others can reach needs accounts: make one with rashomon serve LIBRARY --account NAME"
        )
    names = [args.host, *args.name, *(["localhost", "127.0.0.1"] if loopback else [])]
    say(f"the desk is at http://{'localhost' if loopback else args.host}:{args.port} (Ctrl-C ends it)")
    uvicorn.run(
        application(args.library, hosts=names, accounts=accounts, secure=args.secure),
        host=args.host, port=args.port, log_level="warning", server_header=False,
    )  # fmt: skip
    return 0


def run_mcp(args: argparse.Namespace) -> int:
    """Answers an assistant over standard input and output, from a library or from files."""
    from tempfile import TemporaryDirectory

    try:
        from rashomon.assistants.server import server
    except ModuleNotFoundError as error:
        raise RefusedError("the server needs more packages: pip install 'rashomon[mcp]'") from error
    if len(args.paths) == 1 and _is_library(args.paths[0]):
        args.library = args.paths[0]
        with _open(args):
            pass
        server(args.library).run()
        return 0
    from rashomon.library import Library
    from rashomon.library.adding import add

    with TemporaryDirectory(prefix="rashomon-") as folder:
        where = str(Path(folder) / "library.db")
        with Library.open(where) as library:
            found = add(library, _arriving(args.paths, args))
        _said(found.problems)
        if not found.new:
            raise RefusedError("no report could be read")
        server(where).run()
    return 0


def _is_library(path: str) -> bool:
    """True if a path is a library rather than something to be read: an SQLite file, or a database's URL."""
    if path.startswith(("postgresql://", "postgres://")):
        return True
    try:
        with open(path, "rb") as stream:
            return stream.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


def _make_account(library: Library, name: str) -> int:
    from getpass import getpass

    from rashomon.desk import security

    password = getpass(f"Password of {printable(name)}: ") if sys.stdin.isatty() else sys.stdin.readline()
    try:
        security.add_account(library, name, password.rstrip("\n"))
    except ValueError as error:
        raise RefusedError(str(error)) from error
    say(f"{printable(name)} can sign in now")
    return 0
