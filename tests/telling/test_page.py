"""The page as a document: self-contained, escaped, complete, the same every time."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from rashomon.model import NameEntry, Passage, Report, Span, Story, Synopsis, TimelineEntry
from rashomon.telling.page import pages, render
from tests.telling.happening import FALLEN_BRIDGE, HOSTILE

_VOID = {"meta", "line", "path", "rect", "circle", "stop", "input"}


class _Outline(HTMLParser):
    """Checks that tags nest and gathers attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            assert self.open.pop() == tag


@pytest.fixture(scope="module")
def page() -> str:
    return render([FALLEN_BRIDGE])


def _outline(page: str) -> _Outline:
    outline = _Outline()
    outline.feed(page)
    outline.close()
    return outline


def test_it_is_one_well_formed_document(page: str) -> None:
    outline = _outline(page)
    assert outline.open == []
    assert page.startswith("<!doctype html>")
    assert outline.tags.count("script") == 1
    assert outline.tags.count("style") == 1


def test_it_needs_nothing_from_anywhere(page: str) -> None:
    names = {name for name, _ in _outline(page).attributes}
    assert not names & {"src", "srcset", "action", "style", "ping"}
    assert not [name for name in names if name.startswith("on")]
    targets = [value for name, value in _outline(page).attributes if name == "href"]
    assert all(target.startswith("#") for target in targets)
    assert not re.search(r"@import|url\((?!#)", page)


def test_its_policy_allows_only_its_own_style_and_script(page: str) -> None:
    policy = next(value for name, value in _outline(page).attributes if value.startswith("default-src"))
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert policy.count("sha256-") == 2


def test_every_link_has_its_target(page: str) -> None:
    attributes = _outline(page).attributes
    ids = {value for name, value in attributes if name == "id"}
    assert {value.removeprefix("#") for name, value in attributes if name == "href"} <= ids


def test_text_of_a_report_is_escaped(page: str) -> None:
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page


def test_hostile_words_anywhere_are_only_words() -> None:
    hostile = '"><img src=x onerror=alert(1)>'
    report = Report(
        "a", hostile, hostile, language='en" onfocus="x', title=hostile, outlet=hostile, byline=hostile
    )
    story = Story(hostile, hostile, "en", hostile, hostile, (report,), (hostile,))
    outline = _outline(render([Synopsis(story, aligned_by=hostile)]))
    assert "img" not in outline.tags
    assert not [name for name, _ in outline.attributes if name.startswith("on")]


def test_the_same_input_gives_the_same_page(page: str) -> None:
    assert render([FALLEN_BRIDGE]) == page


def test_disagreements_come_first_then_words_and_the_reports_last(page: str) -> None:
    places = [page.index(f'id="s1-{part}"') for part in ("differ", "said", "figures", "time", "coverage",
              "names", "copies", "reports")]  # fmt: skip
    assert places == sorted(places)


def test_the_original_wording_comes_first(page: str) -> None:
    statement = page[page.index('<div class="statement"') :]
    assert (
        statement.index("The Orla Courier") < statement.index("Daily Blare") < statement.index("Velmbladet")
    )
    assert statement.index("Original") < statement.index("Cut") < statement.index("Translated")


def test_reported_speech_is_never_in_quote_marks(page: str) -> None:
    for quote in re.findall(r'<div class="wording indirect[^"]*">.*?</div>', page, re.S):
        assert "<q>" not in quote
        assert "Reported, not verbatim" in quote


def test_changes_and_cuts_are_shown(page: str) -> None:
    assert "The bridge was <del>tested</del> <ins>checked</ins> in March" in page
    assert 'Leaves out: <del dir="auto" lang="en">I cannot explain why it fell today,</del>' in page


def test_where_more_changed_than_stayed_the_words_stand_alone(page: str) -> None:
    assert ">No fewer than 65 were hurt</blockquote>" in page


def test_an_inferred_date_says_so(page: str) -> None:
    assert "3\u2009–\u20094 May 2024 (date inferred)" in page


def test_a_report_without_an_outlet_shows_its_file_name(page: str) -> None:
    assert "003_passerelle.txt" in page


def test_several_stories_begin_with_a_list() -> None:
    other = replace(FALLEN_BRIDGE, story=replace(FALLEN_BRIDGE.story, id="other", headline="Another day"))
    page = render([FALLEN_BRIDGE, other])
    outline = _outline(page)
    ids = [value for name, value in outline.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert page.index("2 stories") < page.index('href="#s2"') < page.index('id="s2"')
    assert outline.tags.count("h1") == 1


def test_a_headline_that_the_reader_cannot_read_gives_way_to_a_title_in_the_readers_language() -> None:
    story = replace(FALLEN_BRIDGE.story, headline="Bron föll", language="sv")
    english = next(report for report in story.reports if report.language == "en" and report.title)
    told = replace(FALLEN_BRIDGE, story=story)
    assert f">{english.title}</h1>" in render([told])
    assert ' lang="sv">Bron föll</h1>' in render([told], "sv")
    alone = replace(story, reports=tuple(one for one in story.reports if one.language != "en"))
    assert "Bron föll</h1>" in render([Synopsis(alone)])


def test_the_story_of_most_reports_comes_first() -> None:
    small = replace(FALLEN_BRIDGE.story, headline="Alone", reports=FALLEN_BRIDGE.story.reports[:1])
    page = render([Synopsis(small), FALLEN_BRIDGE])
    assert page.index("Footbridge falls") < page.index("Alone")


def test_no_story_is_a_page_too() -> None:
    assert "0 stories" in render([])


def test_a_story_of_one_report_with_nothing_in_it_is_a_page_too() -> None:
    page = render([Synopsis(Story("s", "", "und", "", "", (Report("a", "", ""),)))])
    assert "Only one report tells this" in page
    assert "disagree" not in page[page.index("<main") : page.index("<script>")]
    assert _outline(page).open == []


def test_a_long_report_is_folded() -> None:
    long = Report("a", "a.txt", "word " * 4000)
    page = render([Synopsis(Story("s", "Long", "en", "", "", (long,)))])
    assert '<details class="read">\n<summary>The text as it was read' in page


def test_a_passage_of_a_report_that_is_not_in_the_story_is_an_error() -> None:
    entry = replace(
        FALLEN_BRIDGE.timeline[0], mentions=(replace(FALLEN_BRIDGE.timeline[0].mentions[0], report="?"),)
    )
    with pytest.raises(KeyError):
        render([replace(FALLEN_BRIDGE, timeline=(entry,))])
    assert Span(0, 1) < Span(0, 2)


def test_who_gives_what_stands_with_the_values_and_not_in_the_note_too() -> None:
    compared = replace(FALLEN_BRIDGE.figures[0], note="apart by 25; according to a, b and c; newest: 65")
    page = render([replace(FALLEN_BRIDGE, figures=(compared,))])
    assert "They differ:</span> apart by 25; newest: 65</p>" in page


def test_notes_speak_of_outlets_and_dates_not_of_ids() -> None:
    told = FALLEN_BRIDGE
    named = replace(told.story.reports[0], id="756412321284d275")
    other = Synopsis(
        replace(told.story, reports=(named,)),
        names=(NameEntry("n", "place", "Velm", ("the town",), (Passage(named.id, Span(0, 4)),) * 2, ()),),
        timeline=(
            TimelineEntry("2024-05-03", "2024-05-03", "day", "x", (Passage(named.id, Span(0, 4)),),
                          f"dated 2024-05-02 in {named.id}"),
        ),
    )  # fmt: skip
    page = render([other])
    assert page.count("dated 2 May 2024 in The Orla Courier") == 2
    assert "756412321284d275" not in page


def test_values_without_a_number_are_listed_all_the_same() -> None:
    first, second = FALLEN_BRIDGE.figures[1].values
    unknown = tuple(replace(value, low=None, high=None) for value in (first, second))
    for verdict in ("differ", "compatible"):
        compared = replace(FALLEN_BRIDGE.figures[1], values=unknown, verdict=verdict)
        page = render([replace(FALLEN_BRIDGE, figures=(compared,))])
        assert all(f">{value.text}</a>" in page for value in unknown)


def test_a_figure_that_is_only_known_by_its_sentence_is_headed_by_what_is_measured() -> None:
    sentence = (
        "The bridge was said to have carried as many people as had ever stood on it at one time, or more"
    )
    compared = replace(FALLEN_BRIDGE.figures[1], about=sentence)
    page = render([replace(FALLEN_BRIDGE, figures=(compared,))])
    assert "disagree about 1 figure</a>." in page
    assert '<span dir="auto">An area</span></h3>' in page
    assert f'<p class="context" dir="auto">{sentence}</p>' in page
    long = render([replace(FALLEN_BRIDGE, figures=(replace(compared, about="橋" * 190),))])
    assert f"{'橋' * 160} …</p>" in long


def test_what_is_counted_heads_its_figures(page: str) -> None:
    assert '<span dir="auto">People hurt</span></h3>' in page
    assert "disagree about 2 figures</a>: <bdi>people hurt</bdi> and <bdi>area searched</bdi>." in page


def test_statements_stand_under_who_said_them(page: str) -> None:
    said = page[page.index('id="s1-said"') : page.index('id="s1-figures"')]
    assert re.findall(r'<h[34] class="sub"><span[^>]*>([^<]*)</span>', said) == [
        "Ana Ruskova", "Speaker left open", "a diver",
    ]  # fmt: skip


def test_a_passage_leads_back_to_the_facts_it_stands_in(page: str) -> None:
    back = re.findall(r'<a class="home q" href="#(s1-q1)" aria-label="Back to: Ana Ruskova"', page)
    assert len(back) == 5
    assert page.count('id="s1-q1"') == 1


@pytest.mark.parametrize(("language", "first"), [("sv", "Bron provades"), ("fr", "The bridge was tested")])
def test_the_version_in_the_readers_language_comes_first(language: str, first: str) -> None:
    page = render([FALLEN_BRIDGE], language)
    statement = page[page.index('<div class="statement" id="s1-q1"') :]
    largest = re.search(r'<div class="wording direct first">\s*<blockquote[^>]*><q>(.*?)</q>', statement)
    assert largest is not None
    assert largest[1].startswith(first)  # what is only reported in French is no version to show first
    assert "The bridge was tested" in statement


def test_the_title_is_the_headline_and_nothing_else(page: str) -> None:
    assert "<title>Footbridge falls into the Orla during market day</title>" in page


def test_the_title_of_a_report_is_shown_where_its_text_has_none() -> None:
    report = Report("a", "https://a.example/1", "It fell.", "en", "A bridge falls", "The Orla Courier")
    page = render([Synopsis(Story("s", "s", "en", "", "", (report,)))])
    assert '<p class="title" dir="auto">A bridge falls</p>' in page
    assert "https://a.example/1</span>" in page


def test_what_could_not_be_decided_is_not_said_to_be_left_out() -> None:
    entry = replace(FALLEN_BRIDGE.coverage[1], absent_from=())
    page = render([replace(FALLEN_BRIDGE, coverage=(entry,))])
    matrix = page[page.index('<table class="matrix">') : page.index("</table>")]
    assert "undecided" in matrix
    assert "not told" not in matrix
    assert "not that it does not" in page


def test_a_folder_of_pages_has_a_list_and_a_page_a_story_each_complete() -> None:
    other = replace(FALLEN_BRIDGE, story=replace(FALLEN_BRIDGE.story, id="../x", headline="Another day"))
    made = dict(pages([FALLEN_BRIDGE, other]))
    assert list(made) == ["0001-velm.html", "0002-x.html", "index.html"]
    for name, page in made.items():
        outline = _outline(page)
        assert outline.open == []
        assert outline.tags.count("h1") == 1
        targets = {value for key, value in outline.attributes if key == "href" and value[0] != "#"}
        assert targets == ({"index.html"} if name != "index.html" else set(made) - {"index.html"})
    assert "velmbladet" in made["index.html"]


def test_a_heavy_page_folds_its_texts_and_every_link_still_has_its_target() -> None:
    reports = tuple(
        replace(report, text=report.text + "\n\n" + "word " * 5000) for report in FALLEN_BRIDGE.story.reports
    )
    page = render([replace(FALLEN_BRIDGE, story=replace(FALLEN_BRIDGE.story, reports=reports))])
    outline = _outline(page)
    assert outline.open == []
    assert outline.tags.count("noscript") > 5
    ids = {value for name, value in outline.attributes if name == "id"}
    assert {v.removeprefix("#") for name, v in outline.attributes if name == "href"} <= ids
    depth = 0
    for tag in re.findall(r"</?noscript>", page):
        depth += 1 if tag == "<noscript>" else -1
        assert depth in {0, 1}


def test_a_line_of_the_timeline_leads_to_the_words_it_shows() -> None:
    texts = {"a": "Det brann i tisdags.", "b": "It burned on Tuesday."}
    reports = tuple(Report(name, name, text) for name, text in texts.items())
    mentions = tuple(Passage(name, Span(0, len(text))) for name, text in texts.items())
    line = TimelineEntry(
        "2026-03-03", "2026-03-03", "day", texts["b"], mentions, "dated 2026-03-02 elsewhere"
    )
    page = render([Synopsis(Story("s", "s", "en", "", "", reports), (), (), (), (line,), (), ())])
    assert re.search(r'<a class="to" href="#r2-0-21"[^>]*>It burned on Tuesday\.</a>', page)
    assert "disputed" in page.split('<ol class="timeline">')[1]


def test_what_one_report_gives_is_not_said_to_agree(page: str) -> None:
    lone = page.partition("In one report only")[2].partition("</details>")[0]
    assert "agree" not in lone
    assert "compatible" not in lone
