"""What a language file may say: every key with its type, its meaning and an example, read from ``keys.txt``.

A file that says anything else is refused with the names of the file and the key. To add a key, add its line
to ``keys.txt`` (its head says how) and run ``python -m training.language_docs``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

_DECLARED: Final = resources.files(__package__) / "keys.txt"
Check = Callable[[Any], bool]


class LanguageError(ValueError):
    """A language file that cannot be used; the message names the file, and the key where it is one key."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a section; ``example`` is its value as TOML."""

    section: str
    name: str
    type: str
    required: bool
    means: str
    example: str

    @property
    def path(self) -> str:
        """Section and name."""
        return f"{self.section}.{self.name}"


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a language file: what it holds, and the packages that read it."""

    name: str
    holds: str
    readers: str


@dataclass(frozen=True, slots=True)
class Schema:
    """All sections and keys, in the order they are declared."""

    sections: Mapping[str, Section]
    keys: Mapping[tuple[str, str], Key]

    def of(self, section: str) -> tuple[Key, ...]:
        """The keys of a section."""
        return tuple(key for key in self.keys.values() if key.section == section)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_list(of: Check) -> Check:
    return lambda value: isinstance(value, list) and all(of(each) for each in value)


def _is_table(of: Check) -> Check:
    return lambda value: isinstance(value, dict) and all(of(each) for each in value.values())


def _is_pair(value: Any) -> bool:
    return _is_list(_is_text)(value) and len(value) == 2


#: The types by name: what is wanted, in words, and the check.
TYPES: Final[Mapping[str, tuple[str, Check]]] = {
    "flag": ("true or false", lambda value: isinstance(value, bool)),
    "whole": ("a whole number", lambda value: isinstance(value, int) and not isinstance(value, bool)),
    "flag or text": ("true, false or a string", lambda value: isinstance(value, bool | str)),
    "text": ("a string", _is_text),
    "words": ("a string of words, with _ for a blank inside one", _is_text),
    "listed": ("a string of phrases with commas between them", _is_text),
    "phrases": ("an array of strings", _is_list(_is_text)),
    "pairs": ("an array of pairs of strings", _is_list(_is_pair)),
    "table of text": ("a table of strings", _is_table(_is_text)),
    "table of listed": ("a table of strings of phrases with commas between them", _is_table(_is_text)),
    "table of phrases": ("a table of arrays of strings", _is_table(_is_list(_is_text))),
    "table of numbers": ("a table of numbers", _is_table(_is_number)),
    "table": ("a table", lambda value: isinstance(value, dict)),
    "table of bounds": ("a table of arrays of one or two numbers", _is_table(_is_list(_is_number))),
}


def parse(declared: str, source: str = "keys.txt") -> Schema:
    """The schema that lines like those of ``keys.txt`` declare.

    Raises:
        LanguageError: where a line is none, its section or type is not known, or a key is declared twice.
    """
    sections: dict[str, Section] = {}
    keys: dict[tuple[str, str], Key] = {}
    for number, line in enumerate(declared.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split(" | ", 3)]
        if line.startswith("[") and len(parts) == 3:
            sections[parts[0].strip("[]")] = Section(parts[0].strip("[]"), parts[1], parts[2])
            continue
        section, _, name = parts[0].partition(".")
        if len(parts) != 4 or not name or not all(parts):
            raise LanguageError(f"{source}: line {number} is not: section.key | type | meaning | example")
        kind = parts[1].removesuffix("!")
        if section not in sections or kind not in TYPES or (section, name) in keys:
            known = "is declared twice" if (section, name) in keys else f"has no section or type: {kind}"
            raise LanguageError(f"{source}: line {number}: {section}.{name} {known}")
        keys[section, name] = Key(section, name, kind, parts[1].endswith("!"), parts[2], parts[3])
    return Schema(sections, keys)


@cache
def schema() -> Schema:
    """The schema of the language files."""
    return parse(_DECLARED.read_text(encoding="utf-8"))


def problems(data: Mapping[str, Any], file: str, known: Schema | None = None) -> list[str]:
    """Everything that is wrong with the data of a language file, each with file, section and key."""
    known = known or schema()
    found = []
    for name, section in data.items():
        if name not in known.sections:
            close = _close(name, known.sections)
            found.append(f"{file}: [{name}] is not a section{close}")
        elif not isinstance(section, dict):
            found.append(f"{file}: {name} is not a section but a value")
        else:
            checked = (_wrong(name, key, value, file, known) for key, value in section.items())
            found += [wrong for wrong in checked if wrong]
    for key in known.keys.values():
        section = data.get(key.section)
        if key.required and not (isinstance(section, dict) and key.name in section):
            found.append(f"{file}: {key.path} is missing: {key.means} ({key.name} = {key.example})")
    return found


def _wrong(section: str, name: str, value: Any, file: str, known: Schema) -> str | None:
    key = known.keys.get((section, name))
    if key is None:
        close = _close(name, [each.name for each in known.of(section)])
        return f"{file}: {section}.{name} is not a key{close}; a new one gets a line in languages/keys.txt"
    wanted, fits = TYPES[key.type]
    if not fits(value):
        return f"{file}: {key.path} is not {wanted}, such as {key.name} = {key.example}"
    return None


def _close(name: str, others: Any) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, list(others), n=1)
    return f" (is it {near[0]}?)" if near else ""


def read(raw: bytes, file: str) -> dict[str, Any]:
    """The data of a language file from its bytes.

    Raises:
        LanguageError: where it is not UTF-8, not TOML, or does not hold to the schema; it names all that is
            wrong.
    """
    import tomllib

    try:
        data = tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise LanguageError(f"{file}: is not UTF-8 at byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(f"{file}: is not TOML: {error}") from error
    wrong = problems(data, file)
    if wrong:
        raise LanguageError("\n".join(wrong))
    return data
