"""Which words of its sentence a cue may report: stretches, proposed generously, each with who says them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rashomon.marking.quotations import kinds
from rashomon.marking.quotations.candidates import explained
from rashomon.marking.quotations.cues import CueAt, Reported, cue_at, cues_of
from rashomon.marking.quotations.frames import Token
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.narration import (
    another,
    past_adverbial,
    past_aside,
    past_object,
    past_participle,
    resumes,
)
from rashomon.marking.quotations.phrases import LONGEST, Phrase, plain_noun, right
from rashomon.marking.quotations.reports import subject
from rashomon.marking.quotations.subjects import left

#: Tokens behind a cue in which what it reports begins.
_REACH = 14
#: Tokens behind a conjunction in which a verb of saying stands.
_NEAR = 4
#: Ends that are tried.
_ENDS = 3
_PUNCTUATION = frozenset(",;:.!?…–—-،，。\"“”„«»`")
#: Marks without a partner.
_MARKS = frozenset("\"“”„«»'’‘`")
_COMMAS = frozenset(",–—،，")
COLONS = frozenset(":：")
#: Forms that stand before their cue, and those of them that may be of who only relays it.
_BEFORE = frozenset(["said before", "as told", "before a source", "before a particle"])
_OF_RELAYS = frozenset(["said before", "as told", "before a source", "around a source"])
#: Categories of cues that name a source.
SOURCES = frozenset(["source", "after", "own"])


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens ``first`` to ``last`` may be what ``report`` tells. ``form`` is where they stand and what leads
    to them, ``place`` the token that this is counted from (behind: the first past the cue and who speaks;
    before: the edge that ends them), ``end`` is before what they end and ``over`` what
    they might have ended before."""

    first: int
    last: int
    report: Reported
    form: str
    place: int
    end: str = "the sentence"
    over: tuple[str, ...] = ()


def proposed(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> list[Stretch]:
    """All that a cue may report, each once."""
    report = subject(tokens, cue, lexicon)
    if cue.category in SOURCES:
        ways = [_by_source(tokens, report, lexicon)]
    elif cue.category == "particle":
        ways = [_by_particle(tokens, report)]
    else:
        ways = [
            _behind(tokens, report, lexicon),
            _before(tokens, report, lexicon),
            _as_told(tokens, report, lexicon),
            _between(tokens, report, lexicon),
        ]
    found: dict[tuple[int, int, str, Phrase | None], Stretch] = {}
    relays = is_told_already(tokens, cue, lexicon)
    for stretch in (s for way in ways for s in way):
        if relays and stretch.form in _OF_RELAYS:
            continue
        trimmed = _trimmed(tokens, _past_lead(tokens, stretch), lexicon)
        if trimmed is not None:
            found.setdefault((trimmed.first, trimmed.last, trimmed.form, trimmed.report.phrase), trimmed)
    return list(found.values())


def _past_lead(tokens: list[Token], stretch: Stretch) -> Stretch:
    """Of what stands before a cue, what stands behind a colon that leads to a stretch between marks: "The
    board urged calm: “…”, said its spokesman"."""
    if stretch.form not in _BEFORE or stretch.last > stretch.report.cue.first:
        return stretch
    for place in range(stretch.last - 1, stretch.first, -1):
        if tokens[place].text in COLONS and tokens[place + 1].kind == "q":
            return replace(stretch, first=place + 1)
    return stretch


def _trimmed(tokens: list[Token], stretch: Stretch, lexicon: Lexicon) -> Stretch | None:
    """Without signs at either end; None where fewer than two words are left, or nothing that tells more than
    a stretch between marks does ("but “we stay”")."""
    first, last = stretch.first, stretch.last
    while first <= last and tokens[first].kind == "p" and tokens[first].text in _PUNCTUATION:
        first += 1
    while last >= first and tokens[last].kind == "p" and tokens[last].text in _PUNCTUATION:
        last -= 1
    words = stretches = telling = 0
    for token in tokens[first : last + 1]:
        words += token.kind == "w"
        stretches += token.kind == "q"
        telling += token.kind == "w" and not (
            token.low in lexicon.conjunctions or token.low in lexicon.adverbs
        )
        if telling > 1:
            break
    if words + stretches < 2 or not (telling or (words and not stretches)):
        return None
    return Stretch(first, last, stretch.report, stretch.form, stretch.place, stretch.end, stretch.over)


def is_edge(tokens: list[Token], place: int) -> bool:
    """True for a comma, a dash, and a hyphen between spaces."""
    token = tokens[place]
    if token.text in _COMMAS:
        return True
    spaced = token.text == "-" and place + 1 < len(tokens) and tokens[place + 1].start > token.end
    return spaced and tokens[place - 1].end < token.start


def _behind(tokens: list[Token], report: Reported, lexicon: Lexicon) -> Iterator[Stretch]:
    """X said (to Y) that …; X said …; sagte X, …; X said: …"""
    place = report.cue.last + 1
    if report.inverted and report.phrase:
        place = report.phrase.last + 1
    if place >= len(tokens):
        return
    limits = _ends(tokens, place, lexicon)
    for first, form in _starts(tokens, place, report, lexicon):
        over: tuple[str, ...] = ()
        for last, end in limits:
            if last > first:
                yield Stretch(first, last, report, form, place, end, over)
                over = (*over, end)


def _starts(tokens: list[Token], place: int, report: Reported, lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """Where what stands behind a cue may begin."""
    begin = place
    if not report.inverted:
        begin = place if tokens[place].kind == "p" else past_object(tokens, place, lexicon)
        yield from _bare(tokens, place, begin, lexicon)
    commas = 0
    for other in range(place, min(len(tokens) - 1, place + _REACH)):
        token = tokens[other]
        if token.kind == "q" or token.text == ";":
            return
        if token.text in COLONS:
            yield other + 1, "colon"
            return
        if token.text in ",،，" and commas < 2:
            commas += 1
            yield other + 1, "comma"
        if token.low in lexicon.that:
            yield other + 1, "that"
        elif token.low in lexicon.whether and other <= place + 3:
            yield other, "whether"
        elif _leads_verb(tokens, other, other <= begin + 3, lexicon):
            yield other, "to"
        if other > place and cue_at(tokens, other, lexicon):
            return


def _leads_verb(tokens: list[Token], place: int, near: bool, lexicon: Lexicon) -> bool:
    """Whether a "to" may lead an infinitive ("to leave", not "to Anna Lund"); far behind a cue, a stretch."""
    following = tokens[place + 1]
    if tokens[place].low not in lexicon.to:
        return False
    return following.kind == "q" or (near and not following.text[0].isupper())


def _bare(tokens: list[Token], place: int, begin: int, lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """Where words that nothing leads to may begin: behind the cue, past whom it is told (``begin``), past
    when or how."""
    opening, following = tokens[place], tokens[min(place + 1, len(tokens) - 1)]
    closed = opening.kind == "q" and opening.text[-1:] == "," and following.low in lexicon.conjunctions
    addressed = opening.low in lexicon.to and following.kind == "w" and following.text[0].isupper()
    if opening.kind != "p" and not closed and not addressed:
        # "written to Louis Brand three times": to whom, and nothing of what.
        # "said “the door was locked,” and …": what follows is another sentence.
        yield place, "bare"
    if begin > place:
        yield begin, "past an object"
    onward = begin
    while onward < len(tokens) and (
        tokens[onward].low in lexicon.adverbs or tokens[onward].low in lexicon.times
    ):
        onward += 1
    if onward > begin:
        yield onward, "past an adverbial"
    if onward < len(tokens) and tokens[onward].low in lexicon.prepositions:
        past = past_adverbial(tokens, onward, len(tokens) - 1, lexicon)
        if past is not None:
            yield past, "past an adverbial"


def _ends(tokens: list[Token], place: int, lexicon: Lexicon) -> list[tuple[int, str]]:
    """Where what begins at a place may end, and before what: the sentence's end, "and added", "; "."""
    found: dict[str, int] = {}
    for other in range(place, len(tokens) - 1):
        kind = _what_ends(tokens, other, place, lexicon)
        if kind:
            found.setdefault(kind, other - 1)
        if kind == "another report" and _says_that(tokens, other, lexicon):
            return sorted((last, kind) for kind, last in found.items())
    ends = sorted((last, kind) for kind, last in found.items())[:_ENDS]
    return [*ends, (len(tokens) - 1, "the sentence")]


def _says_that(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether what a conjunction leads to is a verb of saying with a clause of its own: "… and said that"."""
    for ahead in range(place + 1, min(len(tokens) - 1, place + _NEAR)):
        cue = cue_at(tokens, ahead, lexicon)
        if cue is not None:
            behind = cue.last + 1
            behind += behind < len(tokens) - 1 and tokens[behind].text == ","
            return behind < len(tokens) and tokens[behind].low in lexicon.that
    return False


def _what_ends(tokens: list[Token], other: int, place: int, lexicon: Lexicon) -> str:
    token = tokens[other]
    if token.kind == "w":
        if other > place + 1 and token.low in lexicon.conjunctions:
            ahead = other + 1
            while ahead < len(tokens) - 1 and tokens[ahead].bits & (kinds.ADVERB | kinds.AUXILIARY):
                ahead += 1
            return "another report" if cue_at(tokens, ahead, lexicon) else ""
        return ""
    if token.text == ";" or (token.text in COLONS and tokens[other + 1].kind == "q"):
        return "a semicolon"
    if token.kind == "q" and other > place and tokens[other - 1].low in lexicon.conjunctions:
        return ""
    if is_relayed(tokens, other, lexicon):
        return "who relays it"
    if another(tokens, other, lexicon):
        return "another report"
    return "the narrator" if other > place + 2 and resumes(tokens, other, lexicon) else ""


def is_relayed(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """True if a comma leads to nothing but who passes the speech on: "…, according to the Daily Ledger."."""
    if tokens[place].text != "," or place + 2 >= len(tokens):
        return False
    cue = cue_at(tokens, place + 1, lexicon)
    if cue is None or cue.category != "source":
        return False
    phrase = right(tokens, cue.last + 1, lexicon, True)
    return phrase is not None and all(t.kind == "p" for t in tokens[phrase.last + 1 :])


def _before(tokens: list[Token], report: Reported, lexicon: Lexicon) -> Iterator[Stretch]:
    """…, X said; …, said X; …, X said, …"""
    if report.cue.category != "say" or explained(tokens, report.cue.first, lexicon):
        return
    for told in _tellers(tokens, report, lexicon):
        phrase = told.phrase
        if phrase is None or (phrase.first <= 1 and not told.inverted):
            continue
        edge = min(told.cue.first, phrase.first) - 1
        while edge > 0 and (
            tokens[edge].low in lexicon.auxiliaries or tokens[edge].low in lexicon.adverbs
            or tokens[edge].low in lexicon.clitics_before or tokens[edge].text in _MARKS
        ):  # fmt: skip
            edge -= 1
        if edge < 1 or not (tokens[edge].kind == "q" or is_edge(tokens, edge)):
            continue
        end = edge + (tokens[edge].kind == "q")
        yield Stretch(0, end - 1, told, "said before", end)
        tail = max(phrase.last, told.cue.last) + 1
        if tail < len(tokens) - 4 and tokens[tail].text in ",–—":
            yield Stretch(0, len(tokens) - 1, told, "said around", end)


def _tellers(tokens: list[Token], report: Reported, lexicon: Lexicon) -> list[Reported]:
    """Who may say what stands before a cue: who was chosen to speak at it, and who stands right beside it."""
    cue = report.cue
    behind = right(tokens, cue.last + 1, lexicon) or plain_noun(tokens, cue.last + 1, lexicon)
    if behind is not None and _is_outlet(tokens, behind):
        # "said to the “Morning Post” one of the pilots", where a case says what "to the" does.
        behind = right(tokens, behind.last + 1, lexicon)
    chosen = report.phrase
    given = (
        report if chosen is None or not _is_outlet(tokens, chosen) else Reported(cue, None, False),
        Reported(cue, left(tokens, cue.first - 1, lexicon, 0), False),
        Reported(cue, behind, True),
    )
    found: dict[Phrase, Reported] = {}
    for told in given:
        if told.phrase is not None:
            found.setdefault(told.phrase, told)
    return list(found.values())


def _is_outlet(tokens: list[Token], phrase: Phrase) -> bool:
    """Whether a phrase is a name between marks with more words behind it."""
    behind = tokens[phrase.last + 1] if phrase.last + 1 < len(tokens) else None
    return tokens[phrase.first].quote >= 0 and behind is not None and behind.kind == "w"


def _as_told(tokens: list[Token], report: Reported, lexicon: Lexicon) -> Iterator[Stretch]:
    """Wie X mitteilte, …; …, wie X mitteilt; as X put it, …"""
    cue = report.cue
    begin = next((i for i in range(cue.first - 1, -1, -1) if tokens[i].low in lexicon.as_told), None)
    if begin is None or (begin and tokens[begin - 1].text != ","):
        return
    phrase = right(tokens, begin + 1, lexicon)
    if phrase is None or phrase.last >= cue.first:
        phrase = left(tokens, cue.first - 1, lexicon, begin + 1)
    if phrase is None and cue.first == begin + 1:
        phrase = right(tokens, cue.last + 1, lexicon)
    if phrase is None:
        return
    told = Reported(cue, phrase, False)
    if begin > 1:
        yield Stretch(0, begin - 1, told, "as told", begin)
        return
    tail = max(cue.last, phrase.last) + 1
    comma = next((i for i in range(tail, min(len(tokens), cue.last + 9)) if tokens[i].text == ","), None)
    if comma is not None:
        yield Stretch(comma + 1, len(tokens) - 1, told, "as told", comma)


def _between(tokens: list[Token], report: Reported, lexicon: Lexicon) -> Iterator[Stretch]:
    """What stands between who speaks and a verb at the end: "Vali, köprünün açılacağını söyledi"."""
    cue = report.cue
    if not lexicon.content_endings or cue.first < 4 or any(t.kind == "w" for t in tokens[cue.last + 1 :]):
        return
    comma = next((i for i in range(1, cue.first - 1) if tokens[i].text == ","), None)
    if comma is None:
        return
    phrase = Phrase(0, comma - 1, comma - 1, "name" if tokens[0].capital else "role")
    yield Stretch(comma + 1, cue.first - 1, Reported(cue, phrase, False), "between", comma)


def _by_source(tokens: list[Token], report: Reported, lexicon: Lexicon) -> Iterator[Stretch]:
    """According to X, …; …, according to X; … X zufolge …"""
    cue, phrase = report.cue, report.phrase
    if phrase is None:
        return
    begin, end = min(cue.first, phrase.first), max(cue.last, phrase.last)
    last = len(tokens) - 1
    if begin <= 2:
        aside = past_aside(tokens, end + 1, lexicon)
        if aside == end + 1:
            aside = past_participle(tokens, aside, lexicon)
        if aside >= 0:
            yield Stretch(aside, last, report, "behind a source", end + 1)
        return
    clause = next((i for i in range(begin - 1, -1, -1) if tokens[i].text == ";"), -1) + 1
    yield Stretch(clause, begin - 1, report, "before a source", begin)
    if end + 1 < last:
        yield Stretch(0, last, report, "around a source", begin)


def is_told_already(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> bool:
    """Whether a source phrase only tells where a quotation was read: "“…”, said Roe according to Reuters"."""
    if tokens[0].kind != "q":
        return False
    for place in range(1, cue.first):
        verb = cue_at(tokens, place, lexicon)
        if verb is None or verb.category != "say" or cue.first - verb.last > LONGEST:
            continue
        phrase = right(tokens, verb.last + 1, lexicon) or left(tokens, place - 1, lexicon)
        return phrase is not None and phrase.last < cue.first
    return False


def _by_particle(tokens: list[Token], report: Reported) -> Iterator[Stretch]:
    """…, so X; …, so X, …"""
    place, phrase = report.cue.first, report.phrase
    if phrase is None or phrase.first != place + 1 or place < 4:
        return
    yield Stretch(0, place - 2, report, "before a particle", place - 1)
    tail = phrase.last + 2
    if tail < len(tokens) and tokens[tail - 1].text == ",":
        yield Stretch(0, len(tokens) - 1, report, "around a particle", place - 1)


def reports_in(tokens: list[Token], first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether a verb of saying stands between two tokens."""
    return any(c.category == "say" and first <= c.first <= last for c in cues_of(tokens, lexicon))
