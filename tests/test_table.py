"""Tables: what a result looks like on its way out."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insurgraph.errors import ArgumentError
from insurgraph.graph.table import Column, Table, cell
from tests.properties import examples

TABLE = Table.of(
    ["name", Column("claims", "how many"), "since", "sources"],
    [("Front, the", 3, date(2009, 5, 12), ["a", "b"]), ('"Brigade"', 2.5, None, [])],
    "Groups",
    ["A note."],
)


def test_a_table_is_columns_and_rows() -> None:
    assert TABLE.names == ("name", "claims", "since", "sources")
    assert TABLE.columns[1].meaning == "how many"
    assert len(TABLE) == 2
    assert TABLE.column("claims") == [3, 2.5]
    assert [row["name"] for row in TABLE] == ["Front, the", '"Brigade"']
    assert (TABLE.title, TABLE.notes) == ("Groups", ("A note.",))
    with pytest.raises(ValueError):
        TABLE.column("rank")


def test_as_csv() -> None:
    assert TABLE.to_csv() == (
        "name,claims,since,sources\n"
        '"Front, the",3,2009-05-12,a; b\n'
        '"""Brigade""",2.5,,\n'
    )  # fmt: skip


def test_as_json() -> None:
    assert json.loads(TABLE.to_json()) == [
        {"name": "Front, the", "claims": 3, "since": "2009-05-12", "sources": ["a", "b"]},
        {"name": '"Brigade"', "claims": 2.5, "since": None, "sources": []},
    ]
    lines = TABLE.to_jsonl().splitlines()
    assert [json.loads(line) for line in lines] == json.loads(TABLE.to_json())


def test_an_empty_table_keeps_its_columns() -> None:
    empty = Table.of(["a", "b"], [])
    assert empty.to_csv() == "a,b\n"
    assert json.loads(empty.to_json()) == []
    assert empty.to_jsonl() == ""
    assert "<th" in empty._repr_html_()
    assert list(empty.to_pandas().columns) == ["a", "b"]


def test_names_in_any_script_stay_as_they_are() -> None:
    table = Table.of(["name"], [["جبهة \U0001f4dc"]])
    for text in (table.to_csv(), table.to_json(), table.to_jsonl(), table._repr_html_()):
        assert "جبهة \U0001f4dc" in text


def test_as_html_nothing_is_taken_for_markup() -> None:
    table = Table.of(["<b>"], [["<script>x</script>"], [None]], 'A & "B"', ["<i>"])
    html = table._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;x&lt;/script&gt;" in html
    assert ">A &amp; &quot;B&quot;</caption>" in html
    assert re.search('<td dir="auto"[^>]*></td>', html)
    assert ">&lt;i&gt;</p>" in html


def test_as_a_data_frame() -> None:
    frame = TABLE.to_pandas()
    assert list(frame.columns) == list(TABLE.names)
    assert frame["claims"].tolist() == [3, 2.5]
    assert frame["sources"].tolist() == [["a", "b"], []]
    assert [str(d) for d in frame.dtypes] == ["string", "float64", "datetime64[s]", "object"]
    assert frame["since"].isna().tolist() == [False, True]
    assert frame.attrs["title"] == "Groups"


def test_columns_of_a_data_frame_have_plain_dtypes() -> None:
    table = Table.of(
        ["whole", "yes", "of all sorts", "none", "huge", Column("day", type="day")],
        [(1, True, "a", None, 10**30, None), (None, None, 2, None, 1, None)],
    )
    frame = table.to_pandas()
    assert [str(d) for d in frame.dtypes] == [
        "Int64", "boolean", "object", "object", "object", "datetime64[s]",
    ]  # fmt: skip
    assert frame["huge"].tolist() == [10**30, 1]
    assert table.to_arrow()["day"].type == "date32[day]"


def test_pandas_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("insurgraph.graph.extras.find_spec", lambda _name: None)
    with pytest.raises(ArgumentError, match=r"pip install 'insurgraph\[pandas\]'"):
        TABLE.to_pandas()


def test_as_an_arrow_table() -> None:
    import pyarrow as pa

    arrow = TABLE.to_arrow()
    assert arrow.column_names == list(TABLE.names)
    assert arrow["claims"].to_pylist() == [3, 2.5]
    assert arrow["sources"].to_pylist() == [["a", "b"], []]
    assert arrow.schema.metadata[b"title"].decode() == TABLE.title
    assert json.loads(arrow.schema.metadata[b"notes"]) == list(TABLE.notes)
    assert pa.table(TABLE).equals(arrow)  # as whoever speaks Arrow takes it


def test_an_arrow_column_without_a_common_type_is_text() -> None:
    mixed = Table.of(
        ["of all sorts", "none"], [("a", None), (3, None), (None, None), (10**30, None)]
    )
    assert mixed.to_arrow()["of all sorts"].to_pylist() == ["a", "3", None, str(10**30)]
    assert mixed.to_arrow()["none"].to_pylist() == [None] * 4
    assert Table.of(["big"], [(10**30,)]).to_arrow()["big"].to_pylist() == [str(10**30)]


def test_arrow_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("insurgraph.graph.extras.find_spec", lambda _name: None)
    with pytest.raises(ArgumentError, match=r"pip install 'insurgraph\[parquet\]'"):
        TABLE.to_arrow()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (3, "3"),
        (3.0, "3"),
        (0.123456789, "0.123457"),
        (1e-9, "1e-09"),
        (-1.25, "-1.25"),
        (12.3456789, "12.345679"),
        (1234567.5, "1234567.5"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (date(2009, 5, 12), "2009-05-12"),
        (["a", 2, None], "a; 2; "),
        (("a", ["b", "c"]), "a; b; c"),
        ({"a": date(2009, 5, 12)}, '{"a": "2009-05-12"}'),
        ("text", "text"),
    ],
)
def test_a_value_as_a_cell(value: object, text: str) -> None:
    assert cell(value) == text


def test_rows_have_to_fit_the_columns() -> None:
    with pytest.raises(ValueError):
        list(Table.of(["a", "b"], [(1,)]))


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.dates(),
    st.floats(allow_nan=False, allow_infinity=False), st.lists(st.text(max_size=4), max_size=3),
)  # fmt: skip


@examples(100)
@given(st.lists(st.tuples(VALUES, VALUES), max_size=4))
def test_any_values_come_out_as_text_that_reads_back(rows: list[tuple[object, object]]) -> None:
    table = Table.of(["a", "b"], rows)
    read = list(csv.reader(io.StringIO(table.to_csv(), newline=""), strict=True))
    assert read == [["a", "b"], *([cell(v) for v in row] for row in rows)]
    assert len(json.loads(table.to_json())) == len(rows)
    assert [json.loads(line) for line in table.to_jsonl().split("\n")[:-1]] == json.loads(
        table.to_json()
    )
