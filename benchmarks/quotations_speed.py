"""How fast quotations are found, and that time grows with length only.

    python -m benchmarks.quotations_speed

Reports a second: real news of the practice sets in pieces of 2 KB (German, English), on one core, by
processor time; where the sets are absent, that is said and only the rest is measured. Invented news in ten
languages (the tables of hard cases joined: every sentence quotes, several times as dense as news) is printed
beside it. Growth: time for 1.25 MB over time for 0.25 MB of hostile text, at most 5 if linear (the
floor allows for the noise of short runs); with ``--large`` also over 5 MB of plain news.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from pathlib import Path

from benchmarks.floors import judge
from rashomon.marking.quotations import find_in

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "quotes"
TABLES = ROOT / "tests" / "marking" / "cases" / "quotations"
LANGUAGES = ("en", "sv", "da", "nb", "de", "nl", "fr", "es", "it", "pt")
SIZE = 2000
HOSTILE = ("“", "“a b c ", "'a s' ", "said Bob, ", "“A b c d,” said Bob Ek.\n")


def news(language: str) -> list[str]:
    """Reports of 2 KB made of the texts of a language's table."""
    rows = (TABLES / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    texts = [row.replace("\\n", "\n") for row in rows if row and row[0] not in "=#"]
    reports, current = [], ""
    for text in texts * 4:
        current += text + "\n\n"
        if len(current.encode()) >= SIZE:
            reports.append(current)
            current = ""
    return reports


def real(language: str) -> list[str]:
    """Pieces of 2 KB of the practice news of a language, none where it is absent."""
    path = DATA / {"de": "german_quotes.jsonl.gz", "en": "polnear.jsonl.gz"}[language]
    if not path.is_file():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        text = "\n\n".join(json.loads(line)["text"] for line in lines)[:400_000]
    return [text[at : at + SIZE] for at in range(0, len(text), SIZE)]


def rate_of(reports: list[str], language: str) -> float:
    """Reports of 2 KB a second."""
    find_in(reports[0], language)
    begun = time.process_time()
    for report in reports:
        find_in(report, language)
    return sum(len(report.encode()) for report in reports) / SIZE / (time.process_time() - begun)


def seconds(text: str, language: str = "en") -> float:
    begun = time.process_time()
    find_in(text, language)
    return time.process_time() - begun


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true")
    args = parser.parse_args()
    rates = []
    for language in ("de", "en"):
        pieces = real(language)
        if pieces:
            rates.append(rate_of(pieces, language))
            print(f"{language}, news: {rates[-1]:.0f} reports of 2 KB a second")
        else:
            print(f"{language}, news: skipped, no practice data beside the project")
    for language in LANGUAGES:
        print(f"{language}, hard cases: {rate_of(news(language), language):.0f} reports of 2 KB a second")
    worst = 0.0
    for unit in HOSTILE:
        small, large = unit * (250_000 // len(unit)), unit * (1_250_000 // len(unit))
        growth = seconds(large) / max(0.01, seconds(small))
        worst = max(worst, growth)
        print(f"five times as much of {unit!r}: {growth:.1f} times as long")
    if args.large:
        report = "".join(news("en"))
        plain = report * (5_000_000 // len(report))
        print(f"5 MB of news: {seconds(plain):.1f} s, 0.5 MB: {seconds(plain[:500_000]):.2f} s")
    reached = {"growth": worst} | ({"reports_per_second": min(rates)} if rates else {})
    return judge("quotations_speed", reached)


if __name__ == "__main__":
    sys.exit(main())
