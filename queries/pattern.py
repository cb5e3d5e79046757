"""The shape of a query: its clauses, the nodes and steps of its patterns, what its names stand for.

Not a grammar: what a server would refuse is read somehow, and what is not looked for is skipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ..graph.cypher import Token, tokens

_CLOSING = {"(": ")", "[": "]", "{": "}"}


def _words(text: str) -> frozenset[str]:
    return frozenset(t.word for t in tokens(text))


#: Words after which a bracket is none of a function call.
KEYWORDS = _words(
    """
    AND AS ASC ASCENDING BY CALL CASE CONTAINS CREATE DELETE DESC DESCENDING DETACH DISTINCT ELSE
    END ENDS FINISH FOREACH FROM GROUPS IN INSERT IS LIMIT LOAD MATCH MERGE NOT NULL OFFSET ON
    OPTIONAL OR ORDER PATH PATHS REMOVE RETURN SET SHORTEST SKIP STARTS THEN TRANSACTIONS UNION
    UNWIND USE WHEN WHERE WITH XOR YIELD
    """
)

_CLAUSES = _words(
    """
    MATCH WITH RETURN UNWIND CALL CREATE MERGE INSERT SET DELETE REMOVE FOREACH UNION LOAD USE
    FINISH WHERE ORDER SKIP OFFSET LIMIT SHOW
    """
)

#: What stands before the braces of a subquery.
_SUBQUERIES = _words("CALL EXISTS COUNT COLLECT")

#: What ``IS`` can be followed by other than a label.
_TESTS = _words("NULL NOT TYPED NORMALIZED NFC NFD NFKC NFKD")


@dataclass(frozen=True, slots=True)
class Group:
    """A pair of brackets and what is between them."""

    bracket: str
    opening: Token
    items: tuple[Item, ...]

    @property
    def word(self) -> str:
        """No keyword."""
        return ""

    @property
    def text(self) -> str:
        """The opening bracket."""
        return self.bracket

    def leaves(self) -> Iterator[Token]:
        """All tokens inside, at any depth."""
        return _leaves(self.items)


Item = Token | Group


def _leaves(items: Sequence[Item]) -> Iterator[Token]:
    for item in items:
        if isinstance(item, Group):
            yield from item.leaves()
        else:
            yield item


def nested(found: Sequence[Token]) -> tuple[Item, ...]:
    """Tokens as items, each pair of brackets one item; a bracket without its partner is left out.

    Examples
    --------
    >>> [i.text for i in nested(tokens("RETURN size([1, 2])"))]
    ['RETURN', 'size', '(']
    """
    open_groups: list[tuple[Token | None, list[Item]]] = [(None, [])]
    for token in found:
        if token.kind == "symbol" and token.text in _CLOSING:
            open_groups.append((token, []))
        elif token.kind == "symbol" and token.text in _CLOSING.values():
            opening, items = open_groups[-1]
            if opening is not None and _CLOSING[opening.text] == token.text:
                open_groups.pop()
                open_groups[-1][1].append(Group(opening.text, opening, tuple(items)))
        else:
            open_groups[-1][1].append(token)
    return tuple(item for _, items in open_groups for item in items)


# -- clauses ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its first word in upper case, where it stands, and what follows that word."""

    word: str
    place: Token
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """The query itself or one of its subqueries: its clauses, in their order.

    Attributes
    ----------
    kind : str
        ``""`` for the query itself, else CALL, EXISTS, COUNT or COLLECT.
    clauses : tuple of Clause
    """

    kind: str
    clauses: tuple[Clause, ...]


def scopes(items: Sequence[Item], kind: str = "") -> Iterator[Scope]:
    """The query and all its subqueries, the outer ones first."""
    yield Scope(kind, tuple(_clauses(items)))
    yield from _inner_scopes(items)


def _inner_scopes(items: Sequence[Item]) -> Iterator[Scope]:
    for at, item in enumerate(items):
        if not isinstance(item, Group):
            continue
        subquery = _subquery(items, at) if item.bracket == "{" else ""
        if subquery:
            yield from scopes(item.items, subquery)
        else:
            yield from _inner_scopes(item.items)


def _subquery(items: Sequence[Item], at: int) -> str:
    """Which kind of subquery a brace opens, ``""`` when it is a map or a quantifier."""
    before = [i.word for i in items[max(0, at - 2) : at]]
    if before and before[-1] in _SUBQUERIES:
        return before[-1]
    called = len(before) == 2 and before[0] == "CALL" and items[at - 1].text == "("
    return "CALL" if called else ""


def _clauses(items: Sequence[Item]) -> Iterator[Clause]:
    starts = [at for at in range(len(items)) if _starts_clause(items, at)]
    for at, following in pairwise([*starts, len(items)]):
        place = items[at]
        assert isinstance(place, Token)  # noqa: S101 - only words start a clause
        yield Clause(place.word, place, tuple(items[at + 1 : following]))


def _starts_clause(items: Sequence[Item], at: int) -> bool:
    item = items[at]
    if item.word not in _CLAUSES:
        return False
    before = items[at - 1] if at else None
    if before is None:
        return True
    if item.word == "WITH" and before.word in ("STARTS", "ENDS"):
        return False
    return before.text not in (".", ":", "|", "&", "!", ",") and before.word not in ("AS", "ON")


# -- patterns --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in the brackets of a node or relationship.

    Attributes
    ----------
    place : Token
    variable : str
    names : tuple of Token
        Labels or types.
    properties : Group or None
        Its property map.
    given : bool
        Whether labels or types are given at all, also as ``$(...)`` or ``%``.
    """

    place: Token
    variable: str = ""
    names: tuple[Token, ...] = ()
    properties: Group | None = None
    given: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a pattern.

    Attributes
    ----------
    place : Token
        Where the relationship begins.
    left, relationship, right : Entry
    varies : bool
        Whether its length varies.
    bounded : bool
        Whether it has an upper bound then.
    function : str
        Upper-case name of the function it is given to, as SHORTESTPATH.
    """

    place: Token
    left: Entry
    relationship: Entry
    right: Entry
    varies: bool = False
    bounded: bool = True
    function: str = ""


@dataclass(slots=True)
class Patterns:
    """Every node and step of a query, wherever they stand.

    Attributes
    ----------
    nodes : list of Entry
    steps : list of Step
    unbounded : list of Token
        Where a quantified part of a path has no upper bound.
    """

    nodes: list[Entry] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    unbounded: list[Token] = field(default_factory=list)


def patterns(items: Sequence[Item]) -> Patterns:
    """The patterns among items, at any depth.

    Examples
    --------
    >>> found = patterns(nested(tokens("MATCH (p:Person)-[:DEFECTED_TO*1..]->(o) RETURN o")))
    >>> [(s.relationship.names[0].text, s.bounded) for s in found.steps]
    [('DEFECTED_TO', False)]
    """
    found = Patterns()
    _collect(items, found)
    return found


def _collect(items: Sequence[Item], found: Patterns, function: str = "") -> None:
    for at, item in enumerate(items):
        if not isinstance(item, Group):
            continue
        called = _is_call(items, at)
        if item.bracket == "(" and not called:
            found.nodes.append(_entry(item))
            step = _step(items, at, function)
            if step is not None:
                found.steps.append(step)
            elif _is_open_quantifier(items, at + 1) and patterns(item.items).steps:
                found.unbounded.append(item.opening)
        _collect(item.items, found, items[at - 1].word if called else "")


def _is_call(items: Sequence[Item], at: int) -> bool:
    before = items[at - 1] if at else None
    return isinstance(before, Token) and (
        before.kind == "quoted" or (before.kind == "name" and before.word not in KEYWORDS)
    )


def _is(items: Sequence[Item], at: int, text: str) -> bool:
    return at < len(items) and items[at].text == text


def _step(items: Sequence[Item], at: int, function: str) -> Step | None:
    """The step that leaves the node at a place, if one does."""
    left = items[at]
    here = at + 1
    place = items[here] if here < len(items) else None
    here += _is(items, here, "<")
    if not _is(items, here, "-"):
        return None
    bracket = items[here + 1] if _is(items, here + 1, "[") else None
    here += 3 if bracket is not None else 2
    if not _is(items, here - 1, "-"):
        return None
    here += _is(items, here, ">")
    quantified = _quantifier_at(items, here)
    unbounded = _is_open_quantifier(items, here)
    right = items[here + quantified] if here + quantified < len(items) else None
    if not isinstance(right, Group) or right.bracket != "(" or not isinstance(place, Token):
        return None
    assert isinstance(left, Group)  # noqa: S101 - the caller looks at groups
    inside = bracket if isinstance(bracket, Group) else None
    star = _star(inside)
    return Step(
        place=inside.opening if inside else place,
        left=_entry(left),
        relationship=_entry(inside) if inside else Entry(place),
        right=_entry(right),
        varies=star is not None or quantified > 0,
        bounded=star is not False and not unbounded,
        function=function,
    )


def _quantifier_at(items: Sequence[Item], at: int) -> int:
    """How many items a quantifier takes: one or none."""
    return int(any(_is(items, at, q) for q in ("+", "*", "{")))


def _is_open_quantifier(items: Sequence[Item], at: int) -> bool:
    if _is(items, at, "+") or _is(items, at, "*"):
        return True
    brace = items[at] if _is(items, at, "{") else None
    return isinstance(brace, Group) and bool(brace.items) and brace.items[-1].text == ","


def _star(bracket: Group | None) -> bool | None:
    """Whether ``*`` in a relationship has an upper bound; None when there is none."""
    items = bracket.items if bracket else ()
    for at, item in enumerate(items):
        if item.text == "*":
            rest = [i.text for i in items[at + 1 : at + 4]]
            after_dots = rest[rest.index("..") + 1 :] if ".." in rest[:2] else rest
            return bool(after_dots) and (after_dots[0].isdecimal() or after_dots[0][0] == "$")
    return None


def _entry(group: Group) -> Entry:
    items = list(group.items)
    variable = ""
    if items and _is_name(items[0]) and not (len(items) > 1 and items[1].text == "."):
        first = items.pop(0)
        variable = first.value if isinstance(first, Token) else ""
    labelled = _is(items, 0, ":") or (
        len(items) > 1 and items[0].word == "IS" and items[1].word not in _TESTS
    )
    if not labelled:
        return Entry(group.opening, variable, properties=_map(items))
    names, rest = _name_expression(items[1:])
    return Entry(group.opening, variable, names, _map(rest), given=True)


def _is_name(item: Item) -> bool:
    return isinstance(item, Token) and item.kind in ("name", "quoted") and item.word != "WHERE"


def _name_expression(items: Sequence[Item]) -> tuple[tuple[Token, ...], Sequence[Item]]:
    """Names of a label or type expression, and what follows it."""
    names: list[Token] = []
    for at, item in enumerate(items):
        if isinstance(item, Group) and item.bracket == "(":
            names += (t for t in item.leaves() if t.kind in ("name", "quoted"))
        elif _is_name(item) and isinstance(item, Token):
            names.append(item)
        elif item.text not in (":", "|", "&", "!", "%", "$"):
            return tuple(names), items[at:]
    return tuple(names), ()


def _map(items: Sequence[Item]) -> Group | None:
    """The first map among items."""
    for item in items:
        if item.word == "WHERE":
            return None
        if isinstance(item, Group) and item.bracket == "{":
            return item
    return None


def pairs(group: Group | None) -> Iterator[tuple[Token, tuple[Item, ...]]]:
    """Keys of a map, each with the items of its value."""
    items = group.items if group else ()
    starts = [
        at
        for at, item in enumerate(items)
        if isinstance(item, Token)
        and item.kind in ("name", "quoted")
        and _is(items, at + 1, ":")
        and (at == 0 or items[at - 1].text == ",")
    ]
    for at, following in pairwise([*starts, len(items) + 1]):
        key = items[at]
        if isinstance(key, Token):
            yield key, tuple(items[at + 2 : following - 1])
