"""Tables of ties and networks: by the columns they have, by a mapping file, and by proposal."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import insurgraph as ig
from insurgraph.errors import ArgumentError, RecordError
from insurgraph.graph import export
from insurgraph.loaders import edges
from tests import records
from tests.properties import examples

SAMPLE = (Path(edges.__file__).parent / "samples" / "militants.csv").read_text("utf-8")


def file(path: Path, text: str, name: str = "ties.csv") -> Path:
    (path / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    return path / name


def ties(kg: ig.KnowledgeGraph) -> list[tuple[str, str, str, str, str]]:
    return sorted(
        (kg.entity(c.subject).name, c.relation, kg.entity(c.object).name, c.start, c.end)
        for c in kg.claims()
    )


def problem(path: Path, loader: str, text: str, **more: dict[str, str]) -> tuple[int, str, str]:
    with pytest.raises(RecordError) as caught:
        ig.read(loader, file(path, text), **more)  # type: ignore[arg-type]
    found = caught.value.problems[0]
    return found.row, found.column, found.reason


# -- two groups, a type, a date ------------------------------------------------------------------


def test_relationships_of_groups_are_ties_with_dates_as_far_as_known(tmp_path: Path) -> None:
    kg = ig.read("militants", file(tmp_path, SAMPLE))
    assert ties(kg) == [
        ("Red Pass Front", "RIVAL_OF", "Valley Brigade", "2009-05-02", ""),
        ("Red Pass Front", "SPLIT_FROM", "Valley Brigade", "2008-03", ""),
        ("Tal clan", "PART_OF", "Pass Alliance", "", ""),
        ("Valley Brigade", "ALLIED_WITH", "Pass Alliance", "2009", ""),
    ]
    assert kg.entity("militants.org-11").name == "Valley Brigade"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2009-05-02", "09-05-02"),
        ("2008-03-00", "08-03-00"),
        (",,\n", ",0000-00-00,\n"),
        ("group1_id,group1_name", "Group1 ID,GROUP1"),
        ("\n", "\r\n"),
    ],
)
def test_other_forms_of_the_same(tmp_path: Path, old: str, new: str) -> None:
    kg = ig.read("militants", file(tmp_path, SAMPLE.replace(old, new)))
    assert ties(kg) == ties(ig.read("militants", file(tmp_path, SAMPLE)))


def test_an_unknown_word_for_a_relation_is_refused(tmp_path: Path) -> None:
    row, column, reason = problem(tmp_path, "militants", SAMPLE.replace("Rivals", "Cousins"))
    assert (row, column) == (4, "type")
    assert "no such category of relation in militants.yaml" in reason


def test_types_in_numbers_mean_what_a_mapping_says(tmp_path: Path) -> None:
    numbered = SAMPLE.replace("Splits", "3")
    assert problem(tmp_path, "militants", numbered)[0] == 2
    own = "tables: {relation: {3: {relation: SPLIT_FROM, swap: true}}}"
    kg = ig.read("militants", file(tmp_path, numbered), mapping=file(tmp_path, own, "m.yaml"))
    assert ties(kg) == ties(ig.read("militants", file(tmp_path, SAMPLE)))


def test_the_same_row_twice_is_told(tmp_path: Path) -> None:
    again = SAMPLE + SAMPLE.splitlines()[1] + "\n"
    assert problem(tmp_path, "militants", again)[0] == 6


# -- any table, by a mapping file ----------------------------------------------------------------

TABLE = "From whom;To whom;How;When\nAmber;Basalt;pals;5/2/2008\nBasalt;Chalk;RIVAL_OF;2009\n"
MAPPING = """
columns: {subject: From whom, object: [To whom], relation: How, start: When}
tables: {ends: {object: {kind: Collective}}, relation: {pals: {relation: ALLIED_WITH, role: pal}}}
"""


def test_a_mapping_file_says_what_is_what(tmp_path: Path) -> None:
    mapping = file(tmp_path, MAPPING, "m.yaml")
    kg = ig.read("table", file(tmp_path, TABLE), mapping=mapping, record="ours",
                 options={"dates": "dmy", "version": "2"})  # fmt: skip
    assert ties(kg) == [
        ("Amber", "ALLIED_WITH", "Basalt", "2008-02-05", ""),
        ("Basalt", "RIVAL_OF", "Chalk", "2009", ""),
    ]
    assert [(r.name, r.version) for r in kg.records.values()] == [("ours", "2")]
    assert {e.kind for e in kg.entities.values() if e.name == "Chalk"} == {"Collective"}
    with pytest.raises(RecordError, match="say in which order"):
        ig.read("table", file(tmp_path, TABLE), mapping=mapping)


def test_without_a_mapping_a_table_says_what_is_missing(tmp_path: Path) -> None:
    row, _, reason = problem(tmp_path, "table", TABLE)
    assert row == 0
    assert "no column is the subject" in reason
    assert "--suggest" in reason


def test_a_mapping_names_columns_that_exist(tmp_path: Path) -> None:
    for text, why in (
        ("columns: {subjects: x}", "no column 'subjects'; did you mean 'subject'"),
        ("columns: {subject: 3}", "the name of a column is expected"),
    ):
        with pytest.raises(ArgumentError, match=why):
            ig.read("table", file(tmp_path, TABLE), mapping=file(tmp_path, text, "m.yaml"))


def test_rows_without_a_relation_need_one_for_all(tmp_path: Path) -> None:
    columns = "columns: {subject: a, object: b}\n"
    mapping = file(tmp_path, columns, "m.yaml")
    with pytest.raises(RecordError, match="no word for the relation"):
        ig.read("table", file(tmp_path, "a,b\nx,y\n"), mapping=mapping)
    mapping = file(tmp_path, columns + "tables: {relation: {'*': {relation: LINKED_TO}}}", "m.yaml")
    kg = ig.read("table", file(tmp_path, "a,b\nx,y\n"), mapping=mapping)
    assert ties(kg) == [("x", "LINKED_TO", "y", "", "")]


# -- a proposal ----------------------------------------------------------------------------------


def test_a_proposal_is_a_mapping_that_loads_what_it_knows(tmp_path: Path) -> None:
    table = "Source,Target,Type,Year\nA,B,ally,2008\nB,C,Rivals,2009\nC,A,RIVAL_OF,2010\n"
    mapping = file(tmp_path, edges.suggest(file(tmp_path, table)), "m.yaml")
    assert ties(ig.read("table", file(tmp_path, table), mapping=mapping)) == [
        ("A", "ALLIED_WITH", "B", "2008", ""),
        ("B", "RIVAL_OF", "C", "2009", ""),
        ("C", "RIVAL_OF", "A", "2010", ""),
    ]


def test_what_a_proposal_cannot_tell_is_left_open(tmp_path: Path) -> None:
    proposed = edges.suggest(file(tmp_path, "Source,Cible,Type\nA,B,cousins\n"))
    assert "# object: one of Source, Cible, Type" in proposed
    assert '    # "cousins": {relation: }' in proposed
    file(tmp_path, proposed, "m.yaml")
    with pytest.raises(RecordError, match="no column is the object"):
        ig.read("table", tmp_path / "ties.csv", mapping=tmp_path / "m.yaml")


@examples(80)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8),
        min_size=2, max_size=5,
    )
)  # fmt: skip
def test_a_proposal_for_any_table_is_a_mapping(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    import csv
    import io

    from insurgraph.loaders import mapping

    out = io.StringIO()
    csv.writer(out).writerows([[*names, "type"], [*names, "x: #'\""]])
    path = tmp_path_factory.mktemp("any")
    with suppress(RecordError):
        mapping.read(file(path, edges.suggest(file(path, out.getvalue())), "m.yaml"))


# -- networks ------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_an_own_export_comes_back_as_its_ties(tmp_path: Path, format: str) -> None:
    kg = records.graph()
    export.write(kg, format, tmp_path / f"x.{format}")
    again = ig.read(format, tmp_path / f"x.{format}")
    drawn = [
        c for c in kg.claims()
        if c.object and kg.relation(c).tie and kg.assess(c.id).status in kg.vocabulary.ties
    ]  # fmt: skip
    assert sorted((c.relation, c.start, c.end, len(c.origin)) for c in again.claims()) == sorted(
        (c.relation, c.start, c.end, len(c.origin)) for c in drawn
    )
    assert {e.name for e in again.entities.values()} == {e.name for e in kg.entities.values()}
    assert ig.read(format, tmp_path / f"x.{format}") == again


GRAPHML = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="d0" for="node" attr.name="label"/><key id="d1" for="edge" attr.name="type"/>
<graph edgedefault="directed"><node id="a"><data key="d0">Amber</data></node><node id="b"/>
<edge source="a" target="b"><data key="d1">ALLIED_WITH</data></edge></graph></graphml>"""

GEXF = """<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="directed">
<attributes class="edge"><attribute id="0" title="relation" type="string"/></attributes>
<nodes><node id="a" label="Amber"/><node id="b" label="b"/></nodes><edges>
<edge id="0" source="a" target="b" type="directed" start="2008-01-02">
<attvalues><attvalue for="0" value="ALLIED_WITH"/></attvalues></edge></edges></graph></gexf>"""


def test_networks_of_others(tmp_path: Path) -> None:
    kg = ig.read("graphml", file(tmp_path, GRAPHML, "x.graphml"))
    assert ties(kg) == [("Amber", "ALLIED_WITH", "b", "", "")]
    kg = ig.read("gexf", file(tmp_path, GEXF, "x.gexf"))
    assert ties(kg) == [("Amber", "ALLIED_WITH", "b", "2008-01-02", "")]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('target="b"', 'target="c"', "no node before it has this id"),
        ("ALLIED_WITH", "friends", "no such category of relation"),
        ('<node id="b"/>', '<node id="b"/><node id="b"/>', "a second row about b"),
        ("<graphml ", "<!DOCTYPE x><graphml ", "document type declaration"),
        ("</graph>", "", "not well-formed"),
    ],
)
def test_what_is_wrong_with_a_network_is_told(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    with pytest.raises(RecordError, match=reason):
        ig.read("graphml", file(tmp_path, GRAPHML.replace(old, new), "x.graphml"))


@examples(80)
@given(st.sampled_from(["graphml", "gexf"]), st.integers(0, 700), st.text(max_size=5))
def test_any_damage_to_a_network_is_a_record_or_a_record_error(
    tmp_path_factory: pytest.TempPathFactory, loader: str, at: int, junk: str
) -> None:
    text = GRAPHML if loader == "graphml" else GEXF
    path = file(tmp_path_factory.mktemp("any"), text[:at] + junk + text[at + 1 :], "x.xml")
    with suppress(RecordError):
        ig.read(loader, path)
