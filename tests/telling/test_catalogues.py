"""The page speaks seven languages: every sentence is in every catalogue, and its placeholders fit."""

from __future__ import annotations

import re

import pytest

from rashomon.telling.catalogues import LANGUAGES, catalogue
from rashomon.telling.page import pages, render
from rashomon.telling.wording import wording
from tests.telling.happening import FALLEN_BRIDGE
from training.catalogues import CATALOGUES, forms, read, sentences

OTHERS = [language for language in LANGUAGES if language != "en"]
_PLACE = re.compile(r"{(\w*)}")


def _wanted() -> set[str | tuple[str, ...]]:
    return {message for message, _ in sentences()}


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_of_the_page_is_in_the_catalogue_and_no_other(language: str) -> None:
    held = read(CATALOGUES / f"{language}.po")
    assert {message.id for message in held if message.id} == _wanted()
    for message in held:
        if message.id:
            assert all(forms(message)), f"{language}: {message.id} is not translated"


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_fit(language: str) -> None:
    for message in read(CATALOGUES / f"{language}.po"):
        if not message.id:
            continue
        plural = not isinstance(message.id, str)
        wanted = set(_PLACE.findall(message.id if isinstance(message.id, str) else message.id[-1]))
        for form in forms(message):
            missing = wanted ^ set(_PLACE.findall(form))
            # "One report", "two reports" have words for the number in some languages.
            assert missing <= ({"n"} if plural else set()), f"{language}: {form}"


@pytest.mark.parametrize("language", OTHERS)
def test_forms_that_hold_for_several_numbers_name_the_number(language: str) -> None:
    held = read(CATALOGUES / f"{language}.po")
    for message in held:
        if message.id and not isinstance(message.id, str):
            assert len(forms(message)) == held.num_plurals
            one, many = message.id
            shown = {catalogue(language).ngettext(one, many, n) for n in (7, 25, 100)}
            assert all("{n}" in one or "{amount}" in one for one in shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_all_of_its_own_words_in_its_language(language: str) -> None:
    page = render([FALLEN_BRIDGE], language)
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page
    if language == "en":
        return
    visible = re.sub(r'<(\w+)[^>]* lang="en"[^>]*>.*?</\1>', "", page[page.index("<main") :], flags=re.S)
    text = " ".join(re.findall(r">([^<]+)<", visible[: visible.index("<script>")]))
    english = [one for one, _ in sentences() if isinstance(one, str) and len(one.split()) > 2]
    assert [one for one in english if "{" not in one and re.search(rf"\b{re.escape(one)}\b", text)] == []


def test_a_language_that_nobody_translated_is_told_in_english_with_its_own_versions_first() -> None:
    page = render([FALLEN_BRIDGE], "nb")
    assert '<html lang="en"' in page
    assert wording("nb").language == "nb"


def test_the_list_of_stories_is_translated_too() -> None:
    made = dict(pages([FALLEN_BRIDGE, FALLEN_BRIDGE], "sv"))
    assert "<title>2 händelser · Rashomon</title>" in made["index.html"]
    assert "Alla händelser" in made["0001-velm.html"]
