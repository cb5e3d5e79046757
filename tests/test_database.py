"""The record in a database: the same on every engine, whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import cycle, islice

import pytest

import insurgraph as ig
from benchmarks import synthetic
from insurgraph.errors import (
    ArgumentError,
    AuthenticationFailed,
    NotFoundError,
    QueryError,
    ServerUnavailable,
)
from insurgraph.graph import change, merges
from insurgraph.graph.database import Address, Database, connect
from insurgraph.graph.dossier import sentence
from insurgraph.graph.model import Citation, Claim, Entity, Link, Name, Record, Source
from tests.engines import everything
from tests.records import graph_of_claims


def small(record: str = "mine", prefix: str = "") -> ig.KnowledgeGraph:
    """Two groups, a man who changed sides, and everything a claim can carry."""
    a, b, dost, tal = (f"{k}-{prefix}{n}" for k, n in (
        ("org", "valley-brigade"), ("org", "red-pass-front"), ("person", "anwar-dost"),
        ("place", "tal"),
    ))  # fmt: skip
    source = f"src-{prefix}report"
    claims = [
        Claim(f"{prefix}c-1", "HELD_OFFICE", dost, a, "", "2008", role="head of northern wing"),
        Claim(f"{prefix}c-2", "DEFECTED_TO", dost, b, "2008/2009-05-12", origin=(a,), place=(tal,)),
        Claim(f"{prefix}c-3", "COUNTED", b, value_low=12.5, value_high=300.0, unit="fighters"),
        Claim(f"{prefix}c-4", "RIVAL_OF", a, b, "../2009-05-12", "..", note="العربية \U0001f4dc"),
    ]
    return ig.KnowledgeGraph(
        [Record(record, "A record", "1", "2009-05-12", "CC0-1.0", "by nobody")],
        [
            Entity(a, "Organisation", "militant-group", "Valley Brigade", record=record),
            Entity(b, "Organisation", "militant-group", "Red Pass Front", record=record),
            Entity(dost, "Person", "commander", "Anwar Dost", "A man", "a note", record),
            Entity(tal, "Place", "", "Tal", record=record),
        ],
        [Name(b, "جبهة", "alias", "ar", "Arab", "its spokesman", source, record)],
        [replace(c, record=record) for c in claims],
        [
            Citation(
                f"{c.id}.1", c.id, source, "para 3", "7", "alleges", "two officials", ("a",),
                "2009", "2009-05-12", 4, "n", record,
            )
            for c in claims
        ],
        [Source(source, "Report", reliability="B", derived_from=(), file="x.txt", record=record)],
        [Link(f"{prefix}c-2", "inferred_from", f"{prefix}c-1", "why", record)],
    )  # fmt: skip


def test_the_curated_record_comes_back_as_it_was_loaded(
    database: Database, kg: ig.KnowledgeGraph
) -> None:
    database.load(kg)
    assert database.read() == kg


def test_every_column_survives(database: Database) -> None:
    kg = small()
    database.load(kg)
    assert database.read() == kg


def test_loading_twice_changes_nothing(database: Database) -> None:
    kg = small()
    first = database.load(kg)[0]
    before = everything(database)
    second = database.load(kg)[0]
    assert (first.merged, first.deleted, first.unchanged) == (second.unchanged, 0, 0)
    assert (second.merged, second.deleted) == (0, 0)
    assert everything(database) == before


def test_a_newer_edition_replaces_its_record_and_no_other(database: Database) -> None:
    old, other = small(), small("theirs", "x-")
    database.load(old)
    database.load(other)
    claims = {c.id: c for c in old.claims()}
    moved = replace(claims["c-2"], object="org-valley-brigade", origin=("org-red-pass-front",))
    changed = ig.KnowledgeGraph(
        [replace(old.records["mine"], version="2")],
        [replace(e, kind="Collective", subkind="") if e.id.startswith("person") else e
         for e in old.entities.values() if e.kind != "Place"],
        [],
        [replace(moved, place=()), replace(claims["c-4"], end="2010")],
        [c for c in old.citations.values() if c.claim in ("c-2", "c-4")],
        old.sources.values(),
    )  # fmt: skip
    done = database.load(changed)[0]
    assert done.deleted > 0
    assert database.read("mine") == changed
    assert database.read("theirs") == other
    assert database.records() == {"mine": "2", "theirs": "1"}


def test_an_id_of_another_record_is_refused_and_nothing_changes(database: Database) -> None:
    database.load(small())
    before = everything(database)
    with pytest.raises(QueryError, match="already belongs to record 'mine'"):
        database.load(small("thief"))
    assert everything(database) == before


def second_edition(old: ig.KnowledgeGraph) -> ig.KnowledgeGraph:
    """The same record with most of its rows changed."""
    return ig.KnowledgeGraph(
        [replace(old.records["mine"], version="2")],
        [replace(e, name=e.name + " II") for e in old.entities.values()],
        old.names,
        [replace(c, role="another") for c in old.claims()],
        old.citations.values(),
        old.sources.values(),
        old.links,
    )


def test_a_load_that_fails_midway_leaves_the_old_record(database: Database) -> None:
    old = small()
    database.load(old)

    def fail(what: str, done: int, total: int) -> None:
        if what == "loading relationships":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        database.load(second_edition(old), fail)
    assert database.read() == old


def test_who_reads_while_a_record_changes_has_it_whole(database: Database) -> None:
    old = small()
    new = second_edition(old)
    database.load(old)
    turns = iter([new, old, new])  # three times, and then nobody loads any more

    def load_beside(what: str, done: int, total: int) -> None:
        if what == "reading Claim nodes":
            for edition in islice(turns, 1):
                with Database(database.address) as other:
                    other.load(edition, force=True)

    assert database.read(progress=load_beside) == new


def test_who_reads_while_records_change_all_the_while_is_told(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change, "READINGS", 2)
    editions = cycle([second_edition(small()), small()])
    database.load(small())

    def load_beside(what: str, done: int, total: int) -> None:
        if what == "reading Claim nodes":
            with Database(database.address) as other:
                other.load(next(editions), force=True)

    with pytest.raises(QueryError, match="again and again"):
        database.read(progress=load_beside)


def test_a_record_can_be_deleted(database: Database) -> None:
    database.load(small())
    database.load(small("theirs", "x-"))
    database.delete("mine")
    assert database.read() == small("theirs", "x-")
    with pytest.raises(NotFoundError, match="no record 'mine'"):
        database.delete("mine")


def test_ties_are_there_for_affirmed_claims_between_entities_only(
    database: Database, kg: ig.KnowledgeGraph
) -> None:
    database.load(kg)
    edges = {
        c.id
        for c in kg.claims()
        if c.object
        and kg.relation(c).value is None
        and kg.vocabulary.statuses[kg.assess(c.id).status].edge
    }
    found = database.cypher("MATCH (:Entity)-[r]->(:Entity) RETURN r.id AS id ORDER BY id")
    assert found.column("id") == sorted(edges)


def test_claims_and_ties_carry_what_the_vocabulary_says_of_their_relation(
    database: Database, kg: ig.KnowledgeGraph
) -> None:
    database.load(kg)
    said = {
        c.id: (r.label, r.family, r.sign, r.temporality)
        for c in kg.claims()
        for r in [kg.relation(c)]
    }
    words = "x.id AS id, x.label AS a, x.family AS b, x.sign AS c, x.temporality AS d ORDER BY id"
    claims = database.cypher(f"MATCH (x:Claim) RETURN {words}").rows
    ties = database.cypher(f"MATCH (:Entity)-[x]->(:Entity) RETURN {words}").rows
    assert {row[0]: row[1:] for row in claims} == said
    assert ties
    assert all(row[1:] == said[row[0]] for row in ties)


def test_claims_are_readable_and_draw_the_signed_ties_of_the_vocabulary(
    database: Database,
) -> None:
    kg = small()
    database.load(kg)
    claims = database.cypher("MATCH (c:Claim) RETURN c.id AS id, c.says AS says ORDER BY id").rows
    assert list(claims) == [(c.id, sentence(kg, c)) for c in kg.claims()]
    signed = database.cypher(
        "MATCH (c:Claim)-[r]->(e:Entity) WHERE r.sign <> 0 "
        "RETURN c.id AS id, type(r) AS role, e.id AS entity, r.sign AS sign ORDER BY id, role"
    )
    assert list(signed.rows) == [
        ("c-1", "OBJECT", "org-valley-brigade", 1),
        ("c-2", "OBJECT", "org-red-pass-front", 1),
        ("c-2", "ORIGIN", "org-valley-brigade", -1),
        ("c-4", "OBJECT", "org-red-pass-front", -1),
    ]


def test_dates_answer_without_a_null_check(database: Database) -> None:
    database.load(small())
    text = (
        "MATCH (a:Entity)-[r:RIVAL_OF]->(b:Entity) "
        "WHERE r.start_earliest <= $day AND $day <= r.end_latest RETURN r.id AS id"
    )
    assert database.cypher(text, {"day": date(2020, 1, 1)}).column("id") == ["c-4"]
    assert database.cypher(text, {"day": date(1, 1, 1)}).column("id") == ["c-4"]


def test_an_empty_answer_has_its_columns(database: Database) -> None:
    table = database.query("leaders", organisation="org-none")
    assert len(table) == 0
    assert table.names[0] == "leader"


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (:Entity {id: 'org-x'})",
        "MATCH (n:Record) SET n.version = '99'",
        "MATCH (n) DETACH DELETE n",
        "MERGE (n:Claim {id: 'c-x'}) RETURN n",
        "CREATE INDEX x IF NOT EXISTS FOR (n:Entity) ON (n.name)",
        "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    ],
)
def test_a_question_cannot_write(database: Database, text: str) -> None:
    database.load(small())
    with pytest.raises(QueryError):
        database.cypher(text)
    assert database.read() == small()


def test_parameters_stay_values(database: Database) -> None:
    database.load(small())
    hostile = "x'}) DETACH DELETE n //"
    found = database.cypher("MATCH (n:Entity {name: $name}) RETURN n.id AS id", {"name": hostile})
    assert len(found) == 0
    assert database.read() == small()


def test_a_syntax_error_is_one_line(database: Database) -> None:
    with pytest.raises(QueryError) as caught:
        database.cypher("MATCH (n RETURN n")
    assert "\n" not in str(caught.value)


def test_nodes_relationships_and_paths_become_plain_values(database: Database) -> None:
    database.load(small())
    text = (
        "MATCH p = (a:Entity {id: 'person-anwar-dost'})-[r:DEFECTED_TO]->(b:Entity) "
        "RETURN a, r, p, r.start_earliest AS day"
    )
    node, tie, path, day = database.cypher(text).rows[0]
    assert node["labels"] == ["Entity", "Person"]
    assert tie["type"] == "DEFECTED_TO"
    assert [n["id"] for n in path["nodes"]] == ["person-anwar-dost", "org-red-pass-front"]
    assert day == tie["start_earliest"] == "2008-01-01"


def test_unknown_queries_and_parameters_are_named(database: Database) -> None:
    with pytest.raises(NotFoundError, match="did you mean 'leaders'"):
        database.query("leader")
    with pytest.raises(ArgumentError, match=r"no parameter 'organization'.*'organisation'"):
        database.query("leaders", organization="org-isk")
    with pytest.raises(ArgumentError, match="no date"):
        database.query("rivalry", on="soon")


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_server_that_is_not_there_is_said_so_with_the_reason(scheme: str) -> None:
    nowhere = Database(Address(f"{scheme}://127.0.0.1:1", "neo4j", "x"))
    told = rf"{scheme}://127.0.0.1:1: no answer \(.*refused\)"
    with nowhere, pytest.raises(ServerUnavailable, match=told):
        nowhere.verify()


def test_a_wrong_password_is_said_so_without_showing_it(server: Database) -> None:
    wrong = replace(server.address, password="not-the-password")
    with Database(wrong) as refused, pytest.raises(AuthenticationFailed) as caught:
        refused.verify()
    assert "not-the-password" not in str(caught.value)
    assert "not-the-password" not in repr(wrong)


@pytest.mark.parametrize("uri", ["ftp://host", "nonsense", "bolt://", "bolt://host:notaport"])
def test_an_impossible_address_is_said_so(uri: str) -> None:
    with pytest.raises((ArgumentError, ServerUnavailable)), connect(uri) as database:
        database.verify()


def test_a_number_that_alone_changes_is_loaded(database: Database) -> None:
    counted = Claim("c-1", "COUNTED", "org-a", start="2009", value_low=1.0, unit="fighters")
    # -1 and -2 have the same hash in Python
    for low in (-1.0, -2.0, 96.5):
        kg = graph_of_claims(replace(counted, value_low=low))
        (loaded,) = database.load(kg)
        assert database.read() == kg
    assert (loaded.merged, loaded.deleted) == (1, 0)


def test_a_large_record_comes_back_in_several_portions(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    kg = synthetic.graph(300)
    monkeypatch.setattr(merges.apart, "__defaults__", (50,))
    for defaulted in (merges.of_nodes, merges.of_relationships):
        monkeypatch.setattr(defaulted, "__defaults__", (50,))
    (loaded,) = database.load(kg)
    assert loaded.deleted == loaded.unchanged == 0
    assert database.read() == kg
    (again,) = database.load(kg)
    assert (again.merged, again.deleted, again.unchanged) == (0, 0, loaded.merged)
