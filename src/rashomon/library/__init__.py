"""The library: reports, stories and decisions kept in a store, with today's added to yesterday's."""

from rashomon.library.database import LibraryError
from rashomon.library.store import Library

__all__ = ["Library", "LibraryError"]
