"""Support: which claims hold up which tie, so that networks can be made without some of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from ..knowledge import KnowledgeGraph
from ..model import Claim
from ..network import Projection, affiliations, project, select, simple
from .ensemble import Ensemble, Flags, Frame
from .notes import ensure_ties

if TYPE_CHECKING:
    import networkx as nx

#: What a tie can rest on: the sets of claims of each of which one has to stay.
Ground = tuple[tuple[int, ...], ...]

#: Two actors, what their tie rests on, and whether it has a direction.
Prop = tuple[int, int, Ground, bool]

Pair = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Ties:
    """Who is in a network, and which claims, by number, hold up its ties.

    It knows nothing else of the record, and is small enough to be sent about.

    Attributes
    ----------
    actors : tuple of str
    props : tuple of Prop
    """

    actors: tuple[str, ...]
    props: tuple[Prop, ...]

    def networks(self, kept: Flags, *, directed: bool = False) -> Ensemble:
        """The networks that are left when only some claims are.

        Parameters
        ----------
        kept : array of bool, claims x networks

        Returns
        -------
        Ensemble
            On all actors of the whole network, whoever has a tie left.
        """
        grounds = self._directed if directed else self._undirected
        pairs = sorted(grounds)
        ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        weight = np.zeros((len(pairs), kept.shape[1]))
        for tie, pair in enumerate(pairs):
            for needed in grounds[pair]:
                held = np.ones(kept.shape[1], dtype=bool)
                for claims in needed:
                    held &= kept[list(claims)].any(axis=0)
                weight[tie][held] = 1
        return Ensemble(Frame(self.actors, ends[:, 0], ends[:, 1], directed), weight)

    @cached_property
    def _undirected(self) -> Mapping[Pair, list[Ground]]:
        return _collected((min(u, v), max(u, v), needed) for u, v, needed, _ in self.props)

    @cached_property
    def _directed(self) -> Mapping[Pair, list[Ground]]:
        forth = ((u, v, needed) for u, v, needed, _ in self.props)
        back = ((v, u, needed) for u, v, needed, directed in self.props if not directed)
        return _collected((*forth, *back))


@dataclass(frozen=True, eq=False)
class Support:
    """The network that measures count, and the claims behind every tie of it.

    Attributes
    ----------
    kg : KnowledgeGraph
    spec : Projection
        With hostile ties kept apart.
    graph : networkx.MultiDiGraph
        All of its ties.
    claims : tuple of Claim
        Those that a tie rests on, in order of id.
    """

    kg: KnowledgeGraph
    spec: Projection
    graph: nx.MultiDiGraph[str]
    claims: tuple[Claim, ...]

    @classmethod
    def of(cls, kg: KnowledgeGraph, **choices: Any) -> Support:
        """The support of the network of these choices, as in `insurgraph.graph.network.Projection`.

        Raises
        ------
        ProjectionError
            If no ties are left; the message says which filter removed how many claims.
        """
        spec = Projection.of(kg, **choices).measured
        graph = project(kg, spec)
        ensure_ties(graph, simple(graph))
        ids = {key for *_, key in graph.edges(keys=True)}
        if spec.through:
            ids = {c for *_, tie in graph.edges(data=True) for c in tie["claims"].split(";")}
        return cls(kg, spec, graph, tuple(kg.claim(c) for c in sorted(ids)))

    @cached_property
    def actors(self) -> tuple[str, ...]:
        """Who is in the network."""
        return tuple(self.graph)

    @cached_property
    def row(self) -> Mapping[str, int]:
        """Number of every claim."""
        return {c.id: n for n, c in enumerate(self.claims)}

    @cached_property
    def ties(self) -> Ties:
        """What the network is made of."""
        return Ties(self.actors, tuple(self._props()))

    def _props(self) -> Iterator[Prop]:
        """What every tie between two different actors rests on."""
        place = {actor: n for n, actor in enumerate(self.actors)}
        sides: dict[str, dict[str, list[str]]] = {}
        if self.spec.through:
            selected = select(self.kg, self.spec).claims
            sides = affiliations(self.kg, selected, self.spec.through)
        for u, v, key, data in self.graph.edges(keys=True, data=True):
            if u == v:
                continue
            needed = (sides[key][u], sides[key][v]) if sides else ([key],)
            rows = tuple(tuple(self.row[c] for c in claims) for claims in needed)
            yield place[u], place[v], rows, bool(data["directed"])


def _collected(props: Iterable[tuple[int, int, Ground]]) -> dict[Pair, list[Ground]]:
    """All that each pair's tie can rest on; single claims are pooled, one of them is enough."""
    found: dict[Pair, list[Ground]] = {}
    single: dict[Pair, list[int]] = {}
    for u, v, needed in props:
        if len(needed) == 1:
            single.setdefault((u, v), []).extend(needed[0])
        else:
            found.setdefault((u, v), []).append(needed)
    for pair, claims in single.items():
        found.setdefault(pair, []).append((tuple(claims),))
    return found
