"""How well the body of saved pages is found, side by side with trafilatura alone in one run, and how often
the day, the language and the outlet are right.

Sets (../shared/data/extraction): Fundus (pages of publishers in 15 countries with the text they should give)
and Scrapinghub's (English). Token F1 of the body (title left out: neither gold has it) against the gold, the
mean over pages. A page and its gold are paired by their order in time, where both count the same. The outlet
is right where the gold's name of the publisher and ours share a word of four letters or an acronym, or one is
the other's beginning. "northern" are the Norwegian, Danish, Greenlandic and Turkish pages together. Exits
non-zero below the floors.

    python -m benchmarks.reading_extraction [--show]
"""

from __future__ import annotations

import gzip
import json
import re
import statistics
import sys
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trafilatura

from benchmarks.floors import judge
from rashomon.model import Report
from rashomon.reading.decoding import UnreadableError
from rashomon.reading.options import Options
from rashomon.reading.sources.html import page

DATA = Path(__file__).parents[2] / "shared" / "data" / "extraction"
NORTHERN = frozenset({"no", "dk", "se", "gl", "tr", "fr"})
LANGUAGES = {
    "de": "de", "at": "de", "no": "nb", "tr": "tr", "it": "it", "au": "en", "ca": "en", "na": "en",
    "cn": "zh",
    "ru": "ru", "lb": "ar", "gl": "da",
}  # fmt: skip
KINDS = frozenset({"body", "heading", "deck", "dateline", "embed", "caption"})
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Page:
    """A saved page with what it should give."""

    set: str
    name: str
    country: str
    raw: bytes
    body: str
    address: str | None
    published: str | None = None
    publisher: str | None = None


@dataclass
class Scores:
    """What was reached on one group of pages."""

    ours: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)


def _text(body: Any) -> str:
    if not isinstance(body, dict):
        return str(body or "")
    parts = list(body.get("summary") or [])
    for section in body.get("sections") or []:
        parts += [*(section.get("headline") or []), *(section.get("paragraphs") or [])]
    return "\n".join(parts)


def pages() -> Iterator[Page]:
    """All pages of both sets."""
    for path in sorted((DATA / "fundus").glob("*/*.json")):
        versions = json.loads(path.read_text(encoding="utf-8"))
        saved = sorted(path.parent.glob(f"{path.stem}_*.html.gz"))
        known = path.parent / "meta.info"
        meta = json.loads(known.read_text(encoding="utf-8")) if known.exists() else {}
        if len(saved) != len(versions):
            continue
        for file, gold in zip(saved, versions.values(), strict=True):
            yield Page(
                "fundus", file.name, path.parent.name, gzip.decompress(file.read_bytes()),
                _text(gold.get("body")),
                meta.get(file.name, {}).get("url"), gold.get("publishing_date"), path.stem,
            )  # fmt: skip
    truth = json.loads((DATA / "scrapinghub" / "ground-truth.json").read_text(encoding="utf-8"))
    for key, gold in truth.items():
        file = DATA / "scrapinghub" / "html" / f"{key}.html.gz"
        if file.exists():
            raw = gzip.decompress(file.read_bytes())
            yield Page("scrapinghub", key, "", raw, gold["articleBody"], gold.get("url"))


def f1(found: str, gold: str) -> float:
    """Token F1 of two texts as bags of words."""
    first, second = Counter(_WORD.findall(found.lower())), Counter(_WORD.findall(gold.lower()))
    both = sum((first & second).values())
    return 2 * both / (first.total() + second.total()) if both else 0.0


def read(saved: Page) -> Report | None:
    """The report that a page is; None where none is found."""
    try:
        for item in page(saved.raw, saved.name, Options(), address=saved.address):
            if isinstance(item, Report):
                return item
    except UnreadableError:
        pass
    return None


def same_outlet(outlet: str | None, publisher: str) -> bool:
    """Whether an outlet is the publisher that Fundus calls by a name without blanks ("TheGlobeAndMail"): one
    is the other's beginning or an abbreviation of it, or they share a word."""
    first = re.split(r"[ ._]", _ascii(outlet or "").lower())[0]
    plain = re.sub(r"[^a-z0-9]", "", _ascii(outlet or "").lower())
    theirs = publisher.lower()
    if not plain:
        return False
    parts = [part.lower() for part in re.findall(r"[A-Z]+[a-z]*|[a-z]+", publisher) if len(part) >= 4]
    if plain.startswith(theirs[:5]) or theirs.startswith(plain[:5]) or any(part in plain for part in parts):
        return True
    return _short_for(first, theirs) or _short_for(theirs, plain)


def _short_for(short: str, long: str) -> bool:
    """Whether two to four letters stand in a longer name in their order, the first of it first."""
    left = iter(long)
    return 2 <= len(short) <= 4 and short[0] == long[0] and all(letter in left for letter in short)


def _ascii(text: str) -> str:
    from anyascii import anyascii

    return anyascii(text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"))


def measure(show: bool) -> dict[str, float]:
    """The scores by their names in the floors."""
    scores: dict[str, Scores] = defaultdict(Scores)
    right: dict[str, list[bool]] = defaultdict(list)
    for saved in pages():
        report = read(saved)
        told = report.blocks if report else ()
        ours = (
            "\n".join(block.span.of(report.text) for block in told if block.kind in KINDS) if report else ""
        )
        alone = trafilatura.extract(saved.raw) or ""
        for group in (saved.set, *(("northern",) if saved.country in NORTHERN else ())):
            scores[group].ours.append(f1(ours, saved.body))
            scores[group].alone.append(f1(alone, saved.body))
        if saved.published:
            day = report.published.start[:10] if report and report.published else None
            right["day"].append(day == saved.published[:10])
        if saved.country in LANGUAGES and report:
            right["language"].append(report.language.split("-")[0] == LANGUAGES[saved.country])
        if saved.publisher:
            right["outlet"].append(same_outlet(report.outlet if report else None, saved.publisher))
        if show:
            last = {name: given[-1] for name, given in right.items()} if saved.set == "fundus" else {}
            wrong = [name for name, given in last.items() if not given]
            outlet = report.outlet if report and "outlet" in wrong else ""
            both = f"{f1(ours, saved.body):.3f} {f1(alone, saved.body):.3f}"
            print(both, saved.name[:40], *wrong, outlet)
    found: dict[str, float] = {}
    for group, each in scores.items():
        mean, of_alone = statistics.fmean(each.ours), statistics.fmean(each.alone)
        print(f"{group}: {len(each.ours)} pages, token F1 {mean:.4f}, trafilatura alone {of_alone:.4f}")
        found |= {group: mean, f"{group}-gain": mean - of_alone}
    return found | {name: statistics.fmean(given) for name, given in right.items()}


def main() -> int:
    """Print the scores; 1 where one is below its floor."""
    if not DATA.exists():
        print("reading_extraction: ../shared/data/extraction is absent: nothing measured")
        return 0
    warnings.simplefilter("ignore")
    found = measure("--show" in sys.argv)
    for name in ("day", "language", "outlet"):
        print(f"{name}: {found[name]:.3f}")
    return judge("reading_extraction", found)


if __name__ == "__main__":
    sys.exit(main())
