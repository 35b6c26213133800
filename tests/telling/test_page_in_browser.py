"""The page in a real browser: opened from disk, by mouse and by keyboard, small and wide, light and dark,
on paper, with scripts and without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from rashomon.telling.page import pages, render
from rashomon.telling.wording import outlet
from tests.browsing import CONTRASTS, chromium
from tests.telling.happening import ARABIC, ENGLISH, FALLEN_BRIDGE, HOSTILE

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytestmark = pytest.mark.browser

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}

#: The characters of a passage's pieces, and whether it can be seen now.
PASSAGE = """(name) => {
  const first = document.getElementById(name);
  const pieces = [first, ...document.querySelectorAll(`[data-at="${name}"]`)];
  const box = first.getClientRects()[0];
  const on_top = document.elementFromPoint(box.left + 2, box.top + 2);
  return {
    text: pieces.map((piece) => piece.textContent).join(""),
    here: pieces.every((piece) => piece.classList.contains("here")),
    seen: box.top >= 0 && box.bottom <= innerHeight && box.width > 0 && first.contains(on_top),
    focused: document.activeElement === first,
    colour: getComputedStyle(first).backgroundColor,
  };
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "story.html"
    path.write_text(render([FALLEN_BRIDGE]), encoding="utf-8")
    return path.as_uri()


class Visit:
    """A page opened in its own context, with what it asked for and complained about."""

    def __init__(self, browser: Any, url: str, **context: Any) -> None:
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.context = browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce"} | context)
        self.page = self.context.new_page()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(url)


@pytest.fixture
def visit(browser: Any, file: str) -> Iterator[Any]:
    opened: list[Visit] = []

    def open_it(fragment: str = "", **context: Any) -> Visit:
        opened.append(Visit(browser, file + fragment, **context))
        return opened[-1]

    yield open_it
    for visited in opened:
        visited.context.close()


def test_it_opens_from_disk_asks_for_nothing_and_complains_of_nothing(visit: Any, file: str) -> None:
    visited = visit()
    assert visited.asked == [file]
    assert visited.complaints == []
    assert "Footbridge falls" in visited.page.title()


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_click_on_a_fact_shows_its_passage_and_there_is_a_way_back(visit: Any, viewport: Any) -> None:
    visited = visit(viewport=viewport)
    page = visited.page
    for words in ("No fewer than 65", "barely 800 square metres", "نحو 40 شخصا"):
        link = page.locator("figure a.to", has_text=words).first
        link.click()
        passage = page.evaluate(PASSAGE, link.get_attribute("href")[1:])
        assert passage["text"] == words
        assert passage["here"]
        assert passage["seen"]
        assert passage["focused"]
        page.locator("button.back").click()
        assert link.evaluate("link => document.activeElement === link")
        assert page.locator("button.back").is_hidden()
        assert page.locator(".here").count() == 0
    assert visited.complaints == []


def test_the_browsers_own_back_button_is_a_way_back_too(visit: Any) -> None:
    page = visit().page
    page.locator("figure a.to").first.click()
    assert page.locator(".here").count() == 1
    page.go_back()
    assert page.locator(".here").count() == 0


def test_every_fact_leads_to_exactly_its_characters(visit: Any) -> None:
    page = visit().page
    names = page.evaluate(
        "() => [...document.querySelectorAll('.facts a[href^=\"#r\"]')].map((a) => a.hash.slice(1))"
    )
    assert len(set(names)) > 25
    texts = {outlet(report): report.text for report in FALLEN_BRIDGE.story.reports}
    for name in set(names):
        number, start, end = name.split("-")
        text = texts[page.locator(f"#{number}-title").inner_text()][int(start) : int(end)]
        shown = page.evaluate(PASSAGE, name)["text"]
        assert "".join(shown.split()) == "".join(text.split())


def test_it_can_be_used_with_the_keyboard_alone(visit: Any) -> None:
    page = visit(viewport=PHONE).page
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("link => document.activeElement === link && link.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('figure a.to')"):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    name = page.evaluate("document.activeElement.hash.slice(1)")
    page.keyboard.press("Enter")
    passage = page.evaluate(PASSAGE, name)
    assert passage["seen"]
    assert passage["here"]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.hash.slice(1)") == name


def test_without_scripts_a_link_still_shows_its_passage(visit: Any) -> None:
    start = ENGLISH.index("At least 40")
    page = visit(f"#r2-{start}-{start + len('At least 40')}", java_script_enabled=False, viewport=PHONE).page
    target = page.locator(":target")
    assert target.inner_text() == "At least 40"
    box = target.bounding_box()
    assert 0 <= box["y"] < PHONE["height"]
    assert target.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 224, 122)"
    assert page.locator("button.back").is_hidden()


@pytest.mark.parametrize("width", [320, 390, 768, 1200, 1440])
def test_nothing_is_wider_than_the_screen(visit: Any, width: int) -> None:
    page = visit(viewport={"width": width, "height": 844}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_all_text_can_be_told_from_its_ground(visit: Any, scheme: str, viewport: Any) -> None:
    page = visit(color_scheme=scheme, viewport=viewport).page
    page.locator("figure a.to").first.click()
    page.evaluate("() => document.querySelectorAll('details').forEach((part) => (part.open = true))")
    worst = page.evaluate(CONTRASTS)
    assert worst[0][0] >= 4.5, worst


def test_dark_is_dark(visit: Any) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    assert visit(color_scheme="dark").page.evaluate(ground) == "rgb(19, 21, 24)"
    assert visit(color_scheme="light").page.evaluate(ground) == "rgb(255, 255, 255)"


def test_its_structure_can_be_heard(visit: Any) -> None:
    page = visit().page
    levels = page.evaluate("() => [...document.querySelectorAll('h1,h2,h3,h4')].map((h) => +h.tagName[1])")
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.evaluate(
        """() => [...document.querySelectorAll("svg")].every((svg) =>
          svg.closest("[aria-hidden=true]") || svg.parentElement.closest("svg")
          || svg.getAttribute("aria-label"))"""
    )
    assert page.evaluate(
        """() => [...document.querySelectorAll("a, button, summary")].every((control) =>
          (control.getAttribute("aria-label") || control.textContent).trim())"""
    )
    assert page.evaluate(
        """() => [...document.querySelectorAll("[aria-labelledby]")].every((part) =>
          document.getElementById(part.getAttribute("aria-labelledby")))"""
    )
    ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))
    assert page.locator("main").count() == 1
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("blockquote:not([lang])").count() == 0


def test_arabic_runs_from_the_right(visit: Any) -> None:
    page = visit().page
    quote = page.locator("blockquote[lang=ar]")
    assert quote.evaluate("e => getComputedStyle(e).direction") == "rtl"
    line = page.locator(".text p", has_text=ARABIC.split("\n\n")[2]).first
    assert line.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_text_of_a_report_is_shown_and_never_run(visit: Any) -> None:
    visited = visit()
    assert visited.page.title() != "run"
    assert HOSTILE in visited.page.locator(".text .furniture").last.inner_text()


def test_the_policy_keeps_foreign_scripts_from_running(visit: Any) -> None:
    visited = visit()
    visited.page.evaluate(
        """() => { const foreign = document.createElement("script");
        foreign.textContent = "document.title = 'run'"; document.body.append(foreign); }"""
    )
    assert visited.page.title() != "run"
    assert any("Content Security Policy" in complaint for complaint in visited.complaints)


def test_it_prints_with_everything_unfolded(visit: Any) -> None:
    page = visit().page
    page.evaluate("() => document.querySelectorAll('details').forEach((part) => (part.open = false))")
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF")
    page.emulate_media(media="print")
    assert page.locator(".pane").evaluate("e => getComputedStyle(e).position") == "static"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0


def test_a_passage_leads_back_to_the_fact_it_stands_in(visit: Any) -> None:
    visited = visit()
    page = visited.page
    back = page.locator(".text a.home.q").first
    back.click()
    said = page.locator(".statement.here")
    assert said.count() == 1
    box = said.bounding_box()
    assert box["y"] < WIDE["height"]
    assert box["y"] + box["height"] > 0
    page.keyboard.press("Escape")
    assert back.evaluate("link => document.activeElement === link")
    assert visited.complaints == []


def _wait_for(page: Any, check: str) -> None:
    page.wait_for_function(check, timeout=5000)


@pytest.fixture(scope="module")
def heavy(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same story with texts so long that the page builds them only when they are opened."""
    reports = tuple(
        replace(one, text=one.text + "\n\n" + "word " * 5000) for one in FALLEN_BRIDGE.story.reports
    )
    path = tmp_path_factory.mktemp("heavy") / "story.html"
    told = replace(FALLEN_BRIDGE, story=replace(FALLEN_BRIDGE.story, reports=reports))
    path.write_text(render([told]), encoding="utf-8")
    return path.as_uri()


def test_a_heavy_page_builds_a_report_when_a_fact_leads_there(browser: Any, heavy: str) -> None:
    visited = Visit(browser, heavy)
    page = visited.page
    assert page.locator(".text").count() == 0
    link = page.locator("figure a.to", has_text="No fewer than 65").first
    link.click()
    passage = page.evaluate(PASSAGE, link.get_attribute("href")[1:])
    assert passage["text"] == "No fewer than 65"
    assert passage["seen"]
    assert page.locator(".text").count() == 1
    page.locator("article.report summary").last.click()
    _wait_for(page, "document.querySelectorAll('.text').length === 2")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".text").count() == len(FALLEN_BRIDGE.story.reports)
    assert page.locator("noscript").count() == 0
    assert visited.complaints == []
    visited.context.close()


def test_a_heavy_page_is_whole_without_scripts(browser: Any, heavy: str) -> None:
    start = ENGLISH.index("At least 40")
    visited = Visit(browser, f"{heavy}#r2-{start}-{start + 11}", java_script_enabled=False)
    assert visited.page.locator(".text").count() == len(FALLEN_BRIDGE.story.reports)
    assert visited.page.locator(":target").inner_text() == "At least 40"
    visited.context.close()


def test_a_folder_of_pages_is_read_from_its_list_which_can_be_filtered(browser: Any, tmp_path: Path) -> None:
    calm = replace(
        FALLEN_BRIDGE, figures=(), story=replace(FALLEN_BRIDGE.story, id="b", headline="A quiet day in Orla")
    )
    for name, html in pages([FALLEN_BRIDGE, calm]):
        (tmp_path / name).write_text(html, encoding="utf-8")
    visited = Visit(browser, (tmp_path / "index.html").as_uri(), viewport=PHONE)
    page = visited.page
    rows = page.locator(".stories li:visible")
    assert rows.count() == 2
    page.get_by_role("searchbox").fill("velmbladet QUIET")
    assert rows.all_inner_texts()[0].startswith("A quiet day")
    assert rows.count() == 1
    assert page.get_by_role("status").inner_text() == "1 of 2 stories"
    page.get_by_role("searchbox").fill("")
    page.get_by_role("checkbox").check()
    assert rows.count() == 1
    rows.get_by_role("link").click()
    assert page.title() == "Footbridge falls into the Orla during market day"
    page.get_by_role("link", name="All stories").click()
    assert page.title() == "2 stories · Rashomon"
    assert visited.complaints == []
    assert all(url.startswith("file://") for url in visited.asked)
    visited.context.close()


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_page_in_arabic_runs_from_the_right(browser: Any, tmp_path: Path, viewport: Any) -> None:
    path = tmp_path / "ar.html"
    path.write_text(render([FALLEN_BRIDGE], "ar"), encoding="utf-8")
    visited = Visit(browser, path.as_uri(), viewport=viewport)
    page = visited.page
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    part = page.locator("#s1-differ")
    assert part.evaluate("e => getComputedStyle(e).direction") == "rtl"
    facts, pane = page.locator(".facts").bounding_box(), page.locator(".pane").bounding_box()
    assert pane["x"] < facts["x"] or viewport is PHONE
    first = page.locator(".wording.first").first
    assert first.locator("blockquote").get_attribute("lang") == "ar"
    assert first.evaluate("e => getComputedStyle(e).borderRightWidth") == "3px"
    # A number line runs from small to large in every language.
    lines = page.evaluate("""() => {
      const grid = document.querySelector('.grid').getBoundingClientRect();
      const strip = document.querySelector('.row .strip').getBoundingClientRect();
      return [grid.left - strip.left, grid.right - strip.right].map(Math.abs).map(Math.round);
    }""")
    assert lines == [0, 0]
    assert page.locator(".label").first.inner_text() == "الأصل" or page.get_by_text("الأصل").count()
    visited.context.close()


def test_paper_has_locators_and_no_page_that_is_half_empty(visit: Any) -> None:
    page = visit().page
    page.emulate_media(media="print")
    link = page.locator("figure.differ a.to").first
    assert link.evaluate("e => getComputedStyle(e, '::after').content") == '" [" attr(data-place) "]"' or (
        "¶" in link.evaluate("e => getComputedStyle(e, '::after').content")
    )
    number, paragraph = link.get_attribute("data-place").split(" ¶ ")
    shown = page.locator(f"#r{number} p[data-n='{paragraph}']")
    assert link.inner_text() in shown.inner_text()
    assert page.locator(".pane").evaluate("e => getComputedStyle(e).breakBefore") == "auto"
    assert page.locator("a.home").first.is_hidden()
    assert page.locator(".contents").is_hidden()


def test_axe_finds_no_violation(visit: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    for scheme in ("light", "dark"):
        page = visit(color_scheme=scheme).page
        page.evaluate("() => document.querySelectorAll('details').forEach((part) => (part.open = true))")
        found = axe.Axe().run(page)
        assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found.response["violations"]] == []
