"""Lines of leaders: order, bounds, gaps, ends, origins, turnover, and what happened near."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import insurgraph as ig
from insurgraph.errors import ArgumentError, NotFoundError, ProjectionError
from insurgraph.graph.analysis.succession import CUSTODY, OFFICE, SUCCESSION, days_of, lines_of
from insurgraph.graph.dates import EARLIEST, LATEST, Span
from insurgraph.graph.model import Citation, Claim
from tests.properties import examples
from tests.records import graph_of_claims

BODY, OTHER, ARMY = "org-front", "org-brigade", "org-army"
P, Q, R = "person-p", "person-q", "person-r"


def held(number: int, who: str, start: str = "", end: str = "", **more: Any) -> Claim:
    return Claim(f"c-{number}", OFFICE, who, BODY, start, end, **({"role": "emir"} | more))


def followed(number: int, late: str, early: str, start: str = "") -> Claim:
    return Claim(f"c-{number}", SUCCESSION, late, early, start, third=BODY, role="emir")


def killed(number: int, who: str, start: str) -> Claim:
    return Claim(f"c-{number}", "KILLED_BY", who, ARMY, start)


def rows(*claims: Claim, **choices: Any) -> list[dict[str, Any]]:
    return list(ig.successions(graph_of_claims(*claims), BODY, **choices))


def test_the_vocabulary_has_the_relations_this_is_about(kg: ig.KnowledgeGraph) -> None:
    assert {OFFICE, SUCCESSION, CUSTODY} <= set(kg.vocabulary.relations)


# -- order ---------------------------------------------------------------------------------------


def test_successions_told_give_the_order_where_dates_do_not() -> None:
    kg = graph_of_claims(held(1, P), held(2, Q), held(3, R), followed(4, Q, R), followed(5, P, Q))
    assert ig.successions(kg, BODY).column("holder") == ["R", "Q", "P"]


def test_dates_give_the_order_where_no_succession_is_told() -> None:
    kg = graph_of_claims(held(1, P, "2012"), held(2, Q, "2010"), held(3, R))
    assert ig.successions(kg, BODY).column("holder") == ["Q", "P", "R"]


def test_successions_in_a_circle_end_all_the_same() -> None:
    kg = graph_of_claims(
        held(1, P, "2010"), held(2, Q, "2012"), followed(3, P, Q), followed(4, Q, P)
    )
    assert sorted(ig.successions(kg, BODY).column("holder")) == ["P", "Q"]


def test_a_succession_in_another_body_or_office_does_not_count() -> None:
    elsewhere = Claim("c-4", SUCCESSION, P, Q, "2009", third=OTHER, role="emir")
    as_spokesman = Claim("c-5", SUCCESSION, P, Q, "2009", third=BODY, role="spokesman")
    kg = graph_of_claims(held(1, P, "2010"), held(2, Q, "2012"), elsewhere, as_spokesman)
    assert ig.successions(kg, BODY).column("holder") == ["P", "Q"]


def test_without_a_name_only_lines_with_a_succession_are_told() -> None:
    kg = graph_of_claims(
        held(1, P, "2010"), held(2, Q, "2012"), followed(3, Q, P),
        held(4, R, "2010", role="commander"),
    )  # fmt: skip
    assert set(lines_of(kg)) == {(BODY, "emir")}
    assert set(lines_of(kg, told=False)) == {(BODY, "emir"), (BODY, "commander")}


# -- bounds and gaps -----------------------------------------------------------------------------


def test_a_succession_narrows_the_start_of_the_one_and_the_end_of_the_other() -> None:
    first, second = rows(held(1, P, "2010"), held(2, Q, "2010/2014"), followed(3, Q, P, "2012"))
    assert second["start"] == "2012-01-01/2012-12-31"
    assert first["end"] == "../2012-12-31"
    assert second["computed"] == ["start_earliest", "start_latest"]


def test_a_death_is_the_end_of_one_of_whom_nothing_else_is_told() -> None:
    (row,) = rows(held(1, P, "2010-01-01"), killed(2, P, "2010-03-02"))
    assert (row["start"], row["end"]) == ("2010-01-01", "2010-03-02")
    assert (row["days_least"], row["days_most"]) == (60, 60)
    assert row["ended"] == ["was killed by Army, 2010-03-02"]
    assert row["computed"] == ["end_earliest", "end_latest"]


def test_who_moved_away_held_no_office_there_until_death() -> None:
    left = Claim("c-2", "DEFECTED_TO", P, OTHER, "2011-05", origin=(BODY,))
    (row,) = rows(held(1, P, "2010"), left, killed(3, P, "2016"))
    assert row["end"] == "2011-05-01/2011-05-31"
    assert row["ended"] == ["defected to Brigade, 2011-05"]


def test_a_death_before_the_tenure_contradicts_it_and_narrows_nothing() -> None:
    (row,) = rows(held(1, P, "2010", "2012"), killed(2, P, "2005"))
    assert row["end"] == "2012-01-01/2012-12-31"
    assert row["ended"] == ["not told"]


def test_custody_at_the_end_is_told_and_an_earlier_one_not() -> None:
    taken = Claim("c-2", CUSTODY, P, ARMY, "2012-06")
    earlier = Claim("c-3", CUSTODY, P, ARMY, "2005-06")
    (row,) = rows(held(1, P, "2010", "2012-06"), taken, earlier)
    assert row["ended"] == ["was detained by Army, 2012-06"]


def test_who_is_still_in_office_is_so_on_the_day_of_the_passage() -> None:
    cited = Citation("c-1.1", "c-1", "src-a", "para 1", as_of="2015-09-24", credibility=3)
    kg = graph_of_claims(held(1, P, "2010", ".."), citations=[cited])
    assert ig.successions(kg, BODY).column("ended") == [["still in office on 2015-09-24"]]


@pytest.mark.parametrize(
    ("end", "start", "said"),
    [
        ("2010-01-31", "2010-03-02", "gap of 30 days"),
        ("2010-01", "2010-03-02", "gap of 30 to 60 days"),
        ("2010-03-02", "2010-01-31", "overlap of 30 days"),
        ("2010", "2010", "open: 364 days of overlap to 364 days of gap"),
        ("2010-01-31", "2010-01-31", "open: 0 days of overlap to 0 days of gap"),
        ("", "", "unknown"),
    ],
)
def test_gap_and_overlap_are_certain_only_when_every_date_agrees(
    end: str, start: str, said: str
) -> None:
    _, second = rows(held(1, P, "2005", end), held(2, Q, start, "2030"), followed(3, Q, P))
    assert second["gap"] == said


DAYS = st.dates(date(2000, 1, 1), date(2003, 1, 1))


@examples(60)
@given(DAYS, DAYS, DAYS, DAYS)
def test_days_bound_every_pair_of_days_within_the_bounds(
    a: date, b: date, c: date, d: date
) -> None:
    a, b, c, d = sorted((a, b, c, d))
    least, most = days_of(Span(a, b, c, d))
    assert least is not None
    assert most is not None
    for start in (a, b):
        for end in (c, d):
            assert least <= (end - start).days <= most


def test_days_are_unknown_where_a_bound_is() -> None:
    assert days_of(Span(EARLIEST, LATEST, EARLIEST, LATEST)) == (None, None)


# -- origins, turnover, coincidence --------------------------------------------------------------


def test_origins_are_earlier_posts_elsewhere_and_moves_to_the_body() -> None:
    kg = graph_of_claims(
        held(1, P, "2010"),
        Claim("c-2", OFFICE, P, OTHER, "2005", role="commander"),
        Claim("c-3", "DEFECTED_TO", P, BODY, "2009", origin=(OTHER,)),
        Claim("c-4", "MEMBER_OF", P, OTHER, "2015"),
        held(5, Q, "2012"),
    )
    found = [(r["holder"], r["claim"], r["before"]) for r in ig.leader_origins(kg, BODY, "emir")]
    assert found == [("P", "c-2", "certain"), ("P", "c-3", "certain"), ("Q", "", "")]


def test_turnover_is_bounded_by_the_longest_and_the_shortest_time() -> None:
    kg = graph_of_claims(held(1, P, "2010", "2012"), held(2, Q, "2012", "2014"), followed(3, Q, P))
    (row,) = ig.leadership_turnover(kg)
    assert (row["holders"], row["changes"]) == (2, 1)
    assert row["years_least"] == pytest.approx(3.0, abs=0.02)
    assert row["years_most"] == pytest.approx(5.0, abs=0.02)
    assert row["rate_least"] == pytest.approx(0.2, abs=0.01)
    assert row["ended"] == {"succeeded": 1, "not told": 1}


def test_near_a_change_only_dated_moments_of_the_body_are_told_with_their_distance() -> None:
    kg = graph_of_claims(
        held(1, P, "2010"),
        killed(2, P, "2012-06-01"),
        Claim("c-3", "PLEDGED_TO", BODY, OTHER, "2012-06-11"),
        Claim("c-4", "PLEDGED_TO", BODY, OTHER, "2012-12"),
        Claim("c-5", "PLEDGED_TO", BODY, OTHER, "2005/2020"),
        Claim("c-6", "PLEDGED_TO", OTHER, ARMY, "2012-06-01"),
        Claim("c-7", "CARRIED_OUT", BODY, "event-raid", "2012-05-22"),
        Claim("c-8", "HAPPENED", "event-raid", start="2012-05-22"),
    )
    found = [
        (r["claim"], r["days_least"], r["days_most"])
        for r in ig.around_successions(kg, BODY, days=30)
    ]
    assert found == [("c-7", -10, -10), ("c-8", -10, -10), ("c-3", 10, 10)]


# -- the curated record, and what cannot be asked ------------------------------------------------


def test_the_line_of_emirs_is_that_of_their_deaths(kg: ig.KnowledgeGraph) -> None:
    table = ig.successions(kg)
    assert table.column("end") == [
        "2016-07-26", "2017-04-01/2017-04-30", "2017-07-11", "2018-08-25",
    ]  # fmt: skip
    assert all(how[0].startswith("was killed by") for how in table.column("ended"))
    (row,) = ig.leadership_turnover(kg)
    assert row["ended"] == {"was killed by": 4}


@pytest.mark.parametrize(
    ("arguments", "choices", "error", "said"),
    [
        (("org-nobody",), {}, NotFoundError, "org-nobody"),
        ((BODY, "king"), {}, ProjectionError, "offices on record: emir"),
        ((OTHER,), {}, ProjectionError, "no office in Brigade"),
        ((), {}, ProjectionError, "no office is a succession told"),
        ((BODY,), {"on": "1990"}, ProjectionError, "by date"),
        ((BODY,), {"on": "x"}, ArgumentError, "'x'"),
    ],
)
@pytest.mark.parametrize(
    "analysis",
    [ig.successions, ig.leader_origins, ig.leadership_turnover, ig.around_successions],
)
def test_what_cannot_be_used_is_said(
    analysis: Any, arguments: Any, choices: dict[str, Any], error: type[Exception], said: str
) -> None:
    kg = graph_of_claims(held(1, P, "2010"), Claim("c-2", "PART_OF", OTHER, BODY))
    with pytest.raises(error, match=said):
        analysis(kg, *arguments, **choices)


def test_days_below_none_are_refused(kg: ig.KnowledgeGraph) -> None:
    with pytest.raises(ArgumentError, match="0 or more"):
        ig.around_successions(kg, days=-1)
