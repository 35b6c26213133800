"""Nothing hostile runs at the desk, nobody without an account gets in, no request can be forged."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from rashomon.desk import security
from rashomon.desk.application import application
from rashomon.desk.security import Rate
from rashomon.library import Library
from rashomon.library.adding import add
from rashomon.model import Block, Report, Span

HOST = "http://127.0.0.1"
PAGES = ("/", "/search?q=oil", "/names", "/sources", "/decisions")


def client(where: str, accounts: bool = False) -> TestClient:
    made = application(where, hosts=["127.0.0.1"], accounts=accounts)
    return TestClient(made, base_url=HOST, follow_redirects=False)


def token(html: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', html)
    assert found
    return found[1]


def a_decision(where: str) -> dict[str, str]:
    with Library.open(where) as library:
        row = library.database.all("SELECT report, text, start FROM statement ORDER BY 1, 3 LIMIT 1")[0]
    return {
        "kind": "speaker", "reports": row["report"], "words": row["text"], "start": str(row["start"]),
        "speaker": "Somebody Else",
    }  # fmt: skip


def decisions(where: str) -> int:
    with Library.open(where) as library:
        return len(library.decisions())


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_forbids_what_a_page_does_not_need(where: str, path: str) -> None:
    answer = client(where).get(path)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "<script>" not in answer.text
    assert not re.search(r"\son[a-z]+\s*=", answer.text)


def test_a_change_without_the_token_of_a_form_is_refused(where: str) -> None:
    desk = client(where)
    desk.get("/")
    assert desk.post("/decide", data=a_decision(where)).status_code == 403
    assert desk.post("/decide", data={**a_decision(where), "token": "x" * 43}).status_code == 403
    assert decisions(where) == 0


def test_a_change_from_another_site_is_refused(where: str) -> None:
    desk = client(where)
    right = token(desk.get("/").text)
    for header in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        data = {**a_decision(where), "token": right}
        assert desk.post("/decide", data=data, headers=header).status_code == 403
    assert decisions(where) == 0
    assert desk.post("/decide", data={**a_decision(where), "token": right}).status_code == 303
    assert decisions(where) == 1


def test_the_token_of_another_session_is_refused(where: str) -> None:
    other = token(client(where).get("/").text)
    desk = client(where)
    desk.get("/")
    assert desk.post("/decide", data={**a_decision(where), "token": other}).status_code == 403


def test_the_desk_answers_to_its_own_name_only(where: str) -> None:
    assert client(where).get("/", headers={"host": "evil.example"}).status_code == 400


def test_cookies_are_for_the_desk_alone(where: str) -> None:
    cookie = client(where).get("/").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_nobody_without_an_account_gets_in(where: str) -> None:
    with Library.open(where) as library:
        security.add_account(library, "Ada", "correct horse battery")
        story = library.database.all("SELECT id FROM story")[0]["id"]
    desk = client(where, accounts=True)
    for path in (*PAGES, f"/story/{story}"):
        answer = desk.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    right = token(desk.get("/login").text)
    assert desk.post("/decide", data={**a_decision(where), "token": right}).headers["location"] == "/login"
    assert decisions(where) == 0
    for name, password in (("Ada", "wrong password"), ("Nobody", "correct horse battery"), ("", "")):
        answer = desk.post("/login", data={"name": name, "password": password, "token": right})
        assert answer.status_code == 403
    answer = desk.post("/login", data={"name": "Ada", "password": "correct horse battery", "token": right})
    assert answer.status_code == 303
    page = desk.get("/")
    assert page.status_code == 200
    desk.post("/logout", data={"token": token(page.text)})
    assert desk.get("/").headers["location"] == "/login"


def test_a_session_from_before_accounts_is_no_way_in(where: str) -> None:
    desk = client(where)
    desk.get("/")
    with Library.open(where) as library:
        library.database.run("UPDATE session SET who = ''")
    guarded = client(where, accounts=True)
    guarded.cookies = desk.cookies
    assert guarded.get("/").headers["location"] == "/login"


def test_passwords_are_tried_ten_times_a_minute_at_most(where: str) -> None:
    with Library.open(where) as library:
        security.add_account(library, "Ada", "correct horse battery")
    desk = client(where, accounts=True)
    right = token(desk.get("/login").text)
    form = {"name": "Ada", "password": "x", "token": right}
    answers = [desk.post("/login", data=form).status_code for _ in range(12)]
    assert answers == [403] * 10 + [429] * 2


def test_a_short_password_makes_no_account(where: str) -> None:
    with Library.open(where) as library, pytest.raises(ValueError, match="ten characters"):
        security.add_account(library, "Ada", "short")


def test_a_rate_forgets_what_is_long_ago() -> None:
    now = [0.0]
    rate = Rate(2, 60, lambda: now[0])
    assert [rate.allows("a") for _ in range(3)] == [True, True, False]
    assert rate.allows("b")
    now[0] = 61
    assert rate.allows("a")


def test_after_a_change_one_stays_on_this_site(where: str) -> None:
    desk = client(where)
    right = token(desk.get("/").text)
    for back in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        answer = desk.post("/unread", data={"token": right, "story": "x", "back": back})
        assert answer.headers["location"] == "/"


def test_a_form_that_is_too_large_is_refused(where: str) -> None:
    desk = client(where)
    right = token(desk.get("/").text)
    answer = desk.post("/list", data={"token": right, "list": "x" * 300_000})
    assert answer.status_code == 413


HOSTILE = (
    "<script>alert(1)</script>\n\n\"<img src=x onerror=alert(2)>\" said mayor "
    "<b onclick=alert(3)>Ann Frost</b>. "
    "</p></article><iframe src=javascript:alert(4)> 14 people {{ 7 * 7 }} were hurt."
)


def test_a_hostile_article_is_shown_and_not_run(tmp_path: Path) -> None:
    where = str(tmp_path / "hostile.db")
    report = Report(
        "h<script>", "https://x.example/\"><script>", HOSTILE, "en",
        "<script>alert(5)</script>", outlet="<img src=x>", blocks=(Block("body", Span(0, len(HOSTILE))),),
    )  # fmt: skip
    with Library.open(where) as library:
        add(library, [report])
        story = library.database.all("SELECT id FROM story")[0]["id"]
    desk = client(where)
    for path in ("/", f"/story/{story}", "/report/h%3Cscript%3E", "/search?q=hurt", "/names"):
        html = desk.get(path).text
        assert "<script>" not in html
        assert "<img" not in html
        assert "<iframe" not in html
        assert "onclick=alert" not in re.sub(r"&lt;.*?&gt;", "", html)
        assert "49" not in re.findall(r"14 people (.{0,20})", html)


def test_there_is_nothing_where_there_is_nothing(where: str) -> None:
    desk = client(where)
    files = ("/static/security.py", "/static/..%2fpages.py")
    for path in ("/story/none", "/report/none", "/feed/none.atom", *files):
        assert desk.get(path).status_code == 404


def test_a_search_that_cannot_be_understood_says_why(where: str) -> None:
    answer = client(where).get("/search", params={"q": "speeker:Ann"})
    assert answer.status_code == 400
    assert "no such field" in answer.text
    assert client(where).get("/search", params={"q": "x" * 10_001}).status_code == 400


def test_two_people_who_undo_the_same_are_told(where: str) -> None:
    desk = client(where)
    right = token(desk.get("/").text)
    desk.post("/decide", data={**a_decision(where), "token": right})
    assert desk.post("/undo", data={"token": right, "number": "1"}).status_code == 303
    answer = desk.post("/undo", data={"token": right, "number": "1"})
    assert answer.status_code == 409
    assert "undone already" in answer.text


def test_a_library_that_is_gone_is_said_to_be(where: str) -> None:
    desk = client(where)
    Path(where).unlink()
    answer = desk.get("/")
    assert answer.status_code == 503
    assert "no library" in answer.text


def test_two_people_who_correct_the_same_are_told(where: str) -> None:
    desk = client(where)
    page = desk.get("/").text
    right = token(page)
    assert 'name="latest" value="0"' in page
    form = {**a_decision(where), "token": right, "latest": "0"}
    assert desk.post("/decide", data=form).status_code == 303
    assert desk.post("/decide", data=form).status_code == 303
    answer = desk.post("/decide", data={**form, "speaker": "Yet Another"})
    assert answer.status_code == 409
    assert "me decided meanwhile" in answer.text
    assert "Somebody Else" in answer.text
    assert decisions(where) == 1
    assert 'name="latest" value="1"' in answer.text
    assert desk.post("/decide", data={**form, "speaker": "Yet Another", "latest": "1"}).status_code == 303
    assert decisions(where) == 2


def test_numbers_that_are_none_break_nothing(where: str) -> None:
    desk = client(where)
    right = token(desk.get("/").text)
    for number in ("9" * 40, "-1", "\u0663", "x", ""):
        assert desk.post("/undo", data={"token": right, "number": number}).status_code == 409
        assert desk.post("/forget", data={"token": right, "number": number}).status_code == 409
        answer = desk.post("/decide", data={**a_decision(where), "token": right, "start": number})
        assert answer.status_code == 303
    assert desk.get("/", params={"page": "9" * 40}).status_code == 200


def test_a_search_of_ten_thousand_characters_is_answered(where: str) -> None:
    desk = client(where)
    assert desk.get("/search", params={"q": "x" * 10_000}).status_code == 200
    assert desk.get("/search", params={"q": '"' + "oil " * 2_499}).status_code == 200
    assert desk.get("/search", params={"q": "speaker:" + "y" * 9_992}).status_code == 200
