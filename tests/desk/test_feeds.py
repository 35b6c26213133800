"""The feeds of the desk, as a reader of feeds understands them."""

from __future__ import annotations

from typing import Any

import feedparser
import pytest
from starlette.testclient import TestClient

from rashomon.desk import feeds
from rashomon.desk.application import application
from rashomon.library import Library
from rashomon.library.adding import add
from rashomon.library.searching import save
from rashomon.model import Block, Report, Span

HOST = "http://127.0.0.1"
ODD = 'A <b>bold</b> & "odd" \x00\x1b\ufffe headline ]]>'


@pytest.fixture
def desk(where: str) -> TestClient:
    return TestClient(application(where, hosts=["127.0.0.1"]), base_url=HOST)


def read(desk: TestClient, path: str) -> Any:
    answer = desk.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml"
    found = feedparser.parse(answer.content)
    assert not found.bozo, found.bozo_exception
    assert found.version == "atom10"
    assert found.feed.id
    assert found.feed.title
    assert found.feed.updated_parsed
    assert found.feed.author
    assert [link.href for link in found.feed.links if link.rel == "self"] == [HOST + path]
    assert len({entry.id for entry in found.entries}) == len(found.entries)
    for entry in found.entries:
        assert entry.title
        assert entry.updated_parsed
        assert entry.summary
        assert entry.link.startswith(HOST)
        assert desk.get(entry.link).status_code == 200
    return found


def test_a_saved_search_is_a_feed(where: str, desk: TestClient) -> None:
    with Library.open(where) as library:
        secret = save(library, "oil & water", "oil language:en")
    found = read(desk, f"/feed/{secret}.atom")
    assert found.feed.title == "oil & water"
    assert found.entries
    assert {entry.tags[0].term for entry in found.entries} == {"en"}


def test_the_stories_are_a_feed(where: str, desk: TestClient) -> None:
    with Library.open(where) as library:
        secret = feeds.key(library)
    found = read(desk, f"/feed/{secret}.atom")
    assert len(found.entries) == 2
    assert any("disagreement" in entry.summary for entry in found.entries)
    assert "12 reports" in " ".join(entry.summary for entry in found.entries)
    assert len(read(desk, f"/feed/{secret}.atom?language=sv").entries) == 1
    assert f"/feed/{secret}.atom" in desk.get("/").text


def test_odd_words_leave_a_feed_whole(where: str, desk: TestClient) -> None:
    text = ODD + " stands here. It is about oil."
    odd = Report("odd", "odd.txt", text, "en", ODD, outlet=ODD, blocks=(Block("body", Span(0, len(text))),))
    with Library.open(where) as library:
        add(library, [odd])
        secret, stories = save(library, ODD, "odd"), feeds.key(library)
    [entry] = read(desk, f"/feed/{secret}.atom").entries
    assert "bold" in entry.title
    assert len(read(desk, f"/feed/{stories}.atom").entries) == 3


def test_without_its_secret_word_no_feed_is_shown(where: str, desk: TestClient) -> None:
    with Library.open(where) as library:
        feeds.key(library)
        save(library, "oil", "oil")
    for secret in ("", "x", "feed", "%00", "\u00e4"):
        assert desk.get(f"/feed/{secret}.atom").status_code == 404
