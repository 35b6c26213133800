"""The words of time of a language: CLDR's names of months, weekdays and day periods, number words,
and the language's own ``[moments]`` data, each word as one or more *atoms*.

An atom is a letter, its part in the grammar (:mod:`.grammar`), and a value. The data file names the
words of each part; a ``[moments.phrases]`` entry maps a meaning ("day -1", "unit year -1", "weekday <")
to the phrases that have it, in which ``{weekday}`` and ``{month}`` stand for any such name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple
from unicodedata import category, normalize

import regex

from rashomon.languages import cldr, facts
from rashomon.text.remembered import Remembered

#: Words of the data file's top table, and the letter of each part.
PARTS = {
    "article": "_", "of": ";", "in": "i", "since": "s", "since_ahead": "s", "until": "u",
    "before": "b", "after": "a", "between": "B", "from": "f",
    "to": "t", "and": "&", "ago": "A", "ago_before": "V", "in_future": "I", "later": "l",
    "earlier": "e", "every": "*", "hedge": "x", "oclock": "k", "half": "h", "quarter_hour": "4",
    "year_mark": "1", "month_mark": "2", "day_mark": "3", "ordinal_mark": "O", "decade_mark": "K",
    "decade_before": "8", "century": "C", "quarter": "q", "few": "Q", "bc": "G", "hijri": "g",
    "buddhist": "g", "persian": "g", "ad": "g", "since_after": "ŝ", "lasting": "~",
    "within": "ẇ", "maybe_future": "ı", "from_now": "ƒ", "half_year": "J", "until_after": "û",
}  # fmt: skip
#: Letters of which a run must hold one to be worth reading, and those that make it so beside a number.
CORE = frozenset("ωMvµWwS$UPRHFXyD7T5zC%d63qEκ")
BESIDE_NUMBERS = frozenset("Kkp128gGJO")
_TEMPLATE = regex.compile(r"\{(weekday|month)(0?)\}")
#: A number or a word of a text.
TOKEN = regex.compile(r"\p{Nd}+(?:[.,:/\-–]\p{Nd}+)*+|[\p{L}\p{M}\u200c]+")
WORD = regex.compile(r"\p{Nd}+|[\p{L}\p{M}\u200c]+")
_ROMAN = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
    "xvii", "xviii", "xix", "xx", "xxi", "xxii",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Atom:
    """A word's part in the grammar and what it says. ``weak``: only beside a number or a preposition;
    ``capital``: only where it is written with a capital."""

    letter: str
    value: Any = None
    weak: bool = False
    capital: bool = False


class Entry(NamedTuple):
    """What a word of time is: its atoms (none where it is only a part of phrases), 2 where it alone makes a
    run worth reading, 1 where it does beside a number, else 0, and whether it is a number."""

    atoms: tuple[Atom, ...]
    weight: int
    is_number: bool


@dataclass(slots=True)
class Lexicon:
    """A language's words of time. ``phrases`` lists, by first word, the longer phrases, longest first."""

    language: str
    words: dict[str, tuple[Atom, ...]] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], tuple[Atom, ...]]]] = field(default_factory=dict)
    order: str = "dmy"
    spaced: bool = True
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    plural: frozenset[str] = frozenset()
    bare_day_marks: frozenset[str] = frozenset()
    shortest_stem: int = 2
    loosely: frozenset[str] = frozenset()
    nouns_capital: bool = False
    counted: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    calendar: str = ""
    hundreds: bool = False
    sunday_first: bool = False
    dotted_dates: bool = True
    #: What the words of texts and the tokens of documents mean, as :meth:`entry` and :mod:`.tokens` say.
    entries: Remembered[Entry | None] = field(init=False)
    parts: Remembered[int] = field(init=False)
    forms: Remembered[int] = field(init=False)
    telling: set[str] = field(default_factory=set)
    unspaced: regex.Pattern[str] | None = None

    def __post_init__(self) -> None:
        self.entries = Remembered(self.entry)
        self.parts = Remembered(self._part)
        self.forms = Remembered(self._part_of_form)

    def _part(self, word: str) -> int:
        """0 where a word has nothing to do with time, 2 where it may make a run worth reading, else 1."""
        if word[0].isdigit():
            return 2
        entry = self.entries[word]
        return 0 if entry is None else 2 if entry.weight else 1

    def _part_of_form(self, low: str) -> int:
        """The same of a document's token, which may hold several words, or none and join its neighbours."""
        return max((self.parts[word] for word in TOKEN.findall(fold(low))), default=1)

    def add(self, phrase: str, atom: Atom) -> None:
        """Know a word or phrase as an atom too."""
        parts = tuple(WORD.findall(fold(phrase)))
        if not parts:
            return
        if not self.spaced:
            parts = ("".join(fold(phrase).split()),)
        if len(parts) == 1:
            known = self.words.get(parts[0], ())
            if all(a.letter != atom.letter or a.value != atom.value for a in known):
                self.words[parts[0]] = (*known, atom)
            return
        for part in parts:
            if not part[0].isdigit():
                self.words.setdefault(part, ())
        entries = self.phrases.setdefault(parts[0], [])
        for at, (words, atoms) in enumerate(entries):
            if words == parts:
                entries[at] = (words, (*atoms, atom))
                return
        entries.append((parts, (atom,)))
        entries.sort(key=lambda entry: (-len(entry[0]), entry[0]))

    def tell(self) -> None:
        """Note the word of each longer phrase of time by which it is noticed: its longest that has no
        other part in the grammar ("yesterday" in "the day before yesterday", "går" in "i går")."""
        for entries in self.phrases.values():
            for words, atoms in entries:
                if any(atom.letter in CORE for atom in atoms):
                    unknown = [word for word in words if not self.words.get(word)]
                    self.telling.add(max(unknown or words, key=lambda word: (len(word), word)))

    def entry(self, word: str) -> Entry | None:
        """What a folded word is, None where it is no word of time."""
        atoms = self.words.get(word)
        if atoms is None:
            atoms = self._stripped(word)
        if atoms is None:
            return None
        letters = {atom.letter for atom in atoms}
        weight = 2 if word in self.telling or letters & CORE else int(bool(letters & BESIDE_NUMBERS))
        return Entry(atoms, weight, not letters.isdisjoint("co^"))

    def _stripped(self, word: str) -> tuple[Atom, ...] | None:
        """The atoms of a word without a particle written onto it."""
        if len(word) > 40:
            return None
        for suffix in ("", *self.suffixes):
            if not word.endswith(suffix):
                continue
            stem = word[: len(word) - len(suffix)]
            for prefix in ("", *self.prefixes):
                shortest = self.shortest_stem if suffix else 2
                if stem.startswith(prefix) and len(stem) - len(prefix) >= shortest:
                    found = self.words.get(stem[len(prefix) :])
                    if found and any(atom.letter in "MWSUPRHF3X" for atom in found):
                        return tuple(atom for atom in found if not atom.weak)
        return None


def fold(text: str) -> str:
    """Lower case, of the same length."""
    low = text.replace("İ", "i").lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low


def _plain(name: str) -> str:
    """A name without its accents, as telegrams and headlines in capitals have it."""
    return "".join(c for c in normalize("NFD", name) if category(c) != "Mn")


def listed(value: Any) -> list[str]:
    """The phrases of a data value: a list, or a string separated by commas."""
    items = value if isinstance(value, list) else str(value).split(",")
    return [item.strip() for item in items if item.strip()]


def _meaning(spec: str) -> tuple[str, Any]:
    """Letter and value of a meaning in ``[moments.phrases]``: "day -1 EV", "unit year -1", "season SU
    <", "weekday <", "month <"."""
    kind, *rest = spec.split()
    match kind:
        case "day":
            return "R", (int(rest[0]), rest[1] if len(rest) > 1 else "")
        case "unit":
            return "F", (rest[0], int(rest[1]))
        case "so-far" | "to-come":
            return "F", (kind, rest[0])
        case "season":
            return "S", (rest[0], rest[1])
        case "set":
            return "%", rest[0]
        case "ref":
            return "X", rest[0]
        case "after":
            return "d", int(rest[0])
        case "clock":
            return "T", (int(rest[0]), int(rest[1]), None)
    raise ValueError(f"no such meaning: {spec}")


def _cldr_names(lexicon: Lexicon, data: Any, locale: Any) -> dict[str, list[list[str]]]:
    """Month and weekday names into the lexicon; returns the strong ones for the templates."""
    weak = {fold(word) for word in listed(data.get("weak", ""))}
    names = _wide_names(data, locale)
    for kind, strong, soft in (("month", "M", "v"), ("weekday", "W", "w")):
        for at, forms in enumerate(names[kind]):
            value = at + 1 if kind == "month" else (at, "")
            for form in dict.fromkeys(forms):
                if not form.strip(" .").isdigit():
                    known = fold(form).strip(".") in weak
                    lexicon.add(form, Atom(soft if known else strong, value, known))
                    plain = _plain(form)
                    if plain != form and not lexicon.words.get(fold(plain)):
                        lexicon.add(plain, Atom(soft, value, True))
    for word in listed(data.get("weak_lower", "")):
        _strong_with_capital(lexicon, fold(word))
    if data.get("short_names", True):
        _short_names(lexicon, data, locale)
    return names


def _wide_names(data: Any, locale: Any) -> dict[str, list[list[str]]]:
    """The full names of CLDR and those of the data, by number."""
    names: dict[str, list[list[str]]] = {"month": [[] for _ in range(12)], "weekday": [[] for _ in range(7)]}
    for context in ("format", "stand-alone"):
        for number, name in locale.months[context]["wide"].items():
            names["month"][number - 1].append(name)
        for number, name in locale.days[context]["wide"].items():
            names["weekday"][number].append(name)
    for kind, key in (("month", "months"), ("weekday", "weekdays")):
        for at, forms in enumerate(data.get(key, ())):
            names[kind][at].extend(listed(forms))
    return names


def _strong_with_capital(lexicon: Lexicon, word: str) -> None:
    """Let a name that is another word in small letters ("mai") be one for sure only with a capital."""
    known = lexicon.words.get(word, ())
    strong = [Atom(atom.letter, atom.value, False, atom.letter in "MW") for atom in known]
    soft = [
        Atom({"M": "v", "W": "w"}[atom.letter], atom.value, True) for atom in known if atom.letter in "MW"
    ]
    lexicon.words[word] = (*strong, *soft)


def _short_names(lexicon: Lexicon, data: Any, locale: Any) -> None:
    """The abbreviated names of CLDR and those of the data, where no word is known that is written so."""
    short = [
        (kind, number, name.rstrip("."))
        for kind, table in (("month", locale.months), ("weekday", locale.days))
        for context in ("format", "stand-alone")
        for number, name in table[context]["abbreviated"].items()
    ]
    for kind, number, form in short:
        if not form or form.isdigit() or (kind == "month" and form[0].isdigit()):
            continue
        if any(atom.letter in "MWvw" for atom in lexicon.words.get(fold(form), ())):
            continue
        if kind == "weekday":
            lexicon.add(form, Atom("w", (number, ""), True, capital=form[0].isupper()))
            continue
        # "In Feb" where names of months have capitals; "mar" elsewhere is a month by a number only.
        if form[0].isupper():
            lexicon.add(form, Atom("v", number, True, capital=True))
        lexicon.add(form, Atom("µ", number, True))
    for at, more in enumerate(data.get("months_short", ())):
        for form in listed(more):
            lexicon.add(form, Atom("µ", at + 1, True))


def _numbers(lexicon: Lexicon, data: Any, language: str) -> None:
    """Number words: cardinals to 100 and ordinals to 31 of ``[figures.numbers]``, and the data's own."""
    shared = facts(language, "figures").get("numbers", {}) if data.get("number_words", True) else {}
    cardinals = str(shared.get("cardinals", "")).split("|") + str(shared.get("hundreds", "")).split("|")[:1]
    ordinals = ["", *str(shared.get("ordinals", "")).split("|")]
    wanted: list[tuple[str, list[str], Iterable[int]]] = [
        ("c", cardinals, [*range(1, 61), *range(70, 101, 10)]),
        ("o", ordinals, range(1, 32)),
    ]
    for letter, words, values in wanted:
        for value in values:
            word = words[value] if value < len(words) else ""
            if WORD.search(word) and not any(c.isdigit() for c in word):
                lexicon.add(word, Atom(letter, value))
    for letter, table in (("c", "numbers"), ("o", "ordinals")):
        for value_text, forms in data.get(table, {}).items():
            for form in listed(forms):
                lexicon.add(form, Atom(letter, float(value_text) if "." in value_text else int(value_text)))


def _templates(phrase: str, names: dict[str, list[list[str]]]) -> list[tuple[str, int | None]]:
    """A phrase with its template filled in by every name, and the name's number."""
    found = _TEMPLATE.search(phrase)
    if not found:
        return [(phrase, None)]
    kind = found.group(1)
    return [
        (phrase.replace(found.group(), name), at + 1 if kind == "month" else at)
        for at, forms in enumerate(names[kind])
        for name in list(dict.fromkeys(forms))[: 1 if found.group(2) else None]
    ]


def _phrases(lexicon: Lexicon, data: Any, names: dict[str, list[list[str]]]) -> None:
    for spec, phrases in data.get("phrases", {}).items():
        for phrase in listed(phrases):
            for filled, number in _templates(phrase, names):
                kind, *rest = spec.split()
                if kind == "weekday":
                    atom = Atom("W", (number, rest[0]))
                elif kind == "month":
                    atom = Atom("F", ("named", (number, rest[0])))
                else:
                    atom = Atom(*_meaning(spec))
                lexicon.add(filled, atom)


def _compounds(lexicon: Lexicon, data: Any, names: dict[str, list[list[str]]]) -> None:
    """Weekdays and parts of day written as one word ("lördagskvällen", "Samstagabend")."""
    for joint in dict.fromkeys(data.get("joints", ())):
        for number, forms in enumerate(names["weekday"]):
            for part, words in data.get("parts", {}).items():
                for word in listed(words):
                    if " " not in word:
                        lexicon.add(fold(forms[0]) + joint + fold(word), Atom("ω", (number, part)))


def _tables(lexicon: Lexicon, data: Any) -> None:
    for name, letter in PARTS.items():
        for form in listed(data.get(name, "")):
            lexicon.add(form, Atom(letter, name))
    tables = (
        ("units", "U", str), ("parts", "P", str), ("seasons", "S", lambda name: (name, "")),
        ("edges", "E", str), ("shift", "L", str), ("feasts", "H", str), ("halves", "p", str),
        ("decades", "z", int), ("zones", "Z", str), ("eras", "9", int),
        ("persian_months", "M", lambda name: 100 + int(name)),
    )  # fmt: skip
    weak = {fold(word) for word in listed(data.get("weak", ""))}
    for table, letter, make in tables:
        for name, forms in data.get(table, {}).items():
            for form in listed(forms):
                soft = letter == "S" and fold(form) in weak
                lexicon.add(form, Atom("$" if soft else letter, make(name), soft, form[0].isupper()))


@lru_cache(maxsize=64)
def lexicon(language: str) -> Lexicon:
    """The words of time of a language; CLDR's names alone where it has no data of its own."""
    data = facts(language, "moments")
    locale = cldr(language)
    base = language.partition("-")[0]
    pattern = str(locale.date_formats["short"].pattern)
    order = "".join(letter for letter in regex.sub(r"'[^']*'|[^dMy]", "", pattern))
    order = "".join(dict.fromkeys(order.lower()))
    found = Lexicon(
        language,
        order=data.get("order", order if len(order) == 3 else "dmy"),
        spaced=bool(data.get("spaced", True)),
        prefixes=tuple(sorted(listed(data.get("prefixes", "")), key=lambda p: (-len(p), p))),
        suffixes=tuple(sorted(listed(data.get("suffixes", "")), key=lambda p: (-len(p), p))),
        counted=frozenset(fold(word) for word in listed(data.get("counted", ""))),
        possessives=frozenset(fold(word) for word in listed(data.get("possessives", ""))),
        plural=frozenset(fold(word) for word in listed(data.get("plural", ""))),
        bare_day_marks=frozenset(listed(data.get("bare_day_marks", data.get("day_mark", "")))),
        shortest_stem=int(data.get("shortest_stem", 2)),
        loosely=frozenset(fold(word) for word in listed(data.get("loosely", ""))),
        nouns_capital=bool(data.get("nouns_capital", False)),
        calendar=str(data.get("calendar", "")),
        dotted_dates=locale.number_symbols["latn"]["decimal"] != ".",
        sunday_first=bool(data.get("sunday_first", False)),
        hundreds=bool(data.get("hundreds", False)),
    )
    names = _cldr_names(found, data, locale)
    _numbers(found, data, base)
    _phrases(found, data, names)
    _compounds(found, data, names)
    _tables(found, data)
    for value, roman in enumerate(_ROMAN, 1):
        for ending in ("", "e", "ème"):
            found.add(roman + ending, Atom("^", value, capital=True))
    for quarter in ("q", "Q"):
        found.add(quarter, Atom("q", "quarter"))
    for zone in ("gmt", "utc", "cet", "cest", "est", "edt", "pst", "pdt", "bst", "msk"):
        found.add(zone, Atom("Z", zone))
    found.tell()
    if not found.spaced:
        words = sorted(found.words, key=lambda word: (-len(word), word))
        found.unspaced = regex.compile(
            r"\p{Nd}+(?:[.:/\-–]\p{Nd}+)*+|" + "|".join(regex.escape(word) for word in words)
        )
    return found
