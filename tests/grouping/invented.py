"""Invented reports for the tests of grouping: a bridge, a ferry, a strike, in four languages."""

from __future__ import annotations

from rashomon.model import Moment, Report

BRIDGE_EN = (
    "Bridge at Kvernes closed after cracks found\n\nEngineers closed the Kvernes bridge on Tuesday after "
    "inspectors found cracks in 14 of its steel cables. About 3,200 drivers use the bridge every day, mayor "
    "Ingrid Solheim said. Repairs may take six months and cost 85 million kroner, the road authority said."
)
BRIDGE_EN_OTHER = (
    "Cracked cables shut Kvernes bridge\n\nThe Kvernes bridge was shut after cracks were discovered in 14 "
    "cables, leaving 3,200 daily drivers to find another way, according to mayor Ingrid Solheim. The road "
    "authority expects repairs of the bridge to cost 85 million kroner."
)
BRIDGE_SV = (
    "Bron vid Kvernes stängd efter sprickor\n\nIngenjörer stängde bron vid Kvernes på tisdagen efter att "
    "inspektörer hittat sprickor i 14 av stålkablarna. Omkring 3 200 bilister använder bron varje dag, säger "
    "borgmästare Ingrid Solheim. Reparationen kan ta sex månader och kosta 85 miljoner kronor."
)
BRIDGE_DE = (
    "Brücke bei Kvernes nach Rissen gesperrt\n\nIngenieure haben am Dienstag die Brücke bei Kvernes "
    "gesperrt, nachdem Prüfer Risse in 14 Stahlkabeln gefunden hatten. Etwa 3.200 Autofahrer nutzen die "
    "Brücke täglich, sagte Bürgermeisterin Ingrid Solheim. Die Reparatur kann sechs Monate dauern und 85 "
    "Millionen Kronen kosten."
)
STRIKE_EN = (
    "Bakers in Lorne walk out over night shifts\n\nMore than 400 bakers in Lorne went on strike on Friday "
    "over plans to lengthen night shifts. Union leader Tomas Ferrer said talks with the Oakmill company had "
    "failed after nine weeks. Supermarkets warned that bread could run short by Sunday."
)
STRIKE_ES = (
    "Panaderos de Lorne en huelga por los turnos de noche\n\nMás de 400 panaderos de Lorne se declararon en "
    "huelga el viernes contra los planes de alargar los turnos de noche. El dirigente sindical Tomas Ferrer "
    "dijo que las negociaciones con la empresa Oakmill fracasaron tras nueve semanas. Los supermercados "
    "advierten de que podría faltar pan el domingo."
)
ORCHID_EN = (
    "Rare orchid flowers at Hallam garden\n\nVisitors queued at the Hallam botanical garden to see an orchid "
    "that had not flowered for 31 years. Gardener Priya Nair called it the smell of old socks and victory."
)


def report(name: str, text: str, language: str = "en", day: str | None = None) -> Report:
    """A report with the first line of its text as title."""
    published = None if day is None else Moment(None, day, day, day, "day")
    return Report(name, f"{name}.txt", text, language, text.split("\n", maxsplit=1)[0], published=published)


def news() -> list[Report]:
    """Seven reports of three happenings."""
    return [
        report("bridge-en", BRIDGE_EN, "en", "2021-03-04"),
        report("bridge-en-2", BRIDGE_EN_OTHER, "en", "2021-03-04"),
        report("bridge-sv", BRIDGE_SV, "sv", "2021-03-04"),
        report("bridge-de", BRIDGE_DE, "de", "2021-03-05"),
        report("strike-en", STRIKE_EN, "en", "2021-03-05"),
        report("strike-es", STRIKE_ES, "es", "2021-03-05"),
        report("orchid-en", ORCHID_EN, "en", "2021-03-05"),
    ]
