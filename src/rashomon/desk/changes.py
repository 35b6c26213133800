"""What can be changed at the desk. Every change is a decision or a note of one's own, and can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from rashomon.decisions import Decision, DecisionError, from_fields
from rashomon.desk import security
from rashomon.desk.desk import Visit
from rashomon.desk.templates import page
from rashomon.library import searching, watching
from rashomon.library.comparisons import refresh

#: Stories that are compared anew before a decision is answered, at most.
_AT_ONCE: Final = 20


def _back(form: dict[str, str], **more: object) -> Response:
    """To the page the form was on; never to another site."""
    path = form.get("back", "/")
    if not path.startswith("/") or path.startswith(("//", "/\\")) or "\n" in path or "\r" in path:
        path = "/"
    query = "".join(f"{'&' if '?' in path else '?'}{key}={value}" for key, value in more.items())
    return RedirectResponse(path.split("#", 1)[0] + query, 303)


def _refused(
    visit: Visit,
    form: dict[str, str],
    reason: str,
    status: int = 400,
    *,
    again: Sequence[tuple[str, str]] = (),
) -> Response:
    """Says why a change was not made; ``again`` are the fields of the form that makes it all the same."""
    back = form.get("back", "/")
    return page("refused.html.j2", visit, status=status, reason=reason, back=back, again=again)


def _number(given: str) -> int:
    """A number as a form has it; 0 for what is none."""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 16 else 0


def decide(visit: Visit, form: dict[str, str]) -> Response:
    """Keeps a decision and compares anew what it is about."""
    given: dict[str, Any] = {"kind": form.get("kind", ""), "who": visit.who}
    for name in ("reports", "names"):
        values = [value for key, value in sorted(form.items()) if key.startswith(name) and value]
        if values:
            given[name] = values
    for name in ("words", "speaker", "note"):
        if form.get(name):
            given[name] = form[name].replace("\r\n", "\n")
    given["start"] = _number(form.get("start", ""))
    if given["kind"] in {"one_story", "other_story"} and "story" in form:
        given["reports"] = [*given.get("reports", [])[:1], _first(visit, form["story"].strip())]
    try:
        decision = from_fields(given)
    except DecisionError as error:
        return _refused(visit, form, str(error))
    # A form that tells no number was filled in against nothing.
    since = form.get("latest", "")
    other = visit.library.contradicted(decision, _number(since)) if since else None
    if other is not None:
        reason = f"{other.who or 'Somebody'} decided meanwhile: {other.describe()}. Yours was not kept."
        kept = [(key, value) for key, value in sorted(form.items()) if key not in {"token", "latest"}]
        return _refused(visit, form, reason, 409, again=kept)
    [number] = visit.library.decide([decision], visit.who)
    _compare(visit, form, decision)
    return _back(form, decided=number)


def _compare(visit: Visit, form: dict[str, str], decision: Decision) -> None:
    """Compares anew what a decision changes, what is looked at first; the rest waits for the next reports
    where it is much."""
    at = form.get("back", "").partition("?")[0].removeprefix("/story/")
    for _ in refresh(visit.library, most=_AT_ONCE, first=[*decision.reports, at]):
        pass


def _first(visit: Visit, story: str) -> str:
    """The id of a story's first report, by the story's id or address; empty where there is none."""
    try:
        row = visit.library.story(story.rstrip("/").rsplit("/", 1)[-1].split("?", 1)[0])
    except KeyError:
        return ""
    rows = visit.library.database.all(
        "SELECT id FROM report WHERE story = ? ORDER BY COALESCE(published_start, ''), source, id LIMIT 1",
        (row["id"],),
    )
    return str(rows[0]["id"]) if rows else ""


def undo(visit: Visit, form: dict[str, str]) -> Response:
    """Takes a decision back and compares anew what it was about."""
    try:
        decision = visit.library.undo(_number(form.get("number", "")), visit.who)
    except KeyError:
        return _refused(visit, form, "This decision was undone already, perhaps by somebody else.", 409)
    _compare(visit, form, decision)
    return _back(form)


def unread(visit: Visit, form: dict[str, str]) -> Response:
    """Marks a story as not looked at."""
    visit.library.database.run(
        "DELETE FROM seen WHERE who = ? AND story = ?", (visit.who, form.get("story", ""))
    )
    return _back(form)


def put_on_list(visit: Visit, form: dict[str, str]) -> Response:
    """Puts a story on a list, or takes it off."""
    name, story = form.get("list", "").strip()[:80], form.get("story", "")
    if not name:
        return _refused(visit, form, "A list needs a name.")
    library = visit.library
    try:
        library.story(story)
    except KeyError as error:
        raise HTTPException(404) from error
    gone = library.database.run(
        "DELETE FROM list_item WHERE who = ? AND list = ? AND story = ?", (visit.who, name, story)
    )
    if not gone:
        library.database.run(
            "INSERT INTO list_item (who, list, story, at) VALUES (?, ?, ?, ?)",
            (visit.who, name, story, library.now()),
        )
    return _back(form)


def save_search(visit: Visit, form: dict[str, str]) -> Response:
    """Keeps a search under a name."""
    try:
        name, webhook = form.get("name", "").strip()[:80], form.get("webhook", "").strip()
        searching.save(visit.library, name, form.get("q", ""), webhook=webhook, who=visit.who)
    except searching.QueryError as error:
        return _refused(visit, form, str(error))
    return _back(form)


def forget_search(visit: Visit, form: dict[str, str]) -> Response:
    """Keeps a search no longer."""
    try:
        searching.forget(visit.library, _number(form.get("number", "")))
    except KeyError:
        return _refused(visit, form, "This search is gone already.", 409)
    return _back(form)


def watch(visit: Visit, form: dict[str, str]) -> Response:
    """Changes how often a source is looked at; never adds one: what may be read is decided at the machine."""
    location, minutes = form.get("location", ""), form.get("minutes", "")
    rows = [row for row in watching.sources(visit.library) if row["location"] == location]
    if not rows or not 0 < _number(minutes) < 1_000_000:
        return _refused(visit, form, "There is no such source.", 404)
    try:
        watching.watch(visit.library, location, kind=rows[0]["kind"], every_minutes=_number(minutes))
    except ValueError as error:
        return _refused(visit, form, str(error))
    return _back(form)


def logout(visit: Visit, form: dict[str, str]) -> Response:
    """Ends the session."""
    security.end(visit.library, visit.session)
    response = RedirectResponse("/", 303)
    response.delete_cookie(security.COOKIE)
    return response
