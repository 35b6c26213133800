"""Words set apart by small signs of layout: a signature behind a quotation, a dash inside a paragraph, and a
closing mark that was forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from rashomon.marking.quotations.cues import cue_at
from rashomon.marking.quotations.dashes import read_dialogues
from rashomon.marking.quotations.frames import Token, words_of
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.phrases import right
from rashomon.model import Span
from rashomon.text.quoted import Quoted

#: A dash, a name of two words at least, and perhaps a comma and what the person is; nothing else on the line.
_SIGNED = regex.compile(
    r"[ \u00a0]*\n?[ \u00a0]*[—–―-]{1,2}[ \u00a0]?"
    r"(?P<name>\p{Lu}[\p{L}\p{M}.'’-]*+(?:[ \u00a0](?:\p{Ll}{2,3}[ \u00a0])?\p{Lu}[\p{L}\p{M}.'’-]*+){1,4})"
    r"(?:,[ \u00a0][^.!?:“”\"«»\n]{2,70})?[ \u00a0]*(?=\n|$)"
)
_INSIDE = regex.compile(r"(?<=[.!?…][\"”»“]?)[ \u00a0]++(?=[–—―][ \u00a0]\p{Lu})")
#: Characters and tokens that a clause saying who spoke has at most.
_TAIL, _WORDS = 90, 12
_ENDS = frozenset(".!?…")


def signatures(
    text: str, quoted: Sequence[Quoted], paragraphs: Sequence[Span]
) -> tuple[dict[int, Span], list[Span]]:
    """Who signs which quoted stretch (by its number), and the paragraphs without the signatures.

    A signature stands behind a whole quotation: “We must act.” — Geoffrey Stone, commissioner
    """
    found: dict[int, Span] = {}
    taken: list[Span] = []
    for number, stretch in enumerate(quoted):
        inner = stretch.inner.of(text)
        if inner[-1:] not in _ENDS or " " not in inner:
            continue
        match = _SIGNED.match(text, stretch.outer.end, stretch.outer.end + 2 * _TAIL)
        if match is not None:
            found[number] = Span(match.start("name"), match.end("name"))
            taken.append(Span(match.start(), match.end()))
    return found, list(_without(text, paragraphs, taken)) if taken else list(paragraphs)


def _without(text: str, paragraphs: Sequence[Span], taken: Sequence[Span]) -> Iterator[Span]:
    """The paragraphs without what is taken; each of ``taken`` ends one of them, or is one."""
    waiting = list(reversed(taken))
    for paragraph in paragraphs:
        end = paragraph.end
        while waiting and waiting[-1].end <= paragraph.start:
            waiting.pop()
        if waiting and waiting[-1].overlap(paragraph):
            end = min(end, max(paragraph.start, waiting[-1].start))
        if text[paragraph.start : end].strip():
            yield Span(paragraph.start, end)


def dialogue_apart(text: str, paragraph: Span, lexicon: Lexicon) -> Iterator[Span]:
    """A paragraph cut before a dash that opens speech inside it: "The train stood still. – We had no water,
    says Ulla Strand."; whole where nobody is named who speaks."""
    start = paragraph.start
    for gap in _INSIDE.finditer(text, paragraph.start, paragraph.end):
        if text[start : start + 1] in "–—―-":
            break
        tokens = words_of(text, gap.end(), paragraph.end, lexicon)
        said = read_dialogues(text, tokens, gap.end() + 1, False, lexicon)
        if said and said[0].report is not None:
            yield Span(start, gap.start())
            start = gap.end()
            break
    yield Span(start, paragraph.end)


def attributed(text: str, lexicon: Lexicon, start: int, end: int) -> int | None:
    """Where words that a mark opens end, if the paragraph closes with who said them ("…, Maria Lopez said.")
    and no closing mark; None if it does not."""
    comma = max(text.rfind(sign, max(start, end - _TAIL), end) for sign in ",،，")
    if comma < 0:
        return None
    tokens = [t for t in words_of(text, comma + 1, end, lexicon) if t.kind == "w"]
    return comma if tokens and len(tokens) <= _WORDS and _says_who(tokens, lexicon) else None


def _says_who(tokens: list[Token], lexicon: Lexicon) -> bool:
    """True if the tokens are a verb of speech and who speaks, in either order."""
    verb = 0
    while verb < len(tokens) - 1 and tokens[verb].low in lexicon.auxiliaries:
        verb += 1
    cue = cue_at(tokens, verb, lexicon)
    if cue is not None and cue.category == "say":
        phrase = right(tokens, cue.last + 1, lexicon) if cue.last + 1 < len(tokens) else None
        return phrase is not None and phrase.sort in ("name", "role", "pronoun")
    phrase = right(tokens, 0, lexicon)
    if phrase is None or phrase.first or phrase.sort == "other" or phrase.last + 1 >= len(tokens):
        return False
    cue = cue_at(tokens, phrase.last + 1, lexicon)
    return cue is not None and cue.category == "say"
