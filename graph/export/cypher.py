"""A Cypher script: the same database as `insurgraph load` makes, for whoever has only a prompt.

Constraints and indexes first, then nodes, then relationships, each statement a ``MERGE`` on the
id, so that running it twice changes nothing. It deletes nothing: what an earlier edition has and
this one has not stays; ``insurgraph load`` takes it away.

Every statement is one line that ends with a semicolon, so that ``cypher-shell -f``, Neo4j Browser,
``insurgraph db shell`` and a plain split at ``";\\n"`` all read it alike. There are no parameters;
texts are escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from .. import merges
from ..knowledge import KnowledgeGraph
from ..rows import judged, nodes, relationships
from .contents import WHOLE

CARRIES = WHOLE
"""What of a record it holds; see `insurgraph.graph.export.contents`."""

#: Rows of one statement: few enough for a server to plan at once.
ROWS = 100

_ESCAPES = str.maketrans({"\\": "\\\\", "'": "\\'", "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def pieces(kg: KnowledgeGraph) -> Iterator[str]:
    """The script, statement by statement.

    Examples
    --------
    >>> import insurgraph as ig
    >>> next(pieces(ig.load())).startswith("CREATE CONSTRAINT record_id IF NOT EXISTS")
    True
    """
    for statement in merges.constraints():
        yield f"{statement};\n"
    of_nodes = chain.from_iterable(nodes(kg, record) for record in kg.records)
    of_ties = chain.from_iterable(relationships(kg, record) for record in kg.records)
    of_judgements = chain.from_iterable(judged(j) for j in kg.judgements)
    for text, rows in chain(
        merges.of_nodes(of_nodes, ROWS),
        merges.of_relationships(chain(of_ties, of_judgements), ROWS),
    ):
        yield text.replace(merges.ROWS, literal(rows), 1) + ";\n"


def literal(value: object) -> str:
    """A value as Cypher writes it.

    Examples
    --------
    >>> print(literal({"id": "it's", "on": date(2009, 5, 12), "n": [96.5, 3]}))
    {id: 'it\\'s', on: date('2009-05-12'), n: [96.5, 3]}
    """
    if isinstance(value, str):
        return f"'{value.translate(_ESCAPES)}'"
    if isinstance(value, date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {literal(v)}" for k, v in value.items()) + "}"
    return repr(value).replace("e+", "e")
