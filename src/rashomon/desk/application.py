"""The desk as an ASGI application: routes, sessions, headers, errors. Pages are made in
:mod:`rashomon.desk.pages`, changes in :mod:`rashomon.desk.changes`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from rashomon.desk import changes, feeds, pages, security
from rashomon.desk.desk import Desk, Visit
from rashomon.desk.security import Rate, Session
from rashomon.desk.templates import page
from rashomon.library import Library, LibraryError

#: The most bytes that a form may have.
_FORM: Final = 200_000
#: Pages that nobody needs to sign in for.
_OPEN: Final = ("/login", "/static/", "/feed/")

Show = Callable[[Visit, Request], Response]
Change = Callable[[Visit, dict[str, str]], Response]


def application(where: str, *, hosts: list[str], accounts: bool = False, secure: bool = False) -> Starlette:
    """The desk over the library at ``where``. ``hosts`` are the names it answers to (the ``Host`` header,
    against DNS rebinding); with ``accounts`` one must sign in; ``secure``: cookies go over TLS only.

    Raises:
        LibraryError: where the library cannot be opened.
    """
    desk = Desk(where, accounts, secure, Rate(10, 60.0), Rate(120, 60.0))
    desk.open().close()
    shows: dict[str, Show] = {
        "/": pages.today,
        "/story/{story}": pages.story,
        "/report/{report:path}": pages.report,
        "/search": pages.search,
        "/names": pages.names,
        "/sources": pages.sources,
        "/decisions": pages.decisions,
        "/login": pages.login,
    }
    makes: dict[str, Change] = {
        "/decide": changes.decide,
        "/undo": changes.undo,
        "/unread": changes.unread,
        "/list": changes.put_on_list,
        "/save": changes.save_search,
        "/forget": changes.forget_search,
        "/watch": changes.watch,
        "/logout": changes.logout,
    }
    routes = [
        *(Route(path, partial(_shown, desk, show)) for path, show in shows.items()),
        *(Route(path, partial(_made, desk, make), methods=["POST"]) for path, make in makes.items()),
        Route("/login", partial(_signed_in, desk), methods=["POST"]),
        Route("/feed/{secret}.atom", partial(_fed, desk)),
        Route("/static/{name}", pages.static),
    ]
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False),
            Middleware(BaseHTTPMiddleware, dispatch=_with_headers),
        ],
        exception_handlers={404: _missing, LibraryError: _unusable, Exception: _failed},
    )


async def _with_headers(request: Request, call_next: RequestResponseEndpoint) -> Response:
    response = await call_next(request)
    for name, value in security.HEADERS.items():
        response.headers.setdefault(name, value)
    if not request.url.path.startswith("/static/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _session(desk: Desk, library: Library, request: Request) -> tuple[Session, bool]:
    """The visit's session, and whether it is new."""
    found = security.find(library, request.cookies.get(security.COOKIE))
    if found is not None and (found.who or not desk.accounts):
        return found, False
    return security.begin(library, "" if desk.accounts else security.ALONE), True


async def _shown(desk: Desk, show: Show, request: Request) -> Response:
    return await run_in_threadpool(_show, desk, show, request)


def _show(desk: Desk, show: Show, request: Request) -> Response:
    with desk.open() as library:
        session, fresh = _session(desk, library, request)
        if not session.who and not request.url.path.startswith(_OPEN):
            response: Response = RedirectResponse("/login", 303)
        else:
            response = show(Visit(library, session, desk), request)
        if fresh:
            security.set_cookie(response, session, desk.secure)
        return response


async def _form(request: Request) -> dict[str, str] | None:
    """The fields of a form; None where it is too large."""
    if int(request.headers.get("content-length") or 0) > _FORM:
        return None
    async with request.form(max_files=0, max_fields=64, max_part_size=_FORM) as given:
        return {key: value for key, value in given.items() if isinstance(value, str)}


async def _made(desk: Desk, make: Change, request: Request) -> Response:
    if not desk.changes.allows(_from(request)):
        return _refused("Too many changes at once; wait a minute.", 429)
    form = await _form(request)
    if form is None:
        return _refused("This form is too large.", 413)
    return await run_in_threadpool(_make, desk, make, request, form)


def _make(desk: Desk, make: Change, request: Request, form: dict[str, str]) -> Response:
    with desk.open() as library:
        session = security.find(library, request.cookies.get(security.COOKIE))
        if security.is_forged(request, session, form.get("token", "")) or session is None:
            return _refused("This form is too old or not from here; load the page again.", 403)
        if not session.who:
            return RedirectResponse("/login", 303)
        return make(Visit(library, session, desk), form)


async def _signed_in(desk: Desk, request: Request) -> Response:
    if not desk.logins.allows(_from(request)):
        return _refused("Too many attempts; wait a minute.", 429)
    form = await _form(request)
    if form is None:
        return _refused("This form is too large.", 413)
    return await run_in_threadpool(_sign_in, desk, request, form)


def _sign_in(desk: Desk, request: Request, form: dict[str, str]) -> Response:
    with desk.open() as library:
        session = security.find(library, request.cookies.get(security.COOKIE))
        if security.is_forged(request, session, form.get("token", "")) or session is None:
            return _refused("This form is too old or not from here; load the page again.", 403)
        name = form.get("name", "")[:80]
        if not security.knows(library, name, form.get("password", "")[:1000]):
            return page("login.html.j2", Visit(library, session, desk), status=403, wrong=True)
        security.end(library, session)
        response = RedirectResponse("/", 303)
        security.set_cookie(response, security.begin(library, name), desk.secure)
        return response


async def _fed(desk: Desk, request: Request) -> Response:
    return await run_in_threadpool(_feed, desk, request)


def _feed(desk: Desk, request: Request) -> Response:
    with desk.open() as library:
        asked = request.query_params
        return feeds.feed(library, request.path_params["secret"], str(request.base_url), asked)


def _from(request: Request) -> str:
    return request.client.host if request.client else ""


def _refused(reason: str, status: int) -> Response:
    return PlainTextResponse(reason + "\n", status)


async def _missing(request: Request, error: Any) -> Response:
    return _refused("There is nothing here.", 404)


async def _unusable(request: Request, error: Any) -> Response:
    return _refused(f"The library cannot be used: {error}", 503)


async def _failed(request: Request, error: Any) -> Response:
    return _refused("Something went wrong here; nothing was changed.", 500)
