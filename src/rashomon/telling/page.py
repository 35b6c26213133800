"""The page: one self-contained HTML file that sets the reports of each story side by side.

It needs no network and no script: scripts only make following a fact more comfortable. Texts of
reports are escaped, and a content security policy allows nothing but the page's own style and script,
known by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from rashomon.model import Synopsis
from rashomon.telling import wording
from rashomon.telling.passages import Anchors
from rashomon.telling.views import StoryView

#: What templates call beside their values.
GLOBALS: Final[dict[str, Any]] = {
    "count": wording.count,
    "listing": wording.listing,
    "spelled": wording.spelled,
    "interval": wording.interval,
    "language": wording.language,
    "day": wording.day,
    "period": wording.period,
}


def render(synopses: Sequence[Synopsis]) -> str:
    """The page of one or more stories, those of most reports first, complete from doctype to end tag; the
    same for the same input."""
    anchors = Anchors()
    ordered = sorted(synopses, key=lambda told: -len(told.story.reports))
    level = 1 if len(synopses) == 1 else 2
    stories = [StoryView(told, index, anchors, level) for index, told in enumerate(ordered)]
    style, script = asset("page.css"), asset("page.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        _environment()
        .get_template("page.html.j2")
        .render(stories=stories, style=Markup(style), script=Markup(script), policy=policy)
    )


@cache
def asset(name: str) -> str:
    """The text of a file that ships with the page: a template, its style or its script."""
    return (resources.files("rashomon.telling") / "assets" / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    """A CSP source for inline content. Source: https://www.w3.org/TR/CSP3/#grammardef-hash-source"""
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(GLOBALS)
    return environment
