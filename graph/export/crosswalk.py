"""The terms of other schemes that can stand for a relation, from ``data/crosswalk.csv``.

Only a term that means the same or less than the relation may stand for it without saying more than
the documents do (see the codebook's chapter): its fit is *exact* or *broader*.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_FITTING = ("exact", "broader")


@cache
def terms(scheme: str) -> Mapping[str, tuple[str, ...]]:
    """Terms of a scheme that can stand for each relation; none for a relation with nothing near.

    Relations to which the scheme has something near, but nothing that fits, have an empty text
    among their terms: whatever the scheme calls a tie of any kind will do.

    Examples
    --------
    >>> found = terms("STIX 2.1")
    >>> found["ATTACKED"], found["DEFECTED_TO"], found["DIFFERENT_FROM"]
    (('targets',), ('related-to',), ())
    """
    found: dict[str, list[str]] = {}
    text = (files("insurgraph.data") / "crosswalk.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        if row["scheme"] == scheme:
            held = found.setdefault(row["relation"], [])
            if row["fit"] != "none":
                held.append(row["term"] if row["fit"] in _FITTING else "")
    return {relation: tuple(held) for relation, held in found.items()}
