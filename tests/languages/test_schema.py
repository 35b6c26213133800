"""What a language file may say is declared; whatever else one says is refused by file and key."""

from __future__ import annotations

import ast
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rashomon
from rashomon.languages import LanguageError, codes, compiled, schema
from tests.conftest import ROOT
from training import language_docs

FOLDER = ROOT / "src" / "rashomon" / "languages"
DANISH = (FOLDER / "da.toml").read_bytes()


@pytest.mark.parametrize("code", codes())
def test_every_file_holds_to_the_schema(code: str) -> None:
    assert schema.read((FOLDER / f"{code}.toml").read_bytes(), f"{code}.toml")


@pytest.mark.parametrize(
    ("was", "instead", "said"),
    [
        ("s.hedges_after]", "s.hedges_afer]", "figures.hedges_afer is not a key (is it hedges_after?)"),
        ("s.hedges_after]", "s.hedges_afer]", "da.toml: figures.hedges_after is missing: qualifiers behind"),
        ("[moments]", "[moment]", "da.toml: [moment] is not a section (is it moments?)"),
        ("class = 1", 'class = "first"', "da.toml: language.class is not a whole number, such as class = 1"),
        ("class = 1", "class = true", "da.toml: language.class is not a whole number"),
        ("class = 1", "class = 1\nweather = []", "da.toml: language.weather is not a key"),
        ("[sentences]", "[sentences]\nordinals_not = 'acht'", "sentences.ordinals_not is not an array"),
        ("[sentences]", "[sentences]\nordinals_not = [8]", "sentences.ordinals_not is not an array"),
        ("[language]", "places = 4\n[language]", "da.toml: [places] is not a section"),
        ("[language]", "names = 4\n[language]", "da.toml: is not TOML"),
        ("class = 1", "class = ", "da.toml: is not TOML: Invalid value (at line"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_by_file_and_key(was: str, instead: str, said: str) -> None:
    written = DANISH.decode()
    assert was in written
    with pytest.raises(LanguageError) as refused:
        schema.read(written.replace(was, instead, 1).encode(), "da.toml")
    assert said in str(refused.value)


def test_a_file_in_another_encoding_is_refused() -> None:
    with pytest.raises(LanguageError, match=r"^da\.toml: is not UTF-8 at byte \d+$"):
        schema.read(DANISH.decode().encode("latin-1", "replace"), "da.toml")


def test_a_list_where_words_are_wanted_is_refused() -> None:
    """A string where a list is wanted would be read letter by letter, and nobody would notice."""
    for key in schema.schema().keys.values():
        for wrong in ("word", ["word"], {"word": "word"}, 3, True, None, [["a"]], {"a": ["b"]}, [[1]]):
            fits = schema.TYPES[key.type][1](wrong)
            data: dict[str, Any] = {key.section: {key.name: wrong}}
            refused = f"xx.toml: {key.path} is not "
            found = [each for each in schema.problems(data, "xx.toml") if each.startswith(refused)]
            assert bool(found) is not fits, (key, wrong)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("figures.and | phrases | words", "line 2 is not: section.key"),
        ("figures.and | prases | words | []", "figures.and has no section or type: prases"),
        ("weather.rain | flag | it rains | true", "weather.rain has no section or type"),
        ("figures.a | flag | a | true\nfigures.a | flag | a | true", "line 3: figures.a is declared twice"),
    ],
)
def test_a_wrong_declaration_is_refused_by_its_line(line: str, said: str) -> None:
    with pytest.raises(LanguageError, match=said):
        schema.parse(f"[figures] | numbers | figures\n{line}")


def test_every_example_is_of_its_type() -> None:
    for key in schema.schema().keys.values():
        value = tomllib.loads(f"{key.name} = {key.example}")[key.name]
        assert schema.TYPES[key.type][1](value), key


def test_every_key_is_read_by_somebody() -> None:
    """A key that no module names is idle: take it out of the files and of keys.txt."""
    given = {
        f"{section}.{name}"
        for code in codes()
        for section, keys in schema.read((FOLDER / f"{code}.toml").read_bytes(), code).items()
        for name in keys
    }
    read: set[str] = set()
    for module in (ROOT / "src" / "rashomon").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                read.add(node.value)
    declared = schema.schema().keys.values()
    idle = [key.path for key in declared if key.path in given and key.name not in read]
    assert not idle


def test_the_page_and_the_blank_file_are_what_the_program_writes() -> None:
    """Where this fails: ``python -m training.language_docs``."""
    known = schema.schema()
    assert language_docs.PAGE.read_text(encoding="utf-8") == language_docs.page(known)
    assert language_docs.TEMPLATE.read_text(encoding="utf-8") == language_docs.template(known)


def test_the_blank_file_is_a_language_file_and_so_it_is_without_its_comment_signs() -> None:
    blank = language_docs.TEMPLATE.read_text(encoding="utf-8")
    assert schema.read(blank.encode(), "xx.toml")
    names = tuple(f"# {key.name} = " for key in schema.schema().keys.values() if not key.required)
    lines = [line[2:] if line.startswith(names) else line for line in blank.splitlines()]
    filled = schema.read("\n".join(lines).encode(), "xx.toml")
    assert sum(len(section) for section in filled.values()) == len(schema.schema().keys)


@pytest.mark.parametrize("language", ["is", "tlh", "sv-FI", "und"])
def test_a_report_in_a_language_without_a_file_is_marked_with_what_needs_none(language: str) -> None:
    text = "Skip strandaði 2026-05-12. “Enginn slasaðist,” 340 km, 25 % og 14 bátar."
    marks = rashomon.mark(rashomon.report(text, language=language)).marks
    assert {"340 km", "25 %"} <= {figure.text for figure in marks.figures}
    assert [moment.start for moment in marks.moments] == ["2026-05-12"]
    assert all(text[mark.span.start : mark.span.end] == mark.text for mark in marks.quotations)


# ------------------------------------------------------------------ read once


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache folder of our own."""
    monkeypatch.setenv("RASHOMON_CACHE", str(tmp_path))
    compiled.folder.cache_clear()
    yield tmp_path / "languages-2"
    compiled.folder.cache_clear()


def test_what_was_read_is_kept_and_is_the_same(kept: Path) -> None:
    data = schema.read(DANISH, "da.toml")
    assert compiled.load("da", b"another file") is None
    compiled.keep("da", data, DANISH)
    assert dict(compiled.load("da", DANISH) or {}) == data
    assert json.dumps(dict(compiled.load("da", DANISH) or {})) == json.dumps(data)
    assert [path.name for path in kept.iterdir()] == ["da.json"]


def test_a_file_that_changed_is_read_again(kept: Path) -> None:
    compiled.keep("da", {"language": {"class": 1}}, DANISH)
    assert compiled.load("da", DANISH + b"\n") is None


@given(st.data())
def test_a_cut_or_altered_file_counts_for_nothing(data: st.DataObject) -> None:
    source = b"[language]\nclass = 1\n"
    whole = compiled.compiled({"language": {"class": 1}}, source)
    assert dict(compiled.opened(whole, source) or {}) == {"language": {"class": 1}}
    cut = data.draw(st.integers(0, len(whole) - 1))
    assert compiled.opened(whole[:cut], source) is None
    altered = bytearray(whole)
    altered[cut] ^= data.draw(st.integers(1, 255))
    assert compiled.opened(bytes(altered), source) is None


@pytest.mark.parametrize("body", [b"", b"[1]", b"null", b"{", b"[" * 100_000])
def test_a_foreign_file_counts_for_nothing(body: bytes) -> None:
    assert compiled.opened(compiled._head(b"source", body) + body, b"source") is None


def test_nothing_happens_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("RASHOMON_CACHE", str(tmp_path / "file"))
    compiled.folder.cache_clear()
    compiled.keep("da", {}, DANISH)
    assert compiled.load("da", DANISH) is None
    compiled.folder.cache_clear()
