"""Tables drawn for the eye: where lines are broken, and when rows become blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from insurgraph.drawing import broken, draw
from insurgraph.graph.table import Table
from tests.properties import examples


def drawn(table: Table, width: int) -> list[str]:
    console = Console(width=width)
    with console.capture() as captured:
        draw(table, console)
    return [line.rstrip() for line in captured.get().splitlines()]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Red Pass Front", 20, ["Red Pass Front"]),
        ("Red Pass Front", 8, ["Red Pass", "Front"]),
        ("org-red-pass-front", 10, ["org-red-", "pass-front"]),
        ("eigenvector_rank", 15, ["eigenvector_", "rank"]),
        ("org-a; org-red-pass-front", 12, ["org-a;", "org-red-", "pass-front"]),
        ("2017-07-11/2018-08-25", 11, ["2017-07-11/", "2018-08-25"]),
        ("indistinguishable", 6, ["indist", "inguis", "hable"]),
        ("-0.25", 4, ["-0.2", "5"]),
        ("one\ntwo", 9, ["one", "two"]),
        ("", 5, [""]),
        ("جبهة الممر", 6, ["جبهة", "الممر"]),
    ],
)
def test_lines_are_broken_where_the_eye_expects_it(text: str, width: int, lines: list[str]) -> None:
    assert list(broken(text, width)) == lines


@examples(150)
@given(st.text(alphabet="ab-_/ 漢\n", max_size=40), st.integers(2, 12))
def test_nothing_is_lost_and_every_line_fits(text: str, width: int) -> None:
    lines = list(broken(text, width))
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_table_is_a_grid_where_its_columns_fit_and_blocks_where_not() -> None:
    table = Table.of(
        ["organisation", "groups_gained", "groups_lost"], [("Taliban (unspecified)", 1, 2)]
    )
    grid = drawn(table, 60)
    assert "Taliban (unspecified)   1" in " ".join(grid)
    blocks = drawn(table, 40)
    assert blocks[0] == "row 1"
    assert "groups_gained  1" in blocks
