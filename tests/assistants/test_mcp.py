"""The tools of an assistant, asked by a real client over standard input and output."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rashomon.cli import main
from tests.conftest import EXAMPLES

mcp = pytest.importorskip("mcp", reason="mcp is not installed (rashomon[mcp])")
anyio = pytest.importorskip("anyio")

TOOLS = {"stories", "story", "search", "passage", "statements_by", "differences"}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("mcp") / "library.db"
    assert main(["add", str(path), str(EXAMPLES / "reports"), "--json", str(path) + ".json"]) == 0
    return str(path)


def asked(*paths: str, calls: list[tuple[str, dict[str, Any]]]) -> list[Any]:
    """What the server answers, each call its result; the first is the list of its tools."""
    from mcp.client.stdio import stdio_client

    async def run() -> list[Any]:
        command = mcp.StdioServerParameters(command=sys.executable, args=["-m", "rashomon", "mcp", *paths])
        async with stdio_client(command) as (read, write), mcp.ClientSession(read, write) as session:
            await session.initialize()
            found: list[Any] = [(await session.list_tools()).tools]
            for name, given in calls:
                found.append(await session.call_tool(name, given))
            return found

    result: list[Any] = anyio.run(run)
    return result


def spans(answer: Any) -> Iterator[dict[str, Any]]:
    if isinstance(answer, dict):
        if {"report", "start", "end", "text"} <= answer.keys() and isinstance(answer["report"], str):
            yield answer
        for value in answer.values():
            yield from spans(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from spans(value)


def test_every_answer_leads_to_its_characters(library: str) -> None:
    from rashomon.library import Library

    tools, *answers = asked(library, calls=[
        ("stories", {"order": "size"}), ("search", {"query": "oil language:en"}), ("differences", {}),
        ("statements_by", {"name": "tomasz WIERZBA"}),
    ])  # fmt: skip
    assert {tool.name for tool in tools} == TOOLS
    assert all(tool.annotations.read_only_hint for tool in tools)
    found = [answer.structured_content for answer in answers]
    assert [story["reports"] for story in found[0]["stories"]] == [12, 2]
    assert found[1]["found"] >= 1
    assert {value["outlet"] for value in found[2]["differences"][0]["values"]} >= {"Harbour Gazette"}
    assert all(one["speaker"] == "Tomasz Wierzba" for one in found[3]["statements"])
    assert found[3]["found"] == len(found[3]["statements"]) >= 1
    every = list(spans(found))
    assert len(every) > 20
    with Library.open(library) as opened:
        for one in every:
            assert opened.report(one["report"]).text[one["start"] : one["end"]] == one["text"]


def test_from_a_story_to_a_passage_and_its_surroundings(library: str) -> None:
    from rashomon.library import Library

    with Library.open(library) as opened:
        id = opened.database.all("SELECT id FROM story ORDER BY reports DESC")[0]["id"]
    _, told = asked(library, calls=[("story", {"id": id, "statements": 3})])
    story = told.structured_content
    assert len(story["reports"]) == 12
    assert len(story["statements"]) == 3 < story["statements_in_all"]
    value = story["differences"][0]["values"][0]
    wanted = {key: value[key] for key in ("report", "start", "end")} | {"around": 20}
    _, shown = asked(library, calls=[("passage", wanted)])
    passage = shown.structured_content
    assert passage["text"] == value["text"]
    assert len(passage["before"]) <= 20
    assert passage["selectors"][1]["exact"] == value["text"]
    reported = [v for one in story["statements"] for v in one["versions"] if v["kind"] == "indirect"]
    assert not any(version["verbatim"] for version in reported)


def test_files_are_read_without_a_library(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The bridge at Tarrow closed on Monday. “It is rotten,” said Lena Frost.")
    _, found = asked(str(tmp_path), calls=[("search", {"query": "bridge"})])
    assert found.structured_content["found"] == 1


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("story", {"id": "nothing"}, "no story has the id nothing"),
    ("passage", {"report": "nothing", "start": 0, "end": 1}, "no report has the id nothing"),
    ("search", {"query": "colour:red"}, "no such field"),
    ("search", {"query": "x" * 10_001}, "too long"),
    ("stories", {"order": "chance"}, "no such order"),
    ("statements_by", {"name": "  "}, "a name is needed"),
]


def test_what_cannot_be_answered_says_why_and_nothing_is_written(library: str) -> None:
    from rashomon.library import Library

    with Library.open(library) as opened:
        report = opened.database.all("SELECT id FROM report")[0]["id"]
    outside = [
        ("passage", {"report": report, "start": start, "end": end}, reason)
        for start, end, reason in ((-1, 4, "does not lie"), (5, 2, "does not lie"), (0, 10**9, "not lie"))
    ]
    before = Path(library).read_bytes()
    answers = asked(library, calls=[(name, given) for name, given, _ in (*WRONG, *outside)])[1:]
    for answer, (_, _, reason) in zip(answers, (*WRONG, *outside), strict=True):
        assert answer.is_error
        assert reason in answer.content[0].text
    assert Path(library).read_bytes() == before
