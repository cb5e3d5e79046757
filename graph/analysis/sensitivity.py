"""Sensitivity: which single claim or document, taken away, moves a ranking most.

Every claim that a tie of the network rests on is left out once, or every document with all it
says, and the actors are ranked again. Where `intervals` asks what all doubts do together, this asks
how much hangs on one thing.

* A *claim* is left out with its tie; another claim for the same dyad keeps the dyad.
* A *source* is left out with every citation of it. Claims that nothing else affirms fall; others
  may change status, grade or dates by what is left, a death or a dissolution included. Sources
  derived from it stay.

Actors stay in the ranking with nothing when they lose their last tie; equal ones share the mean of
their places. The movement of a ranking is
the mean, over all actors, of how many places each one moved.

The method is one-at-a-time sensitivity: A. Saltelli et al., Global sensitivity analysis: the
primer (2008), 10.1002/9780470725184, chapter 1, who also say what it cannot see: effects that only
two changes together have. On the fragility of centralities: E. Costenbader, T. W. Valente, The
stability of centrality measures when networks are sampled, Social Networks 25 (2003) 283-307,
10.1016/S0378-8733(03)00012-1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from ...errors import ArgumentError
from ..dossier import sentence
from ..knowledge import KnowledgeGraph
from ..network import select, simple
from ..table import Column, Table
from .centrality import Measure, measure_named
from .ensemble import BLOCK, Flags, Floats
from .intervals import joined, measured
from .notes import undated
from .ranks import mean_ranked
from .scope import edition
from .shares import done
from .support import Support, Ties

By = Literal["claim", "source"]


@dataclass(frozen=True, slots=True)
class _Removal:
    """What is left out: its id, what it says, and which claims stay."""

    id: str
    says: str
    kept: Flags


def sensitivity(
    kg: KnowledgeGraph,
    measure: str = "betweenness",
    *,
    by: By = "claim",
    top: int = 10,
    cluster: str | None = None,
    **choices: Any,
) -> Table:
    """What moves the ranking most when it is taken away.

    Parameters
    ----------
    kg : KnowledgeGraph
    measure : str
        One of `insurgraph.graph.analysis.centrality.MEASURES`.
    by : {'claim', 'source'}
    top : int
        The k of "among the k highest".
    cluster : str, optional
        Address of a scheduler whose workers rank; see `insurgraph.graph.analysis.shares`.
    **choices
        As in `insurgraph.graph.network.Projection`; hostile ties are kept apart.

    Returns
    -------
    Table
        ``removed`` (id of the claim or source), ``says``, ``claims`` (how many fall with it),
        ``ties`` (how many dyads), ``moved`` (places an actor moves, on average), ``actors`` (how
        many move at all), ``most`` (who moves furthest), ``from_rank``, ``to_rank``, ``out`` and
        ``in`` (who leaves and enters the `top` highest), by ``moved``.

    Raises
    ------
    NotFoundError
        If there is no such measure.
    ArgumentError
        If `by` or `top` cannot be used.
    ProjectionError
        If no ties are left.
    ClusterError
        If the cluster cannot be reached, or cannot go on.

    Examples
    --------
    >>> import insurgraph as ig
    >>> t = sensitivity(ig.load(), "degree")
    >>> moved = t.column("moved")
    >>> moved == sorted(moved, reverse=True)
    True
    """
    if by not in ("claim", "source"):
        raise ArgumentError(f"by is 'claim' or 'source', not {by!r}")
    if top < 1:
        raise ArgumentError(f"top is 1 or more, not {top}")
    chosen = measure_named(measure)
    support = Support.of(kg, **choices)
    removals = _claims(support) if by == "claim" else _sources(support)
    everything = np.ones(len(support.claims), dtype=bool)
    kept = np.stack([everything, *(r.kept for r in removals)], axis=1)
    shares = np.split(kept, range(BLOCK, kept.shape[1], BLOCK), axis=1)
    values = joined(done(_left, (support.ties, chosen), shares, cluster))[chosen.name]
    ranks = mean_ranked(values, low_first=chosen.low_first)
    dyads = support.ties.networks(kept).present.sum(axis=0)
    rows = [
        (
            removal.id, removal.says, int((~removal.kept).sum()), int(dyads[0] - dyads[n]),
            *_movement(support, ranks[:, 0], ranks[:, n], top),
        )
        for n, removal in enumerate(removals, start=1)
    ]  # fmt: skip
    rows.sort(key=lambda row: (-row[4], row[0]))
    notes = (
        support.spec.describe(),
        f"{len(support.actors)} actors ranked by {chosen.name} ({chosen.meaning}) without one {by} "
        "at a time.",
        undated(support.graph, simple(support.graph)),
        edition(support.kg),
    )
    title = f"What {chosen.name} hangs on"
    return Table.of(_columns(by, top), rows, title, filter(None, notes))


def _left(common: tuple[Ties, Measure], kept: Flags) -> Mapping[str, Floats]:
    """The measure in the networks of one share."""
    ties, measure = common
    return measured(ties, [measure], kept)


def _claims(support: Support) -> list[_Removal]:
    size = len(support.claims)
    return [
        _Removal(c.id, sentence(support.kg, c), np.arange(size) != n)
        for n, c in enumerate(support.claims)
    ]


def _sources(support: Support) -> list[_Removal]:
    cited = {s for c in support.claims for s in support.kg.assess(c.id).sources}
    removals = []
    for source in sorted(cited):
        left = {c.id for c in select(_without(support.kg, source), support.spec).claims}
        kept = np.array([c.id in left for c in support.claims])
        removals.append(_Removal(source, support.kg.sources[source].title, kept))
    return removals


def _without(kg: KnowledgeGraph, source: str) -> KnowledgeGraph:
    """The same record with nothing cited from a source."""
    return KnowledgeGraph(
        kg.records.values(),
        kg.entities.values(),
        kg.names,
        kg.claims(),
        [c for c in kg.citations.values() if c.source != source],
        kg.sources.values(),
        kg.links,
        kg.vocabulary,
        kg.judgements,
    )


def _movement(support: Support, before: Floats, after: Floats, top: int) -> tuple[Any, ...]:
    """How far a ranking moved, who moved furthest, and who left and entered the highest."""
    places = np.abs(after - before)
    furthest = max(range(len(places)), key=lambda a: (places[a], -before[a], -a))
    moved = bool(places[furthest])
    return (
        float(places.mean()),
        int((places > 0).sum()),
        _names(support, [furthest])[0] if moved else "",
        float(before[furthest]) if moved else None,
        float(after[furthest]) if moved else None,
        _names(support, np.flatnonzero((before <= top) & (after > top)).tolist()),
        _names(support, np.flatnonzero((before > top) & (after <= top)).tolist()),
    )


def _names(support: Support, actors: Sequence[int]) -> tuple[str, ...]:
    return tuple(support.kg.entities[support.actors[a]].name for a in actors)


def _columns(by: By, top: int) -> tuple[Column, ...]:
    return (
        Column("removed", f"id of the {by} left out"),
        Column("says", "the claim in words" if by == "claim" else "title of the document"),
        Column("claims", "claims of this network that fall with it"),
        Column("ties", "dyads that fall with it"),
        Column("moved", "places that an actor moves, mean over all"),
        Column("actors", "how many move at all"),
        Column("most", "who moves furthest"),
        Column("from_rank", "its rank with every claim"),
        Column("to_rank", "its rank without"),
        Column("out", f"who leaves the {top} highest"),
        Column("in", f"who enters the {top} highest"),
    )
