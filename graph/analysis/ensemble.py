"""An ensemble: many networks on the same actors, measured at once.

A measure of one network is the measure of an ensemble of one. A thousand draws of an uncertain
network are an ensemble of a thousand, and cost little more than one of them, because every step
of every measure is taken in all of them at once: what differs from draw to draw is one row of
numbers a tie, and numpy walks along rows. Shortest paths with their counts are the exception;
rustworkx counts them network by network, in compiled code and on all cores.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...errors import ArgumentError
from ..network import simple

if TYPE_CHECKING:
    import networkx as nx

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bits = NDArray[np.uint64]
Flags = NDArray[np.bool_]

#: Networks that are measured together, and the draws of one share; many more would not fit the
#: processor's cache, many fewer would leave numpy nothing to walk along.
BLOCK = 128

#: Pairs of neighbours that are looked at together when triangles are counted.
_WEDGES = 2_000_000


class Arcs(NamedTuple):
    """Ties as arcs: from `tail` to `head`, along the tie of number `tie`."""

    tail: Ints
    head: Ints
    tie: Ints


class Reach(NamedTuple):
    """What a breadth-first search from everybody found, of every actor in every network.

    Attributes
    ----------
    others : array, actors x networks
        How many others can reach the actor.
    distance, nearness : array, actors x networks
        Sum of their distances to it, and sum of the inverse distances.
    sets : array of 64-bit words, actors x networks x words
        Who they are, and the actor itself, a bit each.
    """

    others: Floats
    distance: Floats
    nearness: Floats
    sets: Bits


@dataclass(frozen=True, eq=False)
class Frame:
    """What the networks of an ensemble have in common: actors, and ties that may be there.

    Attributes
    ----------
    actors : tuple
        Any hashable values; a position in it stands for the actor everywhere else.
    tail, head : array of int
        Ends of every tie; each pair occurs once, in an undirected frame in one order only.
    directed : bool
    """

    actors: tuple[Hashable, ...]
    tail: Ints
    head: Ints
    directed: bool = False

    def __len__(self) -> int:
        return len(self.actors)

    @cached_property
    def arcs(self) -> Arcs:
        """Every tie as an arc, an undirected one as two: first all forwards, then all back."""
        ties = np.arange(len(self.tail))
        if self.directed:
            return Arcs(self.tail, self.head, ties)
        return Arcs(
            np.concatenate((self.tail, self.head)),
            np.concatenate((self.head, self.tail)),
            np.concatenate((ties, ties)),
        )

    @cached_property
    def into(self) -> Any:
        """Sparse matrix, actors x arcs: 1 where the arc ends."""
        return incidence(self.arcs.head, len(self))

    @cached_property
    def out_of(self) -> Any:
        """Sparse matrix, actors x arcs: 1 where the arc begins."""
        return incidence(self.arcs.tail, len(self))

    @cached_property
    def rounds(self) -> tuple[Arcs, ...]:
        """The arcs in turns, so that no actor is the head of two arcs of one turn."""
        tail, head, tie = self.arcs
        order = np.argsort(head, kind="stable")
        within = np.arange(len(order)) - np.searchsorted(head[order], head[order])
        turns = order[np.argsort(within, kind="stable")]
        cuts = np.cumsum(np.bincount(within))[:-1]
        return tuple(Arcs(tail[t], head[t], tie[t]) for t in np.split(turns, cuts) if len(t))

    def triangles(self) -> Iterator[tuple[Ints, Ints]]:
        """Blocks of triangles: their actors (x 3), and the ties opposite to each (x 3).

        Of an undirected frame. The ties are those that *may* be there.
        """
        size, ties = len(self), len(self.tail)
        rank = np.argsort(np.argsort(np.bincount(self.arcs.tail, minlength=size), kind="stable"))
        up = rank[self.tail] < rank[self.head]
        low, high = np.where(up, self.tail, self.head), np.where(up, self.head, self.tail)
        keys = low * size + high
        by_key = np.argsort(keys)
        order = np.argsort(low, kind="stable")
        first = np.searchsorted(low[order], low[order])
        wedges = np.cumsum(np.arange(ties) - first)  # how many there are up to each tie
        cuts = np.searchsorted(wedges, np.arange(_WEDGES, wedges[-1] if ties else 0, _WEDGES))
        for block in np.split(np.arange(ties), cuts):
            behind = block - first[block]
            one = order[np.repeat(block, behind)]
            starts = np.repeat(np.cumsum(behind) - behind, behind)
            two = order[np.repeat(first[block], behind) + np.arange(len(one)) - starts]
            a, b, c = low[one], high[one], high[two]
            wanted = np.where(rank[b] < rank[c], b * size + c, c * size + b)
            at = np.searchsorted(keys[by_key], wanted)
            three = by_key[np.minimum(at, ties - 1)] if ties else at
            closed = keys[three] == wanted
            if closed.any():
                yield (
                    np.stack((a, b, c), axis=1)[closed],
                    np.stack((three, two, one), axis=1)[closed],
                )

    def arc_of(self, tie: Ints, tail: Ints) -> Ints:
        """Number of the arc of an undirected tie that begins at `tail`."""
        return np.where(self.tail[tie] == tail, tie, tie + len(self.tail))


@dataclass(frozen=True, eq=False)
class Ensemble:
    """Networks on one frame.

    Attributes
    ----------
    frame : Frame
    weight : array, ties x networks
        What each tie weighs in each network; 0 where it is not there, 1 where weights do not
        count.
    weighted : bool
        Whether weights count. Along a path a tie is then as long as the inverse of its weight
        (Newman 2001, 10.1103/PhysRevE.64.016132).

    Examples
    --------
    >>> import networkx as nx
    >>> e = Ensemble.of(nx.path_graph(3))
    >>> e.frame.actors, e.weight.tolist()
    ((0, 1, 2), [[1.0], [1.0]])
    """

    frame: Frame
    weight: Floats
    weighted: bool = False

    @classmethod
    def of(
        cls, graph: nx.Graph[Any], *, directed: bool = False, weighted: bool = False
    ) -> Ensemble:
        """The ensemble of one: the simple form of any networkx graph.

        Raises
        ------
        ArgumentError
            If weights are to count and one is no positive number.
        """
        dyads = simple(graph, directed=directed)
        actors = tuple(dyads)
        place = {actor: n for n, actor in enumerate(actors)}
        ends = np.array([(place[u], place[v]) for u, v in dyads.edges], dtype=np.int64)
        tail, head = ends.reshape(-1, 2).T
        weight = np.ones((len(tail), 1))
        if weighted:
            for row, (u, v, data) in enumerate(dyads.edges(data=True)):
                weight[row] = _positive(u, v, data["weight"])
        return cls(Frame(actors, tail, head, directed), weight, weighted)

    def __len__(self) -> int:
        return int(self.weight.shape[1])

    @property
    def shape(self) -> tuple[int, int]:
        """Number of actors, number of networks."""
        return len(self.frame), len(self)

    def only(self, networks: Any) -> Ensemble:
        """Some of the networks, by their numbers."""
        return Ensemble(self.frame, self.weight[:, networks], self.weighted)

    @cached_property
    def present(self) -> Flags:
        """Which tie is there in which network."""
        return self.weight > 0

    @cached_property
    def along(self) -> Floats:
        """Weight of every arc, arcs x networks."""
        found: Floats = self.weight[self.frame.arcs.tie]
        return found

    def received(self, values: Floats) -> Floats:
        """What arrives at every actor when all send their value along their arcs."""
        found: Floats = self.frame.into @ (self.along * values[self.frame.arcs.tail])
        return found

    def sent(self, values: Floats) -> Floats:
        """The same against the direction of the arcs."""
        found: Floats = self.frame.out_of @ (self.along * values[self.frame.arcs.head])
        return found

    @cached_property
    def reach(self) -> Reach:
        """A breadth-first search from everybody at once, 64 of them to a word; weights apart."""
        actors, networks = self.shape
        sets = np.zeros((actors, networks, actors // 64 + 1), dtype=np.uint64)
        own = np.arange(actors)
        sets[own, :, own // 64] = np.uint64(1) << (own % 64).astype(np.uint64)[:, None]
        mask = np.where(self.present, ~np.uint64(0), np.uint64(0))[:, :, None]
        count = np.ones((actors, networks))
        distance, nearness = np.zeros((2, actors, networks))
        for step in range(1, actors):
            grown = sets.copy()
            for tail, head, tie in self.frame.rounds:
                grown[head] |= sets[tail] & mask[tie]
            sets, before = grown, count
            count = np.bitwise_count(sets).sum(axis=2, dtype=np.float64)
            gained = count - before
            if not gained.any():
                break
            distance += step * gained
            nearness += gained / step
        return Reach(count - 1, distance, nearness, sets)

    @cached_property
    def largest(self) -> Flags:
        """Who is in the largest component of each network; of equals, the first in order.

        Of an undirected frame.
        """
        _, networks = self.shape
        first = self.reach.others.argmax(axis=0)
        words = self.reach.sets[first, np.arange(networks)]
        own = np.arange(len(self.frame))
        bits = words[:, own // 64] >> (own % 64).astype(np.uint64) & np.uint64(1)
        found: Flags = bits.T.astype(bool)
        return found

    @cached_property
    def compiled(self) -> list[Any]:
        """Every network as a graph of rustworkx, weights apart; ties in their order."""
        import rustworkx as rx

        ends = np.stack((self.frame.tail, self.frame.head), axis=1)
        graphs = []
        for network in range(len(self)):
            graph: Any = rx.PyDiGraph() if self.frame.directed else rx.PyGraph()
            graph.add_nodes_from(range(len(self.frame)))
            there = ends[self.present[:, network]]
            graph.extend_from_edge_list(list(map(tuple, there.tolist())))
            graphs.append(graph)
        return graphs

    def lengths(self, network: int) -> Any:
        """Sparse matrix of the lengths of one network's ties, the inverse of their weights."""
        from scipy.sparse import csr_array

        tail, head, tie = self.frame.arcs
        there = self.present[tie, network]
        values = 1 / self.weight[tie, network][there]
        size = len(self.frame)
        return csr_array((values, (tail[there], head[there])), shape=(size, size))


def ratio(one: Any, other: Floats) -> Floats:
    """One divided by the other, 0 where the other is 0."""
    found: Floats = np.divide(one, other, out=np.zeros_like(other), where=other > 0)
    return found


def incidence(rows: Ints, size: int) -> Any:
    """Sparse matrix with a column for every entry of `rows`, 1 in that row: it adds up by row."""
    from scipy.sparse import csr_array

    columns = np.arange(len(rows))
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=(size, len(rows)))


def _positive(u: object, v: object, weight: Any) -> float:
    if not (0 < weight < float("inf")):
        raise ArgumentError(
            f"the tie of {u} and {v} weighs {weight!r}; weights that count are positive numbers"
        )
    return float(weight)


def positions(frame: Frame, actors: Sequence[Any]) -> list[int]:
    """Positions of actors in a frame, found as they are or by their text.

    Raises
    ------
    KeyError
        If one is not there.
    """
    place = {str(a): n for n, a in enumerate(frame.actors)}
    return [place[str(a)] for a in actors]
