"""Makes the example inputs in this folder: one invented happening as every tool would hand it over.

    python examples/inputs/make.py

The texts are written for this project (Apache-2.0). What each file must be read as stands in
``expected.toml`` beside it; a test reads every file and holds it to that.
"""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
EN = {
    "title": "Swing bridge at Tarnholm stuck open, island cut off", "outlet": "Strand Courier", "byline": "Ines Walcott",
    "url": "https://strandcourier.example/news/swing-bridge", "language": "en", "date": "2026-03-17",
    "time": "2026-03-17T08:40:00+00:00",
    "paragraphs": [
        "The swing bridge at Tarnholm stuck open on Tuesday morning and left 640 islanders without a road.",
        "“A bearing has broken, and we do not have another one,” said harbour master Odile Brandt.",
        "Two ferries carried the first pupils to school, and the clinic moved its patients by boat.",
        "The council expects the repair to take nine days and to cost 1.4 million kroner, Brandt told Reuters.",
    ],
}  # fmt: skip
SV = {
    "title": "Bron vid Tarnholm fast i öppet läge", "outlet": "Skärgårdsposten", "byline": "Lovisa Ekelund",
    "url": "https://skargardsposten.example/nyheter/bron", "language": "sv", "date": "2026-03-17",
    "time": "2026-03-17T10:05:00+01:00",
    "paragraphs": [
        "Svängbron vid Tarnholm fastnade i öppet läge på tisdagsmorgonen och 640 öbor blev utan väg.",
        "”Ett lager har gått sönder och vi har inget annat”, säger hamnkaptenen Odile Brandt.",
        "Två färjor körde de första eleverna till skolan, och vårdcentralen flyttade sina patienter med båt.",
        "Reparationen väntas ta nio dagar och kosta 1,4 miljoner kronor, enligt TT.",
    ],
}  # fmt: skip
DE = {
    "title": "Drehbrücke von Tarnholm klemmt, Insel abgeschnitten", "outlet": "Küstenbote", "byline": "Jörg Teffen",
    "url": "https://kuestenbote.example/drehbruecke", "language": "de", "date": "2026-03-18",
    "time": "2026-03-18T06:00:00+01:00",
    "paragraphs": [
        "Die Drehbrücke von Tarnholm klemmt seit Dienstag, 640 Menschen auf der Insel haben keine Straße mehr.",
        "„Ein Lager ist gebrochen, und ein zweites haben wir nicht“, sagte die Hafenmeisterin Odile Brandt.",
        "Zwei Fähren brachten die ersten Kinder zur Schule, die Klinik verlegte ihre Kranken mit Booten.",
        "Die Reparatur soll neun Tage dauern und 1,4 Millionen Kronen kosten (dpa).",
    ],
}  # fmt: skip
ALL = (EN, SV, DE)
Story = dict[str, Any]


def body(story: Story, between: str = "\n\n") -> str:
    """The paragraphs of a story as one text."""
    return between.join(story["paragraphs"])


def page(story: Story, *, linked: bool = True, charset: str = "utf-8") -> str:
    """A page of an outlet, with all that stands around a report."""
    data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": story["title"],
        "datePublished": story["time"], "author": {"@type": "Person", "name": story["byline"]},
        "publisher": {"@type": "Organization", "name": story["outlet"]}, "inLanguage": story["language"],
    }  # fmt: skip
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>' if linked else ""
    paragraphs = "\n".join(f"<p>{line}</p>" for line in story["paragraphs"])
    return f"""<!doctype html>
<html lang="{story["language"]}"><head><meta charset="{charset}"><title>{story["title"]} | {story["outlet"]}</title>
<link rel="canonical" href="{story["url"]}"><meta property="og:site_name" content="{story["outlet"]}">
<meta property="article:published_time" content="{story["time"]}">{script}
<script>window.tracker = "never run";</script></head><body>
<nav><ul><li><a href="/">News</a></li><li><a href="/sport">Sport</a></li><li><a href="/weather">Weather</a></li></ul></nav>
<main><article><h1>{story["title"]}</h1><figure><img src="b.jpg" alt=""><figcaption>The bridge last year.</figcaption></figure>
{paragraphs}
</article></main>
<aside class="related"><h2>More</h2><ul><li><a href="/1">Rain all week</a></li><li><a href="/2">Market moves</a></li></ul></aside>
<div class="comments">Log in to comment</div><footer>© 2026 {story["outlet"]}. All rights reserved.</footer></body></html>
"""


def record(story: Story, **names: str) -> Story:
    """A story under other names of its fields: ``record(EN, maintext="text")``."""
    whole = {**story, "text": body(story)}
    return {theirs: whole[ours] for theirs, ours in names.items()}


def warc() -> bytes:
    """A web archive: two pages, one of them twice, a revisit, a redirect, an error, a picture."""
    out = io.BytesIO()

    def put(kind: str, address: str, block: bytes, number: int) -> None:
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
            f"WARC-Date: 2026-03-18T12:00:00Z\r\nWARC-Target-URI: {address}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        out.write(head.encode() + block + b"\r\n\r\n")

    def http(status: str, kind: str, payload: bytes) -> bytes:
        return (
            f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(payload)}\r\n\r\n".encode()
            + payload
        )

    english, german = (http("200 OK", "text/html; charset=utf-8", page(each).encode()) for each in (EN, DE))
    put("response", EN["url"], english, 1)
    put("response", "http://www.strandcourier.example/news/swing-bridge?utm_source=x", english, 2)
    put("revisit", EN["url"], b"HTTP/1.1 200 OK\r\n\r\n", 3)
    put(
        "response",
        "https://kuestenbote.example/alt",
        http("301 Moved", "text/html", b"<html>moved</html>"),
        4,
    )
    put("response", DE["url"], german, 5)
    put(
        "response",
        "https://kuestenbote.example/weg",
        http("404 Not Found", "text/html", b"<html>weg</html>"),
        6,
    )
    put("response", "https://kuestenbote.example/b.png", http("200 OK", "image/png", b"\x89PNG\r\n\x1a\n"), 7)
    return out.getvalue()


def zipped(files: dict[str, Any]) -> bytes:
    """A zip archive, the same bytes each time."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 18, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return raw.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    """A tar archive, the same bytes each time."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return raw.getvalue()


def feeds() -> dict[str, bytes]:
    """RSS with teasers, RSS with whole texts, Atom, JSON Feed, a news sitemap."""
    items = "".join(
        f"<item><title>{escape(each['title'])}</title><link>{each['url']}</link><guid>{each['url']}</guid>"
        f"<pubDate>{date}</pubDate><description>{escape(each['paragraphs'][0])}</description>%s</item>"
        for each, date in ((EN, "Tue, 17 Mar 2026 08:40:00 GMT"), (DE, "Wed, 18 Mar 2026 06:00:00 +0100"))
    )
    head = (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        "<channel><title>Strand Courier - Islands</title><link>https://strandcourier.example/</link>%s</channel></rss>"
    )
    whole = [f"<content:encoded><![CDATA[{''.join(f'<p>{p}</p>' for p in each['paragraphs'])}]]></content:encoded>"
             for each in (EN, DE)]  # fmt: skip
    entries = "".join(
        f'<entry><id>{each["url"]}</id><title>{escape(each["title"])}</title><link href="{each["url"]}"/>'
        f"<published>{each['time']}</published><author><name>{each['byline']}</name></author>"
        f'<content type="html">{escape("".join(f"<p>{p}</p>" for p in each["paragraphs"]))}</content></entry>'
        for each in ALL
    )
    atom = f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Strand Courier</title>{entries}</feed>'
    news = "".join(
        f"<url><loc>{each['url']}</loc><news:news><news:publication><news:name>{each['outlet']}</news:name>"
        f"<news:language>{each['language']}</news:language></news:publication>"
        f"<news:publication_date>{each['time']}</news:publication_date><news:title>{escape(each['title'])}</news:title>"
        "</news:news></url>"
        for each in ALL
    )
    sitemap = (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{news}</urlset>'
    )
    jsonfeed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "Strand Courier",
        "items": [
            {"id": each["url"], "url": each["url"], "title": each["title"], "date_published": each["time"],
             "language": each["language"], "authors": [{"name": each["byline"]}],
             "content_html": "".join(f"<p>{line}</p>" for line in each["paragraphs"])}
            for each in ALL
        ],
    }  # fmt: skip
    return {
        "teasers.rss": (head % (items % ("", ""))).encode(), "whole.rss": (head % (items % tuple(whole))).encode(),
        "islands.atom": atom.encode(), "news-sitemap.xml": sitemap.encode(),
        "feed.json": json.dumps(jsonfeed, ensure_ascii=False, indent=1).encode(),
    }  # fmt: skip


def objects() -> dict[str, Any]:
    """JSON as other tools write it."""
    news = [{"source": {"id": None, "name": each["outlet"]}, "author": each["byline"], "title": each["title"],
             "description": each["paragraphs"][0], "url": each["url"], "publishedAt": each["time"],
             "content": f"{body(each, ' ')[:180]}… [+{240 + place} chars]"} for place, each in enumerate(ALL)]  # fmt: skip
    fundus = [{"title": each["title"], "authors": [each["byline"]], "publishing_date": each["time"],
               "body": {"summary": each["paragraphs"][:1],
                        "sections": [{"headline": [], "paragraphs": each["paragraphs"][1:]}]},
               "publisher": each["outlet"]} for each in ALL]  # fmt: skip
    telegram = {"name": "Strand Courier", "type": "public_channel", "id": 77, "messages": [
        {"id": 1, "type": "service", "actor": "Strand Courier", "action": "create_channel", "text": ""},
        *({"id": place, "type": "message", "date": each["time"][:19], "date_unixtime": "1773736800",
           "text": [{"type": "bold", "text": each["title"]}, "\n\n", body(each)]}
          for place, each in enumerate(ALL, 2)),
    ]}  # fmt: skip
    feedly = {"items": [{"id": each["url"], "title": each["title"], "published": 1773736800000,
                         "origin": {"title": each["outlet"], "htmlUrl": each["url"]}, "author": each["byline"],
                         "alternate": [{"href": each["url"], "type": "text/html"}], "language": each["language"],
                         "content": {"content": "".join(f"<p>{line}</p>" for line in each["paragraphs"])}}
                        for each in ALL]}  # fmt: skip
    columns = {"text": {}, "title": {}, "date": {}}  # type: dict[str, dict[str, str]]
    for place, each in enumerate(ALL):
        columns["text"][str(place)], columns["title"][str(place)] = body(each), each["title"]
        columns["date"][str(place)] = each["date"]
    ninjs1 = {"uri": EN["url"], "type": "text", "versioncreated": EN["time"], "language": "en", "byline": EN["byline"],
              "headline": EN["title"], "body_text": body(EN), "infosources": [{"name": EN["outlet"]}]}  # fmt: skip
    ninjs2 = {"uri": SV["url"], "type": "text", "versioncreated": SV["time"], "language": "sv",
              "headlines": [{"role": "main", "value": SV["title"]}], "by": SV["byline"],
              "bodies": [{"role": "main", "contenttype": "text/html",
                          "value": "".join(f"<p>{line}</p>" for line in SV["paragraphs"])}],
              "infosources": [{"name": SV["outlet"]}]}  # fmt: skip
    ninjs3 = {"uri": DE["url"], "type": "text", "contentCreated": DE["time"], "language": "de", "by": DE["byline"],
              "headlines": [{"role": "main", "value": DE["title"]}],
              "bodies": [{"role": "main", "contentType": "text/plain", "value": body(DE)}],
              "infoSources": [{"name": DE["outlet"]}]}  # fmt: skip
    picture = {"uri": "https://strandcourier.example/pictures/7", "type": "picture", "versioncreated": EN["time"],
               "language": "en", "headlines": [{"role": "main", "value": EN["title"]}], "by": EN["byline"],
               "descriptions": [{"role": "creditline", "value": "Strand Courier"},
                                {"role": "caption", "value": EN["paragraphs"][0]}]}  # fmt: skip
    return {
        "newsapi.json": {"status": "ok", "totalResults": 3, "articles": news},
        "event-registry.json": {"articles": {"page": 1, "results": [
            {"uri": f"88{place}", "lang": {"en": "eng", "sv": "swe", "de": "deu"}[each["language"]], "url": each["url"],
             "title": each["title"], "body": body(each), "dateTimePub": each["time"], "date": each["date"],
             "source": {"uri": "strandcourier.example", "dataType": "news", "title": each["outlet"]}}
            for place, each in enumerate(ALL)]}},
        "media-cloud.json": [record(each, media_name="outlet", publish_date="date", title="title", url="url",
                                    language="language", text="text") for each in ALL],
        "fundus.json": fundus,
        "newspaper4k.json": [record(each, title="title", text="text", authors="byline", publish_date="time",
                                    canonical_link="url", meta_lang="language") for each in ALL],
        "news-please.json": record(EN, maintext="text", title="title", date_publish="time", source_domain="outlet",
                                   url="url", language="language"),
        "trafilatura.json": record(SV, text="text", raw_text="text", title="title", date="date", sitename="outlet",
                                   source="url", author="byline", language="language"),
        "schema-org.json": {"@context": "https://schema.org", "@graph": [
            {"@type": "Organization", "name": "Strand Courier"},
            {"@type": "NewsArticle", "headline": EN["title"], "articleBody": body(EN), "datePublished": EN["time"],
             "url": EN["url"], "publisher": {"name": EN["outlet"]}, "inLanguage": "en"}]},
        "feedly.json": feedly, "telegram.json": telegram,
        "gdelt.json": {"articles": [
            {"url": each["url"], "url_mobile": "", "title": each["title"], "seendate": each["date"].replace("-", "") + "T090000Z",
             "socialimage": "", "domain": each["url"].split("/")[2], "language": named, "sourcecountry": "Norway"}
            for each, named in zip(ALL, ("English", "Swedish", "German"), strict=True)]},
        "pandas-columns.json": columns,
        "pandas-split.json": {"columns": ["title", "text", "date"], "index": [0, 1, 2],
                              "data": [[each["title"], body(each), each["date"]] for each in ALL]},
        "pandas-index.json": {str(place): record(each, title="title", text="text", date="date")
                              for place, each in enumerate(ALL)},
        "pandas-table.json": {"schema": {"fields": [], "pandas_version": "1.4.0"},
                              "data": [record(each, title="title", text="text", date="date") for each in ALL]},
        "elasticsearch.json": {"took": 3, "hits": {"total": {"value": 3}, "hits": [
            {"_index": "news", "_id": str(place), "_source": record(each, title="title", body="text", published="time")}
            for place, each in enumerate(ALL)]}},
        "ninjs1.json": ninjs1, "ninjs2.json": ninjs2, "ninjs3.json": ninjs3,
        "ninjs2-picture.json": picture,
    }  # fmt: skip


def tables() -> dict[str, bytes]:
    """CSV as different programs save it."""
    head = "Rubrik;Datum;Källa;Brödtext\r\n"
    quoted = "".join(f'"{e["title"]}";{e["date"]};{e["outlet"]};"{body(e)}"\r\n' for e in (SV, DE))
    tabs = "url\tpubdate\ttitle\ttext\n" + "".join(
        f"{e['url']}\t{e['date']}\t{e['title']}\t{body(e, ' ')}\n" for e in ALL
    )
    odd = "kop,wanneer,stuk\n" + "".join(f'"{e["title"]}",{e["date"]},"{body(e, " ")}"\n' for e in ALL)
    return {
        "excel.csv": ("\ufeff" + head + quoted).encode(), "excel-unicode.csv": tabs.encode("utf-16"),
        "windows.csv": (head + quoted).encode("cp1252"), "other-names.csv": odd.encode(), "tabs.tsv": tabs.encode(),
    }  # fmt: skip


def rows() -> list[list[str]]:
    """A table of all stories, its title above it."""
    return [["Cuttings, March", "", "", ""], ["Title", "Published", "Outlet", "Text"],
            *([each["title"], each["date"], each["outlet"], body(each)] for each in ALL)]  # fmt: skip


def xlsx() -> bytes:
    """A spreadsheet with a merged title, a formula with its value, and an empty sheet behind it."""

    def cell(place: int, line: int, value: str) -> str:
        name = f"{'ABCD'[place]}{line}"
        if value == EN["outlet"]:
            return f'<c r="{name}" t="str"><f>CONCATENATE("Strand ","Courier")</f><v>{value}</v></c>'
        return f'<c r="{name}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'

    lines = "".join(
        f'<row r="{line}">{"".join(cell(place, line, value) for place, value in enumerate(row) if value)}</row>'
        for line, row in enumerate(rows(), 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return zipped({
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/'
        f'vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{relations}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="Cuttings" sheetId="1" r:id="s1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="s1" '
        f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData><mergeCells count="1">'
        '<mergeCell ref="A1:D1"/></mergeCells></worksheet>',
    })  # fmt: skip


def ods() -> bytes:
    """The same table as OpenDocument."""
    lines = "".join(
        "<table:table-row>" + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
            for value in (part.replace("\n\n", " ") for part in row)
        ) + "</table:table-row>"
        for row in rows()
    )  # fmt: skip
    spaces = " ".join(
        f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"'
        for each in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Cuttings">{lines}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return zipped(
        {
            "mimetype": kind.encode(),
            "content.xml": content.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def letters() -> dict[str, bytes]:
    """A letter, a digest and a mailbox."""

    def letter(story: Story, text: str, subject: str) -> EmailMessage:
        message = EmailMessage()
        message["From"] = f"{story['outlet']} <desk@strandcourier.example>"
        message["Subject"], message["Date"] = subject, "Tue, 17 Mar 2026 09:00:00 +0000"
        message["Message-ID"] = f"<{story['language']}@strandcourier.example>"
        message.set_content(text, cte="quoted-printable")
        return message

    line = "\n" + "-" * 40 + "\n"
    digest = "Good morning! The day's news.\n" + line + line.join(
        f"\n{each['title']}\n\n{body(each)}\n\n{each['url']}\n" for each in ALL
    ) + line + "\nUnsubscribe here\n"  # fmt: skip
    one = letter(EN, body(EN) + "\n", EN["title"])
    one.add_alternative(page(EN), subtype="html")
    one.set_boundary("=-=-1")
    boxes = b"".join(
        b"From desk@strandcourier.example Tue Mar 17 09:00:00 2026\n"
        + letter(each, body(each) + "\n", each["title"]).as_bytes()
        + b"\n"
        for each in ALL
    )
    return {
        "letter.eml": one.as_bytes(),
        "digest.eml": letter(EN, digest, "The day").as_bytes(),
        "desk.mbox": boxes,
    }


def exports() -> dict[str, bytes]:
    """Exports of databases as text."""
    written = {
        "en": "March 17, 2026 Tuesday",
        "sv": "March 17, 2026 Tuesday",
        "de": "March 18, 2026 Wednesday",
    }
    named = {"en": "English", "sv": "Swedish", "de": "German"}
    nexis = "".join(
        f"{each['title']}\n{each['outlet']}\n{written[each['language']]}\n\nCopyright 2026 {each['outlet']} All Rights Reserved\n"
        f"Section: NEWS; Pg. 4\nLength: 64 words\nByline: {each['byline']}\nBody\n\n{body(each)}\n\nClassification\n\n"
        f"Language: {named[each['language']].upper()}\nPublication-Type: Newspaper\nLoad-Date: March 18, 2026\n\nEnd of Document\n\n"
        for each in ALL
    )
    lexis = "".join(
        f"\n\n                               {place} of 3 DOCUMENTS\n\n\n                    {each['outlet']}\n\n"
        f"                    {written[each['language']]}\n\n{each['title']}\n\nBYLINE: {each['byline']}\n\nSECTION: NEWS; Pg. 4\n\n"
        f"LENGTH: 64 words\n\n{body(each)}\n\nLOAD-DATE: March 18, 2026\n\nLANGUAGE: {named[each['language']].upper()}\n\n"
        f"PUBLICATION-TYPE: Newspaper\n\nCopyright 2026 {each['outlet']}\nAll Rights Reserved\n"
        for place, each in enumerate(ALL, 1)
    )
    factiva = "".join(
        f"{each['title']}\n\n{each['byline']}\n64 words\n{int(each['date'][8:])} March 2026\n{each['outlet']}\nSTRCO\n{named[each['language']]}\n"
        f"© 2026 {each['outlet']}.\n\n{body(each)}\n\nDocument STRCO000202603{each['date'][8:]}em3h0000{place}\n\n"
        for place, each in enumerate(ALL, 1)
    )
    saved = "".join(
        f'<div id="article-STRCO{place}" class="article {each["language"]}Article"><div id="hd"><span class='
        f'"{each["language"]}Headline">{each["title"]}</span></div><div class="author">{each["byline"]}</div>'
        f"<div>64 words</div><div>{int(each['date'][8:])} March 2026</div><div>08:40</div><div>{each['outlet']}</div>"
        f"<div>STRCO</div><div>{named[each['language']]}</div><div>© 2026 {each['outlet']}.</div>"
        + "".join(
            f'<p class="articleParagraph {each["language"]}articleParagraph">{line}</p>' for line in each["paragraphs"]
        )
        + f"<p>Document STRCO000202603{each['date'][8:]}em3h0000{place}</p></div>"
        for place, each in enumerate(ALL, 1)
    )
    rule = "=" * 70 + "\n"
    retriever = "Nyhetsarkivet från Retriever\n\n" + "".join(
        f"{rule}{each['title']}\n{each['outlet']}, {each['date']} 08:40, Publicerat på webb.\n\n{body(each)}\n\n"
        f"© {each['outlet']}\nSe hela artikeln på {each['url']}\n" for each in ALL
    )  # fmt: skip
    ris = "".join(
        f"TY  - NEWS\nT1  - {each['title']}\nAU  - {each['byline']}\nDA  - {each['date'].replace('-', '/')}/\nJO  - {each['outlet']}\n"
        f"LA  - {named[each['language']]}\nUR  - {each['url']}\nAB  - {body(each, ' ')}\nER  - \n\n"
        for each in ALL
    )  # fmt: skip
    return {
        "nexis.txt": nexis.encode(), "lexisnexis-old.txt": lexis.encode(), "factiva.txt": factiva.encode(),
        "factiva.html": f"<html><head><title>Factiva</title></head><body>{saved}</body></html>\n".encode(),
        "retriever.txt": retriever.encode(), "references.ris": ris.encode(),
        "nexis.rtf": rtf(nexis), "report.rtf": rtf(f"{DE['title']}\n\n{body(DE)}"),
        "nexis.docx": docx(nexis), "report.docx": docx(f"{SV['title']}\n\n{body(SV)}"),
    }  # fmt: skip


def rtf(text: str) -> bytes:
    """Rich text, letters beyond ASCII escaped."""
    lines = "".join(
        "\\par\n" if sign == "\n" else sign if sign < "\x80" else f"\\u{ord(sign)}?" for sign in text
    )
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}\\f0 " + lines + "}").encode("ascii")


def docx(text: str) -> bytes:
    """A Word document, a paragraph a line."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    lines = "".join(
        f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.split("\n") if line.strip()
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return zipped({
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/'
        f'vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{lines}</w:body></w:document>',
    })  # fmt: skip


def pdf(lines: list[str]) -> bytes:
    """A PDF of one page, its lines as a text layer (Latin-1)."""
    shown = "\n".join(f"({line.replace('(', '').replace(')', '')}) Tj 0 -16 Td" for line in lines)
    stream = f"BT /F1 11 Tf 50 780 Td\n{shown}\nET".encode("cp1252", "replace")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + table
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(out))
    )  # fmt: skip


def mhtml() -> bytes:
    """A page as a browser saves it in one file."""
    parts = base64.encodebytes(page(EN).encode()).replace(b"\n", b"\r\n")
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: "
        + EN["url"].encode()
        + b"\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="--B1"\r\n\r\n----B1\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: base64\r\nContent-Location: "
        + EN["url"].encode()
        + b"\r\n\r\n"
        + parts
        + b"\r\n----B1--\r\n"
    )


def files() -> dict[str, bytes]:
    """Every example, by its name."""
    plain = {f"{each['language']}.txt": f"{each['title']}\n\n{body(each)}\n".encode() for each in ALL}
    lines = b"".join(json.dumps(record(each, text="text", title="title", published="time", url="url", outlet="outlet"),
                                ensure_ascii=False).encode() + b"\n" for each in ALL)  # fmt: skip
    made = {
        "page.html": page(EN).encode(), "page-plain.html": page(SV, linked=False).encode(),
        "page-latin1.html": page(DE, charset="iso-8859-1").encode("cp1252"), "page.mhtml": mhtml(),
        "pages.warc": warc(), "pages.warc.gz": gzip.compress(warc(), mtime=0),
        "pages.wacz": zipped({"datapackage.json": b"{}", "archive/data.warc.gz": gzip.compress(warc(), mtime=0)}),
        "reports.zip": zipped({**plain, "pages/page.html": page(EN).encode()}), "reports.tar": tarred(plain),
        "reports.tar.gz": gzip.compress(tarred(plain), mtime=0), "reports.jsonl": lines,
        "reports.jsonl.bz2": bz2.compress(lines), "reports.jsonl.xz": lzma.compress(lines),
        "pretty.jsonl": b"\n".join(json.dumps(record(e, text="text", title="title"), indent=2).encode() for e in ALL),
        "cuttings.xlsx": xlsx(), "cuttings.ods": ods(),
        "report.pdf": pdf([EN["title"], "", *(half for line in EN["paragraphs"] for half in _halves(line))]),
        **feeds(), **tables(), **letters(), **exports(),
        **{name: json.dumps(value, ensure_ascii=False, indent=1).encode() for name, value in objects().items()},
    }  # fmt: skip
    return made


def _halves(line: str) -> list[str]:
    cut = line.rfind(" ", 0, 70)
    return [line[:cut], line[cut + 1 :]] if len(line) > 70 else [line]


def packed() -> dict[str, bytes]:
    """Examples whose making needs packages of the extras: Zstandard and Parquet."""
    import pyarrow as arrow
    import zstandard
    from pyarrow import parquet

    raw = io.BytesIO()
    table = {
        "title": [e["title"] for e in ALL],
        "text": [body(e) for e in ALL],
        "date": [e["date"] for e in ALL],
    }
    parquet.write_table(arrow.table(table), raw)
    return {
        "reports.jsonl.zst": zstandard.ZstdCompressor().compress(files()["reports.jsonl"]),
        "reports.parquet": raw.getvalue(),
    }


if __name__ == "__main__":
    for name, content in {**files(), **packed()}.items():
        (HERE / name).write_bytes(content if isinstance(content, bytes) else content.encode())
