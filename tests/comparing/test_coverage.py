"""What only one report tells and what all but one tell, claimed only where nothing elsewhere comes near."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from rashomon.comparing.coverage import coverage
from rashomon.model import Block, BlockKind, NameEntry, Passage, Report, Span

FLOOD = "The river rose two metres in a single night and flooded the lower town."
FLOOD_TOO = "In a single night the river rose two metres and flooded the lower town."
MAYOR = "Mayor Anna Berg promised every family that lost a home money before winter."
TRAIN = "Trains between the coast and the capital will not run before Thursday morning."
BEES = "Beekeepers north of the bridge reported that forty hives were swept away."


def overlap(a: str, _: str, b: str, __: str) -> float:
    """Likeness by common words, standing in for the interlingua."""
    left, right = (set(regex.findall(r"\w+", text.lower())) for text in (a, b))
    return len(left & right) / max(1, min(len(left), len(right)))


def report(name: str, *sentences: str, kind: BlockKind = "body") -> Report:
    text = " ".join(sentences)
    return Report(name, name, text, "en", blocks=(Block(kind, Span(0, len(text))),))


def told(reports: list[Report]) -> dict[str, tuple[set[str], tuple[str, ...]]]:
    texts = {r.id: r.text for r in reports}
    return {
        entry.about: ({p.span.of(texts[p.report]) for p in entry.passages}, entry.absent_from)
        for entry in coverage(reports, overlap, ())
    }


def test_what_only_one_tells() -> None:
    found = told([report("a", FLOOD, BEES), report("b", FLOOD_TOO), report("c", FLOOD_TOO)])
    assert found == {BEES: ({BEES}, ("b", "c"))}


def test_what_all_but_one_tell() -> None:
    reports = [report("a", FLOOD, MAYOR), report("b", FLOOD_TOO, MAYOR), report("c", TRAIN, MAYOR)]
    found = told(reports)
    assert found[FLOOD] == ({FLOOD, FLOOD_TOO}, ("c",))
    assert found[TRAIN] == ({TRAIN}, ("a", "b"))
    assert not any(MAYOR in passages for passages, _ in found.values())


def test_neighbouring_sentences_are_one_entry() -> None:
    found = told([report("a", FLOOD, BEES, TRAIN), report("b", FLOOD)])
    assert found == {BEES: ({BEES, TRAIN}, ("b",))}


def test_a_report_that_repeats_itself_tells_a_thing_once_and_each_place_is_shown() -> None:
    reports = [report("a", FLOOD, BEES, FLOOD, BEES), report("b", FLOOD_TOO, FLOOD_TOO, FLOOD_TOO)]
    assert [entry.about for entry in coverage(reports, overlap, ())] == [BEES, BEES]

    def all_alike(texts: Sequence[str], _: Sequence[str]) -> list[list[float]]:
        return [[overlap(one, "", other, "") for other in texts] for one in texts]

    for many in (None, all_alike):
        found = coverage(reports, overlap, (), many=many)
        assert [entry.passages[0].span.start for entry in found] == [
            len(FLOOD) + 1,
            2 * len(FLOOD) + len(BEES) + 3,
        ]


def test_headings_and_captions_claim_nothing_but_still_tell() -> None:
    assert told([report("a", BEES, kind="caption"), report("b", FLOOD)]).keys() == {FLOOD}
    assert BEES not in told([report("a", BEES), report("b", BEES, kind="title")])


def test_shared_names_and_doubt_keep_silent() -> None:
    a = report("a", "Anna Berg told families at the hall that she would find money for homes.")
    b = report("b", "At the hall families asked Anna Berg about homes and the money they need.")
    names = (
        NameEntry(
            "person:anna-berg",
            "person",
            "Anna Berg",
            (),
            (Passage("a", Span(0, 9)), Passage("b", Span(27, 36))),
        ),
    )
    assert coverage([a, b], overlap, names) == ()


def test_one_report_alone_has_nothing_to_compare() -> None:
    assert coverage([report("a", FLOOD)], overlap, ()) == ()


def test_labels_are_the_passages_own_words() -> None:
    long = " ".join(["Beekeepers", *["north"] * 40, "lost", "hives."])
    (entry,) = (
        e for e in coverage([report("a", long), report("b", FLOOD)], overlap, ()) if e.absent_from == ("b",)
    )
    assert long.startswith(entry.about.removesuffix(" …"))
