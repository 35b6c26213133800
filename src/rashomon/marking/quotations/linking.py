"""Who says a quoted stretch: one scored choice among the reports of its frame, and nobody.

A report is a cue with who speaks at it; what leads to a stretch without a verb ("The mayor's answer: …", "For
the mayor this is …") is a report too. Each is described by named features (:data:`.features.LINK`), and the
one whose weights sum highest has the stretch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rashomon.marking.quotations.choosing import best_of, heaviest, is_doubtful, weights
from rashomon.marking.quotations.cues import REACH, CueAt, Reported, cue_at, cues_of, is_relay
from rashomon.marking.quotations.features import LINK
from rashomon.marking.quotations.frames import Token
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.phrases import Phrase, is_headed, plain_noun, right
from rashomon.marking.quotations.reports import subject
from rashomon.marking.quotations.roles import role_of
from rashomon.marking.quotations.runs import PARTICLES
from rashomon.marking.quotations.subjects import apposed, left
from rashomon.marking.quotations.topics import last_clause, leading_phrase
from rashomon.marking.quotations.views import is_person, uttered, viewed

_EDGES = frozenset(",–—-،，、")
_NAMES = frozenset(LINK)
#: How many features a quotation names for its link.
_REASONS = 3
_COLONS = frozenset(":：")


def block(tokens: Sequence[Token], q: int, lexicon: Lexicon) -> tuple[int, int]:
    """The first and the last stretch that one speaker says together with that at ``q``: “…” and “…”."""
    first = last = q
    while last + 2 < len(tokens) and tokens[last + 2].kind == "q" and _goes_with(tokens[last + 1], lexicon):
        last += 2
    while first > 1 and tokens[first - 2].kind == "q" and _goes_with(tokens[first - 1], lexicon):
        first -= 2
    return first, last


def _goes_with(token: Token, lexicon: Lexicon) -> bool:
    return token.low in lexicon.conjunctions or (lexicon.verb_last and token.kind == "w")


def reports(tokens: list[Token], q: int, lexicon: Lexicon) -> list[tuple[Reported, str]]:
    """All that may say who says a stretch, generously, each with its category."""
    first, last = block(tokens, q, lexicon)
    found: dict[tuple[int, Phrase | None], tuple[Reported, str]] = {}
    for report in (*_cues(tokens, first, last, lexicon), *_announced(tokens, first, lexicon)):
        category = report.cue.category
        if is_relay(tokens, report.cue, lexicon):
            category = "relay"
        found.setdefault((report.cue.first, report.phrase), (report, category))
    for odd, category in _odd(tokens, first, last, lexicon):
        if odd is not None:
            found.setdefault((odd.cue.first, odd.phrase), (odd, category))
    return list(found.values())


def _odd(
    tokens: list[Token], first: int, last: int, lexicon: Lexicon
) -> Iterator[tuple[Reported | None, str]]:
    """What says who speaks without a cue that a list has."""
    yield viewed(tokens, first, lexicon), "view"
    edge = _past_edges(tokens, last + 1)
    if edge + 1 >= len(tokens):
        return
    if tokens[edge].low in lexicon.particles:
        phrase = right(tokens, edge + 1, lexicon)
        if phrase:
            yield Reported(CueAt(edge, edge, "particle"), phrase, True), "particle"
    if _parted(tokens, last):
        yield unlisted(tokens, edge, lexicon) or _mused(tokens, edge, lexicon), "unlisted"


def _cues(tokens: list[Token], first: int, last: int, lexicon: Lexicon) -> Iterator[Reported]:
    low = next((i for i in range(first - 1, -1, -1) if tokens[i].text == ";"), 0)
    high = next((i for i in range(last + 1, len(tokens)) if _closes(tokens, i)), len(tokens))
    for cue in cues_of(tokens, lexicon):
        if not max(low, first - 4 * REACH) <= cue.first < min(high, last + REACH):
            continue
        report = subject(tokens, cue, lexicon)
        yield report
        if cue.category in ("source", "after", "own", "particle"):
            continue
        if cue.first > last:
            phrase = report.phrase
            if phrase is None or phrase.first <= last or phrase.last > phrase.head:
                yield subject(tokens, cue, lexicon, last + 1)
            noun = plain_noun(tokens, cue.last + 1, lexicon)
            if noun:
                yield Reported(cue, noun, True)
            if first and lexicon.verb_last:
                yield Reported(
                    cue, left(tokens, first - 1 - (tokens[first - 1].text in _EDGES), lexicon), False
                )
            phrase = apposed(tokens, last, cue.first, lexicon)
            if phrase:
                yield Reported(cue, phrase, False)


def _closes(tokens: list[Token], place: int) -> bool:
    """Whether what stands behind a token is no more said of the stretch before it."""
    return tokens[place].kind == "q" or tokens[place].text in ";:："


def _announced(tokens: list[Token], q: int, lexicon: Lexicon) -> Iterator[Reported]:
    """What a colon leads from to the stretch without a verb."""
    if q < 2 or tokens[q - 1].text not in _COLONS:
        return
    colon = CueAt(q - 1, q - 1, "colon")
    sender = 1 if tokens[0].low in lexicon.conjunctions else 0
    if q > sender + 2 and tokens[sender].low in lexicon.senders:
        # "From the chairwoman, Vera Rosen: “…”"
        phrase = right(tokens, sender + 1, lexicon, True)
        if phrase and phrase.first == sender + 1 and phrase.last == q - 2 and phrase.sort != "other":
            yield Reported(colon, phrase, False)
    phrase = uttered(tokens, q, lexicon) or last_clause(tokens, q, lexicon) or _opener(tokens, q, lexicon)
    if phrase:
        yield Reported(colon, phrase, False)


def _opener(tokens: list[Token], q: int, lexicon: Lexicon) -> Phrase | None:
    """Who opens a sentence that a colon ends before the stretch at ``q``."""
    phrase = left(tokens, q - 2, lexicon)
    opening = right(tokens, 0, lexicon)
    if opening and opening.first == 0 and tokens[opening.last + 1].low in lexicon.free_subjunctive:
        return None
    if opening and opening.first == 0 and opening.last < q - 2 and opening.sort in ("name", "role"):
        broken = any(tokens[i].kind == "p" for i in range(opening.last + 1, q - 1))
        acts = is_headed(tokens, opening, lexicon) if opening.sort == "role" else (
            not lexicon.nouns_capital or tokens[0].low not in lexicon.articles
        )  # fmt: skip
        phrase = opening if not broken and acts else phrase
    if phrase and phrase.first == 0 and phrase.sort != "other" and not _is_clause(tokens, phrase, lexicon):
        return phrase
    return leading_phrase(tokens, q - 1, lexicon) if len(tokens[q].text.split()) > 2 else None


def features(tokens: list[Token], q: int, report: Reported, category: str, lexicon: Lexicon) -> list[str]:
    """The names of what is true of a report as what says who says the stretch at ``q``."""
    first, last = block(tokens, q, lexicon)
    cue, phrase = report.cue, report.phrase
    before = cue.first < first
    side = "cue before" if before else "cue behind"
    found = [f"a {category} says it", side]
    place = [*_between(tokens, first, last, report, lexicon), *_around(tokens, first, last, report, lexicon)]
    found += [f"{side} {what}" for what in place]
    if phrase is not None:
        sorts = {"pronoun": "a pronoun", "name": "a name", "role": "a role"}
        found.append(f"said by {sorts.get(phrase.sort, 'another')}")
        if is_doubtful(tokens, cue, phrase):
            found.append("said by a doubtful speaker")
        if phrase.first <= q <= phrase.last:
            found.append("said by what holds the stretch")
    return [name for name in found if name in _NAMES]


def _between(tokens: list[Token], first: int, last: int, report: Reported, lexicon: Lexicon) -> Iterator[str]:
    """What stands between a stretch and the report, without the edge right beside the stretch."""
    cue, phrase = report.cue, report.phrase
    begin, end = cue.first, cue.last
    if phrase is not None and cue.category != "colon":
        if cue.first > last and phrase.first > last:
            begin = min(begin, phrase.first)
        if cue.last < first and phrase.last < first and phrase.first > cue.last:
            end = max(end, phrase.last)
    low, high = (_past_edges(tokens, last + 1), begin) if cue.first > last else (end + 1, first)
    if cue.first < first and high > low and tokens[high - 1].kind == "p":
        high -= 1
    between = tokens[low:high]
    if all(
        t.low in lexicon.auxiliaries or t.low in lexicon.adverbs or t.low in lexicon.clitics_before
        for t in between
    ):
        yield "beside"
        return
    if len(between) > 8:
        yield "far"
    if any(t.text in _EDGES for t in between):
        yield "past a comma"
    if any(t.text == ";" for t in between):
        yield "past a semicolon"
    if any(t.text in _COLONS for t in between):
        yield "past a colon"
    if any(t.kind == "q" for t in between):
        yield "past another stretch"
    if any(
        (other := cue_at(tokens, place, lexicon)) and not is_relay(tokens, other, lexicon)
        for place in range(low, high)
    ):
        yield "past another cue"


def _around(tokens: list[Token], first: int, last: int, report: Reported, lexicon: Lexicon) -> Iterator[str]:
    cue, phrase = report.cue, report.phrase
    if _parted(tokens, last):
        yield "and the stretch ends its clause"
    if first and tokens[first - 1].text in _COLONS:
        yield "and a colon leads to the stretch"
    if cue.first < first and cue.category in ("say", "think") and is_aside(tokens, cue, first, lexicon):
        yield "in an aside"
    other = (
        tokens[max(0, cue.first - 2) : cue.first]
        if cue.first < first
        else tokens[cue.last + 1 : cue.last + 4]
    )
    if any(t.kind == "q" for t in other):
        yield "has a stretch on its other side"
    if phrase is None:
        yield "speaker missing"
    else:
        if (cue.first < first and phrase.first > last) or (cue.first > last and phrase.last < first):
            yield "speaker on the other side"
        elif min(cue.first, last) < phrase.first < max(cue.first, first):
            yield "speaker between"
        if phrase.first == 0:
            yield "speaker opens the sentence"


def choose(tokens: list[Token], q: int, lexicon: Lexicon) -> Reported | None:
    """What says who says the quoted stretch at ``q``, by the words of its own frame; None where they do not
    say."""
    given = (
        (report, features(tokens, q, report, category, lexicon))
        for report, category in reports(tokens, q, lexicon)
    )
    return best_of(given, weights(lexicon.language), "nobody says it")[0]


def because(tokens: list[Token], q: int, report: Reported, lexicon: Lexicon) -> tuple[str, ...]:
    """The features that speak most for a report as what says who says a stretch, the heaviest first."""
    names = features(tokens, q, report, report.cue.category, lexicon)
    return heaviest(names, weights(lexicon.language), _REASONS)


def _parted(tokens: Sequence[Token], last: int) -> bool:
    """Whether a comma or its own end parts a stretch from what follows."""
    return tokens[last].text[-1:] in ",!?…،，" or (last + 1 < len(tokens) and tokens[last + 1].text in _EDGES)


def _past_edges(tokens: Sequence[Token], place: int) -> int:
    end = place + 2
    while place < len(tokens) and place < end and tokens[place].text in _EDGES:
        place += 1
    return place


def innermost(tokens: list[Token], q: int, floor: int, outer: CueAt, lexicon: Lexicon) -> Reported | None:
    """Who says the stretch at ``q`` by a verb inside the speech that begins at ``floor`` and that ``outer``
    reports: "Roe said that Lund had called it “mad”" has Lund's word. None where that is open."""
    behind = (q + 1,) if lexicon.verb_final else ()
    for place in (*range(q - 1, floor - 1, -1), *behind):
        cue = cue_at(tokens, place, lexicon) if place < len(tokens) else None
        if cue is None or cue.first < floor:
            continue
        if cue.first == outer.first or cue.category not in ("say", "source"):
            return None
        if any(token.low in lexicon.to for token in tokens[cue.last + 1 : q]):
            # "Roe said that Lund had asked them to “come home”" may be Roe's wording.
            return None
        report = subject(tokens, cue, lexicon, max(0, floor - 1))
        phrase = report.phrase
        if phrase is None or phrase.sort not in ("name", "role") or phrase.first < floor:
            return None
        if phrase.first <= q <= phrase.last or not is_person(tokens, phrase, lexicon):
            return None
        return report
    return None


def _mused(tokens: list[Token], place: int, lexicon: Lexicon) -> Reported | None:
    """Who spoke before a verb that no list has: “…,” the mayor mused."""
    if not lexicon.bare_clause:
        return None
    phrase = right(tokens, place, lexicon)
    if phrase is None or phrase.first != place or phrase.sort == "other" or phrase.last + 1 >= len(tokens):
        return None
    verb = tokens[phrase.last + 1]
    after = tokens[phrase.last + 2] if phrase.last + 2 < len(tokens) else None
    if (
        verb.kind != "w"
        or not verb.low.endswith(lexicon.verb_endings)
        or (after is not None and after.kind == "w")
    ):
        return None
    return Reported(CueAt(phrase.last + 1, phrase.last + 1, "say"), phrase, False)


def unlisted(tokens: list[Token], place: int, lexicon: Lexicon) -> Reported | None:
    """A verb that no list has, between a quotation and who spoke it: “…”, mused the mayor."""
    verb = tokens[place]
    low = verb.low
    if place + 1 >= len(tokens) or verb.kind != "w" or not verb.text[0].islower() or (
        low in lexicon.prepositions or low in lexicon.conjunctions or low in lexicon.articles
        or low in lexicon.relatives or low in lexicon.that or low in lexicon.adverbs or low in lexicon.of
        or low in lexicon.whether or low in lexicon.auxiliaries or low in lexicon.passive
        or low in lexicon.copulas or role_of(low, lexicon) or low in lexicon.he
        or low in lexicon.she or low in lexicon.they or low in lexicon.not_ or low in lexicon.unnamed
    ):  # fmt: skip
        return None
    phrase = right(tokens, place + 1, lexicon)
    if phrase is None or phrase.first != place + 1 or phrase.sort == "other":
        return None
    if phrase.sort == "pronoun" and tokens[phrase.first].low in lexicon.ambiguous:
        return None
    after = tokens[phrase.last + 1] if phrase.last + 1 < len(tokens) else None
    if after is not None and after.kind == "w" and not (
        after.low in lexicon.prepositions or after.low in lexicon.adverbs or after.low in lexicon.times
    ):  # fmt: skip
        return None
    return Reported(CueAt(place, place, "think"), phrase, True)


def _is_clause(tokens: list[Token], phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether what looks like a phrase holds a verb: where nouns have capitals, a small word behind one."""
    return lexicon.nouns_capital and phrase.sort == "name" and any(
        before.capital and token.kind == "w" and token.text[0].islower()
        and before.low not in lexicon.articles and token.low not in lexicon.articles
        and token.low not in lexicon.of and token.low not in lexicon.prepositions
        and token.low not in lexicon.conjunctions
        and token.low not in PARTICLES
        for before, token in pairwise(tokens[phrase.first : phrase.last + 1])
    )  # fmt: skip


def is_aside(tokens: list[Token], cue: CueAt, q: int, lexicon: Lexicon) -> bool:
    """True if a verb stands in a relative clause that ends before the stretch: "The march, to which many had
    called, was “calm”"."""
    if not any(tokens[place].text == "," for place in range(cue.last + 1, q)):
        return False
    start = cue.first
    while start > 0 and tokens[start - 1].text != "," and tokens[start - 1].kind == "w":
        start -= 1
    if not start or tokens[start - 1].text != ",":
        return False
    opening = tokens[start : start + 2]
    return opening[0].low in lexicon.relatives - lexicon.articles or (
        opening[0].low in lexicon.prepositions and opening[-1].low in lexicon.relatives
    )  # fmt: skip
