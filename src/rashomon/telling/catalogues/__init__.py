"""The page's own words in other languages: a gettext catalogue (``<language>.po``) each.

The words in the code are English; a catalogue that lacks one leaves it English. ``python -m
training.catalogues`` brings the catalogues up to what the code says.
"""

from __future__ import annotations

import gettext
import io
from functools import cache
from importlib import resources
from typing import Final

#: The languages of the page.
LANGUAGES: Final = ("en", "sv", "da", "de", "fr", "es", "ar")


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of a language; one that changes nothing where there is none."""
    file = resources.files(__name__) / f"{language}.po"
    if language not in LANGUAGES or not file.is_file():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.StringIO(file.read_text(encoding="utf-8")), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
