"""Why reports belong together, in words a user reads, and which title says best what they are about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from rashomon.grouping import fingerprints, signals
from rashomon.languages import facts
from rashomon.model import Report

#: Reports of a story that are read again for its evidence.
_READ: Final = 12
#: Things named in one line of evidence.
_SHOWN: Final = 4
#: Numbers that say less than this by themselves are no evidence (small ones, years).
_TELLING: Final = 1.9
_SAYS: Final = (("names", "name"), ("numbers", "give"), ("dates", "speak of"))


def _listed(things: Sequence[str]) -> str:
    return things[0] if len(things) == 1 else ", ".join(things[:-1]) + " and " + things[-1]


def _who(count: int, of: int) -> str:
    if count == of:
        return "both" if of == 2 else f"all {of}"
    return f"{count} of {of}"


def read(reports: Sequence[Report]) -> list[signals.Signals]:
    """The signals, with the words behind them, of the reports of a story that speak for it."""
    return [signals.read(report, surfaces=True) for report in reports[:_READ]]


def explain(
    reports: Sequence[Report], read: Sequence[signals.Signals], language: str = ""
) -> tuple[str, ...]:
    """What the reports of a story share, a line a kind and a number of reports, most widely shared first:
    ``all 3 name Baghouz and SDF``; in the words of a report in ``language``, or at
    least in its script, where there is one. Empty for
    a single report."""
    if len(reports) < 2:
        return ()
    pairs = list(zip(reports, read, strict=False))
    script = next((one.script for report, one in pairs if report.language == language), 0)
    pairs.sort(key=lambda pair: (pair[0].language != language, pair[1].script != script))
    shown = [report for report, _ in pairs]
    read = [one for _, one in pairs]
    lines: list[str] = []
    for kind, verb in _SAYS:
        first, last = signals.FAMILIES[kind]
        held: Counter[int] = Counter()
        rarity: dict[int, float] = {}
        surface: dict[int, str] = {}
        # Where every noun has a capital, one does not make a name: some report of another language must
        # have it too, or it is only said that both use the word.
        sure: set[int] = set()
        for report, one in zip(shown, read, strict=True):
            if not facts(report.language, "names").get("capitalised_nouns"):
                sure.update(one.keys[first:last].tolist())
            for key, weight in zip(
                one.keys[first:last].tolist(), one.rarity[first:last].tolist(), strict=True
            ):
                if key and weight >= _TELLING:
                    held[key] += 1
                    rarity[key] = weight
                    surface.setdefault(key, one.surfaces.get(key, ""))
        by_count: defaultdict[tuple[int, bool], list[int]] = defaultdict(list)
        shared = [key for key, count in held.items() if count > 1 and surface[key]]
        shared.sort(key=lambda key: (-held[key] * rarity[key], surface[key], key))
        for key in shared[:_SHOWN]:
            by_count[held[key], kind != "names" or key in sure].append(key)
        for count, named in sorted(by_count, reverse=True):
            things = _listed([surface[key] for key in by_count[count, named]])
            lines.append(f"{_who(count, len(read))} {verb if named else 'write'} {things}")
    copied = fingerprints.copies([signals.content(report) for report in reports[:_READ]])
    for copy in copied:
        lines.append(f"{reports[copy.place].id} is a copy of {reports[copy.original].id}")
    if not lines:
        lines.append("their words mean nearly the same")
    return tuple(lines)


def main_language(reports: Sequence[Report]) -> str:
    """The main language of a story: that of most reports, of equals that with most text."""
    volume: dict[str, tuple[int, int]] = {}
    for report in reports:
        count, length = volume.get(report.language, (0, 0))
        volume[report.language] = (count + 1, length + len(report.text))
    return max(sorted(volume), key=lambda language: volume[language])


def headline(reports: Sequence[Report], read: Sequence[signals.Signals]) -> Report:
    """The report whose title says best what the story is about: in the main language, the one with most of
    what the others share in it, not too long; the earliest of equals."""
    main = main_language(reports)
    held: Counter[int] = Counter()
    for one in read:
        held.update({key for key in one.keys.tolist() if key})

    def clarity(place: int) -> tuple[float, int]:
        report = reports[place]
        size = len(report.title)
        if not report.title.strip():
            return (-1.0, -place)
        own = {key for key in signals.read_text(report.title, report.language).keys.tolist() if key}
        shared = sum(held[key] - 1 for key in own) / (4 + len(own))
        foreign = 1.0 if report.language == main else 0.1
        return (round(shared * foreign * (1.0 if 20 <= size <= 140 else 0.5), 4), -place)

    return reports[max(range(len(read)), key=clarity)]
