"""Noun phrases that can speak: found beside a cue, without a parser, by what may stand in one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rashomon.marking.quotations.frames import Token, Tokens
from rashomon.marking.quotations.lexicon import Lexicon

#: Tokens that a phrase has at most.
LONGEST = 22
_ROLE_SUFFIX = 6
#: A longer run of letters is no compound with a role at its end; each of its ends would be looked up.
_LONGEST_COMPOUND = 100
#: Words from a role to the name behind it at most.
_CHAIN = 6
#: Small words inside names.
PARTICLES = frozenset(
    [
        "de", "von", "van", "der", "den", "al", "el", "bin", "ibn", "da", "di", "del", "della", "la", "le",
        "du", "dos", "das", "zu", "ben", "abu", "ter", "ten", "af",
    ]
)  # fmt: skip


#: What follows a name that father and son share, in reports of any language.
_BORN = frozenset(["jr", "sr"])


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens ``first`` to ``last`` (inclusive) of a frame name a speaker; ``head`` is the end of the
    part before an apposition. ``sort`` is pronoun, anyone (an impersonal subject: nobody is named), name,
    role or other."""

    first: int
    last: int
    head: int
    sort: str


@lru_cache(maxsize=65_536)
def role_of(low: str, lexicon: Lexicon) -> str | None:
    """The role that a word names, compounds included ("Bundesverkehrsminister" is a minister)."""
    found = lexicon.roles.get(low)
    if found is None and low.rsplit("-", 1)[-1] in lexicon.roles:
        # "Nordbahn-Chef"
        return low
    if found is not None or not _ROLE_SUFFIX + 2 < len(low) <= _LONGEST_COMPOUND:
        return found
    for cut in range(1, len(low) - _ROLE_SUFFIX + 1):
        found = lexicon.roles.get(low[cut:])
        if found is not None:
            # One role in all its forms: "havnechef", "havnechefen".
            return low[:cut] + found if cut > 2 else found
    return None


def is_short(token: Token, lexicon: Lexicon) -> bool:
    """Whether a full stop behind a word belongs to it: a title, an initial, a ruler's number."""
    return (
        token.low in lexicon.titles or token.low in _BORN or len(token.text) == 1
        or not token.text.strip("IVX")
    )  # fmt: skip


def is_pronoun(token: Token, lexicon: Lexicon) -> bool:
    """Whether the word is a pronoun that can be a subject: he, she, they."""
    return token.low in lexicon.he or token.low in lexicon.she or token.low in lexicon.they


def is_name(token: Token, lexicon: Lexicon, begins: bool = False) -> bool:
    """Whether a word looks like part of a proper name (``begins``: it begins its sentence)."""
    low = token.low
    if not token.capital or token.text[0].isdigit() or low in lexicon.times or low in lexicon.titles:
        return False
    if begins and (
        low in lexicon.adverbs or low in lexicon.prepositions or low in lexicon.conjunctions
        or low in lexicon.articles or low in lexicon.auxiliaries or low in lexicon.of
        or low in lexicon.as_told or low in lexicon.if_ or low in lexicon.whether
        or low in lexicon.subordinators
    ):  # fmt: skip
        return False
    return low not in lexicon.articles and not is_pronoun(token, lexicon)


def sort_of(tokens: list[Token], first: int, last: int, lexicon: Lexicon) -> str | None:
    """What kind of speaker a phrase is; None where it cannot speak."""
    if first > last:
        return None
    if first == last and tokens[first].low in lexicon.first_person:
        return None
    if first == last and is_pronoun(tokens[first], lexicon):
        return "pronoun"
    if tokens[last].low in lexicon.anyone and (
        first == last or (first + 1 == last and tokens[first].low in lexicon.articles - lexicon.indefinite)
    ):
        return "anyone"
    name = role = noun = False
    for place in range(first, last + 1):
        token = tokens[place]
        if token.kind != "w":
            continue
        if role_of(token.low, lexicon) or token.low in lexicon.unnamed:
            role = True
        elif is_name(token, lexicon, place == 0) or token.low in lexicon.titles:
            name = True
        elif place > first:
            noun = True
    if role:
        return "role"
    if name:
        return "name"
    if noun and tokens[first].low in lexicon.articles:
        return "other"
    return None


def is_headed(tokens: list[Token], phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether the role that a phrase names is its own and not that of a genitive in it ("the use of the
    chancellor's power")."""
    for place in range(phrase.first, phrase.head + 1):
        low = tokens[place].low
        if place > phrase.first and (low in lexicon.articles or low in lexicon.of):
            return False
        if role_of(low, lexicon) or low in lexicon.unnamed:
            return True
    return False


def named_until(tokens: list[Token], phrase: Phrase, lexicon: Lexicon) -> int:
    """The last token of the words that name a speaker: an apposition belongs to them, a relative clause
    ("the mayor, who left London at 15, said") does not."""
    word = next(i for i in range(phrase.last, phrase.first - 1, -1) if tokens[i].kind != "p")
    for place in range(phrase.head + 1, phrase.last + 1):
        low = tokens[place].low
        if low not in lexicon.relatives and (low not in lexicon.that or place != phrase.head + 2):
            continue
        if lexicon.nouns_capital and low in lexicon.articles and (
            place != phrase.head + 2 or tokens[word].capital
        ):  # fmt: skip
            continue
        end = place - 1
        while end > phrase.head and (tokens[end].kind == "p" or tokens[end].low in lexicon.conjunctions):
            end -= 1
        return end
    return phrase.last


def right(tokens: list[Token], place: int, lexicon: Lexicon, oblique: bool = False) -> Phrase | None:
    """The phrase that begins at ``place`` or after a few adverbs, as in "said John Smith, the mayor".

    ``oblique``: it stands behind a preposition, so that a case no subject has is no hindrance."""
    if not isinstance(tokens, Tokens):
        return _right(tokens, place, lexicon, oblique)
    known = tokens.phrases
    if (place, oblique) not in known:
        known[place, oblique] = _right(tokens, place, lexicon, oblique)
    found: Phrase | None = known[place, oblique]
    return found


def _right(tokens: list[Token], place: int, lexicon: Lexicon, oblique: bool) -> Phrase | None:
    count = len(tokens)
    skipped = 0
    place = _past_times(tokens, place, lexicon)
    while (
        place < count and skipped < 3 and tokens[place].kind == "w" and not _can_begin(tokens[place], lexicon)
    ):
        if place + 1 < count and (
            _titles(tokens[place], tokens[place + 1], lexicon)
            or is_full(tokens, place)
            or _owns(tokens, place, lexicon)
            or _leads_to_name(tokens, place, lexicon)
        ):  # fmt: skip
            break
        if tokens[place].low not in lexicon.adverbs and tokens[place].low not in lexicon.auxiliaries:
            return None
        place += 1
        skipped += 1
    if place >= count or tokens[place].kind != "w":
        return None
    if is_pronoun(tokens[place], lexicon) and not (
        tokens[place].low in lexicon.articles and place + 1 < count and _noun_like(tokens[place + 1], lexicon)
    ):
        return Phrase(place, place, place, "pronoun")
    last = _run(tokens, place, lexicon)
    sort = sort_of(tokens, place, last, lexicon)
    if sort is None or (tokens[place].low in lexicon.oblique and not oblique):
        return None
    if tokens[last].low.endswith("'s") and last + 1 < count and tokens[last + 1].kind != "p":
        # "called the mayor's plan": whose it is, is not who says so.
        return None
    end = _apposition(tokens, place, last, lexicon)
    return Phrase(place, end, last, sort)


def is_full(tokens: list[Token], place: int) -> bool:
    """Whether a small word is a first name: "Per Dahl", inside a sentence."""
    following = tokens[place + 1]
    return place > 0 and tokens[place].text[0].isupper() and following.kind == "w" and (
        following.text[0].isupper()
    )  # fmt: skip


def _past_times(tokens: list[Token], place: int, lexicon: Lexicon) -> int:
    """Past "on Friday", "el viernes", "lundi" to what follows."""
    for _ in range(2):
        if place < len(tokens) and tokens[place].low in lexicon.times and tokens[place].kind == "w":
            place += 1
        elif place + 1 < len(tokens) and tokens[place + 1].low in lexicon.times and (
            tokens[place].low in lexicon.prepositions
            or (tokens[place].low in lexicon.articles and not _is_titled(tokens, place + 1, lexicon))
        ):  # fmt: skip
            place += 2
    return place


def _is_titled(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether a day is part of a name: "the Sunday Telegraph"."""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return not lexicon.nouns_capital and tokens[place].text[0].isupper() and after is not None and (
        after.kind == "w" and after.text[0].isupper()
    )  # fmt: skip


def _titles(token: Token, following: Token, lexicon: Lexicon) -> bool:
    """Whether a word that no list has stands before a name as a role does, or before a role: "ingenjören
    Paul Vall", "town spokesman"."""
    low = token.low
    named = following.text[0].isupper() or bool(role_of(following.low, lexicon))
    return (
        token.text[0].islower() and following.kind == "w" and named
        and not lexicon.nouns_capital and following.low not in lexicon.times
        and low not in lexicon.adverbs and low not in lexicon.auxiliaries and low not in lexicon.prepositions
        and low not in lexicon.of and low not in lexicon.that and low not in lexicon.whether
        and low not in lexicon.conjunctions and low not in lexicon.cues and low not in lexicon.to
        and low not in lexicon.objects and low not in lexicon.relatives and low not in lexicon.not_
    )  # fmt: skip


def _is_noun(before: Token, low: str, lexicon: Lexicon) -> bool:
    """Whether a form that may be a verb of speech is a noun behind an article: "a report"."""
    return low in lexicon.nounish and before.low in lexicon.articles


def _is_small_name(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether a word belongs to a name behind a role in a sentence without any capital: "said captain eva
    berg."."""
    if not role_of(tokens[place - 1].low, lexicon) and not (
        place > 1 and role_of(tokens[place - 2].low, lexicon)
    ):  # fmt: skip
        return False
    low = tokens[place].low
    if low in lexicon.adverbs or low in lexicon.prepositions or low in lexicon.times or (
        low in lexicon.beginnings or low in lexicon.auxiliaries or low in lexicon.conjunctions
        or low in lexicon.that or low in lexicon.relatives or low in lexicon.of
    ):  # fmt: skip
        return False
    end = next((i for i in range(place, min(len(tokens), place + 3)) if tokens[i].kind == "p"), None)
    return end is not None and not any(t.kind == "w" and t.text[0].isupper() for t in tokens)


def _leads_to_name(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether a role and the genitives behind (or before) it lead to a name, where no article shows it:
    "керівниця департаменту Олена Ткачук", "Oulun sataman johtaja Pekka Niemi"."""
    if not lexicon.role_genitives:
        return False
    for other in range(place, min(len(tokens), place + _CHAIN)):
        token = tokens[other]
        if token.kind != "w":
            return False
        if token.text[0].isupper() and other > place:
            return token.low not in lexicon.times
        if token.low in lexicon.cues or token.low in lexicon.that or token.low in lexicon.relatives or (
            token.low in lexicon.conjunctions or token.low in lexicon.adverbs
            or token.low in lexicon.auxiliaries or token.low in lexicon.times or token.low in lexicon.not_
            or (token.low in lexicon.prepositions and other == place) or is_pronoun(token, lexicon)
        ):  # fmt: skip
            return False
    return False


def _owns(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether a word says whose somebody is: "kommunens talesperson", "kommunens presschef Anna Berg"."""
    if not tokens[place].low.endswith(lexicon.genitives or ("\n",)):
        return False
    following = tokens[place + 1]
    named = place + 2 < len(tokens) and _titles(following, tokens[place + 2], lexicon)
    return named or bool(role_of(following.low, lexicon))


def _is_owned(before: Token, token: Token, following: Token, lexicon: Lexicon) -> bool:
    """Whether a noun between whose it is and a name is what the person is: "Eks rådgivare Bo Alm"."""
    return before.low.endswith(lexicon.genitives or ("\n",)) and _titles(token, following, lexicon)


def _noun_like(token: Token, lexicon: Lexicon) -> bool:
    low = token.low
    return token.kind == "w" and not (
        low in lexicon.that or low in lexicon.prepositions or low in lexicon.adverbs
        or low in lexicon.conjunctions
        or low in lexicon.auxiliaries or low in lexicon.times
    )  # fmt: skip


def _can_begin(token: Token, lexicon: Lexicon) -> bool:
    low = token.low
    if low in lexicon.articles or is_pronoun(token, lexicon) or low in lexicon.titles:
        return True
    if (
        low in lexicon.adverbs
        or low in lexicon.that
        or low in lexicon.prepositions
        or low in lexicon.auxiliaries
    ):
        return False
    known = bool(role_of(low, lexicon)) or low in lexicon.unnamed or low in lexicon.anyone
    return token.capital or known


def _run(tokens: list[Token], first: int, lexicon: Lexicon) -> int:
    """The last token of the phrase that begins at ``first``."""
    last = first
    place = first
    count = len(tokens)
    while place < count and place - first < LONGEST:
        token = tokens[place]
        low = token.low
        before = tokens[place - 1] if place > first else None
        following = tokens[place + 1] if place + 1 < count else None
        if token.kind == "p":
            if token.text == "." and before and is_short(before, lexicon):
                place += 1
                continue
            if token.text == "(" and before:
                close = _closing(tokens, place)
                if close:
                    last = close
                    place = close + 1
                    continue
            break
        if token.kind == "q":
            break
        if low in lexicon.as_ and before is not None:
            break
        leads = low in lexicon.that or low in lexicon.whether
        leads = leads or (low in lexicon.relatives and not token.capital)
        if leads and not (low in lexicon.articles and before is None) and low not in lexicon.of:
            break
        if low in lexicon.conjunctions:
            if not (before and following and _joins(tokens, place, lexicon)):
                break
        elif low in lexicon.articles and before is not None:
            if not (
                before.low in lexicon.of
                or before.low in lexicon.conjunctions
                or low in lexicon.of
                or before.low in lexicon.articles
            ):
                break
        elif low in lexicon.of and before is not None:
            if not _attaches(tokens, first, place, lexicon):
                break
            place += 1
            continue
        elif (before is not None and token.tied) or (
            before is not None
            and not token.capital
            and (_leads_to_name(tokens, place, lexicon) or _is_small_name(tokens, place, lexicon))
        ):
            pass
        elif before is not None and not token.capital:
            if not (role_of(low, lexicon) or low in lexicon.unnamed) and (
                role_of(before.low, lexicon) or before.low in lexicon.unnamed
                or (lexicon.nouns_capital and before.capital and before.low not in lexicon.articles)
            ) and not (following and lexicon.that_relative and following.text in ",.;"):  # fmt: skip
                break
            if (
                low in lexicon.prepositions or low in lexicon.adverbs or low in lexicon.times
                or low in lexicon.auxiliaries or low in lexicon.to
                or (low in lexicon.cues and not _is_noun(before, low, lexicon))
            ):  # fmt: skip
                break
            named = is_name(before, lexicon, place - 1 == 0) and not lexicon.nouns_capital
            if named and not (
                role_of(low, lexicon)
                or low in lexicon.unnamed
                or (following and following.capital and low in PARTICLES)
                or (following and _owns(tokens, place, lexicon))
                or _is_described(tokens, first, place, lexicon)
                or (following and _is_owned(before, token, following, lexicon))
            ):
                break
        elif before is not None and low in lexicon.times and not _is_titled(tokens, place, lexicon):
            break
        last = place
        place += 1
    return last


def _is_described(tokens: list[Token], first: int, place: int, lexicon: Lexicon) -> bool:
    """Whether a word behind a capital and an article is their noun: "the Chinese calendar,", "het Spaanse
    bedrijf heeft"."""
    low = tokens[place].low
    if place - 2 < first or tokens[place - 2].low not in lexicon.articles or tokens[place - 1].text.isdigit():
        return False
    if low.endswith(lexicon.verb_endings or ("\n",)) or low in lexicon.conjunctions or low in lexicon.not_:
        return False
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return after is None or after.kind != "w" or after.low in lexicon.auxiliaries or (
        after.low in lexicon.cues or after.low in _first(lexicon)
    )  # fmt: skip


def _joins(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether a conjunction joins two parts of one phrase."""
    before, following = tokens[place - 1], tokens[place + 1]
    if following.kind != "w" or is_pronoun(following, lexicon) or following.low in lexicon.cues:
        return False
    return following.capital and before.capital


def _attaches(tokens: list[Token], first: int, place: int, lexicon: Lexicon) -> bool:
    """Whether "of", "for", "der" ... at ``place`` goes on with the phrase that begins at ``first``."""
    before = tokens[place - 1]
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is None or following.kind != "w" or following.low in lexicon.times:
        return False
    if following.low in lexicon.that or following.low in lexicon.adverbs:
        return False
    if role_of(before.low, lexicon) or before.low in lexicon.unnamed:
        return True
    if lexicon.nouns_capital:
        return tokens[place].low in lexicon.articles or tokens[first].low in lexicon.articles
    return not before.capital or tokens[place].low in _first(lexicon)


def _first(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.of - lexicon.prepositions


def _closing(tokens: list[Token], place: int) -> int | None:
    for other in range(place + 1, min(len(tokens), place + 8)):
        if tokens[other].text == ")":
            return other
    return None


def _apposition(tokens: list[Token], first: int, last: int, lexicon: Lexicon) -> int:
    """The end of ", the mayor of Northport" after a phrase; ``last`` where none follows."""
    if last + 2 >= len(tokens) or tokens[last + 1].text not in ",،、":
        return last
    begin = last + 2
    token = tokens[begin]
    if token.kind != "w" or is_pronoun(token, lexicon) or token.low in lexicon.conjunctions:
        return last
    if token.text.isupper() and begin + 1 < len(tokens) and tokens[begin + 1].text == ",":
        # "the Northern Relief Fund, NRF, says"
        return begin + 1
    end = _run(tokens, begin, lexicon)
    inside = tokens[begin : end + 1]
    if any(role_of(t.low, lexicon) for t in inside) and not any(t.low in lexicon.cues for t in inside):
        return end
    if all(is_name(t, lexicon) for t in inside) and any(
        role_of(t.low, lexicon) for t in tokens[first : last + 1]
    ):
        return end
    if token.text.isdigit() and end == begin:
        return end
    return last


def plain_noun(tokens: list[Token], place: int, lexicon: Lexicon) -> Phrase | None:
    """A noun without an article that ends the sentence, or its clause: "ropade fiskarna till honom"."""
    if place >= len(tokens) or tokens[place].kind != "w":
        return None
    low = tokens[place].low
    after = tokens[place + 1] if place + 1 < len(tokens) and tokens[place + 1].kind == "w" else None
    if (
        after is not None
        and after.low not in lexicon.prepositions
        and after.low not in lexicon.addressing
    ) or (
        low in lexicon.prepositions or low in lexicon.adverbs or low in lexicon.times
        or low in lexicon.auxiliaries
        or low in lexicon.that or low in lexicon.objects or low in lexicon.not_ or low in lexicon.conjunctions
        or low in lexicon.articles
    ):  # fmt: skip
        return None
    return Phrase(place, place, place, "other")
