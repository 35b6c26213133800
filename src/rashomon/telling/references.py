"""Reports as references: RIS, which every reference manager reads, and BibTeX."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from rashomon.model import Report

_SPACE = regex.compile(r"\s+")
_BIBTEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#",
           "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}  # fmt: skip


def ris(reports: Iterable[Report]) -> str:
    """The reports as RIS records of the type NEWS, CR LF at line ends as the format asks."""
    return "".join("".join(f"{tag}  - {value}\r\n" for tag, value in _fields(report)) for report in reports)


def _fields(report: Report) -> list[tuple[str, str]]:
    day = report.published.start[:10] if report.published else ""
    given = [
        ("TY", "NEWS"),
        ("ID", report.id),
        ("TI", report.title),
        ("AU", report.byline or ""),
        ("T2", report.outlet or ""),
        ("PY", day[:4]),
        ("DA", day.replace("-", "/")),
        ("LA", report.language if report.language != "und" else ""),
        ("UR", report.source if "://" in report.source else ""),
    ]
    return [(tag, _SPACE.sub(" ", value).strip()) for tag, value in given if value.strip()] + [("ER", "")]


def bibtex(reports: Iterable[Report]) -> str:
    """The reports as BibTeX entries of the type ``@misc``, in UTF-8."""
    return "\n".join(_entry(report) for report in reports)


def _entry(report: Report) -> str:
    values = dict(_fields(report))
    key = regex.sub(r"[^A-Za-z0-9]+", "-", report.id).strip("-") or "report"
    fields = {
        "title": values.get("TI", ""), "author": values.get("AU", ""), "howpublished": values.get("T2", ""),
        "date": values.get("DA", "").replace("/", "-"), "year": values.get("PY", ""),
        "url": values.get("UR", ""), "langid": values.get("LA", ""),
    }  # fmt: skip
    lines = [f"  {name} = {{{_escaped(value)}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}", ""])


def _escaped(value: str) -> str:
    return "".join(_BIBTEX.get(sign, sign) for sign in value)
