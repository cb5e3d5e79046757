"""Every measure: what networkx gives to nine digits, and what the literature prints."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from insurgraph.errors import ArgumentError, NotFoundError, ProjectionError
from insurgraph.graph.analysis import cohesion, feedback, paths
from insurgraph.graph.analysis.centrality import (
    MEASURES,
    centrality,
    degree_by_family,
    tie_centrality,
)
from insurgraph.graph.analysis.ensemble import Ensemble
from insurgraph.graph.analysis.groups import group_centrality
from insurgraph.graph.model import Claim
from insurgraph.graph.network import simple
from tests.properties import examples
from tests.records import graph_of_claims

Values = Mapping[Any, float]


def values(graph: nx.Graph[Any], name: str, **how: bool) -> Values:
    """Value of a measure by node."""
    ensemble = Ensemble.of(graph, **how)
    found = MEASURES[name](ensemble)[:, 0].tolist()
    return dict(zip(ensemble.frame.actors, found, strict=True))


def same(found: Values, expected: Values) -> bool:
    """Equal to nine digits, node by node; what is not a number is so in both."""
    return found.keys() == expected.keys() and all(
        (math.isnan(found[n]) and math.isnan(expected[n])) or abs(found[n] - expected[n]) < 1e-9
        for n in found
    )


# -- the same as networkx ------------------------------------------------------------------------

#: Powers of two, so that lengths of paths add up without rounding.
WEIGHTS = st.sampled_from([0.5, 1.0, 2.0, 4.0])


@st.composite
def networks(draw: st.DrawFn) -> Any:
    """Any graph: of either direction, simple or not, weighted, with loops, in several parts."""
    kind = draw(st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph]))
    graph = kind()
    graph.add_nodes_from(range(draw(st.integers(1, 12))))
    node = st.integers(0, len(graph) - 1)
    for u, v, weight in draw(st.lists(st.tuples(node, node, WEIGHTS), max_size=25)):
        graph.add_edge(u, v, weight=weight)
    return graph


def measured(graph: nx.Graph[Any], *, directed: bool) -> nx.Graph[Any]:
    """The simple form, with the length of every tie."""
    plain = simple(graph, directed=directed)
    for _, _, data in plain.edges(data=True):
        data["length"] = 1 / data["weight"]
    return plain


@examples(80)
@given(networks(), st.booleans(), st.booleans())
def test_measures_of_paths(graph: Any, directed: bool, weighted: bool) -> None:
    how = {"directed": directed, "weighted": weighted}
    plain = measured(graph, directed=directed)
    length = "length" if weighted else None
    assert same(
        values(graph, "betweenness", **how), nx.betweenness_centrality(plain, weight=length)
    )
    assert same(values(graph, "closeness", **how), nx.closeness_centrality(plain, distance=length))
    assert same(values(graph, "harmonic", **how), nx.harmonic_centrality(plain, distance=length))
    ties = paths.edge_betweenness(Ensemble.of(graph, **how))[:, 0].tolist()
    assert same(
        dict(zip(plain.edges, ties, strict=True)),
        nx.edge_betweenness_centrality(plain, weight=length),
    )


@examples(80)
@given(networks(), st.booleans(), st.booleans())
def test_measures_of_feedback(graph: Any, directed: bool, weighted: bool) -> None:
    assume(len(graph) > 1)
    how = {"directed": directed, "weighted": weighted}
    plain = measured(graph, directed=directed)
    weight = "weight" if weighted else None
    received: Any = plain.in_degree if directed else plain.degree
    alpha = 1 / (1 + max(d for _, d in received(weight=weight)))
    assert same(
        values(graph, "katz", **how), nx.katz_centrality_numpy(plain, alpha=alpha, weight=weight)
    )
    assert same(
        values(graph, "pagerank", **how),
        nx.pagerank(plain, weight=weight, tol=1e-15, max_iter=2000),
    )


@examples(60)
@given(networks(), st.booleans())
def test_hubs_and_authorities(graph: Any, weighted: bool) -> None:
    plain = measured(graph, directed=True)
    weight = "weight" if weighted else None
    matrix = nx.to_numpy_array(plain, weight=weight)
    sizes = np.linalg.svd(matrix, compute_uv=False)
    how = {"directed": True, "weighted": weighted}
    hubs, authorities = values(graph, "hubs", **how), values(graph, "authorities", **how)
    if not plain.number_of_edges():
        assert set(hubs.values()) | set(authorities.values()) == {0.0}
        return
    assert sum(hubs.values()) == pytest.approx(1)
    assert sum(authorities.values()) == pytest.approx(1)
    assume(len(sizes) == 1 or sizes[0] - sizes[1] > 1e-3)  # else networkx takes any of several
    _, vectors = np.linalg.eigh(matrix.T @ matrix)
    leading = np.abs(vectors[:, -1])
    assert same(authorities, dict(zip(plain, leading / leading.sum(), strict=True)))
    sent = matrix @ leading
    assert same(hubs, dict(zip(plain, sent / sent.sum(), strict=True)))
    if len(plain) > 2 and not weighted:
        bare: Any = nx.DiGraph()
        bare.add_nodes_from(plain)
        bare.add_edges_from(plain.edges)
        assert same(hubs, nx.hits(bare, tol=0)[0])


def test_what_is_only_rounding_is_nothing() -> None:
    """The lesser of two separate webs has no authority: nought, and not 10 to the minus 16."""
    lesser = ["ez", "fz", "gz", "ew"]
    web: nx.DiGraph[str] = nx.DiGraph(["ax", "bx", "cx", "dx", "ay", "by", *lesser])
    assert {n for n, v in values(web, "authorities", directed=True).items() if v} == {"x", "y"}
    assert {n for n, v in values(web, "hubs", directed=True).items() if v} == set("abcd")


@examples(60)
@given(networks(), st.booleans())
def test_the_eigenvector_of_the_largest_component(graph: Any, weighted: bool) -> None:
    plain = measured(graph, directed=False)
    part = max(nx.connected_components(plain), key=len)
    assume(len(part) > 2)
    rest = plain.copy()
    rest.remove_nodes_from(set(plain) - part)
    expected = dict.fromkeys(plain, 0.0)
    expected |= nx.eigenvector_centrality_numpy(rest, weight="weight" if weighted else None)
    assert same(values(graph, "eigenvector", weighted=weighted), expected)


@examples(60)
@given(networks(), st.booleans())
def test_degrees_cohesion_and_holes(graph: Any, weighted: bool) -> None:
    plain = measured(graph, directed=False)
    arcs = measured(graph, directed=True)
    weight = "weight" if weighted else None
    if len(plain) > 1:
        assert same(values(graph, "degree"), nx.degree_centrality(plain))
        assert same(values(graph, "in_degree", directed=True), nx.in_degree_centrality(arcs))
        assert same(values(graph, "out_degree", directed=True), nx.out_degree_centrality(arcs))
    how = {"weighted": weighted}
    assert same(values(graph, "strength", **how), dict(plain.degree(weight=weight)))
    assert same(values(graph, "core"), nx.core_number(plain))
    assert same(values(graph, "clustering", **how), nx.clustering(plain, weight=weight))
    if plain.number_of_edges():
        assert same(values(graph, "constraint", **how), nx.constraint(plain, weight=weight))
    # networkx divides by another maximum when it is asked for all nodes at once
    expected = nx.effective_size(plain, nodes=list(plain), weight=weight)
    assert same(values(graph, "effective_size", **how), expected)
    points = set(nx.articulation_points(plain))
    assert same(values(graph, "articulation"), {n: n in points for n in plain})
    bridges = list(nx.bridges(plain))
    assert same(values(graph, "bridges"), {n: sum(n in b for b in bridges) for n in plain})


@examples(12)
@given(networks(), st.lists(st.lists(st.booleans(), min_size=60, max_size=60), min_size=1,
                            max_size=4))  # fmt: skip
@pytest.mark.parametrize("name", list(MEASURES))
def test_networks_measured_together_are_as_measured_alone(
    name: str, graph: Any, kept: list[list[bool]]
) -> None:
    measure = MEASURES[name]
    directed = measure.direction == "counted"
    whole = Ensemble.of(graph, directed=directed)
    keep = np.array(kept).T[: len(whole.weight)].astype(float)
    together = measure(Ensemble(whole.frame, keep))
    for network in range(len(kept)):
        alone = measure(Ensemble(whole.frame, keep[:, [network]]))
        np.testing.assert_allclose(together[:, [network]], alone, atol=1e-9)


@pytest.mark.parametrize("size", [3, 64, 65, 130])
def test_searches_reach_beyond_one_word_of_bits(size: int) -> None:
    path = nx.path_graph(size)
    assert same(values(path, "closeness"), nx.closeness_centrality(path))
    assert same(values(path, "harmonic"), nx.harmonic_centrality(path))


def test_what_will_not_settle_is_solved(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same values whether a network settles by repetition or is solved by itself."""
    graph = nx.karate_club_graph()
    names = ("eigenvector", "katz", "pagerank", "authorities", "hubs")
    settled = {n: values(graph, n, directed=n in ("authorities", "hubs")) for n in names}
    for patience in ("_PATIENCE", "_LOOKS"):
        monkeypatch.setattr(feedback, patience, 0)
    for dense in (500, 10, 0):
        monkeypatch.setattr(feedback, "_DENSE", dense)
        for n in names:
            assert same(settled[n], values(graph, n, directed=n in ("authorities", "hubs")))


def test_triangles_are_counted_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    from insurgraph.graph.analysis import ensemble

    graph = nx.complete_graph(9)
    before = {n: values(graph, n) for n in ("clustering", "constraint", "effective_size")}
    monkeypatch.setattr(ensemble, "_WEDGES", 5)
    frame = Ensemble.of(graph).frame
    assert len(list(frame.triangles())) > 3
    assert sum(len(actors) for actors, _ in frame.triangles()) == 84
    for name, found in before.items():
        assert same(found, values(graph, name))


# -- what is printed in the literature -----------------------------------------------------------


def test_krackhardts_kite() -> None:
    """Three centralities with three winners.

    D. Krackhardt, Assessing the political landscape, Admin. Sci. Q. 35 (1990) 342-369,
    10.2307/2393394.
    """
    kite = nx.krackhardt_kite_graph()
    degrees = values(kite, "degree")
    assert [round(degrees[n] * 9) for n in range(10)] == [4, 4, 3, 6, 3, 5, 5, 3, 2, 1]
    between = [0.023, 0.023, 0, 0.102, 0, 0.231, 0.231, 0.389, 0.222, 0]
    assert list(values(kite, "betweenness").values()) == pytest.approx(between, abs=5e-4)
    close = [0.529, 0.529, 0.5, 0.6, 0.5, 0.643, 0.643, 0.6, 0.429, 0.310]
    assert list(values(kite, "closeness").values()) == pytest.approx(close, abs=5e-4)


FLORENCE = {
    # degree, betweenness, closeness, eigenvector
    "Acciaiuoli": (1, 0.000, 0.368, 0.13215429),
    "Albizzi": (3, 0.212, 0.483, 0.24395611),
    "Barbadori": (2, 0.093, 0.4375, 0.21170525),
    "Bischeri": (3, 0.104, 0.400, 0.28280009),
    "Castellani": (3, 0.055, 0.389, 0.25902617),
    "Ginori": (1, 0.000, 0.333, None),
    "Guadagni": (4, 0.255, 0.467, 0.28911560),
    "Lamberteschi": (1, 0.000, 0.326, None),
    "Medici": (6, 0.522, 0.560, 0.43030809),
    "Pazzi": (1, 0.000, 0.286, None),
    "Peruzzi": (3, 0.022, 0.368, 0.27573037),
    "Ridolfi": (3, 0.114, 0.500, 0.34155264),
    "Salviati": (2, 0.143, 0.389, 0.14591720),
    "Strozzi": (4, 0.103, 0.4375, 0.35598045),
    "Tornabuoni": (3, 0.092, 0.483, 0.32584230),
}


def test_florentine_families() -> None:
    """Marriages of the families of Florence.

    J. F. Padgett, C. K. Ansell, Robust action and the rise of the Medici, Am. J. Sociol. 98 (1993)
    1259-1319, 10.1086/230190. Betweenness and closeness as S. Wasserman and K. Faust (1994),
    10.1017/CBO9780511815478, and networkx's own tests have them; the eigenvector as igraph's
    ``evcent`` prints it.
    """
    names = ("degree", "betweenness", "closeness", "eigenvector")
    table = centrality(nx.florentine_families_graph(), names)
    assert set(table.column("id")) == set(FLORENCE)
    for row in table:
        degree, between, close, eigen = FLORENCE[row["id"]]
        assert row["degree"] * 14 == pytest.approx(degree)
        assert row["betweenness"] == pytest.approx(between, abs=1e-3)
        assert row["closeness"] == pytest.approx(close, abs=1e-3)
        if eigen is not None:
            assert row["eigenvector"] == pytest.approx(eigen, abs=1e-8)
    assert [table.rows[0][n] for n in (0, 4, 6, 8, 10)] == ["Medici", 1, 1, 1, 1]


def test_eleven_nodes_with_five_winners() -> None:
    """The graph ``dbces11`` and its table in the R package netrankr.

    D. Schoch, Centrality without indices, Social Networks 54 (2018) 50-60,
    10.1016/j.socnet.2017.12.003; the vignette "Neighborhood-inclusion in networks". Closeness is
    there one over the sum of distances, the eigenvector over its largest value.
    """
    pairs = "AK BD CE CK DH EI EK FG FH FJ FK GI GJ GK HI HJ IJ"
    graph: nx.Graph[str] = nx.Graph([tuple(p) for p in pairs.split()])  # type: ignore[misc]
    expected = {
        "A": (1, 0.0000, 0.0370, 0.2260), "B": (1, 0.0000, 0.0294, 0.0646),
        "C": (2, 0.0000, 0.0400, 0.3786), "D": (2, 9.0000, 0.0400, 0.2415),
        "E": (3, 3.8333, 0.0500, 0.5709), "F": (4, 9.8333, 0.0588, 0.9847),
        "G": (4, 2.6667, 0.0526, 1.0000), "H": (4, 16.3333, 0.0556, 0.8386),
        "I": (4, 7.3333, 0.0556, 0.9114), "J": (4, 1.3333, 0.0526, 0.9986),
        "K": (5, 14.6667, 0.0556, 0.8450),
    }  # fmt: skip
    found = [values(graph, n) for n in ("degree", "betweenness", "closeness", "eigenvector")]
    largest = max(found[3].values())
    for node, printed in expected.items():
        scaled = (
            found[0][node] * 10, found[1][node] * 45, found[2][node] / 10, found[3][node] / largest,
        )  # fmt: skip
        assert scaled == pytest.approx(printed, abs=5e-5)


HOLES = "AB AF AG AE EG FG BG BD DG GC"


def test_structural_holes() -> None:
    """Borgatti's worked example, and the same with weights.

    S. P. Borgatti, Structural holes: unpacking Burt's redundancy measures, Connections 20 (1997)
    35-38; weighted values as in the tests of networkx.
    """
    graph: nx.Graph[str] = nx.Graph([tuple(p) for p in HOLES.split()])  # type: ignore[misc]
    size, limit = values(graph, "effective_size"), values(graph, "constraint")
    assert [size[n] for n in "GAC"] == pytest.approx([4.67, 2.50, 1], abs=5e-3)
    assert [limit[n] for n in "GAC"] == pytest.approx([0.400, 0.595, 1], abs=5e-4)
    for pair, weight in zip(HOLES.split(), (2, 3, 5, 2, 8, 3, 4, 1, 3, 10), strict=True):
        graph.edges[pair[0], pair[1]]["weight"] = weight
    size = values(graph, "effective_size", weighted=True)
    limit = values(graph, "constraint", weighted=True)
    assert [size[n] for n in "GAC"] == pytest.approx([5.47, 2.47, 1], abs=5e-3)
    assert [limit[n] for n in "GAC"] == pytest.approx([0.299, 0.795, 1], abs=5e-4)


def test_hubs_and_authorities_of_six_pages() -> None:
    """A. N. Langville, C. D. Meyer, A survey of eigenvector methods for web information retrieval,
    SIAM Review 47 (2005) 135-161, 10.1137/S0036144503424786."""
    web: nx.DiGraph[int] = nx.DiGraph([(1, 3), (1, 5), (2, 1), (3, 5), (5, 4), (5, 3), (6, 5)])
    hubs = values(web, "hubs", directed=True)
    authorities = values(web, "authorities", directed=True)
    assert [hubs[n] for n in range(1, 7)] == pytest.approx(
        [0.366025, 0, 0.211325, 0, 0.211325, 0.211325], abs=1e-6
    )
    assert [authorities[n] for n in range(1, 7)] == pytest.approx(
        [0, 0, 0.366025, 0.133975, 0.5, 0], abs=1e-6
    )


def test_pagerank_of_eleven_pages() -> None:
    """The example that is printed with nearly every account of PageRank, in percent.

    After S. Brin, L. Page (1998), 10.1016/S0169-7552(98)00110-X; the figure "PageRanks-Example" of
    Wikimedia Commons.
    """
    links = "BC CB DA DB EB ED EF FB FE GB GE HB HE IB IE JE KE"
    web: nx.DiGraph[str] = nx.DiGraph([tuple(p) for p in links.split()])  # type: ignore[misc]
    rank = values(web, "pagerank", directed=True)
    percent = [round(100 * rank[n], 1) for n in "BCEDFAGHIJK"]
    assert percent == [38.4, 34.3, 8.1, 3.9, 3.9, 3.3, 1.6, 1.6, 1.6, 1.6, 1.6]


def test_women_of_the_south_through_the_events_they_shared() -> None:
    """The first rows of Breiger's table.

    R. L. Breiger, The duality of persons and groups, Social Forces 53 (1974) 181-190,
    10.2307/2576011, on A. Davis et al., Deep South (1941).
    """
    held = nx.davis_southern_women_graph()
    women = [n for n, side in held.nodes(data="bipartite") if side == 0]
    ids = {w: f"person-{w.split()[0].lower()}" for w in women}
    claims = [
        Claim(f"c-{n:03}", "MEMBER_OF", ids[woman], f"org-{event.lower()}")
        for n, (woman, event) in enumerate((w, e) for w in women for e in held[w])
    ]
    dyads = simple(graph_of_claims(*claims).network(through="Organisation"))
    rows = {
        "evelyn": {"laura": 6, "theresa": 7, "brenda": 6, "charlotte": 3, "frances": 4},
        "laura": {"theresa": 6, "brenda": 6, "charlotte": 3, "frances": 4, "eleanor": 4},
        "charlotte": {"pearl": 0, "ruth": 2},
    }
    for one, others in rows.items():
        for other, shared in others.items():
            found = dyads.get_edge_data(f"person-{one}", f"person-{other}", {"weight": 0})
            assert found["weight"] == shared


# -- groups --------------------------------------------------------------------------------------


@examples(50)
@given(networks(), st.data())
def test_groups_are_measured_as_networkx_does(graph: Any, data: st.DataObject) -> None:
    plain = measured(graph, directed=False)
    assume(len(plain) > 2)
    group = data.draw(
        st.lists(st.sampled_from(list(plain)), min_size=1, max_size=len(plain) - 2, unique=True)
    )
    table = group_centrality(graph, group)
    found = dict(zip(table.column("measure"), table.column("value"), strict=True))
    assert found["degree"] == pytest.approx(nx.group_degree_centrality(plain, group))
    if found["reach"] == 1:
        assert found["closeness"] == pytest.approx(nx.group_closeness_centrality(plain, group))
    if nx.is_connected(plain):
        expected = nx.group_betweenness_centrality(plain, group, normalized=True)
        assert found["betweenness"] == pytest.approx(expected, abs=1e-9)


def test_a_group_is_asked_for_by_id_and_called_by_name() -> None:
    kg = graph_of_claims(
        Claim("c-1", "ALLIED_WITH", "org-a", "org-b"),
        Claim("c-2", "ALLIED_WITH", "org-b", "org-c"),
    )
    table = group_centrality(kg.network(), ["org-a", "org-a"])
    assert table.title == "Centrality of A together"
    assert table.column("value")[0] == 0.5
    assert table.notes[0].startswith("Co-operative ties between")


@pytest.mark.parametrize(
    ("group", "error", "said"),
    [
        ([], ArgumentError, "at least one member"),
        ([0, 1, 2], ArgumentError, "the whole network"),
        (["x"], NotFoundError, "x has no tie in this network"),
    ],
)
def test_what_is_no_group_is_told(group: list[Any], error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        group_centrality(nx.path_graph(3), group)
    with pytest.raises(ProjectionError, match="no ties are left"):
        group_centrality(nx.Graph(), [1])


# -- ties and families ---------------------------------------------------------------------------


def test_ties_have_a_betweenness_and_may_be_bridges() -> None:
    kg = graph_of_claims(
        Claim("c-1", "ALLIED_WITH", "org-a", "org-b"),
        Claim("c-2", "SUPPORTED", "org-b", "org-a"),
        Claim("c-3", "ALLIED_WITH", "org-b", "org-c"),
        Claim("c-4", "ALLIED_WITH", "org-c", "org-a"),
        Claim("c-5", "SUPPORTED", "org-c", "org-d"),
    )
    table = tie_centrality(kg.network())
    assert table.rows[0] == ("org-c", "org-d", "C", "D", 0.5, 1, True, ("c-5",))
    assert table.rows[-1][4:] == (pytest.approx(1 / 6), 4, False, ("c-1", "c-2"))
    arcs = tie_centrality(kg.network(), directed=True)
    assert len(arcs) == 7
    assert [row["bridge"] for row in arcs if row["to"] == "org-d"] == [True]


def test_no_tie_has_no_betweenness() -> None:
    with pytest.raises(ProjectionError, match="the network has no tie"):
        tie_centrality(nx.empty_graph(2))
    with pytest.raises(ProjectionError, match="no ties are left"):
        tie_centrality(nx.Graph())


def test_degree_by_family_keeps_every_sign_in_its_column() -> None:
    kg = graph_of_claims(
        Claim("c-1", "ALLIED_WITH", "org-a", "org-b"),
        Claim("c-2", "SUPPORTED", "org-a", "org-b"),
        Claim("c-3", "SUPPORTED", "org-c", "org-a"),
        Claim("c-4", "RIVAL_OF", "org-a", "org-d"),
    )
    table = degree_by_family(kg.network())
    words = kg.vocabulary.relations
    families = sorted({words[r].family for r in ("ALLIED_WITH", "SUPPORTED", "RIVAL_OF")})
    assert table.names == ("id", "name", "kind", "all", "in", "out", *families)
    first = dict(zip(table.names, table.rows[0], strict=True))
    # undirected ties count both ways, supporting one way, and b is one other however often
    assert (first["id"], first["all"], first["in"], first["out"]) == ("org-a", 3, 3, 2)
    assert first[words["RIVAL_OF"].family] == 1
    assert first[words["SUPPORTED"].family] == 2
    assert table.notes[1] == "Ties of every sign, each in its family."


# -- how a table takes direction and weights -----------------------------------------------------


def test_direction_counts_only_where_it_can_and_when_it_is_told_to() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph([("a", "b"), ("b", "c")])
    assert centrality(graph, "betweenness").rows[0][:4] == ("b", "b", "", 1.0)
    arcs = centrality(graph, ["betweenness", "in_degree", "degree"], directed=True)
    assert dict(zip(arcs.names, arcs.rows[0], strict=True))["betweenness"] == 0.5
    assert "direction counted" in arcs.notes[1]
    assert dict(zip(arcs.column("id"), arcs.column("in_degree"), strict=True))["a"] == 0
    assert centrality(graph, "in_degree").column("in_degree") == [0.5, 0.5, 0.0]


def test_weights_count_when_they_are_told_to() -> None:
    kg = graph_of_claims(
        Claim("c-1", "ALLIED_WITH", "org-a", "org-b"),
        Claim("c-2", "SUPPORTED", "org-b", "org-a"),
        Claim("c-3", "ALLIED_WITH", "org-b", "org-c"),
    )
    table = centrality(kg.network(), "strength", weighted=True)
    assert dict(zip(table.column("id"), table.column("strength"), strict=True)) == {
        "org-b": 3, "org-a": 2, "org-c": 1,
    }  # fmt: skip
    assert table.notes[1].endswith("direction not counted, weight: number of claims.")
    assert centrality(kg.network(), "strength").column("strength") == [2, 1, 1]


@pytest.mark.parametrize("weight", [0, -1, float("nan"), float("inf")])
def test_weights_that_count_are_positive(weight: float) -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", weight=weight)
    assert centrality(graph, "degree").column("degree") == [1, 1]
    with pytest.raises(ArgumentError, match="the tie of a and b weighs"):
        centrality(graph, "strength", weighted=True)


def test_what_is_not_defined_is_none_and_last() -> None:
    graph: nx.Graph[str] = nx.Graph([("a", "b"), ("b", "c")])
    graph.add_node("alone")
    table = centrality(graph, "constraint")
    assert table.rows[0][0] == "b"
    assert table.rows[-1] == ("alone", "alone", "", None, 4)


def test_hostile_ties_alone_are_told_apart_from_none() -> None:
    kg = graph_of_claims(Claim("c-1", "RIVAL_OF", "org-a", "org-b"))
    with pytest.raises(
        ProjectionError, match="no co-operative ties are left to measure; 1 hostile"
    ):
        centrality(kg.network())
    assert len(centrality(kg.network(ties="hostile"))) == 2


def test_a_date_that_leaves_nothing_says_when_there_is_something() -> None:
    kg = graph_of_claims(Claim("c-1", "ALLIED_WITH", "org-a", "org-b", "2014", "2016"))
    with pytest.raises(
        ProjectionError,
        match=r"1 by date\. Loosen one of these \(those left out by date alone: 2014-01-01/2016-12",
    ):
        centrality(kg.network(on="1999"))


def test_bridges_are_those_of_the_undirected_network() -> None:
    arcs: nx.DiGraph[int] = nx.DiGraph([(0, 1), (1, 2), (2, 0), (2, 3)])
    assert values(arcs, "bridges") == {0: 0, 1: 0, 2: 1, 3: 1}
    assert cohesion.bridge_ties(Ensemble.of(arcs)).sum() == 1
