"""Web archives (WARC, WARC.gz): the pages they hold, one at a time.

Revisits, redirects, errors, pictures and pages that came before are passed over and counted; a broken
record is named and the rest goes on.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from rashomon.model import Problem
from rashomon.reading.addresses import canonical
from rashomon.reading.decoding import UnreadableError
from rashomon.reading.identity import digest
from rashomon.reading.options import Items, Options
from rashomon.reading.sources.html import MAX_PAGE_BYTES, page

#: Of so many of the last pages it is known that they came before.
WINDOW = 65_536
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


class _Stream:
    """What fastwarc needs of a stream, and no more: it seeks wherever it can, and pipes and archives
    cannot."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._at = stream, 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        raw = self._stream.read(size)
        self._at += len(raw)
        return raw

    def tell(self) -> int:
        """How many bytes were read."""
        return self._at


def read(stream: BinaryIO, name: str, options: Options) -> Items:
    """The reports of a web archive, in its order, in memory that does not grow with it."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    passed: Counter[str] = Counter()
    seen: OrderedDict[str, None] = OrderedDict()
    pages = 0
    try:
        kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.revisit
        for record in ArchiveIterator(cast(Any, _Stream(stream)), record_types=kinds, parse_http=True):
            why = _passed_over(record)
            if why:
                passed[why] += 1
                continue
            for item in _page(record, name, options, seen, passed):
                pages += not isinstance(item, Problem)
                yield item
    except UnreadableError as error:
        yield Problem(name, f"is damaged from here on ({pages} pages were read): it {error}")
    except BaseException as error:
        # A panic in fastwarc is no Exception; anything else that is none goes on up.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        yield Problem(name, f"is damaged from here on ({pages} pages were read): {str(error)[:200]}")
    if not pages and not passed:
        raise UnreadableError("is a web archive without pages, or damaged from its beginning")
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
        yield from page(raw, where, options, charset=charset, address=address or None)
    except UnreadableError as error:
        yield Problem(where, str(error))
    except (OSError, EOFError, RuntimeError) as error:
        yield Problem(where, f"is a broken record: {error}")
