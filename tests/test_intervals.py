"""Ranks with intervals: what is drawn, what is said of it, and what cannot be asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import insurgraph as ig
from insurgraph.errors import ArgumentError, NotFoundError, ProjectionError
from insurgraph.graph.analysis import intervals
from insurgraph.graph.analysis.centrality import FIRST, MEASURES, centrality, measures_named
from insurgraph.graph.analysis.ensemble import BLOCK
from insurgraph.graph.analysis.intervals import (
    Draws,
    draw,
    horizon_of,
    measured,
    rank_intervals,
)
from insurgraph.graph.analysis.support import Support
from insurgraph.graph.dates import period
from insurgraph.graph.model import Citation, Claim, Source
from insurgraph.graph.network import simple
from tests.properties import examples
from tests.records import graph_of_claims

#: Every claim is sure.
SURE: dict[str, Any] = {
    "credibility": dict.fromkeys(range(1, 7), 1),
    "reliability": dict.fromkeys("ABCDEF", 1),
}


def star(**dates: tuple[str, str]) -> ig.KnowledgeGraph:
    """Four organisations allied with org-a, on dates if given, and two with each other."""
    claims = [
        Claim(f"c-{n}", "ALLIED_WITH", "org-a", f"org-{b}", *dates.get(b, ("", "")))
        for n, b in enumerate("bcde")
    ]
    return graph_of_claims(*claims, Claim("c-9", "SUPPORTED", "org-b", "org-c"))


def rows_of(table: ig.Table, measure: str) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in table if row["measure"] == measure}


# -- what is kept --------------------------------------------------------------------------------


def test_a_sure_record_has_one_ranking() -> None:
    table = rank_intervals(star(), "all", draws=20, confidence=SURE)
    for row in table:
        assert row["rank"] == row["median_rank"] == row["rank_5"] == row["rank_95"]
        if row["value"] is not None:
            assert row["mean"] == pytest.approx(row["value"])
    plain = centrality(star().network(), "all")
    for row in plain:
        for measure in MEASURES:
            found = rows_of(table, measure)[row["id"]]["value"]
            assert found == (None if row[measure] is None else pytest.approx(row[measure]))


def test_a_claim_is_kept_as_often_as_it_is_probable() -> None:
    """The share of draws with a tie is the claim's probability, within four standard errors."""
    kg = graph_of_claims(
        Claim("c-1", "ALLIED_WITH", "org-a", "org-b"),
        Claim("c-2", "ALLIED_WITH", "org-c", "org-d"),
        citations=[
            Citation("c-1.1", "c-1", "src-b", "para 1", credibility=2),
            Citation("c-2.1", "c-2", "src-b", "para 1", stance="alleges", credibility=4),
        ],
        sources=[Source("src-b", "B", reliability="B")],
    )
    found = draw(kg, "strength", draws=4000, seed=3).values["strength"]
    for actor, chance in (("org-a", 0.85 * 0.95), ("org-c", 0.4 * 0.95 * 0.8)):
        row = found[list(kg.network()).index(actor)]
        error = (chance * (1 - chance) / 4000) ** 0.5
        assert abs(row.mean() - chance) < 4 * error


def test_a_dyad_stays_while_one_of_its_claims_does() -> None:
    kg = graph_of_claims(
        Claim("c-1", "ALLIED_WITH", "org-a", "org-b"),
        Claim("c-2", "SUPPORTED", "org-b", "org-a"),
        Claim("c-3", "ALLIED_WITH", "org-b", "org-c"),
    )
    support = Support.of(kg)
    kept = np.array([[True, False, False], [False, True, False], [True, True, True]])
    assert support.ties.networks(kept).weight.tolist() == [[1, 1, 0], [1, 1, 1]]


@examples(40)
@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("xyz")), min_size=2,
                max_size=9), st.data())  # fmt: skip
@pytest.mark.parametrize(
    "choices",
    [{}, {"through": "Organisation"}, {"through": "Person"}, {"ties": "all"}],
    ids=["apart", "persons", "organisations", "all"],
)
def test_networks_without_claims_are_those_of_the_record_without_them(
    choices: dict[str, Any], held: list[tuple[str, str]], data: st.DataObject
) -> None:
    claims = [
        Claim(f"c-{n}", "KILLED_BY" if n % 4 == 3 else "MEMBER_OF", f"person-{p}", f"org-{o}")
        for n, (p, o) in enumerate(held)
    ]
    try:
        support = Support.of(graph_of_claims(*claims), **choices)
    except ProjectionError:
        return
    kept = np.array([data.draw(st.booleans()) for _ in support.claims])
    left = [c for c in claims if c.id not in support.row or kept[support.row[c.id]]]
    expected = simple(graph_of_claims(*left).network(**choices)) if left else nx.Graph()
    for directed in (False, True):
        found = support.ties.networks(kept[:, None], directed=directed)
        names = [found.frame.actors[n] for n in range(len(found.frame))]
        pairs = {
            frozenset((names[u], names[v]))
            for u, v, there in zip(
                found.frame.tail, found.frame.head, found.present[:, 0], strict=True
            )
            if there
        }
        assert pairs == {frozenset(e) for e in expected.edges}


def test_more_draws_than_a_block_are_all_there() -> None:
    found = draw(star(), ["degree", "in_degree"], draws=BLOCK + 5)
    assert found.values["degree"].shape == found.ranks["in_degree"].shape == (5, BLOCK + 5)
    first = draw(star(), "degree", draws=BLOCK).values["degree"]
    np.testing.assert_array_equal(found.values["degree"][:, :BLOCK], first)
    assert not np.array_equal(first[:, :5], found.values["degree"][:, BLOCK:])


def test_the_same_seed_gives_the_same_draws_and_another_gives_others() -> None:
    first, again, other = (draw(star(), "degree", draws=50, seed=s) for s in (7, 7, 8))
    np.testing.assert_array_equal(first.values["degree"], again.values["degree"])
    assert (first.values["degree"] != other.values["degree"]).any()
    # which claims are kept does not depend on what is asked of dates
    dated = draw(star(), "degree", draws=50, seed=7, on="2015", horizon="2014/2016")
    assert (dated.values["degree"] <= first.values["degree"]).all()


# -- dates ---------------------------------------------------------------------------------------


def share(kg: ig.KnowledgeGraph, on: str, **how: Any) -> float:
    """Share of 4,000 draws in which the one claim of the record is a tie."""
    found = draw(kg, "degree", on=on, draws=4000, confidence=SURE, **how).values["degree"]
    return float(found[0].mean())


@pytest.mark.parametrize(
    ("start", "end", "on", "expected"),
    [
        # begins on any day of 2014, is over in 2016 or later
        ("2014", "2016-01-01", "2014-07-01", 182 / 365),
        ("2014", "2016-01-01", "2014", 1),
        ("2014", "2016-01-01", "2015", 1),
        # ends on any day of 2016
        ("2014-01-01", "2016", "2016-12-31", 1 / 366),
        ("2014-01-01", "2016", "2016-07-01", 184 / 366),
    ],
)
def test_dates_are_drawn_within_their_bounds(
    start: str, end: str, on: str, expected: float
) -> None:
    kg = graph_of_claims(Claim("c-1", "ALLIED_WITH", "org-a", "org-b", start, end))
    assert share(kg, on) == pytest.approx(expected, abs=0.035)


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2014", 1), ("2014-07", 31 / 365), ("2015", None)],
)
def test_an_instant_falls_on_one_day(on: str, expected: float | None) -> None:
    claims = [
        Claim("c-1", "PLEDGED_TO", "org-a", "org-b", "2014"),
        Claim("c-2", "RIVAL_OF", "org-b", "org-c", "2013", "2016"),
    ]
    kg = graph_of_claims(*claims)
    if expected is None:
        with pytest.raises(ProjectionError, match="1 by date"):
            share(kg, on)
    else:
        assert share(kg, on) == pytest.approx(expected, abs=0.02)


def test_open_bounds_are_drawn_within_the_horizon() -> None:
    still = Claim("c-1", "ALLIED_WITH", "org-a", "org-b", "2010-01-01", "..")
    cited = Citation("c-1.1", "c-1", "src-a", "para 1", as_of="2014-12-31", credibility=3)
    kg = graph_of_claims(still, citations=[cited])
    assert horizon_of(kg) == period("2010-01-01/2014-12-31")
    # it certainly went on to the day that the document speaks of
    assert share(kg, "2012") == 1
    # and ends, for all that is known, on any day from then to the end of the horizon given
    wide = {"horizon": "2010/2018"}
    assert share(kg, "2017", **wide) == pytest.approx(0.5, abs=0.035)
    assert share(kg, "2014-12-31", **wide) == 1


def test_a_claim_without_dates_may_be_of_any_time_of_the_horizon() -> None:
    undated = Claim("c-1", "ALLIED_WITH", "org-a", "org-b")
    kg = graph_of_claims(undated, Claim("c-2", "RIVAL_OF", "org-b", "org-c", "2010", "2019"))
    # the start s is uniform over the horizon and the end over what is left of it, so the middle
    # lies between them with the integral of 0.5 / (1 - s) for s up to 0.5
    assert share(kg, "2014-12-31") == pytest.approx(0.5 * np.log(2), abs=0.035)


def test_ties_that_certainly_hold_need_no_drawing_of_dates() -> None:
    kg = star(b=("2010", "2020"), c=("2010", "2015"))
    found = draw(kg, "degree", on="2014", certainty="definite", draws=50, confidence=SURE)
    assert (found.values["degree"] == found.coded["degree"][:, None]).all()


# -- what is said --------------------------------------------------------------------------------


def test_the_table_is_described_and_ordered() -> None:
    table = rank_intervals(star(), draws=50, top=2)
    assert list(dict.fromkeys(table.column("measure"))) == list(FIRST)
    assert all(c.meaning for c in table.columns)
    for measure in FIRST:
        medians = [row["median_rank"] for row in table if row["measure"] == measure]
        assert medians == sorted(medians)
    for row in table:
        assert row["rank_5"] <= row["median_rank"] <= row["rank_95"]
        assert 0 <= row["in_top"] <= 1
        assert 1 <= row["highest"] <= row["lowest"] <= 5
    assert table.notes[0].startswith("Co-operative ties between")
    assert table.notes[1].startswith("50 draws, seed 0; 5 claims, each kept")
    assert "among the 2 highest" in next(c.meaning for c in table.columns if c.name == "in_top")


def made(ranks: list[list[float]]) -> Draws:
    """Draws with these ranks, of the first actors of the star."""
    support = Support.of(star())
    table = np.array(ranks)
    return Draws(support, tuple(measures_named("degree")), {"degree": -table}, {"degree": table},
                 {"degree": -table[:, 0]})  # fmt: skip


def test_pairs_are_told_apart_when_one_is_above_in_95_of_100_draws() -> None:
    sure, unsure = [1.0] * 95 + [2.0] * 5, [1.0] * 94 + [2.0] * 6
    for first, told in ((sure, True), (unsure, False)):
        second = [3.0 - r for r in first]
        found = made([first, second, [3.0] * 100, [4.0] * 100, [5.0] * 100])
        pair = found.pairs("degree", top=2).rows[0]
        assert pair[:2] == ("org-a", "org-b")
        assert pair[4:] == (pytest.approx(first.count(1.0) / 100), 0.0, told)
        alike = dict(zip(found.table().column("id"), found.table().column("alike"), strict=True))
        assert alike == {"org-a": not told, "org-b": not told, "org-c": 0, "org-d": 0, "org-e": 0}
        said = found.table(top=2).notes[-1]
        if told:
            assert said == (
                "degree, the 2 highest: every pair is told apart (one above in 95% of draws)."
            )
        else:
            assert "1 of 1 pairs are not distinguishable" in said
            assert said.endswith("A ~ B.")


def test_draws_in_which_two_are_level_tell_nothing() -> None:
    found = made([[1.5] * 50 + [1.0] * 50, [1.5] * 50 + [2.0] * 50, *[[9.0] * 100] * 3])
    assert found.pairs("degree", top=2).rows[0][4:] == (0.5, 0.5, False)


def test_a_long_statement_is_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    found = made([[1.0]] * 5)
    assert "10 of 10 pairs" in found.table().notes[-1]
    assert "more" not in found.table().notes[-1]
    monkeypatch.setattr(intervals, "_LISTED", 3)
    assert found.table().notes[-1].endswith(": A ~ B; A ~ C; A ~ D and 7 more.")


def test_intervals_have_ranks_that_occur() -> None:
    ranks = [[float(n)] * 5 for n in range(2, 6)]
    first = [1.0] * 4 + [7.0] * 96
    row = made([first, *([r[0]] * 100 for r in ranks)]).table().rows
    interval = next(r for r in row if r[1] == "org-a")
    assert interval[4:7] == (7.0, 7.0, 7.0)
    first = [1.0] * 5 + [7.0] * 95
    row = made([first, *([r[0]] * 100 for r in ranks)]).table().rows
    assert next(r for r in row if r[1] == "org-a")[5] == 1.0


def test_values_that_are_not_defined_have_no_mean() -> None:
    kg = graph_of_claims(
        Claim("c-1", "ALLIED_WITH", "org-a", "org-b"),
        Claim("c-2", "ALLIED_WITH", "org-c", "org-d"),
        citations=[
            Citation("c-1.1", "c-1", "src-a", "para 1", credibility=3),
            Citation("c-2.1", "c-2", "src-a", "para 1", credibility=5),
        ],
    )
    never = {**SURE, "credibility": {**SURE["credibility"], 5: 0}}
    table = rows_of(rank_intervals(kg, "constraint", draws=10, confidence=never), "constraint")
    assert table["org-a"]["mean"] == 1
    assert (table["org-c"]["value"], table["org-c"]["mean"]) == (1, None)
    assert table["org-c"]["median_rank"] == 3.5


def test_measures_of_direction_and_others_go_together() -> None:
    found = measured(
        Support.of(star()).ties, measures_named(["degree", "hubs"]), np.ones((5, 2), dtype=bool)
    )
    assert {name: values.shape for name, values in found.items()} == {
        "degree": (5, 2), "hubs": (5, 2),
    }  # fmt: skip


def test_other_numbers_for_grades_move_the_ranks() -> None:
    mild = rank_intervals(star(), "degree", draws=200, confidence={"credibility": {3: 1.0}})
    harsh = rank_intervals(star(), "degree", draws=200, confidence={"credibility": {3: 0.1}})
    assert sum(mild.column("alike")) < sum(harsh.column("alike"))


# -- what cannot be asked ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "error", "said"),
    [
        ({"draws": 0}, ArgumentError, "draws is 1 or more, not 0"),
        ({"top": 0}, ArgumentError, "top is 1 or more, not 0"),
        ({"seed": -1}, ArgumentError, "seed is 0 or more"),
        ({"measures": "betweeness"}, NotFoundError, "did you mean 'betweenness'"),
        ({"on": "1850"}, ArgumentError, "the record names days within 2010-01-01/2016-12-31"),
        ({"on": "2015", "horizon": "1990/1999"}, ArgumentError, "the horizon is 1990-01-01"),
        ({"horizon": "someday"}, ArgumentError, "is no date"),
        ({"relations": "RIVAL_OF"}, ProjectionError, "no ties are left to measure; claims left"),
        ({"confidence": {"credibility": {3: 2}}}, ArgumentError, "no number from 0 to 1"),
    ],
)
def test_what_cannot_be_asked_is_told(
    how: dict[str, Any], error: type[Exception], said: str
) -> None:
    kg = star(b=("2010", "2016"))
    with pytest.raises(error) as caught:
        rank_intervals(kg, **{"draws": 10, **how})
    assert said in str(caught.value)


def test_an_empty_record_is_told() -> None:
    with pytest.raises(ProjectionError, match="no ties are left to measure"):
        rank_intervals(ig.KnowledgeGraph())


def test_a_measure_that_was_not_drawn_has_no_pairs() -> None:
    with pytest.raises(NotFoundError, match="'closeness' was not drawn; there are degree"):
        draw(star(), "degree", draws=5).pairs("closeness")


def test_only_a_record_without_any_date_has_no_horizon() -> None:
    assert horizon_of(star()) == period(None)
    assert horizon_of(star(b=("2010", ".."))).first == date(2010, 1, 1)
