"""Rows as plain objects, for JSON: what is written in them, and what follows beside it.

What is empty is left out; dates are ISO text, lists are lists. `WORKED_OUT` names what a reader of
such an object need not believe, because it follows from the rest.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from .. import vocabulary as vocabularies
from ..dossier import sentence
from ..judgement import Judgement
from ..knowledge import KnowledgeGraph
from ..model import Claim, Record, Row
from ..rows import assessed, filled

WORKED_OUT = frozenset(
    {
        *("says", "label", "family", "sign", "temporality", "status", "grade", "grades"),
        *("start_earliest", "start_latest", "end_earliest", "end_latest", "computed"),
        *("sources", "independent"),
    }
)
"""Keys of a claim that follow from the record as a whole."""

# one for all lines: json.dumps would make another for each
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def of_record(kg: KnowledgeGraph, record: Record) -> dict[str, Any]:
    """A record, with its vocabulary as YAML where that is not the package's."""
    own = {} if kg.vocabulary == vocabularies.default() else {"vocabulary": kg.vocabulary.text}
    return filled(record) | own


def of_row(row: Row | Judgement) -> dict[str, Any]:
    """A row as it is written."""
    return filled(row)


def of_claim(kg: KnowledgeGraph, claim: Claim) -> dict[str, Any]:
    """A claim as it is written, in words, and what follows for it."""
    says = {"says": sentence(kg, claim)}
    worked_out = assessed(kg, claim).items()
    iso = {k: v.isoformat() if isinstance(v, date) else v for k, v in worked_out}
    return filled(claim) | says | iso


def text(value: Mapping[str, Any]) -> str:
    """One line of JSON.

    Line ends that only some readers take for such are escaped, so that a line is a line to all.

    Examples
    --------
    >>> text({"name": "\\u062c\\u0628\\u0647\\u0629", "note": "a\\u2028b"})
    '{"name": "جبهة", "note": "a\\\\u2028b"}'
    """
    line = _ENCODER.encode(value)
    for odd in "\x85\u2028\u2029":
        line = line.replace(odd, f"\\u{ord(odd):04x}")
    return line
