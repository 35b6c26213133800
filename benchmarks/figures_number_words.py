"""Write the number words of each language, num2words inverted, into its figures data file.

Rewrites the table ``[figures.numbers]`` of ``languages/<code>.toml``; what stands before and behind it
stays. Run it after num2words has learnt a language; num2words is not
needed to use the package. Languages num2words does not know carry a table written by hand.
"""

from __future__ import annotations

import re
from pathlib import Path

from num2words import num2words

DATA = Path(__file__).parents[1] / "src" / "rashomon" / "languages"
MARK = "\n[figures.numbers]"
#: What follows the table: the blank or comment lines and the head of the next section.
NEXT = re.compile(r"\n(?:(?:#[^\n]*)?\n)*\[(?!figures\.numbers)")
#: Our code to num2words' where they differ.
NAMES = {"nb": "no"}
KNOWN = [
    "en",
    "sv",
    "da",
    "nb",
    "de",
    "nl",
    "fr",
    "es",
    "it",
    "pt",
    "fi",
    "pl",
    "cs",
    "uk",
    "ru",
    "tr",
    "ar",
    "fa",
    "he",
]


def say(number: int, code: str, kind: str) -> str:
    try:
        return str(num2words(number, lang=NAMES.get(code, code), to=kind)).lower().strip()
    except (NotImplementedError, KeyError, IndexError, TypeError, ValueError):
        return ""


def table(code: str) -> str:
    rows = {
        "cardinals": [say(number, code, "cardinal") for number in range(100)],
        "hundreds": [say(number * 100, code, "cardinal") for number in range(1, 10)],
        "ordinals": [
            say(number, code, "ordinal")
            for number in [
                *range(1, 101),
            ]
        ],
    }
    lines = [f'{name} = "{"|".join(words)}"' for name, words in rows.items() if any(words)]
    return (
        MARK + "\n# num2words inverted: zero to 99; 100 to 900; first to 100th.\n" + "\n".join(lines) + "\n"
    )


def main() -> None:
    for code in KNOWN:
        path = DATA / f"{code}.toml"
        if path.is_file():
            before, _, after = path.read_text(encoding="utf-8").partition(MARK)
            behind = NEXT.search(after)
            rest = after[behind.start() :] if behind else "\n"
            path.write_text(
                before.rstrip("\n") + "\n" + table(code).rstrip("\n") + "\n" + rest, encoding="utf-8"
            )


if __name__ == "__main__":
    main()
