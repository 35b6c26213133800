"""Inputs that are not what they say, or mean harm: a clear reason for each, and what lies beside is read."""

from __future__ import annotations

import io
import json
import os
import runpy
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from rashomon.reading import read_paths

MADE = runpy.run_path(str(Path(__file__).parents[3] / "examples" / "inputs" / "make.py"))
GOOD = "The weir at Sollund was opened on Friday, and the river fell by forty centimetres before noon.\n"
LAUGHS = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rss><channel><title>&b;</title><item><title>x</title><description>&b;</description></item></channel></rss>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<rss><channel><item><title>x</title><description>&a;</description></item></channel></rss>"""


def html(title: str, *lines: str) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in lines)
    head = f"<!doctype html><html><head><title>{title}</title></head>"
    return f"{head}<body><h1>{title}</h1>{body}</body></html>".encode()


def lexis(count: int) -> bytes:
    return "".join(
        f"Document {number}\nProQuest document ID: {number}00\nFull text: {GOOD}\n" for number in range(count)
    ).encode()


def bomb() -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 100_000_000)
    return raw.getvalue()


def front() -> bytes:
    """The front page of an outlet: headlines that are links, each with a line of its report."""
    teasers = "".join(
        f'<h2><a href="/n/{n}">The weir at Sollund opens on day {n}</a></h2><p>The river fell by {n} cm.</p>'
        for n in range(12)
    )
    head = "<!doctype html><html><head><title>Weir Post</title></head>"
    return f"{head}<body><main>{teasers}</main></body></html>".encode()


PAGE = MADE["page"](MADE["SV"])
BAD: list[tuple[str, bytes, str]] = [
    (
        "missing.html",
        html("404 - Page not found", "The page you requested could not be found."),
        "error page",
    ),
    (
        "saknas.html",
        html("Sidan hittades inte", "Sidan du söker finns inte längre. Pröva sökrutan."),
        "error page",
    ),
    ("weg.html", html("Seite nicht gefunden | Bote", "Diese Seite existiert nicht."), "error page"),
    ("introuvable.html", html("Page introuvable", "Retour à l'accueil."), "error page"),
    (
        "cookies.html",
        html("Küstenbote", "Wir und unsere Partner brauchen Ihre Einwilligung.", "Alle akzeptieren"),
        "consent",
    ),
    (
        "kakor.html",
        html("Posten", "Vi använder kakor och värnar om din integritet.", "Godkänn alla", "Hantera cookies"),
        "consent",
    ),
    (
        "login.html",
        html("Harbour strike", "Subscribe to continue reading. Already a subscriber? Log in to read."),
        "subscribe",
    ),
    (
        "abonnent.html",
        html("Hafenstreik", "Jetzt abonnieren und weiterlesen. Bereits Abonnent?"),
        "subscribe",
    ),
    ("front.html", front(), "is a page of links to other reports (12 headlines)"),
    ("deep.json", b"[" * 100_000 + b"]" * 100_000, "nested"),
    ("empty.html", b"<!doctype html><html><body><script>run()</script></body></html>", "no text"),
    ("deep.html", b"<html><body>" + b"<div>" * 10_000 + b"x" + b"</div>" * 10_000, "no text"),
    ("charset.html", PAGE.encode("cp1252"), "declares UTF-8 and is not"),
    ("nocharset.html", PAGE.replace('<meta charset="utf-8">', "").encode("cp1252"), "declares no encoding"),
    ("laughs.rss", LAUGHS.encode(), "XML entities"),
    ("outside.xml", OUTSIDE.encode(), "XML entities"),
    (
        "feeds.opml",
        b'<opml><body><outline xmlUrl="https://a.example/f"/></body></opml>',
        "list of 1 feeds (OPML)",
    ),
    (
        "settings.xml",
        b"<?xml version='1.0'?><config><a/></config>",
        "XML of a kind that is not read (<config>)",
    ),
    ("cut.rss", b"<rss><channel><title>A</title>", "without items"),
    ("picture.pdf", MADE["pdf"]([""]), "without a text layer"),
    ("broken.pdf", b"%PDF-1.4\n" + bytes(300), "damaged"),
    ("bomb.xlsx", bomb(), "decompression bomb"),
    ("broken.xlsx", b"PK\x03\x04" + bytes(90), "damaged"),
    ("broken.docx", b"PK\x03\x04" + bytes(90), "damaged"),
    ("broken.parquet", b"PAR1" + bytes(90), "damaged"),
    ("numbers.csv", b"a,b,c\n1,2,3\n4,5,6\n", "whose columns are not understood ('a', 'b', 'c')"),
    ("notext.csv", b"title,date\nStorm,2024-05-14\n", "without a column of texts (it has title, date)"),
    (
        "latin.csv",
        "Rubrik;Brödtext\nHöst;Löven föll över ån i går, säger hon.\n".encode("cp1252"),
        "--encoding",
    ),
    ("proquest.txt", lexis(4), "looks like 4 documents of ProQuest"),
    (
        "parted.txt",
        "".join(f"{'*' * 20}\nHead {n}\n2024-05-1{n}\n\n{GOOD * 3}\n" for n in range(3)).encode(),
        "looks like 3 documents",
    ),
    (
        "keyed.txt",
        "".join(f"Title: T{n}\nDate: 2024-05-1{n}\n{GOOD}\n\n" for n in range(3)).encode(),
        "looks like 3 documents with the fields",
    ),
    (
        "words.json",
        json.dumps({"cuttings": [{"a": 1}, {"a": 2}]}).encode(),
        "several records under 'cuttings'",
    ),
    ("story.json", json.dumps({"artikeltext2": GOOD * 4, "title": "x"}).encode(), "--map text=artikeltext2"),
    ("rows.json", json.dumps([["x", GOOD]]).encode(), "rows without names of columns"),
    ("quiet.eml", b"From: a@b.example\nMIME-Version: 1.0\nSubject: x\n\n\n", "letter without words"),
    ("empty.wacz", MADE["zipped"]({"a.txt": b"x"}), "no web archive"),
    ("broken.warc", b"WARC/1.0\r\nContent-Length: -4\r\n\r\nabc", "damaged"),
    ("cut.ris", b"TY  - NEWS\nT1  - x\n", "no end"),
    ("slides.pptx", MADE["zipped"]({"ppt/a.xml": b"x"}), "is an office document"),
]


@pytest.mark.parametrize(("name", "raw", "reason"), BAD, ids=[name for name, _, _ in BAD])
def test_a_bad_input_is_named_with_its_reason_in_little_time(
    tmp_path: Path, name: str, raw: bytes, reason: str
) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / name).write_bytes(raw)
    read_paths([str(tmp_path / "good.txt")])
    began = time.process_time()
    reading = read_paths([str(tmp_path)])
    assert time.process_time() - began < 10
    assert [report.source for report in reading.reports] == ["good.txt"]
    assert any(reason in problem.reason for problem in reading.problems if not problem.note), reading.problems


@pytest.mark.parametrize("name", ["publishedAt", "pub_ts", "Erschienen am", "wann", "date_download"])
def test_a_date_is_read_or_the_field_that_looks_like_one_is_named(name: str) -> None:
    raw = json.dumps({"text": GOOD, name: "2024-05-14T10:00:00Z"}).encode()
    reading = read_paths(["-"], stdin=io.BytesIO(raw))
    (report,) = reading.reports
    assert report.published or any(name in problem.reason for problem in reading.problems)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("14.05.2024", "2024-05-14"),
        ("14. Mai 2024, 10:30 Uhr", "2024-05-14"),
        ("mardi 14 mai 2024 à 10:30", "2024-05-14"),
        ("May 14, 2024 10:30 AM EDT", "2024-05-14"),
        ("14 maj 2024 kl. 10:30", "2024-05-14"),
        ("2024/05/14", "2024-05-14"),
        ("20240514T103000Z", "2024-05-14"),
        ("2024年5月14日", "2024-05-14"),
        ("1715680800", "2024-05-14"),
        ("31/12/2024", "2024-12-31"),
        ("02/03/2024", None),
        ("soon", None),
        ("0000-00-00", None),
    ],
)
def test_dates_in_words_are_read_and_unclear_ones_are_named(value: str, day: str | None) -> None:
    reading = read_paths(["-"], stdin=io.BytesIO(json.dumps({"text": GOOD, "date": value}).encode()))
    (report,) = reading.reports
    assert (report.published.start[:10] if report.published else None) == day
    assert bool(reading.problems) == (day is None)


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        (
            "BorgmÃ¤staren sade att bron Ã¤r stÃ¤ngd i veckan, enligt kommunen.",
            "Borgmästaren sade att bron är stängd",
        ),
        (
            "Le prÃ©fet a annoncÃ© la fermeture du pont de lâ€™Ã®le, dâ€™aprÃ¨s la mairie.",
            "Le préfet a annoncé la fermeture",
        ),
        (
            "&quot;Die Br&uuml;cke ist gesperrt&quot;, sagte die Sprecherin am Montag.",
            '"Die Brücke ist gesperrt"',
        ),
        ("La alcaldesa dijo: &#8220;El puente est&aacute; cerrado&#8221;.", "“El puente está cerrado”"),
        (
            "Burmistrz powiedziaÅ‚, Å¼e most jest zamkniÄ™ty od poniedziaÅ‚ku.",
            "Burmistrz powiedział, że most jest zamknięty",
        ),
        ("Starosta Å™ekl, Å¾e most je od pondÄ›lÃ­ uzavÅ™en.", "Starosta řekl, že most je od pondělí"),
        ("Nobody\u00e2\u0080\u0099s boat was lost at the mayor\u00e2\u0080\u0099s weir.", "the mayor’s weir"),
        ("Il sindaco ha detto che la cittÃ\u00a0 Ã¨ senza acqua da lunedÃ¬.", "la città è senza acqua"),
        ("Die &bdquo;Mira&ldquo; f&auml;hrt wieder.", "Die „Mira“ fährt wieder."),
        ("The weir\\u2019s gate and the mayor\\u2019s boat.", "The weir’s gate and the mayor’s boat."),
        ('[caption id="a" width="300"]The weir[/caption] It was opened on Friday.', "The weir It was opened"),
        ("The weir is open. {{ad_slot_3}}The river fell.", "The weir is open. The river fell."),
        ("The weir is open.\\n\\nThe river fell.\\nNobody was hurt.", "The weir is open.\n\nThe river fell."),
    ],
)
def test_damage_that_is_certain_is_repaired_and_said(damaged: str, whole: str) -> None:
    reading = read_paths(["-"], stdin=io.BytesIO(json.dumps({"text": damaged}).encode()))
    assert whole in reading.reports[0].text
    assert all(problem.note for problem in reading.problems)
    assert reading.problems


@pytest.mark.parametrize(
    "text",
    [
        "Höst över ån, sade Åsa Ärlig på måndagen i Örebro.",
        "Café « Le Phare » à l’île d’Yeu.",
        "AT&T and R&D; so it goes.",
        "Â is a letter.",
        "Ä… jag vet inte, sade hon. Å… nej, sade han, och gick hem över Ån™ och Å².",
        "The list [1] of {names} is in [the archive], she said.",
        r"The folder C:\users\new\u is empty.",
    ],
)
def test_what_is_not_damaged_is_left_as_it_is(text: str) -> None:
    reading = read_paths(["-"], stdin=io.BytesIO(json.dumps({"text": text}).encode()))
    assert reading.reports[0].text == text
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("A dam failed near Velden, a spokesman told Reuters on Friday.", ("Reuters",)),
        ("En damm brast vid Velden, enligt TT. Ingen skadades.", ("TT",)),
        ("En dæmning brast ved Velden, siger han til Ritzau.", ("Ritzau",)),
        ("VELDEN (AFP) — Un barrage a cédé vendredi, selon la préfecture.", ("AFP",)),
        ("Bei Velden brach ein Damm, sagte sie der dpa.", ()),
        ("The AP course was full, and nobody told the teachers.", ()),
        ("Una presa se rompió, dijo a Efe el alcalde de Velden (EFE).", ("EFE",)),
    ],
)
def test_the_agency_that_a_report_leans_on_is_data(text: str, agencies: tuple[str, ...]) -> None:
    (report,) = read_paths(["-"], stdin=io.BytesIO(json.dumps({"text": text}).encode())).reports
    if agencies:
        assert report.agencies == agencies
    else:
        assert set(report.agencies) <= {"dpa"}


def test_the_outlet_is_never_the_aggregator() -> None:
    record: dict[str, Any] = {
        "text": GOOD,
        "source": {"name": "Google News"},
        "url": "https://www.weirpost.example/a",
    }
    (report,) = read_paths(["-"], stdin=io.BytesIO(json.dumps(record).encode())).reports
    assert report.outlet == "weirpost.example"


def test_what_was_left_out_of_a_page_can_be_looked_at(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (report,) = read_paths([str(tmp_path)]).reports
    reasons = {left.text: left.reason for left in report.left_out}
    assert reasons["Sport"] == "navigation"
    assert reasons["The bridge last year."] == "caption of a picture"
    assert reasons["Rain all week"] == "other reports"
    assert not any(left.text in report.text for left in report.left_out)


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ('<blockquote class="twitter-tweet"><p>{0}</p></blockquote>', "embed"),
        ('<blockquote class="instagram-media"><p>{0}</p></blockquote>', "embed"),
        ('<blockquote class="tiktok-embed"><section><p>{0}</p></section></blockquote>', "embed"),
        ('<div class="fb-post"><blockquote><p>{0}</p></blockquote></div>', "embed"),
        ('<figure><img src="a.jpg" alt=""><figcaption>{0}</figcaption></figure>', "caption"),
        ("<blockquote><p>{0}</p></blockquote>", "body"),
    ],
)
def test_captions_and_posts_in_the_body_are_what_the_markup_says(marked: str, kind: str) -> None:
    """The words of a post are nobody's report: they are an embed in the body, or left out with the reason."""
    post = "Nobody was hurt when the weir gave way, and the road is open again since this morning at six."
    told = [f"{GOOD.strip()} Day {day} was told by {day} people who had seen the flood." for day in range(9)]
    page = html("Weir opened", *told).decode().replace("<p>", f"{marked.format(post)}<p>", 4)
    page = page.replace(marked.format(post), "", 3)
    (report,) = (item for item in _read_page(page) if not hasattr(item, "reason"))
    kinds = {block.kind for block in report.blocks if post in block.span.of(report.text)}
    left = {each.reason for each in report.left_out if each.text == post}
    reason = {"embed": "post of a network", "caption": "caption of a picture"}.get(kind)
    assert kinds == {kind} or (not kinds and left == {reason})
    assert all(line in report.text for line in told)


def _read_page(page: str) -> list[Any]:
    from rashomon.reading import Options
    from rashomon.reading.sources.html import page as read

    return list(read(page.encode(), "page.html", Options()))


def test_pipes_loops_and_names_of_any_bytes_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "itself.txt").symlink_to(tmp_path / "itself.txt")
    with open(os.fsencode(tmp_path) + b"/br\xe5.txt", "wb") as stream:
        stream.write(GOOD.replace("forty", "fifty").encode())
    reading = read_paths([str(tmp_path)])
    assert sorted(report.source for report in reading) == ["br\\xe5.txt", "good.txt"]
    assert {problem.source for problem in reading.problems} >= {"pipe"}


@pytest.mark.parametrize(
    "day", ["9999-12-31", "0001-01-01", "2024-02-30", "-5", 1e300, "9999-12-31T23:59:59-12:00"]
)
def test_a_date_at_the_end_of_time_stops_nothing(day: object) -> None:
    from rashomon.marking import mark

    raw = json.dumps({"text": f"The weir opened on {day}, two days ago.", "published": day}).encode()
    (report,) = read_paths(["-"], stdin=io.BytesIO(raw)).reports
    assert mark(report).text == report.text
