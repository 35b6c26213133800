"""Reported speech: which words of a frame are the content of somebody's speech, not given verbatim."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.marking.quotations.candidates import explained
from rashomon.marking.quotations.cues import CueAt, Reported, cue_at, cues_of, is_relay
from rashomon.marking.quotations.frames import Token
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.narration import (
    another,
    asks,
    can_be_verb,
    goes_on,
    is_clause,
    is_purpose,
    is_relative,
    is_unsaid,
    names,
    narrates,
    past_adverbial,
    past_aside,
    past_object,
    resumes,
)
from rashomon.marking.quotations.phrases import LONGEST, Phrase, is_pronoun, plain_noun, right
from rashomon.marking.quotations.reports import subject
from rashomon.marking.quotations.subjects import apposed, left

_PUNCTUATION = frozenset(",;:.!?…–—-،，。")
#: Tokens of a clause without an auxiliary that says when or where, not what.
_PHRASE = 12
_COMMAS = frozenset(",–—،，")


@dataclass(frozen=True, slots=True)
class Content:
    """Tokens ``first`` to ``last`` are what somebody is reported to say; ``relay`` is who passes it on."""

    first: int
    last: int
    report: Reported
    relay: Phrase | None = None


def contents(tokens: list[Token], lexicon: Lexicon) -> list[Content]:
    """The reported speech of one frame, outermost, in order."""
    cues = cues_of(tokens, lexicon)
    found: list[Content] = []
    limit = 0
    for place in range(4, len(tokens) - 1 if lexicon.particles else 0):
        if (
            tokens[place].low in lexicon.particles
            and tokens[place - 1].text == ","
            and tokens[place].kind == "w"
        ):
            phrase = right(tokens, place + 1, lexicon)
            if tokens[place - 2].kind == "q" and any(t.text in ":：" for t in tokens[: place - 2]):
                # "X warned: “…”, so Y": what Y says is the stretch.
                continue
            if phrase and phrase.first == place + 1 and any(t.kind == "w" for t in tokens[: place - 1]):
                report = Reported(CueAt(place, place, "particle"), phrase, True)
                rest = [t for t in tokens[phrase.last + 1 :] if t.kind != "p"]
                tail = phrase.last + 2
                split = tail < len(tokens) and tokens[tail - 1].text == ","
                split = split and len(rest) > 3 and not narrates(tokens, tail, lexicon)
                parts = _trim(tokens, 0, len(tokens) - 1 if split else place - 2, report)
                return [parts] if parts else []
    for cue in cues:
        if cue.first < limit or cue.category == "particle" or _told_already(tokens, cue, lexicon):
            continue
        if is_relay(tokens, cue, lexicon) and len(cues) > 1:
            continue
        content = _content(tokens, cue, lexicon)
        if content is None or _words(tokens, content) < 2:
            continue
        if found and content.first <= found[-1].last:
            continue
        if cue.category == "source" and _is_anothers(tokens, content, lexicon):
            continue
        if is_unsaid(tokens, content.first, content.last, cue, lexicon):
            continue
        if cue.category in ("source", "after"):
            content = _relayed(tokens, content, cues, lexicon)
        found.append(content)
        limit = max(cue.last, content.last) + 1
    return found


def _is_anothers(tokens: list[Token], content: Content, lexicon: Lexicon) -> bool:
    """Whether somebody else says the stretch that a source leads to: "According to X, “…”, Roe said"."""
    q = next((i for i in range(content.first, content.last + 1) if tokens[i].kind == "q"), None)
    if q is None or q != content.first:
        return False
    cue = next((c for c in cues_of(tokens[: q + 6], lexicon) if c.first > q and c.category == "say"), None)
    said = subject(tokens, cue, lexicon, q + 1).phrase if cue is not None else None
    return said is not None and said.sort in ("name", "role")


def _told_already(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> bool:
    """Whether a source phrase only tells where a quotation was read: "“…”, said Roe according to Reuters"."""
    if cue.category not in ("source", "after") or tokens[0].kind != "q":
        return False
    for place in range(1, cue.first):
        verb = cue_at(tokens, place, lexicon)
        if verb is None or verb.category != "say" or cue.first - verb.last > LONGEST:
            continue
        phrase = right(tokens, verb.last + 1, lexicon) or left(tokens, place - 1, lexicon)
        return phrase is not None and phrase.last < cue.first
    return False


def _relayed(tokens: list[Token], content: Content, cues: list[CueAt], lexicon: Lexicon) -> Content:
    """According to X …, Y reports: the tail is not part of the content but says who relays it."""
    for cue in cues:
        inside = content.first < cue.first <= content.last
        if inside and cue.category == "say" and tokens[cue.first - 1].text == ",":
            tail = _backward(tokens, cue, lexicon, True)
            if tail is not None and content.first < tail.last < cue.first:
                return Content(content.first, tail.last, content.report, tail.report.phrase)
    return content


def _words(tokens: list[Token], content: Content) -> int:
    return sum(1 for token in tokens[content.first : content.last + 1] if token.kind != "p")


def _trim(tokens: list[Token], first: int, last: int, report: Reported) -> Content | None:
    if report.cue.last + 1 == first <= last - 1 and tokens[first + 1].text in ",." and (
        len(tokens[first].text) < 4 and tokens[first].kind == "w" and not tokens[first].capital
    ):  # fmt: skip
        # "denied it, and his brother appealed", "said no."
        return None
    while first <= last and tokens[first].kind == "p" and tokens[first].text in _PUNCTUATION:
        first += 1
    while last >= first and tokens[last].kind == "p" and tokens[last].text in _PUNCTUATION:
        last -= 1
    return Content(first, last, report) if first <= last else None


def _content(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> Content | None:
    if cue.category in ("source", "after", "own"):
        return _by_source(tokens, cue, lexicon)
    aside = _as_told(tokens, cue, lexicon)
    if aside:
        return aside
    spoken = next((i for i in range(cue.first - 1, -1, -1) if tokens[i].kind == "q"), None)
    if spoken is not None and apposed(tokens, spoken, cue.first, lexicon):
        # "“…,” Omar Dale, 42, told reporters": all that is told stands between the marks.
        return None
    behind = _forward(tokens, cue, lexicon)
    return behind or _backward(tokens, cue, lexicon) or _nominal(tokens, cue, lexicon)


def _by_source(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> Content | None:
    """According to X, …; …, according to X; … X zufolge …"""
    report = subject(tokens, cue, lexicon)
    phrase = report.phrase
    if phrase is None:
        return None
    begin, end = min(cue.first, phrase.first), max(cue.last, phrase.last)
    count = len(tokens)
    if begin <= 2:
        behind = past_aside(tokens, end + 1, lexicon)
        if behind < 0:
            return None
        if behind == end + 1:
            behind = _past_participle(tokens, behind, lexicon)
        return _trim(tokens, behind, count - 1, report)
    rest = sum(1 for token in tokens[end + 1 :] if token.kind == "w")
    ends = lexicon.verb_final and count > 2 and tokens[-1].kind == "p" and tokens[-2].text[0].islower()
    if (rest <= 4 and not (rest and ends)) or (rest <= begin and tokens[begin - 1].text == ","):
        head = tokens[begin - 2].low if begin > 1 and tokens[begin - 1].text == "," else ""
        if rest and (head in lexicon.that or head in lexicon.relatives or head in lexicon.conjunctions):
            # "…, which, according to Roe, is late": it goes on.
            return _trim(tokens, 0, count - 1, report)
        clause = _clause_start(tokens, begin - 1, lexicon)
        return _trim(tokens, clause, begin - 1, report)
    return _trim(tokens, 0, count - 1, report)


def _past_participle(tokens: list[Token], place: int, lexicon: Lexicon) -> int:
    """Past a participle that belongs to a source: "According to a letter seen by this newspaper, …"."""
    if lexicon.verb_second or place + 2 >= len(tokens):
        return place
    token, behind = tokens[place], tokens[place + 1]
    leads = behind.low in lexicon.agents or behind.low in lexicon.prepositions or behind.low in lexicon.times
    if token.kind != "w" or token.capital or not leads or (
        token.low in lexicon.auxiliaries or token.low in lexicon.articles or token.low in lexicon.adverbs
        or token.low in lexicon.prepositions or is_pronoun(token, lexicon)
    ):  # fmt: skip
        return place
    for comma in range(place + 2, min(len(tokens), place + 12)):
        if tokens[comma].text == ",":
            return comma
        if tokens[comma].low in lexicon.auxiliaries:
            break
    return place


def _as_told(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> Content | None:
    """Wie X mitteilte, …; …, wie X mitteilt; as X put it, …"""
    begin = next((i for i in range(cue.first - 1, -1, -1) if tokens[i].low in lexicon.as_told), None)
    if begin is None or (begin and tokens[begin - 1].text != ","):
        return None
    phrase = right(tokens, begin + 1, lexicon)
    if phrase is None or phrase.last >= cue.first:
        phrase = left(tokens, cue.first - 1, lexicon, begin + 1)
    if phrase is None and cue.first == begin + 1:
        phrase = right(tokens, cue.last + 1, lexicon)
    if phrase is None:
        return None
    report = Reported(cue, phrase, False)
    if begin <= 1:
        comma = next(
            (i for i in range(max(cue.last, phrase.last) + 1, len(tokens)) if tokens[i].text == ","), None
        )
        if comma is None or comma > cue.last + 8:
            return None
        return _trim(tokens, comma + 1, len(tokens) - 1, report)
    return _trim(tokens, 0, begin - 1, report)


def _clause_start(tokens: list[Token], place: int, lexicon: Lexicon) -> int:
    for other in range(place - 1, -1, -1):
        if tokens[other].text == ";":
            return other + 1
    return 0


def _forward(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> Content | None:
    """X said (to Y) that …; X said …; sagte X, …"""
    count = len(tokens)
    report = subject(tokens, cue, lexicon)
    if report.phrase is not None and report.phrase.first > cue.last and not report.inverted:
        # "was called “a fool” by the mayor": what was said is the stretch alone.
        return None
    place = cue.last + 1
    if report.inverted and report.phrase:
        place = report.phrase.last + 1
    end = _end(tokens, place, lexicon)
    begin = min(cue.first, report.phrase.first) if report.phrase else cue.first
    while begin > 0 and tokens[begin - 1].text in ",–—":
        begin -= 1
    said = begin > 0 and tokens[begin - 1].kind == "q"
    if (
        place + 1 < count
        and tokens[place].text == ","
        and tokens[place + 1].low in lexicon.relatives
        and report.inverted
    ):
        place = next((i for i in range(place + 1, min(end, place + 18)) if tokens[i].text == ","), place)
    if place < count and tokens[place].text == "," and not lexicon.comma_clause and (
        place + 1 < count and tokens[place + 1].low not in lexicon.that
    ):  # fmt: skip
        return None
    if report.phrase and cue.category == "say" and place + 1 < count and tokens[place + 1].kind == "w" and (
        tokens[place].text in ":：" or (lexicon.comma_content and tokens[place].text in "，،,")
    ):  # fmt: skip
        # "He said: trust yourself"
        return _trim(tokens, place + 1, end, report)
    if cue.category == "say" and tokens[cue.first].low in lexicon.tell and not report.inverted:
        place = past_object(tokens, place, lexicon)
    for other in range(place, min(end + 1, place + 14)):
        token = tokens[other]
        if token.kind == "q" or token.text in ";:":
            break
        if said and other > place and token.low in lexicon.that:
            break
        if token.low in lexicon.that and is_purpose(tokens, place, other, lexicon):
            continue
        if token.low in lexicon.that and other > place and is_relative(tokens, place, other, lexicon):
            break
        if token.low in lexicon.that and tokens[other - 1].low not in lexicon.particles:
            return _trim(tokens, other + 1, end, report) if report.phrase else None
        ahead = tokens[other + 1 : other + 3]
        if ahead and (
            ahead[0].low in lexicon.that or (ahead[0].text == "," and ahead[-1].low in lexicon.that)
        ):
            continue
        if (
            token.low in lexicon.whether
            and not (token.low in lexicon.prepositions and not asks(tokens, place, other, lexicon))
            and not (said or (report.inverted and token.low in lexicon.relatives))
            and other <= place + 3
            and other > place - 1
            and cue.category in ("say", "think")
        ):
            return _trim(tokens, other, end, report) if report.phrase else None
        if (other > place and token.low in lexicon.conjunctions) or (
            cue.category == "think" and other > place + 3
        ):
            break
        if cue_at(tokens, other, lexicon):
            break
    if report.phrase is None or said:
        return None
    if cue.category in ("say", "deny") and cue.first and tokens[cue.first].low in lexicon.object_verbs:
        clause = next((i for i in range(place, min(end, place + 12)) if tokens[i].text in ",:"), None)
        if clause is None or tokens[clause].text == ",":
            if clause is not None and all(t.low in lexicon.adverbs for t in tokens[place:clause]):
                # "kündigte an, er werde …": what belongs to the verb is not part of what was said.
                place = clause
            content = _trim(tokens, place, end, report)
            if content and not any(t.kind == "q" for t in tokens[place : place + 2]):
                return content
    if lexicon.comma_clause and cue.category in ("say", "think"):
        for other in range(place, min(count, place + 12)):
            if tokens[other].text == ",":
                if any(t.low in lexicon.subjunctive for t in tokens[other + 1 : end + 1]) or any(
                    t.low in lexicon.to for t in tokens[other + 2 : end + 1]
                ):
                    return _trim(tokens, other + 1, end, report)
                break
            if tokens[other].kind == "q":
                break
    if lexicon.bare_clause and not report.inverted and place < count:
        return _bare(tokens, place, end, lexicon, report)
    if not report.inverted and place < count and (
        _is_finite(tokens, place, end, lexicon)
        or any(t.low.endswith(lexicon.participle_endings or ("\n",)) for t in tokens[place : place + 6])
    ):  # fmt: skip
        return _trim(tokens, place, end, report)
    if place + 1 < count and tokens[place].low in lexicon.to and cue.category in ("say", "think") and (
        tokens[place + 1].low not in lexicon.articles and can_be_verb(tokens[place + 1], lexicon)
    ):  # fmt: skip
        return _trim(tokens, place, end, report)
    return None


def _is_finite(tokens: list[Token], place: int, end: int, lexicon: Lexicon) -> bool:
    """True if a clause begins at a place without a word like "that": who does something, and a verb."""
    if not lexicon.clause_endings:
        return False
    phrase = right(tokens, place, lexicon)
    if phrase is None or phrase.first != place or phrase.last >= end:
        return False
    verb = phrase.last + 1
    while verb < end and tokens[verb].low in lexicon.adverbs:
        verb += 1
    token = tokens[verb]
    if token.kind != "w" or token.capital or token.low in lexicon.prepositions:
        return False
    return token.low in lexicon.auxiliaries or (
        len(token.low) > 3 and token.low.endswith(lexicon.clause_endings)
    )  # fmt: skip


def _nominal(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> Content | None:
    """What is said as a noun clause between who says it and a verb that ends the sentence: "Vali, köprünün
    açılacağını söyledi"."""
    rest = [t for t in tokens[cue.last + 1 :] if t.kind == "w"]
    if not lexicon.content_endings or rest or cue.first < 4:
        return None
    last = cue.first - 1
    if not any(t.low.endswith(lexicon.content_endings) for t in tokens[max(0, last - 3) : last + 1]):
        return None
    comma = next((i for i in range(1, last) if tokens[i].text == ","), None)
    if comma is None:
        return None
    phrase = Phrase(0, comma - 1, comma - 1, "name" if tokens[0].capital else "role")
    return _trim(tokens, comma + 1, last, Reported(cue, phrase, False))


def _bare(tokens: list[Token], place: int, end: int, lexicon: Lexicon, report: Reported) -> Content | None:
    """A clause without a word like "that" after the verb: "said Daesh had blocked roads"."""
    if report.cue.category == "think" and not (
        (place <= end and (tokens[place].low in lexicon.to or is_pronoun(tokens[place], lexicon)))
        or any(token.kind == "q" for token in tokens[place : end + 1])
    ):
        return None
    if names(tokens, place, end, report.cue, lexicon) or _is_manner(tokens, place, lexicon):
        return None
    while place <= end and (tokens[place].low in lexicon.adverbs or tokens[place].low in lexicon.times):
        place += 1
    if place > end or tokens[place].kind == "p":
        return None
    if tokens[place].low in lexicon.prepositions and not _is_infinitive(tokens, place, lexicon):
        skip = past_adverbial(tokens, place, end, lexicon)
        if skip is None:
            return None
        place = skip
    verb = tokens[report.cue.first].low
    if verb in lexicon.clausal and not is_clause(tokens, place, end, lexicon):
        # "found a way": something else than a report of what somebody says.
        return None
    if verb in lexicon.transitive and not _is_clause(tokens, place, end, lexicon) and not (
        _is_infinitive(tokens, place, lexicon)
    ):  # fmt: skip
        # "recalled 5,000 cars", "added sugar": a thing.
        return None
    return _trim(tokens, place, end, report)


def _is_infinitive(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """True if the word at a place leads an infinitive ("to leave"), not a noun ("to the ministry")."""
    if tokens[place].low not in lexicon.to or place + 1 >= len(tokens):
        return False
    following = tokens[place + 1]
    return following.kind == "q" or (following.kind == "w" and not (
        following.text[0].isupper() or following.low in lexicon.articles or following.low in lexicon.objects
        or following.text[0].isdigit()
    ))  # fmt: skip


def _is_manner(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """True if what stands between a verb and the comma before a stretch says how it is said, or when: "said
    quietly, “…”", "said with a smile, “…”"."""
    q = next((i for i in range(place, min(len(tokens), place + 8)) if tokens[i].kind == "q"), None)
    if q is None or q < place + 2 or tokens[q - 1].text not in ",،":
        return False
    inside = tokens[place : q - 1]
    return all(t.kind == "w" for t in inside) and not any(t.low in lexicon.auxiliaries for t in inside) and (
        len(inside) == 1 or inside[0].low in lexicon.prepositions or inside[0].low in lexicon.adverbs
        or inside[0].low in lexicon.times
    )  # fmt: skip


def _is_clause(tokens: list[Token], place: int, end: int, lexicon: Lexicon) -> bool:
    """True if what a verb that can take a thing is followed by has a verb of its own."""
    phrase = right(tokens, place, lexicon)
    if phrase is not None and phrase.first == place and phrase.sort != "other" and (
        is_clause(tokens, place, end, lexicon)
    ):  # fmt: skip
        return True
    if any(token.kind == "q" for token in tokens[place : end + 1]):
        return True
    for token in tokens[place + 1 : end + 1]:
        if token.low in lexicon.relatives or token.text in ";,":
            return False
        if token.low in lexicon.auxiliaries and token.low not in lexicon.to and not token.capital:
            return True
    return False


def _end(tokens: list[Token], place: int, lexicon: Lexicon) -> int:
    """Where content that begins at ``place`` ends: the frame's end, or before "and added"."""
    for other in range(place, len(tokens) - 1):
        if other == place and tokens[other].kind == "q" and tokens[other].text[-1:] == "," and (
            tokens[other + 1].low in lexicon.conjunctions
            and tokens[min(other + 2, len(tokens) - 1)].kind == "w"
        ):  # fmt: skip
            return other
        if _is_relayed(tokens, other, lexicon):
            return other - 1
        if other > place + 1 and tokens[other].low in lexicon.conjunctions:
            ahead = other + 1
            while ahead < len(tokens) - 1 and tokens[ahead].low in lexicon.adverbs:
                ahead += 1
            if cue_at(tokens, ahead, lexicon):
                return other - 1
        if tokens[other].kind == "w":
            continue
        if another(tokens, other, lexicon) or (other > place + 2 and resumes(tokens, other, lexicon)):
            return other - 1
        if tokens[other].text == ";" or (tokens[other].text in ":：" and tokens[other + 1].kind == "q"):
            return other - 1
    return len(tokens) - 1


def _is_relayed(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """True if a comma leads to nothing but who passes the speech on: "…, according to the Daily Ledger."."""
    if tokens[place].text != "," or place + 2 >= len(tokens):
        return False
    cue = cue_at(tokens, place + 1, lexicon)
    if cue is None or cue.category != "source":
        return False
    phrase = right(tokens, cue.last + 1, lexicon, True)
    return phrase is not None and all(t.kind == "p" for t in tokens[phrase.last + 1 :])


def _is_edge(tokens: list[Token], place: int) -> bool:
    """True for a comma, a dash, and a hyphen between spaces."""
    token = tokens[place]
    if token.text in _COMMAS:
        return True
    spaced = token.text == "-" and place + 1 < len(tokens) and tokens[place + 1].start > token.end
    return spaced and tokens[place - 1].end < token.start


def _told(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> tuple[Reported, int] | None:
    """Who says what stands before a cue, and the token that ends it: a comma, or the one behind marks that
    hold the comma (“…,” said X)."""
    edge = next(
        (i for i in range(cue.first - 1, 0, -1) if tokens[i].kind == "q" or _is_edge(tokens, i)), None
    )
    if edge is None:
        return None
    if explained(tokens, cue.first, lexicon):
        return None
    before = left(tokens, cue.first - 1, lexicon, 0)
    verb = cue.first
    while verb - 1 > edge and (
        tokens[verb - 1].low in lexicon.auxiliaries or tokens[verb - 1].low in lexicon.adverbs
    ):
        verb -= 1
    behind = right(tokens, cue.last + 1, lexicon)
    opens = before is not None and before.first == 0
    if opens and before is not None and before.sort == "other" and behind and behind.sort in ("name", "role"):
        # "The ship, which …, said the captain, will not return"
        after = tokens[behind.last + 1] if behind.last + 1 < len(tokens) else None
        opens = after is not None and after.text not in ",.!?"
    report: Reported | None = None
    if verb == edge + 1 and not opens:
        behind = behind or plain_noun(tokens, cue.last + 1, lexicon)
        report = Reported(cue, behind, True) if behind else None
    elif before is not None:
        if before.first == 0 and before.last != before.head:
            return None
        if before.last != before.head or before.first <= edge:
            # An apposition: its own commas are not the one that ends the content.
            edge = before.first - 1
        if edge >= 1 and before.first in (edge + 1, edge + 2) and (
            tokens[edge].kind == "q" or _is_edge(tokens, edge)
        ):  # fmt: skip
            report = Reported(cue, before, False)
    return (report, edge + (tokens[edge].kind == "q")) if report else None


def _ends_clause(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """True if nothing, a sign, or when and where follows a noun that speaks ("…, dijo el estadounidense")."""
    if place >= len(tokens) or tokens[place].kind == "p":
        return True
    low = tokens[place].low
    return low in lexicon.prepositions or low in lexicon.adverbs or low in lexicon.times


def _backward(tokens: list[Token], cue: CueAt, lexicon: Lexicon, relays: bool = False) -> Content | None:
    """…, X said; …, said X; …, X said, … (``relays``: of speech already told by a source phrase)"""
    told = _told(tokens, cue, lexicon) if cue.category == "say" else None
    if told is None or told[0].phrase is None:
        return None
    if tokens[cue.first].low in lexicon.participles and told[0].inverted:
        # "…, calling out the mayor": whom it is said of.
        return None
    report, end = told
    phrase, count = told[0].phrase, len(tokens)
    closes = report.inverted and _ends_clause(tokens, phrase.last + 1, lexicon)
    if phrase.sort == "other" and not closes and not (
        lexicon.bare_clause and not report.inverted
        and (cue.last + 2 >= count or (tokens[cue.last + 1].text == "," and tokens[end].text == ","))
    ):  # fmt: skip
        return None
    tail = max(phrase.last, cue.last) + 1
    following = next((i for i in range(tail, count) if tokens[i].text in ",–—"), None)
    inside = following == tail and count - tail > 4
    words = sum(1 for t in tokens[:end] if t.kind == "w")
    asked = tokens[0].low in lexicon.cues and tokens[1].low in lexicon.prepositions
    if not words or asked or (tokens[end - 1].kind == "q" and words < 3 and not inside and not relays):
        return None
    if tokens[end - 1].kind == "q" and any(said.category == "say" for said in cues_of(tokens[:end], lexicon)):
        return None
    if tokens[end - 1].kind == "q" and tokens[0].low in lexicon.views and tokens[end - 2].text == ",":
        # "For the board, “…”, said its chair": the stretch is hers.
        return None
    length = sum(1 for t in tokens[:end] if t.kind != "p")
    if length < (1 if inside else 3):
        return None
    opening = tokens[0].low
    if tail < count and tokens[tail].text in ":：":
        # "In a letter to the town, Roe wrote: “…”"
        return None
    finite = lexicon.auxiliaries | lexicon.finite | lexicon.free_subjunctive
    loose = opening in lexicon.prepositions and not any(t.low in finite for t in tokens[:end])
    if not inside and tokens[end - 1].kind != "q" and (
        opening in lexicon.if_ or (loose and length < _PHRASE)
    ):  # fmt: skip
        return None
    alone = tail < count and tokens[tail].kind == "w" and following is None and count - tail > 8
    if alone and is_pronoun(tokens[tail - 1], lexicon):
        return None
    rest = [t for t in tokens[tail : following if following else count] if t.kind == "w"]
    if len(rest) > 12 or (rest and not (
        rest[0].low in lexicon.prepositions or rest[0].low in lexicon.adverbs or rest[0].low in lexicon.times
        or rest[0].low in lexicon.conjunctions or rest[0].low in lexicon.to
        or (cue.last + 1 == tail and lexicon.bare_clause)
    )):  # fmt: skip
        return None
    if inside and goes_on(tokens, end, tail + 1, lexicon):
        return _trim(tokens, 0, count - 1, report)
    return _trim(tokens, 0, end - 1, report)
