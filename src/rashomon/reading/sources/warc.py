"""Web archives (WARC, WARC.gz): the pages they hold, one at a time.

Revisits, redirects, errors, pictures and pages that came before are passed over and counted; a broken
record is named and the rest goes on.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from rashomon.model import Problem
from rashomon.reading.addresses import canonical
from rashomon.reading.decoding import UnreadableError
from rashomon.reading.identity import digest
from rashomon.reading.options import Items, Options
from rashomon.reading.sources.html import MAX_PAGE_BYTES

#: Of so many of the last pages it is known that they came before.
WINDOW = 65_536
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


#: Bytes that are kept of what was read last, for going on behind a damage; how often that is tried.
_KEPT, _DAMAGES = 32_000_000, 100
_BLOCK = 65_536
_HEAD = b"WARC/1."


class _Stream:
    """What fastwarc needs of a stream, and no more: it seeks wherever it can, and pipes and archives
    cannot. What was read since ``since`` is kept, so that reading can go on from there."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._again = stream, b""
        self._kept: deque[bytes] = deque()
        self._begin = self._at = 0
        self.since = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        raw = self._again[:size] if self._again and size >= 0 else self._again
        self._again = self._again[len(raw) :]
        raw = raw or self._stream.read(size)
        self._kept.append(raw)
        self._at += len(raw)
        while self._kept and (
            self._begin + len(self._kept[0]) <= self.since or self._at - self._begin > _KEPT
        ):
            self._begin += len(self._kept.popleft())
        return raw

    def tell(self) -> int:
        """How many bytes were read."""
        return self._at

    def next_record(self) -> bool:
        """Go to the next place behind ``since`` that looks like a record; False where there is none."""
        held = b"".join(self._kept) + self._again
        found = held.find(_HEAD, max(0, self.since + 1 - self._begin))
        while found < 0:
            more = self._stream.read(_BLOCK)
            if not more:
                return False
            self._begin += len(held)
            tail = held[-len(_HEAD) :]
            self._begin -= len(tail)
            held = tail + more
            found = held.find(_HEAD)
        self.since = self._at = self._begin = self._begin + found
        self._again = held[found:]
        self._kept.clear()
        return True


def _records(stream: BinaryIO, name: str) -> Iterator[Any]:
    """The records of an archive that may be pages; a damage is named, and reading goes on behind it."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.revisit
    source = _Stream(stream)
    for damage in range(_DAMAGES):
        start = source.tell()
        try:
            for record in ArchiveIterator(cast(Any, source), record_types=kinds, parse_http=True):
                source.since = start + record.stream_pos
                yield record
            return
        except BaseException as error:
            # A panic in fastwarc is no Exception; anything else that is none goes on up.
            if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
                raise
            reason = f"it {error}" if isinstance(error, UnreadableError) else str(error)[:200]
            more = not isinstance(error, UnreadableError) and damage + 1 < _DAMAGES and source.next_record()
            where = f"behind byte {start:,}" if more else "from here on"
            yield Problem(name, f"is damaged {where}: {reason}" + (" (the rest is read)" if more else ""))
            if not more:
                return


def read(stream: BinaryIO, name: str, options: Options) -> Items:
    """The reports of a web archive, in its order, in memory that does not grow with it."""
    passed: Counter[str] = Counter()
    seen: OrderedDict[str, None] = OrderedDict()
    pages = damaged = 0
    for record in _records(stream, name):
        if isinstance(record, Problem):
            damaged += 1
            yield record
            continue
        why = _passed_over(record)
        if why:
            passed[why] += 1
            continue
        for item in _page(record, name, options, seen, passed):
            pages += not isinstance(item, Problem)
            yield item
    if not pages and not passed and not damaged:
        raise UnreadableError("is a web archive without pages")
    if passed:
        told = ", ".join(f"{count} {why}" for why, count in sorted(passed.items()))
        yield Problem(name, f"{pages} pages were read; passed over: {told}", True)


def _passed_over(record: Any) -> str | None:
    """Why a record is no page; None where it may be one."""
    from fastwarc.warc import WarcRecordType

    if record.record_type == WarcRecordType.revisit:
        return "revisits"
    if record.http_headers is None:
        kind = (record.headers.get("Content-Type") or "").split(";")[0].strip().lower()
        return None if kind in _PAGES else "records that are no pages"
    status = record.http_headers.status_code or 0
    if 300 <= status < 400:
        return "redirects"
    if not 200 <= status < 300:
        return "errors of the server"
    kind = (record.http_content_type or "").lower()
    return None if kind in _PAGES else "records that are no pages"


def _page(
    record: Any, name: str, options: Options, seen: OrderedDict[str, None], passed: Counter[str]
) -> Iterator[Any]:
    address = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    where = address or name
    try:
        raw = record.reader.read(MAX_PAGE_BYTES + 1)
        known = digest(canonical(address), record.headers.get("WARC-Payload-Digest") or raw.decode("latin-1"))
        if known in seen:
            passed["duplicates"] += 1
            return
        seen[known] = None
        if len(seen) > WINDOW:
            seen.popitem(last=False)
        charset = record.http_charset if record.http_headers is not None else None
        yield from options.later(raw, where, charset, address or None)
    except UnreadableError as error:
        yield Problem(where, str(error))
    except (OSError, EOFError, RuntimeError) as error:
        yield Problem(where, f"is a broken record: {error}")
