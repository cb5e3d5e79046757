"""What of a record a format can hold: the parts, and what each format says of each.

A format says ``"yes"``, ``"no"``, or ``"part: …"`` with what is there. ``README.md`` is made of
it, and a test looks for a word out of every part in a file of every format.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..knowledge import KnowledgeGraph
from ..vocabulary import default

PARTS: Mapping[str, str] = {
    "records": "Name, title, edition, licence, attribution and makers of each record.",
    "vocabulary": "The record's own vocabulary, where it has another than the package's.",
    "entities": "Kind, subkind, name, summary and note of every entity.",
    "names": "Further names, with language, script, user and source.",
    "ties": "Affirmed claims between two entities.",
    "other claims": "Claims with a value, with one entity, or denied or unsupported.",
    "claim ids": "The id of every claim that is there.",
    "dates": "Start and end as worded.",
    "bounds": "The four bounds worked out from them, with what the sources affirm.",
    "status": "Status of every claim that is there, worked out from its citations.",
    "grades": "All grades of a claim that no other is better than, and the best.",
    "qualifiers": "Origin, place, third party, role, means, number, unit, text and note.",
    "source ids": "Ids of the sources a claim is cited in.",
    "sources": "Title, publisher, date, address, reliability and its reason, and file.",
    "citations": "Passage, stance, claimant, chain, dates, credibility and note.",
    "links": "How one claim bears on another.",
    "judgements": "Who is who across records: verdict, who, when, why.",
}
"""Every part, and what belongs to it."""

WHOLE: Mapping[str, str] = dict.fromkeys(PARTS, "yes")
"""A format that loses nothing."""

NETWORK: Mapping[str, str] = {
    **WHOLE,
    "vocabulary": "no",
    "names": "part: the names themselves",
    "other claims": "no",
    "sources": "part: titles, in the evidence",
    "citations": "part: stance, passage, claimant and grade, in words",
    "links": "no",
    "judgements": "no",
}
"""A network of single-valued attributes (`insurgraph.graph.export.ties`)."""


def present(kg: KnowledgeGraph) -> list[str]:
    """The parts that a graph has at all."""
    missing = {
        "vocabulary": kg.vocabulary == default(),
        "names": not kg.names,
        "links": not kg.links,
        "judgements": not kg.judgements,
    }
    return [part for part in PARTS if not missing.get(part)]


def counted(number: int, one: str, several: str) -> list[str]:
    """A sentence of how many are left out, none when there are none.

    Examples
    --------
    >>> counted(2, "claim is", "claims are"), counted(0, "claim is", "claims are")
    (['2 claims are left out'], [])
    """
    return [f"{number} {one if number == 1 else several} left out"] if number else []
