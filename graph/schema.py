"""What is in the database: its labels, relationship types and properties, each with its meaning.

`insurgraph.graph.rows` says which nodes and relationships a record becomes; here one claim that
has everything is sent through it, so that names and types of properties are those that are really
there. Only what they mean is written down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain

from . import vocabulary as vocabularies
from .change import CHANGED
from .judgement import Judgement, Verdict
from .knowledge import KnowledgeGraph
from .model import Citation, Claim, Entity, Link, Name, Record, Source
from .rows import JOINTS, JUDGED, LABELS, Properties, judged, nodes, relationships
from .vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a node or relationship.

    Attributes
    ----------
    name : str
    type : str
        text, whole number, number, date, or list of one of these.
    meaning : str
    values : tuple of str
        All it can be; empty when it can be anything.
    """

    name: str
    type: str
    meaning: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A label of nodes: what they are and what they have."""

    name: str
    meaning: str
    properties: Mapping[str, Property]


@dataclass(frozen=True, slots=True)
class Type:
    """A type of relationships: from which labels to which, and what they have."""

    name: str
    meaning: str
    start: tuple[str, ...]
    end: tuple[str, ...]
    properties: Mapping[str, Property]


@dataclass(frozen=True)
class Schema:
    """All labels and types, by name.

    Examples
    --------
    >>> found = of()
    >>> found.labels["Claim"].properties["start_earliest"].type
    'date'
    >>> found.types["CITED"].start, found.types["CITED"].end
    (('Claim',), ('Source',))
    """

    labels: Mapping[str, Label]
    types: Mapping[str, Type]

    def properties(self, names: Iterable[str] = ()) -> dict[str, Property]:
        """Properties of labels and types of these names, of all when none is given."""
        wanted = set(names)
        found: dict[str, Property] = {}
        parts: tuple[Label | Type, ...] = (*self.labels.values(), *self.types.values())
        for part in parts:
            if not wanted or part.name in wanted:
                found |= part.properties
        return found


def of(vocabulary: Vocabulary | None = None) -> Schema:
    """The schema of a database whose records use this vocabulary, the package's own by default."""
    if vocabulary is None or vocabulary == vocabularies.default():
        return _default()
    return _schema(vocabulary)


@cache
def _default() -> Schema:
    return _schema(vocabularies.default())


def _schema(vocabulary: Vocabulary) -> Schema:
    seen = _seen(vocabulary)
    labels = {
        name: Label(name, _LABELS[name], _described(name, seen[name], vocabulary))
        for name in LABELS
    }
    entity = labels["Entity"].properties
    for kind in vocabulary.kinds.values():
        subkinds = entity["subkind"]
        own = Property("subkind", subkinds.type, subkinds.meaning, tuple(kind.subkinds))
        labels[kind.name] = Label(kind.name, kind.definition, {**entity, "subkind": own})
    types = {
        name: Type(name, _TYPES[name], (start,), (end,), _described(name, seen[name], vocabulary))
        for name, (start, end) in {**JOINTS, **JUDGED}.items()
    }
    ties = _described("a tie", seen[_TIE], vocabulary)
    for relation in vocabulary.relations.values():
        if relation.tie:
            types[relation.name] = Type(
                relation.name, relation.definition, relation.subject, relation.object, ties
            )
    return Schema(labels, types)


# -- what is there ---------------------------------------------------------------------------------

_TIE = "a tie"


def _seen(vocabulary: Vocabulary) -> dict[str, Properties]:
    """Properties with a value of each, by label and type; all relations have the same."""
    kg = _complete(vocabulary)
    seen: dict[str, Properties] = {}
    for node in nodes(kg, "r"):
        seen.setdefault(node.labels[0], {}).update(node.properties)
    drawn = (r for judgement in kg.judgements for r in judged(judgement))
    for relationship in chain(relationships(kg, "r"), drawn):
        name = relationship.type if relationship.type in {**JOINTS, **JUDGED} else _TIE
        seen.setdefault(name, {}).update(relationship.properties)
    seen["Record"].setdefault("vocabulary", vocabulary.text)
    seen["Record"][CHANGED] = "0"
    return seen


def _complete(vocabulary: Vocabulary) -> KnowledgeGraph:
    """A graph in which no column is empty."""
    kind = next(iter(vocabulary.kinds))
    source = Source(
        "s", "t", "a", "p", "2000", "k", "en", "u", "B", "n", ("s",), "f", "1", "0", "r"
    )
    claims = [
        Claim(
            f"c-{name}", name, "x", "x", "1999", ".." if relation.temporality == "state" else "",
            ("x",), ("x",), "x", "r", "m", 1.0, 2.0, "u", "t", "n", "r",
        )
        for name, relation in vocabulary.relations.items()
        if relation.tie
    ]  # fmt: skip
    return KnowledgeGraph(
        [Record("r", "t", "1", "2000-01-01", "l", "a", "w")],
        [Entity("x", kind, "k", "n", "s", "n", "r")],
        [Name("x", "n", "alias", "en", "Latn", "u", "s", "r")],
        claims,
        [
            Citation(f"{c.id}.1", c.id, "s", "p", "1", "asserts", "x", ("x",), "2000", "2000", 1,
                     "n", "r")
            for c in claims
        ],
        [source],
        [Link(c.id, "includes", c.id, "n", "r") for c in claims[:1]],
        vocabulary,
        [Judgement("x", "y", Verdict.SAME, "n", "2000-01-01", "w", "r")],
    )  # fmt: skip


def _described(part: str, seen: Properties, vocabulary: Vocabulary) -> dict[str, Property]:
    closed = _closed(vocabulary)
    return {
        name: Property(
            name,
            _type(value),
            _MEANINGS.get((part, name)) or _MEANINGS.get(("", name), ""),
            closed.get((part, name)) or closed.get(("", name), ()),
        )
        for name, value in seen.items()
    }


def _type(value: object) -> str:
    if isinstance(value, list):
        return f"list of {_type(value[0])}"
    names = {str: "text", int: "whole number", float: "number", date: "date"}
    return names[type(value)]


def _closed(vocabulary: Vocabulary) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Properties whose values are words of the vocabulary."""
    grades = tuple(f"{r}{c}" for r in vocabulary.reliability for c in vocabulary.credibility)
    subkinds = dict.fromkeys(s for k in vocabulary.kinds.values() for s in k.subkinds)
    return {
        ("Entity", "subkind"): tuple(subkinds),
        ("Claim", "relation"): tuple(vocabulary.relations),
        ("", "family"): tuple(vocabulary.families),
        ("", "label"): tuple(r.label for r in vocabulary.relations.values()),
        ("", "status"): tuple(vocabulary.statuses),
        ("", "grade"): grades,
        ("", "grades"): grades,
        ("", "temporality"): ("instant", "state", "count"),
        ("Name", "kind"): tuple(vocabulary.names),
        ("Source", "kind"): tuple(vocabulary.sources),
        ("Source", "reliability"): tuple(vocabulary.reliability),
        ("CITED", "stance"): tuple(vocabulary.stances),
        ("LINKED", "kind"): tuple(vocabulary.links),
        ("Judgement", "verdict"): tuple(map(str, Verdict)),
    }


# -- what it means ---------------------------------------------------------------------------------

_LABELS = {
    "Record": "A record that was loaded: a named, versioned set of rows.",
    "Entity": "Whoever or whatever is spoken of; a second label says of which kind it is.",
    "Name": "One more name of an entity: alias, former name, acronym, in any script.",
    "Claim": "One proposition, affirmed or not, between entities or about one.",
    "Source": "A document.",
    "Judgement": "What somebody says of two entities, mostly of two records: who is who.",
}

_TYPES = {
    "NAMED": "The entity also bears this name.",
    "SUBJECT": "Whom the claim is about.",
    "OBJECT": "The other end of the claim.",
    "ORIGIN": "Where the subject came from.",
    "PLACE": "Where it was.",
    "THIRD": "The third party that the relation allows.",
    "CITED": "The claim stands in this document, here; one relationship a passage.",
    "LINKED": "How one claim bears on another.",
    "JUDGES": "Whom the judgement is about, where the database holds them.",
    "SAME_AS": "Somebody judges the two to be the same; to be followed either way.",
}

#: By label or type, or by ``""`` for all that have no meaning of their own.
_MEANINGS = {
    ("", "id"): "own, stable and readable; unique in its label or type",
    ("", "record"): "name of the record it belongs to",
    ("", "note"): "what an editor wants known",
    ("", "name"): "the preferred name",
    ("", "title"): "title",
    ("", "language"): "BCP 47 code",
    ("Record", "id"): "name of the record",
    ("Record", "version"): "its edition",
    ("Record", "created"): "day of the edition, ISO",
    ("Record", "licence"): "terms of use",
    ("Record", "attribution"): "the sentence that has to go with it",
    ("Record", "author"): "who made it",
    ("Record", "changed"): "another after every load that changes something",
    ("Record", "vocabulary"): "its own vocabulary as YAML; absent when it is the package's",
    ("Entity", "subkind"): "kind within the kind",
    ("Entity", "summary"): "one sentence for a reader",
    ("Name", "text"): "the name",
    ("Name", "kind"): "alias, former, acronym or weak",
    ("Name", "script"): "ISO 15924 code",
    ("Name", "used_by"): "who uses it: an entity's id or words",
    ("Name", "source"): "id of the source it is found in",
    ("", "says"): "the claim in words",
    ("", "relation"): "relation of the vocabulary",
    ("", "label"): "the relation in words",
    ("", "family"): "family of the relation",
    ("", "status"): "what follows from all its citations",
    ("", "grade"): "Admiralty grade of the best affirming passage, B2; 0 and F cannot be judged",
    ("", "grades"): "all grades that no other is better than",
    ("", "temporality"): "whether it is of a moment, goes on, or counts",
    ("", "sign"): "1 co-operation, -1 hostility, 0 neither",
    ("OBJECT", "sign"): "sign of the tie from the subject to this one, where there is one",
    ("ORIGIN", "sign"): "sign of the tie from the subject to this one, where there is one",
    ("THIRD", "sign"): "sign of the tie from the subject to this one, where there is one",
    ("", "start"): "start as worded, EDTF",
    ("", "end"): "end as worded, EDTF; .. is still going on when it was written",
    ("", "start_earliest"): "first day on which it can have begun; 0001-01-01 is no bound",
    ("", "start_latest"): "last day on which it can have begun; 9999-12-31 is no bound",
    ("", "end_earliest"): "last day for which it is known to have gone on; 0001-01-01 is no bound",
    ("", "end_latest"): "last day on which it can have ended; 9999-12-31 is no bound",
    ("", "computed"): "names of the bounds that were worked out and not written",
    ("", "origin"): "ids of the entities that the subject came from",
    ("", "place"): "ids of the places",
    ("", "third"): "id of the third party",
    ("", "role"): "rank or office, in the coder's words",
    ("", "means"): "weapon, channel or kind of act",
    ("", "value_low"): "lower bound of a number",
    ("", "value_high"): "upper bound of a number",
    ("", "unit"): "what is counted",
    ("", "text"): "what the coder adds",
    ("", "sources"): "ids of the sources it is cited in",
    ("", "independent"): "number of independent affirming passages",
    ("CITED", "locator"): "paragraph of the document, as a reader can follow it",
    ("CITED", "lines"): "lines of the text file",
    ("CITED", "stance"): "how the document stands to the claim",
    ("CITED", "claimant"): "who said it first: an entity's id or words; absent is the document",
    ("CITED", "via"): "who passed it on",
    ("CITED", "said"): "when it was said, EDTF",
    ("CITED", "as_of"): "which date the passage speaks of, EDTF",
    ("CITED", "credibility"): "Admiralty credibility, 1 to 6",
    ("LINKED", "kind"): "how",
    ("Judgement", "one"): "id of the one entity",
    ("Judgement", "other"): "id of the other",
    ("Judgement", "verdict"): "same, different or unsure",
    ("", "who"): "who judged: a person, or a rule by its name",
    ("", "when"): "day of the judgement, ISO",
    ("", "why"): "the reason",
    ("Source", "author"): "who wrote it",
    ("Source", "publisher"): "who published it",
    ("Source", "published"): "when, EDTF",
    ("Source", "kind"): "kind of document",
    ("Source", "url"): "where it is published",
    ("Source", "reliability"): "Admiralty reliability, A to F",
    ("Source", "reliability_note"): "why",
    ("Source", "derived_from"): "ids of the sources it takes its matter from",
    ("Source", "file"): "its text file",
    ("Source", "lines"): "range of lines in the file",
    ("Source", "sha256"): "digest of the whole file",
}
