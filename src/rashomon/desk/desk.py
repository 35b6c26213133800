"""What every request at the desk knows: the library, the visit, the settings."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.desk.security import Rate, Session
from rashomon.library import Library


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk: where its library is, whether one must sign in, whether cookies go over TLS only, and how often
    somebody may try to sign in and change something."""

    where: str
    accounts: bool
    secure: bool
    logins: Rate
    changes: Rate

    def open(self) -> Library:
        """The library, for one request.

        Raises:
            LibraryError: where it cannot be opened.
        """
        return Library.open(self.where, create=False)


@dataclass(frozen=True, slots=True)
class Visit:
    """A request by somebody."""

    library: Library
    session: Session
    desk: Desk

    @property
    def who(self) -> str:
        """Who is there."""
        return self.session.who
