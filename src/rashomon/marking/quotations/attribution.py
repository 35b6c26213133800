"""Who says a quoted stretch, by the words of its own frame."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rashomon.marking.quotations.cues import REACH, CueAt, Reported, cue_at, is_relay
from rashomon.marking.quotations.frames import Token
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.phrases import (
    PARTICLES,
    Phrase,
    is_headed,
    is_pronoun,
    plain_noun,
    right,
    role_of,
)
from rashomon.marking.quotations.reports import subject
from rashomon.marking.quotations.subjects import apposed, left
from rashomon.marking.quotations.topics import last_clause, leading_phrase
from rashomon.marking.quotations.views import is_person, uttered, viewed

_EDGES = frozenset(",–—-،，、")


def attribute(tokens: list[Token], q: int, lexicon: Lexicon) -> Reported | None:
    """Who says the quoted stretch at token ``q``, by the words of its own frame; None where they do not
    say."""
    after = q + 1
    if (
        after + 1 < len(tokens)
        and tokens[after].low in lexicon.conjunctions
        and tokens[after + 1].kind == "q"
    ):
        # “…” and “…”: they have one speaker.
        later = attribute(tokens, after + 1, lexicon)
        if later is not None and later.phrase is not None:
            return later
    comma = after < len(tokens) and tokens[after].text in _EDGES
    while after < len(tokens) and tokens[after].text in _EDGES and after < q + 3:
        after += 1
    # "…”, a déclaré Marie": what belongs to the verb stands before it.
    start = after
    while start < len(tokens) - 1 and start < after + 3 and cue_at(tokens, start, lexicon) is None and (
        tokens[start].low in lexicon.auxiliaries or tokens[start].low in lexicon.adverbs
        or tokens[start].low in lexicon.clitics_before
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
                return Reported(CueAt(after, after, "particle"), phrase, True)
        names = not comma and not ended and q and tokens[q - 1].low not in lexicon.as_
        holds = left(tokens, cue.first - 1, lexicon) if cue and names else None
        if cue and holds and holds.first <= q <= holds.last:
            # "a speaker of the “Harbour for all” said"
            return Reported(cue, holds, False)
        if cue and cue.category != "after" and (comma or ended or not _leads(tokens, q)):
            report = subject(tokens, cue, lexicon, after, "right")
            if lexicon.verb_last and q:
                opening = next(i for i in range(q + 1) if tokens[i].kind == "q")
                lead = left(tokens, q - 1 - (tokens[q - 1].text in _EDGES), lexicon)
                lead = lead or (left(tokens, opening - 1, lexicon) if opening else None)
                report = Reported(cue, lead, False) if lead else report
            if report.phrase is None and lexicon.inverts:
                report = Reported(cue, plain_noun(tokens, cue.last + 1, lexicon), True)
            if report.phrase is None and q and lexicon.verb_final and not comma and not ended:
                # "Der Minister hat den Plan „…“ genannt": the verb ends the clause.
                report = subject(tokens, cue, lexicon)
            if report.phrase is None and q:
                lead = left(tokens, q - 1 - (tokens[q - 1].text in ",:،，"), lexicon)
                report = Reported(cue, lead, False)
            if report.phrase:
                return report
        if cue is None and (comma or ended) and not _leads(tokens, q):
            odd = unlisted(tokens, after, lexicon) or _mused(tokens, after, lexicon)
            if odd:
                return odd
        joins = tokens[after].low in lexicon.conjunctions or tokens[after].low in lexicon.prepositions
        if cue is None and not joins and (comma or ended or not _leads(tokens, q)):
            for place in range(after + 1, min(len(tokens), after + REACH)):
                token = tokens[place]
                if token.kind == "q" or token.text in ";:":
                    break
                cue = cue_at(tokens, place, lexicon)
                if cue and cue.category == "source" and not comma:
                    continue
                if cue and cue.category == "impersonal":
                    report = subject(tokens, cue, lexicon)
                    if report.phrase:
                        return report
                if cue:
                    if comma and not ended and _has_own(tokens, q, cue, lexicon):
                        break
                    phrase = apposed(tokens, q, place, lexicon) or left(tokens, place - 1, lexicon, after)
                    if cue.category == "source":
                        phrase = right(tokens, cue.last + 1, lexicon)
                    if phrase and (
                        phrase.first <= after + 1
                        or cue.category == "source"
                        or (phrase.first == after + 2 and comma)
                    ):
                        return Reported(cue, phrase, cue.category == "source")
                    break
    leading = _leading(tokens, q, lexicon)
    if leading is None and after < len(tokens) and _leads(tokens, q):
        cue = cue_at(tokens, after, lexicon)
        if cue:
            trailing = subject(tokens, cue, lexicon, after, "right")
            return trailing if trailing.phrase else None
    if leading is None or leading.phrase is None:
        said = cue_at(tokens, after, lexicon) if after < len(tokens) and (comma or ended) else None
        if leading is None and said is not None and said.category == "say":
            # "“…”, añadió.": it is speech, whoever spoke.
            return Reported(said, None, True)
        return viewed(tokens, q, lexicon) or leading
    return leading


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


def _has_own(tokens: list[Token], q: int, cue: CueAt, lexicon: Lexicon) -> bool:
    """Whether both a verb before the stretch at ``q`` and the cue behind it have stretches of their own:
    "Roe called it “mad”, Lund called it “fine”"."""
    if not any(token.kind == "q" for token in tokens[cue.last + 1 :]):
        return False
    for place in range(q - 1, max(-1, q - REACH), -1):
        if tokens[place].kind == "p":
            return False
        if cue_at(tokens, place, lexicon):
            return True
    return False


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
    return Reported(CueAt(place, place, "think"), phrase, True)


def _leads(tokens: Sequence[Token], q: int) -> bool:
    return q > 0 and tokens[q - 1].text in ":："


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


def _acts(tokens: list[Token], phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether the phrase that opens a sentence can be who says what follows its colon: no thing ("His hope
    rests on this: …") where things have capitals too."""
    if phrase.sort == "role":
        return is_headed(tokens, phrase, lexicon)
    return not lexicon.nouns_capital or tokens[0].low not in lexicon.articles


def _is_aside(tokens: list[Token], cue: CueAt, q: int, lexicon: Lexicon) -> bool:
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


def _leading(tokens: list[Token], q: int, lexicon: Lexicon) -> Reported | None:
    """The cue before a quoted stretch: X said: “…”, "called it “…”", "Trump: “…”."""
    best: Reported | None = None
    relay: Reported | None = None
    for place in range(q - 1, max(-1, q - 4 * REACH), -1):
        token = tokens[place]
        if token.text == ";":
            break
        cue = cue_at(tokens, place, lexicon)
        if cue is None:
            continue
        if cue.category in ("say", "think") and _is_aside(tokens, cue, q, lexicon):
            continue
        report = subject(tokens, cue, lexicon)
        if is_relay(tokens, cue, lexicon):
            relay = report if report.phrase and report.phrase.last < q else relay
            continue
        by = report.phrase is not None and not report.inverted and q < report.phrase.first <= q + 2
        if report.phrase and (report.phrase.last < q or by):
            if best is None or best.phrase is None:
                return report
        elif best is None and cue.category != "source":
            best = report if report.phrase is None else None
    if best or relay:
        return best or relay
    if q > 1 and tokens[q - 1].text in ":：":
        colon = CueAt(q - 1, q - 1, "colon")
        sender = 1 if tokens[0].low in lexicon.conjunctions else 0
        if q > sender + 2 and tokens[sender].low in lexicon.senders:
            # "From the chairwoman, Vera Rosen: “…”"
            phrase = right(tokens, sender + 1, lexicon, True)
            if phrase and phrase.first == sender + 1 and phrase.last == q - 2 and phrase.sort != "other":
                return Reported(colon, phrase, False)
        phrase = uttered(tokens, q, lexicon) or last_clause(tokens, q, lexicon)
        if phrase:
            return Reported(colon, phrase, False)
        phrase = left(tokens, q - 2, lexicon)
        opening = right(tokens, 0, lexicon)
        if opening and opening.first == 0 and tokens[opening.last + 1].low in lexicon.free_subjunctive:
            return None
        if opening and opening.first == 0 and opening.last < q - 2 and opening.sort in ("name", "role"):
            broken = any(tokens[i].kind == "p" for i in range(opening.last + 1, q - 1))
            phrase = opening if not broken and _acts(tokens, opening, lexicon) else phrase
        if (
            phrase
            and phrase.first == 0
            and phrase.sort != "other"
            and not _is_clause(tokens, phrase, lexicon)
        ):
            return Reported(colon, phrase, False)
        if len(tokens[q].text.split()) > 2:
            phrase = leading_phrase(tokens, q - 1, lexicon)
            if phrase:
                return Reported(colon, phrase, False)
    return None
