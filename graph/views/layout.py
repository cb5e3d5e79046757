"""Where the entities stand: positions that mean something and stay what they are.

Communities are found in the ties that hold actors together, set out as wholes, and then filled;
the forces that follow pull along co-operation four times as hard as along hostility, so that
sides stay sides. Labels count as part of an entity when what overlaps is pushed apart. There is no
chance in it: the same network gives the same picture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import networkx as nx
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

#: How hard a tie pulls, by its sign.
PULL = {1: 1.0, 0: 0.6, -1: 0.25}

#: Up to so many entities every pair is reckoned; above, other communities count as one body each.
EXACT = 500

#: Above so many, fewer rounds do: nobody tells the details apart.
LARGE = 5_000

#: Pairs reckoned at a time, so that large networks fit into memory.
_BLOCK = 2_000_000

#: So many labels have room beside one another in a window; with more entities, each gets less.
LABELLED = 120

#: The picture is at most so many times as wide as it is high.
WIDEST = 1.15

#: How much larger than all that stands in it the picture may be.
SPACE = 2.6

_GOLDEN = np.pi * (3 - np.sqrt(5))
_LENGTH = 60.0

Tie = tuple[int, int, float]
Positions = dict[str, tuple[float, float]]


def arrange(network: nx.MultiDiGraph[str]) -> Positions:
    """Place every node of a network.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        Ties may carry ``sign`` (1, 0, -1), nodes ``name``.

    Returns
    -------
    dict of str to (float, float)
        Position of each node in pixels at full size, y downwards, the middle at the origin.

    Notes
    -----
    Repulsion by degree and linear attraction as in ForceAtlas2 (doi:10.1371/journal.pone.0098679),
    started from Louvain communities (doi:10.1088/1742-5468/2008/10/P10008).

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.MultiDiGraph([("a", "b"), ("b", "c")])
    >>> sorted(arrange(G)) == ["a", "b", "c"] and arrange(G) == arrange(G.copy())
    True
    """
    nodes = tuple(sorted(network))
    number = {node: i for i, node in enumerate(nodes)}
    names = tuple(str(network.nodes[n].get("name") or n) for n in nodes)
    pulls: dict[tuple[int, int], float] = defaultdict(float)
    for a, b, data in network.edges(data=True):
        if a != b:
            low, high = sorted((number[a], number[b]))
            pulls[low, high] += PULL.get(data.get("sign", 0), PULL[0])
    ties = tuple((a, b, float(np.sqrt(w))) for (a, b), w in sorted(pulls.items()))
    return dict(zip(nodes, _arranged(names, ties), strict=True))


@lru_cache(maxsize=32)
def _arranged(names: tuple[str, ...], ties: tuple[Tie, ...]) -> tuple[tuple[float, float], ...]:
    """Positions by number; kept, because a page is often made again with other tables."""
    count = len(names)
    if not count:
        return ()
    boxes = _boxes(names, ties)
    placed: list[tuple[list[int], Floats]] = []
    for members in _components(count, ties):
        here = {node: i for i, node in enumerate(members)}
        inner = [(here[a], here[b], w) for a, b, w in ties if a in here]
        where = _scaled(_component(len(members), inner), boxes[members])
        placed.append((members, _spread(where, boxes[members])))
    positions = np.zeros((count, 2))
    for members, where in _packed(placed, boxes):
        positions[members] = where
    positions -= (positions.min(axis=0) + positions.max(axis=0)) / 2
    return tuple((round(float(x), 1) + 0.0, round(float(y), 1) + 0.0) for x, y in positions)


def _boxes(names: Sequence[str], ties: Sequence[Tie]) -> Floats:
    """Width and height that each entity takes up, with as much of its label as there is room."""
    degree = np.bincount([n for a, b, _ in ties for n in (a, b)], minlength=len(names))
    size = 26 + 4.2 * np.sqrt(degree)
    label = np.array([6.4 * min(len(name), 26) for name in names])
    share = min(1.0, LABELLED / len(names)) ** 0.5
    return np.column_stack(
        [np.maximum(size, size * (1 - share) + label * share), size + 16 * share]
    )


def _components(count: int, ties: Sequence[Tie]) -> list[list[int]]:
    """Connected parts, largest first."""
    import networkx as nx

    graph = nx.empty_graph(count)
    graph.add_edges_from((a, b) for a, b, _ in ties)
    return sorted(
        (sorted(part) for part in nx.connected_components(graph)), key=lambda p: (-len(p), p)
    )


def _component(count: int, ties: Sequence[Tie]) -> Floats:
    """Positions within one connected part."""
    if count < 3:
        return np.column_stack([np.arange(count) * _LENGTH, np.zeros(count)])
    communities = _communities(count, ties)
    ends = [n for a, b, _ in ties for n in (a, b)]
    mass: Floats = 1.0 + np.bincount(ends, minlength=count).astype(np.float64)
    positions = _start(communities, ties, mass)
    rounds = 260 if count <= EXACT else round(120 * min(1.0, LARGE / count) ** 0.5)
    home = np.zeros(count, dtype=np.intp)
    for number, members in enumerate(communities):
        home[members] = number
    tightened = [(a, b, w * (1.6 if home[a] == home[b] else 1.0)) for a, b, w in ties]
    return _settled(positions, tightened, mass, rounds, None if count <= EXACT else home)


def _communities(count: int, ties: Sequence[Tie]) -> list[list[int]]:
    """Groups with more ties inside than out, largest first."""
    import networkx as nx

    graph = nx.empty_graph(count)
    graph.add_weighted_edges_from(ties)
    found: Any = nx.community.louvain_communities(graph, seed=1)
    return sorted((sorted(group) for group in found), key=lambda g: (-len(g), g))


def _start(communities: Sequence[Sequence[int]], ties: Sequence[Tie], mass: Floats) -> Floats:
    """Communities set out as wholes, each filled from its middle with the best connected first."""
    home: dict[int, int] = {n: c for c, group in enumerate(communities) for n in group}
    between: dict[tuple[int, int], float] = defaultdict(float)
    for a, b, weight in ties:
        if home[a] != home[b]:
            low, high = sorted((home[a], home[b]))
            between[low, high] += weight
    sizes = np.array([float(len(group)) for group in communities])
    centres = _sunflower(len(communities)) * _LENGTH * np.sqrt(sizes.sum() / len(sizes))
    pulls = [(a, b, w / max(between.values())) for (a, b), w in sorted(between.items())]
    if len(communities) > 1:
        centres = _settled(centres, pulls, 1.0 + sizes, 200, None)
    positions = np.zeros((len(mass), 2))
    for group, centre in zip(communities, centres, strict=True):
        order = sorted(group, key=lambda n: (-mass[n], n))
        positions[order] = centre + _sunflower(len(order)) * _LENGTH
    return positions


def _sunflower(count: int) -> Floats:
    """Points that fill a disc evenly from the middle."""
    steps = np.arange(count)
    radius = np.sqrt(steps)
    return np.column_stack([radius * np.cos(steps * _GOLDEN), radius * np.sin(steps * _GOLDEN)])


def _settled(
    positions: Floats, ties: Sequence[Tie], mass: Floats, rounds: int, home: Ints | None
) -> Floats:
    """Let repulsion, attraction and a slight gravity come to rest, in ever smaller steps."""
    positions = positions.copy()
    ends = np.array([(a, b) for a, b, _ in ties], dtype=np.intp).reshape(-1, 2)
    weights = np.array([w for _, _, w in ties])
    reach = _LENGTH * np.sqrt(len(mass)) / 4
    for step in range(rounds):
        force = _repulsion(positions, mass, home) * _LENGTH**2 / 4
        pull = (positions[ends[:, 1]] - positions[ends[:, 0]]) * weights[:, None]
        np.add.at(force, ends[:, 0], pull)
        np.add.at(force, ends[:, 1], -pull)
        force -= positions * 0.08 * mass[:, None] ** 0.5
        length = np.maximum(np.hypot(force[:, 0], force[:, 1]), 1e-9)
        allowed = reach * (1 - step / rounds) ** 1.5 + 0.05
        stride = np.minimum(length / mass**0.75, allowed) * 0.35
        positions += force * (stride / length)[:, None]
    return positions


def _repulsion(positions: Floats, mass: Floats, home: Ints | None) -> Floats:
    """Push of every entity on every other; of other communities as one body each with `home`."""
    if home is None:
        return _push(positions, mass, positions, mass)
    totals: Floats = np.bincount(home, weights=mass).astype(np.float64)
    centres = np.column_stack(
        [np.bincount(home, weights=mass * positions[:, axis]) / totals for axis in (0, 1)]
    )
    force = _push(positions, mass, centres, totals, skip=home)
    for number in range(len(totals)):
        members = np.flatnonzero(home == number)
        force[members] += _push(
            positions[members], mass[members], positions[members], mass[members]
        )
    return force


def _push(
    at: Floats, mass: Floats, others: Floats, other_mass: Floats, skip: Ints | None = None
) -> Floats:
    """Sum over `others` of product of masses over distance, directed away from them."""
    force = np.empty_like(at)
    size = max(1, _BLOCK // len(others))
    for start in range(0, len(at), size):
        part = slice(start, start + size)
        near = None if skip is None else skip[part]
        force[part] = _pushed(at[part], others, other_mass, near)
    return force * mass[:, None]


def _pushed(at: Floats, others: Floats, other_mass: Floats, skip: Ints | None) -> Floats:
    dx = at[:, None, 0] - others[None, :, 0]
    dy = at[:, None, 1] - others[None, :, 1]
    strength = dx * dx
    strength += dy * dy
    strength += 25.0
    np.divide(other_mass[None, :], strength, out=strength)
    if skip is not None:
        strength[np.arange(len(at)), skip] = 0.0
    return np.column_stack([np.einsum("ij,ij->i", offset, strength) for offset in (dx, dy)])


def _scaled(positions: Floats, boxes: Floats) -> Floats:
    """Turned so that the longer way lies across, and as large as what stands in it asks for."""
    if len(positions) < 3:
        return positions
    positions = positions - positions.mean(axis=0)
    _, _, axes = np.linalg.svd(positions, full_matrices=False)
    axes *= np.sign(axes[:, :1] + 1e-12)
    positions = positions @ axes.T
    # The outermost entities say little of how crowded it is: nine tenths of them do.
    low, high = np.quantile(positions, [0.05, 0.95], axis=0)
    across, down = high - low
    down = max(down, across / 3, 1.0)
    squeeze = np.sqrt(max(across / down / WIDEST, 1.0))
    scale = np.sqrt(SPACE * float(boxes.prod(axis=1).sum()) / float(max(across, 1.0) * down))
    return np.column_stack([positions[:, 0] * scale / squeeze, positions[:, 1] * scale * squeeze])


def _spread(positions: Floats, boxes: Floats) -> Floats:
    """Push boxes apart until none lies on another, each pair along the shorter way out."""
    from scipy.spatial import cKDTree

    positions = positions.copy()
    reach = float(np.hypot(boxes[:, 0], boxes[:, 1]).max())
    for _ in range(round(250 * min(1.0, LARGE / len(positions)))):
        pairs = cKDTree(positions).query_pairs(reach, output_type="ndarray")
        if not len(pairs):
            break
        a, b = pairs.T
        gap = positions[b] - positions[a]
        over = (boxes[a] + boxes[b]) / 2 - np.abs(gap)
        hit = (over > 0.5).all(axis=1)
        if not hit.any():
            break
        a, b, gap, over = a[hit], b[hit], gap[hit], over[hit]
        axis = (over[:, 1] < over[:, 0]).astype(np.intp)
        rows = np.arange(len(a))
        side = np.where(gap[rows, axis] < 0, -1.0, 1.0)
        shift = np.zeros_like(gap)
        shift[rows, axis] = side * over[rows, axis] * 0.3
        np.add.at(positions, a, -shift)
        np.add.at(positions, b, shift)
    return positions


def _packed(
    placed: Sequence[tuple[list[int], Floats]], boxes: Floats
) -> list[tuple[list[int], Floats]]:
    """The largest part on top, the others in rows below it, none wider than it allows."""
    gap = 40.0
    result: list[tuple[list[int], Floats]] = []
    limit = x = y = height = 0.0
    for members, where in placed:
        low = (where - boxes[members] / 2).min(axis=0)
        width, tall = (where + boxes[members] / 2).max(axis=0) - low
        if not result:
            limit = max(width, 900.0)
        if result and x + width > limit:
            x, y, height = 0.0, y + height + gap, 0.0
        result.append((members, where - low + np.array([x, y])))
        x, height = x + width + gap, max(height, tall)
    return result
