"""The pages of the desk that show something."""

from __future__ import annotations

from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rashomon.desk import feeds, views
from rashomon.desk.desk import Visit
from rashomon.desk.templates import address, asset, page
from rashomon.library import listing, searching, watching
from rashomon.library.kept import drawn
from rashomon.model import Span
from rashomon.telling import page as telling
from rashomon.telling.passages import Anchors, lines
from rashomon.telling.views import StoryView

_TYPES: Final = {"css": "text/css", "js": "text/javascript"}
_STATIC: Final = frozenset({"desk.css", "desk.js", "page.css", "page.js"})


def _number(request: Request, name: str = "page") -> int:
    given = request.query_params.get(name, "1")
    return max(1, min(100_000, int(given))) if given.isascii() and given.isdigit() else 1


def today(visit: Visit, request: Request) -> Response:
    """The stories, sixty a page."""
    asked = request.query_params
    chosen = listing.Filter(
        order=asked.get("order", "time"),
        outlet=asked.get("outlet", ""),
        language=asked.get("language", ""),
        unread=asked.get("unread") == "yes",
        listed=asked.get("list", ""),
    )
    number = _number(request)
    rows = listing.stories(visit.library, chosen, visit.who, offset=listing.PAGE * (number - 1))
    total = listing.count(visit.library, chosen, visit.who)
    on_list = views.on_list(visit.library, visit.who, chosen.listed or "reading")
    return page(
        "today.html.j2", visit, rows=rows, total=total, chosen=chosen, facets=views.facets(visit.library),
        number=number, pages=-(-total // listing.PAGE), feed=feeds.key(visit.library),
        on_list=on_list,
        lists=views.lists(visit.library, visit.who),
    )  # fmt: skip


def story(visit: Visit, request: Request) -> Response:
    """A story with its comparison, its history, and what is new since the last look."""
    name = request.path_params["story"]
    try:
        row = visit.library.story(name)
    except KeyError as error:
        raise HTTPException(404) from error
    if row["id"] != name:
        return RedirectResponse(address("/story/{}", row["id"], **request.query_params), 303)
    since = views.look(visit.library, row, visit.who)
    history = views.history(visit.library, name, since)
    found = drawn(visit.library, name)
    view = StoryView(found, 0, Anchors()) if found else None
    return page(
        "story.html.j2", visit, row=row, s=view, history=history,
        news=[event for event in history if event["news"]], lists=views.lists(visit.library, visit.who),
    )  # fmt: skip


def report(visit: Visit, request: Request) -> Response:
    """A report with its marks, and the comparisons each of its passages stands in."""
    try:
        found = visit.library.report(request.path_params["report"])
    except KeyError as error:
        raise HTTPException(404) from error
    [row] = visit.library.database.all("SELECT story, url FROM report WHERE id = ?", (found.id,))
    standing = views.standing(visit.library, found)
    spans = [Span(one["start"], one["end"]) for one in standing]
    return page(
        "report.html.j2", visit, report=found, row=row, standing=standing,
        lines=lines(found, 1, spans), versions=visit.library.versions(found.id),
    )  # fmt: skip


def search(visit: Visit, request: Request) -> Response:
    """What a query finds, and the searches that are kept."""
    query = request.query_params.get("q", "")
    rows, total, wrong = [], 0, ""
    number = _number(request)
    if query.strip():
        try:
            total = searching.count(visit.library, query)
            rows = searching.search(
                visit.library, query, limit=listing.PAGE, offset=listing.PAGE * (number - 1)
            )
        except searching.QueryError as error:
            wrong = str(error)
    return page(
        "search.html.j2", visit, status=400 if wrong else 200, query=query, rows=rows, total=total,
        wrong=wrong, saved=searching.saved(visit.library), number=number, pages=-(-total // listing.PAGE),
    )  # fmt: skip


def names(visit: Visit, request: Request) -> Response:
    """The people, organisations and places of the library."""
    part = request.query_params.get("q", "")[:200]
    number = _number(request)
    rows = views.names(visit.library, part, number)
    return page("names.html.j2", visit, rows=rows, part=part, number=number)


def sources(visit: Visit, request: Request) -> Response:
    """Where reports come from, and how it went."""
    return page("sources.html.j2", visit, rows=watching.sources(visit.library))


def decisions(visit: Visit, request: Request) -> Response:
    """What people decided, with a way to undo it."""
    return page("decisions.html.j2", visit, rows=views.decisions(visit.library))


def login(visit: Visit, request: Request) -> Response:
    """Where one signs in."""
    return page("login.html.j2", visit, wrong=False)


async def static(request: Request) -> Response:
    """A style sheet or script that ships with the desk or the page."""
    name = request.path_params["name"]
    if name not in _STATIC:
        raise HTTPException(404)
    text = asset(name) if name.startswith("desk") else telling.asset(name)
    return Response(
        text, media_type=_TYPES[name.rsplit(".", 1)[1]], headers={"Cache-Control": "max-age=300"}
    )
