"""What kind of source a file is, told from its name and its first bytes."""

from __future__ import annotations

from typing import Literal

import regex

Format = Literal[
    "text", "json", "jsonl", "html", "mhtml", "warc", "wacz", "feed", "table", "sheet", "parquet",
    "pdf", "docx", "rtf", "mail", "mbox", "ris", "gzip", "bzip2", "xz", "zstd", "zip", "tar",
    "document", "image", "binary",
]  # fmt: skip

#: How many bytes of a source are looked at.
HEAD = 4_096

_SUFFIXES: dict[str, Format] = {
    "txt": "text", "text": "text", "md": "text", "markdown": "text",
    "json": "json", "ninjs": "json",
    "jsonl": "jsonl", "ndjson": "jsonl", "jsonlines": "jsonl", "ldjson": "jsonl",
    "html": "html", "htm": "html", "xhtml": "html", "mhtml": "mhtml", "mht": "mhtml",
    "warc": "warc", "wacz": "wacz",
    "rss": "feed", "atom": "feed", "xml": "feed", "opml": "feed",
    "csv": "table", "tsv": "table", "tab": "table", "parquet": "parquet",
    "xlsx": "sheet", "xlsm": "sheet", "xlsb": "sheet", "xls": "sheet", "ods": "sheet",
    "pdf": "pdf", "docx": "docx", "rtf": "rtf", "eml": "mail", "mbox": "mbox", "ris": "ris",
    "doc": "document", "odt": "document", "epub": "document", "pptx": "document", "ppt": "document",
    "png": "image", "jpg": "image", "jpeg": "image", "gif": "image", "webp": "image", "svg": "image",
    "zip": "zip", "tar": "tar", "tgz": "gzip", "gz": "gzip", "bz2": "bzip2", "tbz2": "bzip2", "xz": "xz",
    "txz": "xz", "zst": "zstd", "tzst": "zstd", "7z": "binary", "rar": "binary", "arc": "binary",
}  # fmt: skip
#: Formats that are zip archives inside, and that their names tell apart.
_ZIPPED = frozenset({"docx", "sheet", "wacz", "document", "zip"})
#: Formats whose files begin with fixed bytes: a name with such an ending and other bytes is not believed.
_BINARY = _ZIPPED | {"pdf", "parquet", "gzip", "bzip2", "xz", "zstd", "image", "tar"}

_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"%PDF", "pdf"), (b"{\\rtf", "rtf"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ", "xz"), (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"PAR1", "parquet"), (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"),
    (b"WARC/", "warc"), (b"7z\xbc\xaf", "binary"), (b"Rar!", "binary"), (b"\xd0\xcf\x11\xe0", "document"),
)  # fmt: skip
_HTML = regex.compile(
    rb"(?:\s|<!--.{0,500}?-->|<\?xml[^>]{0,200}>)*+<(?:!doctype\s++html|html[\s>])", regex.I | regex.S
)
_XML = regex.compile(rb"\s*+(?:<\?xml|<rss[\s>]|<feed[\s>]|<opml[\s>]|<urlset[\s>])", regex.I)
_OBJECT = regex.compile(rb"\s*+\{\s*+(?:\"|\}|$)")
_ARRAY = regex.compile(rb"\s*+\[\s*+(?:[\{\[]\s*+\"|\]\s*+$|$)")
_FROM = regex.compile(rb"From \S++ [^\n]{10,120}\d{4}\r?\n(?:[A-Za-z-]{2,40}:|\s|>From)")
_HEADERS = regex.compile(
    rb"(?:(?:[A-Za-z][A-Za-z0-9-]{1,40}):[^\n]{0,998}\r?\n(?:[ \t][^\n]{0,998}\r?\n)*+){2,60}"
)
_MIME = regex.compile(rb"^(?:MIME-Version|Message-ID|Received|Return-Path|Content-Type):", regex.I | regex.M)
_ARCHIVED = regex.compile(
    rb"^(?:Snapshot-Content-Location|Content-Type:\s*+multipart/related)", regex.I | regex.M
)
_RIS = regex.compile(rb"\s*+(?:\xef\xbb\xbf)?TY {2}- [A-Z]{3,6}\s*+\n")

#: What a format is called in a message, for those that are not read.
NOT_READ: dict[Format, str] = {
    "html": "is an HTML page", "mhtml": "is an archived page (MHTML)", "warc": "is a web archive",
    "wacz": "is a web archive (WACZ)", "feed": "is a feed or other XML", "table": "is a table",
    "sheet": "is a spreadsheet", "parquet": "is a Parquet table", "pdf": "is a PDF document",
    "docx": "is a Word document", "rtf": "is an RTF document", "mail": "is a letter (e-mail)",
    "mbox": "is a mailbox", "ris": "is a list of references (RIS)",
    "document": "is an office document (old Word, OpenDocument text, slides or an e-book)",
    "image": "is an image", "binary": "is an archive of a kind that is not read (7z, rar, arc)",
}  # fmt: skip


def suffix_of(name: str) -> str:
    """The ending of a file's name, lower case, without its dot; empty where it has none."""
    base = name.rsplit("/", 1)[-1].lower()
    return base.rsplit(".", 1)[-1] if "." in base else ""


def format_by_content(head: bytes) -> Format | None:
    """The format that the first bytes of a source show; None where they show none."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[257:262] == b"ustar":
        return "tar"
    head = head.removeprefix(b"\xef\xbb\xbf")[:HEAD]
    if _HTML.match(head):
        return "html"
    if _XML.match(head):
        return "html" if b"<html" in head.lower() else "feed"
    if _OBJECT.match(head):
        return "jsonl"
    if _ARRAY.match(head):
        return "json"
    if _FROM.match(head):
        return "mbox"
    if _RIS.match(head):
        return "ris"
    letter = _HEADERS.match(head)
    if letter and _MIME.search(letter.group()):
        return "mhtml" if _ARCHIVED.search(letter.group()) else "mail"
    return None


def format_of(name: str, head: bytes) -> Format:
    """The format of a source from its name ("a.jsonl", "a.jsonl.gz", "-") and its first bytes.

    A name with a known ending is believed, but for binary formats, whose bytes have the last word;
    other sources are told by content, plain text where that says nothing.
    """
    named = _SUFFIXES.get(suffix_of(name))
    shown = format_by_content(head) if head else None
    if shown in _BINARY:
        return named if shown == "zip" and named in _ZIPPED and named else shown or "binary"
    if named == "text" and shown in {"mbox", "mail", "mhtml", "rtf", "ris", "warc"}:
        return shown or "text"
    if named and (not head or named not in _BINARY):
        return named
    return shown or named or "text"
