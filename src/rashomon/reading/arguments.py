"""What the arguments of a command name: files, folders, globs, ``file:`` URLs, standard input.

The name a report is given as its source is stable over machines: inside a folder or glob the path
below it, for a file given by itself its base name (as much of its path as tells it from another file
of the same name given beside it).
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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
    try:
        url = urlsplit(argument) if "://" in argument or argument.startswith("file:") else None
    except ValueError:
        return argument
    if url is None:
        return argument
    if url.scheme != "file" or url.netloc not in {"", "localhost"}:
        return None
    return unquote(url.path)


def _below(folder: str, problems: list[Problem]) -> Iterator[str]:
    """The files below a folder, hidden files and folders skipped, links to folders not followed; folders
    that cannot be listed are added to the problems."""

    def unlisted(error: OSError) -> None:
        problems.append(Problem(str(error.filename), f"cannot be read: {error.strerror}"))

    for where, folders, files in os.walk(folder, onerror=unlisted):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield os.path.join(where, name)


def _relative(path: str, folder: str) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()


def _matching(pattern: str) -> Iterator[str]:
    """The files that a glob matches. ``**`` goes through folders and not through links to folders, which
    may go round; hidden files and folders are matched where the pattern names them."""
    if "**" not in pattern:
        yield from (match for match in glob(pattern) if not os.path.isdir(match))
        return
    root = Path(_fixed(pattern))
    below = os.path.relpath(pattern, root) if str(root) != "." else pattern
    shown = any(part.startswith(".") for part in Path(below).parts)
    for match in root.glob(below):
        parts = match.relative_to(root).parts
        if not match.is_dir() and (shown or not any(part.startswith(".") for part in parts)):
            yield str(match)


def _regular(found: Iterable[Source], problems: list[Problem]) -> Iterator[Source]:
    """The sources that are files; a pipe among them would be waited for without end."""
    for each in found:
        if os.path.exists(each.path) and not os.path.isfile(each.path):
            problems.append(Problem(each.name, "is not a regular file"))
        else:
            yield each


def valid(name: str) -> str:
    """A file's name as Unicode: bytes of it that are not UTF-8 are written as ``\\xe5``."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


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
            before = len(problems)
            below = [Source(_relative(file, path), file) for file in _below(path, problems)]
            found.extend(_regular(below, problems))
            if not below and len(problems) == before:
                problems.append(Problem(argument, "is a folder without reports"))
        elif os.path.lexists(path):
            alone.append(path)
        elif has_magic(path):
            root = _fixed(path)
            matches = sorted(_matching(path))
            found.extend(_regular((Source(_relative(match, root), match) for match in matches), problems))
            if not matches:
                problems.append(Problem(argument, "matches no file"))
        else:
            problems.append(Problem(argument, "does not exist"))
    found.extend(_shortest_unlike(alone))
    once: dict[str, Source] = {}
    for source in sorted(found, key=lambda each: (len(each.name), each)):
        once.setdefault(os.path.realpath(source.path) if source.path else "", source)
    sources = sorted(replace(source, name=valid(source.name)) for source in once.values())
    complaints = {replace(problem, source=valid(problem.source)) for problem in problems}
    return sources, sorted(complaints, key=lambda each: (each.source, each.reason))
