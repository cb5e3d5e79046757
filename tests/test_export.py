"""Exports: what another program reads is what the record says, and what we read is all of it."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import insurgraph as ig
from insurgraph.cli import cli
from insurgraph.cli import run as command_line
from insurgraph.errors import ArgumentError, NotFoundError, OutputError, RecordError
from insurgraph.graph import cypher, export, vocabulary
from insurgraph.graph.database import Database
from insurgraph.graph.export import contents, stix, tables
from insurgraph.graph.export.readme import readme
from insurgraph.graph.judgement import Judgement, Verdict
from insurgraph.graph.model import Citation, Claim, Entity, Link, Name, Record, Source
from insurgraph.graph.rules import Rows, check, printable
from tests import records
from tests.generated import graphs
from tests.isolated import run as run_isolated
from tests.properties import examples
from tests.records import folder, graph_of_claims


def read_back(kg: ig.KnowledgeGraph, path: Path) -> nx.MultiDiGraph[str]:
    """The graph that networkx reads from the exported file."""
    export.write(kg, "graphml", path)
    found = nx.read_graphml(path, force_multigraph=True)
    assert isinstance(found, nx.MultiDiGraph)
    return found


def test_graphml_has_every_entity_and_every_tie_by_its_id(tmp_path: Path) -> None:
    kg = records.graph()
    graph = read_back(kg, tmp_path / "a.graphml")
    assert set(graph) == set(kg.entities)
    assert {(u, v, key) for u, v, key in graph.edges(keys=True)} == {
        (c.subject, c.object, c.id) for c in kg.claims() if c.id != "c-0007"
    }
    place = graph.nodes["place-tal"]
    assert (place["name"], place["kind"], place["subkind"]) == ("Tal", "Place", "")
    assert graph.nodes["org-red-pass-front"]["names"] == "RPF; جبهة"


def test_graphml_keeps_dates_as_worded_and_as_bounds(tmp_path: Path) -> None:
    graph = read_back(records.graph(), tmp_path / "a.graphml")
    tie = graph.edges["person-karim-tal", "org-red-pass-front", "c-0005"]
    assert (tie["start"], tie["end"]) == ("", "")
    assert tie["start_earliest"] == "0001-01-01"
    assert tie["end_latest"] == "2009-04-30"
    tie = graph.edges["person-anwar-dost", "org-red-pass-front", "c-0002"]
    assert (tie["start"], tie["end"]) == ("../2009-05-12", "..")
    assert (tie["start_latest"], tie["end_earliest"]) == ("2009-05-12", "2009-05-12")
    assert (tie["status"], tie["grade"], tie["sign"]) == ("disputed", "C4", 1)
    assert tie["directed"] is True
    assert tie["sources"] == "src-report-2009"


def test_graphml_leaves_out_what_is_no_tie(tmp_path: Path) -> None:
    kg = graph_of_claims(
        Claim("c-1", "RIVAL_OF", "org-a", "org-b"),
        Claim("c-2", "COUNTED", "org-a", "org-b", unit="men", value_low=3.0),
        Claim("c-3", "HAPPENED", "event-e"),
        citations=[Citation("c-1.1", "c-1", "src-a", "para 1", stance="denies")],
    )
    graph = read_back(kg, tmp_path / "a.graphml")
    assert set(graph) == {"org-a", "org-b", "event-e"}
    assert graph.number_of_edges() == 0


def test_graphml_has_ties_of_every_kind_of_entity(tmp_path: Path) -> None:
    kg = graph_of_claims(
        Claim("c-1", "PRESENT_IN", "coll-a", "place-b"), Claim("c-2", "CLAIMED", "org-c", "event-d")
    )
    assert read_back(kg, tmp_path / "a.graphml").number_of_edges() == 2


def test_graphml_of_nothing_is_a_graph(tmp_path: Path) -> None:
    assert len(read_back(ig.KnowledgeGraph(), tmp_path / "a.graphml")) == 0


TEXT = st.text(max_size=12).filter(printable)


@examples(40)
@given(TEXT, TEXT, TEXT)
def test_any_text_of_a_record_comes_back_from_graphml(
    tmp_path_factory: pytest.TempPathFactory, name: str, role: str, version: str
) -> None:
    kg = graph_of_claims(
        Claim("c-1", "MEMBER_OF", "person-a", "org-b", role=role),
        entities=[Entity("person-a", "Person", name=name)],
    )
    kg.records["example"] = replace(kg.records["example"], version=version)
    graph = read_back(kg, tmp_path_factory.mktemp("any") / "a.graphml")
    assert graph.nodes["person-a"]["name"] == name
    assert graph.edges["person-a", "org-b", "c-1"]["role"] == role
    assert graph.graph["records"] == f"example {version}".strip()


def test_an_unknown_format_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no format 'graph-ml'; did you mean 'graphml'"):
        export.write(records.graph(), "graph-ml", tmp_path / "a")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", list(export.FORMATS))
def test_a_place_that_cannot_be_written_is_told(format: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot write"):
        export.write(records.graph(), format, tmp_path / "file" / "a")


@pytest.mark.parametrize("format", list(export.FORMATS))
def test_the_same_record_gives_the_same_bytes(format: str, tmp_path: Path) -> None:
    for name in "ab":
        export.write(records.graph(), format, tmp_path / name)
    assert content(tmp_path / "a") == content(tmp_path / "b")


def content(path: Path) -> dict[str, bytes]:
    """Every file below a path, or the file it is."""
    files = [path] if path.is_file() else sorted(path.iterdir())
    assert files
    return {f.name if f != path else "": f.read_bytes() for f in files}


# -- parts of a record -------------------------------------------------------------------------


def test_an_excerpt_has_whatever_its_claims_need_and_no_more() -> None:
    kg = records.graph()
    part = kg.excerpt(kg.claims(relation="HELD_OFFICE"))
    assert [c.id for c in part.claims()] == ["c-0001", "c-0002", "c-0005"]
    assert {c.claim for c in part.citations.values()} == {"c-0001", "c-0002", "c-0005"}
    assert set(part.entities) == {
        "org-red-pass-front", "org-valley-brigade", "person-anwar-dost", "person-karim-tal"
    }  # fmt: skip
    assert {n.entity for n in part.names} < set(part.entities)
    assert part.links == ()
    rows = Rows(
        tuple(part.entities.values()), part.names, tuple(part.claims()),
        tuple(part.citations.values()), tuple(part.sources.values()), part.links,
    )  # fmt: skip
    assert check(rows, part.vocabulary) == []


def test_an_excerpt_keeps_the_dates_that_the_whole_record_gives() -> None:
    kg = records.graph()
    part = kg.excerpt(kg.claims(relation="HELD_OFFICE"))
    assert "c-0006" not in {c.id for c in part.claims()}  # of his death
    assert part.assess("c-0005") == kg.assess("c-0005")
    assert part.assess("c-0005").span.end_latest.isoformat() == "2009-04-30"


def test_an_excerpt_has_the_claimant_and_the_source_of_the_source() -> None:
    kg = graph_of_claims(
        Claim("c-1", "RIVAL_OF", "org-a", "org-b"),
        citations=[Citation("c-1.1", "c-1", "src-a", "para 1", claimant="org-c", via=("a wire",))],
        entities=[Entity("org-c", "Organisation", name="C")],
        names=[Name("org-c", "Cee", used_by="org-d"), Name("org-d", "Dee", source="src-n")],
        sources=[
            Source("src-a", "A", derived_from=("src-b",)), Source("src-b", "B"),
            Source("src-n", "N"), Source("src-z", "Z"),
        ],
    )  # fmt: skip
    kg.entities["org-d"] = Entity("org-d", "Organisation", name="D", record="example")
    part = kg.excerpt(kg.claims())
    assert set(part.entities) == {"org-a", "org-b", "org-c", "org-d"}
    assert set(part.sources) == {"src-a", "src-b", "src-n"}


# -- our own readers ---------------------------------------------------------------------------

READ_BACK = {"csv": "curated", "json": "json", "jsonl": "jsonl", "stix": "stix"}


def read_as(format: str, path: Path) -> ig.KnowledgeGraph:
    """The record that our own loader reads from an export."""
    return ig.read(READ_BACK[format], path)


@pytest.mark.parametrize("format", READ_BACK)
@examples(25)
@given(kg=graphs())
def test_what_we_read_again_is_the_same_record(
    format: str, tmp_path_factory: pytest.TempPathFactory, kg: ig.KnowledgeGraph
) -> None:
    path = tmp_path_factory.mktemp("round") / "a"
    export.write(kg, format, path)
    assert read_as(format, path) == kg


@pytest.mark.parametrize("format", READ_BACK)
def test_a_record_with_its_own_vocabulary_is_read_again(format: str, tmp_path: Path) -> None:
    text = vocabulary.default().text.replace("version: 1", "version: 1 # ours")
    text = text.replace("label: Organisation", "label: Body", 1)
    kg = graph_of_claims(
        Claim("c-1", "RIVAL_OF", "org-a", "org-b"), words=vocabulary.parse(text, "own")
    )
    export.write(kg, format, tmp_path / "a")
    again = read_as(format, tmp_path / "a")
    assert again.vocabulary.kinds["Organisation"].label == "Body"
    assert again == kg


@pytest.mark.parametrize("format", ["json", "jsonl", "stix"])
def test_several_records_in_one_file_are_read_again(format: str, tmp_path: Path) -> None:
    kg = awkward()
    export.write(kg, format, tmp_path / "a")
    assert read_as(format, tmp_path / "a") == kg
    with pytest.raises(ArgumentError, match="one record; choose of: example, judgements, other"):
        export.write(kg, "csv", tmp_path / "b")
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"row": "entity", "id": "org-z"}', "line 3, kind: this key is missing"),
        ('{"row": "enttiy"}', "no such row; did you mean 'entity'"),
        ('{"id": "org-z"}', "no such row; it is one of record, source"),
        ("[1]", "an object is expected"),
        ("{", "not JSON: Expecting property name"),
        ('{"row": "claim", "id": NaN}', "NaN is no number of JSON"),
        ('{"row": "entity", "id": "org-z", "kind": "Organisation", "name": "Z", "nmae": "Z"}',
         "unknown key; did you mean 'name'"),
        ('{"row": "entity", "id": "org-z", "kind": "Organisation", "name": "Z", "record": "x"}',
         "no such record"),
        ('{"row": "entity", "id": "org-z", "kind": "Planet", "name": "Z", "record": "example"}',
         "no such kind"),
        ('{"row": "citation", "id": "c.1", "claim": "c", "source": "s", "credibility": true}',
         "a whole number is expected"),
        ('{"row": "claim", "id": "c", "relation": "COUNTED", "subject": "s", "value_low": "3"}',
         "a number is expected"),
        ('{"row": "claim", "id": "c", "relation": "COUNTED", "subject": "s", "value_low": '
         + "9" * 400 + "}", "a number is expected"),
        ('{"row": "source", "id": "s", "derived_from": "t"}', "a list of texts is expected"),
        ("[" * 100_000, "nested too deep"),
    ],
)  # fmt: skip
def test_a_bad_line_is_told_with_its_number_and_nothing_is_loaded(
    line: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.jsonl"
    export.write(records.graph(), "jsonl", path)
    first, second, rest = path.read_text(encoding="utf-8").split("\n", 2)
    path.write_text(f"{first}\n{second}\n{line}\n{rest}", encoding="utf-8")
    with pytest.raises(RecordError) as refused:
        read_as("jsonl", path)
    (problem,) = refused.value.problems
    assert problem.row == 3
    assert told.removeprefix("line 3, kind: ") in problem.reason


@examples(40)
@given(st.data())
def test_json_lines_that_were_cut_off_are_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = "".join(export.FORMATS["jsonl"].pieces(records.graph())).encode()
    ends = [m.end() for m in re.finditer(rb"\n", whole)][:-1]
    at = data.draw(st.sampled_from(ends) | st.integers(0, len(whole) - 2))
    path = tmp_path_factory.mktemp("cut") / "a.jsonl"
    path.write_bytes(whole[:at])
    with pytest.raises(RecordError):
        read_as("jsonl", path)


def test_the_order_of_json_lines_does_not_matter(tmp_path: Path) -> None:
    lines = list(export.FORMATS["jsonl"].pieces(records.graph()))
    (tmp_path / "a").write_text("".join(reversed(lines)), encoding="utf-8")
    assert read_as("jsonl", tmp_path / "a") == records.graph()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[]", "no node-link graph"),
        ("{", "not JSON"),
        ('{"graph": {}}', "a list is expected"),
        ("\udcff", "decode"),
    ],
)
def test_another_json_is_refused(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(RecordError, match=r"a\.json") as refused:
        read_as("json", path)
    assert told in refused.value.problems[0].reason


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_a_file_that_is_not_there_is_told(format: str, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=f"none: no such file; {format} reads"):
        read_as(format, tmp_path / "none")
    with pytest.raises(
        NotFoundError, match=f"no such file; make one with `insurgraph export {format}`"
    ):
        read_as(format, tmp_path)  # a folder


def test_a_node_link_graph_without_judgements_or_links_is_read(tmp_path: Path) -> None:
    export.write(records.graph(), "json", tmp_path / "a")
    data = json.loads((tmp_path / "a").read_text(encoding="utf-8"))
    del data["graph"]["judgements"], data["graph"]["links"]
    (tmp_path / "a").write_text(json.dumps(data), encoding="utf-8")
    again = read_as("json", tmp_path / "a")
    assert (len(again), again.links) == (7, ())


# -- tables ------------------------------------------------------------------------------------

FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "＝1", "a;=1", "'=1", "''@x", "a;'-b")


def formulas() -> ig.KnowledgeGraph:
    """A record full of what a spreadsheet would run."""
    return graph_of_claims(
        Claim("c-1", "MEMBER_OF", "person-a", "org-b", role="=cmd|'/c calc'!A0", note="-1"),
        entities=[Entity("person-a", "Person", name="=1+1")],
        names=[Name("person-a", text) for text in FORMULAS],
        citations=[Citation("c-1.1", "c-1", "src-a", "para 1", via=("=x", "y"))],
    )


def test_no_cell_of_the_tables_is_a_formula(tmp_path: Path) -> None:
    export.write(formulas(), "csv", tmp_path)
    seen = 0
    for file in tmp_path.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as lines:
            for cell in (c for row in csv.reader(lines) for c in row):
                for part in cell.split(";"):  # which divides cells in half the world
                    assert not part.startswith(("=", "+", "@", "＝")), cell
                    assert not part.startswith("-") or part == "-1", cell
                    seen += part.startswith("'")
    assert seen == len(FORMULAS) + 3


@pytest.mark.parametrize("raw", [False, True])
def test_tables_are_read_again_guarded_or_raw(raw: bool, tmp_path: Path) -> None:
    export.write(formulas(), "csv", tmp_path, raw=raw)
    assert read_as("csv", tmp_path) == formulas()
    assert ("'=1+1" in (tmp_path / "entities.csv").read_text(encoding="utf-8")) is not raw


@examples(200)
@given(st.text(alphabet="';=-@+1a.\t"))
def test_a_guarded_cell_is_no_formula_and_comes_back(text: str) -> None:
    guarded = tables.quoted(text)
    assert tables.unquoted(guarded) == text
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        assert not re.search(r"(^|;)[=+\-@\t]", guarded)


def test_the_tables_say_what_follows_for_each_claim(tmp_path: Path) -> None:
    kg = records.graph()
    export.write(kg, "csv", tmp_path)
    with (tmp_path / "assessments.csv").open(encoding="utf-8", newline="") as lines:
        found = {row["claim"]: row for row in csv.DictReader(lines)}
    assert set(found) == {c.id for c in kg.claims()}
    assert found["c-0002"]["status"] == "disputed"
    assert found["c-0002"]["grade"] == "C4"
    assert found["c-0005"]["end_latest"] == "2009-04-30"
    assert found["c-0005"]["computed"] == "end_latest"


def test_the_tables_are_a_valid_data_package(tmp_path: Path) -> None:
    import frictionless

    export.write(records.graph(), "csv", tmp_path)
    assert frictionless.validate(str(tmp_path / "datapackage.json")).flatten(["message"]) == []


def test_only_tables_are_raw(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="gexf is written as it is; raw is for csv"):
        export.write(records.graph(), "gexf", tmp_path / "a", raw=True)


# -- node-link ---------------------------------------------------------------------------------


def test_networkx_reads_the_node_link_graph(tmp_path: Path) -> None:
    export.write(records.graph(), "json", tmp_path / "a")
    data = json.loads((tmp_path / "a").read_text(encoding="utf-8"))
    graph = nx.node_link_graph(data, edges="edges")
    assert isinstance(graph, nx.MultiDiGraph)
    assert set(graph) == set(records.graph().entities)
    tie = graph.edges["person-anwar-dost", "org-red-pass-front", "c-0003"]
    assert (tie["relation"], tie["origin"]) == ("DEFECTED_TO", ["org-valley-brigade"])
    assert [c["id"] for c in graph.graph["claims"]] == ["c-0007"]
    assert len(graph.graph["citations"]) == 8


# -- Parquet -----------------------------------------------------------------------------------


def test_parquet_tables_are_typed_and_hold_everything(tmp_path: Path) -> None:
    from pyarrow import parquet

    kg = records.graph()
    export.write(kg, "parquet", tmp_path)
    claims = parquet.read_table(tmp_path / "claims.parquet")
    held = {c["id"]: c for c in claims.to_pylist()}
    assert set(held) == {c.id for c in kg.claims()}
    assert held["c-0003"]["origin"] == ["org-valley-brigade"]
    assert held["c-0005"]["end_latest"] == date(2009, 4, 30)
    assert (held["c-0007"]["value_low"], held["c-0007"]["role"]) == (96.5, None)
    assert held["c-0002"]["grades"] == ["C4"]
    about = json.loads(claims.schema.metadata[b"insurgraph"])
    assert about["records"][0]["licence"] == "CC0-1.0"
    citations = parquet.read_table(tmp_path / "citations.parquet").to_pylist()
    assert {c["id"]: c["via"] for c in citations}["c-0002.1"] == ["a wire", "a paper"]


def test_parquet_says_what_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("insurgraph.graph.extras.find_spec", lambda _name: None)
    with pytest.raises(ArgumentError, match=r"pip install 'insurgraph\[parquet\]'"):
        export.write(records.graph(), "parquet", tmp_path / "a")
    assert not (tmp_path / "a").exists()


# -- STIX --------------------------------------------------------------------------------------


def bundle(kg: ig.KnowledgeGraph) -> dict[str, list[dict[str, Any]]]:
    """Objects by type, after a strict parser has taken all of them."""
    import stix2

    text = "".join(export.FORMATS["stix"].pieces(kg))
    assert len(stix2.parse(text, allow_custom=False).objects) == len(json.loads(text)["objects"])
    found: dict[str, list[dict[str, Any]]] = {}
    for one in json.loads(text)["objects"]:
        found.setdefault(one["type"], []).append(one)
    return found


def attacks() -> ig.KnowledgeGraph:
    """Claims of the relations that STIX has types for."""
    return graph_of_claims(
        Claim("c-1", "CARRIED_OUT", "org-a", "event-e"),
        Claim("c-2", "TARGETED", "event-e", "place-p"),
        Claim("c-3", "ATTACKED", "org-a", "org-s", "2011-02", "2012"),
        Claim("c-4", "ATTACKED", "org-s", "org-a"),
        Claim("c-5", "PRESENT_IN", "org-a", "place-p"),
        Claim("c-6", "AIMED_AT", "org-a", text="rule of the valley"),
        Claim("c-7", "DIFFERENT_FROM", "org-a", "org-s"),
        Claim("c-8", "MEMBER_OF", "person-m", "org-a"),
        Claim("c-9", "ALLIED_WITH", "org-a", "org-s"),
        citations=[
            Citation("c-9.1", "c-9", "src-a", "para 2", stance="denies"),
            Citation("c-3.1", "c-3", "src-a", "para 1", credibility=2),
            Citation("c-4.1", "c-4", "src-a", "para 1"),
        ],
        entities=[
            Entity("org-a", "Organisation", "militant-group", "A"),
            Entity("org-s", "Organisation", "state", "S"),
            Entity("event-e", "Event", "attack", "E"),
        ],
    )


def test_stix_types_are_those_of_the_crosswalk_where_the_standard_has_them() -> None:
    found = bundle(attacks())
    named = {o["id"]: o["name"] for t in ("identity", "threat-actor", "campaign", "location")
             for o in found[t]}  # fmt: skip
    assert {
        claim_of(r)["id"]: (named[r["source_ref"]], r["relationship_type"], named[r["target_ref"]])
        for r in found["relationship"]
    } == {
        "c-1": ("E", "attributed-to", "A"),
        "c-2": ("E", "targets", "P"),
        "c-3": ("A", "targets", "S"),
        "c-4": ("S", "related-to", "A"),
        "c-5": ("A", "located-at", "P"),
        "c-8": ("M", "related-to", "A"),
    }
    assert {claim_of(n)["id"] for n in found["note"]} == {"c-6", "c-7", "c-9"}
    assert found["threat-actor"][0]["goals"] == ["rule of the valley"]
    assert {o["name"] for o in found["threat-actor"]} == {"A"}  # never a person


def claim_of(one: dict[str, Any]) -> dict[str, Any]:
    """The claim in an object's extension."""
    claim: dict[str, Any] = one["extensions"][stix.EXTENSION]["claim"]
    return claim


def test_stix_has_outer_bounds_as_times_and_credibility_as_confidence() -> None:
    ties = {claim_of(r)["id"]: r for r in bundle(attacks())["relationship"]}
    assert ties["c-3"]["start_time"] == "2011-02-01T00:00:00Z"
    assert ties["c-3"]["stop_time"] == "2012-12-31T23:59:59Z"
    assert "start_time" not in ties["c-1"]
    assert [ties[c].get("confidence") for c in ("c-1", "c-3", "c-4")] == [50, 70, None]
    source = ties["c-3"]["external_references"][1]
    assert (source["source_name"], source["external_id"]) == ("A paper", "src-a")
    assert source["description"] == "asserts in A paper, para 1 [C2]"


def test_every_object_of_stix_points_at_another_of_the_bundle() -> None:
    objects = [o for group in bundle(records.graph()).values() for o in group]
    ids = {o["id"] for o in objects}
    assert len(ids) == len(objects)
    for one in objects:
        refs = [v for k, v in one.items() if k.endswith("_ref")]
        refs += [r for k, v in one.items() if k.endswith("_refs") for r in v]
        assert set(refs) <= ids


def test_stix_has_no_object_for_events_that_are_no_attack() -> None:
    kg = graph_of_claims(
        Claim("c-1", "HAPPENED", "event-e"), Claim("c-2", "RIVAL_OF", "org-a", "org-b"),
        entities=[Entity("event-e", "Event", "election", "An election")],
    )  # fmt: skip
    assert "campaign" not in bundle(kg)
    assert export.FORMATS["stix"].left_out(kg) == [
        "1 event that is no attack is in the extension of the record and in no object",
        "1 claim about such alone is in the extension of the record and in no object",
    ]


@examples(25)
@given(graphs())
def test_any_record_is_strict_stix(kg: ig.KnowledgeGraph) -> None:
    assert bundle(kg)["identity"]


# -- FollowTheMoney ----------------------------------------------------------------------------

VALIDATE = """
import json, sys
from followthemoney import model
for line in sys.stdin:
    entity = json.loads(line)
    schema = model.get(entity["schema"])
    problem = ""
    try:
        schema.validate(entity)
        proxy = model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            kept = proxy.get(name)
            if set(kept) != set(values):
                problem = f"{name}: {values} became {kept}"
    except Exception as error:
        problem = repr(error)
    named = (schema.edge_source, schema.edge_target) if schema.edge else ()
    ends = [entity["properties"].get(end, [""])[0] for end in named]
    print(json.dumps([entity["id"], entity["schema"], ends, problem]))
"""


def validated(kg: ig.KnowledgeGraph) -> dict[str, tuple[str, list[str]]]:
    """Schema and ends of every entity, after the package of the model has taken all of them."""
    text = "".join(export.FORMATS["ftm"].pieces(kg))
    rows = [
        json.loads(line) for line in run_isolated("followthemoney", VALIDATE, text).splitlines()
    ]
    assert len(rows) == text.count("\n")
    assert [row for row in rows if row[3]] == []
    return {row[0]: (row[1], row[2]) for row in rows}


def test_follow_the_money_takes_every_entity_of_the_curated_record(kg: ig.KnowledgeGraph) -> None:
    found = validated(kg)
    for schema, ends in found.values():
        assert all(end in found for end in ends), schema
    assert sum(schema == "Occupancy" for schema, _ in found.values()) > 5


def test_links_have_the_schema_of_the_crosswalk_where_it_fits() -> None:
    kg = graph_of_claims(
        Claim("c-1", "HELD_OFFICE", "person-a", "org-b", role="emir"),
        Claim("c-2", "HELD_OFFICE", "person-c", "org-b", role="emir"),
        Claim("c-3", "MEMBER_OF", "person-a", "org-b", "2011-02", "2012?"),
        Claim("c-4", "MERGED_INTO", "org-b", "org-d"),
        Claim("c-5", "DEFECTED_TO", "person-a", "org-d", "2013-05"),
        Claim("c-6", "CONTROLS", "org-b", "place-p"),
        Claim("c-7", "PRESENT_IN", "coll-k", "place-p"),
        Claim("c-8", "LOCATED_IN", "place-p", "place-q"),
        Claim("c-9", "COUNTED", "org-b", unit="men", value_low=3.0),
    )
    found = validated(kg)
    post = found["c-1"][1][1]
    assert {i: e for i, e in found.items() if i.startswith("c-")} == {
        "c-1": ("Occupancy", ["person-a", post]),
        "c-2": ("Occupancy", ["person-c", post]),
        "c-3": ("Membership", ["person-a", "org-b"]),
        "c-4": ("Succession", ["org-b", "org-d"]),
        "c-5": ("UnknownLink", ["person-a", "org-d"]),
        "c-8": ("UnknownLink", ["place-p", "place-q"]),
    }
    assert found[post][0] == "Position"
    assert "coll-k" not in found
    lines = map(json.loads, export.FORMATS["ftm"].pieces(kg))
    links = {e["id"]: e["properties"] for e in lines}
    assert links["c-3"]["startDate"] == ["2011-02"]
    assert "endDate" not in links["c-3"]  # a doubtful year is no date there
    assert "end 2012?: 2012-01-01 to 2012-12-31" in links["c-3"]["description"][0]
    assert links["c-5"]["date"] == ["2013-05"]
    assert export.FORMATS["ftm"].left_out(kg) == [
        "1 entity has no schema and is left out",
        "3 claims are no link between two that have one and are left out",
    ]


# -- what each format carries ------------------------------------------------------------------

WORDS_OF: Mapping[str, tuple[str, ...]] = {
    "records": ("Wren Title", "wren-edition", "wren-licence", "wren-attribution", "wren-author"),
    "vocabulary": ("Wren Body",),
    "entities": ("Wren Name", "wren-summary", "wren-note", "org-wren", "coll-wren", "event-wren"),
    "names": ("Wren Alias", "wren-user"),
    "ties": ("t-1", "t-2"),
    "other claims": ("v-1", "v-2"),
    "claim ids": ("t-1",),
    "dates": ("2011-02/2011-03", "2013?"),
    "bounds": ("2011-02-01", "2011-03-31", "2013-01-01", "2013-12-31"),
    "status": ("disputed",),
    "grades": ("B4", "C3"),
    "qualifiers": ("wren-role", "wren-means", "wren-text", "wren-unit", "wren-remark"),
    "source ids": ("src-wren",),
    "sources": (
        "Wren Paper",
        "wren-publisher",
        "http://wren.example/",
        "wren-reason",
        "wren.txt",
        "ab12" * 16,
    ),
    "citations": ("wren-para", "wren-claimant", "wren-via", "1999-08", "wren-cited"),
    "links": ("same_event", "wren-linked"),
    "judgements": ("wren-judge", "wren-why"),
}
"""Words of which each stands in one part of `marked` alone."""


def marked() -> ig.KnowledgeGraph:
    """A record with a word of its own in every part that a format may carry."""
    text = vocabulary.default().text.replace("label: Organisation", "label: Wren Body", 1)
    row = {"role": "wren-role", "means": "wren-means", "note": "wren-remark"}
    kg = graph_of_claims(
        Claim("t-1", "SUPPORTED", "org-wren", "org-x", "2011-02/2011-03", "2013?",
              text="wren-text", unit="wren-unit", **row),  # type: ignore[arg-type]
        Claim("t-2", "MEMBER_OF", "coll-wren", "org-x"),
        Claim("v-1", "COUNTED", "org-x", unit="men", value_low=3.0),
        Claim("v-2", "RIVAL_OF", "org-wren", "org-x"),
        citations=[
            Citation("x.1", "t-1", "src-wren", "wren-para", "", "asserts", "wren-claimant",
                     ("wren-via",), "1999-08", "", 4, "wren-cited"),
            Citation("x.2", "t-1", "src-b", "para 1", credibility=3),
            Citation("x.3", "t-1", "src-b", "para 1", stance="denies"),
            Citation("x.4", "v-2", "src-b", "para 1", stance="denies"),
        ],
        entities=[
            Entity("org-wren", "Organisation", "militant-group", "Wren Name", "wren-summary",
                   "wren-note"),
            Entity("coll-wren", "Collective", "members", "Some"),
            Entity("event-wren", "Event", "election", "Then"),
        ],
        names=[Name("org-wren", "Wren Alias", used_by="wren-user")],
        sources=[Source("src-wren", "Wren Paper", publisher="wren-publisher", reliability="B",
                        url="http://wren.example/", reliability_note="wren-reason",
                        file="wren.txt", sha256="ab12" * 16)],
        words=vocabulary.parse(text, "own"),
    )  # fmt: skip
    described = Record("example", "Wren Title", "wren-edition", "2001-01-01", "wren-licence",
                       "wren-attribution", "wren-author")  # fmt: skip
    judged = Judgement.between("org-wren", "org-x", Verdict.UNSURE, "wren-judge", "", "wren-why")
    return ig.KnowledgeGraph(
        [described], kg.entities.values(), kg.names, kg.claims(), kg.citations.values(),
        kg.sources.values(),
        [Link("t-1", "same_event", "t-2", "wren-linked", "example")],
        kg.vocabulary,
    ).judged([judged])  # fmt: skip


def words_in(format: str, path: Path, kg: ig.KnowledgeGraph) -> str:
    """Everything that an export says, as text."""
    if format == "csv":
        kg = kg.only("example")
    export.write(kg, format, path)
    if format != "parquet":
        return "\n".join(b.decode() for b in content(path).values())
    from pyarrow import parquet

    tables = [parquet.read_table(file) for file in sorted(path.iterdir())]
    return "\n".join(f"{t.schema.metadata} {t.to_pylist()}" for t in tables).replace(
        "datetime.date", ""
    )


@pytest.mark.parametrize("format", list(export.FORMATS))
def test_each_format_carries_what_it_says_it_carries(format: str, tmp_path: Path) -> None:
    kg = marked()
    text = words_in(format, tmp_path / "a", kg)
    if format == "parquet":  # where dates are numbers
        text = re.sub(r"\((\d{4}), (\d+), (\d+)\)",
                      lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}", text)  # fmt: skip
    carries = export.FORMATS[format].carries
    assert list(carries) == list(WORDS_OF) == list(contents.PARTS)
    for part, words in WORDS_OF.items():
        there = [bool(re.search(rf"\b{re.escape(w)}", text)) for w in words]
        how = carries[part]
        found = "yes" if all(there) else "part" if any(there) else "no"
        assert found == how.partition(":")[0], f"{part}: {dict(zip(words, there, strict=True))}"


def test_the_readme_is_what_the_formats_say() -> None:
    file = Path(__file__).parents[1] / "graph" / "export" / "README.md"
    assert file.read_text(encoding="utf-8") == readme(), "make docs-exports"


def test_what_is_read_back_whole_carries_everything_of_one_record() -> None:
    for one in export.FORMATS.values():
        if one.loader:
            assert {p for p, how in one.carries.items() if how != "yes"} <= {"judgements"}
            assert READ_BACK[one.name] == one.loader


# -- Cypher ------------------------------------------------------------------------------------

AWKWARD = (
    "it's", 'a "b"', "back\\slash", "\\u0027); MATCH (n) DETACH DELETE n; //", "\\\\u0041",
    "semi; colon;\n next", "/* no */ // comment", "tab\tend", "$rows", "${x}", "`tick`", "جبهة 𐎠",
    "\\", "'", "a\u2028b\x85c",
)  # fmt: skip


def awkward() -> ig.KnowledgeGraph:
    """Two records that try to break out of their strings, and a judgement between them."""
    number = Claim("c-0", "COUNTED", "person-a", unit="men", value_low=0.000001234, value_high=1e15)
    held = [
        Claim(f"c-{n}", "MEMBER_OF", "person-a", "org-b", "2011-02", "..", role=text)
        for n, text in enumerate(AWKWARD, 1)
    ]
    first = graph_of_claims(
        number, *held, entities=[Entity("person-a", "Person", name=AWKWARD[3])],
        names=[Name("person-a", text) for text in AWKWARD],
    )  # fmt: skip
    second = graph_of_claims(
        Claim("d-1", "RIVAL_OF", "org-x", "org-y"),
        citations=[Citation("d-1.1", "d-1", "src-x", "para 1")], record="other",
    )  # fmt: skip
    judged = Judgement.between("org-b", "org-x", Verdict.SAME, "somebody", "2020-01-01", "it's so")
    return first.merge(second).judged([judged])


def test_every_statement_of_the_script_is_a_line() -> None:
    script = "".join(export.FORMATS["cypher"].pieces(awkward()))
    lines = script.split(";\n")
    assert lines.pop() == ""
    assert [s.text for s in cypher.statements(script)] == lines
    assert not [line for line in lines if "\n" in line or "\r" in line]


def test_the_script_makes_the_database_that_loading_makes(database: Database) -> None:
    kg = awkward()
    script = "".join(export.FORMATS["cypher"].pieces(kg))
    for _ in range(2):  # the second time changes nothing
        with database._session("WRITE") as session:
            for statement in script.split(";\n")[:-1]:
                session.run(statement).consume()
        assert database.read() == kg
    for loaded in database.load(kg):
        assert (loaded.merged, loaded.deleted) == (0, 0)
        assert loaded.unchanged > 0
    count = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n), count(r)"
    scripted = database.cypher(count).rows
    database.delete("example")
    database.delete("other")
    database.delete("judgements")
    database.load(kg)
    assert database.cypher(count).rows == scripted


# -- GEXF --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """What Gephi holds after it has opened the example: lines of each sort, in parts."""
    from tests.servers import jars, jdk

    path = tmp_path_factory.mktemp("gephi") / "example.gexf"
    export.write(dated(), "gexf", path)
    try:
        java = jdk.find(range(11, 99), wanted_by="Gephi") / "bin" / "java"
        jar = jars.fetch_one("org.gephi:gephi-toolkit:0.10.1:jar:all")
    except jdk.MissingTool as missing:
        pytest.skip(str(missing))
    program = Path(__file__).parent / "gephi" / "Open.java"
    home = f"-Duser.home={path.parent}"
    command = [java, "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", home]
    command += ["-Dstdout.encoding=UTF-8", "-cp", jar, program, path]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    lines: dict[str, list[list[str]]] = {}
    for line in done.stdout.splitlines():
        sort, *parts = line.split("\t")
        lines.setdefault(sort, []).append(parts)
    return lines


def dated() -> ig.KnowledgeGraph:
    """Ties with every sort of date, two of them parallel."""
    return graph_of_claims(
        Claim("c-1", "ALLIED_WITH", "org-a", "org-b", "2011-02", "2012"),
        Claim("c-2", "ALLIED_WITH", "org-a", "org-b", "2014-03-04"),
        Claim("c-3", "DEFECTED_TO", "person-c", "org-a", "2013"),
        Claim("c-4", "MEMBER_OF", "person-c", "org-b", end="../2012-06-30"),
        Claim("c-5", "MEMBER_OF", "person-d", "org-b", role='a "b" <c> & d'),
        entities=[Entity("person-d", "Person", name="جبهة & <x>")],
    )


def test_gephi_opens_gexf_without_complaint(opened: dict[str, list[list[str]]]) -> None:
    assert [i for i in opened.get("issue", []) if i[0] not in ("INFO", "null")] == []
    assert opened["time"] == [["INTERVAL", "DATE"]]
    assert {(n[0], n[2]) for n in opened["node"]} == {
        ("org-a", "Organisation"), ("org-b", "Organisation"), ("person-c", "Person"),
        ("person-d", "Person"),
    }  # fmt: skip
    assert "جبهة & <x>" in {n[1] for n in opened["node"]}


def test_gephi_has_every_tie_for_as_long_as_it_can_hold(opened: dict[str, list[list[str]]]) -> None:
    edges = {e[0]: e for e in opened["edge"]}
    assert set(edges) == {"c-1", "c-2", "c-3", "c-4", "c-5"}
    assert {i: e[5] for i, e in edges.items()} == {
        "c-1": "<[2011-02-01, 2012-12-31]>",
        "c-2": "<[2014-03-04, Infinity]>",
        "c-3": "<[2013-01-01, 2013-12-31]>",
        "c-4": "<[-Infinity, 2012-06-30]>",
        "c-5": "",
    }
    assert edges["c-1"][1:5] == ["org-a", "org-b", "false", "ALLIED_WITH"]
    assert edges["c-3"][1:5] == ["person-c", "org-a", "true", "DEFECTED_TO"]
    assert {e[6] for e in edges.values()} == {"asserted"}


def test_gexf_holds_any_text_and_every_type(tmp_path: Path) -> None:
    import xml.etree.ElementTree as ET

    export.write(dated(), "gexf", tmp_path / "a")
    space = "{http://gexf.net/1.3}"
    tree = ET.parse(tmp_path / "a")
    edge = next(e for e in tree.iter(f"{space}edge") if e.get("id") == "c-5")
    values = {v.get("for"): v.get("value") for v in edge.iter(f"{space}attvalue")}
    assert values["role"] == 'a "b" <c> & d'
    assert values["sources"] == "src-a"
    assert values["directed"] == "true"


# -- the command -------------------------------------------------------------------------------


def run(*arguments: str) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(cli, ["export", *arguments])


def test_the_help_names_every_format() -> None:
    told = run("--help").output
    for one in export.FORMATS.values():
        assert f"  {one.name:<11}{one.title}" in told


def test_a_text_can_go_to_standard_output(tmp_path: Path) -> None:
    folder(tmp_path / "r")
    done = run("jsonl", "--out", "-", "--data", str(tmp_path / "r"))
    assert done.stdout == "".join(export.FORMATS["jsonl"].pieces(records.graph()))
    assert done.stderr == ""


def test_what_a_format_cannot_hold_is_said(tmp_path: Path) -> None:
    folder(tmp_path / "r")
    out = tmp_path / "a.graphml"
    done = run("graphml", "--out", str(out), "--data", str(tmp_path / "r"))
    assert done.stdout == f"{out}\n"
    assert done.stderr == (
        "graphml: it has no place for: links\n"
        "graphml: 1 claim that has a value or no second entity is left out\n"
    )


@pytest.mark.parametrize(
    ("options", "claims"),
    [
        ((), 7),
        (("--record", "example"), 7),
        (("--relation", "HELD_OFFICE"), 3),
        (("--family", "defection"), 2),
        (("--status", "disputed"), 1),
        (("--entity", "Karim"), 2),
        (("--entity", "place-tal", "--on", "2009-04"), 1),
        (("--at-least", "C3"), 3),
        (("--on", "2009-04-15", "--definite"), 0),
    ],
)
def test_claims_can_be_chosen(options: tuple[str, ...], claims: int, tmp_path: Path) -> None:
    folder(tmp_path / "r")
    done = run("jsonl", "--out", "-", "--data", str(tmp_path / "r"), *options)
    assert done.exit_code == 0, done.output
    assert done.stdout.count('{"row": "claim"') == claims
    assert ("no claim is left" in done.stderr) is (claims == 0)


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("csv", "--out", "-"), 1, "csv makes a folder of files; name one with --out"),
        (("json", "--out", "-", "--raw"), 1, "json is written as it is"),
        (("json", "--out", "-", "--definite"), 2, "--definite needs --on"),
        (("gefx", "--out", "-"), 1, "did you mean 'gexf'"),
        (("json",), 2, "Missing option '--out'"),
    ],
)
def test_wrong_use_of_the_command_is_told(
    arguments: tuple[str, ...], status: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line(["export", *arguments]) == status
    said = capsys.readouterr()
    assert said.out == ""
    assert told in said.err
