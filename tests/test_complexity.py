"""The gate on complexity tells what grew from what is listed too high (the gate itself: ``make test``)."""

from __future__ import annotations

from tests.complexity import compare, listed, lowered


def test_a_function_that_grew_or_is_new_is_named_and_so_is_one_that_is_listed_too_high() -> None:
    known = {"a.py::f": {"complexity": 20, "branches": 14}, "a.py::g": {"branches": 13}}
    assert compare(known, known) == []
    over = {"a.py::f": {"complexity": 21, "branches": 13}, "b.py::h": {"branches": 13}}
    said = "\n".join(compare(known, over))
    assert "simplify a.py::f: complexity 21, 20" in said
    assert "simplify b.py::h: branches 13, not listed" in said
    assert "--lower the list: a.py::f: branches 13, 14" in said
    assert "--lower the list: a.py::g: branches below the limit, 13" in said
    assert lowered(known, over) == {"a.py::f": {"complexity": 20, "branches": 13}}


def test_the_list_is_of_functions_with_numbers_over_the_limits() -> None:
    for numbers in listed().values():
        assert numbers.get("complexity", 16) > 15
        assert numbers.get("branches", 13) > 12
