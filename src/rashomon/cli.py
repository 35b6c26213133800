"""The command line: verbs and their options; what they do is in the modules of verbs.

Every verb takes files, folders, globs, ``file://`` URLs or ``-``. What could not be read is named on
standard error with its reason, the rest goes on, and the exit status says what became of it
(:data:`STATUS`).
"""

from __future__ import annotations

import argparse
import gc
import math
import os
import re
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NoReturn

from rashomon import __version__
from rashomon.console import printable, say

#: What an exit status says.
STATUS = {
    0: "everything asked for was done",
    1: "something could not be read or written; it was named, and the rest was done",
    2: "the command itself was wrong; nothing was done",
    70: "a fault in rashomon itself ended the run",
    130: "stopped with Ctrl-C",
}
_FORMATS = "csv, parquet, json, jsonl, annotations, ninjs, ris, bibtex, markdown, docx or atom"
#: The environment variable that says where what the encoder made is kept.
KEPT = "RASHOMON_CACHE"
_PATHS = "files, folders, globs, file:// URLs, or - for standard input"


def _runs(name: str, module: str) -> Callable[[argparse.Namespace], int]:
    """What a verb does; loaded when it is called for, so that ``--help`` answers at once."""

    def run(args: argparse.Namespace) -> int:
        from rashomon.running import one_thread

        one_thread()
        status: int = getattr(import_module(module), name)(args)
        return status

    return run


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command without passing on what a terminal would act on."""

    def error(self, message: str) -> NoReturn:
        super().error(printable(message))


def _days(given: str) -> float:
    days = float(given)
    if not math.isfinite(days) or days <= 0:
        raise argparse.ArgumentTypeError(f"not a number of days: {given}")
    return days


def _count(given: str) -> int:
    count = int(given)
    if not 0 <= count <= 1024:
        raise argparse.ArgumentTypeError(f"not a number of processes: {given}")
    return count


def _number(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) < 16):
        raise argparse.ArgumentTypeError(f"not a number: {given}")
    return int(given)


def _port(given: str) -> int:
    port = _number(given)
    if not 0 < port < 65_536:
        raise argparse.ArgumentTypeError(f"not a port: {given}")
    return port


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


def _jobs(added: argparse.ArgumentParser) -> None:
    added.add_argument(
        "--jobs",
        type=_count,
        default=1,
        metavar="N",
        help="work in N processes (0: one for each processor); the result is the same",
    )


def _names(added: argparse.ArgumentParser, usual: str) -> None:
    added.add_argument(
        "--names",
        choices=("fast", "tagger"),
        default=usual,
        help=f"find names by fast rules, or by the tagger: better, a hundred times slower (default {usual})",
    )


def _language(added: argparse.ArgumentParser) -> None:
    added.add_argument(
        "--language",
        type=_tag,
        default="en",
        metavar="CODE",
        help="the reader's: what the page speaks, and the version of a statement it shows first (en)",
    )


def _tag(given: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", given):
        raise argparse.ArgumentTypeError(f"not the code of a language: {given}")
    return given


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="rashomon",
        description="Many reports, one story: sets news reports about one happening side by side.",
        epilog="Data flows read -> mark -> group -> compare; each verb does all the steps before it.",
    )
    parser.add_argument("--version", action="version", version=f"rashomon {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    _resumed(_verb(verbs, "read", "read sources; a report a line, as JSON"))
    _add_fetch(_verb(verbs, "fetch", "fetch pages and feeds from the web; a report a line, as JSON", "URL"))
    about = "mark quotations, figures, moments and names; a report a line, as JSON"
    _add_mark(_verb(verbs, "mark", about))
    _add_group(_verb(verbs, "group", "say which reports are about the same happening"))
    _add_compare(_verb(verbs, "compare", "set the reports of each story side by side"))
    _add_library_verbs(verbs)
    _add_mcp(verbs)
    return parser


def _verb(verbs: Any, name: str, about: str, takes: str = "PATH") -> argparse.ArgumentParser:
    """A verb over sources, with the options that all of these have."""
    added: argparse.ArgumentParser = verbs.add_parser(name, help=about, description=_sentence(about))
    module = "rashomon.comparing_verb" if name == "compare" else "rashomon.verbs"
    added.set_defaults(run=_runs(f"run_{name}", module))
    added.add_argument("paths", nargs="+", metavar=takes, help=_PATHS if takes == "PATH" else "addresses")
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
    _jobs(added)
    added.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="work on the Dask cluster with its scheduler there, tcp://HOST:8786 (extra rashomon[dask])",
    )
    added.add_argument(
        "--no-cache", action="store_true", help="keep nothing of what the encoder made for a next run"
    )
    added.add_argument("--traceback", action="store_true", help="show where in the program a fault is")
    return added


def _sentence(about: str) -> str:
    return about[0].upper() + about[1:] + "."


def _resumed(added: argparse.ArgumentParser) -> None:
    added.add_argument(
        "--resume", action="store_true", help="go on with --json FILE where an earlier run was stopped"
    )


def _add_fetch(added: argparse.ArgumentParser) -> None:
    added.add_argument("--follow", action="store_true", help="fetch the pages that feeds announce")
    added.add_argument(
        "--state", metavar="FILE", help="what was fetched before: only what changed is fetched"
    )
    added.add_argument(
        "--allow-private", action="store_true", help="also from this machine and the local network"
    )


def _add_mark(added: argparse.ArgumentParser) -> None:
    added.add_argument(
        "--explain", action="store_true", help="say of each mark which named rules or features made it"
    )
    _names(added, "fast")
    _resumed(added)


def _add_group(added: argparse.ArgumentParser) -> None:
    added.add_argument(
        "--explain", action="store_true", help="say of each story why its reports belong together"
    )
    added.add_argument(
        "--window",
        type=_days,
        metavar="DAYS",
        help="how long a story stays open for new reports (default 14)",
    )
    added.add_argument(
        "--shards",
        metavar="FOLDER",
        help="group in shards that are written into this empty folder: for more reports than memory holds",
    )


def _add_compare(added: argparse.ArgumentParser) -> None:
    added.add_argument(
        "--html", metavar="FILE|FOLDER/", help="write the page: one file, or in a folder a page a story"
    )
    _language(added)
    added.add_argument("--csv", metavar="FOLDER", help="write tables, one file a kind of fact")
    added.add_argument(
        "--export",
        nargs=2,
        action="append",
        default=[],
        metavar=("FORMAT", "FOLDER"),
        help=f"write files for other programs: {_FORMATS}",
    )
    _names(added, "tagger")


def _library_verb(verbs: Any, name: str, about: str) -> argparse.ArgumentParser:
    """A verb over a library; what it does is in :mod:`rashomon.library_verbs`."""
    added: argparse.ArgumentParser = verbs.add_parser(name, help=about, description=_sentence(about))
    added.add_argument("library", metavar="LIBRARY", help="a SQLite file, or a postgresql:// URL")
    added.add_argument("--traceback", action="store_true", help="show where in the program a fault is")
    added.set_defaults(run=_runs(f"run_{name}", "rashomon.library_verbs"))
    if name not in {"export", "serve"}:
        added.add_argument("--json", metavar="FILE", help="write here instead of to standard output")
    return added


def _filled(added: argparse.ArgumentParser, count: str, about: str) -> argparse.ArgumentParser:
    """The options of a verb that reads sources into a library."""
    added.add_argument("paths", nargs=count, metavar="PATH", help=about)
    _read_as(added)
    added.add_argument(
        "--names", choices=("fast", "tagger"), help="what finds names from now on (a new library: fast)"
    )
    _jobs(added)
    return added


def _read_as(added: argparse.ArgumentParser) -> None:
    added.add_argument("--encoding", metavar="NAME", type=_encoding, help="of sources that do not say")
    added.add_argument("--map", metavar="FIELD=NAME,...", type=_columns, default=(), help="as for read")


def _paged(added: argparse.ArgumentParser) -> argparse.ArgumentParser:
    added.add_argument("--limit", type=_number, default=60, metavar="N", help="at most so many (60)")
    added.add_argument("--offset", type=_number, default=0, metavar="N", help="after so many")
    return added


def _add_library_verbs(verbs: Any) -> None:
    about = "add reports to a library; only what is new is grouped and compared"
    _filled(_library_verb(verbs, "add", about), "+", _PATHS)
    about = "look at sources by an interval kept in the library, and add what is new"
    watched = "folders, files or addresses to be watched from now on"
    _add_watch(_filled(_library_verb(verbs, "watch", about), "*", watched))
    _paged(_library_verb(verbs, "stories", "list the stories of a library, the latest first"))
    _add_search(_paged(_library_verb(verbs, "search", "find reports in a library")))
    showing = _library_verb(verbs, "show", "show a story's comparison, or a report with its marks")
    showing.add_argument("id", metavar="ID", help="the id of a story or report")
    showing.add_argument("--html", metavar="FILE", help="write the story's page")
    _language(showing)
    _add_decide(_library_verb(verbs, "decide", "keep what a person decided, undo it, or write it down"))
    exporting = _library_verb(verbs, "export", "write what a library holds for other programs")
    exporting.add_argument("folder", metavar="FOLDER", help="where the files go")
    exporting.add_argument("--format", default="csv", metavar="NAME", help=_FORMATS)
    exporting.add_argument("--story", action="append", default=[], metavar="ID", help="only this story")
    _add_serve(_library_verb(verbs, "serve", "open the desk over a library in a browser"))


def _add_watch(added: argparse.ArgumentParser) -> None:
    added.add_argument("--every", type=_number, default=30, metavar="MINUTES", help="interval (30)")
    added.add_argument("--once", action="store_true", help="do what is due, then end")
    added.add_argument("--list", action="store_true", help="show the sources and how they are")
    added.add_argument(
        "--allow-private", action="store_true", help="also addresses of this machine and the local network"
    )
    added.add_argument("--remove", action="store_true", help="watch the sources named no longer")


def _add_search(added: argparse.ArgumentParser) -> None:
    added.add_argument("query", nargs="+", metavar="QUERY", help="words, and field:value to narrow it")
    added.add_argument("--save", metavar="NAME", help="keep the search under this name")
    added.add_argument(
        "--webhook", default="", metavar="URL", help="with --save: what watch tells of new reports it finds"
    )


def _add_decide(added: argparse.ArgumentParser) -> None:
    added.add_argument("file", nargs="?", metavar="FILE", help="decisions to keep, as TOML")
    added.add_argument("--who", default="", metavar="NAME", help="who decides")
    added.add_argument("--undo", type=_number, metavar="NUMBER", help="take this decision back")
    added.add_argument("--toml", metavar="FILE", help="write the decisions that hold, for a colleague")


def _add_serve(added: argparse.ArgumentParser) -> None:
    added.add_argument("--port", type=_port, default=8765, metavar="N", help="the port (8765)")
    added.add_argument("--host", default="127.0.0.1", help="the interface; all but loopback need accounts")
    added.add_argument("--name", action="append", default=[], metavar="HOST", help="a name people type")
    added.add_argument("--secure", action="store_true", help="cookies over TLS only")
    added.add_argument("--account", metavar="NAME", help="make an account, or give it another password")


def _add_mcp(verbs: Any) -> None:
    about = "answer an assistant over standard input and output (Model Context Protocol)"
    added = verbs.add_parser("mcp", help=about, description=_sentence(about))
    added.add_argument("paths", nargs="+", metavar="PATH", help="a library, or files and folders to be read")
    _read_as(added)
    added.add_argument("--traceback", action="store_true", help="show where in the program a fault is")
    added.set_defaults(run=_runs("run_mcp", "rashomon.library_verbs"))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    # Data is loaded and kept: looking for garbage among it at every turn costs a tenth of a short run.
    gc.set_threshold(50_000, 20, 50)
    args = _parser().parse_args(argv)
    if getattr(args, "no_cache", False):
        os.environ[KEPT] = ""
    try:
        return _run(args)
    except KeyboardInterrupt:
        say("stopped")
        return 130


def _run(args: argparse.Namespace) -> int:
    from rashomon.outputs import RefusedError

    try:
        status: int = args.run(args)
    except RefusedError as error:
        say(printable(str(error)))
        return 2
    except BrokenPipeError:
        # Whoever read the output has enough of it; nothing more can be written, not even at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        say(printable(f"{name}{error.strerror or error}"))
        return 1
    except Exception as error:
        if args.traceback:
            raise
        from rashomon.faults import fault

        say(f"{printable(fault(error))} (--traceback shows where it is)")
        return 70
    return status


if __name__ == "__main__":
    sys.exit(main())
