"""The timeline: one line a happening, over all reports of a story."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from rashomon.comparing.timeline import timeline
from rashomon.encoding.interlingua import Interlingua
from rashomon.marking import moments
from rashomon.model import Block, Marks, Moment, Report, Span, TimelineEntry


def report(name: str, text: str, published: str = "2021-05-12", language: str = "en") -> Report:
    day = Moment(None, "", published, published, "day")
    made = Report(name, name, text, language, published=day, blocks=(Block("body", Span(0, len(text))),))
    return replace(made, marks=Marks(moments=moments.find(made)))


def same(text: str, language: str, other: str, other_language: str) -> float:
    """Alike as far as the rarer words are shared; a stand-in for the sentence encoder."""
    about = ("sank", "sjönk", "divers")
    topics = [{"sank" if word == "sjönk" else word for word in about if word in t} for t in (text, other)]
    return 0.9 if topics[0] & topics[1] else 0.1


ENGLISH = report("a", "The ferry sank on Saturday. Divers found it on Monday, and divers left.")
SWEDISH = report("b", "Färjan sjönk under lördagen.", language="sv")
OTHER = report("c", "The ferry sank on Sunday off the cape.")


def entry(entries: tuple[TimelineEntry, ...], start: str) -> TimelineEntry:
    (found,) = [one for one in entries if one.start == start]
    return found


def test_one_happening_of_two_languages_is_one_line() -> None:
    found = timeline([ENGLISH, SWEDISH], same)
    assert [one.start for one in found] == ["2021-05-08", "2021-05-10"]
    assert [mention.report for mention in found[0].mentions] == ["a", "b"]


def test_two_happenings_of_one_day_are_two_lines() -> None:
    market = report("d", "On Saturday the market burned down.")
    assert len(timeline([ENGLISH, market], same)) == 3


def test_a_happening_dated_differently_says_so_on_both_lines() -> None:
    found = timeline([ENGLISH, OTHER], same)
    assert "2021-05-09" in entry(found, "2021-05-08").note
    assert "2021-05-08" in entry(found, "2021-05-09").note


def test_the_text_is_words_of_a_report() -> None:
    reports = {one.id: one for one in (ENGLISH, SWEDISH, OTHER)}
    for line in timeline(list(reports.values()), same):
        assert line.text in {mention.span.of(reports[mention.report].text) for mention in line.mentions}


def test_a_night_between_two_days_joins_the_happening_of_one_of_them() -> None:
    french = report("n", "Il sank dans la nuit de vendredi à samedi.", language="fr")
    (line,) = timeline([report("a", "The ferry sank on Saturday."), french], same)
    assert (line.start, line.end) == ("2021-05-08", "2021-05-08")
    assert [mention.report for mention in line.mentions] == ["a", "n"]


def test_what_has_no_date_and_what_is_vague_makes_no_line() -> None:
    vague = report("e", "In recent weeks they waited. Since 2014 it grew. Over the past ten years it rained.")
    assert timeline([vague], same) == ()
    undated = replace(ENGLISH, published=None)
    undated = replace(undated, marks=Marks(moments=moments.find(undated)))
    assert timeline([undated], same) == ()


def test_a_signed_post_is_shown_whole() -> None:
    text = "We are all safe now. — The captain 8 May 2021"
    post = Report("p", "p", text, "en", blocks=(Block("embed", Span(0, len(text))),))
    post = replace(post, marks=Marks(moments=moments.find(post)))
    (line,) = timeline([post], same)
    assert line.text == text


def test_order_of_reports_does_not_matter() -> None:
    assert timeline([ENGLISH, SWEDISH, OTHER], same) == timeline([OTHER, SWEDISH, ENGLISH], same)


def test_a_line_is_told_in_the_main_language_of_the_story() -> None:
    danish = [report(name, "Færgen sank i lørdags ved middagstid.", language="da") for name in ("x", "y")]
    (line,) = timeline([report("a", "The ferry sank on Saturday."), *danish], same)
    assert line.text.startswith("Færgen")


def test_tellings_that_each_are_a_little_unlike_are_still_one_happening() -> None:
    """Likeness across languages runs lower, and the first telling found is not the measure of the rest."""

    def alike(text: str, language: str, other: str, other_language: str) -> float:
        sank = all(any(word in t for word in ("sank", "sjönk", "naufragó")) for t in (text, other))
        return (0.34 if language != other_language else 0.6) if sank else 0.1

    told = [
        report("a", "The ferry sank on Saturday."),
        report("b", "Färjan sjönk i lördags.", language="sv"),
        report("c", "El ferry naufragó el sábado.", language="es"),
        report("d", "On Saturday the market burned down."),
    ]
    lines = timeline(told, alike)
    assert sorted(len(line.mentions) for line in lines) == [1, 3]


def test_every_report_of_a_crowded_date_is_there_and_what_was_left_out_is_said() -> None:
    kinds = ("The ferry sank on Saturday.", "On Saturday the market burned down.")
    reports = [report(f"r{number:03}", kinds[number % 2]) for number in range(120)]
    tally: Counter[str] = Counter()
    words = Interlingua.load()
    found = timeline(reports, words.similarity, words.vectors, tally=tally)
    assert sorted(len(line.mentions) for line in found) == [60, 60]
    assert tally["timeline"] > 0
    assert timeline(reports[:8], words.similarity, words.vectors) == timeline(reports[:8], words.similarity)
