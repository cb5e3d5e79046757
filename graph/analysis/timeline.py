"""The network over time: centrality by year, births and ends of ties, what changed between dates.

Every question is asked of the projection of each period anew (`insurgraph.graph.network`), so the
choices are the same throughout and only the days differ.

What is assumed
---------------
*Sign*: co-operative ties alone, unless signs, relations or families are chosen; what changed
between two dates lists ties of every sign. *Direction and multiplicity*: as the measure assumes;
births and ends count ties, turnover counts dyads, undirected, one however many claims support it.
*Time*: a tie belongs to a year when it may have held on a day of it, or, with
``certainty="definite"``, when it must have; an instant belongs to the days it falls in. A tie of
unknown date may have held in every year: it is neither born nor ended in any, and it makes years
alike. ``certainty="definite"`` leaves it out.

Turnover between periods is the share of dyads that two years do not have in common, one less the
index of P. Jaccard (1912, 10.1111/j.1469-8137.1912.tb05611.x),

.. math:: J = |A \\cap B| / |A \\cup B|

used for panels of networks by T. A. B. Snijders, G. G. van de Bunt & C. E. G. Steglich (2010,
10.1016/j.socnet.2009.02.004), who advise against models of change below 0.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ...errors import ArgumentError, ProjectionError
from ..dates import ALWAYS, EARLIEST, LATEST, Period, period
from ..dossier import sentence, when
from ..knowledge import KnowledgeGraph
from ..network import APART, Projection, project, simple
from ..table import Column, Table
from .centrality import centrality, measure_named
from .notes import because, days_of
from .plots import slope_chart
from .scope import edition, known, year
from .shares import done

if TYPE_CHECKING:
    import networkx as nx


def timeline(
    kg: KnowledgeGraph,
    measure: str = "degree",
    *,
    years: str | Period | None = None,
    top: int = 10,
    cluster: str | None = None,
    **choices: Any,
) -> Table:
    """Centrality of actors by year.

    Parameters
    ----------
    kg : KnowledgeGraph
    measure : str
        A measure of `insurgraph.graph.analysis.centrality`.
    years : str or Period, optional
        The years to go through, ``"2010/2018"``; those in which dated ties begin or end when not
        given.
    top : int
        Actors to keep: those ranked so high in any of the years; 0 keeps all.
    cluster : str, optional
        Address of a scheduler whose workers take a year each; see
        `insurgraph.graph.analysis.shares`.
    **choices
        Of the projection (`KnowledgeGraph.network`), without ``on``.

    Returns
    -------
    Table
        ``year``, ``id``, ``name``, ``kind``, the measure, ``rank``, and ``change`` (ranks gained
        since the year before; None when not there then). A year without a tie has no row; the
        notes name it.

    Raises
    ------
    NotFoundError
        If there is no such measure, or a choice is unknown.
    ArgumentError
        If the years cannot be used.
    ProjectionError
        If no year has a tie.
    ClusterError
        If the cluster cannot be reached, or cannot go on.

    Examples
    --------
    >>> import insurgraph as ig
    >>> t = timeline(ig.load(), "degree", years="2014/2016", top=3)
    >>> t.names[:3]
    ('year', 'id', 'name')
    """
    if top < 0:
        raise ArgumentError(f"top is 0 or more, not {top}")
    measure = measure_named(measure).name
    spec = _one_sign(kg, choices)
    asked = over_years(kg, spec, years)
    networks = (project(kg, replace(spec, on=year(number))) for number in asked)
    ranked = dict(zip(asked, done(_ranked, measure, networks, cluster), strict=True))
    found = {number: rows for number, rows in ranked.items() if rows}
    empty = [number for number, rows in ranked.items() if not rows]
    if not found:
        raise ProjectionError(_no_year(kg, spec, asked))
    kept = {row[0] for rows in found.values() for row in rows if not top or row[4] <= top}
    rows = list(_with_change(found, kept))
    columns = (
        Column("year", "calendar year"),
        Column("id", "entity"),
        Column("name", "its preferred name"),
        Column("kind", "its kind"),
        Column(measure, "as in the table of centralities"),
        Column("rank", "1 is highest in that year"),
        Column("change", "ranks gained since the year before; empty: not there then"),
    )
    without = f" Without a tie: {', '.join(map(str, empty))}." if empty else ""
    notes = (
        f"{worded(spec)} Each year by itself.{without}",
        _undated(kg, spec),
        edition(kg),
    )
    title = f"{measure.capitalize()} by year"
    return Table.of(columns, rows, title, filter(None, notes), slope_chart)


def _ranked(measure: str, graph: nx.MultiDiGraph[str]) -> list[tuple[Any, ...]]:
    """Id, name, kind, value and rank of everybody in the network of a year."""
    if not graph.number_of_edges():
        return []
    return [row[:5] for row in centrality(graph, measure).rows]


def _with_change(
    found: dict[int, list[tuple[Any, ...]]], kept: set[str]
) -> Sequence[tuple[Any, ...]]:
    before: dict[str, int] = {}
    rows = []
    last = None
    for number, those in found.items():
        ranks = {row[0]: row[4] for row in those}
        if last != number - 1:
            before = {}
        rows += [
            (number, *row, before[row[0]] - row[4] if row[0] in before else None)
            for row in those
            if row[0] in kept
        ]
        before, last = ranks, number
    return rows


def _one_sign(kg: KnowledgeGraph, choices: dict[str, Any]) -> Projection:
    """The projection; co-operative ties unless signs, relations or families are chosen."""
    choices = without_on(choices)
    if not (choices.get("relations") or choices.get("families")):
        choices["ties"] = choices.get("ties") or "co-operative"
    return Projection.of(kg, **choices)


def without_on(choices: dict[str, Any]) -> dict[str, Any]:
    """Choices of a projection whose period is given otherwise."""
    if choices.get("on") is not None:
        raise ArgumentError("an analysis over time takes years, not on; write years='2010/2018'")
    return {k: v for k, v in choices.items() if k != "on"}


def worded(spec: Projection) -> str:
    """The projection in words, with the period left open."""
    sure = "certainly held" if spec.certainty == "definite" else "may have held"
    return replace(spec, on=ALWAYS).describe().replace("of all time", f"that {sure} in the year")


def _undated(kg: KnowledgeGraph, spec: Projection) -> str:
    """How many ties have no date at all; they may have held in every year."""
    if spec.certainty == "definite" or spec.through:
        return ""
    graph = project(kg, spec)
    bare = sum(not days_of(data) for *_, data in graph.edges(data=True))
    return f"{bare} of {graph.number_of_edges()} ties have no date and count in every year."


def over_years(kg: KnowledgeGraph, spec: Projection, asked: str | Period | None) -> range:
    """The years asked for, else those in which dated ties begin or end."""
    if asked is not None:
        days = period(asked)
        if EARLIEST in (days.first, days.last) or LATEST in (days.first, days.last):
            raise ArgumentError(f"{asked!s} has no first or last year; write 2010/2018")
        _ensure_dated(project(kg, replace(spec, on=days)), asked)
        return range(days.first.year, days.last.year + 1)
    graph = project(kg, spec)
    told = [d.year for *_, data in graph.edges(data=True) for d in days_of(data)]
    if not told:
        raise ProjectionError(f"no tie has a date{because(graph)}")
    return range(min(told), max(told) + 1)


def whole(asked: range) -> Period:
    """All days of these years."""
    return Period(year(asked[0]).first, year(asked[-1]).last)


def _no_year(kg: KnowledgeGraph, spec: Projection, asked: range) -> str:
    return f"no year has a tie{because(project(kg, replace(spec, on=whole(asked))))}"


def _ensure_dated(graph: nx.MultiDiGraph[str], asked: str | Period) -> None:
    """Make sure that the years asked for are not beyond everything that has a date.

    Raises
    ------
    ProjectionError
        If only ties without a date may have held then; they may have at any time.
    """
    ties = [data for *_, data in graph.edges(data=True) if "start_earliest" in data]
    if ties and not any(map(days_of, ties)):
        raise ProjectionError(
            f"only {len(ties)} ties without a date may have held in {asked!s}{because(graph)}"
        )


def tie_turnover(kg: KnowledgeGraph, *, years: str | Period | None = None, **choices: Any) -> Table:
    """Births and ends of ties by year, and how much one year has in common with the one before.

    A tie is born in a year when its first day *can* lie in it (possible) or *must* (definite), and
    ends likewise; a tie without a bound on that side is not counted. An instant is born and ends in
    one moment.

    Returns
    -------
    Table
        ``year``, ``actors``, ``dyads``, ``ties``, ``born``, ``born_possibly``, ``ended``,
        ``ended_possibly`` (ties), ``kept``, ``gained``, ``lost`` (dyads, to the year before),
        ``jaccard``, ``turnover`` (1 - Jaccard).

    Raises
    ------
    NotFoundError, ArgumentError, ProjectionError
        As `timeline`.

    Examples
    --------
    >>> import insurgraph as ig
    >>> t = tie_turnover(ig.load(), years="2015/2016", certainty="definite")
    >>> all(0 <= row["jaccard"] <= 1 for row in t if row["jaccard"] is not None)
    True
    """
    spec = _one_sign(kg, choices)
    every = project(kg, spec)
    if not every.number_of_edges():
        raise ProjectionError(f"no tie is left{because(every)}")
    rows = []
    before: set[frozenset[str]] | None = None
    asked = over_years(kg, spec, years)
    for number in asked:
        graph = project(kg, replace(spec, on=year(number)))
        dyads = {frozenset(edge) for edge in simple(graph).edges()}
        rows.append(
            (
                number,
                graph.number_of_nodes(),
                len(dyads),
                graph.number_of_edges(),
                *_within(every, number, "start"),
                *_within(every, number, "end"),
                *_compared(before, dyads),
            )
        )
        before = dyads
    if not any(row[2] for row in rows):
        raise ProjectionError(_no_year(kg, spec, asked))
    columns = (
        Column("year", "calendar year"),
        Column("actors", "with a tie in the year"),
        Column("dyads", "pairs tied in the year"),
        Column("ties", "claims behind them"),
        Column("born", "ties whose first day must lie in the year"),
        Column("born_possibly", "ties whose first day can lie in it, these included"),
        Column("ended", "ties whose last day must lie in the year"),
        Column("ended_possibly", "ties whose last day can lie in it, these included"),
        Column("kept", "dyads that the year before had too"),
        Column("gained", "dyads that the year before had not"),
        Column("lost", "dyads of the year before that this one has not"),
        Column("jaccard", "kept / (kept + gained + lost); empty where there is none"),
        Column("turnover", "one less that"),
    )
    notes = (
        f"{worded(spec)} Born and ended are counted among all ties, with both bounds known.",
        _undated(kg, spec),
        edition(kg),
    )
    return Table.of(columns, rows, "Turnover of ties", filter(None, notes))


def _within(every: nx.MultiDiGraph[str], number: int, side: str) -> tuple[int, int]:
    """Ties whose start or end must, and can, lie in a year."""
    days = year(number)
    must = can = 0
    for *_, data in every.edges(data=True):
        if f"{side}_earliest" not in data:
            continue
        first = date.fromisoformat(data[f"{side}_earliest"])
        last = date.fromisoformat(data[f"{side}_latest"])
        if known(first) and known(last):
            must += days.first <= first and last <= days.last
            can += first <= days.last and days.first <= last
    return must, can


def _compared(
    before: set[frozenset[str]] | None, now: set[frozenset[str]]
) -> tuple[int | float | None, ...]:
    if before is None:
        return (None,) * 5
    union = before | now
    shared = len(before & now)
    jaccard = shared / len(union) if union else None
    turnover = None if jaccard is None else 1 - jaccard
    return (shared, len(now - before), len(before - now), jaccard, turnover)


def change_between(
    kg: KnowledgeGraph, before: str | date | Period, after: str | date | Period, **choices: Any
) -> Table:
    """What changed between two dates, tie by tie.

    A tie is *new* when it may hold at the later date and cannot at the earlier, *gone* the other
    way round. ``certainty`` says how sure: ``certain`` when it must hold at the one date and cannot
    at the other, ``possible`` when it only may. Ties that may hold at both are counted in the
    notes.

    Returns
    -------
    Table
        ``change`` (new or gone), ``certainty``, ``tie`` (the claim in words), ``when``,
        ``family``, ``status``, ``grade``, ``claim``; gone first, then by claim.

    Raises
    ------
    NotFoundError
        If a choice is unknown.
    ArgumentError
        If a date cannot be read, or both are the same.
    ProjectionError
        If neither date has a tie.

    Examples
    --------
    >>> import insurgraph as ig
    >>> t = change_between(ig.load(), "2014", "2017", kinds="Organisation")
    >>> set(t.column("change")) <= {"new", "gone"}
    True
    """
    first, second = period(before), period(after)
    if first == second:
        raise ArgumentError(f"both dates are {first}; a change needs two")
    choices = {k: v for k, v in without_on(choices).items() if k != "certainty"}
    spec = Projection.of(kg, **choices)
    old, new = (_ids(kg, replace(spec, on=days)) for days in (first, second))
    if not old | new:
        nothing = project(kg, replace(spec, on=second))
        raise ProjectionError(f"no tie may hold on {first} or {second}{because(nothing)}")
    certain = _ids(kg, replace(spec, on=first, certainty="definite")) | _ids(
        kg, replace(spec, on=second, certainty="definite")
    )
    rows = [
        _changed(kg, claim, "gone" if claim in old else "new", claim in certain)
        for claim in sorted(old ^ new, key=lambda c: (c in new, c))
    ]
    columns = (
        Column("change", "new at the later date, or gone by then"),
        Column("certainty", "certain: must hold at the one date and cannot at the other"),
        Column("tie", "the claim in words"),
        Column("when", "its dates as worded, EDTF"),
        Column("family", "family of its relation"),
        Column("status", "asserted, reported, alleged, inferred or disputed"),
        Column("grade", "Admiralty grade of the best affirming passage"),
        Column("claim", "its id"),
    )
    notes = (
        replace(spec, on=ALWAYS).describe().removesuffix(APART),
        f"{len(old & new)} ties may hold on {first} as well as on {second}; {len(new - old)} are "
        f"new, {len(old - new)} gone. A tie of a moment is gone after it.",
        _undated(kg, spec).replace("in every year", "at both"),
        edition(kg),
    )
    title = f"Ties from {first} to {second}"
    return Table.of(columns, rows, title, filter(None, notes))


def _ids(kg: KnowledgeGraph, spec: Projection) -> set[str]:
    return {key for *_, key in project(kg, spec).edges(keys=True)}


def _changed(kg: KnowledgeGraph, claim_id: str, change: str, certain: bool) -> tuple[Any, ...]:
    claim, assessment = kg.claim(claim_id), kg.assess(claim_id)
    return (
        change,
        "certain" if certain else "possible",
        sentence(kg, claim),
        when(claim),
        kg.relation(claim).family,
        assessment.status,
        str(assessment.grade),
        claim_id,
    )
