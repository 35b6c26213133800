"""What holds of every report, whatever source it came from and however that was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rashomon.faults import fault
from rashomon.model import Moment, Problem, Report
from rashomon.reading.decoding import UnreadableError

#: Fields of a report that are strings, in the order in which they are named.
_WORDS = ("id", "source", "language", "title", "outlet", "byline")


def sound(items: Iterator[Report | Problem], name: str) -> Iterator[Report | Problem]:
    """The items, made sound: every string is valid Unicode, every span lies in the text. Whatever stops
    them is a problem of the source of this name and not of those after it."""
    try:
        for item in items:
            yield from _sound(item) if isinstance(item, Report) else (item,)
    except UnreadableError as error:
        yield Problem(name, str(error))
    except (OSError, EOFError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield Problem(name, f"cannot be read: {reason}")
    except Exception as error:
        yield Problem(name, fault(error))


def _sound(report: Report) -> Iterator[Report | Problem]:
    if not _whole(report.text):
        yield Problem(report.source, f"report {report.id}: has half a character in its text")
        return
    published = report.published
    if published and not _possible(published):
        yield Problem(
            report.source,
            f"report {report.id}: was read without its date of publication, which contradicts itself: "
            f"{published.start} to {published.end}, precision {published.precision}",
        )
        report, published = replace(report, published=None), None
    if published and published.span and published.span.end > len(report.text):
        published = replace(published, span=None)
        report = replace(report, published=published)
        yield Problem(report.source, f"report {report.id}: its date is said to stand where no text is")
    changed = {
        field: value.encode("utf-8", "replace").decode("utf-8")
        for field in _WORDS
        if isinstance(value := getattr(report, field), str) and not _whole(value)
    }
    if published and not _whole(published.text):
        changed["published"] = replace(published, text="")  # type: ignore[assignment]
    if not changed:
        yield report
        return
    report = replace(report, **changed)  # type: ignore[arg-type]
    yield report
    named = ", ".join(changed)
    yield Problem(
        report.source, f"report {report.id}: has half a character (a lone surrogate) in its {named}"
    )


#: How much of its ISO date a moment's first and last day share, by its precision.
_SHARED = {"instant": 10, "minute": 10, "hour": 10, "day": 10, "month": 7, "year": 4}


def _possible(moment: Moment) -> bool:
    """True if a moment's end is not before its start and both are as far apart as its precision says."""
    start, end = moment.start, moment.end
    if not start or not end:
        return True
    shared = _SHARED.get(moment.precision, 0)
    return start[:10] <= end[:10] and start[:shared] == end[:shared]


def _whole(text: str) -> bool:
    """True if a string is Unicode throughout: no half of a surrogate pair."""
    if text.isascii():
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
