"""Templates of the desk; everything they are given is escaped."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import ChoiceLoader, Environment, FunctionLoader, StrictUndefined
from starlette.responses import HTMLResponse

from rashomon.desk.desk import Visit
from rashomon.telling import page as telling
from rashomon.telling import wording


@cache
def asset(name: str) -> str:
    """The text of a file that ships with the desk.

    Raises:
        FileNotFoundError: where there is none of this name.
    """
    return (resources.files("rashomon.desk") / "assets" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    def here(name: str) -> str | None:
        try:
            return asset(name)
        except FileNotFoundError:
            return None

    environment = Environment(
        loader=ChoiceLoader([FunctionLoader(here), FunctionLoader(telling.asset)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(telling.GLOBALS)
    environment.globals.update(language=wording.language, address=address)
    return environment


def address(path: str, *parts: str, **asked: object) -> str:
    """An address at the desk: ``path`` with ``parts`` put in, and what is asked where it is not empty."""
    whole = path.format(*(quote(part, safe="") for part in parts))
    given = {key: str(value) for key, value in asked.items() if value not in ("", None, False)}
    return f"{whole}?{urlencode(given)}" if given else whole


def page(name: str, visit: Visit, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page of the desk. It knows the ``latest`` decision, so that a form on it tells what it was filled in
    against."""
    latest = visit.library.latest_decision()
    template = _environment().get_template(name)
    html = template.render(visit=visit, token=visit.session.token, latest=latest, **values)
    return HTMLResponse(html, status)
