"""Moves between organisations: read from the claims, counted, chained, and by whom led."""

from __future__ import annotations

from typing import Any

import pytest

import insurgraph as ig
from insurgraph.errors import ArgumentError, NotFoundError, ProjectionError
from insurgraph.graph.analysis.defections import MOVES, OPEN, UNTOLD, moves_of
from insurgraph.graph.model import Citation, Claim
from tests.records import graph_of_claims

A, B, C = "org-a", "org-b", "org-c"
P, Q, R = "person-p", "person-q", "person-r"


def went(number: int, who: str, to: str, start: str, *origin: str, **more: Any) -> Claim:
    return Claim(f"c-{number}", "DEFECTED_TO", who, to, start, origin=origin, **more)


def lost(number: int, origin: str, to: str, start: str, **more: Any) -> Claim:
    return Claim(f"c-{number}", "LOST_MEMBERS_TO", origin, to, start, **more)


def first(table: ig.Table, **where: Any) -> dict[str, Any]:
    """The one row with these values."""
    (row,) = (r for r in table if all(r[k] == v for k, v in where.items()))
    return row


# -- reading claims ------------------------------------------------------------------------------


def test_every_relation_of_moves_is_read_from_its_own_columns() -> None:
    kg = graph_of_claims(
        went(1, P, B, "2010", A, third=Q),
        lost(2, A, B, "2011", role="district men", text="some", third=Q),
        Claim("c-3", "SURRENDERED_TO", P, C, "2012", third=B),
        Claim("c-4", "LEFT", Q, A, "2013", third=R),
    )
    found = {m.kind: (m.who, m.origins, m.destination, m.leader) for m in moves_of(kg)}
    assert found == {
        "defection": (P, (A,), B, Q),
        "loss of members": ("", (A,), B, Q),
        "surrender": (P, (B,), C, ""),
        "departure": (Q, (A,), "", ""),
    }


def test_the_vocabulary_has_every_relation_of_moves_and_the_columns_they_are_read_from(
    kg: ig.KnowledgeGraph,
) -> None:
    for name, reading in MOVES.items():
        allowed = {"subject", "object", "", *kg.vocabulary.relation(name).qualifiers}
        assert {reading.who, reading.origin, reading.destination, reading.leader} <= allowed


def test_moves_are_in_the_order_of_time_and_undated_ones_last() -> None:
    kg = graph_of_claims(went(1, P, B, "", A), went(2, Q, B, "2012", A), went(3, R, B, "2011", A))
    assert ig.defections(kg).column("claim") == ["c-3", "c-2", "c-1"]


def test_what_is_denied_is_no_move() -> None:
    kg = graph_of_claims(
        went(1, P, B, "2010", A),
        went(2, Q, B, "2010", A),
        citations=[Citation("c-2.1", "c-2", "src-a", "para 1", stance="denies")],
    )
    assert ig.defections(kg).column("claim") == ["c-1"]


def test_a_return_is_a_move_to_what_the_same_mover_left() -> None:
    kg = graph_of_claims(
        went(1, P, B, "2010", A), went(2, P, A, "2012", B), went(3, Q, A, "2012", B)
    )
    assert dict(zip(ig.defections(kg).column("claim"), ig.defections(kg).column("returning"),
                    strict=True)) == {"c-1": False, "c-2": True, "c-3": False}  # fmt: skip
    chains = ig.defection_chains(kg)
    assert first(chains, id=P)["chain"] == "A > B > A"
    assert first(chains, id=P)["returns"]


def test_a_return_is_known_for_one_even_if_the_first_move_is_outside_the_period() -> None:
    kg = graph_of_claims(went(1, P, B, "2010", A), went(2, P, A, "2012", B))
    assert ig.defections(kg, on="2012").column("returning") == [True]


# -- counting ------------------------------------------------------------------------------------


def test_persons_are_counted_once_and_groups_never_added() -> None:
    kg = graph_of_claims(
        went(1, P, B, "2010", A, role="commander"),
        went(2, P, B, "2010-05", A, role="commander"),
        went(3, Q, B, "2010", A, role="spokesman"),
        went(4, "coll-x", B, "2010", A, text="some"),
        lost(5, A, B, "2010", role="members", value_low=20.0, value_high=30.0, unit="men"),
    )
    row = next(iter(ig.defection_matrix(kg)))
    assert row["persons"] == 2
    assert row["ranks"] == ["commander", "spokesman"]
    assert sorted(row["groups"]) == ["X (some)", "members (20 to 30 men)"]


def test_one_who_left_two_organisations_is_in_the_cell_of_each_but_gained_once() -> None:
    kg = graph_of_claims(went(1, P, C, "2010", A, B))
    table = ig.defection_matrix(kg)
    assert sorted(table.column("origin_id")) == [A, B]
    assert table.column("persons") == [1, 1]
    flow = ig.net_flow(kg)
    assert first(flow, id=C)["gained"] == 1
    assert first(flow, id=A)["net"] == first(flow, id=B)["net"] == -1


def test_periods_tell_possible_from_definite_and_keep_open_dates_apart() -> None:
    kg = graph_of_claims(
        went(1, P, B, "2010-06", A), went(2, Q, B, "2010/2011", A), went(3, R, B, "../2011", A)
    )
    found = {
        r["period"]: (r["persons"], r["persons_definite"])
        for r in ig.defection_matrix(kg, by="year")
    }
    assert found == {
        "2010-01-01/2010-12-31": (2, 1),
        "2011-01-01/2011-12-31": (1, 0),
        OPEN: (1, 0),
    }
    both = ig.defection_matrix(kg, by="2010/2011")
    assert first(both, period="2010-01-01/2011-12-31")["persons_definite"] == 2


def test_a_loss_without_destination_is_said_so() -> None:
    kg = graph_of_claims(lost(1, A, "", "2010", role="members"))
    assert ig.defection_matrix(kg).column("destination") == [UNTOLD]
    assert first(ig.net_flow(kg), id=A)["groups_lost"] == 1


# -- order ---------------------------------------------------------------------------------------


def test_a_chain_says_whether_the_order_of_its_moves_is_open() -> None:
    certain = graph_of_claims(went(1, P, B, "2010", A), went(2, P, C, "2012", B))
    vague = graph_of_claims(went(1, P, B, "2010/2013", A), went(2, P, C, "2011/2014", B))
    assert ig.defection_chains(certain).column("order") == ["certain"]
    assert ig.defection_chains(vague).column("order") == ["open"]
    assert ig.defection_chains(certain).column("chain") == ["A > B > C"]


def test_led_is_the_records_word_and_later_only_the_order_of_time() -> None:
    kg = graph_of_claims(
        went(1, P, B, "2010-01-01", A),
        went(2, Q, B, "2010-01-31", A, third=P),
        went(3, R, B, "2011", A),
    )
    found = {
        (r["follower"], r["followed"]): (r["basis"], r["days"]) for r in ig.defection_followers(kg)
    }
    assert found == {
        ("Q", "P"): ("led", [30, 30]),
        ("R", "P"): ("later", [365, 729]),
        ("R", "Q"): ("later", [335, 699]),
    }


def test_nobody_follows_when_the_dates_leave_the_order_open() -> None:
    kg = graph_of_claims(went(1, P, B, "2010/2012", A), went(2, Q, B, "2011", A))
    assert len(ig.defection_followers(kg)) == 0


# -- the curated record, and what cannot be asked ------------------------------------------------


def test_the_record_tells_of_two_named_men_from_the_pakistani_taliban(
    kg: ig.KnowledgeGraph,
) -> None:
    row = first(ig.defection_matrix(kg), origin_id="org-ttp", destination_id="org-isk")
    assert row["persons"] == 2
    assert row["ranks"] == ["commander", "spokesman"]
    assert len(row["groups"]) == 2


@pytest.mark.parametrize(
    ("choices", "error", "said"),
    [
        ({"kinds": "treason"}, NotFoundError, "no kind of move 'treason'"),
        ({"on": "1990"}, ProjectionError, "by date"),
        ({"at_least": "A1"}, ProjectionError, "by grade"),
        ({"on": "yesterday"}, ArgumentError, "yesterday"),
        ({"record": "other"}, NotFoundError, "no record 'other'"),
        ({"certainty": "sure"}, ArgumentError, "'sure'"),
    ],
)
@pytest.mark.parametrize(
    "analysis",
    [ig.defections, ig.defection_matrix, ig.net_flow, ig.defection_chains, ig.defection_followers],
)
def test_what_cannot_be_used_is_said(
    analysis: Any, choices: dict[str, Any], error: type[Exception], said: str
) -> None:
    kg = graph_of_claims(went(1, P, B, "2010", A))
    with pytest.raises(error, match=said):
        analysis(kg, **choices)


def test_an_empty_record_has_no_moves() -> None:
    with pytest.raises(ProjectionError, match="the record has none"):
        ig.defections(ig.KnowledgeGraph())
