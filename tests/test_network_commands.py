"""The commands on the network: centrality, ranks, sensitivity, as processes."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.records import folder
from tests.test_cli import printed, refused


@pytest.fixture
def example(tmp_path: Path) -> str:
    """The example record as a folder."""
    return str(folder(tmp_path / "example"))


def rows(*arguments: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(printed(*arguments, "--format", "csv"))))


def test_help_of_the_commands_imports_no_numbers() -> None:
    for command in ("centrality", "ranks", "sensitivity"):
        text = (
            f"import sys; from insurgraph.cli import run; run(['{command}', '--help']); "
            "print([m for m in ('numpy', 'scipy', 'networkx', 'rustworkx') if m in sys.modules])"
        )
        done = subprocess.run(
            [sys.executable, "-c", text], capture_output=True, text=True, check=True
        )
        assert done.stdout.splitlines()[-1] == "[]"


def test_all_measures_have_a_column(example: str) -> None:
    found = rows("centrality", "--measure", "all", "--data", example)
    assert {"katz", "core", "constraint_rank", "effective_size"} <= found[0].keys()
    assert len(found) == 4


@pytest.mark.parametrize(
    ("which", "columns"),
    [
        ("ties", "from,to,from_name,to_name,betweenness,rank,bridge,claims"),
        ("families", "id,name,kind,all,in,out,defection,force,membership"),
        ("dominance", "id,name,kind,degree,dominates,dominated_by,equal,highest,lowest"),
    ],
)
def test_other_tables_of_the_same_network(example: str, which: str, columns: str) -> None:
    out = printed("centrality", "--table", which, "--data", example, "--format", "csv")
    assert out.splitlines()[0] == columns


def test_a_group_is_named_by_name_or_id(example: str) -> None:
    out = printed(
        "centrality", "--group", "Red Pass Front", "--group", "person-karim-tal", "--data", example
    )
    assert out.splitlines()[0] == "Centrality of Red Pass Front, Karim together"
    assert "share of shortest paths between others" in out
    assert "leave --measure and --table out" in refused(
        "centrality", "--group", "RPF", "--measure", "degree", status=2
    )


def test_choices_of_the_projection_are_options(example: str) -> None:
    through = printed("centrality", "--through", "Organisation", "--data", example)
    assert "Co-operative ties between Person through each Organisation they share" in through
    weighed = printed("centrality", "--measure", "strength", "--weight", "grade", "--data", example)
    assert "weight: probability of the best graded claim" in weighed
    status = printed("centrality", "--status", "asserted", "--data", example)
    assert "asserted, of any grade" in status
    assert "of record example" in printed("centrality", "--record", "example", "--data", example)
    assert "no record 'exampel'" in refused("centrality", "--record", "exampel", "--data", example)


def test_ranks_are_printed_with_their_intervals(example: str) -> None:
    options = ("ranks", "--draws", "50", "--top", "2", "--data", example)
    found = rows(*options)
    assert list(found[0])[:8] == [
        "measure", "id", "name", "rank", "median_rank", "rank_5", "rank_95", "in_top",
    ]  # fmt: skip
    assert {row["measure"] for row in found} == {"betweenness"}
    assert printed(*options) == printed(*options)
    text = printed(*options, "--measure", "degree", "--measure", "core", "--limit", "1")
    assert "50 draws, seed 0;" in text
    assert "not distinguishable" in text or "is told apart" in text
    assert "The first 1 of 4 rows for each measure." in text


def test_pairs_and_the_numbers_for_grades_can_be_printed(example: str, tmp_path: Path) -> None:
    pairs = rows("ranks", "--table", "pairs", "--draws", "20", "--data", example)
    assert len(pairs) == 6
    file = tmp_path / "mine.yaml"
    file.write_text("credibility: {3: 0.25}\n")
    numbers = json.loads(
        printed("ranks", "--table", "confidence", "--confidence", str(file), "--format", "json")
    )
    assert {"part": "credibility", "value": "3", "number": 0.25} in numbers
    file.write_text("credibility: {3: high}\n")
    assert "'high' is no number from 0 to 1" in refused("ranks", "--confidence", str(file))


def test_sensitivity_takes_claims_or_documents_away(example: str) -> None:
    claims = rows("sensitivity", "--measure", "degree", "--data", example)
    assert [row["removed"] for row in claims if row["removed"].startswith("c-")]
    moved = [float(row["moved"]) for row in claims]
    assert moved == sorted(moved, reverse=True)
    source = rows("sensitivity", "--by", "source", "--data", example)
    assert [row["removed"] for row in source] == ["src-report-2009"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ranks", "--draws", "0"), "draws is 1 or more"),
        (("ranks", "--measure", "betweeness"), "did you mean 'betweenness'"),
        (("ranks", "--on", "1500"), "lies outside what open dates are drawn within"),
        (("sensitivity", "--at-least", "A1"), "no ties are left to measure; claims left out:"),
        (("centrality", "--through", "Persona"), "did you mean 'Person'"),
        (("centrality", "--kind", "Place"), "no ties are left to measure; claims left out:"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    example: str, arguments: tuple[str, ...], said: str
) -> None:
    told = refused(*arguments, "--data", example)
    assert said in told
    assert len(told.splitlines()) == 1
