"""The model that tells languages apart by the sequences of bytes in a text: naive Bayes over the longest
known sequence that ends at each byte (Lui and Baldwin 2011; py3langid's model, cut to our languages).

``language.md`` says where ``language.bin`` comes from. It is read in a few milliseconds and needs nothing
but Python: a feature's scores for all languages are one long number, so that adding them up is adding
numbers.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections import Counter
from functools import cache
from importlib import resources

#: Other codes for the same written language.
NORMAL_CODES = {"no": "nb", "iw": "he", "nor": "nb"}
#: Bytes that one language takes in the sum of many scores of one byte each.
_LANE = 3
#: Stretches of bytes whose longest feature is remembered (some 20 MB).
_REMEMBERED = 200_000


class _Ending(dict[bytes, int]):
    """The longest feature that a stretch of bytes ends with, -1 where there is none; remembered."""

    def __init__(self, index: dict[bytes, int], longest: int) -> None:
        self._index, self._lengths = index, range(longest)

    def __missing__(self, window: bytes) -> int:
        index, found = self._index, -1
        for at in self._lengths:
            ending = window[at:]
            if ending in index:
                found = index[ending]
                break
        self[window] = found
        return found


class LanguageModel:
    """The model, read from the bytes of its file."""

    def __init__(self, raw: bytes) -> None:
        head, _, body = raw.partition(b"\n")
        facts = json.loads(head)
        self.classes: tuple[str, ...] = tuple(facts["classes"])
        self._prior: list[float] = facts["prior"]
        self._low: float = facts["low"]
        self._step: float = (facts["high"] - facts["low"]) / 255
        self._index: dict[bytes, int] = {}
        at = 0
        for length, count in enumerate(facts["counts"], 1):
            end = at + length * count
            features = [body[start : start + length] for start in range(at, end, length)]
            self._index.update(zip(features, range(len(self._index), len(self._index) + count), strict=True))
            at = end
        self._longest = len(facts["counts"])
        self._table = body[at:]
        self._rows: dict[int, int] = {}
        self._ending = _Ending(self._index, self._longest)

    def _row(self, feature: int) -> int:
        """The scores of a feature as one number, a lane a language."""
        width = len(self.classes)
        spread = bytearray(_LANE * width)
        spread[::_LANE] = self._table[feature * width : (feature + 1) * width]
        found = self._rows[feature] = int.from_bytes(spread, "little")
        return found

    def _features(self, text: bytes) -> Counter[int]:
        """How often each feature is the longest one that ends at a byte."""
        if len(self._ending) > _REMEMBERED:
            self._ending.clear()
        size = self._longest
        padded = bytes(size - 1) + text
        windows = [padded[start : start + size] for start in range(len(text))]
        found = Counter(map(self._ending.__getitem__, windows))
        del found[-1]
        return found

    def probabilities(self, text: str) -> dict[str, float]:
        """How likely each language is (they add up to 1; all the same where nothing tells). The longer the
        text the surer, but no surer than its length warrants: log odds are divided by its root."""
        plain = unicodedata.normalize("NFC", text.lower() if text.isupper() else text)
        raw = plain.encode("utf-8", "surrogatepass")
        by_count: dict[int, list[int]] = {}
        for feature, count in self._features(raw).items():
            by_count.setdefault(count, []).append(feature)
        scores = list(self._prior)
        width, rows = len(self.classes), self._rows
        for count, features in sorted(by_count.items()):
            weight = math.log1p(count)
            total = sum(rows[each] if each in rows else self._row(each) for each in features)
            lanes = total.to_bytes(_LANE * width, "little")
            for number in range(width):
                lane = int.from_bytes(lanes[_LANE * number : _LANE * number + _LANE], "little")
                scores[number] += weight * (self._low * len(features) + self._step * lane)
        root = math.sqrt(len(raw) or 1)
        highest = max(scores)
        likely = [math.exp((score - highest) / root) for score in scores]
        whole = sum(likely)
        found: dict[str, float] = {}
        for code, value in zip(self.classes, likely, strict=True):
            ours = NORMAL_CODES.get(code, code)
            found[ours] = max(found.get(ours, 0.0), value / whole)
        return found


@cache
def language_model() -> LanguageModel:
    """The model that ships."""
    return LanguageModel((resources.files(__package__) / "language.bin").read_bytes())
