"""The verbs over a library, as they are typed."""

from __future__ import annotations

import csv
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from rashomon.cli import main
from rashomon.library import Library
from rashomon.library.database import Database, connect

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("verbs") / "library.db"
    assert main(["add", str(path), str(EXAMPLES), "--json", str(path.with_suffix(".json"))]) == 0
    return path


def answer(capsys: pytest.CaptureFixture[str], *command: str) -> Any:
    assert main([*command]) == 0
    return json.loads(capsys.readouterr().out)


def test_adding_says_what_came_of_it(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = json.loads(filled.with_suffix(".json").read_text())
    assert (first["new"], first["library"]["report"], first["library"]["story"]) == (14, 14, 2)
    again = answer(capsys, "add", str(filled), str(EXAMPLES))
    assert (again["new"], again["known"], again["stories_changed"]) == (0, 14, [])


def test_what_cannot_be_read_is_named_and_the_rest_added(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.txt").write_text("The bridge at Tarrow was closed on Monday.")
    (tmp_path / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert main(["add", str(tmp_path / "l.db"), str(tmp_path / "good.txt"), str(tmp_path / "bad.png")]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["new"] == 1
    assert "bad.png" in err


def test_stories_are_listed_and_shown(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stories = answer(capsys, "stories", str(filled))["stories"]
    assert [story["reports"] for story in stories] == [2, 12]
    shown = answer(capsys, "show", str(filled), stories[0]["id"])
    assert shown["format"] == "rashomon.synopsis/1"
    assert shown["stories"][0]["id"] == stories[0]["id"]
    report = answer(capsys, "show", str(filled), shown["stories"][0]["reports"][0]["id"])
    assert report["marks"]["quotations"]
    assert main(["show", str(filled), "nothing"]) == 1


def test_a_search_finds_and_is_kept(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "search", str(filled), "oil", "language:en", "--save", "oil")
    assert found["found"] == len(found["reports"]) >= 1
    assert main(["search", str(filled), "speeker:x"]) == 2


def test_decisions_come_from_a_file_and_go_into_one(
    filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine, theirs = tmp_path / "mine.toml", tmp_path / "theirs.toml"
    mine.write_text('[[decision]]\nkind = "other_story"\nreports = ["a", "b"]\n')
    assert main(["decide", str(filled), str(mine), "--who", "Ada", "--toml", str(theirs)]) == 0
    assert "no report a is in the library" in capsys.readouterr().err
    assert 'who = "Ada"' in theirs.read_text()
    [held] = answer(capsys, "decide", str(filled))["decisions"]
    assert answer(capsys, "decide", str(filled), "--undo", str(held["number"]))["decisions"] == []
    assert main(["decide", str(filled), "--undo", "99"]) == 2
    mine.write_text('[[decision]]\nkind = "nonsense"\n')
    assert main(["decide", str(filled), str(mine)]) == 2
    assert "nonsense" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "annotations", "ris", "bibtex", "markdown"])
def test_a_library_is_exported(filled: Path, tmp_path: Path, form: str) -> None:
    assert main(["export", str(filled), str(tmp_path / form), "--format", form]) == 0
    assert list((tmp_path / form).iterdir())
    if form == "csv":
        with (tmp_path / form / "reports.csv").open(encoding="utf-8-sig", newline="") as sheet:
            assert len(list(csv.DictReader(sheet))) == 14


def test_a_folder_is_watched_and_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library, folder = tmp_path / "l.db", tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("The bridge at Tarrow was closed on Monday.")
    assert main(["watch", str(library), str(folder), "--every", "5", "--once"]) == 0
    [source] = answer(capsys, "watch", str(library), "--list")["sources"]
    assert (source["reports"], source["every_minutes"], source["failures"]) == (1, 5, 0)
    assert main(["watch", str(library), str(folder), "--remove"]) == 0


@pytest.mark.parametrize("command", [["stories"], ["search", "x"], ["show", "x"], ["decide"]])
def test_a_library_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert main([command[0], str(tmp_path / "none.db"), *command[1:]]) == 2
    assert "no library" in capsys.readouterr().err


def test_a_desk_for_others_needs_accounts(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", str(filled), "--host", "0.0.0.0"]) == 2
    assert "needs accounts" in capsys.readouterr().err


def _hurried(where: str, **given: Any) -> Database:
    return connect(where, **{**given, "patience": 0.1})


def test_what_keeps_a_library_from_being_written_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "l.db"
    with Library.open(str(path)) as library:
        monkeypatch.setattr("rashomon.library.store.connect", _hurried)
        with library.database.transaction():
            assert main(["add", str(path), str(EXAMPLES)]) == 2
    assert "is being written to by another process" in capsys.readouterr().err
    path.write_bytes(path.read_bytes()[:5_000])
    assert main(["stories", str(path)]) == 2
    assert "damaged" in capsys.readouterr().err


class _Site(BaseHTTPRequestHandler):
    """A server that answers as no feed should."""

    def log_message(self, *given: Any) -> None:
        pass

    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            self.send_error(404)
            return
        self.send_response(302 if self.path == "/inward" else 200)
        if self.path == "/inward":
            self.send_header("Location", "http://10.0.0.1/secret")
        if self.path == "/huge":
            self.send_header("Content-Length", str(2 * 10**9))
        self.end_headers()
        try:
            while self.path in {"/huge", "/endless"}:
                self.wfile.write(b"x " * 5_000)
                if self.path == "/endless":
                    time.sleep(0.05)
        except OSError:
            pass


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/inward", "10.0.0.1, a private or local address: not fetched"),
        ("/huge", "is larger than"),
        ("/endless", "took more than"),
    ],
)
def test_a_feed_that_is_none_is_named_and_the_next_is_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, path: str, said: str
) -> None:
    from rashomon.reading import fetching

    def outside(host: str, port: int, private: bool) -> str:
        return reachable(host, port, host == "127.0.0.1")

    reachable = fetching._reachable
    monkeypatch.setattr(fetching, "_reachable", outside)
    monkeypatch.setattr(fetching, "PAUSE", 0.0)
    monkeypatch.setattr(fetching, "MAX_SECONDS", 1.0)
    monkeypatch.setattr(fetching, "MAX_BYTES", 3_000_000)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}{path}"
    (tmp_path / "zz.txt").write_text("The bridge at Tarrow was closed on Monday.")
    library = str(tmp_path / "l.db")
    assert main(["watch", library, address, str(tmp_path / "zz.txt"), "--once"]) == 1
    server.shutdown()
    assert said in capsys.readouterr().err
    health = {row["location"]: row for row in answer(capsys, "watch", library, "--list")["sources"]}
    assert said in health[address]["result"]
    assert health[str(tmp_path / "zz.txt")]["reports"] == 1


def test_an_address_of_this_machine_is_not_watched_unless_allowed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["watch", str(tmp_path / "l.db"), "http://127.0.0.1:9/feed", "--once"]) == 1
    assert "a private or local address: not fetched" in capsys.readouterr().err


def test_numbers_of_a_large_library_and_ports_are_taken(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(capsys, "stories", str(filled), "--offset", "50000", "--limit", "5000") == {"stories": []}
    assert main(["decide", str(filled), "--undo", "12345"]) == 2
    assert "has the number 12345" in capsys.readouterr().err
    for port in ("70000", "0", "x"):
        with pytest.raises(SystemExit):
            main(["serve", str(filled), "--port", port])
    assert main(["serve", str(filled), "--host", "0.0.0.0", "--port", "8899"]) == 2
    assert "needs accounts" in capsys.readouterr().err
