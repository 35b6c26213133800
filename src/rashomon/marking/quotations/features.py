"""The named features that quotations are read by, one a line: all weights are weights of these.

A feature is true of a candidate or not. Its weight (``speakers.toml``) is common to all languages, plus what
a language adds; the sum over what is true of a candidate is its score. Word order is weights, never a branch.
"""

from __future__ import annotations

#: Of nobody, and of a phrase that may speak at a verb, whichever side it stands on.
_PHRASE = (
    "nobody",
    "pronoun",  # he, she
    "name",  # words with capitals
    "role",  # a word that means somebody with an office or a part
    "other",  # a noun behind an article
    "headed by a role",  # the role is its own, not that of a genitive in it
    "a full name",  # more than one capital
    "a body",  # police, the council
    "a thing, a time or an adverb",  # titles of works, days, words that only look like names
    "a noun behind an article",  # where nouns have capitals too
    "indefinite",  # a man, some
    "nominative",  # an article that only subjects have
    "governed",  # a preposition or "of" before it, or before its adjectives
    "oblique",
    "it or I",
    "behind as",
    "anyone",
    "past a conjunction",
    "agent of a passive",  # "by X" beside a passive
    "with an apposition",
    "one word that opens the sentence",
    "opening the sentence",
    "followed by a clause word",  # that, who
    "followed by an auxiliary",
    "past a clause word",  # one stands between it and the verb
    "past an auxiliary",
    "speaking at the verb before",  # where the verb may go on with that one's subject
)
#: Of a phrase before the verb.
_BEFORE = (
    "before",
    "before where the verb goes on",
    "before where a stretch is before the clause",
    "before adjacent",
    "before far",  # more than adverbs and auxiliaries between
    "before past a comma",
    "before first in the clause",
    "before second in the clause",
    "before opening a clause",
    "before followed by a comma",
    "before followed by a word",
    "before followed by an adverbial",
    "before where a stretch follows the cue",
)
#: Of a phrase behind the verb.
_BEHIND = (
    "behind",
    "behind where the verb goes on",
    "behind where a stretch is before the clause",
    "behind adjacent",
    "behind far",
    "behind first in the clause",
    "behind second in the clause",
    "behind opening a clause",
    "behind followed by a word",
    "behind followed by an adverbial",
    "behind where an adverbial opens the clause",
    "behind where an edge follows the cue",
    "behind where it is a thought",  # wants, fears
    "behind where the cue opens its clause",
    "behind where a stretch follows the cue",
)
#: Of nobody, and of a report (a cue with who speaks at it) that may say who says a quoted stretch.
LINK = (
    "nobody says it",
    "a say says it",  # a verb of saying
    "a colon says it",  # no verb, a colon
    "cue before",
    "cue before has a stretch on its other side",
    "cue behind has a stretch on its other side",
    "cue before speaker opens the sentence",
    "cue behind speaker opens the sentence",
    "cue behind and a colon leads to the stretch",
    "cue behind speaker between",
    "cue before beside",
    "cue before past another cue",
    "cue before and the stretch ends its clause",
    "cue before and a colon leads to the stretch",
    "cue before speaker between",
    "cue behind",
    "cue behind beside",
    "cue behind past a comma",
    "cue behind past another cue",
    "cue behind and the stretch ends its clause",
    "cue behind speaker missing",
    "cue behind speaker on the other side",
    "said by a pronoun",
    "said by a name",
    "said by a role",
    "said by another",
    "said by what holds the stretch",
    "said by a doubtful speaker",  # one that weighs little more than nobody
)
#: Of nobody, and of somebody that a pronoun or a role may mean.
MEANT = (
    "nobody is meant",
    "spoke in this paragraph",
    "spoke in the paragraph before",
    "spoke two before",
    "named since somebody spoke",
    "named inside the same sentence",
    "subject of a sentence close by",
    "opening the same sentence",
    "whom the sentence before is about",
    "known to be he or she",
    "the only one it may be",
    "the only one who holds the role",
    "called by the role most",
)
SPEAKER = frozenset([*_PHRASE, *_BEFORE, *_BEHIND])
SIDED = frozenset(name.split(" ", 1)[1] for name in (*_BEFORE, *_BEHIND) if " " in name)
#: What else says who speaks, for ``because``: nothing is weighed there.
UNWEIGHED = ("a turn", "signed", "carried over")
#: All features there are.
NAMES = SPEAKER | frozenset(LINK) | frozenset(MEANT)
