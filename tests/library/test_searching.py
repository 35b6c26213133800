"""A search finds the same in every store, in every script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.library import Library
from rashomon.library.adding import add
from rashomon.library.searching import QueryError, count, forget, parse, save, saved, search
from rashomon.library.words import folded, phrases
from tests.grouping.invented import report
from tests.library.test_adding import NEWS, whole

Opened = Callable[[], Library]
OTHERS = [
    whole(report("zh-1", "奥兰河大桥周二关闭，市长说维修需要六个月。", "zh", "2021-03-04")),
    whole(report("hi-1", "ओरवेन नदी का पुल मंगलवार को बंद कर दिया गया।", "hi", "2021-03-04")),
    whole(report("ar-1", "أغلق جسر أورفان يوم الثلاثاء بعد اكتشاف شقوق.", "ar", "2021-03-04")),
    whole(report("pl-1", "Most w Orwanie zamknięto we wtorek po wykryciu pęknięć.", "pl", "2021-03-02")),
]


@pytest.fixture
def library(opened: Opened) -> Library:
    found = opened()
    add(found, [*NEWS, *OTHERS])
    return found


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("orchid", {"orchid-en"}),
        ("ORCHID garden", {"orchid-en"}),
        ('"steel cables"', {"bridge-en"}),
        ('"cables steel"', set()),
        ("brucke", {"bridge-de"}),
        ("Brücke Kvernes", {"bridge-de"}),
        ("wykryciu pekniec", {"pl-1"}),
        ("大桥", {"zh-1"}),
        ("桥大", set()),
        ("पुल", {"hi-1"}),
        ("جسر", {"ar-1"}),
        ("kvernes language:sv", {"bridge-sv"}),
        ("outlet:strike", {"strike-en", "strike-es"}),
        ("before:2021-03-03", {"pl-1"}),
        ("after:2021-03-05 outlet:bridge", {"bridge-de"}),
        ('speaker:"ingrid solheim" language:sv', {"bridge-sv"}),
        ("speaker:solh", set()),
        ("nothing like this", set()),
        ("' OR 1=1 --", set()),
        ('orchid" NEAR', set()),
    ],
)
def test_what_a_query_finds(library: Library, query: str, wanted: set[str]) -> None:
    rows = search(library, query)
    assert {row["id"] for row in rows} == wanted
    assert count(library, query) == len(wanted)


def test_a_name_finds_the_story_it_stands_in(library: Library) -> None:
    assert {"strike-en", "strike-es"} == {row["id"] for row in search(library, 'name:"Tomas Ferrer"')}


def test_what_differs_is_found(library: Library) -> None:
    assert not search(library, "differs:yes")
    told = "The ferry Mira sank off Tarrow on Monday. {} people were killed, the coast guard said."
    reports = [whole(report(f"ferry-{n}", told.format(n), "en", "2021-04-06")) for n in (14, 16)]
    add(library, reports)
    assert {"ferry-14", "ferry-16"} == {row["id"] for row in search(library, "differs:yes")}


def test_a_passage_shows_the_words_where_they_stand(library: Library) -> None:
    [row] = search(library, "victory")
    passage = row["passage"]
    text = library.report(row["id"]).text
    assert text[passage["start"] : passage["end"]] == passage["text"]
    assert "victory" in passage["text"]


def test_pages_of_what_is_found_come_one_after_another(library: Library) -> None:
    whole_list = [row["id"] for row in search(library, "")]
    pages = [row["id"] for at in range(0, 12, 3) for row in search(library, "", limit=3, offset=at)]
    assert pages == whole_list
    assert len(whole_list) == 11


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("x" * 10_001, "too long"),
        (" ".join(f"w{n}" for n in range(70)), "too long"),
        ("speeker:Ann", "no such field"),
        ("after:yesterday", "no day"),
        ("differs:maybe", "neither yes nor no"),
    ],
)
def test_a_query_that_cannot_be_understood_is_refused_with_the_reason(query: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        parse(query)


def test_a_saved_search_is_kept_once_and_can_be_forgotten(library: Library) -> None:
    secret = save(library, "bridges", "kvernes", who="Ada")
    assert save(library, "bridges", "kvernes") == secret
    with pytest.raises(QueryError, match="kept already"):
        save(library, "bridges", "orchid")
    [row] = saved(library)
    assert (row["name"], row["query"], row["secret"]) == ("bridges", "kvernes", secret)
    forget(library, row["number"])
    assert saved(library) == []
    with pytest.raises(KeyError):
        forget(library, row["number"])


@given(st.text(max_size=80))
def test_folding_is_stable_and_holds_no_sign_of_a_query(text: str) -> None:
    once = folded(text)
    assert folded(once) == once or any(len(phrase) > 1 for phrase in phrases(text))
    assert not set(once) & set("\"'&|!<>():*?%_")
