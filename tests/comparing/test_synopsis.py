"""Who a statement's speaker is, by what the story knows of its people."""

from __future__ import annotations

from rashomon.comparing.synopsis import _voices, _with_entities, compare
from rashomon.marking import mark
from rashomon.model import Block, NameEntry, NameKind, Report, Span, Statement, Story, Synopsis


def entry(number: int, kind: NameKind, name: str, *aliases: str) -> NameEntry:
    return NameEntry(f"e{number}", kind, name, aliases, ())


def said_by(speaker: str, *entries: NameEntry) -> tuple[str, str]:
    """The speaker's name and entity of a statement, once the story's names are known."""
    (told,) = _with_entities([Statement("s1", speaker, "", "We are ready.", ())], _voices(entries))
    return told.speaker, told.entity


def test_a_speaker_gets_the_name_the_story_knows() -> None:
    known = entry(1, "person", "Hanna Lindqvist", "Lindqvist")
    assert said_by("Lindqvist", known) == ("Hanna Lindqvist", "e1")
    assert said_by("NSSB", entry(1, "organisation", "Nordic Board", "nssb")) == ("Nordic Board", "e1")


def test_a_name_of_two_people_stays_as_it_was_written() -> None:
    sisters = (entry(1, "person", "Hanna Berg", "Berg"), entry(2, "person", "Anna Berg", "Berg"))
    assert said_by("Berg", *sisters) == ("Berg", "")
    assert said_by("Anna Berg", *sisters) == ("Anna Berg", "e2")


def test_places_do_not_speak_and_nobody_stays_nobody() -> None:
    assert said_by("Oslo", entry(1, "place", "Oslo")) == ("Oslo", "")
    assert said_by("", entry(1, "person", "Hanna Berg")) == ("", "")


def test_a_story_too_large_for_all_pairs_says_so_and_a_small_one_says_nothing() -> None:
    def compared(count: int) -> Synopsis:
        text = "Dozens of residents left the island of Sandvær on Tuesday. {} boats sailed."
        reports = []
        for number in range(count):
            told = text.format(number + 2)
            body = (Block("body", Span(0, len(told))),)
            reports.append(mark(Report(f"r{number:03}", "a.jsonl", told, "en", blocks=body)))
        return compare(Story("s", "Sandvær", "en", "", "", tuple(reports)), encoder=None)

    assert compared(4).bounded == ()
    assert any("reuse" in said and "left out" in said for said in compared(80).bounded)
