"""Moves between organisations: who passed from where to where, when, and after whom.

A *move* is a claim by one of `MOVES`. Four relations tell of moves, and each keeps where from and
where to in other columns; nothing else in this module names a relation.

=================  ==========  ==============  ===========  =======================================
relation           who         where from      where to     kind of move
=================  ==========  ==============  ===========  =======================================
DEFECTED_TO        subject     ``origin``      object       defection
LOST_MEMBERS_TO    unnamed     subject         object       loss of members (group-level)
SURRENDERED_TO     subject     ``third``       object       surrender
LEFT               subject     object          not told     departure
=================  ==========  ==============  ===========  =======================================

What is assumed
---------------
*Direction* is from origin to destination. *Sign* does not count. *Multiplicity*: persons are
counted, each once in a cell however many claims tell of the move; group-level claims ("some
members") are never added to persons nor to each other, since two of them may tell of the same
people - they are listed in words. A person who left several organisations together is in the cell
of each, so rows do not add up to the number of persons. *Time*: a move is an instant; it counts in
a period when its bounds overlap it (possible) or lie inside it (definite).

The table of origins and destinations is that of mobility research (L. A. Goodman 1965, "On the
Statistical Analysis of Mobility Tables", American Journal of Sociology 70, 564-585); nothing is
fitted to it, the numbers are too small. A cell without a move says that the record tells of none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product
from types import MappingProxyType
from typing import Any

from ...errors import NotFoundError
from ..dates import Period, period
from ..dossier import when
from ..knowledge import KnowledgeGraph
from ..model import Claim
from ..table import Column, Table, cell
from ..vocabulary import nearest
from .plots import defection_flow
from .scope import Scope, bounds, by_time, edition, known, names, year, years


@dataclass(frozen=True, slots=True)
class Reading:
    """In which columns of a claim a move has its parts; ``""`` where it has none."""

    kind: str
    who: str
    origin: str
    destination: str
    leader: str = ""


#: The relations that tell of moves, the one place where they are named.
MOVES: Mapping[str, Reading] = MappingProxyType(
    {
        "DEFECTED_TO": Reading("defection", "subject", "origin", "object", "third"),
        "LOST_MEMBERS_TO": Reading("loss of members", "", "subject", "object", "third"),
        "SURRENDERED_TO": Reading("surrender", "subject", "third", "object"),
        "LEFT": Reading("departure", "subject", "object", ""),
    }
)

KINDS = tuple(r.kind for r in MOVES.values())
"""The kinds of move, in the order of `MOVES`."""

UNTOLD = "(not told)"
OPEN = "open date"
PERSON = "Person"


@dataclass(frozen=True, slots=True)
class Move:
    """One claim read as a move.

    Attributes
    ----------
    claim : Claim
    kind : str
        One of `KINDS`.
    who : str
        Id of the person or collective; ``""`` for an unnamed part of an organisation.
    origins : tuple of str
        Ids of what was left, several at once perhaps; empty when not told.
    destination : str
        Id, ``""`` when not told.
    leader : str
        Id of whoever the text says led or drew them over.
    """

    claim: Claim
    kind: str
    who: str
    origins: tuple[str, ...]
    destination: str
    leader: str


def moves_of(
    kg: KnowledgeGraph, kinds: str | Sequence[str] = (), scope: Scope | None = None
) -> list[Move]:
    """The moves the record tells of, in the order of time.

    Raises
    ------
    NotFoundError
        If there is no such kind of move.
    ProjectionError
        If none is left.

    Examples
    --------
    >>> import insurgraph as ig
    >>> [m.who for m in moves_of(ig.load(), "defection")][0]
    'person-hafiz-saeed-khan'
    """
    relations = _relations(kinds)
    claims = (scope or Scope()).claims(kg, relations)
    return [_move(kg, claim) for claim in by_time(kg, claims)]


def _relations(kinds: str | Sequence[str]) -> tuple[str, ...]:
    chosen = (kinds,) if isinstance(kinds, str) else tuple(kinds)
    for kind in chosen:
        if kind not in KINDS:
            raise NotFoundError(
                f"no kind of move {kind!r}{nearest(kind, KINDS)}; there are {', '.join(KINDS)}"
            )
    return tuple(r for r, reading in MOVES.items() if not chosen or reading.kind in chosen)


def _move(kg: KnowledgeGraph, claim: Claim) -> Move:
    reading = MOVES[claim.relation]
    return Move(
        claim,
        reading.kind,
        _one(claim, reading.who),
        _several(claim, reading.origin),
        _one(claim, reading.destination),
        _one(claim, reading.leader),
    )


def _one(claim: Claim, column: str) -> str:
    return str(getattr(claim, column)) if column else ""


def _several(claim: Claim, column: str) -> tuple[str, ...]:
    value = getattr(claim, column)
    return value if isinstance(value, tuple) else (value,) if value else ()


def defections(kg: KnowledgeGraph, kinds: str | Sequence[str] = (), **choices: Any) -> Table:
    """Every move, one row a claim.

    Parameters
    ----------
    kg : KnowledgeGraph
    kinds : str or sequence of str
        Some of ``'defection'``, ``'loss of members'``, ``'surrender'``, ``'departure'``; all of
        them when empty.
    **choices
        ``on``, ``certainty``, ``at_least``, ``record``, as in `insurgraph.graph.analysis.scope`.

    Returns
    -------
    Table
        ``kind``, ``who``, ``rank``, ``origin``, ``destination``, ``when``, ``led_by``,
        ``number``, ``returning``, ``status``, ``grade``, ``claim``; in the order of time, undated
        ones last.

    Raises
    ------
    NotFoundError
        If there is no such kind of move or record.
    ProjectionError
        If no move is left; the message says which filter removed them.

    Examples
    --------
    >>> import insurgraph as ig
    >>> t = defections(ig.load(), "defection", on="2016", certainty="definite")
    >>> t.column("who")
    ['Qari Hekmatullah']
    """
    scope = Scope.of(kg, **choices)
    moves = moves_of(kg, kinds, scope)
    back = _returning(kg)
    rows = [_row(kg, move, move.claim.id in back) for move in moves]
    columns = (
        Column("kind", "defection, loss of members, surrender or departure"),
        Column("who", "name of the person or collective; an unnamed part of the origin otherwise"),
        Column("rank", "rank before the move, or of the members lost"),
        Column("origin", "what was left; several were left together"),
        Column("destination", "what was joined"),
        Column("when", "date as worded, EDTF"),
        Column("led_by", "whom the text says to have led or drawn them over"),
        Column("number", "how many, in the record's words; of collectives and group-level claims"),
        Column("returning", "whether they come back to what they had left before"),
        Column("status", "asserted, reported, alleged, inferred or disputed"),
        Column("grade", "Admiralty grade of the best affirming passage"),
        Column("claim", "id of the claim"),
    )
    returned = sum(row[8] for row in rows)
    notes = (
        scope.describe(_relations(kinds)),
        f"{returned} of {len(rows)} moves lead back to what the same mover had left.",
        edition(kg),
    )
    return Table.of(columns, rows, "Moves between organisations", filter(None, notes))


def _row(kg: KnowledgeGraph, move: Move, returning: bool) -> tuple[Any, ...]:
    assessment = kg.assess(move.claim.id)
    return (
        move.kind,
        _mover(kg, move),
        move.claim.role,
        names(kg, move.origins) or [UNTOLD],
        kg.entities[move.destination].name if move.destination else UNTOLD,
        when(move.claim),
        kg.entities[move.leader].name if move.leader else "",
        _number(move.claim),
        returning,
        assessment.status,
        str(assessment.grade),
        move.claim.id,
    )


def _mover(kg: KnowledgeGraph, move: Move) -> str:
    return kg.entities[move.who].name if move.who else move.claim.role or "members"


def _number(claim: Claim) -> str:
    low, high = claim.value_low, claim.value_high
    if low is None and high is None:
        return claim.text
    figure = cell(low) if low == high else f"{cell(low) or '?'} to {cell(high) or '?'}"
    return " ".join(filter(None, (figure, claim.unit)))


def _is_person(kg: KnowledgeGraph, move: Move) -> bool:
    """Whether the mover is one named individual."""
    return bool(move.who) and kg.entities[move.who].kind == PERSON


def defection_matrix(
    kg: KnowledgeGraph,
    kinds: str | Sequence[str] = (),
    *,
    by: str = "",
    **choices: Any,
) -> Table:
    """Origins and destinations: how many persons, and which groups, passed from one to the other.

    Parameters
    ----------
    kg : KnowledgeGraph
    kinds : str or sequence of str
        As in `defections`.
    by : str
        ``""`` all time together, ``'year'``, or periods in EDTF with ``;`` between them
        (``"2013/2014;2015/2016"``).
    **choices
        As in `defections`.

    Returns
    -------
    Table
        One row a pair and period that has a move (moves without a bound on one side have a period
        of their own, ``'open date'``): ``origin``, ``destination`` (names), ``period``,
        ``persons`` (distinct individuals whose move can fall in it), ``persons_definite`` (must
        fall in it), ``named``, ``ranks``, ``groups`` (collectives and group-level claims, in
        words), ``origin_id``, ``destination_id``, ``claims``. Largest first within a period.

    Raises
    ------
    NotFoundError, ProjectionError
        As `defections`.
    ArgumentError
        If a period cannot be read.

    Examples
    --------
    >>> import insurgraph as ig
    >>> t = defection_matrix(ig.load(), "defection")
    >>> [r["persons"] for r in t if r["origin_id"] == "org-ttp"]
    [2]
    """
    scope = Scope.of(kg, **choices)
    moves = moves_of(kg, kinds, scope)
    rows: list[tuple[Any, ...]] = []
    for days, inside in _periods(kg, moves, by, scope):
        cells: dict[tuple[str, str], list[Move]] = defaultdict(list)
        for move in inside:
            for origin in move.origins or ("",):
                cells[origin, move.destination].append(move)
        found = [_cell(kg, pair, those, days) for pair, those in cells.items()]
        rows += sorted(found, key=lambda r: (-r[3], r[0], r[1]))
    columns = (
        Column("origin", "what was left"),
        Column("destination", "what was joined"),
        Column("period", "the days it is about"),
        Column("persons", "distinct individuals whose move can fall in the period"),
        Column("persons_definite", "those of them whose move must fall in it"),
        Column("named", "who they are"),
        Column("ranks", "their ranks before"),
        Column("groups", "collectives and unnamed members, in words; never added up"),
        Column("origin_id", "id of the origin"),
        Column("destination_id", "id of the destination"),
        Column("claims", "ids of the claims"),
    )
    notes = (
        scope.describe(_relations(kinds)),
        "Persons are counted once a cell; whoever left several organisations together is in the "
        "cell of each, so cells do not add up."
        + (f" Moves that have no bound on one side stand under {OPEN!r}." if by else ""),
        edition(kg),
    )
    title = "Origins and destinations"
    return Table.of(columns, rows, title, filter(None, notes), defection_flow)


def _periods(
    kg: KnowledgeGraph, moves: Sequence[Move], by: str, scope: Scope
) -> list[tuple[Period | None, list[Move]]]:
    """Periods with the moves that can fall in them; None for moves without both bounds."""
    if not by:
        return [(scope.on, list(moves))]
    dated = [m for m in moves if all(bounds(kg, m.claim))]
    if by == "year":
        asked = [year(y) for y in years(kg, [m.claim for m in dated])]
        asked = [p for p in asked if p.first <= scope.on.last and scope.on.first <= p.last]
    else:
        asked = [period(part) for part in by.split(";")]
    split: list[tuple[Period | None, list[Move]]] = [
        (days, [m for m in dated if kg.assess(m.claim.id).span.holds(days, scope.certainty)])
        for days in asked
    ]
    return [*split, (None, [m for m in moves if m not in dated])]


def _cell(
    kg: KnowledgeGraph, pair: tuple[str, str], moves: Sequence[Move], days: Period | None
) -> tuple[Any, ...]:
    persons = [m for m in moves if _is_person(kg, m)]
    certain = {
        m.who for m in persons if days and kg.assess(m.claim.id).span.holds(days, "definite")
    }
    origin, destination = pair
    return (
        kg.entities[origin].name if origin else UNTOLD,
        kg.entities[destination].name if destination else UNTOLD,
        str(days) if days else OPEN,
        len({m.who for m in persons}),
        len(certain),
        list(dict.fromkeys(_mover(kg, m) for m in persons)),
        list(dict.fromkeys(m.claim.role for m in persons if m.claim.role)),
        [_in_words(kg, m) for m in moves if not _is_person(kg, m)],
        origin,
        destination,
        [m.claim.id for m in moves],
    )


def _in_words(kg: KnowledgeGraph, move: Move) -> str:
    number = _number(move.claim)
    return _mover(kg, move) + (f" ({number})" if number else "")


def net_flow(kg: KnowledgeGraph, kinds: str | Sequence[str] = (), **choices: Any) -> Table:
    """What each organisation gained and lost.

    ``net = gained - lost``, of distinct named persons only. Group-level claims are counted as
    claims beside it: how many people are behind one is seldom known.

    Returns
    -------
    Table
        ``id``, ``name``, ``gained``, ``lost``, ``net``, ``groups_gained``, ``groups_lost``;
        highest net first.

    Raises
    ------
    NotFoundError, ProjectionError
        As `defections`.

    Examples
    --------
    >>> import insurgraph as ig
    >>> row = next(iter(net_flow(ig.load(), "defection")))
    >>> row["id"], row["gained"], row["lost"]
    ('org-isk', 4, 0)
    """
    scope = Scope.of(kg, **choices)
    moves = moves_of(kg, kinds, scope)
    gained: dict[str, list[Move]] = defaultdict(list)
    lost: dict[str, list[Move]] = defaultdict(list)
    for move in moves:
        if move.destination:
            gained[move.destination].append(move)
        for origin in move.origins:
            lost[origin].append(move)
    rows: list[tuple[Any, ...]] = []
    for one in {**gained, **lost}:
        into, out = (
            len({m.who for m in side[one] if _is_person(kg, m)}) for side in (gained, lost)
        )
        groups = (sum(not _is_person(kg, m) for m in side[one]) for side in (gained, lost))
        rows.append((one, kg.entities[one].name, into, out, into - out, *groups))
    columns = (
        Column("id", "id of the organisation or following"),
        Column("name", "its preferred name"),
        Column("gained", "distinct named persons who came"),
        Column("lost", "distinct named persons who went"),
        Column("net", "gained less lost"),
        Column("groups_gained", "claims about collectives or unnamed members who came"),
        Column("groups_lost", "claims about collectives or unnamed members who went"),
    )
    notes = (
        scope.describe(_relations(kinds)),
        "Group-level claims are counted as claims, not as people.",
        edition(kg),
    )
    ordered = sorted(rows, key=lambda r: (-r[4], -r[5], r[0]))
    return Table.of(columns, ordered, "Net flow", filter(None, notes))


def defection_chains(kg: KnowledgeGraph, kinds: str | Sequence[str] = (), **choices: Any) -> Table:
    """The way of each mover from organisation to organisation.

    The moves of one person or collective in the order of time (latest possible start first
    compared); two moves whose order is open are said to be so. A chain of one move is a chain.

    Returns
    -------
    Table
        ``who``, ``chain`` (``A + B > C``, names), ``moves`` (how many), ``when``, ``order``
        (``certain`` or ``open``), ``returns`` (whether it comes back), ``id``, ``claims``;
        longest first.

    Raises
    ------
    NotFoundError, ProjectionError
        As `defections`.

    Examples
    --------
    >>> import insurgraph as ig
    >>> t = defection_chains(ig.load(), "defection", on="2016", certainty="definite")
    >>> t.column("chain")
    ['Islamic Movement of Uzbekistan + Taliban (unspecified) > Islamic State Khorasan']
    """
    scope = Scope.of(kg, **choices)
    ways = _ways(moves_of(kg, kinds, scope))
    rows = [
        (
            kg.entities[who].name,
            _chain(kg, way),
            len(way),
            [when(m.claim) or "undated" for m in way],
            "certain" if _in_order(kg, way) else "open",
            bool(_back(way)),
            who,
            [m.claim.id for m in way],
        )
        for who, way in ways.items()
    ]
    columns = (
        Column("who", "name of the person or collective"),
        Column("chain", "where from > where to; + joins what was left together"),
        Column("moves", "number of moves"),
        Column("when", "dates as worded, EDTF"),
        Column("order", "whether the dates leave the order of the moves open"),
        Column("returns", "whether it comes back to what was left"),
        Column("id", "id of the person or collective"),
        Column("claims", "ids of the claims"),
    )
    notes = (scope.describe(_relations(kinds)), edition(kg))
    ordered = sorted(rows, key=lambda r: (-r[2], r[6]))
    return Table.of(columns, ordered, "Chains of moves", filter(None, notes))


def _ways(moves: Iterable[Move]) -> dict[str, list[Move]]:
    ways: dict[str, list[Move]] = defaultdict(list)
    for move in moves:
        if move.who:
            ways[move.who].append(move)
    return ways


def _chain(kg: KnowledgeGraph, way: Sequence[Move]) -> str:
    parts: list[str] = []
    for move in way:
        start = " + ".join(names(kg, move.origins)) or UNTOLD
        if not parts or parts[-1] != start:
            parts.append(start)
        parts.append(kg.entities[move.destination].name if move.destination else UNTOLD)
    return " > ".join(parts)


def _in_order(kg: KnowledgeGraph, way: Sequence[Move]) -> bool:
    spans = [kg.assess(m.claim.id).span for m in way]
    return all(a.start_latest <= b.start_earliest for a, b in pairwise(spans))


def _back(way: Sequence[Move]) -> list[Move]:
    """The moves of a way that lead to what an earlier one left."""
    left: set[str] = set()
    found = []
    for move in way:
        if move.destination in left:
            found.append(move)
        left.update(move.origins)
    return found


def _returning(kg: KnowledgeGraph) -> set[str]:
    """Claims of all moves that come back, whatever part of them is asked for."""
    claims = kg.claims(relation=[r for r in MOVES if r in kg.vocabulary.relations])
    affirmed = [c for c in claims if kg.assess(c.id).status in kg.vocabulary.ties]
    ways = _ways(_move(kg, c) for c in by_time(kg, affirmed))
    return {move.claim.id for way in ways.values() for move in _back(way)}


def defection_followers(
    kg: KnowledgeGraph, kinds: str | Sequence[str] = (), **choices: Any
) -> Table:
    """Who followed whom: by the text's own word, and by the order of time.

    *Led*: the record names somebody as having led or drawn them over. *Later*: both went to the
    same destination from an origin they share, and the dates leave no doubt who went first
    (``start_latest`` of the one not after ``start_earliest`` of the other, and not the same day).
    The second is a coincidence of way and time; that one moved the other, it does not say.

    Returns
    -------
    Table
        ``follower``, ``followed``, ``basis`` (``led`` or ``later``), ``origin`` (shared),
        ``destination``, ``days`` (least and most between the two; None where open),
        ``claim``, ``claim_followed``; ``led`` first.

    Raises
    ------
    NotFoundError, ProjectionError
        As `defections`.

    Examples
    --------
    >>> import insurgraph as ig
    >>> t = defection_followers(ig.load(), "defection")
    >>> t.rows[0][:3]
    ('Sheikh Maqbool', 'Hafiz Saeed Khan', 'led')
    """
    scope = Scope.of(kg, **choices)
    moves = moves_of(kg, kinds, scope)
    own = {(m.who, m.destination): m for m in moves if m.who}
    rows = [
        _followed(kg, move, move.leader, own.get((move.leader, move.destination)), "led")
        for move in moves
        if move.leader
    ]
    rows += [
        _followed(kg, late, early.who, early, "later")
        for early, late in product(moves, moves)
        if _later(kg, early, late) and late.leader != early.who
    ]
    columns = (
        Column("follower", "who moved"),
        Column("followed", "who led them over, or went before"),
        Column("basis", "led: the record says so; later: the same way at a later date"),
        Column("origin", "what both left; with led, what the follower left"),
        Column("destination", "where both went"),
        Column("days", "fewest and most days between the two moves; empty where open"),
        Column("claim", "id of the follower's claim"),
        Column("claim_followed", "id of the other claim, if there is one"),
    )
    notes = (
        scope.describe(_relations(kinds)),
        "'later' is a coincidence of way and time; it does not say that one moved the other.",
        edition(kg),
    )
    return Table.of(columns, rows, "Who followed whom", filter(None, notes))


def _later(kg: KnowledgeGraph, early: Move, late: Move) -> bool:
    if not early.who or early.who == late.who or early.destination != late.destination:
        return False
    first, second = (kg.assess(m.claim.id).span for m in (early, late))
    ordered = first.start_latest <= second.start_earliest
    same_day = first.start_earliest == second.start_latest
    shared = set(early.origins) & set(late.origins)
    return bool(early.destination and shared) and ordered and not same_day


def _followed(
    kg: KnowledgeGraph, move: Move, leader: str, other: Move | None, basis: str
) -> tuple[Any, ...]:
    shared = [o for o in move.origins if other is None or basis == "led" or o in other.origins]
    return (
        _mover(kg, move),
        kg.entities[leader].name,
        basis,
        names(kg, shared) or [UNTOLD],
        kg.entities[move.destination].name if move.destination else UNTOLD,
        _between(kg, other, move) if other else None,
        move.claim.id,
        other.claim.id if other else "",
    )


def _between(kg: KnowledgeGraph, early: Move, late: Move) -> list[int] | None:
    first, second = (kg.assess(m.claim.id).span for m in (early, late))
    days: list[date | None] = [
        known(d)
        for d in (
            first.start_earliest,
            first.start_latest,
            second.start_earliest,
            second.start_latest,
        )
    ]
    a, b, c, d = days
    if a is None or b is None or c is None or d is None:
        return None
    return [max(0, (c - b).days), max(0, (d - a).days)]
