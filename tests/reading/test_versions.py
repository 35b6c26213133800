"""One report under several addresses, and its versions over time, is one report."""

from __future__ import annotations

import io
import json
import random
from itertools import permutations

import pytest

from rashomon.cli import main
from rashomon.grouping.stream import story_id
from rashomon.reading import Reading, read_paths
from rashomon.reading.addresses import canonical

FIRST = "Der Hafen von Orvane ist seit Montag gesperrt.\n\nDrei Boote sanken, sagte die Hafenmeisterin."
SECOND = "Der Hafen von Orvane ist seit Montag gesperrt.\n\nVier Boote sanken, sagte die Hafenmeisterin."
OTHER = "En la plaza mayor de Brihuela se celebró ayer una feria de libros con treinta puestos."


def read(*items: dict[str, object]) -> Reading:
    raw = "\n".join(map(json.dumps, items)).encode()
    return read_paths(["-"], stdin=io.BytesIO(raw))


@pytest.mark.parametrize(
    "address",
    [
        "https://www.kueste.example/hafen/", "http://kueste.example/hafen?utm_source=feed&utm_medium=rss",
        "https://kueste.example/hafen?fbclid=Xy12#kommentare", "https://m.kueste.example/hafen/amp/",
    ],
)  # fmt: skip
def test_what_does_not_name_another_report_is_no_part_of_its_address(address: str) -> None:
    assert canonical(address) == canonical("https://kueste.example/hafen")
    reading = read({"url": address, "text": FIRST}, {"url": "https://kueste.example/hafen", "text": FIRST})
    assert len(reading.reports) == 1
    assert reading.reports[0].revisions == ()
    assert all(problem.note for problem in reading.problems)


@pytest.mark.parametrize("address", ["https://kueste.example/hafen?id=2", "https://kueste.example/Hafen2"])
def test_another_address_is_another_report(address: str) -> None:
    reading = read(
        {"url": address, "text": FIRST}, {"url": "https://kueste.example/hafen?id=1", "text": FIRST}
    )
    assert len(reading.reports) == 2


def test_the_latest_version_stands_and_says_what_changed_whatever_the_order() -> None:
    items: list[dict[str, object]] = [
        {"url": "https://kueste.example/hafen", "text": FIRST, "published": "2024-05-14T08:00:00Z"},
        {"url": "http://www.kueste.example/hafen/", "text": SECOND, "published": "2024-05-14T12:00:00Z"},
        {"url": "https://plaza.example/feria", "text": OTHER},
    ]
    expected = None
    for seed in range(4):
        random.Random(seed).shuffle(items)
        reading = read(*items)
        assert expected in (None, reading)
        expected = reading
    assert expected is not None
    latest = next(report for report in expected.reports if "hafen" in report.source)
    assert "Vier Boote" in latest.text
    (revision,) = latest.revisions
    assert revision.published.startswith("2024-05-14T08")
    assert "Drei Boote" in revision.dropped[0]
    assert "Vier Boote" in revision.added[0]
    assert len(expected.reports) == 2


def test_one_id_for_unlike_texts_is_two_reports_and_said() -> None:
    reading = read({"id": "7", "text": FIRST}, {"id": "7", "text": OTHER})
    assert len(reading.reports) == 2
    assert "'7'" in reading.problems[0].reason


def test_revisions_survive_being_written_and_read() -> None:
    from rashomon.telling.json import report_line

    url = "https://kueste.example/hafen"
    (report,) = read({"url": url, "text": FIRST}, {"url": url, "text": SECOND + " Mehr folgt."}).reports
    again = read_paths(["-"], stdin=io.BytesIO(report_line(report).encode())).reports
    assert again == (report,)


#: Versions of one report under an id of its outlet, and a report of another under the same id.
EDITIONS: list[dict[str, object]] = [
    {"id": "17", "outlet": "Kystbladet", "language": "da", "published": "2024-05-14T08:00:00Z",
     "text": "Færgen Mira ramte kajen i Nordvig tirsdag. Tre passagerer kom til skade, siger havnen."},
    {"id": "17", "outlet": "Kystbladet", "language": "da", "published": "2024-05-14T11:00:00Z",
     "text": "Færgen Mira ramte kajen i Nordvig tirsdag. Fem passagerer kom til skade, siger havnen."},
    {"id": "17", "outlet": "Kystbladet", "language": "da", "published": "2024-05-14T15:00:00Z",
     "text": "Færgen Mira ramte kajen i Nordvig tirsdag. Seks passagerer kom til skade, siger havnen."},
    {"id": "17", "outlet": "El Faro", "language": "es", "published": "2024-05-14T09:00:00Z",
     "text": "En la plaza mayor de Brihuela se celebró el martes una feria de libros con treinta puestos."},
]  # fmt: skip


def run(verb: str, raw: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What a verb writes of standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw.encode())))
    assert main([verb, "-"]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_versions_that_went_through_a_stream_are_brought_together_in_any_order(
    order: tuple[int, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = "\n".join(json.dumps(EDITIONS[at]) for at in order)
    lines = run("read", raw, capsys, monkeypatch)
    assert len({json.loads(line)["id"] for line in lines.splitlines()}) == 4
    direct, streamed = (read_paths(["-"], stdin=io.BytesIO(each.encode())) for each in (raw, lines))
    assert {(each.text, each.revisions) for each in streamed} == {
        (each.text, each.revisions) for each in direct
    }
    (latest,) = (each for each in streamed if each.revisions)
    assert "Seks" in latest.text
    assert ["Tre" in "".join(each.dropped) for each in latest.revisions] == [True, False]


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_a_stream_of_reports_is_grouped_by_their_latest_versions_in_any_order(
    order: tuple[int, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [{**item, "id": "17" if item["language"] == "da" else "18"} for item in EDITIONS]
    raw = "\n".join(json.dumps(items[at]) for at in order)
    stories = json.loads(run("group", raw, capsys, monkeypatch))["stories"]
    assert sorted(story["reports"] for story in stories) == [["17"], ["18"]]
    assert {story["id"] for story in stories} == {story_id("17"), story_id("18")}
