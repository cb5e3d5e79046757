"""Signed dyads, balanced triangles, frustration and blocks; published figures among them."""

from __future__ import annotations

from itertools import product
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import insurgraph as ig
from insurgraph.errors import ArgumentError, NotFoundError, ProjectionError
from insurgraph.graph.analysis.balance import frustration, triangles
from insurgraph.graph.model import Claim
from tests.properties import examples
from tests.records import graph_of_claims

A, B, C = "org-a", "org-b", "org-c"

#: Alliance (rova, +) and enmity (hina, -) among the 16 Gahuku-Gama tribes of New Guinea (K. E. Read
#: 1954, Southwestern Journal of Anthropology 10, 1-43; P. Hage & F. Harary 1983). Edges as in the
#: file soc-tribes of the Network Repository, https://networkrepository.com/soc-tribes.php.
TRIBES = """
1 2 +, 1 3 -, 2 3 -, 1 4 -, 3 4 +, 1 5 -, 2 5 -, 1 6 -, 2 6 -, 3 6 +, 3 7 +, 5 7 +, 6 7 +, 3 8 +,
4 8 +, 6 8 +, 7 8 +, 2 9 -, 5 9 +, 6 9 -, 2 10 -, 9 10 +, 6 11 +, 7 11 +, 8 11 +, 9 11 -, 10 11 -,
1 12 -, 6 12 +, 7 12 +, 8 12 +, 11 12 +, 6 13 -, 7 13 +, 9 13 +, 10 13 +, 11 13 -, 5 14 +, 8 14 -,
12 14 -, 13 14 +, 1 15 +, 2 15 +, 5 15 -, 9 15 -, 10 15 -, 11 15 -, 12 15 -, 13 15 -, 1 16 +,
2 16 +, 5 16 -, 6 16 -, 11 16 -, 12 16 -, 13 16 -, 14 16 -, 15 16 +
"""

#: Whom each of 18 novices liked most (3, 2, 1) and least (-3, -2, -1) when they looked back on the
#: time before the break (T4): S. F. Sampson, A novitiate in a period of change, doctoral
#: dissertation, Cornell University (1968), table D13. Rows choose columns, both in the order of the
#: table.
NOVICES = """
0 -2 3 0 0 0 -3 0 0 -1 0 1 0 2 0 0 0 0
3 0 0 -3 0 0 1 -2 0 0 0 2 -1 0 0 0 0 0
3 -2 0 -3 0 -2 0 0 0 0 0 0 2 0 0 -1 1 2
-2 -3 0 0 3 1 0 0 0 0 2 0 0 -1 0 0 0 0
0 0 0 3 0 0 0 0 1 0 2 0 0 0 0 0 0 0
0 -1 -3 3 1 0 -2 0 2 0 0 0 0 0 0 0 -2 0
0 3 0 -3 0 -2 0 -1 0 0 0 1 0 0 0 2 0 0
0 -3 -2 3 0 2 0 0 1 0 0 0 0 -1 0 0 0 0
0 0 -3 0 1 0 0 3 0 0 0 2 0 0 0 0 -2 -1
0 0 0 3 1 0 0 0 1 0 0 0 2 0 0 0 0 0
-1 -3 -2 0 2 0 0 3 0 0 0 0 0 1 0 0 0 0
3 2 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0
0 -3 0 0 2 -2 1 0 0 0 0 -1 0 0 0 0 0 3
3 0 0 -3 0 0 0 -2 0 0 0 1 0 0 2 0 -1 0
0 3 -2 -1 0 0 1 0 0 0 0 2 -3 0 0 0 0 0
0 3 -1 -3 0 0 2 0 0 0 0 0 0 0 1 0 -2 0
0 1 2 -1 0 -3 0 -2 0 0 0 0 0 0 0 0 0 3
0 1 2 -1 0 0 0 -3 0 -2 0 0 0 0 0 0 3 0
"""


def signed(edges: str) -> nx.Graph[Any]:
    """A signed graph from ``"1 2 +, 2 3 -"``."""
    graph: nx.Graph[Any] = nx.Graph()
    for edge in edges.replace("\n", " ").split(","):
        u, v, sign = edge.split()
        graph.add_edge(u, v, sign=1 if sign == "+" else -1)
    return graph


def brute(graph: nx.Graph[Any]) -> int:
    """The frustration index by trying every division."""
    nodes = list(graph)
    return min(
        sum(
            (dict(zip(nodes, x, strict=True))[u] == dict(zip(nodes, x, strict=True))[v]) != (s > 0)
            for u, v, s in graph.edges(data="sign")
        )
        for x in product((0, 1), repeat=len(nodes))
    )


# -- published figures ---------------------------------------------------------------------------


def test_the_gahuku_gama_tribes_have_frustration_seven() -> None:
    """7, with the partition {1, 2, 15, 16} and the rest: documentation of the R package signnet
    (D. Schoch), after S. Aref & M. C. Wilson 2019, 10.1093/comnet/cny015."""
    graph = signed(TRIBES)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (16, 58)
    index, block = frustration(graph)
    assert index == 7
    assert {n for n in graph if block[n] == block["1"]} == {"1", "2", "15", "16"}


def test_of_the_triangles_of_the_tribes_868_in_a_thousand_are_balanced() -> None:
    """0.8676471: the same documentation, ``balance_score(tribes, method = "triangles")``."""
    found = triangles(signed(TRIBES))
    assert (found[0] + found[2]) / found.total() == pytest.approx(0.8676471, abs=5e-8)


def test_the_blocks_of_the_monastery_keep_its_factions_apart() -> None:
    """Sampson's loyal opposition (4, 5, 6, 9, 11 in his table) and his young turks (1, 2, 7, 12,
    14, 15, 16) fall into the two blocks; his outcasts (3, 17, 18) stand with the latter.

    The table is checked by the sums that he prints below it. A dyad has the sign of its choices
    added up; the index of that network is checked against every one of its 131,072 divisions, since
    the one in the literature is of another selection of his tables.
    """
    chosen = np.array([row.split() for row in NOVICES.strip().split("\n")], dtype=int)
    liked, disliked = np.maximum(chosen, 0).sum(axis=0), -np.minimum(chosen, 0).sum(axis=0)
    assert liked.tolist() == [12, 13, 7, 12, 10, 3, 6, 6, 5, 0, 4, 9, 4, 3, 3, 2, 4, 8]
    assert disliked.tolist() == [3, 17, 13, 18, 0, 9, 5, 10, 0, 3, 0, 1, 4, 2, 0, 1, 7, 1]
    signs = np.sign(chosen + chosen.T)
    ends = np.argwhere(np.triu(signs))
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(1, 19))
    graph.add_edges_from((u + 1, v + 1, {"sign": int(signs[u, v])}) for u, v in ends)
    index, block = frustration(graph)
    opposition, turks = block[4], block[2]
    assert {block[n] for n in (4, 5, 6, 9, 11)} == {opposition}
    assert {block[n] for n in (1, 2, 7, 12, 14, 15, 16, 3, 17, 18)} == {turks} != {opposition}
    divisions = (np.arange(2**17)[:, None] >> np.arange(18)) & 1
    apart = divisions[:, ends[:, 0]] != divisions[:, ends[:, 1]]
    assert index == (apart == (signs[ends[:, 0], ends[:, 1]] > 0)).sum(axis=1).min()


@pytest.mark.parametrize(
    ("signs", "balanced"), [("+++", True), ("++-", False), ("+--", True), ("---", False)]
)
def test_triads_are_balanced_as_cartwright_and_harary_say(signs: str, balanced: bool) -> None:
    """D. Cartwright & F. Harary 1956, 10.1037/h0046049: when the product of signs is positive."""
    a, b, c = signs
    graph = signed(f"1 2 {a}, 2 3 {b}, 1 3 {c}")
    found = triangles(graph)
    assert bool(found[0] + found[2]) is balanced
    assert (frustration(graph)[0] == 0) is balanced


def test_the_structure_theorem_divides_a_balanced_graph_in_two() -> None:
    """F. Harary 1953, 10.1307/mmj/1028989917: two blocks, + inside and - between."""
    graph = signed("1 2 +, 2 3 -, 3 4 +, 4 1 -, 4 5 -, 1 5 +")
    index, block = frustration(graph)
    assert index == 0
    assert {n for n in graph if block[n] == 0} == {"1", "2", "5"}


# -- exactness -----------------------------------------------------------------------------------

EDGES = st.dictionaries(
    st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda e: e[0] < e[1]),
    st.sampled_from([1, -1]),
    max_size=14,
)


@examples(40)
@given(EDGES)
def test_frustration_is_that_of_the_best_division_and_its_blocks_have_it(
    edges: dict[tuple[int, int], int],
) -> None:
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_weighted_edges_from(((u, v, s) for (u, v), s in edges.items()), weight="sign")
    index, block = frustration(graph)
    assert index == (brute(graph) if edges else 0)
    assert index == sum((block[u] == block[v]) != (s > 0) for (u, v), s in edges.items())
    assert set(block) == set(graph)


def test_ambivalent_dyads_take_no_part() -> None:
    graph = signed("1 2 +, 2 3 +, 1 3 -")
    graph.edges["1", "3"]["sign"] = 0
    assert triangles(graph).total() == 0
    assert frustration(graph)[0] == 0


def test_a_graph_of_nobody_or_one_is_not_frustrated() -> None:
    graph: nx.Graph[Any] = nx.Graph()
    assert frustration(graph) == (0, {})
    graph.add_node("alone")
    assert frustration(graph) == (0, {"alone": 0})


# -- from claims ---------------------------------------------------------------------------------


def test_a_defection_ties_to_what_was_joined_and_against_what_was_left() -> None:
    kg = graph_of_claims(Claim("c-1", "DEFECTED_TO", "person-p", B, "2010", origin=(A, C)))
    graph = ig.signed_network(kg)
    signs = {frozenset((u, v)): s for u, v, s in graph.edges(data="sign")}
    assert signs == {
        frozenset(("person-p", B)): 1,
        frozenset(("person-p", A)): -1,
        frozenset(("person-p", C)): -1,
    }


def test_relations_without_a_sign_draw_nothing_and_kinds_count() -> None:
    kg = graph_of_claims(
        Claim("c-1", "LINKED_TO", A, B), Claim("c-2", "CLASHED_WITH", A, "coll-x"),
        Claim("c-3", "CLASHED_WITH", A, C),
    )  # fmt: skip
    assert set(ig.signed_network(kg).edges) == {(A, C)}
    wider = ig.signed_network(kg, kinds=("Organisation", "Collective"))
    assert wider.number_of_edges() == 2


def test_signs_change_over_time_and_both_at_once_are_ambivalent() -> None:
    kg = graph_of_claims(
        Claim("c-1", "ALLIED_WITH", A, B, "2010", "2011"),
        Claim("c-2", "CLASHED_WITH", B, A, "2011", "2012"),
        Claim("c-3", "ALLIED_WITH", A, C, "2010", "2012"),
    )
    table = ig.signed_dyads(kg, years="2009/2012")
    row = table.rows[0]
    assert row[2:5] == (". + +- -", [2011, 2012], [2011])
    assert table.rows[1][2:5] == (". + + +", [], [])
    assert "1 of 2 dyads are ambivalent" in table.notes[1]
    assert table.notes[0].startswith("Signed ties between Organisation and Person")


def test_undated_claims_count_in_every_year_and_are_counted_in_the_notes() -> None:
    kg = graph_of_claims(
        Claim("c-1", "ALLIED_WITH", A, B, "2010", "2011"),
        Claim("c-2", "CLASHED_WITH", B, C),
        Claim("c-3", "LINKED_TO", A, C),
    )
    said = "1 of the 2 claims behind the signs have no date and count in every year."
    for analysis in (ig.signed_dyads, ig.balance):
        assert said in analysis(kg).notes
        assert said not in analysis(kg, certainty="definite", years="2010/2011").notes


def test_balance_is_counted_by_year_beside_chance() -> None:
    kg = graph_of_claims(
        Claim("c-1", "ALLIED_WITH", A, B, "2010", "2011"),
        Claim("c-2", "CLASHED_WITH", B, C, "2010", "2011"),
        Claim("c-3", "CLASHED_WITH", A, C, "2010", "2010"),
        Claim("c-4", "ALLIED_WITH", A, C, "2011", "2011"),
    )
    rows = {r["period"]: r for r in ig.balance(kg, shuffles=50)}
    assert (rows["2010"]["balanced"], rows["2010"]["frustration"]) == (1.0, 0)
    assert (rows["2011"]["balanced"], rows["2011"]["frustration"]) == (0.0, 1)
    assert rows["2010"]["balanced_by_chance"] == [1.0, 1.0, 1.0]  # - - + in any order
    assert rows["2010"]["p_balanced"] == 1.0
    assert rows["all"]["ambivalent"] == 1


def test_the_comparison_is_the_same_for_the_same_seed(kg: ig.KnowledgeGraph) -> None:
    asked = {"years": "2017/2017", "shuffles": 20, "kinds": "Organisation"}
    assert ig.balance(kg, seed=3, **asked) == ig.balance(kg, seed=3, **asked)
    assert ig.balance(kg, seed=3, **asked) != ig.balance(kg, seed=4, **asked)


def test_without_shuffles_there_is_no_comparison(kg: ig.KnowledgeGraph) -> None:
    row = next(iter(ig.balance(kg, years="2017/2017", shuffles=0)))
    assert row["balanced_by_chance"] is None
    assert row["p_balanced"] is None


def test_blocks_name_the_ties_that_disagree() -> None:
    graph = signed("a b +, b c +, a c -, d e -")
    table = {r["id"]: r for r in ig.blocks(graph)}
    assert {r["component"] for r in table.values()} == {1, 2}
    assert table["d"]["block"] != table["e"]["block"]
    disagreeing = {i: r["disagree"] for i, r in table.items() if r["disagree"]}
    assert len(disagreeing) == 2


def test_the_taliban_and_the_province_stand_in_two_blocks(kg: ig.KnowledgeGraph) -> None:
    graph = ig.signed_network(kg, on="2017", kinds="Organisation")
    block = dict(zip(*(ig.blocks(graph).column(c) for c in ("id", "block")), strict=True))
    assert block["org-isk"] == block["org-islamic-state"] != block["org-afghan-taliban"]


# -- what cannot be used -------------------------------------------------------------------------


@pytest.mark.parametrize("analysis", [ig.signed_dyads, ig.balance])
@pytest.mark.parametrize(
    ("choices", "error", "said"),
    [
        ({"years": "1990/1991"}, ProjectionError, "by date"),
        ({"on": "2010"}, ArgumentError, "years"),
        ({"kinds": "Ghost"}, NotFoundError, "Ghost"),
    ],
)
def test_what_cannot_be_used_is_said(
    analysis: Any, choices: dict[str, Any], error: type[Exception], said: str
) -> None:
    kg = graph_of_claims(Claim("c-1", "ALLIED_WITH", A, B, "2010", "2011"))
    with pytest.raises(error, match=said):
        analysis(kg, **choices)


def test_numbers_and_graphs_that_cannot_be_used_are_refused(kg: ig.KnowledgeGraph) -> None:
    with pytest.raises(ArgumentError, match="shuffles"):
        ig.balance(kg, shuffles=-1)
    with pytest.raises(ArgumentError, match="has the sign None"):
        frustration(nx.path_graph(2))
    with pytest.raises(ArgumentError, match="undirected"):
        triangles(nx.DiGraph())
    with pytest.raises(ProjectionError, match="no dyad has a sign"):
        ig.blocks(nx.Graph())
    with pytest.raises(ProjectionError):
        ig.balance(ig.KnowledgeGraph())
