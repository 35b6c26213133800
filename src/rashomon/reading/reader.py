"""One source after another: opened within bounds, told what it is, read by the module for it."""

from __future__ import annotations

import os
import stat
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from io import BufferedReader
from typing import BinaryIO, cast

import regex

from rashomon.model import Problem
from rashomon.reading.arguments import STDIN, Source
from rashomon.reading.decoding import UnreadableError
from rashomon.reading.formats import HEAD, NOT_READ, format_of
from rashomon.reading.options import Items, Options
from rashomon.reading.sources import reader_of

_PLACE = regex.compile(r"(?:(?:item|line|row|letter|document|reference|entry) \d++: )++")


def read_stream(stream: BinaryIO, name: str, options: Options | None = None) -> Items:
    """The reports of an open stream, one at a time, and what could not be read of it.

    Raises:
        UnreadableError: where nothing of it can be read.
    """
    options = replace(options or Options(), read=read_stream)
    buffered = stream if isinstance(stream, BufferedReader) else BufferedReader(cast(BufferedReader, stream))
    head = buffered.peek(HEAD)[:HEAD]
    if not head:
        yield Problem(name, "is empty")
        return
    kind = format_of(name, head)
    reader = reader_of(kind)
    if reader is None:
        raise UnreadableError(f"{NOT_READ[kind]}: this format is not read, give its text or JSON lines")
    yield from reader(buffered, name, options)


def _opened(source: Source, stdin: BinaryIO | None) -> AbstractContextManager[BinaryIO]:
    if source.name == STDIN:
        if stdin is None:
            raise UnreadableError("is not given")
        return nullcontext(stdin)
    mode = os.stat(source.path).st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raise UnreadableError("is not a regular file")
    return open(source.path, "rb")


def _said_once(items: Items, name: str) -> Items:
    """The same, but what is to be known of many items alike is said of the first and then counted."""
    counted: Counter[str] = Counter()
    for item in items:
        if isinstance(item, Problem) and item.note:
            place = _PLACE.match(item.reason)
            same = item.reason[place.end() :] if place else item.reason
            counted[same] += 1
            if counted[same] > 1:
                continue
        yield item
    for reason, count in counted.items():
        if count > 1:
            yield Problem(name, f"{count - 1} more like it: {reason}", True)


def read_source(source: Source, stdin: BinaryIO | None, options: Options | None = None) -> Items:
    """The reports of one source and what could not be read of it; raises nothing for a bad source."""
    name = "standard input" if source.name == STDIN else source.name
    try:
        with _opened(source, stdin) as stream:
            yield from _said_once(read_stream(stream, name, options), name)
    except UnreadableError as error:
        yield Problem(name, str(error))
    except (OSError, EOFError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield Problem(name, f"cannot be read: {reason}")
