"""Runs of capitalised words, cut into names.

A run is joined by spaces, initials, particles ("van der", "al") and, behind the head of an organisation or
place, small connecting words ("Ministry of Defence"). Titles cut it, ordinary words at its edges are left
out; whether what remains is a name is for :mod:`rashomon.marking.names.evidence` to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import regex

from rashomon.marking.names import lexicon
from rashomon.marking.names.acronyms import spells
from rashomon.marking.names.evidence import Judge, Usage, shouted
from rashomon.marking.names.knowledge import Knowledge
from rashomon.marking.names.words import Word, is_genitive_s, without_s, words
from rashomon.marking.rules import rule
from rashomon.model import NameKind, Span

SURNAME = rule("names.surname", "the surname of somebody who is named in full is a name elsewhere too")
LONG_FORM = rule("names.long-form", "words that an acronym beside them spells are an organisation")
FOREIGN_LONG_FORM = rule(
    "names.foreign-long-form", "a long name before an acronym in brackets is one, whatever its letters"
)
OFFICE = rule("names.office", "the last words of an office before a person belong to the office")
HEADLINE = rule("names.headline", "in a line in title case or capitals a capital says nothing")
GENITIVE = rule("names.genitive", "the s of a word that stands without it elsewhere is an ending")
OPENING = rule("names.opening", "an ordinary word that opens a sentence before a name is no part of it")
NOUN_BEFORE = rule(
    "names.noun-before", "a common noun that says what the name behind it is, is no part of it"
)
DOUBLE = rule("names.double", "a conjunction joins the two family names of one person")
CALENDAR = rule(
    "names.calendar", "a month behind a given name or an honorific, and before no number, is a surname"
)
LAND = rule("names.land", "a territory or region of several words is one name")

#: Marks that may stand around a name; not the apostrophe, which also ends words.
_QUOTES = frozenset('"“”„«»‘')
_CAPITAL = regex.compile(r" \p{Lu}")
_NUMBER = regex.compile(r"[\s,.]{0,3}\p{Nd}")
#: So many words of an apposition are looked at.
_ASIDE = 3
#: Most words of one run, and of an office before a name.
_LONGEST, _OFFICE = 12, 12


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Words that stand together as one name.

    ``titled``: a role or honorific goes with it; ``before`` and ``following`` are the words beside it, case
    folded, empty at a sentence's or phrase's edge; ``hint`` is its kind where what showed it to be a name
    shows that too; ``short`` is where its acronym begins that is given with it; ``quoted``: it stands in
    quotation marks by itself; ``aside`` is the kind that an apposition right behind it says ("Norvena, a
    supplier of ...").
    """

    words: tuple[Word, ...]
    text: str
    titled: bool
    before: str
    following: str
    hint: NameKind | None = None
    short: int = -1
    quoted: bool = False
    aside: NameKind | None = None
    #: The rules that found it.
    because: tuple[str, ...] = ()
    #: From the first to the last character of the name, without endings.
    span: Span = field(init=False)
    #: Its words without particles and connectors.
    capitals: tuple[Word, ...] = field(init=False)

    def __post_init__(self) -> None:
        words = self.words
        object.__setattr__(self, "span", Span(words[0].start, words[-1].end))
        object.__setattr__(self, "capitals", tuple(word for word in words if word.capital) or words)


class Reader:
    """Reads the runs of one report's sentences."""

    def __init__(self, text: str, sentences: Sequence[Span], known: Knowledge) -> None:
        self.text, self.known = text, known
        self.lands = lexicon.land_beginnings(known.language)
        self.usage = Usage()
        self.judge = Judge(text, known, self.usage)
        self.sentences = [words(text, sentence, known.language) for sentence in sentences]
        self.loud = [
            bool(HEADLINE) and not known.capitalised_nouns and shouted(sentence, text[span.end - 1] in ".!?…")
            for sentence, span in zip(self.sentences, sentences, strict=True)
        ]
        for sentence, loud in zip(self.sentences, self.loud, strict=True):
            if loud:
                continue
            for word in sentence:
                if not word.capital:
                    self.usage.small[word.key] += 1
                elif (not word.first and not self.judge.function(word)) or self.judge.coined(word):
                    self.usage.capital[word.key] += 1
        self.sentences = [
            [
                without_s(w)
                if w.capital and GENITIVE and is_genitive_s(w, known.language, self.usage.capital)
                else w
                for w in s
            ]
            for s in self.sentences
        ]

    def runs(self) -> list[Run]:
        """All runs, in text order: what shows itself to be a name, then the other places where a person so
        found is called by the surname alone."""
        found = list(self._shown())
        surnames = {
            self.known.stem(run.capitals[-1].text)
            for run in found
            if len(run.capitals) > 1 and (run.titled or self.known.given(run.capitals[0].text))
        }
        covered = {word.start for run in found for word in run.words}
        for sentence in self.sentences:
            for word in sentence:
                if not word.capital or word.start in covered or len(word.text) <= 2:
                    continue
                dated = word.key in self.known.calendar and not (word.first or self.known.small_months)
                used = self.usage.small[word.key] and word.key not in self.known.calendar
                if self.known.stem(word.text) in surnames and not used and not dated and SURNAME:
                    found.append(replace(self.run(sentence, [word], False), because=(SURNAME.name,)))
        longs = [long for sentence in self.sentences for long in self._long_forms(sentence)]
        taken = {word.start for run in longs for word in run.words}
        found = [run for run in found if not any(word.start in taken for word in run.words)]
        return sorted([*found, *longs], key=lambda run: run.span)

    def _long_forms(self, sentence: Sequence[Word]) -> Iterator[Run]:
        """Long forms with their acronyms, "Xxx yyy zzz, XYZ," or "Xxx yyy zzz (XYZ)", whose later words may
        be written small; both as runs."""
        for index, word in enumerate(sentence):
            if not (word.upper and 2 <= len(word.text) <= 7) or index == 0 or sentence[index - 1].upper:
                continue
            gap, behind = self.judge.gap(sentence[index - 1], word), self.text[word.after : word.after + 1]
            if not ((gap == " (" and behind == ")") or (gap == ", " and behind in (",", ".", ""))):
                continue
            words, by = self._spelled(sentence, index, gap == " (") if LONG_FORM else (), LONG_FORM
            if not words and gap == " (" and FOREIGN_LONG_FORM:
                words, by = self._foreign_long_form(sentence, index), FOREIGN_LONG_FORM
            if words:
                long = self.run(sentence, words, False)
                yield replace(long, hint="organisation", short=word.start, because=(by.name,))
                yield replace(self.run(sentence, [word], False), because=(by.name,))

    def _spelled(self, sentence: Sequence[Word], index: int, bracketed: bool) -> Sequence[Word]:
        """The words right before the acronym at ``index`` that make it up; empty where none do."""
        for start in range(index - 1, max(-1, index - 9), -1):
            words = sentence[start:index]
            if len(words) > 1 and self.judge.gap(words[0], words[1]) not in (" ", "\u00a0"):
                break
            if words[0].capital and len(words) > 1 and spells(words, sentence[index].text, bracketed):
                return words
        return []

    def _foreign_long_form(self, sentence: Sequence[Word], index: int) -> Sequence[Word]:
        """The organisation's name before the bracketed acronym at ``index`` that comes from another
        language ("Bureau nordique de la sécurité maritime (NSSB)"); empty where the words before may be a
        person, a place or no name. Small words belong to it at its end and between its capitals where
        they only connect."""
        start = at = index
        while at > 0 and index - at < 9:
            word = sentence[at - 1]
            if at < index and self.judge.gap(word, sentence[at]) not in (" ", "\u00a0"):
                break
            if word.capital:
                start = at - 1
            elif start < index and word.key not in self.known.connectors:
                break
            at -= 1
        if any(word.key not in self.known.articles for word in sentence[at:start]) and at > 0:
            return []
        while start < index and (not sentence[start].capital or self.judge.function(sentence[start])):
            start += 1
        words = sentence[start:index]
        capitals = [word for word in words if word.capital]
        people = any(self.known.title(word.text) or self.known.given(word.text) for word in capitals)
        telling = len(capitals) < len(words) or any(
            word.key in self.known.organisation_heads
            or word.key.endswith(self.known.organisation_suffixes or ("\n",))
            for word in words
        )
        if len(words) < 2 or people or not telling or self.judge.territory(words):
            return []
        return words if self.judge.territory(sentence[index : index + 1]) is False else []

    def _shown(self) -> Iterator[Run]:
        for sentence, loud in zip(self.sentences, self.loud, strict=True):
            index = 0
            while index < len(sentence):
                if not sentence[index].capital:
                    index += 1
                    continue
                land = self._land(sentence, index)
                if land > index:
                    yield self.run(sentence, sentence[index:land], False)
                    index = land
                    continue
                end = self._end(sentence, index)
                yield from self._pieces(sentence, index, end, loud)
                index = end

    def _land(self, sentence: Sequence[Word], start: int) -> int:
        """Where a territory's name of several words ends ("Förenta staterna"); ``start`` where none is."""
        if sentence[start].key[:3] not in self.lands or not LAND:
            return start
        for end in range(min(len(sentence), start + 5), start + 1, -1):
            words = sentence[start:end]
            named = self.judge.territory(words) or self.judge.region(words)
            if named and all(not word.genitive and not word.compound for word in words[:-1]):
                return end
        return start

    # -- where a run ends

    def _joined(self, left: Word, right: Word) -> bool:
        if left.genitive or left.compound:
            return False
        gap = self.judge.gap(left, right)
        if gap in (" ", "\u00a0"):
            return True
        return gap in (". ", ".", ".\u00a0") and (left.initial or left.key in self.known.honorifics)

    def _end(self, sentence: Sequence[Word], start: int) -> int:
        end = start + 1
        while end < min(len(sentence), start + _LONGEST):
            left, right = sentence[end - 1], sentence[end]
            if not self._joined(left, right):
                break
            if right.capital:
                if self._land(sentence, end) > end:
                    break
                end += 1
                continue
            small = end
            while small < len(sentence) and small - end < 3 and not sentence[small].capital:
                if not self._joined(sentence[small - 1], sentence[small]):
                    break
                small += 1
            if (
                small >= len(sentence)
                or not sentence[small].capital
                or not self._joined(sentence[small - 1], sentence[small])
            ):
                break
            between = [word.key for word in sentence[end:small]]
            if not self._links(sentence[start:end], between, sentence[small]):
                break
            end = small + 1
        return end

    def _links(self, run: Sequence[Word], between: Sequence[str], nxt: Word) -> bool:
        """True if small words between two capitalised ones belong to one name."""
        alone = len(between) == 1 and between[0] in self.known.determiners
        # "Anna Kern zu Hause", not "Anna von der Heide".
        noun = self.known.capitalised_nouns and self.judge.noun(nxt) and self.known.town(nxt.text) is None
        phrase = len(between) == 1 and noun and not self.known.family(nxt.text)
        if all(map(self.known.particle, between)) and not nxt.upper and not alone and not phrase:
            first = run[-1].key
            if self._called(run, nxt) and not lexicon.territories(self.known.language).get(first):
                return not all(word in self.known.place_prepositions for word in between)
        if DOUBLE and self._doubles(run, between, nxt):
            return True
        people = self.known.given(run[0].text) or (
            self.known.given(nxt.text) and self.known.town(nxt.text) is None
        )
        if all(word in self.known.connectors for word in between) and not people:
            return any(word.key in self.known.organisation_heads | self.known.place_heads for word in run)
        return False

    def _doubles(self, run: Sequence[Word], between: Sequence[str], nxt: Word) -> bool:
        """True if a conjunction joins two family names behind a given name and a particle ("João da Costa e
        Silva"); a given name or a second full name behind it is somebody else's."""
        names = [word for word in run if word.capital]
        double = len(between) == 1 and between[0] in self.known.doubling and run[-2:-1] != names[-2:-1]
        if not double or len(names) != 2 or not self.known.given(names[0].text):
            return False
        return self.known.family(nxt.text) and not _CAPITAL.match(self.text, nxt.after)

    def _called(self, run: Sequence[Word], nxt: Word) -> bool:
        """True if people are called as the run is; or it is an unusual word and what follows the particles
        is a name that people have."""
        last = run[-1]
        if last.key in self.known.calendar and not last.first:
            return False
        if self.known.given(last.text):
            return True
        rare = lexicon.frequency(last.text, self.known.language) < 3.5
        named = self.known.given(nxt.text) or self.known.family(nxt.text)
        return rare and named and not last.upper and self.known.town(last.text) is None

    # -- what of a run is a name

    def _parts(self, piece: list[Word]) -> Iterator[list[Word]]:
        """A run cut where a person's name meets another: "Erdoğan Ankara'da", "Intérieur Christophe ..."."""
        if len(piece) >= 2 and piece[-1].capital and piece[-2].capital:
            land = self.judge.territory(piece[-1:]) or (
                piece[-1].genitive and self.known.town(piece[-1].text) is not None
            )
            called = self.known.given(piece[0].text)
            separate = len(piece) > 2 if called else bool(self.known.endings)
            if land and separate and not self.judge.territory(piece):
                yield from self._parts(piece[:-1])
                yield piece[-1:]
                return
        if len(piece) >= 3 and piece[1].capital and self.known.given(piece[1].text):
            often = lexicon.frequency(piece[0].text, self.known.language)
            if (
                (often >= 4.0 or (piece[0].first and not self.known.family(piece[0].text)))
                and not self.known.given(piece[0].text)
                and not self.judge.territory(piece[:1])
            ):
                yield piece[1:]
                return
        yield piece

    def _pieces(self, sentence: Sequence[Word], start: int, end: int, loud: bool) -> Iterator[Run]:
        titled = start > 0 and self.titles(sentence[start - 1], sentence[start])
        piece: list[Word] = []
        for index in range(start, end):
            word = sentence[index]
            if self._is_title(sentence, start, index, end, loud):
                yield from self._checked(sentence, piece, titled, loud, modifies=True)
                piece, titled = [], True
                continue
            if self._introduces(sentence, index, end):
                yield from self._checked(sentence, piece, titled, loud)
                piece, titled = [], False
                continue
            if loud and word.capital and not self.judge.supported(word):
                yield from self._checked(sentence, piece, titled, loud)
                piece, titled = [], False
                continue
            piece.append(word)
        yield from self._checked(sentence, piece, titled, loud)

    def titles(self, left: Word, right: Word) -> bool:
        """True if the word before is a title of what follows."""
        gap = self.judge.gap(left, right)
        if gap not in (" ", "\u00a0", ". ", ".", ".\u00a0"):
            return False
        tail = self.text[left.end : left.after].lstrip("-‐‑")
        return (not left.genitive and self.known.title(left.text)) or self.known.title(tail)

    def _is_title(self, sentence: Sequence[Word], start: int, index: int, end: int, loud: bool) -> bool:
        word = sentence[index]
        if not self.known.title(word.text):
            return False
        if index + 1 < end and sentence[index + 1].key in self.known.organisation_heads:
            return False
        if index == end - 1 and index > start and not loud:
            first = sentence[start]
            return not (index - start <= 2 and self.known.given(first.text) and self.known.family(word.text))
        return True

    def _introduces(self, sentence: Sequence[Word], index: int, end: int) -> bool:
        """True if the word is a common noun that says what the name right behind it is ("Der Zulieferer
        Norvena"); where common nouns are written small it opens a sentence."""
        word = sentence[index]
        if index + 1 >= end or not NOUN_BEFORE or not self.known.introduces(word.text):
            return False
        definite = word.key.endswith(self.known.definite or ("\n",))
        if word.key in self.known.organisation_heads and not definite:
            return False
        nxt = sentence[index + 1]
        if nxt.key in self.known.organisation_heads or self.judge.gap(word, nxt) not in (" ", "\u00a0"):
            return False
        return self.known.capitalised_nouns or word.first

    def _checked(
        self, sentence: Sequence[Word], piece: list[Word], titled: bool, loud: bool, modifies: bool = False
    ) -> Iterator[Run]:
        while piece and not piece[-1].capital:
            piece = piece[:-1]
        while piece and not piece[0].capital:
            piece = piece[1:]
        office, piece = self._out_of_office(sentence, piece) if len(piece) > 2 else ([], piece)
        if office:
            titled = True
            if len(office) == 1 and lexicon.frequency(office[0].text, self.known.language) < 3.5:
                yield from self._named(sentence, office, False, loud, modifies)
        for part in self._parts(piece) if piece else ():
            yield from self._named(sentence, part, titled, loud, modifies)

    def _out_of_office(self, sentence: Sequence[Word], piece: list[Word]) -> tuple[list[Word], list[Word]]:
        """The last words of an office ("Minister for Work and Pensions Anna Hart") and the name behind them;
        no words of an office where none stands before."""
        cut = next(
            (k for k in range(1, len(piece) - 1) if piece[k].capital and self.known.given(piece[k].text)), 0
        )
        often = lexicon.frequency(piece[0].text, self.known.language)
        called = self.known.given(piece[0].text) and often < 4.5
        if not OFFICE or not cut or called or not self._in_office(sentence, piece[0]):
            return [], piece
        if any(word.key in self.known.organisation_heads for word in piece[cut:]):
            return [], piece
        return piece[:cut], piece[cut:]

    def _in_office(self, sentence: Sequence[Word], word: Word) -> bool:
        """True if a title stands before the word with nothing but small connecting words and capitalised
        ones between: "ministre de l'Égalité et de la [Ville]"."""
        links = self.known.connectors | self.known.articles | self.known.joins
        right, linked = word, False
        for at in range(word.at - 1, max(-1, word.at - _OFFICE), -1):
            left = sentence[at]
            # A comma, or an elided article ("de l'Égalité").
            if self.judge.gap(left, right).rstrip("'’").strip(" \u00a0,dlDL"):
                return False
            if self.known.title(left.text):
                return linked
            linked = linked or not left.capital
            if not left.capital and left.key not in links:
                return False
            right = left
        return False

    def _named(
        self, sentence: Sequence[Word], piece: list[Word], titled: bool, loud: bool, modifies: bool
    ) -> Iterator[Run]:
        piece = self._trimmed(piece, titled, loud)
        if modifies and len(piece) == 1 and self.judge.modifier(piece[0]):
            return
        if not piece or (len(piece) == 1 and not self._is_name(sentence, piece[0], titled, loud)):
            return
        shown = titled or self.judge.introduced(sentence, piece[0])
        if len(piece) > 1 and self.known.capitalised_nouns and not self.judge.are_name(piece, shown):
            return
        yield self.run(sentence, piece, titled)

    def _is_name(self, sentence: Sequence[Word], word: Word, titled: bool, loud: bool) -> bool:
        """True if a single capitalised word is a name: by itself, or since an apposition says what bears it;
        not the matter of an office ("Secretary for Health")."""
        if titled and CALENDAR and self.known.timely(word.key) and self._addressed(sentence, word):
            return True
        often = lexicon.frequency(word.text, self.known.language)
        if not self.judge.is_name(word, titled, loud, sentence):
            unknown = not often and not self.usage.small[word.key] and word.key not in self.known.ordinary
            return unknown and self._aside(sentence, word) is not None
        ordinary = often >= 4.0 and not word.upper and not self.judge.placeable(word)
        matter = ordinary and not self.judge.listed(word) and not self.known.capitalised_nouns
        return not (matter and word.at > 0 and self._in_office(sentence, word))

    def _addressed(self, sentence: Sequence[Word], word: Word) -> bool:
        """True if an honorific stands before the word ("Mrs May")."""
        before = sentence[word.at - 1].key if word.at else ""
        return not {before, f"{before}."}.isdisjoint(self.known.honorifics)

    def run(self, sentence: Sequence[Word], piece: Sequence[Word], titled: bool) -> Run:
        """Some words of a sentence as a run, with what stands beside them."""
        at, last = piece[0].at, piece[-1].at
        if last + 1 < len(sentence) and self._tail(piece, sentence[last + 1]):
            last += 1
            piece = [*piece, sentence[last]]
        before = following = ""
        if at and self.judge.gap(sentence[at - 1], piece[0]) in (" ", "\u00a0"):
            before = sentence[at - 1].key
        if last + 1 < len(sentence) and self.judge.gap(piece[-1], sentence[last + 1]) in (" ", "\u00a0"):
            following = sentence[last + 1].key
        text = self.text[piece[0].start : piece[-1].end]
        quoted = (
            self.text[piece[0].start - 1 : piece[0].start] in _QUOTES
            and self.text[piece[-1].end : piece[-1].end + 1] in _QUOTES
        )
        if (
            at
            and not before
            and quoted
            and self.judge.gap(sentence[at - 1], piece[0])[:-1] in (" ", "\u00a0")
        ):
            before = sentence[at - 1].key
        aside = self._aside(sentence, piece[-1])
        return Run(tuple(piece), text, titled, before, following, quoted=quoted, aside=aside)

    def _aside(self, sentence: Sequence[Word], last: Word) -> NameKind | None:
        """What an apposition behind the name says it is: "Norvena, a German supplier"."""
        left, at = last, last.at + 1
        for count in range(_ASIDE):
            if at + count >= len(sentence):
                return None
            word = sentence[at + count]
            gap = self.judge.gap(left, word)
            if gap not in ((", ",) if count == 0 else (" ", "\u00a0")) or self.known.title(word.text):
                return None
            said = self.known.introduces(word.text)
            if said or (count == 0 and word.key not in self.known.articles):
                return said
            left = word
        return None

    def _tail(self, piece: Sequence[Word], nxt: Word) -> bool:
        """True if a small word behind is part of the name, as in "Uppsala universitet"."""
        if nxt.capital or self.judge.gap(piece[-1], nxt) != " " or piece[-1].compound:
            return False
        folded = nxt.key
        if folded in self.known.tails:
            return piece[-1].genitive or self.known.town(piece[-1].text) is not None
        if self.known.adjectives and len(piece) == 1 and piece[0].key.endswith(self.known.adjectives):
            return folded in self.known.organisation_heads or folded.endswith(
                self.known.organisation_suffixes or ("\n",)
            )
        return False

    def _trimmed(self, piece: list[Word], titled: bool, loud: bool) -> list[Word]:
        """Without the ordinary words at its edges."""
        if len(piece) == 1 or self.judge.territory(piece):
            return piece
        opens = piece[0].first and not titled and piece[1].capital and OPENING
        if opens and self.judge.merely_opens(piece[0], piece[1]):
            return self._trimmed(self._capital_edge(piece[1:]), titled, loud)
        heads = self.known.organisation_heads | self.known.place_heads
        headed = piece[-1].key in heads or any(w.key in heads for w in piece[1:])
        called = self.known.given(piece[0].text) and piece[0].key not in self.known.unnamed
        if not headed and not called and piece[0].key in self.known.ordinary:
            common = lexicon.frequency(piece[-1].text, self.known.language) >= 4.3 and not self.judge.listed(
                piece[-1]
            )
            named = len(piece) == 2 and common and not loud and not self.known.capitalised_nouns
            if not named and (len(piece) == 2 or self.known.given(piece[1].text)):
                return self._trimmed(self._capital_edge(piece[1:]), titled, loud)
        if piece[-1].key in self.known.ordinary and not headed and not self._surname(piece, titled):
            return self._trimmed(piece[:-1], titled, loud)
        return piece

    def _surname(self, piece: Sequence[Word], titled: bool) -> bool:
        """True if the last word, an everyday one ("Green"), is a surname here: people have it, and a given
        name or a title stands before it."""
        last, before = piece[-1], piece[-2]
        called = self.known.given(before.text) and before.key not in self.known.ordinary
        if last.key in self.known.calendar:
            dated = _NUMBER.match(self.text, last.after) is not None
            return bool(CALENDAR) and called and self.known.timely(last.key) and not dated
        return self.known.family(last.text) and (called or before.initial)

    def _capital_edge(self, piece: list[Word]) -> list[Word]:
        while piece and not piece[0].capital:
            piece = piece[1:]
        return piece
