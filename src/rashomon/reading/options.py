"""How sources are read: what the user said, and how much may still be unpacked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from rashomon.model import Problem, Report
from rashomon.reading.decoding import UnreadableError, megabytes

Items = Iterator[Report | Problem]

#: How deep containers may stand in containers.
MAX_DEPTH = 5
#: What may be unpacked of any archive, in bytes, and how many times its own size beyond that.
FREE_BYTES = 64_000_000
MAX_RATIO = 200


@dataclass(frozen=True, slots=True)
class Unread:
    """A saved page that stands in a source and is to be read by whoever has time for it: its bytes, the name
    of its source, what came with it of its encoding and address."""

    raw: bytes
    source: str
    charset: str | None = None
    address: str | None = None

    def report(self, options: Options) -> Items:
        """The report that the page is.

        Raises:
            UnreadableError: where it is none.
        """
        from rashomon.reading.sources.html import page

        yield from page(self.raw, self.source, options, charset=self.charset, address=self.address)


@dataclass(frozen=True, slots=True)
class Options:
    """How to read. ``encoding`` is what the user says of sources that do not say it themselves,
    ``columns`` which column or field holds what (our name of the field, their name), ``depth`` how
    many containers stand around the source, ``read`` what reads whatever stands inside a container.
    ``ahead`` leaves pages unread (:class:`Unread` among the items)."""

    encoding: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    depth: int = 0
    ahead: bool = False
    read: Callable[[BinaryIO, str, Options], Items] | None = field(default=None, repr=False)

    def later(self, raw: bytes, name: str, charset: str | None = None, address: str | None = None) -> Items:
        """The report of a page, or the page as it is where pages are read later."""
        page = Unread(raw, name, charset, address)
        if self.ahead:
            yield page  # type: ignore[misc]
        else:
            yield from page.report(self)

    def inside(self, stream: BinaryIO, name: str) -> Items:
        """The reports of something that stands inside a container.

        Raises:
            UnreadableError: where too many containers stand around it.
        """
        if self.read is None or self.depth >= MAX_DEPTH:
            raise UnreadableError(f"stands in more than {MAX_DEPTH} containers")
        return self.read(stream, name, replace(self, depth=self.depth + 1))


def bounded(stream: BinaryIO, limit: int, what: str) -> bytes:
    """All of a stream, never more than ``limit`` bytes in memory.

    Raises:
        UnreadableError: where there is more.
    """
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise UnreadableError(f"is larger than {megabytes(limit)}, the most for one {what}")
    return raw
