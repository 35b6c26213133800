"""Ordinals: words, numerals with their endings ("21st", "3:e") and numerals with a full stop ("3. Tag")."""

from __future__ import annotations

from dataclasses import replace

from rashomon.marking.figures.cardinals import Number, atoms_at, cardinal
from rashomon.marking.figures.lexicon import Atom, Lexicon
from rashomon.marking.figures.sums import Sum, compound_ordinal
from rashomon.marking.figures.tokens import NUMERAL, WORD, Tokens


def ordinal(tokens: Tokens, at: int, lex: Lexicon) -> Number | None:
    """An ordinal at ``at``: a word, a numeral with its ending, or a numeral with its full stop."""
    low, size = tokens.low[at], tokens.size
    if tokens.kind[at] == NUMERAL:
        after = lex.phrase("ordinal_suffix", tokens, at + 1)
        if after is not None and low.isdecimal() and _suffix_ends(tokens, at + 1, after):
            return Number(float(int(low)), float(int(low)), at, after, "ordinal") if len(low) < 10 else None
        if lex.flags.get("ordinal_dot") and low.isdecimal() and len(low) <= 3 and _dotted(tokens, at, lex):
            return Number(float(int(low)), float(int(low)), at, at + 2, "ordinal")
        after = lex.phrase("ordinal_after", tokens, at + 1)
        if after is not None and low.isdecimal() and len(low) < 10:
            return Number(float(int(low)), float(int(low)), at, after, "ordinal")
        return None
    before = lex.phrase("ordinal_before", tokens, at)
    if before is not None and before < size:
        inner = cardinal(tokens, before, lex)
        if inner and inner.kind == "cardinal":
            return replace(inner, start=at, kind="ordinal", lone=False)
        return None
    found = lex.ordinals.at(tokens, at)
    if found:
        return Number(found[0], found[0], at, found[1], "ordinal", words=True)
    value = compound_ordinal(low, lex.code) if lex.compounds and tokens.kind[at] == WORD else None
    if value is not None:
        return Number(value, value, at, at + 1, "ordinal", words=True)
    return _spoken(tokens, at, lex)


def _spoken(tokens: Tokens, at: int, lex: Lexicon) -> Number | None:
    """ "Two hundred and third": a cardinal whose last word is an ordinal."""
    if lex.atoms.at(tokens, at) is None:
        return None
    total, here = Sum(), at
    for _ in range(12):
        joined = total.any and here < tokens.size and lex.has("and", tokens.low[here])
        step = here + 1 if joined or (total.any and here < tokens.size and tokens.low[here] == "-") else here
        if step >= tokens.size:
            return None
        last = lex.ordinals.at(tokens, step) if total.any else None
        if last is None and total.any and tokens.kind[step] == WORD:
            joined_up = compound_ordinal(tokens.low[step], lex.code) if lex.compounds else None
            last = (joined_up, step + 1) if joined_up is not None else None
        if last:
            times = last[0] in lex.multipliers
            if (total.value >= 20 and total.join(Atom(last[0], times=times), joined)) or (
                times and total.join(Atom(last[0], times=True))
            ):
                return Number(total.value, total.value, at, last[1], "ordinal", words=True)
            return None
        found = atoms_at(tokens, step, lex)
        if found is None or not all(total.join(part) for part in found[0] if part):
            return None
        here = found[1]
    return None


def _suffix_ends(tokens: Tokens, first: int, after: int) -> bool:
    """True if an ordinal's ending is written against its numeral and nothing against the ending."""
    return tokens.close(first) and not (
        after < tokens.size and tokens.close(after) and tokens.kind[after] in (WORD, NUMERAL)
    )


def _dotted(tokens: Tokens, at: int, lex: Lexicon) -> bool:
    """True if the full stop after the numeral at ``at`` makes an ordinal of it."""
    dot = at + 1
    if dot >= tokens.size or tokens.low[dot] != "." or not tokens.close(dot):
        return False
    if dot + 1 >= tokens.size:
        return at == 0
    if tokens.kind[dot + 1] != WORD or tokens.close(dot + 1):
        return False
    written = tokens.text[tokens.start[dot + 1] : tokens.end[dot + 1]]
    return written[0].islower() or (at > 0 and lex.has("ordinal_articles", tokens.low[at - 1]))
