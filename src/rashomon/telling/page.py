"""The page: one self-contained HTML file that sets the reports of each story side by side, or a folder of
such pages with a list of them.

It needs no network and no script: scripts only make following a fact more comfortable. Texts of
reports are escaped, and a content security policy allows nothing but the page's own style and script,
known by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from rashomon.model import Synopsis
from rashomon.telling import wording
from rashomon.telling.json import file_name
from rashomon.telling.passages import Anchors
from rashomon.telling.views import StoryView
from rashomon.telling.wording import Wording

#: The list of the stories in a folder of pages.
INDEX: Final = "index.html"
_LAZY = re.compile(r"</?noscript>")


@dataclass(frozen=True, slots=True)
class Row:
    """A story in a list of stories: its link, what is said of it, and the words it is found by."""

    href: str
    headline: str
    language: str
    facts: str
    outlets: Markup
    words: str
    disagreements: int


def _unnested(content: Markup) -> Markup:
    """Content that is itself built on demand, without what would be built on demand inside it: an element
    that holds text cannot stand in another. No text of a report is touched, for all of it is escaped."""
    return Markup(_LAZY.sub("", content))


def speech(say: Wording) -> dict[str, Any]:
    """What templates call beside their values, for a page that speaks as ``say`` does."""

    def sentence(message: str, **values: object) -> Markup:
        return _filled(say._, message, values)

    def plural(one: str, many: str, amount: int, **values: object) -> Markup:
        return _filled(lambda text, **given: say.ngettext(text, many, amount, **given), one, values)

    return {
        "say": say, "_": sentence, "ngettext": plural, "unnested": _unnested, "isolated": say.isolated,
        "comma": say.comma, "language": say.language_name, "day": say.day, "period": say.period,
        "count": wording.count,
    }  # fmt: skip


def _filled(tell: Callable[..., str], message: str, values: dict[str, object]) -> Markup:
    """A sentence whose values are escaped, those that are HTML already left as they are."""
    return Markup(tell(message, **{key: escape(value) for key, value in values.items()}))


#: The same for a page in English.
GLOBALS: Final[dict[str, Any]] = speech(wording.ENGLISH)


def render(synopses: Sequence[Synopsis], language: str = "en") -> str:
    """The page of one or more stories, those of most reports first, complete from doctype to end tag; the
    same for the same input. ``language`` (BCP 47) is the reader's: the page speaks it where it can, and of
    each statement the version in it is shown first."""
    say, anchors = wording.wording(language), Anchors()
    several = len(synopses) != 1
    ordered = _ordered(synopses)
    stories = [
        StoryView(told, index, anchors, 2 if several else 1, say) for index, told in enumerate(ordered)
    ]
    if not several:
        return _page(say, stories, title=stories[0].headline[0] or "Rashomon")
    rows = [row(view, f"#s{view.index + 1}") for view in stories]
    return _page(say, stories, title=_title(say, len(rows)), rows=rows)


def pages(synopses: Sequence[Synopsis], language: str = "en") -> Iterator[tuple[str, str]]:
    """A folder of pages, name and content: a page a story, each complete in itself, then their list
    (:data:`INDEX`), stories of most reports first."""
    say, rows = wording.wording(language), []
    for number, told in enumerate(_ordered(synopses), 1):
        view = StoryView(told, 0, Anchors(), say=say)
        name = f"{number:04}-{file_name(told.story.id)}.html"
        rows.append(row(view, name))
        yield name, _page(say, [view], title=view.headline[0] or "Rashomon", home=INDEX)
    yield INDEX, _page(say, [], title=_title(say, len(rows)), rows=rows)


def _ordered(synopses: Sequence[Synopsis]) -> list[Synopsis]:
    return sorted(synopses, key=lambda told: -len(told.story.reports))


def _title(say: Wording, stories: int) -> str:
    return f"{say.ngettext('{n} story', '{n} stories', stories)} · Rashomon"


def row(view: StoryView, href: str) -> Row:
    """A story's line in the list."""
    say, differ = view.say, len(view.differing)
    headline, language = view.headline
    outlets = list(dict.fromkeys(wording.outlet(one.report) for one in view.reports))
    facts = [
        say.ngettext("{n} report", "{n} reports", len(view.reports)),
        say.listing(view.languages) if len(view.languages) < 4 else say.ngettext(
            "{n} language", "{n} languages", len(view.languages)
        ),
        view.when,
        say.ngettext("{n} disagreement", "{n} disagreements", differ) if differ else "",
    ]  # fmt: skip
    found_by = [view.story.headline, *outlets, *view.languages, *(one.report.title for one in view.reports)]
    return Row(
        href, headline or view.story.id, language, " · ".join(filter(None, facts)),
        view.few(outlets), " ".join(dict.fromkeys(" ".join(found_by).casefold().split())), differ,
    )  # fmt: skip


def _page(
    say: Wording,
    stories: Sequence[StoryView],
    *,
    title: str,
    rows: Sequence[Row] | None = None,
    home: str = "",
) -> str:
    style, script = asset("page.css"), asset("page.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        _environment(say.language)
        .get_template("page.html.j2")
        .render(
            stories=stories, rows=rows, title=title, home=home, style=Markup(style), script=Markup(script),
            policy=policy,
        )
    )  # fmt: skip


@cache
def asset(name: str) -> str:
    """The text of a file that ships with the page: a template, its style or its script."""
    return (resources.files("rashomon.telling") / "assets" / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    """A CSP source for inline content. Source: https://www.w3.org/TR/CSP3/#grammardef-hash-source"""
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(speech(wording.wording(language)))
    return environment
