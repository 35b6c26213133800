"""Write the number words of each language, num2words inverted, into its data file.

    python -m training.number_words

Rewrites the table ``[figures.numbers]`` of ``languages/<code>.toml``: cardinals to 99, hundreds, ordinals to
the 100th and, where num2words knows cases, the cardinals inflected. What stands before and behind the table
stays. The installed package needs no num2words. Greek, Hindi, Chinese, Japanese and Korean, which num2words
does not know (well enough), carry tables written by hand. ``training/number_words.md`` is the card.
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


#: The cases of a language in num2words' own words.
CASES = {
    "fi": [
        "genitive", "partitive", "inessive", "elative", "illative", "adessive", "ablative", "allative",
        "essive", "translative",
    ],
    "ru": ["g", "d", "i"],
}  # fmt: skip
#: What is inflected: one has forms that mostly mean something else, the rest is put together from these.
INFLECTED = [*range(2, 21), *range(30, 100, 10), *range(100, 1000, 100)]


def inflected(code: str) -> str:
    """The cardinals of a language in its cases, "2 kahden kahta|3 kolmen"; empty where it has none there."""
    rows = []
    for number in INFLECTED if code in CASES else []:
        forms = [str(num2words(number, lang=code, case=case)) for case in CASES[code]]
        plain = say(number, code, "cardinal")
        rows.append(
            " ".join(
                [str(number), *dict.fromkeys(form for form in forms if " " not in form and form != plain)]
            )
        )
    return "|".join(rows)


def table(code: str) -> str:
    rows = {
        "cardinals": [say(number, code, "cardinal") for number in range(100)],
        "hundreds": [say(number * 100, code, "cardinal") for number in range(1, 10)],
        "ordinals": [say(number, code, "ordinal") for number in range(1, 101)],
    }
    if inflected(code):
        rows["inflected"] = [inflected(code)]
    lines = [f'{name} = "{"|".join(words)}"' for name, words in rows.items() if any(words)]
    return (
        MARK
        + "\n# Written by training/number_words.py: zero to 99; 100 to 900; first to 100th.\n"
        + "\n".join(lines)
        + "\n"
    )


def main() -> None:
    for code in KNOWN:
        path = DATA / f"{code}.toml"
        if path.is_file():
            before, _, after = path.read_text(encoding="utf-8").partition(MARK)
            behind = NEXT.search(after)
            rest = "\n\n" + after[behind.start() :].lstrip("\n") if behind else "\n"
            path.write_text(
                before.rstrip("\n") + "\n" + table(code).rstrip("\n") + "\n" + rest, encoding="utf-8"
            )


if __name__ == "__main__":
    main()
