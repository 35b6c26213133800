"""What the arguments of a command name: files, folders, globs, ``file:`` URLs, standard input.

The name a report is given as its source is stable over machines: inside a folder or glob the path
below it, for a file given by itself its base name (as much of its path as tells it from another file
of the same name given beside it).
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from rashomon.model import Problem

STDIN = "-"


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A file to read: ``name`` is what reports call it, ``path`` where it is (empty: standard input)."""

    name: str
    path: str


def _local(argument: str) -> str | None:
    """The path that an argument names: itself, or that of a ``file:`` URL; None for other URLs."""
    url = urlsplit(argument) if "://" in argument or argument.startswith("file:") else None
    if url is None:
        return argument
    if url.scheme != "file" or url.netloc not in {"", "localhost"}:
        return None
    return unquote(url.path)


def _below(folder: str) -> Iterator[str]:
    """The files below a folder, hidden files and folders skipped, links to folders not followed."""
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield os.path.join(where, name)


def _relative(path: str, folder: str) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()


def _fixed(pattern: str) -> str:
    """The part of a glob before its first wild part."""
    parts = Path(pattern).parts
    wild = next(place for place, part in enumerate(parts) if has_magic(part))
    return str(Path(*parts[:wild])) if wild else "."


def _shortest_unlike(paths: Iterable[str]) -> Iterator[Source]:
    """Names for files given by themselves: the fewest last parts of their paths that tell them apart."""
    waiting: dict[str, list[str]] = defaultdict(list)
    for path in set(paths):
        waiting[os.path.basename(path)].append(path)
    for same in waiting.values():
        depth = 1
        parts = {path: PurePosixPath(Path(path).absolute().as_posix()).parts for path in same}
        while len({parts[path][-depth:] for path in same}) < len(same) and depth < 64:
            depth += 1
        for path in same:
            yield Source("/".join(parts[path][-depth:]).lstrip("/"), path)


def expand(arguments: Sequence[str]) -> tuple[list[Source], list[Problem]]:
    """The files that the arguments name, sorted by name, each file once; and the arguments that name
    nothing, with the reason."""
    found: list[Source] = []
    alone: list[str] = []
    problems: list[Problem] = []
    for argument in arguments:
        if argument == STDIN:
            found.append(Source(STDIN, ""))
            continue
        path = _local(argument)
        if path is None:
            problems.append(Problem(argument, "is not on this machine: only files and file:// URLs are read"))
        elif os.path.isdir(path):
            below = [Source(_relative(file, path), file) for file in _below(path)]
            # A pipe in a folder would be waited for without end.
            endless = [each for each in below if os.path.exists(each.path) and not os.path.isfile(each.path)]
            problems.extend(Problem(each.name, "is not a regular file") for each in endless)
            found.extend(each for each in below if each not in endless)
            if not below:
                problems.append(Problem(argument, "is a folder without reports"))
        elif os.path.lexists(path):
            alone.append(path)
        elif has_magic(path):
            root = _fixed(path)
            matches = [match for match in glob(path, recursive=True) if not os.path.isdir(match)]
            found.extend(Source(_relative(match, root), match) for match in matches)
            if not matches:
                problems.append(Problem(argument, "matches no file"))
        else:
            problems.append(Problem(argument, "does not exist"))
    found.extend(_shortest_unlike(alone))
    once: dict[str, Source] = {}
    for source in sorted(found, key=lambda each: (len(each.name), each)):
        once.setdefault(os.path.realpath(source.path) if source.path else "", source)
    return sorted(once.values()), sorted(set(problems), key=lambda each: (each.source, each.reason))
