"""The record, row by row: frozen values that know nothing but what is written in them.

What follows from several rows together - a claim's status, its grade, the bounds of its dates -
is worked out by `insurgraph.graph.knowledge` and never typed in. Text that is not there is
``""``, a list that is not there ``()``, a number that is not there None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


class Written:
    """What is written in one place; a notebook shows the fields that are filled."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from .markup import of_row

        return of_row(self)


_NUMBERED = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})*")


@dataclass(frozen=True, slots=True)
class Record(Written):
    """A named, versioned set of rows: the curated one, an edition of a list, an analyst's own.

    Attributes
    ----------
    name : str
        Short lower-case name, unique in a graph.
    title : str
        What it is called in a reference.
    version : str
        Its edition.
    created : str
        Day of the edition, ISO.
    licence, attribution : str
        Under which terms it may be used, and the sentence that has to go with it.
    author : str
        Who made it: persons or bodies, several with ``;``.
    """

    name: str
    title: str = ""
    version: str = ""
    created: str = ""
    licence: str = ""
    attribution: str = ""
    author: str = ""

    @property
    def edition(self) -> str:
        """Version, with the day of the edition where that is known."""
        return " of ".join(filter(None, (self.version, self.created))) or "without a version"

    def precedes(self, other: Record) -> bool:
        """Whether this is certainly an earlier edition than the other.

        Days are compared where both have one, else versions that are numbers with points.

        Examples
        --------
        >>> Record("x", version="9.1").precedes(Record("x", version="22.1"))
        True
        >>> Record("x", version="2014 a").precedes(Record("x", version="22.1"))
        False
        """
        if self.created and other.created:
            return self.created < other.created
        ours, theirs = (_NUMBERED.fullmatch(r.version) for r in (self, other))
        if ours is None or theirs is None:
            return False
        first, second = ([int(n) for n in v[0].split(".")] for v in (ours, theirs))
        return first < second


@dataclass(frozen=True, slots=True)
class Entity(Written):
    """An organisation, person, collective, place or event.

    No dates, coordinates or ranks: such things are claims, with citations.

    Attributes
    ----------
    id : str
        Own, stable, readable: ``org-isk``.
    kind, subkind : str
        From the vocabulary.
    name : str
        The preferred name.
    summary : str
        One sentence for a reader.
    note : str
        What an editor wants known.
    record : str
        Name of the record the row belongs to.
    """

    id: str
    kind: str
    subkind: str = ""
    name: str = ""
    summary: str = ""
    note: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Name(Written):
    """One more name of an entity.

    Attributes
    ----------
    entity : str
        Id of the entity that bears it.
    name : str
        The name, in any script.
    kind : str
        alias, former, acronym or weak.
    language, script : str
        BCP 47 and ISO 15924 codes.
    used_by : str
        Who uses it: an entity id or words.
    source : str
        Id of the source it is found in.
    """

    entity: str
    name: str
    kind: str = "alias"
    language: str = ""
    script: str = ""
    used_by: str = ""
    source: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Claim(Written):
    """One proposition, the unit of the whole system.

    Attributes
    ----------
    id : str
        Own and stable.
    relation : str
        From the vocabulary, ``DEFECTED_TO``.
    subject, object : str
        Entity ids; `object` is ``""`` where the relation has a value or nothing.
    start, end : str
        EDTF texts.
    origin, place : tuple of str
        Entity ids, read together.
    third : str
        Entity id of the third party that the relation allows.
    role, means, unit, text, note : str
        Words of the coder, never of the source.
    value_low, value_high : float or None
        Bounds of a number.
    """

    id: str
    relation: str
    subject: str
    object: str = ""
    start: str = ""
    end: str = ""
    origin: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    third: str = ""
    role: str = ""
    means: str = ""
    value_low: float | None = None
    value_high: float | None = None
    unit: str = ""
    text: str = ""
    note: str = ""
    record: str = ""

    @property
    def entities(self) -> tuple[str, ...]:
        """Every entity the claim names, each once, subject first."""
        named = (self.subject, self.object, *self.origin, *self.place, self.third)
        return tuple(dict.fromkeys(e for e in named if e))


@dataclass(frozen=True, slots=True)
class Citation(Written):
    """A claim in a document: where it stands there, who says it, and how sure that passage is.

    Attributes
    ----------
    locator : str
        What a reader of the article can follow, ``para 4``.
    lines : str
        Line or lines of the text file, ``20`` or ``20-21``.
    stance : str
        asserts, reports, alleges, implies, doubts, denies or retracts.
    claimant : str
        Original utterer: an entity id or words; ``""`` is the document itself.
    via : tuple of str
        Who passed it on.
    said, as_of : str
        EDTF: when it was uttered; which date the passage speaks of.
    credibility : int or None
        1 to 6 (Admiralty); None, as 6, cannot be judged.
    """

    id: str
    claim: str
    source: str
    locator: str = ""
    lines: str = ""
    stance: str = "asserts"
    claimant: str = ""
    via: tuple[str, ...] = ()
    said: str = ""
    as_of: str = ""
    credibility: int | None = None
    note: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Source(Written):
    """A document: an article, not a file.

    Attributes
    ----------
    published : str
        EDTF, ``""`` when the document does not say.
    reliability : str
        A to F (Admiralty); ``""``, as F, cannot be judged.
    derived_from : tuple of str
        Ids of the sources it takes its matter from.
    file, lines, sha256 : str
        Text file, range of lines in it, and digest of the whole file.
    """

    id: str
    title: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    kind: str = ""
    language: str = ""
    url: str = ""
    reliability: str = ""
    reliability_note: str = ""
    derived_from: tuple[str, ...] = ()
    file: str = ""
    lines: str = ""
    sha256: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Link(Written):
    """How one claim bears on another: contradicts, supersedes, same_event, includes,
    inferred_from."""

    claim: str
    link: str
    other: str
    note: str = ""
    record: str = ""


Row = Entity | Name | Claim | Citation | Source | Link
"""Any row of a record."""
