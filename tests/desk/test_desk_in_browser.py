"""The desk as a person uses it, in a real browser: by mouse, by keyboard alone, small and wide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen
from xml.etree import ElementTree as ET

import pytest

import rashomon
from rashomon.decisions import Decision
from rashomon.library import Library
from rashomon.library.adding import add
from rashomon.library.searching import save
from rashomon.library.watching import watch
from rashomon.reading import read_paths
from tests.browsing import CONTRASTS, chromium
from tests.desk.conftest import EXAMPLES, serving

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
    words = first.locator("bdi").last.inner_text()
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
    with serving(where) as again:
        other = tab.context.browser.new_context(base_url=again).new_page()
        other.goto(tab.url.removeprefix(served))
        assert other.locator(".speaker").get_by_text("Somebody Else").count()
        other.context.close()
    tab.goto("/decisions")
    tab.get_by_role("button", name=re.compile("Undo")).click()
    assert tab.locator(".undone").count() == 1
    with Library.open(where) as library:
        assert "Somebody Else" not in speakers(library)


def test_a_speaker_is_corrected_in_place_and_the_correction_undone(tab: Any, where: str) -> None:
    tab.goto("/")
    tab.get_by_role("link", name="Kornsiloen").click()
    before = tab.locator(".speaker h3, .speaker h4").all_inner_texts()
    tab.get_by_role("button", name="Correct: Farmers' Post").first.click()
    field = tab.locator(".fixing").get_by_label("Said by")
    assert field.evaluate("f => f === document.activeElement")
    field.fill("Somebody Else")
    field.press("Enter")
    tab.get_by_text("Corrected, from now on").wait_for()
    assert "Somebody Else" in tab.locator(".speaker h3, .speaker h4").all_inner_texts()
    tab.get_by_role("status").get_by_role("button", name="Undo").click()
    tab.wait_for_load_state()
    assert tab.locator(".speaker h3, .speaker h4").all_inner_texts() == before


def test_what_two_people_correct_at_once_is_said(tab: Any, served: str) -> None:
    tab.goto("/")
    tab.get_by_role("link", name="Kornsiloen").click()
    other = tab.context.new_page()
    other.goto(tab.url)
    for page, name in ((tab, "Ada Lund"), (other, "Bo Moe")):
        page.get_by_role("button", name="Correct: Farmers' Post").first.click()
        page.locator(".fixing").get_by_label("Said by").fill(name)
        page.locator(".fixing").get_by_role("button", name="Correct the speaker").click()
    assert "Ada Lund" in other.get_by_role("alert").inner_text()
    other.get_by_role("button", name="Keep mine all the same").click()
    other.get_by_text("Corrected, from now on").wait_for()
    assert "Bo Moe" in other.locator(".speaker").all_inner_texts()[0]
    other.close()


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


def test_what_is_new_since_one_looked_is_said(tab: Any, where: str) -> None:
    tab.goto("/")
    tab.get_by_role("link", name="Kornsiloen").click()
    assert tab.get_by_role("heading", name="New since you looked").count() == 0
    text = (EXAMPLES / "farmers-post.en.txt").read_text(encoding="utf-8")
    later = rashomon.report(text.replace("600 tonnes", "650 tonnes"), id="later", outlet="Valley Post")
    with Library.open(where) as library:
        add(library, [later])
        story = library.story_of("later")
        assert tab.url.endswith(story)
    tab.goto("/")
    item = tab.locator(f"li.news[data-story={story}]")
    assert item.get_by_text("changed").is_visible()
    item.get_by_role("link").first.click()
    new = tab.get_by_role("region", name="New since you looked")
    assert "Valley Post" in new.inner_text()
    new.get_by_role("link").first.click()
    assert "/report/later" in tab.url
    tab.go_back()
    tab.reload()
    assert tab.get_by_role("heading", name="New since you looked").count() == 0
    assert "joined" in tab.locator(".history li").first.inner_text()


def test_stories_are_put_on_a_list_and_taken_off_it(tab: Any) -> None:
    tab.goto("/")
    tab.get_by_role("button", name=re.compile("^Put on the list reading: Kornsiloen")).click()
    tab.locator("select[name=list]").select_option(label="reading (1)")
    tab.get_by_role("button", name="Show").click()
    assert tab.locator("li.item").count() == 1
    tab.get_by_role("button", name=re.compile("^Take off the list reading")).click()
    tab.goto("/")
    assert tab.locator("select[name=list]").count() == 0


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
    tab.keyboard.press("/")
    tab.keyboard.type("oil")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search**")
    tab.keyboard.press("s")
    tab.keyboard.type("the oil")
    tab.keyboard.press("Enter")
    tab.get_by_role("link", name="Atom feed").wait_for()


def test_every_part_of_a_story_is_reached_by_keyboard(tab: Any) -> None:
    tab.goto("/")
    tab.get_by_role("link", name="Kornsiloen").click()
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    reached = set()
    for _ in range(200):
        tab.keyboard.press("Tab")
        reached.add(tab.evaluate("document.activeElement.textContent.trim().slice(0, 40)"))
        seen = tab.evaluate("""() => { const box = document.activeElement.getBoundingClientRect();
            const style = getComputedStyle(document.activeElement);
            return box.width > 0 && (style.outlineStyle !== 'none' || style.boxShadow !== 'none'
                || document.activeElement === document.body); }""")
        assert seen, tab.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    assert {"correct", "Who said what", "Farmers' Post", "Do it", "Mark as not read"} <= reached


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


def every_page(page: Any) -> list[str]:
    page.goto("/")
    paths = ["/", "/search?q=oil", "/search?q=speeker:x", "/names", "/sources", "/decisions"]
    paths += [link.get_attribute("href") for link in page.locator("a.open").all()]
    page.goto("/search?q=oil")
    paths.append(page.locator("a.open").first.get_attribute("href"))
    return paths


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_no_barrier(browser: Any, served: str, where: str, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    with Library.open(where) as library:
        save(library, "oil", "oil", webhook="https://hook.example.org/")
        watch(library, "https://news.example.org/feed", kind="address")
        library.database.run("UPDATE source SET failures = 2, result = 'does not answer'")
        story = library.database.all("SELECT id FROM story ORDER BY id")[0]["id"]
        report = library.reports(story)[0]
        said = Decision("no_figure", reports=(report.id,), words="no such words")
        library.decide([said], "Ada")
    context = browser.new_context(
        viewport={"width": width, "height": 900}, base_url=served, color_scheme=scheme
    )
    page = context.new_page()
    found = {}
    for path in every_page(page):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
        wrong = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
        if wrong:
            found[path] = [(one["id"], one["nodes"][0]["html"][:200], one["help"]) for one in wrong]
    page.goto("/")
    page.keyboard.press("?")
    wrong = axe.run(page).response["violations"]
    context.close()
    assert not found
    assert not wrong


def test_a_page_that_is_read_from_right_to_left(browser: Any, tmp_path: Path) -> None:
    where = str(tmp_path / "arabic.db")
    with Library.open(where) as library:
        add(library, read_paths([str(EXAMPLES / "al-marsa.ar.txt")]).reports)
    with serving(where) as address:
        for width in (390, 1440):
            page = browser.new_context(viewport={"width": width, "height": 900}, base_url=address).new_page()
            page.goto("/")
            link = page.locator("a.open")
            assert link.evaluate("e => getComputedStyle(e).direction") == "rtl"
            link.click()
            assert page.locator("h1").evaluate("e => getComputedStyle(e).direction") == "rtl"
            page.locator(".history a").first.click()
            body = page.locator(".text p.body").first
            assert body.evaluate("e => getComputedStyle(e).direction") == "rtl"
            box, whole = body.bounding_box(), page.locator(".text").bounding_box()
            assert box["x"] + box["width"] == pytest.approx(whole["x"] + whole["width"], abs=2)
            over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(over) <= 0
            page.context.close()


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
