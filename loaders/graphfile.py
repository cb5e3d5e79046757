"""Networks in GraphML and GEXF: nodes become entities, edges claims.

Read element by element without document types or entities (`insurgraph.loaders.xmlfile`); the
edges of an own export come back as claims of the same relations and dates, but not their evidence,
which these formats do not carry: each is cited to the file it was read from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from xml.etree.ElementTree import Element

from ..graph import vocabulary as vocabularies
from ..graph.knowledge import KnowledgeGraph
from ..graph.vocabulary import nearest
from . import xmlfile
from .archive import digest
from .datetext import Order
from .edges import ORDER, VERSION, day, draw_tie, tie_meaning
from .edition import Edition, clean
from .mapping import Meaning
from .publication import Loader, Publication
from .reading import Place, Reading
from .tabular import Cells, folded


@dataclass(frozen=True, slots=True)
class _Part:
    """A node or an edge: what it is, where it stands in the file, and what it says."""

    node: bool
    number: int
    attributes: Mapping[str, str]


def network(reading: Reading) -> KnowledgeGraph:
    """Read a network."""
    edition = Edition(reading, version=reading.options["version"])
    parts = _graphml if reading.loader.name == "graphml" else _gexf
    for path in reading.paths:
        edition.source(path.name, digest(path))
        nodes: dict[str, str] = {}
        for part in parts(path):
            place = Place(path.name, part.number)
            cells = _cells(reading, place, part)
            with edition.row(place):
                if part.node:
                    _node(edition, cells, part, nodes)
                else:
                    _edge(edition, cells, part, nodes)
    return edition.graph()


def _cells(reading: Reading, place: Place, part: _Part) -> Cells:
    """Attributes under the names by which the mapping knows them."""
    there = {folded(name): name for name in part.attributes}
    columns = {
        field: there[found]
        for field, spellings in reading.mapping.columns.items()
        for found in [next((folded(s) for s in spellings if folded(s) in there), "")]
        if found
    }
    values = {field: clean(part.attributes[name]) for field, name in columns.items()}
    return Cells(reading, place, columns, values)


def _node(edition: Edition, cells: Cells, part: _Part, nodes: dict[str, str]) -> None:
    number = part.attributes.get("id", "")
    sort = _kind(edition, cells)
    if not number:
        cells.bad("id", "a node without an id")
    elif sort is not None:
        nodes[number] = edition.entity(
            sort.kind, number, cells["name"] or number, subkind=sort.subkind, mention=False,
            note=cells.noted("note"),
        )  # fmt: skip


def _kind(edition: Edition, cells: Cells) -> Meaning | None:
    """What a node is: what it says itself, else what the mapping says of all nodes."""
    word = cells["kind"]
    if not word:
        return edition.reading.mapping.tables["ends"]["node"]
    kinds = vocabularies.default().kinds
    found = edition.reading.mapping.meaning("kind", word)
    if found is not None:
        return found
    if word in kinds:
        return Meaning(kind=word, subkind=cells["subkind"])
    cells.bad("kind", f"no such kind{nearest(word, kinds)}; say what it means with --mapping")
    return None


def _edge(edition: Edition, cells: Cells, part: _Part, nodes: Mapping[str, str]) -> None:
    ends = []
    for end in ("source", "target"):
        name = part.attributes.get(end, "")
        if name not in nodes:
            edition.problem(end, name, "no node before it has this id")
        else:
            ends.append(nodes[name])
    meaning = tie_meaning(edition.reading, cells, cells["relation"])
    order = cast("Order", edition.reading.options["dates"])
    dates = {field: _date(cells, field, order) for field in ("start", "end")}
    if meaning is not None and not meaning.omit and len(ends) == 2:
        number = part.attributes.get("id", "")
        locator = f"edge {number}" if number else f"edge {part.number}"
        others = {f: _named(cells, f, nodes) for f in ("origin", "place", "third")}
        draw_tie(edition, cells, meaning, ends, dates, locator=locator, others=others)


def _named(cells: Cells, field: str, nodes: Mapping[str, str]) -> tuple[str, ...]:
    """The nodes that an attribute names by their ids, with semicolons between them."""
    ids = [i.strip() for i in cells[field].split(";") if i.strip()]
    for one in ids:
        if one not in nodes:
            cells.bad(field, f"no node before it has the id {one!r}")
    return tuple(nodes[i] for i in ids if i in nodes)


def _date(cells: Cells, field: str, order: Order) -> str:
    """A date, which in an own export is EDTF already."""
    from ..errors import DateError
    from ..graph.dates import parse

    try:
        parse(cells[field])
    except DateError:
        return day(cells, field, order)
    return cells[field]


def _graphml(path: Path) -> Iterator[_Part]:
    """Nodes and edges of GraphML, with the names of their keys."""
    keys: dict[str, str] = {}
    number = 0
    for found in xmlfile.elements(path, {"key", "node", "edge"}):
        if found.tag == "key":
            keys[found.get("id", "")] = found.get("attr.name", found.get("id", ""))
        elif found.tag in ("node", "edge"):
            number += 1
            said = {keys.get(d.get("key", ""), ""): _text(d) for d in found.iter("data")}
            yield _Part(found.tag == "node", number, {**said, **found.attrib})


def _gexf(path: Path) -> Iterator[_Part]:
    """Nodes and edges of GEXF, with the titles of their attributes."""
    titles: dict[tuple[str, str], str] = {}
    number = 0
    for found in xmlfile.elements(path, {"attributes", "node", "edge"}):
        if found.tag == "attributes":
            for one in found.iter("attribute"):
                titles[found.get("class", ""), one.get("id", "")] = one.get("title", "")
        elif found.tag in ("node", "edge"):
            number += 1
            said = {
                titles.get((found.tag, v.get("for", "")), ""): v.get("value", "")
                for v in found.iter("attvalue")
            }
            own = {k: v for k, v in found.attrib.items() if k != "type"}  # directed or not
            yield _Part(found.tag == "node", number, {**own, **said, "id": found.get("id", "")})


def _text(element: Element) -> str:
    return "".join(element.itertext())


def _loader(name: str, reads: str) -> Loader:
    return Loader(
        name,
        reads,
        network,
        Publication(
            "A network",
            licence="terms of its maker",
            terms="Whoever made it says what may be done with it.",
        ),
        mapping="network.yaml",
        options=(ORDER, VERSION),
    )


LOADERS: Mapping[str, Loader] = {
    "graphml": _loader("graphml", "a network in GraphML"),
    "gexf": _loader("gexf", "a network in GEXF"),
}
