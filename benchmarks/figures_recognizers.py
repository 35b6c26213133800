"""Figures on the test cases of Recognizers-Text: span and value right, by language and model.

A case is right where every expected result has a figure of ours with the same value over the same
words, and we mark nothing else of that model's kind in the text. Two readings count as the same words:
our mark holds the number with its unit, theirs in the Number files holds the number alone (then the
unit or currency sign around it may stand in ours). Case types declared out of scope (docs/figures.md)
are left out and counted. Exits 1 where a language falls below its floor in ``floors.toml``.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from benchmarks.floors import judge
from rashomon.marking.figures import find_in
from rashomon.model import Figure

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "shared" / "data" / "figures" / "recognizers"
LANGUAGES = {
    "English": "en",
    "Swedish": "sv",
    "German": "de",
    "French": "fr",
    "Spanish": "es",
    "Italian": "it",
    "Dutch": "nl",
    "Portuguese": "pt",
    "Turkish": "tr",
    "Norwegian": "nb",
    "Polish": "pl",
}
MODELS = {
    "Number/NumberModel": {"count", "share", "rank", "money"},
    "Number/OrdinalModel": {"rank"},
    "Number/PercentModel": {"share", "points"},
    "NumberWithUnit/CurrencyModel": {"money"},
    "NumberWithUnit/DimensionModel": {
        "area",
        "length",
        "mass",
        "volume",
        "speed",
        "data",
        "power",
        "energy",
        "angle",
        "pressure",
    },
    "NumberWithUnit/AgeModel": {"age"},
    "NumberWithUnit/TemperatureModel": {"temperature"},
}


def expected_value(written: str | None, comma: bool) -> float | None:
    if written is None:
        return None
    plain = written.rstrip("%")
    if comma:
        plain = plain.replace(".", "").replace(",", ".") if "," in plain else plain
    try:
        return float(plain)
    except ValueError:
        return None


def out_of_scope(case: dict[str, Any], result: dict[str, Any], model: str) -> str:
    """Why a result is no quantity in a report, empty where it is one."""
    text, resolution = result["Text"].strip().lower(), result["Resolution"]
    if result.get("TypeName", "").startswith("ordinal.relative"):
        return "relative ordinals (next, last)"
    if resolution.get("value") is None:
        return "unit without a number"
    if resolution.get("subtype") == "power" or "^" in text:
        return "powers"
    if model.startswith("Number/") and len(re.findall(r"\w+", text)) == 1 and text in ONE:
        return "the word one, an article or a pronoun"
    if re.match(r"(per ?cents?|percentages?|pourcent(age)?|%)\W(of|des?)\b", text) or text in (
        "percent",
        "%",
        "percentage",
    ):
        return "percent before its number"
    if re.search(r"\d[.:]\d+[.:]\d+[.:]\d|\d+/\d+/\d+|\+\d-\d{3}|https?:", case["Input"]):
        return "addresses, dates and telephone numbers"
    return ""


PLATFORMS = {"dotnet", "javascript", "java", "python"}
ONE = {
    "one",
    "en",
    "ett",
    "ein",
    "eine",
    "einen",
    "einem",
    "einer",
    "un",
    "une",
    "uno",
    "una",
    "um",
    "uma",
    "een",
    "één",
    "et",
    "bir",
    "jeden",
    "eins",
}


def span_of(result: dict[str, Any]) -> tuple[int, int]:
    return int(result["Start"]), int(result["End"]) + 1


def same(figure: Figure, result: dict[str, Any], value: float, model: str, text: str) -> bool:
    start, end = span_of(result)
    mine = (figure.span.start, figure.span.end)
    if model.startswith("Number/NumberModel"):
        if not (mine[0] <= start and end <= mine[1]):
            return False
    elif figure.written and figure.written[0] != figure.written[1] and mine[0] <= start and end <= mine[1]:
        pass
    elif mine != (start, end) and text[slice(*mine)].strip(" .") != text[start:end].strip(" ."):
        return False
    written = figure.written[0] if figure.written else figure.low
    candidates = [written, figure.low, figure.written[1] if figure.written else None]
    if model.endswith("CurrencyModel") and written is not None:
        candidates += [written * 1e3, written * 1e6, written * 1e9]
    return any(own is not None and abs(own - value) <= 1e-6 * max(1.0, abs(value)) for own in candidates)


def _where(result: dict[str, Any], text: str, after: int) -> tuple[int, int]:
    at = text.lower().find(result["Text"].strip().lower(), after)
    return (at, at + len(result["Text"].strip())) if at >= 0 else (-1, -1)


def judged_case(
    case: dict[str, Any], code: str, model: str, left_out: Counter[str]
) -> tuple[bool, list[Figure]] | None:
    text = case["Input"]
    results = []
    for result in case["Results"]:
        why = out_of_scope(case, result, model)
        if why:
            left_out[why] += 1
        else:
            results.append(result)
    if case["Results"] and not results:
        return None
    figures = find_in(text, code)
    kinds = MODELS[model]
    wanted: list[Figure | None] = []
    after = 0
    for result in results:
        value = expected_value(result["Resolution"].get("value"), code != "en")
        if "Start" not in result or int(result["Start"]) < after:
            start, end = _where(result, text, after)
            result.update(Start=start, End=end - 1)
        after = max(after, int(result["End"]) + 1)
        hit = next((f for f in figures if value is not None and same(f, result, value, model, text)), None)
        wanted.append(hit)
    used = {id(figure) for figure in wanted if figure}
    extra = [
        figure
        for figure in figures
        if id(figure) not in used and figure.dimension in kinds and not model.startswith("Number/")
    ]
    skipped = len(case["Results"]) - len(results)
    return all(wanted) and len(extra) <= skipped, figures


def main() -> int:
    if not DATA.is_dir():
        print(f"skipped: {DATA.name} is not here")
        return 0
    show = "--errors" in sys.argv
    only = [word for word in sys.argv[1:] if not word.startswith("-")]
    reached: dict[str, float] = {}
    for name, code in LANGUAGES.items():
        if only and code not in only:
            continue
        totals: dict[str, list[bool]] = defaultdict(list)
        left_out: Counter[str] = Counter()
        for model in MODELS:
            kind, _, stem = model.partition("/")
            path = DATA / kind / name / f"{stem}.json"
            if not path.is_file():
                continue
            for case in json.loads(path.read_text(encoding="utf-8-sig")):
                if case.get("Results") is None:
                    continue
                if (
                    len(
                        PLATFORMS
                        & set(
                            re.findall(
                                r"\w+",
                                case.get("NotSupported", "") + " " + case.get("NotSupportedByDesign", ""),
                            )
                        )
                    )
                    == 4
                ):
                    left_out["supported on no platform, so never verified"] += 1
                    continue
                judged = judged_case(case, code, model, left_out)
                if judged is None:
                    continue
                right, figures = judged
                totals[model].append(right)
                if show and not right:
                    print(f"  {code} {stem}: {case['Input'][:150]!r}")
                    print("      want", [(r["Text"], r["Resolution"].get("value")) for r in case["Results"]])
                    print("      have", [(f.text, f.low, f.high, f.unit, f.dimension) for f in figures])
        if not totals:
            continue
        every = [right for model in totals.values() for right in model]
        score = sum(every) / len(every)
        reached[code] = score
        parts = ", ".join(f"{model.split('/')[1]} {sum(r)}/{len(r)}" for model, r in totals.items())
        print(
            f"{code}: {score:.3f} of {len(every)} cases; {parts};",
            f"left out {sum(left_out.values())}: {dict(left_out)}",
        )
    return judge("figures_recognizers", reached)


if __name__ == "__main__":
    sys.exit(main())
