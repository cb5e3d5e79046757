"""A folder of tables: read whole or refused with every place, and written as it was read."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import insurgraph as ig
from insurgraph.errors import NotFoundError, OutputError, RecordError
from insurgraph.graph.rules import Rows
from insurgraph.graph.vocabulary import default
from insurgraph.loaders import curated, loader
from tests import records
from tests.generated import graphs
from tests.properties import examples
from tests.records import TABLES, folder
from tests.test_vocabulary import SMALL

ENTITIES, CLAIMS, CITATIONS = (TABLES[f"{t}.csv"] for t in ("entities", "claims", "citations"))


def problems(path: Path, **changed: str | bytes | None) -> list[tuple[str, int, str, str, str]]:
    """What is wrong with the example once some of its files are changed."""
    with pytest.raises(RecordError) as caught:
        curated.read(folder(path, **changed))
    message = str(caught.value)
    assert "\n" not in message
    assert str(path) in message
    assert str(caught.value.problems[0]) in message
    return [(p.file, p.row, p.column, p.value, p.reason) for p in caught.value.problems]


def swapped(text: str, old: str, new: str) -> str:
    """The text with one passage of it changed."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


# -- reading -------------------------------------------------------------------------------------


def test_the_example_is_read_as_its_rows_say(tmp_path: Path) -> None:
    assert curated.read(folder(tmp_path)) == records.graph()


def test_the_folder_may_be_given_as_text(tmp_path: Path) -> None:
    assert ig.load(str(folder(tmp_path))) == ig.load(tmp_path) == records.graph()


def test_without_a_package_description_the_record_is_called_after_its_folder(
    tmp_path: Path,
) -> None:
    kg = curated.read(folder(tmp_path / "My Record, 2009!", datapackage=None))
    assert [(r.name, r.title) for r in kg.records.values()] == [
        ("my-record-2009", "My Record, 2009!")
    ]
    assert {e.record for e in kg.entities.values()} == {"my-record-2009"}
    assert "record" in curated.read(folder(tmp_path / "جبهة", datapackage=None)).records


def test_names_and_links_may_be_missing(tmp_path: Path) -> None:
    kg = curated.read(folder(tmp_path, names=None, links=None))
    assert (kg.names, kg.links) == ((), ())


def test_a_record_brings_its_own_vocabulary(tmp_path: Path) -> None:
    tables = {
        "sources": "id,title\nsrc-log,A log\n",
        "entities": "id,kind,name\nship-a,Ship,A\nport-b,Port,B\n",
        "claims": "id,relation,subject,object\nc-1,CALLED_AT,ship-a,port-b\n",
        "citations": "id,claim,source,locator,stance\nc-1.1,c-1,src-log,para 1,asserts\n",
    }
    for table, text in tables.items():
        header, *rows = csv.reader(text.splitlines())
        cells = [dict(zip(header, r, strict=True)) for r in rows]
        whole = [",".join(c.get(k, "") for k in curated.columns(table)) for c in cells]
        lines = [",".join(curated.columns(table)), *whole]
        tables[table] = "\n".join(lines) + "\n"
    kg = curated.read(folder(tmp_path, vocabulary=SMALL, names=None, links=None, **tables))
    assert kg.relation(kg.claim("c-1")).label == "called at"
    assert kg.vocabulary != default()


def test_the_packages_own_vocabulary_in_a_folder_is_the_packages_own(tmp_path: Path) -> None:
    assert curated.read(folder(tmp_path, vocabulary=default().text)).vocabulary is default()


@pytest.mark.parametrize(
    "entities",
    [
        "\ufeff" + ENTITIES,
        ENTITIES.replace("\n", "\r\n"),
        ENTITIES.replace("\n", "\r"),
        ENTITIES.rstrip("\n"),
        ENTITIES.replace("\n", "\n\n"),
        ENTITIES + ",,,,,\n  ,,,,,\n\n",
        "".join(",".join(f'"{c}"' for c in r) + "\n" for r in csv.reader(ENTITIES.splitlines())),
        "".join(
            ",".join(f'"{c}"' for c in reversed(r)) + "\n"
            for r in csv.reader(ENTITIES.splitlines())
        ),
        "\n".join([ENTITIES.splitlines()[0], *sorted(ENTITIES.splitlines()[1:], reverse=True)]),
    ],
    ids=[
        "byte order mark", "CRLF", "CR", "no last line end", "blank lines", "blank rows",
        "all quoted", "other order of columns", "other order of rows",
    ],
)  # fmt: skip
def test_what_spreadsheets_do_to_a_table_does_no_harm(tmp_path: Path, entities: str) -> None:
    assert curated.read(folder(tmp_path, entities=entities)) == records.graph()


def test_quoted_cells_hold_line_breaks_commas_and_quotation_marks(tmp_path: Path) -> None:
    cell = '"Deputy of ""Dost"",\nknown only\tas Karim"'
    kg = curated.read(folder(tmp_path, entities=swapped(ENTITIES, "Deputy of Dost", cell)))
    assert kg.entity("person-karim-tal").summary == 'Deputy of "Dost",\nknown only\tas Karim'


@pytest.mark.parametrize(
    ("cell", "value"),
    [("96.5", 96.5), ("3000", 3000.0), ("0", 0.0), ("-4", -4.0), ("0.0000001", 1e-7), ("", None)],
)
def test_numbers(tmp_path: Path, cell: str, value: float | None) -> None:
    claims = swapped(CLAIMS, ",96.5,", f",{cell},")
    assert curated.read(folder(tmp_path, claims=claims)).claim("c-0007").value_low == value


# -- what is wrong with a row --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "old", "new", "row", "column", "value", "reason"),
    [
        # of the vocabulary
        (
            "claims", "c-0005,HELD_OFFICE", "c-0005,HELD_POST", 6, "relation", "HELD_POST",
            "no such relation; did you mean 'HELD_OFFICE'?",
        ),
        (
            "entities", "valley-brigade,Organisation", "valley-brigade,Group", 4, "kind", "Group",
            "no such kind",
        ),
        (
            "entities", "Organisation,armed-force", "Organisation,army", 2, "subkind", "army",
            "no such subkind of Organisation; did you mean 'armed-force'?",
        ),
        (
            "citations", "implies,,,,,4,that", "hints,,,,,4,that", 7, "stance", "hints",
            "no such stance",
        ),
        ("names", "RPF,acronym", "RPF,initials", 2, "kind", "initials", "no such kind of name"),
        ("links", "inferred_from,c-0001", "follows,c-0001", 2, "link", "follows", "no such link"),
        ("sources", "news-report", "hearsay", 2, "kind", "hearsay", "no such kind of source"),
        # of the relation
        (
            "claims", "shelling,,,,,late", "shelling,3,,,,late", 7, "value_low", "3",
            "KILLED_BY has no value_low (it may have: place, means, third, role, text)",
        ),
        ("claims", "org-valley-brigade,,,,,,,,,", ",,,,,,,,,", 4, "origin", "", "needs origin"),
        (
            "claims", "KILLED_BY,person-karim-tal", "KILLED_BY,org-valley-brigade", 7, "subject",
            "org-valley-brigade",
            "KILLED_BY takes Person as subject, not Organisation",
        ),
        ("claims", "fighters", "", 8, "unit", "", "COUNTED needs unit"),
        # dangling
        (
            "claims", "LOST_MEMBERS_TO,org-valley-brigade", "LOST_MEMBERS_TO,org-valey-brigade",
            5, "subject", "org-valey-brigade",
            "no entity has this id; did you mean 'org-valley-brigade'?",
        ),
        ("claims", "place-tal", "place-gone", 7, "place", "place-gone", "no entity has this id"),
        (
            "citations", "c-0006.1,c-0006,src-report-2009", "c-0006.1,c-0006,src-report", 8,
            "source", "src-report", "no source has this id; did you mean 'src-report-2009'?",
        ),
        ("links", "from,c-0002", "from,c-0099", 3, "other", "c-0099", "no claim has this id"),
        ("names", "Latn,,src-report-2009\norg-red", "Latn,,src-x\norg-red", 2, "source", "src-x",
         "no source has this id"),
        ("sources", "named,,", "named,src-first,", 2, "derived_from", "src-first",
         "no source has this id"),
        # dates
        ("claims", ",2009-04,", ",2009-04-31,", 7, "start", "2009-04-31", "no day of the calendar"),
        ("claims", ",2009-04,", ",April 2009,", 7, "start", "April 2009", "no date that"),
        ("claims", ",2009-04,", ",2009-04,..", 7, "end", "..", "an instant has a start only"),
        ("claims", "../2009-05-12,..", "2009-05-12,2008", 3, "end", "2008", "before the start"),
        ("claims", "c-0003,DEFECTED_TO,person-anwar-dost,org-red-pass-front,2008/2009-05-12",
         "c-0003,DEFECTED_TO,person-anwar-dost,org-red-pass-front,2009-05-12/2008", 4, "start",
         "2009-05-12/2008", "ends before it begins"),
        ("sources", "2009-05-12", "12.5.2009", 2, "published", "12.5.2009", "no date that"),
        ("citations", "2009,2009-05-12", "2009,2009-05-32", 3, "as_of", "2009-05-32", "calendar"),
        # cells
        ("claims", "96.5", "96,5", 8, "", "", "17 cells under 16 columns; a comma unquoted?"),
        ("claims", "96.5", '"96,5"', 8, "value_low", "96,5", "a number is written 3000 or 96.5"),
        ("claims", "96.5", "1e5", 8, "value_low", "1e5", "a number is written"),
        ("claims", "96.5", "nan", 8, "value_low", "nan", "a number is written"),
        ("claims", "96.5", "٩٦", 8, "value_low", "٩٦", "a number is written"),
        ("claims", "96.5", "9" * 16, 8, "value_low", "9" * 16, "a number is written"),
        ("claims", "96.5", "4000", 8, "value_high", "3000", "lower than value_low 4000"),
        ("citations", "asserts,,,,,3,\nc-0002", "asserts,,,,,3.0,\nc-0002", 2, "credibility", "3.0",
         "a number is written"),
        ("citations", "asserts,,,,,3,\nc-0002", "asserts,,,,,7,\nc-0002", 2, "credibility", "7",
         "credibility is 1 to 6, or empty"),
        ("citations", "a wire;a paper", "a wire;;a paper", 3, "via", "a wire;;a paper",
         "an empty part"),
        ("entities", "the army", " the army", 2, "name", " the army", "spaces around the value"),
        ("entities", "Deputy of", "Deputy\x00of", 6, "summary", "Deputy\x00of Dost", "control"),
        ("citations", "8-9,", "8-10,", 9, "lines", "8-10", "outside the lines 5-9"),
        ("citations", "para 4,8-9", ",8-9", 9, "locator", "", "needs a place in the document"),
        ("sources", '"The Front, a report"', "", 2, "title", "", "needs a title"),
    ],
)  # fmt: skip
def test_a_bad_row_is_told_with_its_place(
    tmp_path: Path, table: str, old: str, new: str, row: int, column: str, value: str, reason: str
) -> None:
    found = problems(tmp_path, **{table: swapped(TABLES[f"{table}.csv"], old, new)})
    assert len(found) == 1, found
    assert found[0][:4] == (f"{table}.csv", row, column, value)
    assert reason in found[0][4]


def test_rows_of_one_id_are_told_all(tmp_path: Path) -> None:
    again = ENTITIES + "org-red-pass-front,Organisation,,Another front,,\n"
    assert [p[:4] for p in problems(tmp_path, entities=again)] == [
        ("entities.csv", 3, "id", "org-red-pass-front"),
        ("entities.csv", 8, "id", "org-red-pass-front"),
    ]


def test_a_header_that_stands_twice_is_a_bad_row(tmp_path: Path) -> None:
    found = problems(tmp_path, entities=ENTITIES.splitlines()[0] + "\n" + ENTITIES)
    assert [p[:4] for p in found] == [("entities.csv", 2, "kind", "kind")]


def test_rows_are_counted_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    text = swapped(ENTITIES, "An army that is not named", '"An army\nthat is\nnot named"')
    text = swapped(text, "\norg-valley", "\n\norg-valley")
    found = problems(tmp_path, entities=swapped(text, "Person,leader", "Persn,leader"))
    assert found[0][:3] == ("entities.csv", 7, "kind")


def test_all_that_is_wrong_is_told_in_one_go_and_in_order(tmp_path: Path) -> None:
    claims = swapped(CLAIMS, "c-0001,HELD_OFFICE", "c-0001,HOLDS")
    claims = swapped(claims, "2009-04,", "2009-14,")
    entities = swapped(ENTITIES, "Person,commander", "Man,commander") + "org-x,Planet,,,\n"
    citations = swapped(CITATIONS, "c-0004.1,c-0004", "c-0004.1,c-0044")
    found = problems(
        tmp_path,
        datapackage='{"name": "An Example"}',
        entities=entities,
        claims=claims,
        citations=citations,
        links=TABLES["links.csv"] + "c-0001,follows,c-9999,\n",
        names=TABLES["names.csv"].replace("جبهة", ""),
    )
    assert [p[:4] for p in found] == [
        ("datapackage.json", 0, "name", "An Example"),
        ("entities.csv", 5, "kind", "Man"),
        ("entities.csv", 8, "", ""),
        ("names.csv", 3, "name", ""),
        ("claims.csv", 2, "relation", "HOLDS"),
        ("claims.csv", 5, "id", "c-0004"),
        ("claims.csv", 7, "start", "2009-14"),
        ("citations.csv", 6, "claim", "c-0044"),
        ("links.csv", 4, "other", "c-9999"),
        ("links.csv", 4, "link", "follows"),
    ]


# -- what is wrong with a file -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entities", "row", "column", "value", "reason"),
    [
        (None, 0, "", "", "this table is missing"),
        ("", 0, "", "", "the file is empty; it needs a header row"),
        (b"\xef\xbb\xbf", 0, "", "", "the file is empty; it needs a header row"),
        ("\n", 1, "", "", "the first row is empty; it has to name the columns"),
        ("\n\n" + ENTITIES, 1, "", "", "the first row is empty; it has to name the columns"),
        (",,,,,\n" + ENTITIES, 1, "", "", "the first row is empty; it has to name the columns"),
        # columns
        (ENTITIES.replace(",subkind,", ",", 1), 1, "subkind", "", "this column is missing"),
        (ENTITIES.replace(",note\n", ",note,colour\n", 1), 1, "colour", "", "unknown column"),
        (ENTITIES.replace("\n", ",\n"), 1, "", "", "a column without a name"),
        (ENTITIES.replace(",note\n", ",note,id\n", 1), 1, "id", "", "this column stands there"),
        # separators
        (ENTITIES.replace(",", ";"), 1, "", "id;kind;subkind;name;summary;note", "by commas"),
        (ENTITIES.replace(",", "\t"), 1, "", "id\tkind\tsubkind\tname\tsummary\tnote", "by commas"),
        # encodings
        (ENTITIES.replace("Karim", "Kärim").encode("cp1252"), 6, "", "", "not UTF-8"),
        (ENTITIES.replace("Karim", "Kärim").encode("latin-1"), 6, "", "", "not UTF-8"),
        (
            b"\xef\xbb\xbf" + ENTITIES.replace("\nperson-k", "\né", 1).encode("cp1252"),
            6, "", "", "not UTF-8",
        ),
        (ENTITIES.encode("utf-16"), 1, "", "", "save the table as 'CSV UTF-8'"),
        (ENTITIES.encode("utf-16-le"), 1, "", "", "save the table as 'CSV UTF-8'"),
        (ENTITIES.encode("utf-16-be"), 1, "", "", "save the table as 'CSV UTF-8'"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xc9", 1, "", "", "not UTF-8"),
        # quotation marks
        (swapped(ENTITIES, "Deputy", '"Deputy'), 6, "", "", "quotation mark that is never closed"),
        (swapped(ENTITIES, "Deputy of", '"Deputy" of'), 6, "", "", "not CSV: ',' expected"),
        (swapped(ENTITIES, "Deputy", "x" * 1_000_001), 6, "", "", "larger than field limit"),
    ],
)  # fmt: skip
def test_a_bad_file_is_told_once_and_nothing_is_said_of_those_that_need_it(
    tmp_path: Path, entities: str | bytes | None, row: int, column: str, value: str, reason: str
) -> None:
    found = problems(tmp_path, entities=entities)
    assert len(found) == 1, found
    assert found[0][:4] == ("entities.csv", row, column, value)
    assert reason in found[0][4]


@pytest.mark.parametrize("table", ["sources", "entities", "claims", "citations"])
def test_every_table_that_is_needed_is_missed(tmp_path: Path, table: str) -> None:
    assert problems(tmp_path, **{table: None}) == [
        (f"{table}.csv", 0, "", "", "this table is missing")
    ]


def test_a_misspelt_column_is_told_as_missing_and_as_unknown(tmp_path: Path) -> None:
    assert problems(tmp_path, entities=ENTITIES.replace("subkind", "Subkind", 1)) == [
        ("entities.csv", 1, "subkind", "", "this column is missing"),
        ("entities.csv", 1, "Subkind", "", "unknown column; did you mean 'subkind'?"),
    ]


def test_a_row_that_is_lost_hides_no_other_problem(tmp_path: Path) -> None:
    entities = swapped(ENTITIES, "never to be merged", "never, to be merged")
    claims = swapped(CLAIMS, "place-tal", "place-gone")
    assert [p[:4] for p in problems(tmp_path, entities=entities, claims=claims)] == [
        ("entities.csv", 6, "", ""),
        ("claims.csv", 7, "place", "place-gone"),
    ]


def test_a_table_that_is_a_folder_is_missing(tmp_path: Path) -> None:
    (folder(tmp_path, entities=None) / "entities.csv").mkdir()
    with pytest.raises(RecordError, match=r"entities\.csv: this table is missing"):
        curated.read(tmp_path)


def test_a_table_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(RecordError, match=r"sources\.csv: cannot be read: Permission denied"):
        curated.read(folder(tmp_path))


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ("[", "", "not JSON"),
        ("", "", "not JSON"),
        (b"\xff\xfe", "", "not JSON"),
        ("[" * 100_000, "", "not JSON"),
        ('{"name": ' + "9" * 5000 + "}", "", "not JSON"),
        ("[]", "", "an object is expected"),
        ("{}", "name", "lower-case, without spaces"),
        ('{"name": null}', "name", "lower-case, without spaces"),
        ('{"name": ""}', "name", "lower-case, without spaces"),
        ('{"name": "../etc"}', "name", "lower-case, without spaces"),
        ('{"name": "a", "title": "\\ud800"}', "title", "half a character"),
        ('{"name": "a", "attribution": "\\u0007"}', "attribution", "control character"),
    ],
)
def test_a_bad_package_description_is_told(
    tmp_path: Path, text: str | bytes, column: str, reason: str
) -> None:
    (found,) = problems(tmp_path, datapackage=text)
    assert found[:3] == ("datapackage.json", 0, column)
    assert reason in found[4]


def test_a_package_description_may_leave_things_open(tmp_path: Path) -> None:
    text = '\ufeff{"name": "a", "title": null, "licenses": [{"path": "x"}], "created": null}'
    kg = curated.read(folder(tmp_path, datapackage=text))
    assert list(kg.records.values()) == [ig.Record("a")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("kinds: 7", "families: this part is missing"),
        ("[", "not YAML"),
        ("a: 2014-13-45", "not YAML"),
        (b"\xe9", "not UTF-8"),
        ("[" * 100_000, "nested deeper"),
    ],
)
def test_a_bad_vocabulary_is_told(tmp_path: Path, text: str | bytes, reason: str) -> None:
    (found,) = problems(tmp_path, vocabulary=text)
    assert found[:4] == ("vocabulary.yaml", 0, "", "")
    assert found[4].startswith(reason)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("gone", "no such folder"), ("gone/deeper", "no such folder"), ("a file", "is a file")],
)
def test_what_is_no_folder_is_not_found(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "a file").touch()
    with pytest.raises(NotFoundError, match=reason):
        curated.read(tmp_path / name)


def test_the_limit_of_cells_is_put_back(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    curated.read(folder(tmp_path))
    assert csv.field_size_limit() == before
    problems(tmp_path, entities='"')
    assert csv.field_size_limit() == before


# -- anything at all -----------------------------------------------------------------------------


def read_or_refused(path: Path, table: str, raw: bytes) -> None:
    """Reading the example with one table of these bytes gives a graph or a `RecordError`."""
    try:
        kg = curated.read(folder(path, **{table: raw}))
    except RecordError as error:
        told = error.problems
    else:
        assert isinstance(kg, ig.KnowledgeGraph)
        for claim in kg.claims():
            kg.assess(claim.id)
        return
    assert told
    assert all(p.file.endswith(".csv") for p in told)
    assert all("\n" not in p.reason for p in told)


@examples(150)
@given(st.sampled_from(list(curated.TABLES)), st.binary(max_size=200))
def test_any_bytes_are_a_graph_or_a_record_error(
    tmp_path_factory: pytest.TempPathFactory, table: str, raw: bytes
) -> None:
    read_or_refused(tmp_path_factory.mktemp("any"), table, raw)


JUNK = st.one_of(
    st.sampled_from(["", "..", "X", "[", "2014/2013", "org-red-pass-front", "c-0001", ";", "-0",
                     '"', ",", "\n", "\0", "9" * 20, "1", "src-report-2009", "asserts"]),
    st.text(max_size=8),
)  # fmt: skip


@examples(200)
@given(st.data())
def test_any_damage_to_a_cell_is_a_graph_or_a_record_error(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    table = data.draw(st.sampled_from(list(curated.TABLES)))
    raw = TABLES[f"{table}.csv"]
    cells = raw.replace("\n", ",\n,").split(",")
    for _ in range(data.draw(st.integers(1, 3))):
        cells[data.draw(st.integers(0, len(cells) - 1))] = data.draw(JUNK)
    text = ",".join(cells).replace(",\n,", "\n")
    read_or_refused(
        tmp_path_factory.mktemp("damaged"), table, text.encode("utf-8", "surrogatepass")
    )


# -- writing -------------------------------------------------------------------------------------


def written(kg: ig.KnowledgeGraph, path: Path) -> dict[str, str]:
    """The tables that `write` makes of a graph."""
    curated.write(kg, path)
    return {f"{t}.csv": (path / f"{t}.csv").read_text(encoding="utf-8") for t in curated.TABLES}


def test_what_is_written_is_what_was_read(tmp_path: Path) -> None:
    tables = {k: v for k, v in TABLES.items() if k.endswith(".csv")}
    assert written(records.graph(), tmp_path) == tables


def test_writing_does_not_depend_on_the_order_of_the_rows(tmp_path: Path) -> None:
    held = records.rows()
    backwards = Rows(
        held.entities[::-1], held.names[::-1], held.claims[::-1], held.citations[::-1],
        held.sources[::-1], held.links[::-1],
    )  # fmt: skip
    assert records.graph(backwards) == records.graph()
    assert written(records.graph(backwards), tmp_path / "a") == written(
        records.graph(), tmp_path / "b"
    )


def test_nothing_else_is_left_in_the_folder(tmp_path: Path) -> None:
    written(records.graph(), tmp_path / "new" / "folder")
    assert sorted(p.name for p in (tmp_path / "new" / "folder").iterdir()) == sorted(
        f"{t}.csv" for t in curated.TABLES
    )


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot write"):
        curated.write(records.graph(), tmp_path / "file")
    (tmp_path / "claims.csv").mkdir()
    with pytest.raises(OutputError, match=r"claims\.csv"):
        curated.write(records.graph(), tmp_path)


@examples(120)
@given(graphs())
def test_any_record_is_read_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, kg: ig.KnowledgeGraph
) -> None:
    path = tmp_path_factory.mktemp("round")
    (path / "datapackage.json").write_text(TABLES["datapackage.json"], encoding="utf-8")
    first = written(kg, path)
    again = curated.read(path)
    assert again == kg
    assert written(again, path) == first


# -- the loader by name --------------------------------------------------------------------------


def test_it_is_a_loader(tmp_path: Path) -> None:
    assert loader("curated").name == "curated"
    assert ig.read("curated", folder(tmp_path)) == records.graph()


def test_the_columns_are_those_of_the_design() -> None:
    design: dict[str, Any] = json.loads(
        """{
        "sources": "id title author publisher published kind language url reliability \
reliability_note derived_from file lines sha256",
        "entities": "id kind subkind name summary note",
        "names": "entity name kind language script used_by source",
        "claims": "id relation subject object start end origin place third role means value_low \
value_high unit text note",
        "citations": "id claim source locator lines stance claimant via said as_of credibility \
note",
        "links": "claim link other note"
        }"""
    )
    assert {t: " ".join(curated.columns(t)) for t in curated.TABLES} == design
