"""The catalogues of the page: brings ``src/rashomon/telling/catalogues/*.po`` up to what the code says.

    python -m training.catalogues

New sentences come in empty (English is shown until somebody translates them), those that are gone go. The
translations themselves are made by people, in the files.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

TELLING = Path(__file__).parents[1] / "src" / "rashomon" / "telling"
CATALOGUES = TELLING / "catalogues"
_KEYWORDS = {"_": None, "note": None, "ngettext": (1, 2)}


def sentences() -> Iterator[tuple[str | tuple[str, ...], str]]:
    """Every sentence of the page (of those that depend on a number both forms), and the file that says it."""
    for path in sorted([*TELLING.glob("*.py"), *TELLING.glob("assets/*.j2")]):
        source = io.BytesIO(path.read_bytes())
        if path.suffix == ".py":
            found = extract("python", source, keywords=_KEYWORDS)
        else:
            found = extract(babel_extract, source, keywords=_KEYWORDS)  # type: ignore[arg-type]
        for _, message, _, _ in found:
            if message and message[0]:
                yield message, path.name


def template() -> Catalog:
    """All sentences, not translated."""
    made = Catalog(fuzzy=False, project="rashomon", charset="utf-8")
    for message, place in sentences():
        made.add(message, locations=[(place, 0)], flags=["python-brace-format"])
    return made


def read(path: Path) -> Catalog:
    """The catalogue in a file."""
    return read_po(io.StringIO(path.read_text(encoding="utf-8")), locale=path.stem)


def main() -> int:
    for path in sorted(CATALOGUES.glob("*.po")):
        held = read(path)
        new = template()
        new.creation_date = held.creation_date  # the same sentences, the same file
        held.update(new, no_fuzzy_matching=True)
        held.obsolete.clear()
        written = io.BytesIO()
        write_po(written, held, width=110, omit_header=False, sort_output=True, include_lineno=False)
        path.write_bytes(written.getvalue())
        missing = sum(not all(forms(message)) for message in held if message.id)
        print(f"{path.name}: {len(held)} sentences, {missing} to translate")
    return 0


def forms(message: Message) -> list[str]:
    """The translations of a sentence: one, or one a form of the plural; empty where there is none."""
    return [message.string or ""] if isinstance(message.string, str | None) else list(message.string)


if __name__ == "__main__":
    sys.exit(main())
