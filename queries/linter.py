"""What is wrong with a query, or will be on the other engine, and what to write instead.

The rules come from running the same queries on Neo4j and on the embedded engine: each is a way in
which a text that a server accepts gave other rows, no rows, or no end. They look at tokens and not
at raw text, so nothing in a string, a comment or a quoted name is mistaken for code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..graph.cypher import Token, reads_files, tokens
from ..graph.schema import Property
from ..graph.vocabulary import Vocabulary, default, nearest
from .pattern import Clause, Group, Item, Scope, patterns
from .reading import Reading, flat

_AGGREGATES = frozenset(
    t.word for t in tokens("COUNT COLLECT SUM AVG MIN MAX STDEV STDEVP PERCENTILECONT")
)
_SHORTEST = ("SHORTESTPATH", "ALLSHORTESTPATHS")
_DATES = ("DATE", "DATETIME", "LOCALDATETIME")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_SENTINELS = ("0001-01-01", "9999-12-31")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing found in a query.

    Attributes
    ----------
    line, column : int
        Where, from 1.
    rule : str
        Name of the rule.
    message : str
        What is there, and what comes of it.
    instead : str
        What to write instead.
    misleads : bool
        Whether the answer can be another than meant: worth saying also when the query is run.
    """

    line: int
    column: int
    rule: str
    message: str
    instead: str
    misleads: bool = False

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.rule}: {self.message}; {self.instead}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name, what it says, what it has one write instead, whether answers mislead."""

    name: str
    message: str
    instead: str
    misleads: bool = False

    def at(self, place: Token, *, message: str = "", instead: str = "") -> Finding:
        """The finding of this rule at a place."""
        return Finding(
            place.line,
            place.column,
            self.name,
            message or self.message,
            instead or self.instead,
            self.misleads,
        )


RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "shortest-path-where",
            "WHERE on a shortestPath is applied during the search by Neo4j and after it by the "
            "embedded engine: other rows, silently",
            "match a path of bounded length, `p = (a)-[:TYPE*..5]-(b) WHERE ...`, and end with "
            "`ORDER BY length(p), ... LIMIT 1`, or put the condition into the pattern, "
            "`[:TYPE* {status: $status}]`",
            misleads=True,
        ),
        Rule(
            "shortest-k",
            "the embedded engine has no SHORTEST",
            "match a path of bounded length, `p = (a)-[:TYPE*..5]-(b)`, and end with "
            "`ORDER BY length(p), ... LIMIT 1`",
        ),
        Rule(
            "unbounded",
            "a path without an upper bound on its length may come to no end",
            "give the longest that is meant: `*1..4`, or `{1,4}` after a bracket",
        ),
        Rule(
            "wandering",
            "a step without relationship type goes through Claim, Name and Source nodes too",
            "name the types, `[:ALLIED_WITH|RIVAL_OF]`, or put `:Entity` on both nodes",
            misleads=True,
        ),
        Rule(
            "unordered",
            "the rows have no order, and each engine has its own",
            "end with `ORDER BY` and something that is never twice the same, such as an id",
        ),
        Rule(
            "load-csv",
            "LOAD CSV reads files of the server, and is refused",
            "make tables in the record's format, and `insurgraph load curated FOLDER`",
        ),
        Rule(
            "unknown-label", "no node has this label", "`:schema` in `insurgraph db shell` has all",
            misleads=True,
        ),
        Rule(
            "unknown-type", "no relationship has this type",
            "`:schema` in `insurgraph db shell` has all", misleads=True,
        ),
        Rule(
            "unknown-property", "there is no such property here",
            "`:schema NAME` in `insurgraph db shell` has all", misleads=True,
        ),
        Rule(
            "unknown-value", "it never has this value", "the vocabulary has all", misleads=True,
        ),
        Rule(
            "literal", "a value is written into the text",
            "write `$name` and give the value with `-p name=...`",
        ),
    )
}  # fmt: skip
"""Every rule, by name."""


def check(text: str, vocabulary: Vocabulary | None = None) -> list[Finding]:
    """Findings of all rules in a query, in the order of the text.

    Parameters
    ----------
    text : str
        One statement, with or without the header of a ``.cypher`` file.
    vocabulary : Vocabulary, optional
        The one whose labels and types there are; the package's own when not given.

    Examples
    --------
    >>> for finding in check("MATCH (p:Persn)-[d:DEFECTED_TO]->(o) RETURN p.id ORDER BY p.id"):
    ...     print(finding)
    1:10: unknown-label: no node has the label 'Persn'; did you mean 'Person'?
    """
    read = Reading(text, vocabulary or default())
    return sorted({finding for look in _LOOKS for finding in look(read)})


# -- paths -----------------------------------------------------------------------------------------


def _filtered_shortest_paths(read: Reading) -> Iterator[Finding]:
    for scope in read.scopes:
        for clause, following in pairwise(scope.clauses):
            if clause.word == "MATCH" and following.word == "WHERE":
                used = {t.value for t in flat(following.items)}
                for place, names in _shortest_paths(clause):
                    if names & used:
                        yield RULES["shortest-path-where"].at(place)


def _shortest_paths(clause: Clause) -> Iterator[tuple[Token, set[str]]]:
    """Where a shortestPath stands, and the names of the path and of its relationship."""
    items = clause.items
    for at, item in enumerate(items[:-1]):
        if isinstance(item, Token) and item.word in _SHORTEST:
            names = {s.relationship.variable for s in patterns(items[at : at + 2]).steps} - {""}
            path = items[at - 2] if at >= 2 and items[at - 1].text == "=" else None
            yield item, names | ({path.value} if isinstance(path, Token) else set())


def _shortest_k(read: Reading) -> Iterator[Finding]:
    for one, other in pairwise(read.tokens):
        counted = one.word == "SHORTEST" and other.kind in ("number", "parameter")
        if counted or (one.word in ("ANY", "ALL") and other.word == "SHORTEST"):
            yield RULES["shortest-k"].at(one)


def _unbounded(read: Reading) -> Iterator[Finding]:
    for step in read.patterns.steps:
        if not step.bounded and step.function not in _SHORTEST:
            yield RULES["unbounded"].at(step.place)
    for place in read.patterns.unbounded:
        yield RULES["unbounded"].at(place)


def _wandering(read: Reading) -> Iterator[Finding]:
    for step in read.patterns.steps:
        ends = read.is_labelled(step.left) and read.is_labelled(step.right)
        if step.varies and not step.relationship.given:
            instead = "name the types, `[:ALLIED_WITH|RIVAL_OF*1..3]`"
            yield RULES["wandering"].at(step.place, instead=instead)
        elif not step.relationship.given and not ends:
            yield RULES["wandering"].at(step.place)


# -- rows ------------------------------------------------------------------------------------------


def _unordered(read: Reading) -> Iterator[Finding]:
    for scope in read.scopes:
        yield from _any_rows(scope)
    clauses = read.scopes[0].clauses
    words = [c.word for c in clauses]
    if "RETURN" not in words or "SHOW" in words or not {"MATCH", "UNWIND", "CALL"} & {*words}:
        return
    if "UNION" in words:
        yield RULES["unordered"].at(
            clauses[words.index("UNION")].place,
            message="the rows of a UNION have no order",
            instead="write `CALL () { ... UNION ... } RETURN ... ORDER BY ...`",
        )
        return
    last = len(words) - 1 - words[::-1].index("RETURN")
    if "ORDER" not in words[last:] and not _is_one_row(clauses[last].items):
        yield RULES["unordered"].at(clauses[last].place)


def _any_rows(scope: Scope) -> Iterator[Finding]:
    """A LIMIT on rows that nothing has ordered, before the last clause."""
    for before, clause in pairwise(scope.clauses):
        if before.word == "WITH" and clause.word in ("SKIP", "OFFSET", "LIMIT"):
            yield RULES["unordered"].at(
                clause.place,
                message=f"{clause.word} takes any rows when nothing orders them",
                instead="put `ORDER BY` before it",
            )


def _is_one_row(items: Sequence[Item]) -> bool:
    """Whether every column is an aggregate, so that there is one row."""
    columns: list[list[Item]] = [[]]
    for item in items:
        if item.text == ",":
            columns.append([])
        else:
            columns[-1].append(item)
    return all(_aggregates(column) for column in columns)


def _aggregates(items: Sequence[Item]) -> bool:
    return any(
        (item.word in _AGGREGATES and at + 1 < len(items) and items[at + 1].text == "(")
        or (isinstance(item, Group) and item.bracket == "(" and _aggregates(item.items))
        for at, item in enumerate(items)
    )


def _load_csv(read: Reading) -> Iterator[Finding]:
    if reads_files(read.text):
        yield RULES["load-csv"].at(
            next((t for t in read.tokens if t.word == "LOAD"), read.tokens[0])
        )


# -- names -----------------------------------------------------------------------------------------


def _unknown_names(read: Reading) -> Iterator[Finding]:
    ties = {s.relationship.variable for s in read.patterns.steps}
    labels = [t for node in read.patterns.nodes for t in node.names]
    labels += [label for variable, label in read.predicates if variable.value not in ties]
    for token in labels:
        if token.value not in read.schema.labels:
            yield _unknown("unknown-label", token, "no node has the label", read.schema.labels)
    for step in read.patterns.steps:
        for token in step.relationship.names:
            if token.value not in read.schema.types:
                why = "no relationship has the type"
                if token.value in read.vocabulary.relations:
                    why = "its claims have a value and are no relationship; match :Claim nodes:"
                yield _unknown("unknown-type", token, why, read.schema.types)


def _unknown_properties(read: Reading) -> Iterator[Finding]:
    for key, known in read.used():
        if key.value not in known:
            yield _unknown("unknown-property", key, "there is no property", known)


def _unknown(rule: str, token: Token, why: str, known: Iterable[str]) -> Finding:
    near = nearest(token.value, known).removeprefix("; ")
    return RULES[rule].at(token, message=f"{why} {token.value!r}", instead=near)


# -- values ----------------------------------------------------------------------------------------


def _values(read: Reading) -> Iterator[Finding]:
    for property_, literal, whole in read.compared():
        if property_.values and literal.kind == "string":
            if whole and literal.value not in property_.values:
                why = f"{property_.name} is never"
                yield _unknown("unknown-value", literal, why, property_.values)
        elif _should_be_given(property_, literal):
            yield _literal(literal, property_.name)


def _should_be_given(property_: Property, literal: Token) -> bool:
    if literal.kind == "string":
        return property_.type in ("text", "list of text") and literal.value != ""
    return property_.type == "number"


def _days(read: Reading) -> Iterator[Finding]:
    """Days written into the text; the two that stand for no bound may be."""
    for at, (name, bracket) in enumerate(pairwise(read.tokens[:-1])):
        literal = read.tokens[at + 2]
        if (
            (name.word, bracket.text, literal.kind) in [(d, "(", "string") for d in _DATES]
            and _DAY.match(literal.value)
            and literal.value not in _SENTINELS
        ):
            yield _literal(literal, "day")


def _literal(token: Token, name: str) -> Finding:
    return RULES["literal"].at(
        token,
        message=f"{token.text} is written into the text",
        instead=f"write `${name}` and give the value with `-p {name}=...`",
    )


_LOOKS: tuple[Callable[[Reading], Iterable[Finding]], ...] = (
    _filtered_shortest_paths,
    _shortest_k,
    _unbounded,
    _wandering,
    _unordered,
    _load_csv,
    _unknown_names,
    _unknown_properties,
    _values,
    _days,
)
