"""What a capital letter is worth in its place.

Inside a sentence a capital is good evidence, at its beginning none, in a headline in title case and in
German hardly any. What it lacks there must come from elsewhere in the report (the same word capitalised
inside a sentence and never written small), from a title beside it, or from the word lists. The bounds on
frequencies (Zipf scale: log10 of uses in a billion words) and on inhabitants were set on the practice
halves that benchmarks/names_ner.py reads and on the tables under tests/marking/cases/names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from rashomon.marking.names import lexicon
from rashomon.marking.names.knowledge import Knowledge
from rashomon.marking.names.words import Word

_ROMAN = frozenset(
    ["II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI"]
)

_STOP = regex.compile(r"[.!?？…\n]")
#: What may stand between a noun and the name it introduces.
_AROUND = " \u00a0\"“”„«»‘’'"


@dataclass(slots=True)
class Usage:
    """How the report itself uses its words: capitalised inside sentences, and small."""

    capital: Counter[str] = field(default_factory=Counter)
    small: Counter[str] = field(default_factory=Counter)


def shouted(sentence: Sequence[Word], stopped: bool) -> bool:
    """True if capitals say nothing here: a headline in title case (no full stop), or a line in capitals."""
    if sentence and all(word.upper or not word.text.isalpha() for word in sentence) and len(sentence) > 1:
        return True
    long = [word for word in sentence if word.after - word.start >= 4]
    loud = sum(word.text.isupper() for word in long)
    if len(long) >= 2 and loud * 10 >= len(long) * 7:
        return True
    return not stopped and len(long) >= 4 and sum(word.capital for word in long) * 10 >= len(long) * 7


@dataclass(frozen=True, slots=True)
class Judge:
    """Says of the words of one report whether they are names; ``usage`` grows before it is asked."""

    text: str
    known: Knowledge
    usage: Usage

    def gap(self, left: Word, right: Word) -> str:
        """What stands between two words."""
        return self.text[left.after : right.start]

    def territory(self, piece: Sequence[Word]) -> bool:
        """True if the words name a country or continent."""
        form = self.text[piece[0].start : piece[-1].end]
        return lexicon.is_territory(form, self.known.language, self.known.endings)

    def region(self, piece: Sequence[Word]) -> bool:
        """True if the words, several, name a state or province."""
        form = self.text[piece[0].start : piece[-1].end]
        return len(piece) > 1 and lexicon.region(form, self.known.language) is not None

    def introduced(self, sentence: Sequence[Word], word: Word) -> bool:
        """True if the common noun right before the word says what bears the name: "the supplier Norvena"."""
        if word.at == 0 or not word.capital:
            return False
        before = sentence[word.at - 1]
        return self.gap(before, word).strip(_AROUND) == "" and self.known.introduces(before.text) is not None

    def function(self, word: Word) -> bool:
        """True if the word is among the commonest of the language and no name."""
        town = self.known.town(word.text)
        if (
            town
            and len(word.text) > 3
            and (town.thousands >= 400 or (town.thousands >= 50 and lexicon.spread(word.text) >= 8))
        ):
            return False
        return lexicon.frequency(word.text, self.known.language) >= 5.5 and not (
            word.upper or word.initial or word.key in lexicon.territories(self.known.language)
        )

    def coined(self, word: Word) -> bool:
        """True if the word is the unknown head of a compound: "Tolvar-controlled"."""
        return (
            word.compound and not self.known.endings and not lexicon.frequency(word.text, self.known.language)
        )

    def modifier(self, word: Word) -> bool:
        """True if a word before a title is an ordinary one ("Home Secretary")."""
        often = lexicon.frequency(word.text, self.known.language)
        return not word.upper and often >= 4.0 and not self.territory([word]) and not self.listed(word)

    def merely_opens(self, word: Word, nxt: Word) -> bool:
        """True if a sentence's first word is an ordinary word that happens to precede a name."""
        folded = word.key
        if (
            nxt.key in self.known.organisation_heads
            and lexicon.frequency(word.text, self.known.language) < 5.3
        ):
            return False
        if folded in self.known.organisation_heads or self.usage.capital[folded] > self.usage.small[folded]:
            return False
        if word.upper and len(word.text) <= 5:
            return False
        often = lexicon.frequency(word.text, self.known.language)
        named = self.known.given(word.text) or self.known.town(word.text) is not None
        if (
            self.known.given(word.text)
            and not self.known.capitalised_nouns
            and (self.known.family(nxt.text) or not lexicon.frequency(nxt.text, self.known.language))
        ):
            # "Will Kerrigan, the director, said": an auxiliary that opens no question is a given name.
            return often >= 6.3 and (not self._helps(word) or self.asks(nxt))
        if (
            not named
            and not self.known.family(word.text)
            and word.key.endswith(self.known.definite or ("\n",))
        ):
            return True
        if word.initial and often < 5.8:
            return False
        if self.usage.small[folded] or often >= 6.0 or folded in self.known.ordinary:
            return not (named and often < 4.5)
        if 2.5 <= often < 3.6 and not named and lexicon.spread(word.text) <= 3:
            return not nxt.initial
        return often >= 3.6 and not (named and often < 5.3) and not nxt.initial

    def _helps(self, word: Word) -> bool:
        """True if the word is an auxiliary and nothing else that opens a sentence."""
        return word.key in self.known.auxiliaries and word.key not in self.known.articles

    def asks(self, word: Word) -> bool:
        """True if the sentence that goes on with the word is a question."""
        stop = _STOP.search(self.text, word.after)
        return stop is not None and stop.group() in "?？"

    def placeable(self, word: Word) -> bool:
        """True if a place that we know has this name."""
        lands = self.territory([word]) or lexicon.region(word.text, self.known.language) is not None
        return lands or self.known.town(word.text) is not None

    def supported(self, word: Word) -> bool:
        """True if a capital where capitals say nothing stands for a name all the same."""
        if not word.capital:
            return True
        folded = word.key
        if self.usage.small[folded] and self.usage.small[folded] >= self.usage.capital[folded]:
            return False
        if self.usage.capital[folded] or self.territory([word]):
            return folded not in self.known.ordinary
        if lexicon.frequency(word.text, self.known.language) >= 4.2:
            return False
        return folded not in self.known.ordinary and self.listed(word)

    def listed(self, word: Word) -> bool:
        """True if the lists know the word as a name and as little else."""
        often = lexicon.frequency(word.text, self.known.language)
        town = self.known.town(word.text)
        if self.known.given(word.text) or self.known.family(word.text):
            return often < 4.2 or (often < 5.0 and lexicon.spread(word.text) >= 14)
        if town and town.thousands >= 200:
            return often < 4.2 or (often < 5.2 and lexicon.spread(word.text) >= 10)
        if town and often < 4.0 and not self.known.capitalised_nouns:
            return True
        return lexicon.spread(word.text) >= 12 and often < 4.4

    def is_name(self, word: Word, titled: bool, loud: bool, sentence: Sequence[Word]) -> bool:
        """True if a single capitalised word is a name in its place."""
        folded = word.key
        if word.initial or word.text in _ROMAN:
            return False
        if self.territory([word]):
            return not (word.first and word.text.istitle() and self.usage.small[folded])
        if lexicon.region(word.text, self.known.language):
            return not loud or not self.usage.small[folded]
        ordinary = self.known.unnamed if word.upper else self.known.ordinary
        if folded in ordinary or self.known.title(word.text) or self.function(word):
            return False
        if folded in self.known.organisation_heads | self.known.place_heads:
            return not word.first and not self.known.capitalised_nouns and self.placed(sentence, word)
        if self.introduced(sentence, word) and not self.usage.small[folded]:
            return lexicon.frequency(word.text, self.known.language) < 4.5 or self.listed(word)
        if loud:
            return self.supported(word)
        if titled and not self.usage.small[folded]:
            return not (self.known.capitalised_nouns and not self.listed(word) and self.noun(word))
        return self._by_usage(word, sentence)

    def _by_usage(self, word: Word, sentence: Sequence[Word]) -> bool:
        """True if a capitalised word that nothing beside it explains is a name by how it is used."""
        folded = word.key
        often = lexicon.frequency(word.text, self.known.language)
        if word.upper:
            return often < 5.3 or word.compound or self.usage.capital[folded] > 1
        if self.known.capitalised_nouns:
            return self.placed(sentence, word) or (self.listed(word) and not self.determined(sentence, word))
        unknown = not often and not self.usage.small[folded] and not self.known.endings
        if word.first and unknown and (word.compound or "-" in word.text[1:-1]):
            return True
        if not word.first:
            return not (self.usage.small[folded] > self.usage.capital[folded] and often > 4.0)
        if self.usage.small[folded]:
            return False
        return self.usage.capital[folded] > 0 or self.listed(word)

    def noun(self, word: Word) -> bool:
        """True if the word is an ordinary one of its language and of few others."""
        return lexicon.frequency(word.text, self.known.language) > 0 and lexicon.spread(word.text) < 5

    def determined(self, sentence: Sequence[Word], word: Word) -> bool:
        """True if an article or its like stands before the word, as before common nouns."""
        at = word.at
        if at == 0 or self.gap(sentence[at - 1], word) != " ":
            return False
        return sentence[at - 1].key in self.known.determiners

    def placed(self, sentence: Sequence[Word], word: Word) -> bool:
        """True if the word is a city's name behind a preposition of place, or a city known everywhere."""
        town = self.known.town(word.text)
        if town is None or self.determined(sentence, word):
            return False
        at = word.at
        before = sentence[at - 1].key if at and self.gap(sentence[at - 1], word) == " " else ""
        often = lexicon.frequency(word.text, self.known.language)
        if before in self.known.place_prepositions:
            return town.thousands >= 100 or not often
        return town.thousands >= 400 and lexicon.spread(word.text) >= 6 and often < 5.7

    def are_name(self, piece: Sequence[Word], titled: bool) -> bool:
        """True if several capitalised words in a row are a name where every noun has a capital."""
        capitals = [word for word in piece if word.capital]
        if self.territory(piece) or titled:
            return True
        if capitals[-1].key in self.known.organisation_heads:
            return True
        if any(word.key in self.known.determiners for word in capitals):
            return False
        listed = [self.known.given(w.text) or self.known.family(w.text) or self.listed(w) for w in capitals]
        return self.known.given(capitals[0].text) or (all(listed) and not self.noun(capitals[0]))
