"""From bytes to text: UTF-8, what a byte order mark or the user says, with a reason a user can act on for
the rest.

Older encodings are not guessed: a wrong guess turns names into other names without anyone noticing.
"""

from __future__ import annotations

import codecs
import unicodedata

import regex

#: Longest plain text report, in bytes.
MAX_TEXT_BYTES = 10_000_000
#: Longest line of a plain text report, in code points.
MAX_LINE = 200_000
#: Most combining marks in a row. Unicode's stream-safe format (UAX 15) allows 30; sorting them takes
#: time in the square of their number.
MAX_COMBINING = 120

_BOMS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_COMBINING = regex.compile(rf"\p{{M}}{{{MAX_COMBINING + 1}}}")
_LINE_ENDS = regex.compile(r"\r\n?")
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b\x0b")
_SAMPLE = 65_536


class UnreadableError(ValueError):
    """Why a source cannot be read, in words that follow the source's name: "is empty"."""


def megabytes(size: int) -> str:
    """A number of bytes as a user reads it."""
    return f"{size / 1_000_000:.1f} MB"


def encoding_named(name: str) -> str | None:
    """What Python calls an encoding of text; None where it knows none of that name."""
    try:
        found = codecs.lookup(name)
        b" ".decode(found.name)
    except (LookupError, UnicodeError, ValueError):
        return None
    return found.name


def _other_encoding(raw: bytes) -> str | None:
    """Why these bytes are not UTF-8 text as far as their first 64 kB tell; None where they may be."""
    sample = raw[:_SAMPLE]
    zeros = sample.count(0)
    if zeros:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        if max(even, odd) > len(sample) // 8 and min(even, odd) * 8 < max(even, odd):
            return _convert("UTF-16BE" if even > odd else "UTF-16LE")
        return "is a binary file, not text"
    controls = sum(sample.count(code) for code in _CONTROLS)
    return "is a binary file, not text" if controls * 50 > len(sample) else None


def _convert(name: str) -> str:
    return f"is {name}, not UTF-8: convert it first (iconv -f {name} -t UTF-8) or say --encoding {name}"


def _marked(raw: bytes) -> str | None:
    """The encoding that a byte order mark shows, or that zeros show in every other byte of text."""
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return name
    return None


def decode(raw: bytes, encoding: str | None = None) -> str:
    """Bytes as text: UTF-8, what a byte order mark says, else ``encoding`` where the user or the source
    names one. Valid UTF-8 is never anything else.

    Raises:
        UnreadableError: where they are empty, binary or in another encoding.
    """
    if not raw.strip():
        raise UnreadableError("is empty")
    marked = _marked(raw) or encoding
    if marked:
        return _decode_as(raw, marked)
    reason = _other_encoding(raw)
    if reason:
        raise UnreadableError(reason)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sample = raw[:_SAMPLE]
        high = sum(byte > 127 for byte in sample)
        letters = sum(chr(byte).isalpha() or byte in b" \n\r\t.,;:'\"-" for byte in sample)
        if letters * 10 > len(sample) * 7 and high * 2 < len(sample):
            raise UnreadableError(
                "is not UTF-8, it looks like Latin-1 or Windows-1252 "
                f"(byte 0x{raw[error.start]:02x} at {error.start}): "
                "convert it first (iconv -f WINDOWS-1252 -t UTF-8) or say --encoding windows-1252"
            ) from None
        raise UnreadableError(
            f"is not UTF-8 (byte 0x{raw[error.start]:02x} at {error.start}): "
            "a binary file or an older encoding; convert it first"
        ) from None


def _decode_as(raw: bytes, encoding: str) -> str:
    """Bytes in an encoding that is said or shown; valid UTF-8 that is more than ASCII stays UTF-8."""
    if not encoding.startswith("UTF"):
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
    try:
        text = raw.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        at = f" (byte 0x{raw[error.start]:02x} at {error.start})" if isinstance(error, UnicodeError) else ""
        raise UnreadableError(f"is not {encoding}, as it is said to be{at}") from None
    return text.removeprefix("\ufeff")


def plain_text(raw: bytes, encoding: str | None = None) -> str:
    """The text of a plain text report: decoded, NFC, line ends ``\\n``, nothing else touched.

    Raises:
        UnreadableError: also where it is too long, or a line of it is.
    """
    if len(raw) > MAX_TEXT_BYTES:
        raise UnreadableError(
            f"is larger than {megabytes(MAX_TEXT_BYTES)}, the most for one plain text report"
        )
    text = _LINE_ENDS.sub("\n", decode(raw, encoding))
    if not text.strip():
        raise UnreadableError("is empty")
    longest = max(map(len, text.split("\n")))
    if longest > MAX_LINE:
        raise UnreadableError(f"has a line of {longest:,} characters (at most {MAX_LINE:,}): not a report")
    if not unicodedata.is_normalized("NFC", text[:1000]) or not text.isascii():
        if _COMBINING.search(text):
            raise UnreadableError(f"has more than {MAX_COMBINING} combining marks in a row: not a report")
        text = unicodedata.normalize("NFC", text)
    return text
