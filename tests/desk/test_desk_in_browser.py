"""The desk as a person uses it, in a real browser: by mouse, by keyboard alone, small and wide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.request import urlopen
from xml.etree import ElementTree as ET

import pytest

from rashomon.library import Library
from rashomon.library.adding import add
from rashomon.reading import read_paths
from tests.browsing import CONTRASTS, chromium
from tests.desk.conftest import EXAMPLES

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def asked() -> list[str]:
    """The addresses a browser asked for."""
    return []


@pytest.fixture
def tab(browser: Any, served: str, asked: list[str]) -> Iterator[Any]:
    """A page of the browser on the desk; errors of scripts and of the policy fail the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=served)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    yield page
    context.close()
    assert not wrong
    assert all(url.startswith((served, "data:")) for url in asked)


def test_from_a_disagreement_to_both_passages_and_back(tab: Any) -> None:
    tab.goto("/")
    tab.get_by_role("link", name="Cargo ship runs aground").click()
    tab.get_by_role("link", name="Disagreements").click()
    givers = tab.locator(".givers").first
    for place in (0, -1):
        link = givers.locator("a.to").nth(place)
        name = link.get_attribute("href")[1:]
        link.click()
        assert tab.locator(f"[id='{name}']").is_visible()
        assert tab.url.endswith("#" + name)
        tab.get_by_role("button", name="Back to the fact").click()
        assert tab.evaluate("document.activeElement.getAttribute('href')") == "#" + name


def speakers(library: Library) -> set[str]:
    return {row["speaker"] for row in library.database.all("SELECT speaker FROM statement")}


def test_a_corrected_speaker_stays_corrected(tab: Any, served: str, where: str) -> None:
    tab.goto("/")
    tab.get_by_role("link", name="Kornsiloen").click()
    tab.get_by_text("Who said what", exact=True).last.click()
    first = tab.locator("#correct-said li").first
    words = first.locator("bdi").inner_text()
    first.get_by_label("Said by").fill("Somebody Else")
    first.get_by_role("button", name="Correct the speaker").click()
    tab.get_by_text("Corrected, from now on").wait_for()
    statement = tab.locator(".speaker", has_text=words.strip("“”")[:30])
    assert statement.get_by_text("Somebody Else").count()
    with Library.open(where) as library:
        later = read_paths([str(EXAMPLES / "rheinbote.de.txt")]).reports[0]
        add(library, [later])
        assert "Somebody Else" in speakers(library)
    tab.reload()
    assert tab.locator(".speaker").get_by_text("Somebody Else").count()
    tab.goto("/decisions")
    tab.get_by_role("button", name=re.compile("Undo")).click()
    assert tab.locator(".undone").count() == 1
    with Library.open(where) as library:
        assert "Somebody Else" not in speakers(library)


def test_stories_are_merged_and_taken_apart_again(tab: Any) -> None:
    tab.goto("/")
    assert tab.locator("li.item").count() == 2
    other = tab.get_by_role("link", name="Cargo ship runs aground").get_attribute("href")
    tab.get_by_role("link", name="Kornsiloen").click()
    tab.get_by_text("Reports of this story").click()
    tab.get_by_label("The same story as").fill(other)
    tab.get_by_role("button", name="Merge the two").click()
    tab.get_by_role("button", name="Undo").wait_for()
    tab.goto("/")
    assert tab.locator("li.item").count() == 1
    tab.goto("/decisions")
    tab.get_by_role("button", name=re.compile("Undo")).click()
    tab.goto("/")
    assert tab.locator("li.item").count() == 2


def test_a_report_is_split_off(tab: Any) -> None:
    tab.goto("/")
    tab.get_by_role("link", name="Kornsiloen").click()
    tab.get_by_text("Reports of this story").click()
    tab.get_by_role("button", name="Belongs to another story").first.click()
    tab.goto("/")
    assert tab.locator("li.item").count() == 3


def test_a_search_is_saved_and_its_feed_read(tab: Any, served: str) -> None:
    tab.goto("/")
    tab.keyboard.press("/")
    tab.keyboard.type("oil language:en")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search**")
    assert tab.locator("li.item").count() >= 1
    tab.get_by_label("Save this search as").fill("oil in English")
    tab.get_by_role("button", name="Save", exact=True).click()
    href = tab.get_by_role("link", name="Atom feed").get_attribute("href")
    with urlopen(served + href) as answer:
        feed = ET.fromstring(answer.read())
    atom = "{http://www.w3.org/2005/Atom}"
    assert feed.findtext(f"{atom}title") == "oil in English"
    entries = feed.findall(f"{atom}entry")
    assert entries
    for entry in (feed, *entries):
        assert all(entry.findtext(f"{atom}{name}") for name in ("id", "title", "updated"))
    link = entries[0].find(f"{atom}link")
    assert link is not None
    tab.goto(link.attrib["href"])
    assert "oil" in tab.locator(".text").inner_text().lower()
    tab.goto("/search")
    tab.get_by_role("button", name="Forget the search").click()
    assert tab.get_by_role("link", name="Atom feed").count() == 0


def test_what_was_read_is_known_and_can_be_unread(tab: Any) -> None:
    tab.goto("/")
    assert tab.locator("li.news").count() == 2
    tab.get_by_role("link", name="Kornsiloen").click()
    tab.goto("/")
    assert tab.locator("li.news").count() == 1
    tab.get_by_role("link", name="Kornsiloen").click()
    tab.get_by_role("button", name="Mark as not read").click()
    assert tab.locator("li.news").count() == 2


def test_by_keyboard_alone(tab: Any) -> None:
    tab.goto("/")
    tab.keyboard.press("j")
    tab.keyboard.press("j")
    tab.keyboard.press("k")
    assert tab.locator(".chosen").inner_text().startswith(tab.locator("li.item").first.inner_text()[:10])
    tab.keyboard.press("x")
    tab.wait_for_load_state()
    tab.locator("select[name=list]").wait_for()
    tab.keyboard.press("?")
    assert tab.get_by_role("dialog").is_visible()
    tab.keyboard.press("Escape")
    assert not tab.get_by_role("dialog").is_visible()
    tab.keyboard.press("j")
    tab.keyboard.press("o")
    tab.wait_for_url("**/story/**")
    tab.keyboard.press("Escape")
    tab.wait_for_url(re.compile(r"/$|/\?"))


def test_a_report_leads_back_to_its_comparisons(tab: Any) -> None:
    tab.goto("/search?q=oil+language:en")
    tab.locator("a.open").first.click()
    assert tab.locator(".standing a.to").count() > 1
    link = tab.locator(".standing a.to").first
    name = link.get_attribute("href")[1:]
    link.click()
    assert tab.locator(f"[id='{name}']").is_visible()
    tab.locator(".standing").get_by_role("link", name="in the story").first.click()
    tab.wait_for_url("**/story/**")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 720, 1440])
def test_every_page_fits_and_can_be_read(browser: Any, served: str, width: int, scheme: str) -> None:
    """At 390 pixels, at 720 (1440 at 200 per cent) and at 1440: nothing runs over, no contrast is low."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, base_url=served, color_scheme=scheme
    )
    page = context.new_page()
    page.goto("/")
    paths = ["/", "/search?q=oil", "/names", "/sources", "/decisions"]
    paths.append(page.locator("a.open").first.get_attribute("href"))
    page.goto("/search?q=oil")
    paths.append(page.locator("a.open").first.get_attribute("href"))
    for path in paths:
        page.goto(path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, path
        [worst, *_] = page.evaluate(CONTRASTS)
        assert worst[0] >= 4.5, (path, worst)
        assert page.evaluate("[...document.querySelectorAll('input, select')].every("
                             "f => f.type === 'hidden' || f.labels && f.labels.length)"), path  # fmt: skip
        assert page.locator("h1").count() == 1
    context.close()


def test_everything_can_be_read_and_sent_without_scripts(browser: Any, served: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=served)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="Kornsiloen").click()
    page.get_by_text("Figures", exact=True).last.click()
    before = page.locator("#correct-figures li").count()
    page.locator("#correct-figures button").first.click()
    assert page.locator("#correct-figures li").count() < before
    context.close()


def test_the_bars_of_a_number_line_are_painted(tab: Any) -> None:
    tab.goto("/")
    tab.get_by_role("link", name="Cargo ship runs aground").click()
    fills = tab.eval_on_selector_all("svg .bar", "bars => bars.map(bar => bar.getAttribute('fill'))")
    assert fills
    for fill in fills:
        assert tab.locator(f"linearGradient[id='{fill.removeprefix('url(#').rstrip(')')}']").count() == 1
