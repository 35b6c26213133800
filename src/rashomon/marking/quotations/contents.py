"""Reported speech: what a cue reports is one scored choice among the stretches it may report, and nothing.

Each stretch (:mod:`.stretches`) is described by named features (:data:`.features.CONTENT`); the one whose
weights sum highest is what somebody is reported to say, unless "nothing is reported" weighs more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rashomon.marking.quotations.choosing import best_of, heaviest, is_doubtful, weights
from rashomon.marking.quotations.cues import CueAt, Reported, cue_at, cues_of, is_relay, stance
from rashomon.marking.quotations.features import CONTENT
from rashomon.marking.quotations.frames import Token
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.narration import (
    asks,
    can_be_verb,
    goes_on,
    has_infinitive,
    is_clause,
    is_manner,
    is_purpose,
    is_relative,
    names,
    narrates,
)
from rashomon.marking.quotations.phrases import Phrase, right
from rashomon.marking.quotations.reports import subject
from rashomon.marking.quotations.stretches import COLONS, SOURCES, Stretch, proposed, reports_in
from rashomon.marking.quotations.subjects import apposed

#: The feature of nothing being reported, which is a candidate too.
NOTHING = "nothing is reported"
_NAMES = frozenset(CONTENT)
_REASONS = 4
#: Tokens of a clause without an auxiliary that says when or where, not what.
_PHRASE = 12
_BARE = frozenset(["bare", "past an object", "past an adverbial"])
_BEHIND = _BARE | frozenset(["that", "whether", "to", "colon", "comma"])


@cache
def _finite(lexicon: Lexicon) -> frozenset[str]:
    """Words that only a clause with a verb has."""
    return (lexicon.auxiliaries | lexicon.finite | lexicon.free_subjunctive) - lexicon.to


@dataclass(frozen=True, slots=True)
class Content:
    """Tokens ``first`` to ``last`` are what somebody is reported to say; ``relay`` is who passes it on, and
    ``reasons`` the features that decided."""

    first: int
    last: int
    report: Reported
    relay: Phrase | None = None
    reasons: tuple[str, ...] = ()


def contents(tokens: list[Token], lexicon: Lexicon) -> list[Content]:
    """The reported speech of one frame, outermost, in order."""
    found: list[Content] = []
    limit = 0
    cues = cues_of(tokens, lexicon)
    for cue in cues:
        if cue.first < limit or (len(cues) > 1 and is_relay(tokens, cue, lexicon)):
            continue
        content = choose(tokens, cue, lexicon)
        if content is None or (found and content.first <= found[-1].last):
            continue
        if cue.category in SOURCES:
            content = _relayed(tokens, content, lexicon)
        found.append(content)
        limit = max(cue.last, content.last) + 1
    return found


def choose(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> Content | None:
    """What a cue reports; None where it reports nothing."""
    known = weights(lexicon.language)
    best, names, _ = best_of(described(tokens, cue, lexicon), known, NOTHING)
    if best is None:
        return None
    return Content(best.first, best.last, best.report, None, heaviest(names, known, _REASONS))


def _relayed(tokens: list[Token], content: Content, lexicon: Lexicon) -> Content:
    """According to X …, Y reports: the tail is not part of the content but says who relays it."""
    for cue in cues_of(tokens, lexicon):
        inside = content.first < cue.first <= content.last
        if inside and cue.category == "say" and tokens[cue.first - 1].text == ",":
            tail = choose(tokens, cue, lexicon)
            if tail is not None and content.first < tail.last < cue.first:
                return Content(content.first, tail.last, content.report, tail.report.phrase, content.reasons)
    return content


def described(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> list[tuple[Stretch, tuple[str, ...]]]:
    """All that a cue may report, with its features."""
    given = proposed(tokens, cue, lexicon)
    facts = tuple(_of_cue(tokens, cue, lexicon)) if given else ()
    return [(stretch, features(tokens, stretch, facts, lexicon)) for stretch in given]


def features(
    tokens: list[Token], stretch: Stretch, facts: tuple[str, ...], lexicon: Lexicon
) -> tuple[str, ...]:
    """The names of what is true of a stretch as what a cue reports; ``facts`` are true of the cue."""
    form = stretch.form
    words = tuple(_of_words(tokens, stretch, lexicon))
    found = [form, *facts, *[f"{form}, {fact}" for fact in facts], *words]
    if "with a stretch in it" in words:
        found += (f"{fact}, with a stretch in it" for fact in facts)
    side = "behind" if form in _BEHIND else "before" if form.startswith("said") else "source"
    found += (f"{side}, {word}" for word in words)
    found += _of_speaker(tokens, stretch, lexicon)
    if form in _BEHIND:
        found += _way(tokens, stretch, lexicon)
        found += _start(tokens, stretch, lexicon)
    elif form in ("said before", "said around"):
        found += (f"before, {name}" for name in _told(tokens, stretch, lexicon))
        if form == "said around":
            found += _interrupted(tokens, stretch, lexicon)
    elif stretch.report.cue.category in SOURCES:
        found += _source(tokens, stretch, lexicon)
    elif form == "around a particle":
        found += _particle(tokens, stretch, lexicon)
    return tuple([name for name in found if name in _NAMES])


def _of_cue(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> Iterator[str]:
    """What is true of a cue, whatever it reports."""
    low = tokens[cue.first].low
    yield f"a {cue.category}"
    for name, words in (
        ("a verb that takes things", lexicon.transitive),
        ("a verb that needs a clause", lexicon.clausal),
        ("a mind", lexicon.minds),
        ("a wish", lexicon.wishes),
        ("a verb of telling", lexicon.tell),
        ("a verb with an object", lexicon.object_verbs),
        ("a verb of calling", lexicon.naming),
        ("a participle", lexicon.participles),
    ):
        if low in words:
            yield name
    held = stance(tokens, cue, lexicon)
    if held in ("negated", "hypothetical"):
        yield held
    begin = cue.first
    while begin > 0 and tokens[begin - 1].text in ",–—":
        begin -= 1
    if begin > 0 and tokens[begin - 1].kind == "q":
        yield "a stretch before it"
    spoken = next((i for i in range(cue.first - 1, -1, -1) if tokens[i].kind == "q"), None)
    if spoken is not None and cue.category not in SOURCES and apposed(tokens, spoken, cue.first, lexicon):
        # "“…,” Omar Dale, 42, told reporters": all that is told stands between the marks.
        yield "told between marks"


def _of_speaker(tokens: list[Token], stretch: Stretch, lexicon: Lexicon) -> Iterator[str]:
    """Who says it."""
    cue, phrase = stretch.report.cue, stretch.report.phrase
    if phrase is None:
        yield "told by nobody"
        return
    yield f"told by a {phrase.sort}"
    if cue.category not in SOURCES and is_doubtful(tokens, cue, phrase):
        yield "told by someone doubtful"
    if phrase.first > cue.last:
        yield "told by one behind" if stretch.report.inverted else "told by an agent"
        yield f"told by a {phrase.sort} behind"
    if stretch.first <= phrase.first <= stretch.last and "around" not in stretch.form:
        yield "told by one inside it"


def _of_words(tokens: list[Token], stretch: Stretch, lexicon: Lexicon) -> Iterator[str]:
    """What the words of a stretch say of it."""
    first, last = stretch.first, stretch.last
    words = tokens[first : last + 1]
    yield f"to {stretch.end}"
    yield from (f"over {end}" for end in stretch.over)
    count = sum(1 for t in words if t.kind != "p")
    if count < 4:
        yield "short"
    if any(t.kind == "q" for t in words):
        yield "with a stretch in it"
    lows = {t.low for t in words if t.kind == "w"}
    if not lows.isdisjoint(_finite(lexicon)):
        yield "with an auxiliary"
    if not lows.isdisjoint(lexicon.subjunctive):
        yield "in the mood of speech"
    if stretch.form == "said before" and not lows.isdisjoint(lexicon.free_subjunctive):
        yield "before, in the mood of speech"


def _way(tokens: list[Token], stretch: Stretch, lexicon: Lexicon) -> Iterator[str]:
    """What stands between a cue, with who speaks behind it, and a stretch, without what leads to that."""
    form, place = stretch.form, stretch.place
    lead = stretch.first - (form in ("that", "colon", "comma"))
    if form not in _BARE:
        between = tokens[place:lead]
        if not between:
            yield f"{form}, right behind"
        if len(between) > 4:
            yield f"{form}, far"
        if any(t.text in ",–—،，" for t in between[:-1]):
            yield "past a comma"
        if any(t.low in lexicon.conjunctions for t in between):
            yield "past a connective"
        if between and all(t.low in lexicon.adverbs or t.low in lexicon.times for t in between):
            yield f"{form}, past adverbs"
        if any(t.low in lexicon.that for t in between):
            yield "past a that"
        if form == "comma" and between and any(t.low in lexicon.prepositions for t in between[:1]):
            yield "comma, past an adverbial"
    yield from _lead(tokens, stretch, lexicon)


def _lead(tokens: list[Token], stretch: Stretch, lexicon: Lexicon) -> Iterator[str]:
    """What else the word that leads to a stretch may be."""
    form, place, that = stretch.form, stretch.place, stretch.first - 1
    if form == "that" and is_purpose(tokens, place, that, lexicon):
        yield "a that of a purpose"
    if form == "that" and that > place and is_relative(tokens, place, that, lexicon):
        yield "a that of a noun"
    if form == "that" and tokens[that - 1].low in lexicon.particles:
        yield "a that of a particle"
    if form == "whether":
        word = tokens[stretch.first].low
        if word in lexicon.prepositions and not asks(tokens, place, stretch.first, lexicon):
            yield "an about"
        if word in lexicon.relatives:
            yield "a whether that may be a relative"


def _start(tokens: list[Token], stretch: Stretch, lexicon: Lexicon) -> Iterator[str]:
    """How a stretch behind a cue begins."""
    first, last, form = stretch.first, stretch.last, stretch.form
    opening = tokens[stretch.first]
    group = "bare" if form in _BARE else form
    clause = is_clause(tokens, first, last, lexicon)
    phrase = right(tokens, first, lexicon)
    begun = phrase is not None and phrase.first == first
    yield f"{group}, a clause" if clause else f"{group}, no clause"
    if begun and phrase is not None:
        yield f"{group}, opens with a {phrase.sort}"
        if clause:
            yield f"{group}, a clause with a {phrase.sort}"
    if not clause and _is_bounded(tokens, first, last, lexicon):
        yield f"{group}, a verb later"
    yield from _sense(tokens, stretch, clause, lexicon)
    if form == "to" and not (
        first + 1 < len(tokens)
        and tokens[first + 1].low not in lexicon.articles
        and can_be_verb(tokens[first + 1], lexicon)
    ):
        yield "a to before a noun"
    if opening.low.endswith(lexicon.participle_endings or ("\n",)):
        yield f"{group}, opens with a participle"
    yield from (f"{group}, opens with {name}" for name in _opening(opening.low, lexicon))
    if opening.kind == "q":
        yield f"{group}, opens with a stretch"
        if opening.text[-1:] in ",.!?":
            yield "opens with a stretch that ends"
    if cue_at(tokens, first, lexicon):
        yield "opens with a cue"
    if _is_beside(tokens, stretch, group == "bare", lexicon):
        yield "beside what is said"
    if form == "comma" and narrates(tokens, first, lexicon):
        yield "comma, a narrator's clause"


def _opening(low: str, lexicon: Lexicon) -> Iterator[str]:
    """What the first word of a stretch can be."""
    for name, words in (
        ("a preposition", lexicon.prepositions),
        ("an article", lexicon.articles),
        ("a conjunction", lexicon.conjunctions),
        ("a relative", lexicon.relatives),
        ("a that", lexicon.that),
        ("an adverb", lexicon.adverbs),
        ("a time", lexicon.times),
        ("an auxiliary", lexicon.auxiliaries),
        ("a subordinator", lexicon.subordinators),
        ("whom it is told", lexicon.objects),
    ):
        if low in words:
            yield name


def _sense(tokens: list[Token], stretch: Stretch, clause: bool, lexicon: Lexicon) -> Iterator[str]:
    """Whether it is a clause that is said, an infinitive that is wished, or a thing."""
    first, last, form, cue = stretch.first, stretch.last, stretch.form, stretch.report.cue
    group = "bare" if form in _BARE else form
    infinitive = form == "to" or has_infinitive(tokens, first, last, cue, lexicon)
    if infinitive:
        yield f"{group}, an infinitive"
    verb, marked = tokens[cue.first].low, any(t.kind == "q" for t in tokens[first : last + 1])
    wished = infinitive or (group == "bare" and not lexicon.bare_clause)
    refused = group in ("to", "bare") and cue.category == "deny"
    refused = refused and has_infinitive(tokens, first, last, cue, lexicon)
    if not marked and (verb in lexicon.minds or refused or (wished and verb in lexicon.wishes)):
        yield "only wished"
    if not (clause or infinitive or marked):
        if verb in lexicon.transitive or verb in lexicon.clausal:
            yield "a thing"
        if not _is_bounded(tokens, first, last, lexicon):
            yield f"{group}, a noun phrase"
    lows = [t.low for t in tokens[first : last + 1]]
    if group in ("comma", "bare", "colon") and any(low in lexicon.subjunctive for low in lows):
        yield f"{group}, in the mood of speech"
    if group == "comma" and any(low in lexicon.to for low in lows[1:]):
        yield "comma, an infinitive later"


def _is_beside(tokens: list[Token], stretch: Stretch, bare: bool, lexicon: Lexicon) -> bool:
    """Whether what stands behind a cue is not what is said: a name that is given, a manner, or a word alone
    ("denied it, and his brother appealed", "said no.")."""
    first, last = stretch.first, stretch.last
    opening = tokens[first]
    alone = first < last and tokens[first + 1].text in ",." and len(opening.text) < 4
    return (
        (alone and not opening.capital and opening.kind == "w")
        or names(tokens, first, last, stretch.report.cue, lexicon)
        or (bare and is_manner(tokens, first, lexicon))
    )


def _is_bounded(tokens: list[Token], first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether a verb that only clauses have follows before a comma or a relative word."""
    for token in tokens[first + 1 : last + 1]:
        if token.low in lexicon.relatives or token.text in ";,":
            return False
        if token.low in lexicon.auxiliaries and token.low not in lexicon.to and not token.capital:
            return True
    return False


def _told(tokens: list[Token], stretch: Stretch, lexicon: Lexicon) -> Iterator[str]:
    """What there is to say of words before a cue and who says them."""
    report, end, count = stretch.report, stretch.place, len(tokens)
    cue, phrase = report.cue, report.phrase
    assert phrase is not None
    edge = tokens[end - 1] if tokens[end - 1].kind == "q" else tokens[end]
    sign = "a comma" if edge.text in ",،，" else "a dash"
    yield f"up to {sign if edge.kind != 'q' else 'a stretch'}"
    head = tokens[:end]
    finite = _finite(lexicon)
    words = sum(1 for t in head if t.kind == "w")
    opening = tokens[0].low
    if words < 3:
        yield "few words"
    elif words < 6:
        yield "some words"
    if edge.kind == "q":
        yield from _up_to_stretch(tokens, end, words, lexicon)
    elif reports_in(tokens, 0, end - 1, lexicon):
        yield "another report"
    if opening in lexicon.prepositions and not any(t.low in finite for t in head):
        yield "an adverbial" if sum(1 for t in head if t.kind != "p") < _PHRASE else "a long adverbial"
    for name, is_so in (
        ("a clause that depends", opening in lexicon.if_ or opening in lexicon.subordinators),
        ("a relative clause", opening in lexicon.relatives and opening not in lexicon.articles),
        ("a cue that opens the sentence", opening in lexicon.cues and tokens[1].low in lexicon.prepositions),
    ):
        if is_so:
            yield name
    if report.inverted and tokens[cue.first].low in lexicon.participles:
        yield "a participle"
    if phrase.last > phrase.head:
        yield "with an apposition"
    yield from _tail(tokens, max(phrase.last, cue.last) + 1, count, cue, lexicon)


def _up_to_stretch(tokens: list[Token], end: int, words: int, lexicon: Lexicon) -> Iterator[str]:
    """What there is to say of words that a stretch between marks ends, before a cue."""
    yield "words and a stretch" if words else "a stretch alone"
    if words < 3:
        yield "few words and a stretch"
    elif not any(t.low in _finite(lexicon) for t in tokens[:end]):
        yield "a phrase and a stretch"
    if reports_in(tokens, 0, end - 1, lexicon):
        yield "another report and a stretch"
    if tokens[0].low in lexicon.views and tokens[end - 2].text == ",":
        yield "a view and a stretch"


def _tail(tokens: list[Token], tail: int, count: int, cue: CueAt, lexicon: Lexicon) -> Iterator[str]:
    """What follows a cue and who speaks, both behind what was said."""
    if tail >= count - 1:
        yield "nothing follows"
        return
    token = tokens[tail]
    if token.text in COLONS:
        yield "a colon follows"
    elif token.text in ",–—،，":
        yield "a comma follows" if count - tail > 4 else "nothing follows"
    elif token.kind == "q":
        yield "a stretch follows"
    elif token.kind == "w":
        comma = next((i for i in range(tail, count) if tokens[i].text in ",–—"), count)
        rest = sum(1 for t in tokens[tail:comma] if t.kind == "w")
        yield "much follows" if rest > 8 else "words follow"
        low = token.low
        if low in lexicon.prepositions or low in lexicon.adverbs or low in lexicon.times:
            yield "an adverbial follows"
        elif low in lexicon.conjunctions or low in lexicon.to:
            yield "a conjunction follows"
        elif low in lexicon.that:
            yield "a that follows"
        elif cue.last + 1 == tail:
            yield "an object follows"
        else:
            yield "a word follows"


def _interrupted(tokens: list[Token], stretch: Stretch, lexicon: Lexicon) -> Iterator[str]:
    """Whether the words before a cue go on behind it."""
    phrase = stretch.report.phrase
    assert phrase is not None
    tail = max(phrase.last, stretch.report.cue.last) + 2
    yield "around, it goes on" if goes_on(tokens, stretch.place, tail, lexicon) else "around, it is whole"


def _source(tokens: list[Token], stretch: Stretch, lexicon: Lexicon) -> Iterator[str]:
    """Where a source stands, and whether somebody else says what it leads to."""
    report, form = stretch.report, stretch.form
    phrase, cue, count = report.phrase, report.cue, len(tokens)
    assert phrase is not None
    begin, end = min(cue.first, phrase.first), max(cue.last, phrase.last)
    rest = sum(1 for token in tokens[end + 1 :] if token.kind == "w")
    if begin and tokens[begin - 1].text == ",":
        yield f"{form}, a comma before it"
    if not rest:
        yield f"{form}, nothing follows"
    elif rest <= 4:
        yield f"{form}, little follows"
    elif rest <= begin:
        yield f"{form}, less follows"
    if rest and lexicon.verb_final and tokens[-1].kind == "p" and tokens[-2].text[0].islower():
        yield f"{form}, a verb ends it"
    if end + 1 < count and tokens[end + 1].kind == "p":
        yield f"{form}, a sign follows"
    head = tokens[begin - 2].low if begin > 1 and tokens[begin - 1].text == "," else ""
    if head in lexicon.that or head in lexicon.relatives or head in lexicon.conjunctions:
        yield f"{form}, a clause word before it"
    if _is_anothers(tokens, stretch, lexicon):
        yield "somebody else says it"


def _is_anothers(tokens: list[Token], stretch: Stretch, lexicon: Lexicon) -> bool:
    """Whether somebody else says the stretch that a source leads to: "According to X, “…”, Roe said"."""
    q = stretch.first
    if tokens[q].kind != "q":
        return False
    cue = next((c for c in cues_of(tokens, lexicon) if q < c.first < q + 6 and c.category == "say"), None)
    said = subject(tokens, cue, lexicon, q + 1).phrase if cue is not None else None
    return said is not None and said.sort in ("name", "role")


def _particle(tokens: list[Token], stretch: Stretch, lexicon: Lexicon) -> Iterator[str]:
    phrase = stretch.report.phrase
    assert phrase is not None
    tail = phrase.last + 2
    if narrates(tokens, tail, lexicon):
        yield "around a particle, the narrator goes on"
    if sum(1 for t in tokens[tail - 1 :] if t.kind != "p") < 4:
        yield "around a particle, little follows"
