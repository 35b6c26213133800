"""Addresses of reports: which are one, and whose they are."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

import regex

from rashomon.reading.phrases import sign

_ADDRESS = regex.compile(r"https?://[^\s<>\"]{3,2000}", regex.I)
#: Parts of a query that say how a reader came, not what they read.
_TRACKING = regex.compile(
    r"utm_\w++|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|_ga|_gl|mkt_tok|"
    r"ns_\w++|at_\w++|xtor|cmp(?:id)?|cid|ref(?:_?src|errer)?|source|sr_share|smid|smtyp|ocid|icid|ito|"
    r"share\w*+|spm|wt_\w++|pk_\w++|mtm_\w++|hsa_\w++|__twitter_impression|amp|outputtype|ncid|rss|feed",
    regex.I,
)
_MOBILE = regex.compile(r"(?:www\d?|m|mobile|amp)\.(?=[^.]++\.)")


def is_address(text: str) -> bool:
    """True if a text is an address on the web and nothing else."""
    return _ADDRESS.fullmatch(text.strip()) is not None


@lru_cache(maxsize=4_096)
def host(address: str) -> str:
    """The host of an address without what is before its name ("www.", "m."), lower case; empty where it
    has none."""
    try:
        found = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return _MOBILE.sub("", found.lower().rstrip("."), count=1)


def canonical(address: str) -> str:
    """An address without what does not tell one report from another: the scheme, "www.", tracking
    parameters, the order of the others, the fragment, a slash at the end. Only for comparing."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address.strip()
    if parts.scheme.lower() not in {"http", "https"}:
        return address.strip()
    kept = sorted(
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(key)
    )
    path = regex.sub(r"/(?:amp|index\.html?)/?$", "", parts.path).rstrip("/")
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{host(address)}{path}{query}"


def is_aggregator(name: str) -> bool:
    """True if a name or a host is that of a service that passes on what others publish."""
    folded = name.casefold().strip()
    listed = sign("aggregators")
    if folded in listed:
        return True
    return "." in folded and any(
        folded == each or folded.endswith("." + each) for each in listed if "." in each
    )
