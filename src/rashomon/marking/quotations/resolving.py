"""Whom a phrase names or means: a name's fullest form, the one person who holds a role, or the words."""

from __future__ import annotations

from collections.abc import Callable

import regex

from rashomon.marking.quotations import kinds
from rashomon.marking.quotations.frames import Token
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.people import People, modifiers_of, plain, without_initials
from rashomon.marking.quotations.phrases import Phrase
from rashomon.marking.quotations.roles import role_of
from rashomon.marking.quotations.runs import PARTICLES
from rashomon.model import Name, Span

#: Words from a role to the name behind its office at most.
_OFFICE = 12
#: What stands between "of" and the name it leads to ("of the late Mr. Green").
_DESCRIBES = kinds.TITLE | kinds.ARTICLE | kinds.ROLE
_BRACKETED = regex.compile(r"\s*+(?:\([^()\n]{2,12}\))?")


def resolve(
    people: People, tokens: list[Token], phrase: Phrase, holder: Callable[[str], str | None]
) -> tuple[str, str]:
    """The name that a phrase gives or means, and its entity; the phrase itself where it describes
    somebody without a name. ``holder`` says who holds a role."""
    span = Span(tokens[phrase.first].start, tokens[phrase.last].end)
    own = _as_marked(people, _own_name(people, tokens, phrase))
    titled = None if own else _behind_office(people, tokens, phrase)
    if titled is not None:
        return titled.text, titled.entity
    before = next((i for i in range(phrase.first, phrase.head) if own and tokens[i + 1] is own[0]), None)
    if before is not None and tokens[before].low in people.lexicon.conjunctions:
        # Two who speak together are not the second of them.
        return people.text[span.start : span.end], ""
    if own:
        words = [token.text for token in own if token.kind == "w"]
        full = people.person(words)
        at = Span(own[0].start, own[-1].end)
        entity = next((name for name in people.names_over(at) if name.kind == "person"), None)
        if entity is not None:
            best = without_initials(people.persons.get(entity.entity, entity.text))
            return (best if " " in best or not full else full), entity.entity
        body = _body(people, tokens, phrase)
        if body is not None:
            return body.text, body.entity
        if full:
            return full, people.entity_of(full)
        return _strip(people.text[at.start : at.end]), ""
    if phrase.sort == "role":
        role = role_in(people, tokens, phrase)
        held = holder(role) if role else None
        if held:
            return held, people.entity_of(held)
    entity = _body(people, tokens, phrase) or (
        _whole(people, tokens, phrase) if phrase.sort == "name" else None
    )
    if entity is not None:
        return entity.text, entity.entity
    first = _owner(people, tokens, phrase)
    return people.text[tokens[first].start : tokens[phrase.head].end] if first <= phrase.head else "", ""


def _behind_office(people: People, tokens: list[Token], phrase: Phrase) -> Name | None:
    """The full name that an office of several parts leads to, where the phrase ends inside the office or with
    the name ("La ministre de l’Égalité et de la Ville Nicole Morton")."""
    lexicon = people.lexicon
    if not role_of(tokens[phrase.first + (tokens[phrase.first].low in lexicon.articles)].low, lexicon):
        return None
    office = lexicon.of | lexicon.articles | lexicon.conjunctions | lexicon.prepositions
    place = phrase.first + 1
    while place < len(tokens) and place - phrase.first <= _OFFICE:
        token = tokens[place]
        if token.kind == "w" and token.capital:
            named = people.names_over(Span(token.start, token.end))
            person = next((name for name in named if name.kind == "person"), None)
            if person is not None and person.span.start == token.start:
                # Not "the minister and Paul Green", nor "the aide of Paul Green".
                return person if " " in person.text and tokens[place - 1].low not in office else None
        elif place > phrase.head and token.low not in office:
            return None
        place += 1
    return None


def _as_marked(people: People, own: list[Token]) -> list[Token]:
    """A name without what finding names has cut off its front: the last word of an office ("Minister for
    Work and Pensions Anna Hart")."""
    if not own:
        return own
    span = Span(own[0].start, own[-1].end)
    for name in people.names_over(span):
        if name.kind == "person" and span.start < name.span.start and name.span.end >= span.end:
            return [token for token in own if token.start >= name.span.start]
    return own


def _body(people: People, tokens: list[Token], phrase: Phrase) -> Name | None:
    """The organisation that is all of a phrase but its article, its apposition or what stands before its name
    ("the Harbour Board (HB)", "the owner, Meridian Lines", "rederiet Meridian Lines"); none where the phrase
    only says whose the speaker is ("a spokesman of the board")."""
    lexicon = people.lexicon
    span = Span(tokens[phrase.first].start, tokens[phrase.last].end)
    for name in people.names_over(span):
        if name.kind != "organisation" or not _BRACKETED.fullmatch(people.text, name.span.end, span.end):
            continue
        head = [token for token in tokens[phrase.first : phrase.last + 1] if token.end <= name.span.start]
        words = [token.low for token in head if token.kind == "w"]
        bound = (lexicon.of | lexicon.prepositions | lexicon.conjunctions) - lexicon.articles
        if bound.isdisjoint(words) and (
            len(words) < 2 or head[-1].text == "," or words[-1] not in lexicon.articles
        ):
            return name
    return None


def _whole(people: People, tokens: list[Token], phrase: Phrase) -> Name | None:
    """The person or the organisation that a phrase names; none where it is somebody of theirs ("supporters of
    Mr. Green")."""
    name = people.name_at(Span(tokens[phrase.first].start, tokens[phrase.last].end))
    if name is None or phrase.sort != "name":
        return None
    head = [token for token in tokens[phrase.first : phrase.head + 1] if token.end <= name.span.start]
    before = [t for t in head if t.kind == "w" and (t.bits & kinds.OF or not t.bits & _DESCRIBES)]
    return None if before and before[-1].bits & (kinds.OF | kinds.PREPOSITION) else name


def _owner(people: People, tokens: list[Token], phrase: Phrase) -> int:
    """Where the words begin that say who speaks: behind a noun that only says that somebody does ("Angaben
    der Polizei"; nobody in "ersten Angaben"), not behind one that says who ("Polizeiangaben")."""
    nouns = people.lexicon.according_nouns
    for place in range(phrase.first, phrase.head + 1):
        low = tokens[place].low
        if low in nouns and not any(low != noun and low.endswith(noun) for noun in nouns):
            behind = place + 1
            return behind + (behind <= phrase.head and tokens[behind].low in people.lexicon.of)
    return phrase.first


def _own_name(people: People, tokens: list[Token], phrase: Phrase) -> list[Token]:
    """The tokens of the person's name in a phrase: after its last role word, or in its apposition."""
    head = tokens[phrase.first : phrase.head + 1]
    name = _trailing(people, head) or _leading(people, head)
    if name or phrase.head == phrase.last:
        return name
    if any(role_of(t.low, people.lexicon) for t in head):
        rest = tokens[phrase.head + 2 : phrase.last + 1]
        if rest and all(t.kind == "p" or people.nameable(t, 9) or t.low in PARTICLES for t in rest):
            return rest
        # "A lawyer for Mr. Green, Paul Lund of Lund & Partners"
        return _leading(people, rest)
    apposed = tokens[phrase.head + 2 : phrase.last + 1]
    if len(apposed) > 1 and all(people.nameable(t, 9) or t.low in PARTICLES for t in apposed):
        # "the harbour master, Clara Dunn"
        return apposed
    if any(role_of(t.low, people.lexicon) for t in apposed[:-1]):
        return _trailing(people, apposed)
    return []


def _leading(people: People, head: list[Token]) -> list[Token]:
    """The full name that opens a phrase and says of whom it is: "Anna Roe of the Harbour Trust"."""
    end = 0
    while end < len(head) and people.nameable(head[end], 9):
        end += 1
    goes_on = end < len(head) and head[end].low in people.lexicon.of
    return head[:end] if end > 1 and goes_on and head[0].low not in people.lexicon.articles else []


def _trailing(people: People, head: list[Token]) -> list[Token]:
    """The name that ends a phrase; none where the phrase is somebody else than whom it names."""
    while head and head[-1].kind == "p":
        opened = next((i for i in range(len(head) - 1, -1, -1) if head[i].text == "("), None)
        if opened is None or head[-1].text != ")":
            return []
        head = head[:opened]
    first = len(head)
    while first and (
        head[first - 1].bits & kinds.NAMEABLE
        or (first < len(head) and (head[first - 1].text == "." or _is_particle(head[first - 1])))
    ):  # fmt: skip
        first -= 1
    while first < len(head) and (head[first].kind == "p" or _is_particle(head[first])):
        first += 1
    name, rest = head[first:], head[:first]
    while rest and rest[-1].kind == "p":
        rest = rest[:-1]
    if not name or (rest and _is_another(rest, len(name), people.lexicon)):
        return []
    known = rest or not people.lexicon.nouns_capital or len(name) > 1 or people.full.get(plain(name[0].text))
    return name if known else []


def _is_particle(token: Token) -> bool:
    return token.low in PARTICLES and not token.bits & kinds.NAMEABLE and (
        token.tied or token.text.islower()
    )  # fmt: skip


def _is_another(rest: list[Token], length: int, lexicon: Lexicon) -> bool:
    """Whether what stands before a name of some words makes somebody or something else of it."""
    last = rest[-1]
    office = [token for token in rest if token.kind != "p" and not token.bits & kinds.TITLE]
    if office and office[-1].bits & (kinds.OF | kinds.PREPOSITION):
        # "A lawyer for Mr. Green"
        return True
    if last.bits & (kinds.ROLE | kinds.TITLE):
        return False
    if last.bits & kinds.UNNAMED:
        return True
    if len(rest) > 1 and last.bits & kinds.ARTICLE:
        # "A man from the Harbour Board": the name is only where he is from.
        return True
    titled = last.text[0].islower() and not lexicon.nouns_capital and length > 1
    return bool(rest[0].bits & kinds.ARTICLE) and not titled


def role_in(people: People, tokens: list[Token], phrase: Phrase) -> str | None:
    """The role that a phrase names and somebody in the report may hold: not "a minister", not "ministers",
    not one of two kinds of minister."""
    lexicon = people.lexicon
    if tokens[phrase.first].low in lexicon.indefinite or tokens[phrase.first].text.isdigit():
        return None
    for place in range(phrase.first, phrase.head + 1):
        low = tokens[place].low
        role = role_of(low, lexicon)
        if role is None:
            continue
        if low in lexicon.plurals or low in lexicon.unnamed:
            return None
        modifiers = modifiers_of(tokens, place, lexicon)
        kinds = people.modified.get(role, set()) | ({modifiers} if modifiers else set())
        named = any(token.capital for token in tokens[place + 1 : phrase.head + 1])
        return None if named or len(kinds) > 1 else role
    return None


def _strip(name: str) -> str:
    for ending in ("'s", "’s", ":s"):
        if name.endswith(ending):
            return name[: -len(ending)]
    return name
