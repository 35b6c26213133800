"""What a language's data says about reporting speech, made ready for look-up.

The data file's table ``[quotations]`` holds lists as strings of forms parted by white space (``_``
joins the words of one form) and, for roles, a line a role with all its forms.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rashomon.languages import cldr, facts

#: Cue categories: "say" takes words, "think" an opinion or demand, "deny" denies.
Phrases = dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words of one language that speech reports are built with; all lower case."""

    language: str
    cues: Phrases
    sources: Phrases
    after: frozenset[str]
    particles: frozenset[str]
    auxiliaries: frozenset[str]
    that: frozenset[str]
    whether: frozenset[str]
    to: frozenset[str]
    he: frozenset[str]
    she: frozenset[str]
    they: frozenset[str]
    anyone: frozenset[str]
    relatives: frozenset[str]
    articles: frozenset[str]
    of: frozenset[str]
    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    adverbs: frozenset[str]
    roles: dict[str, str]
    unnamed: frozenset[str]
    titles: frozenset[str]
    not_: frozenset[str]
    would: frozenset[str]
    so_called: Phrases
    works: frozenset[str]
    subjunctive: frozenset[str]
    subject_markers: tuple[str, ...]
    bare_clause: bool
    comma_clause: bool
    spaced: bool
    nouns_capital: bool
    times: frozenset[str]
    indefinite: frozenset[str]
    media: frozenset[str]
    tell: frozenset[str]
    plurals: frozenset[str]
    openings: frozenset[str]
    not_after: frozenset[str]
    if_: frozenset[str]
    as_: frozenset[str]
    subordinators: frozenset[str]
    ambiguous: frozenset[str]
    passive: frozenset[str]
    verb_last: bool
    elisions: tuple[str, ...]
    clitics: tuple[str, ...]
    verb_final: bool
    separable: dict[str, frozenset[str]]
    objects: frozenset[str]
    participles: frozenset[str]
    verb_endings: tuple[str, ...]
    active_endings: tuple[str, ...]
    sexes: dict[str, str]
    nounish: frozenset[str]
    oblique: frozenset[str]
    opening_endings: tuple[str, ...]
    as_told: frozenset[str]
    object_verbs: frozenset[str]
    this: frozenset[str]
    according_nouns: frozenset[str]
    according_prepositions: frozenset[str]
    finite: frozenset[str]
    free_subjunctive: frozenset[str]
    inverts: bool
    minds: frozenset[str]
    wishes: frozenset[str]
    perfect: frozenset[str]
    narrators: frozenset[str]
    inside: frozenset[str]
    relays: frozenset[str]
    agents: frozenset[str]
    views: frozenset[str]
    utterances: frozenset[str]
    known: frozenset[str]
    copulas: frozenset[str]
    own: frozenset[str]
    clitics_before: frozenset[str]
    addressing: frozenset[str]
    pro_drop: bool
    before_noun: frozenset[str]
    neuter: frozenset[str]
    clausal: frozenset[str]
    transitive: frozenset[str]
    noun_endings: tuple[str, ...]
    participle_endings: tuple[str, ...]
    content_endings: tuple[str, ...]
    comma_content: bool
    oblique_pronouns: frozenset[str]
    clause_endings: tuple[str, ...]
    senders: frozenset[str]
    role_genitives: bool
    first_person: frozenset[str]
    reflexive: frozenset[str]
    to_verb: tuple[str, ...]
    so_called_ends: dict[str, tuple[tuple[str, ...], ...]]
    about: frozenset[str]
    that_relative: bool
    verb_second: bool
    naming: frozenset[str]
    passives: frozenset[str]
    focus: frozenset[str]
    dative: frozenset[str]
    genitives: tuple[str, ...]
    feminine: tuple[str, ...]
    quoted: frozenset[str]
    nominative: frozenset[str]
    infinitive_last: bool
    infinitive_endings: tuple[str, ...]
    definite_endings: tuple[str, ...]
    all_words: tuple[str, ...]
    beginnings: frozenset[str]


def _set(data: Any, key: str) -> frozenset[str]:
    return frozenset(str(data.get(key, "")).replace("_", " ").lower().split())


def _forms(data: Any, key: str) -> list[tuple[str, ...]]:
    return [tuple(form.lower().split("_")) for form in str(data.get(key, "")).split()]


def _phrases(groups: dict[str, list[tuple[str, ...]]]) -> Phrases:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for category, forms in groups.items():
        for form in forms:
            table.setdefault(form[0], []).append((form, category))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items()}


def _names_roles(language: str) -> list[str]:
    """The roles that the data on names has."""
    return [str(word).lower() for word in facts(language, "names").get("roles", ()) if " " not in str(word)]


@lru_cache(maxsize=64)
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; empty lists where there is no data."""
    data = {**facts(language, "grammar"), **facts(language, "quotations")}
    roles: dict[str, str] = {}
    plurals: set[str] = set()
    for line in str(data.get("roles", "")).lower().replace("_", " ").splitlines():
        one, _, many = line.partition("|")
        forms = one.split() + many.split()
        for form in forms:
            roles.setdefault(form, forms[0])
        plurals.update(many.split())
    for form in _names_roles(language):
        roles.setdefault(form, form)
    locale = cldr(language)
    times = {
        name.lower().rstrip(".")
        for table in (locale.months, locale.days)
        for name in table["format"].get("wide", {}).values()
    } | _set(data, "times")
    times -= _set(data, "not_times")
    cues = _phrases(
        {
            "say": _forms(data, "say") + _forms(data, "participles"),
            "think": _forms(data, "think"),
            "deny": _forms(data, "deny"),
            "impersonal": _forms(data, "impersonal"),
        }
    )
    sources = _phrases({"source": _forms(data, "according")})
    single = {key: _set(data, key) for key in ("according_after", "particles", "according_nouns")}
    return Lexicon(
        language=language,
        cues=cues,
        sources=sources,
        beginnings=frozenset(cues).union(sources, *single.values()),
        after=_set(data, "according_after"),
        particles=_set(data, "particles"),
        auxiliaries=_set(data, "auxiliaries"),
        that=_set(data, "that"),
        whether=_set(data, "whether"),
        to=_set(data, "to"),
        he=_set(data, "he"),
        she=_set(data, "she"),
        they=_set(data, "they") | _set(data, "somebody"),
        anyone=_set(data, "anyone"),
        relatives=_set(data, "relatives"),
        articles=_set(data, "articles"),
        of=_set(data, "of"),
        prepositions=_set(data, "prepositions"),
        conjunctions=_set(data, "conjunctions"),
        adverbs=_set(data, "adverbs"),
        roles=roles,
        unnamed=_set(data, "unnamed"),
        titles=_set(data, "titles"),
        not_=_set(data, "not"),
        would=_set(data, "would"),
        so_called=_phrases({"so": _forms(data, "so_called")}),
        works=_set(data, "works"),
        subjunctive=_set(data, "subjunctive"),
        subject_markers=tuple(str(data.get("subject_markers", "")).split()),
        bare_clause=bool(data.get("bare_clause", False)),
        comma_clause=bool(data.get("comma_clause", False)),
        spaced=bool(data.get("spaced", True)),
        nouns_capital=bool(data.get("nouns_capital", False)),
        times=frozenset(times),
        indefinite=_set(data, "indefinite"),
        media=_set(data, "media"),
        tell=_set(data, "tell"),
        plurals=frozenset(plurals),
        openings=_set(data, "openings"),
        not_after=_set(data, "not_after"),
        if_=_set(data, "if"),
        as_=_set(data, "as"),
        subordinators=_set(data, "subordinators"),
        ambiguous=_set(data, "ambiguous"),
        finite=_set(data, "finite"),
        as_told=_set(data, "as_told"),
        object_verbs=_set(data, "object_verbs"),
        this=_set(data, "this"),
        according_nouns=_set(data, "according_nouns"),
        according_prepositions=_set(data, "according_prepositions"),
        oblique=_set(data, "oblique"),
        opening_endings=tuple(str(data.get("opening_endings", "")).split()),
        participles=_set(data, "participles"),
        verb_endings=tuple(str(data.get("verb_endings", "")).split()),
        active_endings=tuple(str(data.get("active_endings", "")).split()),
        sexes=dict.fromkeys(_set(data, "madam"), "f") | dict.fromkeys(_set(data, "sir"), "m"),
        nounish=_set(data, "nounish"),
        objects=_set(data, "objects"),
        separable={
            verb: frozenset(parts.split("|"))
            for verb, _, parts in (
                entry.partition(":") for entry in str(data.get("separable", "")).lower().split()
            )
        },
        passive=_set(data, "passive"),
        verb_last=bool(data.get("verb_last", False)),
        elisions=tuple(str(data.get("elisions", "")).split()),
        clitics=tuple(str(data.get("clitics", "")).split()),
        verb_final=bool(data.get("verb_final", False)),
        free_subjunctive=_set(data, "free_subjunctive"),
        inverts=bool(data.get("inverts", False)),
        minds=_set(data, "minds"),
        wishes=_set(data, "wishes"),
        perfect=_set(data, "perfect"),
        narrators=_set(data, "narrators"),
        inside=_set(data, "inside") or _set(data, "prepositions"),
        relays=_set(data, "relays"),
        agents=_set(data, "agents"),
        views=_set(data, "views"),
        utterances=_set(data, "utterances"),
        known=_set(data, "known"),
        copulas=_set(data, "copulas"),
        own=_set(data, "own"),
        clitics_before=_set(data, "clitics_before"),
        addressing=_set(data, "addressing"),
        pro_drop=bool(data.get("pro_drop", False)),
        before_noun=_set(data, "before_noun"),
        neuter=_set(data, "neuter"),
        clausal=_set(data, "clausal"),
        transitive=_set(data, "transitive"),
        noun_endings=tuple(str(data.get("noun_endings", "")).split()),
        participle_endings=tuple(str(data.get("participle_endings", "")).split()),
        content_endings=tuple(str(data.get("content_endings", "")).split()),
        comma_content=bool(data.get("comma_content", False)),
        oblique_pronouns=_set(data, "oblique_pronouns"),
        clause_endings=tuple(str(data.get("clause_endings", "")).split()),
        senders=_set(data, "senders"),
        role_genitives=bool(data.get("role_genitives", False)),
        first_person=_set(data, "first_person"),
        reflexive=_set(data, "reflexive"),
        to_verb=tuple(str(data.get("to_verb", "")).split()),
        so_called_ends={
            form[-1]: tuple(o for o in _forms(data, "so_called") if len(o) > 1 and o[-1] == form[-1])
            for form in _forms(data, "so_called")
            if len(form) > 1
        },
        about=_set(data, "about"),
        that_relative=bool(data.get("that_relative", False)),
        verb_second=bool(data.get("verb_second", False)),
        naming=_set(data, "naming"),
        passives=_set(data, "passives"),
        focus=_set(data, "focus"),
        dative=_set(data, "dative"),
        genitives=tuple(str(data.get("genitives", "")).split()),
        feminine=tuple(str(data.get("feminine", "")).split()),
        quoted=_set(data, "quoted"),
        nominative=_set(data, "nominative"),
        infinitive_last=bool(data.get("infinitive_last", False)),
        infinitive_endings=tuple(str(data.get("infinitive_endings", "")).split()),
        definite_endings=tuple(str(data.get("definite_endings", "")).split()),
        all_words=tuple(
            sorted({form for key in data if isinstance(data[key], str) for form in data[key].split()})
        ),
    )
