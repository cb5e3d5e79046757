"""What analyses are given: graphs of the caller's, records that leave nothing, and odd questions.

One sweep over all of them, so that none is left out; what each says in particular is tested beside
it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

import insurgraph as ig
from insurgraph.errors import ArgumentError, InsurgraphError, NotFoundError, ProjectionError
from insurgraph.graph.analysis.balance import frustration
from insurgraph.graph.model import Claim
from tests.records import graph_of_claims

Analysis = Callable[..., ig.Table]

#: Analyses of a network, each as it is asked of any graph.
OF_NETWORKS: dict[str, Analysis] = {
    "centrality": lambda g: ig.centrality(g, "all"),
    "tie_centrality": ig.tie_centrality,
    "degree_by_family": ig.degree_by_family,
    "dominance": ig.dominance,
    "group_centrality": lambda g: ig.group_centrality(g, list(g)[:1]),
    "brokerage": lambda g: ig.brokerage(g, dict.fromkeys(g, "one")),
    "key_players": lambda g: ig.key_players(g, 1),
    "communities": lambda g: ig.communities(g, runs=2),
    "blocks": ig.blocks,
}

#: Analyses of the ties of a record, each with the name of its argument for time.
OF_TIES: dict[str, tuple[Analysis, str]] = {
    "timeline": (ig.timeline, "years"),
    "tie_turnover": (ig.tie_turnover, "years"),
    "signed_dyads": (ig.signed_dyads, "years"),
    "balance": (lambda kg, **how: ig.balance(kg, shuffles=5, **how), "years"),
    "rank_intervals": (lambda kg, **how: ig.rank_intervals(kg, draws=5, **how), "on"),
    "sensitivity": (ig.sensitivity, "on"),
}

#: Analyses of the claims of a record.
OF_CLAIMS: dict[str, Analysis] = {
    "successions": lambda kg, **how: ig.successions(kg, told=False, **how),
    "leader_origins": lambda kg, **how: ig.leader_origins(kg, told=False, **how),
    "leadership_turnover": lambda kg, **how: ig.leadership_turnover(kg, told=False, **how),
    "around_successions": lambda kg, **how: ig.around_successions(kg, told=False, **how),
    "defections": ig.defections,
    "defection_matrix": ig.defection_matrix,
    "net_flow": ig.net_flow,
    "defection_chains": ig.defection_chains,
    "defection_followers": ig.defection_followers,
}

networks = pytest.mark.parametrize("name", list(OF_NETWORKS))
unsigned = pytest.mark.parametrize("name", [n for n in OF_NETWORKS if n != "blocks"])


def in_one_line(call: Callable[[], object], kind: type[InsurgraphError]) -> str:
    """What is said when a call cannot be answered."""
    with pytest.raises(kind) as caught:
        call()
    said = str(caught.value)
    assert len(said.splitlines()) == 1
    return said


# -- graphs of the caller's ----------------------------------------------------------------------


@unsigned
@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_a_plain_graph_without_our_attributes_is_welcome(name: str, kind: Any) -> None:
    graph = kind([(1, 2), (2, 3), (2, 3), (3, 3), ("x", (4, 5))])
    before = graph.copy()
    table = OF_NETWORKS[name](graph)
    assert len(table)
    assert table.notes[0] == "A graph of the caller's." or name == "degree_by_family"
    assert nx.utils.graphs_equal(graph, before)
    assert graph.graph == {}


def test_a_plain_signed_graph_is_welcome() -> None:
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_edges_from([(1, 2, {"sign": 1}), (2, ("x", 3), {"sign": -1}), (1, 1, {"sign": -1})])
    assert [(row["id"], row["block"]) for row in ig.blocks(graph)] == [
        ("1", "A"), ("2", "A"), ("('x', 3)", "B"),
    ]  # fmt: skip
    assert ig.blocks(graph).notes[0] == "A graph of the caller's."
    assert frustration(graph)[0] == 0


@networks
def test_an_empty_graph_has_nothing_to_measure(name: str) -> None:
    said = in_one_line(lambda: OF_NETWORKS[name](nx.Graph()), ProjectionError)
    assert said.startswith(("no ties are left to", "no dyad has a sign"))


@networks
def test_one_node_is_measured_or_refused(name: str) -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("alone")
    if name in ("centrality", "degree_by_family", "dominance"):
        assert OF_NETWORKS[name](graph).column("id") == ["alone"]
    else:
        in_one_line(lambda: OF_NETWORKS[name](graph), InsurgraphError)


@unsigned
def test_self_ties_are_no_ties(name: str) -> None:
    plain: nx.Graph[str] = nx.Graph(["ab", "bc", "cd"])
    looped: nx.Graph[str] = nx.Graph(["ab", "bc", "cd", "bb", "dd"])
    assert OF_NETWORKS[name](looped) == OF_NETWORKS[name](plain)


# -- records -------------------------------------------------------------------------------------


@pytest.fixture
def dated() -> ig.KnowledgeGraph:
    """An alliance and a rivalry of 2014 to 2016, and an alliance without a date."""
    return graph_of_claims(
        Claim("c-1", "ALLIED_WITH", "org-a", "org-b", "2014", "2016"),
        Claim("c-2", "RIVAL_OF", "org-b", "org-c", "2014", "2016"),
        Claim("c-3", "ALLIED_WITH", "org-c", "org-d"),
    )


@pytest.mark.parametrize("name", [*OF_TIES, *OF_CLAIMS])
def test_an_empty_record_is_told(name: str) -> None:
    analysis = OF_TIES[name][0] if name in OF_TIES else OF_CLAIMS[name]
    in_one_line(lambda: analysis(ig.KnowledgeGraph()), ProjectionError)


@networks
def test_a_network_that_filters_emptied_names_them_and_the_days_there_are(
    name: str, dated: ig.KnowledgeGraph
) -> None:
    nothing = dated.network(on="1950", certainty="definite", relations=["ALLIED_WITH", "RIVAL_OF"])
    if name == "blocks":
        nothing = ig.signed_network(dated, on="1950", certainty="definite")  # type: ignore[assignment]
    said = in_one_line(lambda: OF_NETWORKS[name](nothing), ProjectionError)
    assert "3 by date. Loosen one of these" in said
    assert said.endswith("(those left out by date alone: 2014-01-01/2016-12-31)")


@pytest.mark.parametrize("name", list(OF_TIES))
@pytest.mark.parametrize(
    ("choices", "filter_"),
    [({"at_least": "A1"}, "by grade"), ({"statuses": "disputed"}, "by status"),
     ({"relations": "PLEDGED_TO"}, "by relation")],
)  # fmt: skip
def test_a_projection_that_leaves_nothing_says_which_filter_removed_what(
    name: str, choices: dict[str, Any], filter_: str, dated: ig.KnowledgeGraph
) -> None:
    said = in_one_line(lambda: OF_TIES[name][0](dated, **choices), ProjectionError)
    assert filter_ in said


@pytest.mark.parametrize("name", list(OF_TIES))
@pytest.mark.parametrize("certainty", ["possible", "definite"])
def test_a_date_out_of_range_is_told(name: str, certainty: str, dated: ig.KnowledgeGraph) -> None:
    analysis, time = OF_TIES[name]
    if name == "sensitivity" and certainty == "possible":
        assert "1 of 1 ties have no date" in analysis(dated, on="1850").notes[2]
        return
    kind = (
        ArgumentError if name == "rank_intervals" and certainty == "possible" else InsurgraphError
    )
    said = in_one_line(lambda: analysis(dated, **{time: "1850/1851"}, certainty=certainty), kind)
    assert "2014-01-01" in said


@pytest.mark.parametrize("name", list(OF_TIES))
@pytest.mark.parametrize(
    ("when", "said"),
    [("2015-13", "names no day"), ("someday", "is no date"), ("2016/2014", "2016/2014")],
)
def test_a_time_that_cannot_be_read_is_told(
    name: str, when: str, said: str, dated: ig.KnowledgeGraph
) -> None:
    analysis, time = OF_TIES[name]
    assert said in in_one_line(lambda: analysis(dated, **{time: when}), ArgumentError)


@pytest.mark.parametrize("name", list(OF_CLAIMS))
def test_claims_that_a_date_removed_are_counted(name: str) -> None:
    kg = graph_of_claims(
        Claim("c-1", "HELD_OFFICE", "person-p", "org-a", "2010", "2011", role="emir"),
        Claim("c-2", "DEFECTED_TO", "person-p", "org-b", "2011", origin=("org-a",)),
    )
    said = in_one_line(lambda: OF_CLAIMS[name](kg, on="1850"), ProjectionError)
    assert "claims left out: 1 by date" in said


# -- odd questions -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ask",
    [
        lambda kg, m: ig.centrality(kg.network(), m),
        ig.timeline,
        lambda kg, m: ig.rank_intervals(kg, m, draws=2),
        ig.sensitivity,
    ],
)
def test_an_unknown_measure_is_told_with_a_near_one(ask: Any, dated: ig.KnowledgeGraph) -> None:
    said = in_one_line(lambda: ask(dated, "betweeness"), NotFoundError)
    assert "did you mean 'betweenness'" in said


@pytest.mark.parametrize("analysis", [ig.timeline, ig.sensitivity])
def test_one_measure_at_a_time_where_there_is_one_ranking(
    analysis: Any, dated: ig.KnowledgeGraph
) -> None:
    assert "one measure at a time" in in_one_line(lambda: analysis(dated, "all"), ArgumentError)


@pytest.mark.parametrize(
    "ask",
    [
        lambda kg: ig.rank_intervals(kg, draws=0),
        lambda kg: ig.rank_intervals(kg, draws=5, top=0),
        lambda kg: ig.sensitivity(kg, top=0),
        lambda kg: ig.key_players(kg.network(), 0),
        lambda kg: ig.communities(kg.network(), runs=0),
        lambda kg: ig.group_centrality(kg.network(), []),
        lambda kg: ig.balance(kg, shuffles=-1),
    ],
)
def test_a_number_of_nothing_is_told(ask: Any, dated: ig.KnowledgeGraph) -> None:
    said = in_one_line(lambda: ask(dated), ArgumentError)
    assert any(word in said for word in ("1 or more", "0 or more", "1 to 3", "at least one"))


# -- what is given back --------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*OF_NETWORKS, *OF_TIES, *OF_CLAIMS, "pairs", "change_between"])
def test_every_column_is_described(name: str, kg: ig.KnowledgeGraph) -> None:
    if name in OF_NETWORKS:
        graph = kg.network(on="2017", kinds="Organisation")
        signs = ig.signed_network(kg, on="2017", kinds="Organisation")
        table = OF_NETWORKS[name](signs if name == "blocks" else graph)
    elif name in OF_TIES:
        analysis, time = OF_TIES[name]
        table = analysis(kg, **{time: "2017"})
    elif name in OF_CLAIMS:
        table = OF_CLAIMS[name](kg)
    elif name == "pairs":
        table = ig.draw(kg, "degree", draws=2).pairs("degree")
    else:
        table = ig.change_between(kg, "2014", "2017")
    assert [c.name for c in table.columns if not c.meaning] == []
    assert table.title
    assert table.notes


@unsigned
def test_ties_without_a_date_are_counted_when_days_are_asked_about(
    name: str, dated: ig.KnowledgeGraph
) -> None:
    said = "1 of 2 ties have no date and may have held at any time."
    notes = OF_NETWORKS[name](dated.network(on="2015")).notes
    assert (said in notes) is (name != "degree_by_family")
    assert said not in OF_NETWORKS[name](dated.network()).notes
