"""A query as the linter reads it: what its names stand for, and what they are compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TypeGuard

from ..graph import schema as schemas
from ..graph.cypher import Token, tokens
from ..graph.schema import Property
from ..graph.vocabulary import Vocabulary
from .pattern import Entry, Group, Item, nested, pairs, patterns, scopes

_COMPARING = ("=", "<>", "<", ">", "<=", ">=", "=~")


class Reading:
    """A query taken apart once for all rules.

    Parameters
    ----------
    text : str
    vocabulary : Vocabulary
        Whose labels and types there are.

    Examples
    --------
    >>> from insurgraph.graph.vocabulary import default
    >>> read = Reading("MATCH (p:Person)-[d:DEFECTED_TO]->() WHERE p.name = 'x'", default())
    >>> dict(read.names)
    {'p': frozenset({'Person'}), 'd': frozenset({'DEFECTED_TO'})}
    >>> [(p.name, t.value) for p, t, _ in read.compared()]
    [('name', 'x')]
    """

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.vocabulary = vocabulary
        self.schema = schemas.of(vocabulary)
        self.tokens = tokens(text)
        self.items = nested(self.tokens)
        self.scopes = tuple(scopes(self.items))
        self.patterns = patterns(self.items)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every node and relationship of a pattern."""
        return (*self.patterns.nodes, *(s.relationship for s in self.patterns.steps))

    @cached_property
    def predicates(self) -> tuple[tuple[Token, Token], ...]:
        """Variable and label of every ``n:Label``."""
        return tuple(_predicates(self.items))

    @cached_property
    def names(self) -> Mapping[str, frozenset[str]]:
        """Labels or types of each variable of a pattern, empty where none is given."""
        found: dict[str, set[str]] = {}
        for entry in self.entries:
            if entry.variable:
                found.setdefault(entry.variable, set()).update(t.value for t in entry.names)
        for variable, label in self.predicates:
            found.setdefault(variable.value, set()).add(label.value)
        return {variable: frozenset(names) for variable, names in found.items()}

    @cached_property
    def varying(self) -> frozenset[str]:
        """Variables that stand for the relationships of a path of variable length."""
        return frozenset(s.relationship.variable for s in self.patterns.steps if s.varies)

    @cached_property
    def rebound(self) -> frozenset[str]:
        """Variables that also stand for something that no pattern says."""
        return frozenset(
            other.value if one.word == "AS" else one.value
            for one, other in pairwise(self.tokens)
            if one.word == "AS" or (other.word == "IN" and _is_name(one))
        )

    def is_pattern(self, variable: str) -> bool:
        """Whether a variable stands for one node or relationship of a pattern, and that alone."""
        return variable in self.names and variable not in self.varying | self.rebound

    def is_labelled(self, node: Entry) -> bool:
        """Whether anything says what a node is."""
        return node.given or bool(self.names.get(node.variable))

    def properties(self, variable: str, names: Iterable[str] = ()) -> Mapping[str, Property]:
        """What a variable can have: that of its labels or types, else of all there are."""
        known = {*self.schema.labels, *self.schema.types}
        return self.schema.properties({*names, *self.names.get(variable, ())} & known)

    def used(self) -> Iterator[tuple[Token, Mapping[str, Property]]]:
        """Every property that a node or relationship is asked for, with those that there are."""
        for entry in self.entries:
            known = self.properties(entry.variable, (t.value for t in entry.names))
            for key, _ in pairs(entry.properties):
                yield key, known
        for variable, key in references(self.tokens):
            if self.is_pattern(variable.value):
                yield key, self.properties(variable.value)

    def compared(self) -> Iterator[tuple[Property, Token, bool]]:
        """Every known property with each literal it is compared with, and whether as a whole."""
        for entry in self.entries:
            known = self.properties(entry.variable, (t.value for t in entry.names))
            for key, value in pairs(entry.properties):
                for token in value[:1]:
                    if isinstance(token, Token) and _is_literal(token) and key.value in known:
                        yield known[key.value], token, True
        places = {t.start: at for at, t in enumerate(self.tokens)}
        for variable, key in references(self.tokens):
            known = self.properties(variable.value)
            if self.is_pattern(variable.value) and key.value in known:
                first, last = places[variable.start], places[key.start]
                for literal in _operands(self.tokens, first, last):
                    yield known[key.value], literal, True
                for literal in _parts(self.tokens, last):
                    yield known[key.value], literal, False


def flat(items: Sequence[Item]) -> Iterator[Token]:
    """All tokens among items, at any depth."""
    for item in items:
        if isinstance(item, Group):
            yield from flat(item.items)
        else:
            yield item


def references(found: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    """Variable and property of every ``variable.property``."""
    for at in range(len(found) - 2):
        variable, dot, key = found[at : at + 3]
        before = found[at - 1].text if at else ""
        after = found[at + 3].text if at + 3 < len(found) else ""
        plain = before != "." and dot.text == "." and after != "("
        if plain and _is_name(variable) and _is_name(key):
            yield variable, key


def _is_name(item: Item) -> TypeGuard[Token]:
    return isinstance(item, Token) and item.kind in ("name", "quoted")


def _is_literal(token: Token) -> bool:
    return token.kind in ("string", "number")


def _predicates(items: Sequence[Item]) -> Iterator[tuple[Token, Token]]:
    for at, item in enumerate(items):
        if isinstance(item, Group):
            keys = [key for key, _ in pairs(item)] if item.bracket == "{" else []
            yield from _predicates([i for i in item.items if isinstance(i, Group) or not keys])
        elif item.text == ":" and 0 < at < len(items) - 1:
            before, after = items[at - 1], items[at + 1]
            if _is_name(before) and _is_name(after):
                yield before, after


def _operands(found: Sequence[Token], first: int, last: int) -> Iterator[Token]:
    """Literals that a property, which stands between two places, is compared with as a whole."""
    after = [t.text.upper() for t in found[last + 1 : last + 3]]
    if after[:1] and after[0] in _COMPARING:
        yield from _literal_at(found, last + 2)
    elif after == ["IN", "["]:
        yield from _listed(found, last + 3)
    if first >= 2 and (found[first - 1].text in _COMPARING or found[first - 1].word == "IN"):
        yield from _literal_at(found, first - 2)


def _parts(found: Sequence[Token], last: int) -> Iterator[Token]:
    """Literals that a property, which ends at a place, is to begin or end with, or to contain."""
    after = [t.word for t in found[last + 1 : last + 3]]
    if after in (["STARTS", "WITH"], ["ENDS", "WITH"]):
        yield from _literal_at(found, last + 3)
    elif after[:1] == ["CONTAINS"]:
        yield from _literal_at(found, last + 2)


def _literal_at(found: Sequence[Token], at: int) -> Iterator[Token]:
    if at < len(found) and _is_literal(found[at]):
        yield found[at]


def _listed(found: Sequence[Token], at: int) -> Iterator[Token]:
    for token in found[at:]:
        if token.text == "]":
            return
        if _is_literal(token):
            yield token
