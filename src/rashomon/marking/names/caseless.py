"""Names in scripts without capitals: Arabic, Persian, Hebrew, Hindi, Korean, Chinese, Japanese.

There a name must show itself by what is known of it (territories, cities, given and family names), by a
title beside it, or by how it is written (a middle dot between transliterated parts, an acronym). Much is
missed; what is found can be relied on.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import cache

import regex

from rashomon.marking.names import lexicon
from rashomon.marking.names.knowledge import Knowledge
from rashomon.marking.names.runs import Run
from rashomon.marking.names.words import word_of
from rashomon.model import NameKind, Span

_TOKEN = regex.compile(
    r"[\p{L}\p{N}][\p{L}\p{M}\p{N}\u200c]*+(?:[-״׳\"'’.·&][\p{L}\p{N}][\p{L}\p{M}\p{N}\u200c]*+)*+"
)
_LATIN = regex.compile(
    r"(?<![\p{Latin}\p{N}])\p{Lu}[\p{Latin}\p{N}]*+(?:[ .&-]\p{Lu}[\p{Latin}\p{N}]*+){0,4}+"
)
_DOTTED = regex.compile(r"[\p{Han}]{1,8}+(?:[·•・‧][\p{Han}]{1,8}+){1,4}+")
_KATAKANA = regex.compile(r"[\p{Katakana}ー]{1,14}+(?:[・＝=][\p{Katakana}ー]{1,14}+){0,4}+")
_PART = regex.compile(r"[^\s·•・‧]+")
_EAST = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}ー]")
#: Most tokens in a looked-up name; longest name in signs where no spaces part words.
_TOKENS, _SIGNS = 4, 10
#: Of so many people the further mentions are looked for; a bound for hostile texts.
_PEOPLE = 200


def as_run(text: str, span: Span, titled: bool = False, hint: NameKind | None = None) -> Run:
    """A stretch of text as a run."""
    parts = _PART.finditer(text, span.start, span.end)
    words = tuple(word_of(part.start(), part.group()) for part in parts)
    return Run(words, span.of(text), titled, "", "", hint)


def runs(text: str, sentences: Sequence[Span], known: Knowledge) -> list[Run]:
    """All names of the sentences, in text order, none overlapping another."""
    found: list[Run] = []
    for sentence in sentences:
        best: list[Run] = []
        taken = sentence.start
        source = _unspaced if known.unspaced else _spaced
        ordered = sorted(
            [*source(text, sentence, known), *_latin(text, sentence, known)],
            key=lambda run: (run.span.start, -run.span.end),
        )
        for run in ordered:
            if run.span.start >= taken:
                best.append(run)
                taken = run.span.end
        found.extend(best)
    return sorted([*found, *_again(text, found, sentences, known)], key=lambda run: run.span)


def _again(text: str, found: Sequence[Run], sentences: Sequence[Span], known: Knowledge) -> Iterator[Run]:
    """Where a person found under the full name is called by its last part."""
    parts = set()
    for run in found:
        words = regex.split(r"[ ·・•]", run.text)
        if run.hint == "person" and len(words) > 1 and len(words[-1]) >= (2 if known.unspaced else 4):
            parts.add(words[-1])
    taken = sorted(run.span for run in found)
    starts = [sentence.start for sentence in sentences]
    for part in sorted(parts)[:_PEOPLE]:
        at = text.find(part)
        while at >= 0:
            span = Span(at, at + len(part))
            place, inside = bisect(taken, span), bisect(starts, at) - 1
            content = inside >= 0 and sentences[inside].contains(span)
            free = not any(span.overlap(near) for near in taken[max(0, place - 1) : place + 1])
            if content and free and (known.unspaced or _stands(text, span, known)):
                yield as_run(text, span, hint="person")
            at = text.find(part, span.end)


def _stands(text: str, span: Span, known: Knowledge) -> bool:
    """True if the span is a word but for a prefixed particle and an ending."""
    token = _TOKEN.match(text, span.start)
    tail = text[span.end : token.end()] if token else ""
    start = span.start
    while start > 0 and regex.match(r"[\p{L}\p{M}]", text[start - 1]):
        start -= 1
    return (tail == "" or tail in known.endings) and (
        start == span.start or text[start : span.start] in known.prefixes
    )


def _latin(text: str, sentence: Span, known: Knowledge) -> Iterator[Run]:
    """Names that stand in Latin letters amid another script."""
    for match in _LATIN.finditer(text, sentence.start, sentence.end):
        if len(match.group()) > 1 and len(match.group()) < 40:
            yield as_run(text, Span(match.start(), match.end()))


# -- words with spaces between them


def _stripped(form: str, known: Knowledge) -> Iterator[tuple[str, int, int]]:
    """The form as it is, then without a prefixed particle, then without an ending: with what was cut."""
    yield form, 0, 0
    for prefix in known.prefixes:
        if form.startswith(prefix) and len(form) - len(prefix) >= 3:
            yield form[len(prefix) :], len(prefix), 0
    for ending in known.endings:
        if form.endswith(ending) and len(form) - len(ending) >= 2:
            yield form[: -len(ending)], 0, len(ending)


def _uncommon(form: str, known: Knowledge, limit: float = 3.9) -> bool:
    """True if the word may be a name: few use it otherwise."""
    return len(form) > 1 and lexicon.frequency(form, known.language) < limit and not form[0].isdigit()


def _person_part(form: str, known: Knowledge, limit: float = 5.0) -> bool:
    """True if people are called so and the word is not used for much else."""
    return (lexicon.given_name(form) or lexicon.family_name(form)) and _uncommon(form, known, limit)


def _spaced(text: str, sentence: Span, known: Knowledge) -> Iterator[Run]:
    tokens = [Span(m.start(), m.end()) for m in _TOKEN.finditer(text, sentence.start, sentence.end)]
    forms = [token.of(text) for token in tokens]
    keys = [lexicon.key(form) for form in forms]
    for at in range(len(tokens)):
        yield from _listed(text, tokens, at, known)
        title = _is_title(keys[at], known)
        if title and known.titles_follow:
            yield from _before_title(text, tokens, forms, at, known)
        elif title:
            yield from _after_title(text, tokens, forms, at, known)
        elif _person_part(forms[at], known) and lexicon.given_name(forms[at]):
            end = at + 1
            while end < len(tokens) and end - at < 4 and text[tokens[end - 1].end : tokens[end].start] == " ":
                if not (_person_part(forms[end], known) or _uncommon(forms[end], known, 3.3)):
                    break
                end += 1
            if end - at >= 2 and _uncommon(forms[at], known, 4.5):
                yield as_run(
                    text,
                    Span(tokens[at].start, tokens[end - 1].end - _tail(forms[end - 1], known)),
                    hint="person",
                )


def _is_title(folded: str, known: Knowledge) -> bool:
    """True if the word is a title, with a particle before it or whose it is behind it ("its chief")."""
    forms = [form for form, _, _ in _stripped(folded, known)]
    owned = [form[: -len(end)] for form in forms for end in known.possessives if form.endswith(end)]
    joint, alone = known.possessive_joint
    forms += owned + [form[: -len(joint)] + alone for form in owned if joint and form.endswith(joint)]
    return any(form in known.roles or form in known.honorifics for form in forms)


def _tail(form: str, known: Knowledge) -> int:
    """How many signs of the last word are an ending of the language rather than of the name."""
    if lexicon.given_name(form) or lexicon.family_name(form):
        return 0
    for ending in known.endings:
        if form.endswith(ending) and len(form) - len(ending) >= 2:
            return len(ending)
    return 0


def _before_title(
    text: str, tokens: Sequence[Span], forms: Sequence[str], at: int, known: Knowledge
) -> Iterator[Run]:
    """The person whose title at ``at`` follows the name, a territory's name between them set aside."""
    end = at
    if end > 0 and lexicon.key(forms[end - 1]) in lexicon.territories(known.language):
        end -= 1
    first = end
    while first > 0 and end - first < 2 and text[tokens[first - 1].end : tokens[first].start] == " ":
        form = forms[first - 1]
        if lexicon.key(form) in lexicon.territories(known.language) or len(form) < 2:
            break
        if not (_person_part(form, known) or _uncommon(form, known, 4.6)) or (
            first < end and _cased(form, known)
        ):
            break
        first -= 1
    form = "".join(forms[first:end])
    surname = form[:1] in known.surnames or any(lexicon.family_name(form[:n]) for n in (1, 2))
    if first < end and (end - first == 2 or (len(form) in (3, 4) and surname) or _uncommon(form, known, 3.6)):
        yield as_run(text, Span(tokens[first].start, tokens[end - 1].end), True, "person")


def _cased(form: str, known: Knowledge) -> bool:
    """True if the word ends as words with a particle do."""
    return any(form.endswith(ending) for ending in known.endings)


def _after_title(
    text: str, tokens: Sequence[Span], forms: Sequence[str], at: int, known: Knowledge
) -> Iterator[Run]:
    """The person that the title at ``at`` belongs to: the next words that are no ordinary ones, behind
    what says what of (a territory, words with the article)."""
    lands, start = lexicon.territories(known.language), at + 1
    while start < len(tokens) and start - at <= 4:
        if text[tokens[start - 1].end : tokens[start].start] != " ":
            return
        pair = lexicon.key(text[tokens[start].start : tokens[min(start + 1, len(tokens) - 1)].end])
        if pair in lands:
            start += 2
        elif lexicon.key(forms[start]) in lands or _of_office(forms[start], known):
            start += 1
        else:
            break
    end = start
    while end < len(tokens) and end - start < 3:
        if end > start and text[tokens[end - 1].end : tokens[end].start] != " ":
            break
        if not (_person_part(forms[end], known, 5.7) or _uncommon(forms[end], known, 5.4)):
            break
        if lexicon.key(forms[end]) in lands or _of_office(forms[end], known):
            break
        end += 1
    if end - start == 3 and not _person_part(forms[end - 1], known):
        end -= 1
    if end - start >= 2 or (
        end > start and (_person_part(forms[start], known) or _uncommon(forms[start], known, 3.6))
    ):
        yield as_run(text, Span(tokens[start].start, tokens[end - 1].end), True, "person")


def _of_office(form: str, known: Knowledge) -> bool:
    """True if the word belongs to the title: it has the article, or is a title itself."""
    return (known.article != "" and form.startswith(known.article)) or lexicon.key(form) in known.roles


def _listed(text: str, tokens: Sequence[Span], at: int, known: Knowledge) -> Iterator[Run]:
    """Territories and cities that begin at a token, the longest first; acronyms with a mark inside."""
    lands = lexicon.territories(known.language)
    for count in range(min(_TOKENS, len(tokens) - at), 0, -1):
        end = tokens[at + count - 1].end
        for form, left, right in _stripped(lexicon.key(text[tokens[at].start : end]), known):
            span = Span(tokens[at].start + left, end - right)
            if form in lands and len(form) > 1:
                yield as_run(text, span, hint="organisation" if lands[form] in ("UN", "EU") else "place")
                return
            if len(form) > 2 and lexicon.region(form, known.language):
                yield as_run(text, span, hint="place")
                return
            town = lexicon.city(form)
            limit = 5.6 if town and town.thousands >= 500 else 4.6
            if town is None or town.thousands < 150 or not _uncommon(form, known, limit):
                continue
            if town.thousands >= 1000 or not lexicon.given_name(form):
                yield as_run(text, span, hint="place")
                return
    form = tokens[at].of(text)
    if regex.search(r"[״\"]\p{Hebrew}$", form) and lexicon.key(form) not in known.roles:
        yield as_run(text, tokens[at], hint="organisation")


# -- words without spaces between them


@cache
def _eastern() -> frozenset[str]:
    """All cities' names in Han signs or kana."""
    found = set()
    for line in lexicon.entries("places"):
        form, _, rest = line.partition("\t")
        if _EAST.match(form) and len(form) >= 2 and int(rest.rsplit(" ", 1)[1]) >= 100:
            found.add(form)
    return frozenset(found)


def _unspaced(text: str, sentence: Span, known: Knowledge) -> Iterator[Run]:
    lands, cities = lexicon.territories(known.language), _eastern()
    body = sentence.of(text)
    for at in range(len(body)):
        if not _EAST.match(body, at):
            continue
        for length in range(min(_SIGNS, len(body) - at), 1, -1):
            form = body[at : at + length]
            region = lexicon.region(form, known.language)
            if form in lands or region or (form in cities and _uncommon(form, known, 6.0)):
                if _KATAKANA.fullmatch(form) and _inside(body, at, at + length):
                    continue
                span = Span(sentence.start + at, sentence.start + at + length)
                hint: NameKind = "organisation" if lands.get(form) in ("UN", "EU") else "place"
                yield as_run(text, span, hint=hint)
                break
    yield from _written(text, sentence, known)
    yield from _titled(text, sentence, known)


def _inside(body: str, start: int, end: int) -> bool:
    """True if a katakana form is only part of a longer katakana word."""
    return any(_KATAKANA.match(sign) for sign in (body[start - 1 : start], body[end : end + 1]) if sign)


def _written(text: str, sentence: Span, known: Knowledge) -> Iterator[Run]:
    """Foreign people, whose names' parts a middle dot separates."""
    for match in _DOTTED.finditer(text, sentence.start, sentence.end):
        start, end = match.start(), match.end()
        first = min(match.group().find(dot) for dot in "·•・‧" if dot in match.group())
        while start < match.start() + first and not all(
            sign in known.transliteration for sign in text[start : match.start() + first]
        ):
            start += 1
        last = max(text.rfind(dot, start, end) for dot in "·•・‧")
        stop = last + 1
        while stop < end and text[stop] in known.transliteration:
            stop += 1
        if start < match.start() + first and stop > last + 1:
            yield as_run(text, Span(start, stop), hint="person")
    for match in _KATAKANA.finditer(text, sentence.start, sentence.end):
        if "・" in match.group() and match.group()[0] not in "・ー":
            yield as_run(text, Span(match.start(), match.end()), hint="person")


def _titled(text: str, sentence: Span, known: Knowledge) -> Iterator[Run]:
    """People with a title before or behind them."""
    for role in sorted(known.roles | known.honorifics):
        at = text.find(role, sentence.start, sentence.end)
        while at >= 0:
            before = _before(text, sentence.start, at, known)
            if before < at:
                yield as_run(text, Span(before, at), True, "person")
            if not known.titles_follow:
                after = _after(text, at + len(role), sentence.end, known)
                if after > at + len(role):
                    yield as_run(text, Span(at + len(role), after), True, "person")
            at = text.find(role, at + len(role), sentence.end)


def _before(text: str, low: int, at: int, known: Knowledge) -> int:
    """Where the name in front of a title begins; ``at`` where there is none."""
    start = at
    while start > low and at - start < 16 and regex.match(r"[\p{Katakana}ー・]", text[start - 1]):
        start -= 1
    if at - start >= 2:
        form = text[start:at].lstrip("・ー")
        return at - len(form) if form and lexicon.key(form) not in lexicon.territories(known.language) else at
    while start > low and at - start < 6 and text[start - 1] in known.transliteration:
        start -= 1
    if at - start >= 2 and text[start:at] not in lexicon.territories(known.language):
        return start
    for length in (4, 3):
        form = text[max(low, at - length) : at]
        if len(form) == length and regex.fullmatch(r"\p{Han}+", form):
            for family in (2, 1):
                named = lexicon.family_name(form[:family]) or form[:family] in known.surnames
                if named and _uncommon(form, known, 5.0) and form not in lexicon.territories(known.language):
                    return at - length
    return at


def _after(text: str, start: int, high: int, known: Knowledge) -> int:
    """Where the name behind a title ends; ``start`` where there is none."""
    end = start
    while (
        end < high and end - start < 8 and text[end] in known.transliteration and text[end] not in known.stops
    ):
        end += 1
    if end - start >= 2 and not (end < high and text[end] in "·•"):
        return end
    for family in (2, 1):
        form = text[start : start + family]
        if start + family < high and (lexicon.family_name(form) or form in known.surnames):
            end = start + family
            while (
                end < high
                and end - start - family < 2
                and regex.match(r"\p{Han}", text[end])
                and text[end] not in known.stops
            ):
                end += 1
            return end if end > start + family else start
    return start
