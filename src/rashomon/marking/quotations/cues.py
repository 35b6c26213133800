"""Cues: the verbs and phrases that report speech, and whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.marking.quotations.frames import Token
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.phrases import Phrase, is_pronoun, left, right, role_of
from rashomon.model import Stance

_REACH = 24
_EDGES = frozenset(",–—-،，、")


@dataclass(frozen=True, slots=True)
class CueAt:
    """Tokens ``first`` to ``last`` are a cue of a category: say, think, deny, source (before its noun
    phrase), after (behind it), particle, colon."""

    first: int
    last: int
    category: str


@dataclass(frozen=True, slots=True)
class Report:
    """A cue with the phrase that speaks (None where the text leaves it open) and where that stands."""

    cue: CueAt
    phrase: Phrase | None
    inverted: bool


def cue_at(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> CueAt | None:
    """The verb or source phrase that begins at a token."""
    token = tokens[place]
    if token.kind != "w":
        return None
    for table in (lexicon.cues, lexicon.sources):
        for words, category in table.get(token.low, ()):
            last = place + len(words) - 1
            if last < len(tokens) and all(tokens[place + i].low == words[i] for i in range(1, len(words))):
                if category != "source" and place and token.text[0].isupper() and tokens[place - 1].kind == "w":
                    return None
                needed = lexicon.separable.get(token.low)
                if needed and not any(t.low in needed for t in tokens[place + 1 : place + 1 + _REACH]):
                    return None
                if token.low in lexicon.nounish and not _is_verb(tokens, place, last, lexicon):
                    return None
                return CueAt(place, last, category)
    if token.low in lexicon.after:
        return CueAt(place, place, "after")
    if token.low in lexicon.particles and 0 < place < len(tokens) - 2 and tokens[place - 1].text == ",":
        return CueAt(place, place, "particle") if right(list(tokens[place + 1 : place + 8]), 0, lexicon) else None
    if token.low in lexicon.according_nouns and token.capital:
        # "nach ersten Angaben", "nach Angaben der Polizei": the preposition stands a few words before.
        for back in range(place - 1, max(-1, place - 5), -1):
            if tokens[back].low in lexicon.according_prepositions:
                return CueAt(back, place, "source")
            if tokens[back].kind != "w" or tokens[back].low in lexicon.cues:
                break
    return None


def _is_verb(tokens: Sequence[Token], place: int, last: int, lexicon: Lexicon) -> bool:
    """Whether a form that may be a noun ("reports", "plan") is a verb here, by its neighbours."""
    before = tokens[place - 1] if place else None
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and after.low in lexicon.cues:
        return False
    if after is not None and after.low in lexicon.that:
        return before is None or before.low not in lexicon.articles
    return before is not None and before.kind == "w" and (
        is_pronoun(before, lexicon) and before.low not in lexicon.articles
        or before.capital and place > 1 or before.low in lexicon.adverbs or before.low in lexicon.unnamed
        or role_of(before.low, lexicon) is not None or before.low in lexicon.relatives
    )  # fmt: skip


def cues_of(tokens: Sequence[Token], lexicon: Lexicon) -> list[CueAt]:
    """All cues of a frame, in order."""
    found = []
    place = 0
    while place < len(tokens):
        cue = cue_at(tokens, place, lexicon)
        if cue:
            found.append(cue)
            place = cue.last + 1
        else:
            place += 1
    return found


def subject(tokens: list[Token], cue: CueAt, lexicon: Lexicon, floor: int = 0, prefer: str = "") -> Report:
    """Whose words a cue reports. ``prefer`` is "right" or "left" where the order of the sentence tells
    ("…”, said X" against "X said: “…")."""
    if cue.category == "source":
        verb = cue_at(tokens, cue.last + 1, lexicon) if cue.last + 1 < len(tokens) else None
        phrase = right(tokens, (verb.last if verb and verb.category == "say" else cue.last) + 1, lexicon, True)
        own = tokens[cue.last].low in lexicon.according_nouns and cue.last > cue.first
        if own and (phrase is None or not _genitive(tokens, cue.last + 1, lexicon)):
            return Report(cue, Phrase(cue.first + 1, cue.last, cue.last, "role"), True)
        if phrase and cue.last > cue.first:
            # "Nach Angaben der Polizei": the noun of the source phrase is part of who speaks.
            noun = next((i for i in range(cue.first + 1, cue.last + 1) if tokens[i].capital), None)
            if noun:
                phrase = Phrase(noun, phrase.last, phrase.head, phrase.sort)
        return Report(cue, phrase, True)
    if cue.category == "after":
        return Report(cue, left(tokens, cue.first - 1, lexicon, floor), False)
    if cue.category == "particle":
        return Report(cue, right(tokens, cue.last + 1, lexicon), True)
    if cue.category == "impersonal":
        return Report(cue, _document(tokens, cue, lexicon), True)
    if lexicon.verb_final and prefer != "right":
        apart = _apart(tokens, cue, lexicon, floor)
        if apart:
            return Report(cue, apart, False)
    trails = cue.first > floor and tokens[cue.first].low in lexicon.participles and tokens[cue.first - 1].text == ","
    if trails or cue.first > floor and tokens[cue.first - 1].low in lexicon.conjunctions and prefer != "right":
        return Report(cue, None, False)
    if _passive(tokens, cue, lexicon, floor):
        return Report(cue, None, False)
    behind = right(tokens, cue.last + 1, lexicon) if cue.last + 1 < len(tokens) else None
    if behind is not None and _is_object(tokens, behind, lexicon):
        behind = None
    before = left(tokens, cue.first - 1, lexicon, floor) if cue.first > floor else None
    if prefer == "right" and behind:
        return Report(cue, behind, True)
    if before is None:
        if behind and prefer != "left" and _may_invert(tokens, cue, lexicon):
            return Report(cue, behind, True)
        return Report(cue, None, False)
    if behind and prefer != "left" and behind.first == cue.last + 1 and lexicon.inverts:
        if behind.sort == "pronoun" and before.sort != "pronoun" and tokens[behind.first].low not in lexicon.ambiguous:
            return Report(cue, behind, True)
        if behind.sort in ("role", "name") and before.sort == "other":
            return Report(cue, behind, True)
        if before.first == before.last == 0 and _weak_opening(tokens[0], lexicon):
            return Report(cue, behind, True)
        if _fronted(tokens, cue.first, lexicon, floor) and before.sort != "pronoun":
            return Report(cue, behind, True)
    return Report(cue, before, False)


def _document(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> Phrase | None:
    """What says so where nobody does: "In dem Brief heißt es", "heißt es in dem Brief"."""
    for place in range(cue.last + 1, min(len(tokens), cue.last + 4)):
        if tokens[place].low in lexicon.prepositions:
            return right(tokens, place + 1, lexicon, True)
        if tokens[place].low not in lexicon.adverbs:
            break
    for place in range(cue.first):
        if tokens[place].low in lexicon.prepositions:
            return right(tokens, place + 1, lexicon, True)
    return None


def _genitive(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether "of X" follows a source noun: "Angaben der Polizei", "Angaben von Polizei"."""
    low = tokens[place].low if place < len(tokens) else ""
    return low in lexicon.of or low in lexicon.articles or low in lexicon.oblique


def _passive(tokens: list[Token], cue: CueAt, lexicon: Lexicon, floor: int) -> bool:
    """Whether the verb is said of its subject ("is said to be"), not by it."""
    for place in range(cue.first - 1, max(floor - 1, cue.first - 4), -1):
        low = tokens[place].low
        if low in lexicon.passive:
            return tokens[cue.first].low not in lexicon.participles and not tokens[cue.first].low.endswith("ing")
        if low not in lexicon.adverbs and low not in lexicon.not_ and low not in lexicon.auxiliaries:
            return False
    return False


def _apart(tokens: list[Token], cue: CueAt, lexicon: Lexicon, floor: int) -> Phrase | None:
    """The subject of a verb that ends its clause: "Wie der Minister am Montag erklärte, …", "Der Minister
    hat am Montag erklärt: …"."""
    after = tokens[cue.last + 1] if cue.last + 1 < len(tokens) else None
    if after is not None and after.kind == "w" and after.low not in lexicon.auxiliaries:
        return None
    start = floor
    for place in range(cue.first - 1, floor - 1, -1):
        token = tokens[place]
        if token.kind == "p" and token.text in ",;:":
            nearest = tokens[place + 1]
            if nearest.low in lexicon.subordinators:
                start = place + 1
                break
            if token.text != ",":
                break
        if token.low in lexicon.finite and token.kind == "w" and not token.capital:
            phrase = left(tokens, place - 1, lexicon, floor) if place > floor else None
            if phrase and _fronted(tokens, place, lexicon, floor):
                phrase = right(tokens, place + 1, lexicon) or phrase
            return phrase or right(tokens, place + 1, lexicon)
    if tokens[start].low in lexicon.subordinators:
        if tokens[start].low in lexicon.relatives and start:
            return None
        phrase = right(tokens, start + 1, lexicon)
        return phrase if phrase and phrase.last < cue.first else None
    return None


def _weak_opening(token: Token, lexicon: Lexicon) -> bool:
    low = token.low
    if role_of(low, lexicon) or low in lexicon.unnamed:
        return False
    return low in lexicon.openings or low.endswith(lexicon.opening_endings)


def _fronted(tokens: list[Token], verb: int, lexicon: Lexicon, floor: int) -> bool:
    """Whether the clause of a verb begins with something that is not its subject."""
    start = verb - 1
    while start > floor and tokens[start - 1].text not in ",;:" and tokens[start - 1].kind != "q":
        start -= 1
    low = tokens[start].low
    return start < verb and low not in lexicon.articles and (
        low in lexicon.prepositions or low in lexicon.oblique or low in lexicon.adverbs or low in lexicon.openings
    )


def _is_object(tokens: list[Token], phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether what follows a cue is an object ("told reporters", "said it would")."""
    after = tokens[phrase.last + 1] if phrase.last + 1 < len(tokens) else None
    return after is not None and after.kind == "w" and after.low in lexicon.auxiliaries and lexicon.bare_clause


def _may_invert(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> bool:
    """Whether the subject may follow the verb: something stands first, or the verb opens the frame."""
    return lexicon.inverts or cue.first == 0 or tokens[cue.first - 1].kind != "w"


def stance(tokens: Sequence[Token], cue: CueAt, lexicon: Lexicon) -> Stance:
    """Whether the speech is asserted, negated ("did not say"), hypothetical or denied."""
    if cue.category == "deny":
        return "denied"
    if cue.category in ("source", "after", "particle"):
        return "asserted"
    near: list[str] = []
    for place in range(cue.first - 1, max(-1, cue.first - 4), -1):
        if tokens[place].kind != "w":
            break
        near.insert(0, tokens[place].low)
    after = [t.low for t in tokens[cue.last + 1 : cue.last + 2] if t.kind == "w"]
    if any(word in lexicon.not_ for word in near[-2:]) or any(word in lexicon.not_ and word in lexicon.not_after for word in after):
        return "negated"
    whole = tokens[0].low in lexicon.if_ and all(t.kind == "w" for t in tokens[1 : cue.first])
    if any(word in lexicon.would for word in near[-2:]) or whole:
        return "hypothetical"
    return "asserted"


def attribute(tokens: list[Token], q: int, lexicon: Lexicon) -> Report | None:
    """Who says the quoted stretch at token ``q``, by the words of its own frame; None where they do not
    say."""
    after = q + 1
    comma = after < len(tokens) and tokens[after].text in _EDGES
    while after < len(tokens) and tokens[after].text in _EDGES and after < q + 3:
        after += 1
    # "…”, a déclaré Marie": what belongs to the verb stands before it.
    start = after
    while start < len(tokens) - 1 and start < after + 3 and cue_at(tokens, start, lexicon) is None and (
        tokens[start].low in lexicon.auxiliaries or tokens[start].low in lexicon.adverbs
    ) and not is_pronoun(tokens[start], lexicon):  # fmt: skip
        start += 1
    if lexicon.verb_last and start < len(tokens) and tokens[start].kind == "q":
        return attribute(tokens, start, lexicon)
    if start > after and start < len(tokens) and cue_at(tokens, start, lexicon):
        after = start
    ended = tokens[q].text[-1:] in ",!?…،，"
    # “…”, said X / “…,” X said / “…”, so X
    if after < len(tokens):
        cue = cue_at(tokens, after, lexicon)
        if cue is None and tokens[after].low in lexicon.particles and after + 1 < len(tokens):
            phrase = right(tokens, after + 1, lexicon)
            if phrase:
                return Report(CueAt(after, after, "particle"), phrase, True)
        if cue and cue.category != "after" and (comma or ended or not _leads(tokens, q)):
            report = subject(tokens, cue, lexicon, after, "right")
            if lexicon.verb_last and q:
                lead = left(tokens, q - 1 - (tokens[q - 1].text in ",:،，、"), lexicon)
                report = Report(cue, lead, False) if lead else report
            if report.phrase is None and lexicon.inverts:
                report = Report(cue, _bare_noun(tokens, cue.last + 1, lexicon), True)
            if report.phrase is None and q:
                lead = left(tokens, q - 1 - (tokens[q - 1].text in ",:،，"), lexicon)
                report = Report(cue, lead, False)
            if report.phrase:
                return report
        if cue is None and (comma or ended) and not _leads(tokens, q):
            odd = unlisted(tokens, after, lexicon) or _mused(tokens, after, lexicon)
            if odd:
                return odd
        joins = tokens[after].low in lexicon.conjunctions or tokens[after].low in lexicon.prepositions
        if cue is None and not joins and (comma or ended or not _leads(tokens, q)):
            for place in range(after + 1, min(len(tokens), after + _REACH)):
                token = tokens[place]
                if token.kind == "q" or token.text in ";:":
                    break
                cue = cue_at(tokens, place, lexicon)
                if cue and cue.category == "source" and not comma:
                    continue
                if cue:
                    phrase = left(tokens, place - 1, lexicon, after)
                    if cue.category == "source":
                        phrase = right(tokens, cue.last + 1, lexicon)
                    if phrase and (phrase.first <= after + 1 or cue.category == "source" or phrase.first == after + 2 and comma):
                        return Report(cue, phrase, cue.category == "source")
                    break
    return _leading(tokens, q, lexicon)


def _mused(tokens: list[Token], place: int, lexicon: Lexicon) -> Report | None:
    """Who spoke before a verb that no list has: “…,” the mayor mused."""
    if not lexicon.bare_clause:
        return None
    phrase = right(tokens, place, lexicon)
    if phrase is None or phrase.first != place or phrase.sort == "other" or phrase.last + 1 >= len(tokens):
        return None
    verb = tokens[phrase.last + 1]
    after = tokens[phrase.last + 2] if phrase.last + 2 < len(tokens) else None
    if verb.kind != "w" or not verb.low.endswith(("ed", "s")) or after is not None and after.kind == "w":
        return None
    return Report(CueAt(phrase.last + 1, phrase.last + 1, "say"), phrase, False)


def unlisted(tokens: list[Token], place: int, lexicon: Lexicon) -> Report | None:
    """A verb that no list has, between a quotation and who spoke it: “…”, mused the mayor."""
    verb = tokens[place]
    low = verb.low
    if place + 1 >= len(tokens) or verb.kind != "w" or not verb.text[0].islower() or (
        low in lexicon.prepositions or low in lexicon.conjunctions or low in lexicon.articles
        or low in lexicon.relatives or low in lexicon.that or low in lexicon.adverbs or low in lexicon.of
        or low in lexicon.whether or low in lexicon.auxiliaries or role_of(low, lexicon) or low in lexicon.he
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
    return Report(CueAt(place, place, "think"), phrase, True)


def _bare_noun(tokens: list[Token], place: int, lexicon: Lexicon) -> Phrase | None:
    """A noun without an article that ends the sentence: "ropade fiskarna"."""
    if place >= len(tokens) or tokens[place].kind != "w":
        return None
    low = tokens[place].low
    if place + 1 < len(tokens) and tokens[place + 1].kind == "w" or (
        low in lexicon.prepositions or low in lexicon.adverbs or low in lexicon.times or low in lexicon.auxiliaries
        or low in lexicon.that or low in lexicon.objects or low in lexicon.not_ or low in lexicon.conjunctions
    ):  # fmt: skip
        return None
    return Phrase(place, place, place, "other")


def _leads(tokens: Sequence[Token], q: int) -> bool:
    return q > 0 and tokens[q - 1].text in ":："


def _leading(tokens: list[Token], q: int, lexicon: Lexicon) -> Report | None:
    """The cue before a quoted stretch: X said: “…”, "called it “…”", "Trump: “…”."""
    best: Report | None = None
    for place in range(q - 1, max(-1, q - 4 * _REACH), -1):
        token = tokens[place]
        if token.text == ";":
            break
        cue = cue_at(tokens, place, lexicon)
        if cue is None:
            continue
        if cue.category == "after":
            report = subject(tokens, cue, lexicon)
        else:
            report = subject(tokens, cue, lexicon)
        if report.phrase is None and best is None and cue.category != "source":
            report = Report(cue, shared(tokens, cue, lexicon), False)
        if report.phrase and (report.phrase.last < q):
            if best is None or best.phrase is None:
                return report
        elif best is None and cue.category != "source":
            best = report if report.phrase is None else None
    if best:
        return best
    if q > 1 and tokens[q - 1].text in ":：":
        colon = CueAt(q - 1, q - 1, "colon")
        phrase = left(tokens, q - 2, lexicon)
        opening = right(tokens, 0, lexicon)
        if opening and opening.first == 0 and opening.last < q - 2 and opening.sort in ("name", "role"):
            phrase = opening if not any(tokens[i].kind == "p" for i in range(opening.last + 1, q - 1)) else phrase
        if phrase and phrase.first == 0 and phrase.sort != "other":
            return Report(colon, phrase, False)
        if len(tokens[q].text.split()) > 2:
            phrase = leading_phrase(tokens, q - 1, lexicon)
            if phrase:
                return Report(colon, phrase, False)
    return None


def leading_phrase(tokens: list[Token], end: int, lexicon: Lexicon) -> Phrase | None:
    """Who a sentence is about: the one that opens it, or the pronoun or the name behind its verb."""
    if not tokens or end < 2:
        return None
    phrase = right(tokens, 0, lexicon)
    if phrase and phrase.first == 0 and phrase.last < end - 1:
        if phrase.sort == "name":
            capitals = sum(1 for t in tokens[: phrase.head + 1] if t.kind == "w" and t.text[0].isupper())
            return phrase if capitals >= 2 and tokens[0].low not in lexicon.articles else None
        return phrase if phrase.sort in ("pronoun", "role") else None
    if not lexicon.inverts:
        return None
    begin = 1
    if tokens[0].low in lexicon.subordinators or tokens[0].low in lexicon.if_:
        begin = next((i for i in range(1, end) if tokens[i].text == ","), end) + 1
    for place in range(begin, end):
        token, before = tokens[place], tokens[place - 1]
        if token.kind != "w" or before.kind != "w" or before.capital and place > 1 or (
            before.low in lexicon.prepositions or before.low in lexicon.of or before.low in lexicon.articles
            or before.low in lexicon.conjunctions or before.low in lexicon.that
        ):  # fmt: skip
            continue
        phrase = right(tokens, place, lexicon)
        if phrase is None or phrase.first != place or phrase.last >= end:
            continue
        if phrase.sort == "pronoun" and token.low not in lexicon.ambiguous and token.low not in lexicon.articles:
            return phrase
        named = sum(1 for t in tokens[phrase.first : phrase.head + 1] if t.kind == "w" and t.text[0].isupper())
        if phrase.sort == "role" and (named >= 1) or phrase.sort == "name" and named >= 2 and token.capital:
            return phrase
    return None


def shared(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> Phrase | None:
    """The subject of "X went home and said": that of an earlier verb of the same frame."""
    before = cue.first - 1
    while before > 0 and (tokens[before].low in lexicon.adverbs or tokens[before].low in lexicon.auxiliaries):
        before -= 1
    joined = before >= 0 and tokens[before].low in lexicon.conjunctions
    trails = cue.first and tokens[cue.first].low in lexicon.participles and tokens[cue.first - 1].kind != "w"
    if not joined and not trails:
        return None
    before = max(before, 0)
    for place in range(before - 1, -1, -1):
        earlier = cue_at(tokens, place, lexicon)
        if earlier and earlier.category not in ("source", "after"):
            found = subject(tokens, earlier, lexicon).phrase
            if found:
                return found
    return leading_phrase(tokens, before, lexicon)
