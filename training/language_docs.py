"""Writes what a language file may say for people: a page of the docs, and a blank file for the next language.

    python -m training.language_docs

Both are made from ``src/rashomon/languages/keys.txt`` alone; a test holds them to it.
"""

from __future__ import annotations

from pathlib import Path

from rashomon.languages.schema import TYPES, Key, Schema, schema

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE, TEMPLATE = DOCS / "languages.md", DOCS / "language-template.toml"

#: Every type's value for a language of which nothing is known yet.
_EMPTY = {
    "flag": "false", "flag or text": "false", "whole": "2", "text": '""', "words": '""', "listed": '""',
    "phrases": "[]", "pairs": "[]",
}  # fmt: skip


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


_HEAD = """# What a language file may say

Written by `python -m training.language_docs` from `src/rashomon/languages/keys.txt`: change it there. A blank
file with all of this is [language-template.toml](language-template.toml); how a language is added is told in
file with all of this is [language-template.toml](language-template.toml); how a language is added is in
a key in bold is refused with the names of the file and the key.
"""


def page(known: Schema) -> str:
    """The page: a table a section."""
    lines = [_HEAD, "| type | |", "|---|---|"]
    lines += [f"| {name} | {wanted} |" for name, (wanted, _) in TYPES.items()]
    for section in known.sections.values():
        lines += ["", f"## [{section.name}]", "", f"{section.holds[0].upper()}{section.holds[1:]}."]
        lines += [f"Read by {section.readers}.", ""]
        lines += ["| key | type | what it means | example |", "|---|---|---|---|"]
        for key in known.of(section.name):
            name = f"**{key.name}**" if key.required else key.name
            lines.append(f"| {name} | {key.type} | {_cell(key.means)} | `{_cell(key.example)}` |")
    return "\n".join(lines) + "\n"


_FIRST = """# A blank language file, written by python -m training.language_docs. Copy it to
# src/rashomon/languages/<code>.toml, fill in what news in the language writes, in lower case, and take the
# comment sign off the keys that the language needs."""


def _blank(key: Key) -> list[str]:
    """The lines of a key in the blank file: what every file has stands empty, the rest is a comment."""
    empty = _EMPTY.get(key.type, "{}")
    about = f"# {key.means}. {key.type}: {key.example}"
    return [about, f"{key.name} = {empty}" if key.required else f"# {key.name} = {empty}"]


def template(known: Schema) -> str:
    """The blank language file."""
    lines = [_FIRST]
    for section in known.sections.values():
        lines += ["", f"# {section.holds}", f"[{section.name}]"]
        for key in known.of(section.name):
            lines += _blank(key)
    return "\n".join(lines) + "\n"


def main() -> None:
    PAGE.write_text(page(schema()), encoding="utf-8")
    TEMPLATE.write_text(template(schema()), encoding="utf-8")


if __name__ == "__main__":
    main()
