"""Statements as the page shows them: original first, the same words once, changes where they tell."""

from __future__ import annotations

from dataclasses import replace

from rashomon.model import Change, Span, Statement, Version
from rashomon.telling.passages import Anchors
from rashomon.telling.versions import StatementView, statement_view
from rashomon.telling.views import StoryView
from tests.telling.happening import FALLEN_BRIDGE


def _version(report: str, text: str, language: str = "en", **more: object) -> Version:
    fields: dict[str, object] = {"kind": "direct", "translated": False, "cue": ""} | more
    return Version(report, Span(10, 10 + len(text)), text, language, **fields)  # type: ignore[arg-type]


def _view(*versions: Version, text: str = "We held on") -> StatementView:
    return statement_view(Statement("s", "Ana", "", text, versions))


def test_the_original_comes_first_then_its_language_with_reported_speech_after_quoted() -> None:
    view = _view(
        _version("a", "On a tenu", "fr"),
        _version("b", "that they had held on", kind="indirect"),
        _version("c", "We held", relation="cut"),
        _version("d", "We held on", original=True),
    )
    assert [wording.lead.report for wording in view.wordings] == ["d", "c", "b", "a"]
    assert [wording.first for wording in view.wordings] == [True, False, False, False]


def test_only_the_first_wording_is_called_the_original() -> None:
    view = _view(
        _version("a", "We held on", original=True), _version("b", "We held", original=True, relation="cut")
    )
    assert [wording.labels for wording in view.wordings] == [("Original",), ("Cut",)]


def test_the_same_words_are_shown_once_with_all_who_give_them() -> None:
    view = _view(
        _version("a", "We held on"), _version("b", "We held  on."), _version("c", "we held on", "sv")
    )
    assert [[version.report for version in wording.versions] for wording in view.wordings] == [
        ["a", "b"],
        ["c"],
    ]


def test_reported_speech_is_not_one_with_the_same_words_between_marks() -> None:
    view = _view(_version("a", "We held on"), _version("b", "We held on", kind="indirect"))
    assert [wording.labels for wording in view.wordings] == [(), ("Same words", "Reported, not verbatim")]


def test_denied_words_say_so() -> None:
    view = _view(_version("a", "We held on", stance="denied"))
    assert view.wordings[0].labels == ("Denied",)


def test_changed_words_are_shown_in_their_place_and_escaped() -> None:
    text = "We <held> on to it all night"
    changed = _version("a", text, changes=(Change("kept & stayed", "<held>", Span(13, 19)),))
    html = _view(changed, text=text).wordings[0].html
    assert html == "We <del>kept &amp; stayed</del> <ins>&lt;held&gt;</ins> on to it all night"


def test_a_change_outside_the_words_does_no_harm() -> None:
    odd = _version(
        "a", "We held on to it", changes=(Change("x", "", Span(0, 3)), Change("y", "", Span(90, 95)))
    )
    assert _view(odd, text="We held on to it").wordings[0].html.startswith("<del>x</del> We held on")


def test_a_hedge_beside_a_value_is_shown_with_it() -> None:
    courier = FALLEN_BRIDGE.story.reports[0]
    value = FALLEN_BRIDGE.figures[0].values[0]
    start = courier.text.index("40 people")
    story = StoryView(FALLEN_BRIDGE, 0, Anchors())
    bare = replace(value, span=Span(start, start + 2), text="40", hedge="At least")
    assert story.hedged(bare) == "At least 40"
    assert story.hedged(replace(bare, hedge="roughly")) == "40"
    assert story.hedged(replace(bare, hedge="people")) == "40 people"
