"""One source after another: opened within bounds, told what it is, read by the module for it."""

from __future__ import annotations

import os
import select
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
from rashomon.reading.soundness import sound
from rashomon.reading.sources import reader_of

_PLACE = regex.compile(r"(?:(?:item|line|row|letter|document|reference|entry) \d++: )++")
#: Seconds that a pipe may stand without anybody writing to it.
_PATIENCE = 3


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
    if source.path == "":
        if stdin is None:
            raise UnreadableError("is closed")
        return nullcontext(stdin)
    mode = os.stat(source.path).st_mode
    if stat.S_ISFIFO(mode):
        return _pipe(source.path)
    if not stat.S_ISREG(mode):
        raise UnreadableError("is not a regular file")
    return open(source.path, "rb")


def said_once(items: Items, name: str) -> Items:
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


def _pipe(path: str) -> BinaryIO:
    """A pipe that somebody writes to.

    Raises:
        UnreadableError: where nobody does for a few seconds.
    """
    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    waiting = select.poll()
    waiting.register(number, select.POLLIN)
    if not waiting.poll(_PATIENCE * 1000):
        os.close(number)
        raise UnreadableError(f"is a pipe that nobody wrote to for {_PATIENCE} seconds")
    os.set_blocking(number, True)
    return open(number, "rb")


def read_source(source: Source, stdin: BinaryIO | None, options: Options | None = None) -> Items:
    """The reports of one source and what could not be read of it; raises nothing for a bad source."""
    name = "standard input" if source.name == STDIN else source.name
    yield from sound(_read(source, stdin, name, options), name)


def _read(source: Source, stdin: BinaryIO | None, name: str, options: Options | None) -> Items:
    with _opened(source, stdin) as stream:
        yield from said_once(read_stream(stream, name, options), name)
