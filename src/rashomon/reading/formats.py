"""What kind of source a file is, told from its name and its first bytes."""

from __future__ import annotations

from typing import Literal

import regex

Format = Literal["text", "json", "jsonl", "html", "warc", "feed", "table", "document", "image", "archive"]

#: How many bytes of a source are looked at.
HEAD = 4_096

_SUFFIXES: dict[str, Format] = {
    "txt": "text", "text": "text", "md": "text", "markdown": "text",
    "json": "json", "ninjs": "json",
    "jsonl": "jsonl", "ndjson": "jsonl", "jsonlines": "jsonl", "ldjson": "jsonl",
    "html": "html", "htm": "html", "xhtml": "html", "mhtml": "html",
    "warc": "warc", "wacz": "warc", "arc": "warc",
    "rss": "feed", "atom": "feed", "xml": "feed",
    "csv": "table", "tsv": "table", "parquet": "table", "xlsx": "table", "xls": "table", "ods": "table",
    "pdf": "document", "doc": "document", "docx": "document", "odt": "document", "rtf": "document",
    "epub": "document", "pptx": "document",
    "png": "image", "jpg": "image", "jpeg": "image", "gif": "image", "webp": "image", "svg": "image",
    "zip": "archive", "tar": "archive", "tgz": "archive", "bz2": "archive", "xz": "archive",
    "zst": "archive", "7z": "archive",
}  # fmt: skip

_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"%PDF", "document"), (b"{\\rtf", "document"), (b"PK\x03\x04", "archive"), (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"), (b"\xfd7zXZ", "archive"), (b"\x28\xb5\x2f\xfd", "archive"),
    (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"), (b"WARC/", "warc"),
)  # fmt: skip
_HTML = regex.compile(
    rb"(?:\s|<!--.{0,500}?-->|<\?xml[^>]{0,200}>)*+<(?:!doctype\s++html|html[\s>])", regex.I | regex.S
)
_XML = regex.compile(rb"\s*+(?:<\?xml|<rss[\s>]|<feed[\s>])", regex.I)
_OBJECT = regex.compile(rb"\s*+\{\s*+(?:\"|\}|$)")
_ARRAY = regex.compile(rb"\s*+\[\s*+(?:\{\s*+\"|\]\s*+$|$)")

#: What a format is called in a message, for those that are not read (yet).
NOT_READ: dict[Format, str] = {
    "html": "is an HTML page", "warc": "is a web archive", "feed": "is a feed or other XML",
    "table": "is a table", "document": "is a document (PDF, Word or the like)", "image": "is an image",
    "archive": "is a compressed archive",
}  # fmt: skip


def format_of(name: str, head: bytes) -> Format:
    """The format of a source from its name ("a.jsonl", "a.jsonl.gz", "-") and its first bytes.

    A name with a known ending is believed; other sources are told by content, plain text where that
    says nothing.
    """
    base = name.rsplit("/", 1)[-1].lower()
    if base.endswith(".gz"):
        base = base[:-3]
    suffix = base.rsplit(".", 1)[-1] if "." in base else ""
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    head = head.removeprefix(b"\xef\xbb\xbf")[:HEAD]
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if _HTML.match(head):
        return "html"
    if _XML.match(head):
        return "feed"
    if _OBJECT.match(head):
        return "jsonl"
    return "json" if _ARRAY.match(head) else "text"
