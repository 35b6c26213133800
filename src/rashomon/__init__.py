"""Rashomon: many reports, one story.

Five verbs, one direction: read -> mark -> group -> compare -> tell. The nouns they pass on live in
:mod:`rashomon.model`.
"""

__version__ = "0.1.0"
