"""Feedback: being tied to those who are central themselves.

With the adjacency matrix :math:`A`, :math:`A_{ij}` the weight of the tie from :math:`i` to
:math:`j`,

.. math::

    \\lambda \\, x = A^T x \\quad \\text{(eigenvector)}, \\qquad
    x = \\alpha A^T x + 1 \\quad \\text{(Katz)}, \\qquad
    x = \\alpha P^T x + \\frac{1 - \\alpha}{n} \\quad \\text{(PageRank)}

with :math:`P` for :math:`A` divided by the sums of its rows (who has no tie out counts as tied to
all), and for HITS authorities :math:`a \\propto A^T h` with hubs :math:`h \\propto A a`. The
eigenvector has length 1 and so has Katz's vector; PageRank, hubs and authorities add up to 1.

* *Eigenvector* is that of the largest component and 0 outside it: in a network that falls apart
  there is no other that is defined.
* *Katz*: :math:`\\alpha = 1 / (1 + d)` with the largest (in-)strength :math:`d`, which is always
  small enough, as in NetworKit (van der Grinten et al. 2018, 10.4230/LIPIcs.ESA.2018.42).
* *PageRank*: :math:`\\alpha = 0.85`.
* *HITS*: where several vectors would do, the one that repeated application to equal values ends
  in.

*Direction*: the eigenvector ignores it; Katz and PageRank count it when told to (a tie adds to
whom it points at); hubs and authorities are about it. *Sign*: all assume that a tie is good to
have. *Multiplicity*: one tie a dyad, weights when told to. *Time*: as `paths`.

P. Bonacich, Factoring and weighting approaches to status scores and clique identification, J.
Math. Sociol. 2 (1972) 113-120, 10.1080/0022250X.1972.9989806. L. Katz, A new status index derived
from sociometric analysis, Psychometrika 18 (1953) 39-43, 10.1007/BF02289026. S. Brin, L. Page, The
anatomy of a large-scale hypertextual web search engine, Comput. Networks ISDN 30 (1998) 107-117,
10.1016/S0169-7552(98)00110-X. J. M. Kleinberg, Authoritative sources in a hyperlinked environment,
J. ACM 46 (1999) 604-632, 10.1145/324133.324140.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .ensemble import Ensemble, Flags, Floats, Ints, ratio

DAMPING = 0.85

#: Repetitions after which a network is solved by itself; steps between two looks at who has
#: arrived, and number of looks; what counts as no change, and as no length; what is nothing but
#: rounding, beside the largest.
_PATIENCE = 1000
_TURNS = 25
_LOOKS = 16
_STILL = 1e-14
_NOTHING = 1e-300
_NOISE = 1e-12

Step = Callable[[Floats], Floats]
Applied = Callable[[Ensemble, Floats], Floats]


def eigenvector(networks: Ensemble) -> Floats:
    """The leading eigenvector of the largest component; 0 outside it.

    Of undirected networks.

    Examples
    --------
    >>> import networkx as nx
    >>> eigenvector(Ensemble.of(nx.star_graph(4)))[:, 0].round(3).tolist()
    [0.707, 0.354, 0.354, 0.354, 0.354]
    """
    inside = networks.largest & (networks.reach.others > 0)
    x, moving = _climbed(networks, inside.astype(float), Ensemble.received)
    x[:, moving] = _leading(networks, moving, inside, _itself)
    return np.where(inside, np.abs(x), 0.0)


def katz(networks: Ensemble) -> Floats:
    """Everybody who can reach one, each discounted by the length of every walk.

    Examples
    --------
    >>> import networkx as nx
    >>> katz(Ensemble.of(nx.path_graph(3)))[:, 0].round(3).tolist()
    [0.53, 0.662, 0.53]
    """
    alpha = 1 / (1 + networks.received(np.ones(networks.shape)).max(axis=0, initial=0))
    x = _settled(networks, lambda x: alpha * networks.received(x) + 1, alpha)
    return _scaled(x)


def pagerank(networks: Ensemble) -> Floats:
    """Share of visits by somebody who follows ties and, 15 times in 100, starts anew anywhere.

    Examples
    --------
    >>> import networkx as nx
    >>> pagerank(Ensemble.of(nx.star_graph(3)))[:, 0].round(3).tolist()
    [0.48, 0.173, 0.173, 0.173]
    """
    out = networks.sent(np.ones(networks.shape))
    share = ratio(1, out)
    damping = np.full(len(networks), DAMPING)
    x = _settled(networks, lambda x: DAMPING * networks.received(x * share) + 1, damping, share)
    return _shares(x)


def hubs(networks: Ensemble) -> Floats:
    """Tied to good authorities; adds up to 1.

    Examples
    --------
    >>> import networkx as nx
    >>> hubs(Ensemble.of(nx.DiGraph([(0, 2), (1, 2)]), directed=True))[:, 0].tolist()
    [0.5, 0.0, 0.5]
    """
    return _shares(networks.sent(authorities(networks)))


def authorities(networks: Ensemble) -> Floats:
    """Tied to by good hubs; adds up to 1.

    Examples
    --------
    >>> import networkx as nx
    >>> authorities(Ensemble.of(nx.DiGraph([(0, 2), (1, 2)]), directed=True))[:, 0].tolist()
    [0.0, 1.0, 0.0]
    """
    pointed_at = networks.received(np.ones(networks.shape)) > 0
    x, moving = _climbed(networks, pointed_at.astype(float), _there_and_back)
    x[:, moving] = _leading(networks, moving, pointed_at, _squared)
    return _shares(np.abs(x))


def _there_and_back(networks: Ensemble, x: Floats) -> Floats:
    return networks.received(networks.sent(x))


def _climbed(networks: Ensemble, x: Floats, applied: Applied) -> tuple[Floats, Flags]:
    """Leading eigenvectors by conjugate gradients, and which are not there yet.

    Each step takes the best vector of the plane of the present one and a direction of ascent (W.
    W. Bradbury, R. Fletcher, Numer. Math. 9 (1966) 259-267, 10.1007/BF02162089). It stays among
    the vectors that repeated application to the first one can reach.
    """
    out, moving = _scaled(x), np.ones(len(networks), dtype=bool)
    columns = np.arange(len(networks))
    for _ in range(_LOOKS):
        some, here = networks.only(columns), _scaled(out[:, columns])
        there = applied(some, here)
        value, slope, rise = _slope(here, there)
        way = slope
        for _ in range(_TURNS):
            way = way - here * (here * way).sum(axis=0)
            unit = _scaled(way)
            ahead = applied(some, unit)
            across, along = (here * ahead).sum(axis=0), (unit * ahead).sum(axis=0)
            angle = np.arctan2(2 * across, value - along) / 2
            here, there = (
                np.cos(angle) * old + np.sin(angle) * new
                for old, new in ((here, unit), (there, ahead))
            )
            value, new_slope, new_rise = _slope(here, there)
            turn = (new_slope * (new_slope - slope)).sum(axis=0)
            way = new_slope + way * np.maximum(0, turn / np.maximum(rise, _NOTHING))
            slope, rise = new_slope, new_rise
        out[:, columns] = here
        arrived: Flags = np.sqrt(rise) <= _STILL * value
        moving[columns] = ~arrived
        columns = columns[~arrived]
        if not len(columns):
            break
    return out, moving


def _slope(x: Floats, applied: Floats) -> tuple[Floats, Floats, Floats]:
    """What a vector gains by application, the direction in which it would gain, and its square."""
    value = (x * applied).sum(axis=0)
    slope = applied - value * x
    return value, slope, (slope * slope).sum(axis=0)


def _settled(networks: Ensemble, step: Step, alpha: Floats, share: Floats | None = None) -> Floats:
    """Solve ``x = step(x)`` by repetition; what will not settle soon is solved as equations."""
    x = np.ones(networks.shape)
    moving: Flags = np.ones(len(networks), dtype=bool)
    for turn in range(_PATIENCE):
        y = step(x)
        if turn % 10 == 9:
            moving = np.asarray((np.abs(y - x) > _STILL * np.abs(y)).any(axis=0))
            if not moving.any():
                return y
        x = y
    for network in np.flatnonzero(moving).tolist():
        matrix = _matrix(networks, network)
        if share is not None:
            matrix = _diagonal(share[:, network]) @ matrix
        x[:, network] = _solved(matrix, alpha[network])
    return x


def _solved(matrix: Any, alpha: float) -> Floats:
    from scipy.sparse.linalg import spsolve

    size = matrix.shape[0]
    found: Floats = spsolve((_diagonal(np.ones(size)) - alpha * matrix.T).tocsc(), np.ones(size))
    return found


def _leading(networks: Ensemble, which: Flags, inside: Flags, made: Callable[[Any], Any]) -> Floats:
    """Leading eigenvectors of matrices `made` from some networks, of the actors `inside`.

    Where several vectors lead, the one nearest to equal values. Matrices of one size are solved
    together.
    """
    columns = np.flatnonzero(which)
    actors = len(networks.frame)
    out = np.zeros((actors, len(columns)))
    sizes = inside[:, columns].sum(axis=0)
    for size in np.unique(sizes[sizes > 0]):
        alike = np.flatnonzero(sizes == size)
        for some in np.array_split(alike, 1 + len(alike) * actors**2 // _ENTRIES):
            rows = np.nonzero(inside[:, columns[some]].T)[1].reshape(len(some), size)
            if actors <= _DENSE:
                found = _together(made(_matrices(networks, columns[some])), rows)
            else:
                matrices = (made(_matrix(networks, columns[c])) for c in some)
                found = np.stack([_alone(m, r) for m, r in zip(matrices, rows, strict=True)])
            out[rows, some[:, None]] = found
    return _scaled(out)


def _together(matrices: Floats, rows: Ints) -> Floats:
    """The leading vectors of full matrices, of these of their rows and columns each."""
    within = matrices[np.arange(len(rows))[:, None, None], rows[:, :, None], rows[:, None, :]]
    values, vectors = np.linalg.eigh(within)
    vectors *= (values > values[:, -1:] * (1 - 1e-11))[:, None, :]
    found: Floats = (vectors * vectors.sum(axis=1, keepdims=True)).sum(axis=2)
    return found


def _alone(matrix: Any, rows: Ints) -> Floats:
    """The leading vector of one sparse matrix."""
    from scipy.sparse.linalg import eigsh

    within = matrix[rows][:, rows]
    if len(rows) <= _DENSE:
        whole = np.arange(len(rows))[None]
        found: Floats = _together(within.toarray()[None], whole)[0]
    else:
        found = eigsh(within, k=1, which="LA", v0=np.ones(len(rows)), tol=0)[1][:, 0]
    return found


def _itself(matrix: Any) -> Any:
    return matrix


def _squared(matrix: Any) -> Any:
    over = matrix.swapaxes(-1, -2) if isinstance(matrix, np.ndarray) else matrix.T
    return over @ matrix


#: Actors up to which matrices are solved as full ones, and entries solved together.
_DENSE = 500
_ENTRIES = 4_000_000


def _matrices(networks: Ensemble, columns: Ints) -> Floats:
    """Full adjacency matrices of some networks, networks x actors x actors."""
    tail, head, _ = networks.frame.arcs
    size = len(networks.frame)
    out = np.zeros((len(columns), size, size))
    out[:, tail, head] = networks.along[:, columns].T
    return out


def _matrix(networks: Ensemble, network: int) -> Any:
    """The adjacency matrix of one network."""
    from scipy.sparse import csr_array

    tail, head, _ = networks.frame.arcs
    size = len(networks.frame)
    return csr_array((networks.along[:, network], (tail, head)), shape=(size, size))


def _diagonal(values: Floats) -> Any:
    from scipy.sparse import diags_array

    return diags_array(values, format="csr")


def _scaled(x: Floats) -> Floats:
    length = np.sqrt((x * x).sum(axis=0))
    return ratio(x, np.broadcast_to(length, x.shape))


def _shares(x: Floats) -> Floats:
    x = np.where(x > x.max(axis=0, initial=0) * _NOISE, x, 0)
    total = x.sum(axis=0)
    return ratio(x, np.broadcast_to(total, x.shape))
