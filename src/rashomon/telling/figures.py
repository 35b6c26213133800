"""A comparison of figures as the page shows it: what is counted as its heading, and its number line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rashomon.model import FigureComparison, FigureValue
from rashomon.telling.numberline import NumberLine, draw
from rashomon.telling.wording import Wording, upper_first

#: What is counted is a phrase up to this many letters; longer ones are sentences it stands in.
PHRASE = 48
_CONTEXT = 160
_HEDGE = 90
"""Letters that may stand between a figure and its hedge ("at most, the leak came to 90")."""


@dataclass(frozen=True, slots=True)
class FigureView:
    """A comparison with its number line (None where no value has a place). ``heading`` says what is counted,
    ``context`` is the sentence it stands in where no phrase says it; ``name`` its place on the page."""

    comparison: FigureComparison
    line: NumberLine | None
    reports: int
    heading: str
    context: str
    name: str


def figure_view(compared: FigureComparison, say: Wording, name: str) -> FigureView:
    """The comparison arranged for the page."""
    heading, context = _headed(compared, say)
    return FigureView(
        compared,
        draw(compared.values, compared.verdict == "differ", say),
        len({value.report for value in compared.values}),
        heading,
        context,
        name,
    )


def _headed(compared: FigureComparison, say: Wording) -> tuple[str, str]:
    """What a comparison is about as a heading, and the words around it where no phrase is known."""
    about = compared.about.strip()
    if about and len(about) <= PHRASE and not about.endswith("…"):
        return upper_first(about), ""
    if len(about) > _CONTEXT:
        space = about.rfind(" ", PHRASE, _CONTEXT)  # none in Chinese and Japanese
        about = about[: space if space > 0 else _CONTEXT] + " …"
    return _kind(compared.dimension, say), about


def _kind(dimension: str, say: Wording) -> str:
    """What is measured, where no phrase says what is counted."""
    kinds = {
        "count": say._("A number"), "money": say._("An amount of money"), "share": say._("A share"),
        "points": say._("A share"), "area": say._("An area"), "length": say._("A length"),
        "mass": say._("A weight"), "volume": say._("A volume"), "duration": say._("A length of time"),
        "age": say._("An age"), "speed": say._("A speed"), "temperature": say._("A temperature"),
        "rank": say._("A rank"), "power": say._("Power"), "energy": say._("Energy"),
        "electricity": say._("Energy"), "data": say._("An amount of data"),
    }  # fmt: skip
    return kinds.get(dimension, say._("A figure"))


def same_words(values: Sequence[FigureValue]) -> list[tuple[FigureValue, ...]]:
    """The values, those that one report repeats in the same words together."""
    groups: dict[tuple[object, ...], list[FigureValue]] = {}
    for value in values:
        key = (value.report, value.text.casefold(), value.attributed_to, value.as_of)
        groups.setdefault(key, []).append(value)
    return [tuple(group) for group in groups.values()]


def phrases(views: Iterable[FigureView]) -> list[str]:
    """What comparisons are about, inside a sentence; each only once, none that is a sentence itself."""
    abouts = [view.comparison.about for view in views if not view.context]
    return list(dict.fromkeys(filter(None, abouts)))


def hedged(text: str, value: FigureValue) -> str:
    """The stretch of a report's text that holds the value's words and the hedge around them."""
    start, end = value.span.start, value.span.end
    for part in value.hedge.split(" … ") if value.hedge and value.hedge not in value.text else ():
        before = text.rfind(part, max(0, value.span.start - _HEDGE - len(part)), value.span.start)
        after = text.find(part, value.span.end, value.span.end + _HEDGE + len(part))
        beside = after >= 0 and after - value.span.end < 2
        if before >= 0 and not beside:
            start = min(start, before)
        elif after >= 0:
            end = max(end, after + len(part))
    return text[start:end]
