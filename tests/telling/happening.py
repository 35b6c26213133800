"""An invented happening as five outlets tell it, set side by side by hand: what the page and the JSON
are tested on. The town, the outlets and the people do not exist."""

from __future__ import annotations

from rashomon.model import (
    Block,
    BlockKind,
    Change,
    CoverageEntry,
    Cue,
    Figure,
    FigureComparison,
    FigureValue,
    Marks,
    Moment,
    Name,
    NameEntry,
    Passage,
    Quotation,
    Report,
    Reuse,
    Span,
    Speaker,
    Statement,
    Story,
    Synopsis,
    TimelineEntry,
    Version,
)

HOSTILE = '<script>document.title = "run"</script>'

ENGLISH = (
    "Footbridge falls into the Orla during market day\n\n"
    "By Petra Lind\n\n"
    "VELM, 3 May 2024 - A footbridge fell into the river Orla in the town of Velm on Friday morning. "
    "At least 40 people were taken to hospital, the rescue service said. "
    "About 300 people were on the market at the time.\n\n"
    "RIVER RISING\n\n"
    '"The bridge was tested in March and it held. I cannot explain why it fell today," the mayor, '
    "Ana Ruskova, told reporters.\n\n"
    "The Velm Rescue Service (VRS) searched the water over 2.5 square kilometres. "
    "The bridge was built in 1962. "
    "Divers went down twice before noon and found nobody in the water below the old mill.\n\n"
    "Share this page\nSign up for our newsletter " + HOSTILE
)
TABLOID = (
    "Bridge horror: 65 hurt\n\n"
    "4 May 2024\n\n"
    "No fewer than 65 were hurt when a bridge came down in Velm, nurses said. "
    "The mayor Ana Ruskova said: “The bridge was checked in March and it held.”\n\n"
    "Divers went down twice before noon and found nobody in the water below the old mill.\n\n"
    "The search covered barely 800 square metres, a diver said."
)
SWEDISH = (
    "Gångbro rasade i Velm\n\n"
    "Publicerad 3 maj 2024\n\n"
    "En gångbro föll i floden Orla i fredags. Omkring 40 personer fördes till sjukhus, uppger "
    "räddningstjänsten.\n\n"
    "”Bron provades i mars och den höll. Jag kan inte förklara varför den föll i dag”, säger "
    "borgmästaren Ana Ruskova."
)
FRENCH = (
    "Une passerelle s’effondre à Velm\n\n"
    "La maire, Ana Ruskova, a dit que le pont avait été testé en mars.\n\n"
    "Entre 38 et 42 personnes ont été hospitalisées."
)
ARABIC = (
    "انهيار جسر للمشاة في فيلم\n\n"
    "4 مايو 2024\n\n"
    "نقل نحو 40 شخصا إلى المستشفى بعد انهيار جسر في بلدة فيلم.\n\n"
    "وقالت رئيسة البلدية آنا روسكوفا: «اختبر الجسر في مارس وصمد. لا أستطيع أن أشرح لماذا سقط اليوم»."
)


def at(text: str, words: str, nth: int = 0) -> Span:
    """Where ``words`` stand in ``text`` for the ``nth`` time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def _blocks(text: str, kinds: dict[str, tuple[BlockKind, str]]) -> tuple[Block, ...]:
    """A block a line (with the white space after it); lines not named in ``kinds`` are body."""
    found: list[Block] = []
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        if not line.strip() and found:
            found[-1] = Block(found[-1].kind, Span(found[-1].span.start, end), found[-1].reason)
        else:
            kind, reason = next((kinds[k] for k in kinds if line.startswith(k)), ("body", ""))
            found.append(Block(kind, Span(start, end), reason))
        start = end
    return tuple(found)


def _quotation(text: str, words: str, speaker: str, cue: str, *, direct: bool = True) -> Quotation:
    where = at(text, speaker)
    return Quotation(
        at(text, words), words, "direct" if direct else "indirect",
        Speaker(where, speaker, speaker, "ana-ruskova"), Cue(at(text, cue), cue),
    )  # fmt: skip


def _figure(text: str, words: str, low: float | None, high: float | None, **more: str) -> Figure:
    return Figure(at(text, words), words, low, high, more.get("unit", ""), more.get("dimension", "count"),
                  more.get("about", ""), hedge=more.get("hedge"))  # fmt: skip


def _name(text: str, words: str, entity: str, nth: int = 0) -> Name:
    return Name(at(text, words, nth), words, "person" if entity == "ana-ruskova" else "place", entity)


def _day(text: str, words: str, day: str) -> Moment:
    return Moment(at(text, words), words, day, day, "day")


TITLE: dict[str, tuple[BlockKind, str]] = {
    "Footbridge": ("title", ""), "Bridge horror": ("title", ""), "Gångbro": ("title", ""),
    "Une pass": ("title", ""), "انهيار": ("title", ""), "By Petra": ("byline", ""),
    "RIVER": ("heading", ""), "4 May": ("dateline", ""), "Publicerad": ("dateline", ""),
    "4 مايو": ("dateline", ""), "Share": ("furniture", "page control"),
    "Sign up": ("furniture", "advertisement of the outlet's own"),
}  # fmt: skip

COURIER = Report(
    "courier", "reports/courier.txt", ENGLISH, "en", "Footbridge falls into the Orla during market day",
    "The Orla Courier", "Petra Lind", _day(ENGLISH, "3 May 2024", "2024-05-03"), _blocks(ENGLISH, TITLE),
    Marks(
        quotations=(
            _quotation(ENGLISH, "The bridge was tested in March and it held. I cannot explain why it fell "
                       "today,", "the mayor, Ana Ruskova", "told reporters"),
        ),
        figures=(
            _figure(ENGLISH, "At least 40", 40, None, about="people taken to hospital", hedge="At least"),
            _figure(ENGLISH, "About 300 people", 280, 320, about="people on the market", hedge="About"),
            _figure(ENGLISH, "over 2.5 square kilometres", 2.5, None, unit="km2", dimension="area"),
        ),
        moments=(
            _day(ENGLISH, "3 May 2024", "2024-05-03"),
            _day(ENGLISH, "Friday morning", "2024-05-03"),
            Moment(at(ENGLISH, "1962"), "1962", "1962-01-01", "1962-12-31", "year"),
        ),
        names=(_name(ENGLISH, "Velm", "velm"), _name(ENGLISH, "Ana Ruskova", "ana-ruskova")),
    ),
)  # fmt: skip
BLARE = Report(
    "blare", "reports/blare.txt", TABLOID, "en", "Bridge horror: 65 hurt", "Daily Blare", None,
    _day(TABLOID, "4 May 2024", "2024-05-04"), _blocks(TABLOID, TITLE),
    Marks(
        quotations=(_quotation(TABLOID, "The bridge was checked in March and it held.",
                               "The mayor Ana Ruskova", "said:"),),
        figures=(_figure(TABLOID, "No fewer than 65", 65, None, about="hurt", hedge="No fewer than"),
                 _figure(TABLOID, "barely 800 square metres", None, 0.0008, unit="km2", dimension="area")),
        names=(_name(TABLOID, "Ana Ruskova", "ana-ruskova"),),
    ),
)  # fmt: skip
BLADET = Report(
    "bladet", "reports/bladet.txt", SWEDISH, "sv", "Gångbro rasade i Velm", "Velmbladet", None,
    _day(SWEDISH, "3 maj 2024", "2024-05-03"), _blocks(SWEDISH, TITLE),
    Marks(
        quotations=(_quotation(SWEDISH, "Bron provades i mars och den höll. Jag kan inte förklara varför den "
                               "föll i dag", "borgmästaren Ana Ruskova", "säger"),),
        figures=(_figure(SWEDISH, "Omkring 40 personer", 38, 42, about="personer", hedge="Omkring"),),
    ),
)  # fmt: skip
PASSERELLE = Report(
    "passerelle", "reports/003_passerelle.txt", FRENCH, "fr", "Une passerelle s’effondre à Velm", None, None,
    Moment(None, "", "2024-05-03", "2024-05-04", "span", None, stated=False), _blocks(FRENCH, TITLE),
    Marks(quotations=(_quotation(FRENCH, "le pont avait été testé en mars", "La maire, Ana Ruskova",
                                 "a dit", direct=False),)),
)  # fmt: skip
JISR = Report(
    "jisr", "reports/jisr.txt", ARABIC, "ar", "انهيار جسر للمشاة في فيلم", "الجسر", None,
    _day(ARABIC, "4 مايو 2024", "2024-05-04"), _blocks(ARABIC, TITLE),
)  # fmt: skip
REPORTS = (COURIER, BLARE, BLADET, PASSERELLE, JISR)
TEXTS = {report.id: report.text for report in REPORTS}


def _value(report: str, words: str, low: float | None, high: float | None, **more: str) -> FigureValue:
    return FigureValue(
        report, at(TEXTS[report], words), words, low, high, more.get("unit", ""), more.get("hedge", ""),
        more.get("by"), more.get("as_of"), low_open="over" in words,
    )  # fmt: skip


def _passage(report: str, words: str) -> Passage:
    return Passage(report, at(TEXTS[report], words))


def _version(report: str, words: str, language: str, **more: object) -> Version:
    fields: dict[str, object] = {"kind": "direct", "translated": False, "cue": "said"} | more
    return Version(report, at(TEXTS[report], words), words, language, **fields)  # type: ignore[arg-type]


_CHECKED = "The bridge was checked in March and it held."
_HELD = "The bridge was tested in March and it held."
_WHY = "I cannot explain why it fell today,"
_OLD_MILL = "Divers went down twice before noon and found nobody in the water below the old mill."

FALLEN_BRIDGE = Synopsis(
    story=Story(
        "velm", "Footbridge falls into the Orla during market day", "en", "2024-05-03", "2024-05-04",
        REPORTS, ("all name Velm", "four give about 40 hurt", "3 and 4 May 2024"),
    ),
    statements=(
        Statement("s1", "Ana Ruskova", "ana-ruskova", f"{_HELD} {_WHY}", (
            _version("courier", f"{_HELD} {_WHY}", "en", original=True,
                     speaker_text="the mayor, Ana Ruskova"),
            _version("blare", _CHECKED, "en", relation="cut", missing=(_WHY,),
                     changes=(Change("tested", "checked", at(TABLOID, "checked")),)),
            _version("bladet", "Bron provades i mars och den höll. Jag kan inte förklara varför den föll i "
                     "dag", "sv", relation="translated", translated=True),
            _version("passerelle", "le pont avait été testé en mars", "fr", kind="indirect",
                     relation="translated", translated=True),
            _version("jisr", "اختبر الجسر في مارس وصمد. لا أستطيع أن أشرح لماذا سقط اليوم", "ar",
                     relation="translated", translated=True),
        )),
        Statement("s2", "", "", "At least 40 people were taken to hospital", (
            _version("courier", "At least 40 people were taken to hospital", "en", kind="indirect"),
            _version("blare", "No fewer than 65 were hurt", "en", kind="indirect", relation="reworded",
                     relayed_by="a nurse", changes=(
                         Change("At least 40 people", "No fewer than 65", at(TABLOID, "No fewer than 65")),
                         Change("taken to hospital", "hurt", at(TABLOID, "hurt", 1)))),
        )),
        Statement("s3", "a diver", "", "The search covered barely 800 square metres", (
            _version("blare", "The search covered barely 800 square metres", "en", kind="indirect"),
        )),
    ),
    figures=(
        FigureComparison("f1", "people hurt", "", "count", "differ", (
            _value("courier", "At least 40", 40, None, hedge="At least", by="the rescue service"),
            _value("blare", "No fewer than 65", 65, None, hedge="No fewer than", by="nurses",
                   as_of="2024-05-04"),
            _value("bladet", "Omkring 40 personer", 38, 42, hedge="Omkring", by="räddningstjänsten"),
            _value("passerelle", "Entre 38 et 42", 38, 42),
            _value("jisr", "نحو 40 شخصا", 38, 42, hedge="نحو"),
        ), "65 or more against about 40"),
        FigureComparison("f2", "area searched", "km2", "area", "differ", (
            _value("courier", "over 2.5 square kilometres", 2.5, None, unit="km2", hedge="over"),
            _value("blare", "barely 800 square metres", None, 0.0008, unit="km2", hedge="barely",
                   by="a diver"),
        )),
        FigureComparison("f3", "people on the market", "", "count", "agree", (
            _value("courier", "About 300 people", 280, 320, hedge="About"),
        )),
    ),
    names=(
        NameEntry("n1", "person", "Ana Ruskova", ("آنا روسكوفا",), (
            _passage("courier", "Ana Ruskova"), _passage("blare", "Ana Ruskova"),
            _passage("bladet", "Ana Ruskova"), _passage("passerelle", "Ana Ruskova"),
            _passage("jisr", "آنا روسكوفا"),
        ), ("stands in the same place of aligned quotations",)),
        NameEntry("n2", "organisation", "Velm Rescue Service", ("VRS",), (
            _passage("courier", "Velm Rescue Service"), _passage("courier", "VRS"),
        ), ("explained in brackets",)),
        NameEntry("n3", "place", "Velm", ("فيلم",), (
            _passage("courier", "Velm"), _passage("blare", "Velm"), _passage("bladet", "Velm"),
            _passage("passerelle", "Velm"), _passage("jisr", "فيلم"),
        )),
    ),
    timeline=(
        TimelineEntry("1962-01-01", "1962-12-31", "year", "The bridge was built in 1962.",
                      (_passage("courier", "The bridge was built in 1962."),)),
        TimelineEntry("2024-03-01", "2024-03-31", "month", "The bridge was tested in March",
                      (_passage("courier", "tested in March"), _passage("blare", "checked in March"))),
        TimelineEntry("2024-05-03", "2024-05-03", "day", "A footbridge fell into the river Orla",
                      (_passage("courier", "A footbridge fell into the river Orla"),
                       _passage("bladet", "i fredags")), "Two reports name no day."),
    ),
    coverage=(
        CoverageEntry("c1", "The bridge was built in 1962.",
                      (_passage("courier", "The bridge was built in 1962."),),
                      ("blare", "bladet", "passerelle", "jisr")),
        CoverageEntry("c2", "people taken to hospital", (
            _passage("courier", "At least 40 people were taken to hospital"),
            _passage("bladet", "Omkring 40 personer fördes till sjukhus"),
            _passage("passerelle", "Entre 38 et 42 personnes ont été hospitalisées"),
            _passage("jisr", "نقل نحو 40 شخصا إلى المستشفى")), ("blare",)),
    ),
    reuse=(Reuse(_passage("courier", _OLD_MILL), _passage("blare", _OLD_MILL), 1.0),),
    aligned_by="sentence encoder",
)  # fmt: skip
