"""Saved pages: what the page says of itself first, then the body that trafilatura finds.

What of the page is no part of the report is kept beside it with the reason.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cache
from typing import Any, BinaryIO

import regex
from lxml import etree

from rashomon.model import LeftOut, Problem, Report
from rashomon.reading.declared import contradictions
from rashomon.reading.decoding import UnreadableError, decode, encoding_named, megabytes
from rashomon.reading.options import Items, Options, bounded
from rashomon.reading.publication import published_from_field
from rashomon.reading.repair import repaired
from rashomon.reading.sources.databases.factiva import factiva_page
from rashomon.reading.sources.documents import reports_of_export
from rashomon.reading.sources.leftovers import CAPTION, EMBED, leftovers, lines_of_page
from rashomon.reading.sources.linked import Said, said_by
from rashomon.reading.sources.walls import linked_headlines, wall
from rashomon.reading.text import Stated, report_of

#: Largest page that is read, in bytes.
MAX_PAGE_BYTES = 12_000_000
_CHARSET = regex.compile(rb"<meta[^>]{0,200}?charset\s*+=\s*+[\"']?\s*+([\w:.-]{2,40})", regex.I)
_XML_CHARSET = regex.compile(rb"\s*+<\?xml[^>]{0,80}?encoding\s*+=\s*+[\"']([\w:.-]{2,40})", regex.I)
#: Bytes that are wrong in UTF-8 that so many right ones must stand beside.
_WRONG_BYTE_IN = 2_000
#: Elements that hold nothing of an article's body: what follows copies the tree, so they are taken off first.
_NO_BODY = (
    "script", "style", "svg", "noscript", "template", "iframe", "nav", "footer", "aside", "button", "select",
    "input", "option", "object", "canvas", "audio", "video", "embed", "dialog", "head", "label", "link",
    "picture", "source", "datalist", "textarea",
)  # fmt: skip
#: Fewest code points of a line that counts as told, and the share of such lines that an article has at least.
_TOLD, _ENOUGH = 80, 0.5
#: A page that is no article by its own account, without a date, with so many headlines that are links and
#: fewer paragraphs of so many code points is a front page or one of a section.
_HEADLINES, _PARAGRAPHS, _PARAGRAPH = 8, 4, 160
_KINDS = {"head": "heading", "quote": "body", "item": "body"}
_ITEMS = frozenset({"p", "head", "quote", "item", "code", "cell", "ab", "lb", "row", "fw"})


def read(stream: BinaryIO, name: str, options: Options) -> Items:
    """The report that a saved page is."""
    yield from options.later(bounded(stream, MAX_PAGE_BYTES, "page"), name)


def charset_of(raw: bytes) -> str | None:
    """The encoding that a page declares in its first bytes; None where it declares none that is known."""
    found = _XML_CHARSET.match(raw[:200]) or _CHARSET.search(raw[:4_096])
    named = found[1].decode("ascii", "ignore").lower() if found else ""
    # What calls itself Latin-1 on the web is Windows-1252 (WHATWG Encoding Standard).
    if named in {"iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii", "iso8859-1", "iso_8859-1"}:
        return "cp1252"
    return {"iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}.get(named) or encoding_named(named)


def decoded(raw: bytes, declared: str | None, options: Options) -> tuple[str, str | None]:
    """A page as text, and what is to be said of how it was decoded. UTF-8 that is valid is UTF-8 whatever
    is declared.

    Raises:
        UnreadableError: where it is not what it declares, or declares nothing.
    """
    if raw.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF8)):
        return decode(raw), None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        wrong = error
    else:
        other = (
            declared
            and codecs.lookup(declared).name not in {"utf-8", "ascii", "cp1252"}
            and not raw.isascii()
        )
        return text, f"declares {declared} and is UTF-8: read as UTF-8" if other else None
    named = options.encoding or declared
    if named and codecs.lookup(named).name != "utf-8":
        try:
            return raw.decode(named), None
        except UnicodeDecodeError as error:
            if error.end - error.start <= 4 and raw.decode(named, "replace").count(
                "\ufffd"
            ) * _WRONG_BYTE_IN < len(raw):
                return raw.decode(
                    named, "replace"
                ), f"holds bytes that {named} does not have: shown as U+FFFD"
            raise UnreadableError(
                f"declares {named} and is not (byte 0x{raw[error.start]:02x} at {error.start}): "
                "say --encoding NAME"
            ) from None
    text = raw.decode("utf-8", "replace")
    if text.count("\ufffd") * _WRONG_BYTE_IN < len(raw) and text.count("\ufffd") * 20 < sum(
        sign > "\x7f" for sign in text
    ):
        return text, "holds bytes that are no UTF-8: shown as U+FFFD"
    what = "declares UTF-8 and is not" if named else "declares no encoding and is not UTF-8"
    raise UnreadableError(
        f"{what} (byte 0x{raw[wrong.start]:02x} at {wrong.start}): convert it first "
        "(iconv -f WINDOWS-1252 -t UTF-8) or say --encoding windows-1252"
    )


def _parsed(text: str) -> Any:
    """The tree of a page.

    Raises:
        UnreadableError: where there is none.
    """
    from trafilatura import load_html

    tree = load_html(text)
    if tree is None:
        raise UnreadableError("is not a page that can be parsed")
    return tree


def _body(tree: Any, shown: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The lines of the article and what each is ("p", "head", "quote", "item"), by trafilatura. Its second
    opinions (readability, justext) are asked only where its own finds little of what the page shows."""
    etree.strip_elements(tree, *_NO_BODY, with_tail=False)
    lines = _extracted(tree, fast=True)
    told = sum(len(line) for line, _ in shown if len(line) >= _TOLD)
    if any(tag == "p" for _, tag in lines) and sum(len(line) for line, _ in lines) >= _ENOUGH * told:
        return lines
    return _extracted(tree, fast=False)


def _extracted(tree: Any, *, fast: bool) -> list[tuple[str, str]]:
    from trafilatura import bare_extraction

    found = bare_extraction(tree, options=_how(fast))
    body = getattr(found, "body", None)
    return list(_lines(body)) if body is not None else []


@cache
def _how(fast: bool) -> Any:
    """What trafilatura is told; reading its configuration for each page costs more than a small page."""
    from trafilatura.settings import Extractor

    return Extractor(output_format="python", precision=True, comments=False, fast=fast)


def _lines(body: Any) -> Iterator[tuple[str, str]]:
    for element in body.iter("p", "head", "quote", "item", "code", "row"):
        if any(
            above.tag in {"p", "quote", "item", "row"}
            for above in element.iterancestors()
            if above is not body
        ):
            continue
        parts = [""]
        for piece in element.iter():
            if piece.tag in {"lb", "p", "item"} and piece is not element:
                parts.append("")
            if piece.tag == "cell" and parts[-1]:
                parts[-1] += " | "
            parts[-1] += piece.text or ""
            if piece is not element:
                if piece.tag in {"p", "item"}:
                    parts.append("")
                parts[-1] += piece.tail or ""
        for part in parts:
            words = " ".join(part.split())
            if words:
                yield words, str(element.tag)


def page(
    raw: bytes, name: str, options: Options, *, charset: str | None = None, address: str | None = None,
    fetched: str | None = None,
) -> Items:  # fmt: skip
    """The report that the bytes of a page are. ``charset`` is what came with it (from a server), ``address``
    where it was fetched and ``fetched`` when (ISO 8601).

    Raises:
        UnreadableError: where it is none: no text, a wall, an error page.
    """
    if len(raw) > MAX_PAGE_BYTES:
        raise UnreadableError(f"is larger than {megabytes(MAX_PAGE_BYTES)}, the most for one page")
    text, note = decoded(raw, charset or charset_of(raw), options)
    tree = _parsed(text)
    documents = factiva_page(tree) if "articleParagraph" in text else []
    if documents:
        records = [each for each in documents if isinstance(each, dict)]
        lost = [each for each in documents if isinstance(each, str)]
        yield from reports_of_export("Factiva", records, lost, name, options)
        return
    said = said_by(tree, address)
    report = _article(tree, said, name)
    yield report
    if note:
        yield Problem(name, note, True)
    for each in contradictions(report, said.language):
        yield Problem(report.source, each, True)


def _article(tree: Any, said: Said, name: str) -> Report:
    """The report that a page shows, given what it says of itself.

    Raises:
        UnreadableError: where it is none.
    """
    shown = list(lines_of_page(tree))
    found = _found_date(tree, said) if said.published is None else None
    headlines = 0 if said.is_article or said.published else linked_headlines(tree)
    lines = _body(tree, shown)
    told = sum(len(line) >= _PARAGRAPH for line, _ in lines)
    if headlines >= _HEADLINES and told < _PARAGRAPHS:
        raise UnreadableError(f"is a page of links to other reports ({headlines} headlines), not a report")
    reason = wall(said.title or "", [line for line, _ in lines], said)
    if reason:
        raise UnreadableError(reason)
    if not lines:
        raise UnreadableError("has no text of a report in it (a page made by script, or an index)")
    said.published = said.published or found
    return _report(said, lines, shown, name)


def _found_date(tree: Any, said: Said) -> Any:
    """The day that htmldate finds where the page does not say it as data."""
    from htmldate import find_date

    found = find_date(deepcopy(tree), original_date=True, extensive_search=False, url=said.address)
    return published_from_field(found) if found else None


def _kind(line: str, tag: str, title: str | None, seen: Mapping[str, str]) -> str:
    """What a line of the body is, by the part of the page that it stands in, else by its element."""
    if line == title:
        return "title"
    return {CAPTION: "caption", EMBED: "embed"}.get(seen.get(line, ""), tag)


def _report(said: Said, lines: list[tuple[str, str]], shown: list[tuple[str, str]], name: str) -> Report:
    title = said.title
    seen = dict(shown)
    parts: list[tuple[str, str]] = []
    if title and lines[0][0] != title:
        parts.append((title, "title"))
    known = {line for line, _ in lines}
    deck = said.deck
    if deck and deck in seen and deck not in known and deck != title:
        parts.append((deck, "deck"))
    parts += [(line, _kind(line, tag, title, seen)) for line, tag in lines]
    text, starts = "", {}
    for line, tag in parts:
        starts[len(text)] = _KINDS.get(tag, tag)
        text += line + "\n\n"
    text, _ = repaired(text.rstrip("\n") + "\n")
    return report_of(
        text,
        said.address or name,
        Stated(
            title=title,
            language=said.language,
            outlet=said.outlet,
            byline=said.byline,
            published=said.published,
            teaser=not said.free and len(text) < 1_500,
            kinds=starts,
            left_out=tuple(LeftOut(line, why) for line, why in leftovers(shown, {line for line, _ in parts})),
        ),
    )
