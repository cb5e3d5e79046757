"""What a notebook shows: of a graph, a row, a result, a picture and an error."""

from __future__ import annotations

import linecache
import re
import traceback
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import insurgraph as ig
from insurgraph.errors import ArgumentError, InsurgraphError, Problem, QueryError, RecordError
from insurgraph.graph import markup
from insurgraph.graph.model import Claim, Entity
from insurgraph.graph.table import Column, Table
from tests import records

HOSTILE = "<script>alert(1)</script><img src=x onerror=y>\0\ud800\u202e"


class Tags(HTMLParser):
    """The tags of a text, in which every one that is opened is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.open: list[str] = []
        self.attributes: set[str] = set()
        self.feed(text)
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.open.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def shown_values() -> list[Any]:
    kg = records.graph()
    hostile = Table.of([Column(HOSTILE, HOSTILE)], [[HOSTILE], [[HOSTILE]]], HOSTILE, [HOSTILE])
    return [
        kg, kg.claim("c-0002"), kg.entity("org-red-pass-front"), kg.show("c-0002"), kg.links[0],
        kg.show("Anwar Dost"), kg.records["example"], hostile, ig.KnowledgeGraph(),
        Entity("org-x", "Organisation", name=HOSTILE), Table.of(["n"], []),
    ]  # fmt: skip


@pytest.mark.parametrize("value", shown_values(), ids=lambda v: type(v).__name__)
def test_what_is_shown_has_no_script_and_no_colour(value: Any) -> None:
    html = value._repr_html_()
    tags = Tags(html)
    html.encode("utf-8")
    assert tags.seen <= {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "p"}
    assert tags.attributes <= {"style", "dir", "scope", "title"}
    assert not re.search(r"color|background|#[0-9a-f]{3}|url\(", html)


def test_a_graph_says_what_it_holds() -> None:
    html = records.graph()._repr_html_()
    for said in ("An example 0.1", "Organisation 3, Person 2, Place 1", "CC0-1.0", "no evidence"):
        assert said in html
    assert "2008-01-01 to 2009-12-31" in html
    assert "An empty graph" in ig.KnowledgeGraph()._repr_html_()


def test_a_bare_row_shows_what_is_filled() -> None:
    html = records.graph().claim("c-0003")._repr_html_()
    assert "2008/2009-05-12" in html
    assert "value_low" not in html


def test_a_row_stays_what_it_is() -> None:
    claim = Claim("c-1", "R", "a")
    assert not hasattr(claim, "__dict__")
    assert hash(claim) == hash(Claim("c-1", "R", "a"))
    assert repr(claim).startswith("Claim(id='c-1'")


def test_a_long_table_shows_its_beginning_and_says_so() -> None:
    table = Table.of(["n"], [[n] for n in range(200)])
    html = table._repr_html_()
    assert html.count("<tr>") == markup.MOST_ROWS + 1
    assert "The first 60 of 200 rows are shown" in html
    assert "shown" not in table.first(60)._repr_html_()


def test_a_table_is_told_apart_at_a_prompt() -> None:
    assert repr(Table.of(["a", "b"], [[1, 2]], "Ties")) == "<Table Ties: 1 rows of a, b>"
    assert "and 3 more" in repr(Table.of([str(n) for n in range(11)], []))


def test_nodes_and_paths_of_a_query_are_drawn() -> None:
    node = {"labels": ["Entity"], "id": "org-x", "name": "Front"}
    assert "(Front)" in Table.of(["n"], [[node]])._repr_html_()


# -- claims with their evidence ------------------------------------------------------------------


def test_a_claim_is_shown_with_both_sides_of_what_is_disputed() -> None:
    table = records.graph().show("c-0002")
    assert table.title == "Anwar Dost held office in Red Pass Front (leader) (c-0002, HELD_OFFICE)"
    assert table.column("stance") == ["alleges", "denies"]
    assert table.column("claimant") == ["two unnamed officials", "Valley Brigade"]
    assert table.notes[0] == (
        "Disputed, dated ../2009-05-12 to .., graded C4, 1 independent passage for it."
    )
    assert table.notes[-1].endswith("(c-0003): inferred from this claim")


def test_a_claim_says_what_it_was_inferred_from() -> None:
    notes = records.graph().show("c-0003").notes
    assert notes[1] == "Took place from 2008-01-01 to 2009-05-12, on one of these days."
    assert notes[2].startswith("inferred from: Anwar Dost held office in Valley Brigade")


def test_a_row_can_be_shown_and_cited_as_well_as_its_id(kg: ig.KnowledgeGraph) -> None:
    claim, entity = kg.claim("c-0197"), kg.entity("org-isk")
    assert kg.show(claim) == kg.show("c-0197")
    assert kg.show(entity) == kg.show("Islamic State Khorasan")
    assert kg.cite(claim) == ig.cite(kg, "c-0197")
    assert kg.cite(style="bibtex") == ig.cite(kg, style="bibtex")


# -- pictures ------------------------------------------------------------------------------------

DRAWN: list[Callable[[ig.KnowledgeGraph], Table]] = [
    lambda kg: ig.timeline(kg, years="2014/2017", top=3),
    lambda kg: ig.successions(kg, "org-isk", "emir"),
    ig.defection_matrix,
    lambda kg: ig.signed_dyads(kg, years="2014/2016"),
    lambda kg: ig.rank_intervals(kg, "degree", draws=10),
]


@pytest.mark.parametrize("result", DRAWN)
def test_a_result_plots_itself(
    result: Callable[[ig.KnowledgeGraph], Table], kg: ig.KnowledgeGraph, tmp_path: Path
) -> None:
    table = result(kg)
    picture = table.plot()
    svg = picture._repr_svg_()
    assert picture.save(tmp_path / "a.svg").read_bytes().decode() == svg
    assert table.title in svg
    assert "<script" not in svg


def test_what_was_left_out_of_a_table_is_left_out_of_its_picture(kg: ig.KnowledgeGraph) -> None:
    tenures = ig.successions(kg, "org-isk", "emir")
    first, last = tenures.column("holder")[0], tenures.column("holder")[-1]
    svg = tenures.first(1).plot()._repr_svg_()
    assert first in svg
    assert last not in svg


def test_options_of_a_picture_are_passed_on(kg: ig.KnowledgeGraph) -> None:
    table = ig.rank_intervals(kg, "degree", draws=10)
    tall, low = table.plot().figure, table.plot(top=3).figure
    assert tall.get_figheight() > low.get_figheight()


def test_a_table_without_a_picture_says_which_have_one(kg: ig.KnowledgeGraph) -> None:
    with pytest.raises(ArgumentError, match="no picture of 'Centrality'; rank_intervals, timeline"):
        ig.centrality(kg.network(), "degree").plot()


# -- errors --------------------------------------------------------------------------------------


def cell(error: InsurgraphError) -> list[str]:
    """What a notebook shows of an error that line 3 of a cell led to."""
    lines = ["\n", "\n", "raise error\n"]
    linecache.cache["<cell>"] = (13, None, lines, "<cell>")
    code = compile("".join(lines), "<cell>", "exec")
    try:
        exec(code, {"error": error, "__name__": "__main__"})
    except InsurgraphError as raised:
        return raised._render_traceback_()
    raise AssertionError


def test_an_error_in_a_cell_is_its_message_and_the_line() -> None:
    told = cell(ArgumentError("no such thing"))
    assert told == ["ArgumentError: no such thing", "  line 3: raise error"]


def test_an_error_away_from_a_cell_is_its_message_alone() -> None:
    assert ArgumentError("x")._render_traceback_() == ["ArgumentError: x"]


def test_a_record_that_breaks_rules_lists_them_in_a_cell() -> None:
    problems = tuple(Problem("claims.csv", n, "start", "x", "no date") for n in range(2, 15))
    told = cell(RecordError("mine", problems))
    assert told[2] == "  claims.csv, row 2, start: no date ('x')"
    assert told[-1] == "  and 3 more, in its .problems"


def test_a_query_error_points_at_its_place_in_a_cell() -> None:
    told = cell(QueryError("wrong", line=1, column=3, pointer="MATCH\n  ^"))
    assert told[-2:] == ["MATCH", "  ^"]


def test_the_whole_traceback_is_still_to_be_had() -> None:
    with pytest.raises(InsurgraphError) as caught:
        records.graph().claim("c-9999")
    assert "knowledge.py" in "".join(traceback.format_exception(caught.value))
