"""Who may do what at the desk: sessions, accounts, forged requests, headers, rates.

A session is a random cookie whose hash is in the library. A request that changes something must carry the
session's own token (OWASP, synchroniser token) and must not come from another site (Fetch Metadata). On the
loopback interface without accounts everybody at this machine is one person, called "me".
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from rashomon.library import Library
from rashomon.library.jobs import written

COOKIE: Final = "rashomon"
#: How long a session lasts without a visit.
LASTS: Final = timedelta(days=14)
#: Who uses a desk that has no accounts.
ALONE: Final = "me"
_POLICY: Final = "; ".join(
    (
        "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self' data:",
        "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
    )
)  # fmt: skip
HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


@dataclass(frozen=True, slots=True)
class Session:
    """A visit: ``who`` is there (empty where nobody is signed in) and the ``token`` of its forms."""

    key: str
    who: str
    token: str


class Rate:
    """At most ``most`` events in ``seconds`` for each of some keys (a sliding count; the least recent keys
    are forgotten)."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._seen: OrderedDict[str, list[float]] = OrderedDict()

    def allows(self, key: str) -> bool:
        """Counts an event; True if it is within the rate."""
        now = self._clock()
        times = [at for at in self._seen.pop(key, []) if at > now - self._seconds]
        allowed = len(times) < self._most
        self._seen[key] = [*times, now] if allowed else times
        while len(self._seen) > 10_000:
            self._seen.popitem(last=False)
        return allowed


def _hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def begin(library: Library, who: str) -> Session:
    """A new session; sessions that have run out are forgotten."""
    key, token = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    ends = written(library.moment() + LASTS)
    with library.database.transaction():
        library.database.run("DELETE FROM session WHERE ends < ?", (library.now(),))
        library.database.run(
            "INSERT INTO session (key, who, token, ends) VALUES (?, ?, ?, ?)",
            (_hashed(key), who, token, ends),
        )
    return Session(key, who, token)


def find(library: Library, key: str | None) -> Session | None:
    """The session of a cookie; None where there is none or it has run out."""
    if not key:
        return None
    rows = library.database.all(
        "SELECT who, token FROM session WHERE key = ? AND ends >= ?", (_hashed(key), library.now())
    )
    return Session(key, rows[0]["who"], rows[0]["token"]) if rows else None


def end(library: Library, session: Session) -> None:
    """Ends a session."""
    library.database.run("DELETE FROM session WHERE key = ?", (_hashed(session.key),))


def is_forged(request: Request, session: Session | None, token: str) -> bool:
    """True if a request that changes something does not come from a form of this session."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    if site not in {"same-origin", "none"} or (origin is not None and origin != own):
        return True
    return session is None or not compare_digest(session.token, token)


def set_cookie(response: Response, session: Session, secure: bool) -> None:
    """Gives the browser its session's cookie."""
    response.set_cookie(
        COOKIE, session.key, max_age=int(LASTS.total_seconds()), httponly=True, samesite="strict",
        secure=secure, path="/",
    )  # fmt: skip


# Accounts.


def add_account(library: Library, name: str, password: str) -> None:
    """Makes an account, or gives it another password.

    Raises:
        ValueError: where the name is empty or the password shorter than ten characters.
    """
    from argon2 import PasswordHasher

    if not name.strip() or len(name) > 80:
        raise ValueError("an account needs a name of at most 80 characters")
    if len(password) < 10:
        raise ValueError("a password needs ten characters or more")
    with library.database.transaction():
        library.database.run("DELETE FROM account WHERE name = ?", (name,))
        library.database.run("DELETE FROM session WHERE who = ?", (name,))
        library.database.run(
            "INSERT INTO account (name, password, role, made_at) VALUES (?, ?, 'editor', ?)",
            (name, PasswordHasher().hash(password), library.now()),
        )


def has_accounts(library: Library) -> bool:
    """True if anybody has an account."""
    return bool(library.database.all("SELECT 1 FROM account LIMIT 1"))


def knows(library: Library, name: str, password: str) -> bool:
    """True if the password is the account's. Takes as long for a name that nobody has."""
    from argon2 import PasswordHasher
    from argon2.exceptions import Argon2Error, InvalidHashError

    hasher = PasswordHasher()
    rows = library.database.all("SELECT password FROM account WHERE name = ?", (name,))
    kept = rows[0]["password"] if rows else hasher.hash(secrets.token_urlsafe(16))
    try:
        return hasher.verify(kept, password) and bool(rows)
    except (Argon2Error, InvalidHashError):
        return False
