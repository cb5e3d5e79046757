"""The description of a record's folder as a Frictionless data package.

Name, title, version, licence and makers of ``datapackage.json`` are written by hand; its
resources, with the columns of every table, the keys that join them, sizes and digests, follow
from the files and the vocabulary.

Source: Data Package and Table Schema, version 1 (https://specs.frictionlessdata.io).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from .knowledge import KnowledgeGraph
from .vocabulary import Vocabulary

Descriptor = dict[str, Any]

_ID = r"[a-z0-9]+([-.][a-z0-9]+)*"
_LINES = r"[1-9][0-9]*(-[1-9][0-9]*)?"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: what stands in it, and what has to be true of that.

    Attributes
    ----------
    words : str
        Part of the vocabulary that has the words allowed here.
    refers : str
        Table whose ``id`` it has to be.
    """

    description: str
    type: str = "string"
    required: bool = False
    pattern: str = ""
    words: str = ""
    refers: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A table: what a row is, its columns, and what tells two rows apart."""

    description: str
    fields: Mapping[str, Field]
    key: tuple[str, ...] = field(default=())


def _id(what: str) -> Field:
    return Field(f"Own, stable id of the {what}.", required=True, pattern=_ID)


_SEVERAL = "Several are joined by a semicolon and read together."

LAYOUTS: Mapping[str, Layout] = {
    "sources": Layout(
        "A document the record cites: an article, not a file.",
        {
            "id": _id("source"),
            "title": Field("Title as printed; in brackets where none is and one had to be made.",
                           required=True),
            "author": Field("Who wrote it, as printed; several with a semicolon."),
            "publisher": Field("Who published it, as printed."),
            "published": Field("Day of publication, EDTF; empty where none is printed."),
            "kind": Field("Kind of source.", words="sources"),
            "language": Field("Language, BCP 47."),
            "url": Field("Address, where the document prints one.", pattern=r"https?://\S+"),
            "reliability": Field("Admiralty reliability of the source, A to F; empty is F.",
                                 words="reliability"),
            "reliability_note": Field("The reason for it, in one or two sentences."),
            "derived_from": Field(f"Ids of the sources it takes its matter from. {_SEVERAL}"),
            "file": Field("Name of the text file that was read."),
            "lines": Field("First and last line of the article in that file.", pattern=_LINES),
            "sha256": Field("SHA-256 of the whole text file.", pattern="[0-9a-f]{64}"),
        },
        ("id",),
    ),
    "entities": Layout(
        "An organisation, person, collective, place or event that a claim names.",
        {
            "id": _id("entity"),
            "kind": Field("Kind of entity.", required=True, words="kinds"),
            "subkind": Field("Finer kind, one of those the vocabulary lists under the kind."),
            "name": Field("Preferred name.", required=True),
            "summary": Field("What it is, in one sentence of the coder's."),
            "note": Field("What an editor wants known, such as whom it must not be taken for."),
        },
        ("id",),
    ),
    "names": Layout(
        "One more name of an entity, as some document spells it.",
        {
            "entity": Field("Id of the entity that bears it.", required=True, refers="entities"),
            "name": Field("The name.", required=True),
            "kind": Field("Kind of name.", required=True, words="names"),
            "language": Field("Language, BCP 47."),
            "script": Field("Script, ISO 15924."),
            "used_by": Field("Who uses it: id of an entity, or words."),
            "source": Field("Id of the source it is found in.", refers="sources"),
        },
        ("entity", "name", "kind", "used_by", "source"),
    ),
    "claims": Layout(
        "One proposition.",
        {
            "id": _id("claim"),
            "relation": Field("What is claimed.", required=True, words="relations"),
            "subject": Field("Id of the entity of which it is claimed.", required=True,
                             refers="entities"),
            "object": Field("Id of the entity at the other end; empty where the relation has a "
                            "value, or the document names nobody.", refers="entities"),
            "start": Field("When it took place or began, EDTF; empty is unknown."),
            "end": Field("When it ended, EDTF; '..' is still so when the document speaks, empty "
                         "is unknown. An instant has none."),
            "origin": Field(f"Ids of the entities the subject came from. {_SEVERAL}"),
            "place": Field(f"Ids of the places where it holds. {_SEVERAL}"),
            "third": Field("Id of a third party, in the part that the relation gives it.",
                           refers="entities"),
            "role": Field("In what capacity, or of what kind."),
            "means": Field("By what weapon, method, channel or medium."),
            "value_low": Field("Lower bound of a number, or the number.", "number"),
            "value_high": Field("Upper bound of a number, or the number.", "number"),
            "unit": Field("What is counted, in the plural; of a percentage also of what."),
            "text": Field("Content or quantity in the coder's own few words."),
            "note": Field("What the coder wants known."),
        },
        ("id",),
    ),
    "citations": Layout(
        "A claim in a document: where it stands, who says it, how sure that passage is.",
        {
            "id": _id("citation"),
            "claim": Field("Id of the claim.", required=True, refers="claims"),
            "source": Field("Id of the source.", required=True, refers="sources"),
            "locator": Field("Paragraph of the article, under its heading where it has one.",
                             required=True),
            "lines": Field("Line or lines of the text file.", pattern=_LINES),
            "stance": Field("How the document stands to the claim.", required=True,
                            words="stances"),
            "claimant": Field("Who first said so: id of an entity, or words; empty is the "
                              "document itself."),
            "via": Field(f"Who passed it on. {_SEVERAL}"),
            "said": Field("When it was said, EDTF."),
            "as_of": Field("Which date the passage speaks of, EDTF."),
            "credibility": Field("Admiralty credibility of the passage, 1 to 6; empty is 6.",
                                 "integer", words="credibility"),
            "note": Field("The coder's reasons, above all for an inference."),
        },
        ("id",),
    ),
    "links": Layout(
        "How one claim bears on another.",
        {
            "claim": Field("Id of the claim.", required=True, refers="claims"),
            "link": Field("How it bears on the other.", required=True, words="links"),
            "other": Field("Id of the other claim.", required=True, refers="claims"),
            "note": Field("Why."),
        },
        ("claim", "link", "other"),
    ),
    "coding-log": Layout(
        "A line or range of lines of a text file, and what became of it.",
        {
            "file": Field("Name of the text file.", required=True),
            "lines": Field("Line, or first and last line.", required=True, pattern=_LINES),
            "claims": Field("Ids of the claims made of them. Several are joined by a semicolon."),
            "reason": Field("Why no claim was made of them, or of a part of them."),
        },
        ("file", "lines"),
    ),
    "agreement": Layout(
        "How far two codings of the same articles agree, field by field.",
        {
            "article": Field("Id of the source that was coded twice; both for the two together.",
                             required=True),
            "field": Field("What was compared.", required=True),
            "units": Field("Number of units compared.", "integer"),
            "agreement": Field("Share of units that agree, 0 to 1.", "number"),
            "coefficient": Field("Chance-corrected coefficient, and for which data."),
            "value": Field("Its value; empty where it is not defined.", "number"),
        },
        ("article", "field", "coefficient"),
    ),
    "second-reading": Layout(
        "A citation whose stance and credibility were judged twice, without sight of the first.",
        {
            "citation": Field("Id of the citation.", required=True, refers="citations"),
            "stance": Field("Stance as the record had it then.", required=True, words="stances"),
            "second_stance": Field("Stance by the second reading.", required=True,
                                   words="stances"),
            "credibility": Field("Credibility as the record had it then.", "integer",
                                 required=True, words="credibility"),
            "second_credibility": Field("Credibility by the second reading.", "integer",
                                        required=True, words="credibility"),
        },
        ("citation",),
    ),
    "crosswalk": Layout(
        "A relation of this record beside the nearest term of another scheme.",
        {
            "relation": Field("Relation of this vocabulary.", required=True, words="relations"),
            "scheme": Field("The other scheme.", required=True),
            "term": Field("Its term; empty where it has none. A property is written with its "
                          "object."),
            "fit": Field("How the term fits: exact, broader or narrower than the relation, "
                         "related, none.",
                         required=True, pattern="exact|broader|narrower|related|none"),
            "note": Field("What the fit leaves out."),
        },
        ("relation", "scheme", "term"),
    ),
}  # fmt: skip
"""Every table that a record's folder may hold, in the order in which they are described."""

#: Files beside the tables, and what they are.
DOCUMENTS: Mapping[str, tuple[str, str]] = {
    "vocabulary.yaml": ("application/yaml", "Kinds, relations, stances and grades, defined."),
    "CODEBOOK.md": ("text/markdown", "How the record was made and how to read it."),
    "CHANGELOG.md": ("text/markdown", "What changed from edition to edition."),
}


def described(
    kg: KnowledgeGraph, folder: Path, layouts: Mapping[str, Layout] = LAYOUTS
) -> Descriptor:
    """The data package of a folder: what is written there by hand, and its resources.

    Parameters
    ----------
    kg : KnowledgeGraph
        The record as read from the folder.
    folder : Path
        Holds ``datapackage.json``; of that file all but ``sources`` and ``resources`` is kept.
    layouts : mapping of str to Layout
        Tables that may be there, by name.

    Returns
    -------
    dict
        The descriptor, ready for JSON.
    """
    package: Descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    package["sources"] = [
        {"title": s.title} | ({"path": s.url} if s.url else {}) for s in kg.sources.values()
    ]
    package["resources"] = list(_resources(kg.vocabulary, folder, layouts))
    return package


def _resources(
    vocabulary: Vocabulary, folder: Path, layouts: Mapping[str, Layout]
) -> Iterator[Descriptor]:
    for name, layout in layouts.items():
        path = folder / f"{name}.csv"
        if path.is_file():
            yield {
                "name": name,
                "path": path.name,
                "description": layout.description,
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                **_measured(path),
                "schema": _schema(layout, _header(path), vocabulary),
            }
    for name, (mediatype, description) in DOCUMENTS.items():
        path = folder / name
        if path.is_file():
            yield {
                "name": path.stem.casefold(),
                "path": name,
                "description": description,
                "mediatype": mediatype,
                "encoding": "utf-8",
                **_measured(path),
            }


def _measured(path: Path) -> Descriptor:
    content = path.read_bytes()
    return {"bytes": len(content), "hash": f"sha256:{sha256(content).hexdigest()}"}


def _header(path: Path) -> Sequence[str]:
    with path.open(encoding="utf-8", newline="") as lines:
        return next(csv.reader(lines), [])


def _schema(layout: Layout, header: Sequence[str], vocabulary: Vocabulary) -> Descriptor:
    """The Table Schema of a table, for the columns that it has, in their order."""
    known = {name: layout.fields.get(name, Field("")) for name in header}
    foreign = [
        {"fields": [name], "reference": {"resource": one.refers, "fields": ["id"]}}
        for name, one in known.items()
        if one.refers
    ]
    return {
        "fields": [_column(name, one, vocabulary) for name, one in known.items()],
        "missingValues": [""],
        "primaryKey": list(layout.key),
        **({"foreignKeys": foreign} if foreign else {}),
    }


def _column(name: str, one: Field, vocabulary: Vocabulary) -> Descriptor:
    constraints: Descriptor = {}
    if one.required:
        constraints["required"] = True
    if one.pattern:
        constraints["pattern"] = one.pattern
    if one.words:
        constraints["enum"] = list(getattr(vocabulary, one.words))
    column = {"name": name, "type": one.type, "description": one.description}
    return column | ({"constraints": constraints} if constraints else {})
