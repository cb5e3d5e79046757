"""``queries/README.md``, made from what it describes: ``python -m insurgraph.queries.readme``.

The schema comes from `insurgraph.graph.schema`, the queries from the catalogue, the rules from the
linter and the ten steps from `insurgraph.queries.tutorial`; a test compares the file with what is
made here.
"""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from ..graph import schema as schemas
from ..graph.rows import JOINTS, JUDGED, LABELS
from ..graph.schema import Property, Schema, Type
from ..graph.vocabulary import Vocabulary, default
from . import Query, shipped
from .linter import RULES
from .parameter import TYPES, Default
from .tutorial import STEPS, Step

_NOTICE = "<!-- made by `make docs-queries` from the code and the query files: change those -->"

_DRAWING = """\
```mermaid
flowchart LR
    R["Record"]
    A(["Entity: KINDS"])
    B(["Entity"])
    N["Name"]
    C{{"Claim"}}
    D["Claim"]
    S[/"Source"/]
    A -- "a relation, such as DEFECTED_TO" --> B
    A -- NAMED --> N
    C -- SUBJECT --> A
    C -- "OBJECT, ORIGIN, PLACE, THIRD" --> B
    C -- CITED --> S
    C -- LINKED --> D
```

```
(:Entity:Person)-[:DEFECTED_TO]->(:Entity:Organisation)      one of the relations
(:Entity)-[:NAMED]->(:Name)
(:Claim)-[:SUBJECT|OBJECT|ORIGIN|PLACE|THIRD]->(:Entity)
(:Claim)-[:CITED]->(:Source)
(:Claim)-[:LINKED]->(:Claim)
(:Record)
```"""

_EXPLAINED = """\
Two layers hold the same record. Above are entities with relationships between them, for reading:
one relationship for every claim between two entities that is affirmed. Below are the claims
themselves, one node each, also those that are denied or unsupported, with everyone they name and
every passage they stand in. `relationship.id = claim.id` joins the two.

Labels are CamelCase, types of relationships UPPER_CASE, properties snake_case. What is empty in
the record is no property. `id` is unique in its label or type; every node and relationship has
`record`, the name of the record it belongs to.

**Dates.** `start` and `end` are as worded (EDTF). The four bounds beside them are always there, so
that no query asks whether there is a date:

* *possibly* so within a period: `start_earliest <= $on_last AND $on_first <= end_latest`
* *definitely*: `start_latest <= $on_last AND $on_first <= end_earliest`

An instant has its end where its start is. 0001-01-01 and 9999-12-31 stand for no bound."""

_RUNNING = """\
```sh
insurgraph queries                                      # list them
insurgraph queries leaders                              # describe one
insurgraph query leaders -p organisation="IS-K"         # ask it: an id or any name will do
insurgraph query leaders -f csv                         # or json, jsonl; a table otherwise
insurgraph query --cypher 'MATCH (c:Claim) RETURN count(c)'
insurgraph query --file mine.cypher -p who:entity=IS-K  # your own, with or without a header
insurgraph query leaders --explain                      # how it would be run
insurgraph queries check mine.cypher                    # what is wrong with it
insurgraph db shell                                     # a prompt that completes
insurgraph db status                                    # how another client gets in
```

In Python `db.query("leaders", organisation="org-isk")` gives a table, `db.cypher(text, {...})` runs
a text, and `db.stream(text)` reads rows one by one, however many there are.

Nothing is written unless `--write` is given: the server refuses it, the embedded engine because the
user who asks can only read, Neo4j because the session is one for reading. `LOAD CSV` is refused
before it is sent. A query has 300 seconds (`--timeout`) and is ended then on the server too; the
embedded engine is restarted when nothing else helps, which loses no data.

Queries of your own stand beside these when `INSURGRAPH_QUERIES` names their folder. A file begins
with a header like those in this folder: title, question, what counts as active, parameters and
columns."""


def text() -> str:
    """The whole file."""
    vocabulary = default()
    schema = schemas.of(vocabulary)
    parts = (
        "# Asking in Cypher",
        _NOTICE,
        "The same queries give the same rows on the embedded engine and on Neo4j 5.26 and 2026.",
        "## What is in the graph",
        _DRAWING.replace("KINDS", ", ".join(vocabulary.kinds)),
        _EXPLAINED,
        *_properties(schema),
        *_relations(schema, vocabulary),
        "## Ten steps",
        *(part for number, step in enumerate(STEPS, 1) for part in _step(number, step)),
        "## Asking",
        _RUNNING,
        "## Parameters",
        _table(["type", "what is given"], TYPES.items()),
        "## What the check finds",
        _rules(),
        "## The queries",
        *_queries(tuple(shipped())),
    )
    return "\n\n".join(parts) + "\n"


# -- the schema ------------------------------------------------------------------------------------


def _properties(schema: Schema) -> Iterator[str]:
    for name in LABELS:
        label = schema.labels[name]
        yield f"### `(:{name})`"
        yield label.meaning
        yield _property_table(label.properties)
    for name in (*JOINTS, *JUDGED):
        type_ = schema.types[name]
        yield f"### `{_arrow(type_)}`"
        yield type_.meaning
        yield _property_table(type_.properties)


def _property_table(properties: Mapping[str, Property]) -> str:
    rows = ((f"`{p.name}`", p.type, p.meaning) for p in properties.values())
    return _table(["property", "type", "meaning"], rows)


def _arrow(type_: Type) -> str:
    return f"(:{type_.start[0]})-[:{type_.name}]->(:{type_.end[0]})"


def _relations(schema: Schema, vocabulary: Vocabulary) -> Iterator[str]:
    yield "### `(:Entity)-[:<RELATION>]->(:Entity)`"
    yield "All relations have the same properties, those of their claim."
    ties = [t for t in schema.types.values() if t.name not in {**JOINTS, **JUDGED}]
    yield _property_table(ties[0].properties)
    rows = (
        (
            f"`{t.name}`",
            ", ".join(t.start),
            ", ".join(t.end),
            _sign(vocabulary.relations[t.name].sign),
            t.meaning,
        )
        for t in ties
    )
    yield _table(["type", "from", "to", "sign", "meaning"], rows)
    kinds = ((f"`:{k.name}`", f"`{k.prefix}-`", k.definition) for k in vocabulary.kinds.values())
    yield "An entity's second label is its kind, and its id begins with it:"
    yield _table(["label", "id", "meaning"], kinds)


def _sign(sign: int) -> str:
    return {1: "+", -1: "−"}.get(sign, "")


# -- steps, rules, queries -------------------------------------------------------------------------


def _step(number: int, step: Step) -> Iterator[str]:
    yield f"### {number}. {step.title}"
    yield step.words
    yield f"```cypher\n{step.cypher};\n```"
    if step.given:
        given = " ".join(f"-p {shlex.quote(f'{k}={v}')}" for k, v in step.given.items())
        yield f"```sh\ninsurgraph query --file step.cypher {given}\n```"


def _rules() -> str:
    rows = ((f"`{r.name}`", f"{r.message}", r.instead) for r in RULES.values())
    return _table(["rule", "found", "instead"], rows)


def _queries(queries: Sequence[Query]) -> Iterator[str]:
    by_topic = sorted(queries, key=lambda q: (q.topic, q.name))
    links = ((f"[{q.name}](#{q.name})", q.topic, q.title) for q in by_topic)
    yield _table(["query", "topic", "title"], links)
    for topic, group in groupby(by_topic, key=lambda q: q.topic):
        yield f"### {topic}"
        for query in group:
            yield from _query(query)


def _query(query: Query) -> Iterator[str]:
    yield f"#### {query.name}"
    yield f"**{query.title}.** {query.question}"
    yield f"*{query.active}*"
    if query.parameters:
        rows = (
            (f"`{p.name}`", f"{p.type}{', several' if p.many else ''}", p.meaning,
             _code(p.default))
            for p in query.parameters
        )  # fmt: skip
        yield _table(["parameter", "type", "meaning", "default"], rows)
    yield _table(["column", "meaning"], ((f"`{c.name}`", c.meaning) for c in query.columns))
    yield f"```sh\n{_command(query)}\n```"
    if query.example:
        yield _table([c.name for c in query.columns], query.example)


def _code(value: Default | None) -> str:
    if value is None:
        return "has to be given"
    if not value:
        return ""
    return f"`{value if isinstance(value, str) else ', '.join(value)}`"


def _command(query: Query) -> str:
    """The example as a command: who it is about, and what is not as it would be anyway."""
    given = [
        f"-p {shlex.quote(f'{p.name}={one}')}"
        for p in query.parameters
        if p.type in ("entity", "source") or p.example != p.default
        for one in ([p.example] if isinstance(p.example, str) else p.example or ())
        if one
    ]
    return " ".join(["insurgraph query", query.name, *given])


# -- Markdown --------------------------------------------------------------------------------------


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(_cell(value) for value in line)} |" for line in lines)


def _cell(value: str) -> str:
    """A value that neither ends its cell nor its line, nor is read as a tag."""
    plain = re.sub(r"\s+", " ", value).replace("|", "\\|")
    return plain if "`" in plain else plain.replace("<", "&lt;")


if __name__ == "__main__":
    sys.stdout.write(text())
