"""The linter: what it finds, what it lets pass, and that our own queries pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insurgraph.graph.vocabulary import default, parse
from insurgraph.queries import shipped
from insurgraph.queries.linter import RULES, check
from insurgraph.queries.tutorial import STEPS, Step

WRONG = {
    "shortest-path-where": [
        "MATCH p = shortestPath((a:Entity)-[r:ALLIED_WITH*..5]-(b:Entity)) "
        "WHERE all(x IN r WHERE x.sign = 1) RETURN p ORDER BY length(p)",
        "MATCH (a:Entity), (b:Entity) MATCH p=shortestPath((a)-[:ALLIED_WITH*..5]-(b)) "
        "WHERE length(p) > 2 RETURN p ORDER BY length(p)",
    ],
    "shortest-k": [
        "MATCH p = SHORTEST 2 (a:Person)-[:RIVAL_OF]-{1,4}(b:Person) RETURN p ORDER BY length(p)",
        "MATCH p = ALL SHORTEST (a:Person)-[:RIVAL_OF]-{1,4}(b:Person) RETURN p ORDER BY length(p)",
        "MATCH p = ANY SHORTEST (a:Person)-[:RIVAL_OF]-{1,4}(b:Person) RETURN p ORDER BY length(p)",
    ],
    "unbounded": [
        "MATCH (a:Person)-[:RIVAL_OF*]-(b) RETURN a.id ORDER BY a.id",
        "MATCH (a:Person)-[:RIVAL_OF*2..]->(b) RETURN a.id ORDER BY a.id",
        "MATCH (a:Person)-[:RIVAL_OF]->+(b) RETURN a.id ORDER BY a.id",
        "MATCH (a:Person)-[:RIVAL_OF]-{2,}(b) RETURN a.id ORDER BY a.id",
        "MATCH ((a:Person)-[:RIVAL_OF]-(b:Person))* RETURN count(*)",
    ],
    "wandering": [
        "MATCH (a:Entity)-[r]-(b) RETURN a.id ORDER BY a.id",
        "MATCH (a:Entity)-->(b) RETURN a.id ORDER BY a.id",
        "MATCH (a:Entity)<--(b) RETURN a.id ORDER BY a.id",
        "MATCH (a:Entity)-[*1..3]-(b:Entity) RETURN a.id ORDER BY a.id",
        "MATCH (a:Entity) WHERE EXISTS { (a)--() } RETURN a.id ORDER BY a.id",
        "MATCH (a:Entity) RETURN a.id, size([(a)-[]-(b) | b]) AS n ORDER BY a.id",
    ],
    "unordered": [
        "MATCH (a:Entity) RETURN a.id",
        "MATCH (a:Entity) RETURN a.subkind, count(*)",
        "MATCH (a:Entity) RETURN a.id LIMIT 5",
        "MATCH (a:Entity) WITH a LIMIT 5 RETURN a.id ORDER BY a.id",
        "MATCH (a:Entity) RETURN a.id UNION MATCH (n:Name) RETURN n.id",
    ],
    "load-csv": ["LOAD CSV FROM $x AS line RETURN line ORDER BY line"],
    "unknown-label": [
        "MATCH (a:Persn) RETURN a.id ORDER BY a.id",
        "MATCH (a:Entity) WHERE a:Organization RETURN a.id ORDER BY a.id",
        "MATCH (a:Person|Organization) RETURN a.id ORDER BY a.id",
        "MATCH (a IS Organization) RETURN a.id ORDER BY a.id",
        "MATCH (a:!Organization) RETURN a.id ORDER BY a.id",
    ],
    "unknown-type": [
        "MATCH (a:Entity)-[:DEFECTED]->(b) RETURN a.id ORDER BY a.id",
        "MATCH (a:Entity)-[:RIVAL_OF|DEFECTED*1..2]->(b) RETURN a.id ORDER BY a.id",
        "MATCH (a:Entity)-[:COUNTED]->(b) RETURN a.id ORDER BY a.id",
    ],
    "unknown-property": [
        "MATCH (a:Entity) RETURN a.nam ORDER BY a.id",
        "MATCH (a:Entity {nam: $x}) RETURN a.id ORDER BY a.id",
        "MATCH (a:Entity)-[r:RIVAL_OF {stauts: $x}]->(b) RETURN a.id ORDER BY a.id",
        "MATCH (a:Entity) RETURN a.`nam` ORDER BY a.id",
        "MATCH (c:Claim)-[x:CITED]->(:Source) RETURN x.status ORDER BY x.id",
    ],
    "unknown-value": [
        "MATCH (c:Claim {status: 'assertd'}) RETURN c.id ORDER BY c.id",
        "MATCH (c:Claim) WHERE c.relation IN ['HELD_OFFICE', 'HELD_OFICE'] RETURN c.id ORDER BY 1",
        "MATCH (c:Claim) WHERE 'denid' = c.status RETURN c.id ORDER BY c.id",
    ],
    "literal": [
        "MATCH (a:Entity {id: 'org-isk'}) RETURN a.id ORDER BY a.id",
        "MATCH (a:Entity) WHERE a.name CONTAINS 'Taliban' RETURN a.id ORDER BY a.id",
        "MATCH (a:Entity) WHERE a.name STARTS WITH 'Tal' RETURN a.id ORDER BY a.id",
        "MATCH (c:Claim) WHERE c.value_low > 500 RETURN c.id ORDER BY c.id",
        "MATCH (c:Claim) WHERE c.start_earliest > date('2015-01-01') RETURN c.id ORDER BY c.id",
    ],
}

RIGHT = [
    "MATCH p = (a:Entity {id: $a})-[:RIVAL_OF*1..4]-(b) RETURN p ORDER BY length(p), a.id",
    "MATCH p = shortestPath((a:Entity {id: $a})-[:RIVAL_OF*]-(b:Entity {id: $b})) "
    "RETURN p ORDER BY length(p)",
    "MATCH (a:Entity), (b:Entity), p = shortestPath((a)-[:RIVAL_OF*]-(b)) WHERE a.id < b.id "
    "RETURN p ORDER BY a.id, b.id",
    "MATCH (a:Entity)-[r]-(b:Person) RETURN r.id ORDER BY r.id",
    "MATCH (a:Entity) MATCH (b:Entity) MATCH (a)-[r]-(b) RETURN r.id ORDER BY r.id",
    "MATCH (a)-[r]-(b) WHERE a:Entity AND b:Entity RETURN r.id ORDER BY r.id",
    "MATCH ((a:Entity)-[:RIVAL_OF]-(b:Entity)){1,3} RETURN count(*)",
    "MATCH (c:Claim) RETURN count(*) AS n, max(c.start_latest)",
    "MATCH (c:Claim) WHERE c.end_latest = date('9999-12-31') RETURN count(c)",
    "MATCH (c:Claim) WHERE c.sign = -1 AND c.grade <> 'F6' RETURN c.id ORDER BY c.id",
    "MATCH (c:Claim) WHERE c.grade STARTS WITH 'F' RETURN c.id ORDER BY c.id",
    "MATCH (a:Entity) WITH {nam: a.name, Label: 1} AS m RETURN m.nam ORDER BY m.nam",
    "MATCH (a:Entity) WITH collect({near: a.id}) AS xs UNWIND [a IN xs WHERE a.near > $x] AS a "
    "RETURN a.near ORDER BY a.near",
    "MATCH (a:Entity) WHERE a.summary IS NOT NULL AND (a.note IS NULL) RETURN a.id ORDER BY a.id",
    "MATCH (a:Entity) WHERE a.name <> '' RETURN a.name AS `a)-->(b:Nope`, '(x)-->(:Nope)' AS b "
    "ORDER BY a.id // MATCH (a)-->(b:Nope)",
    "MATCH (c:Claim) RETURN c.end_latest.year, date.truncate('year', $d) ORDER BY c.id",
    "CALL () { MATCH (a:Entity) RETURN a.id AS id UNION MATCH (a:Name) RETURN a.id AS id } "
    "RETURN id ORDER BY id",
    "SHOW INDEXES YIELD name RETURN name",
    "RETURN 1 AS one",
    "CREATE (a:Entity {id: $id})",
    "",
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, texts in WRONG.items() for text in texts]
)
def test_it_finds(rule: str, text: str) -> None:
    found = check(text)
    assert rule in {f.rule for f in found}, found
    assert {f.rule for f in found} <= {rule, "unordered", "shortest-k", "literal"}, found


@pytest.mark.parametrize("text", RIGHT)
def test_it_lets_pass(text: str) -> None:
    assert check(text) == []


def test_every_rule_is_tried() -> None:
    assert set(WRONG) == set(RULES)


@pytest.mark.parametrize("name", shipped().files)
def test_our_own_queries_are_clean(name: str) -> None:
    assert check(shipped().files[name].read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.title)
def test_the_ten_steps_are_clean(step: Step) -> None:
    assert check(step.cypher) == []


@given(
    st.lists(
        st.sampled_from([*"()[]{}-<>:|*+.,;=$", "..", "MATCH", "RETURN", "WHERE", "IN", "AS", "n"])
    )
)
def test_any_text_can_be_checked(words: list[str]) -> None:
    check(" ".join(words))
    check("".join(words))


def test_it_says_where_and_what_to_write_instead() -> None:
    (finding,) = check("/*\ntitle: x\n*/\nMATCH (a:Persn)\nRETURN a.id ORDER BY a.id")
    assert (finding.line, finding.column) == (4, 10)
    assert finding.instead == "did you mean 'Person'?"
    assert str(finding).startswith("4:10: unknown-label: no node has the label 'Persn'")


def test_it_knows_the_vocabulary_it_is_given() -> None:
    text = default().text.replace("RIVAL_OF", "FEUDS_WITH")
    query = "MATCH (a:Entity)-[r:FEUDS_WITH]-(b) RETURN r.id ORDER BY r.id"
    assert check(query, parse(text, "own")) == []
    assert [f.rule for f in check(query)] == ["unknown-type"]
