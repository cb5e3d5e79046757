"""Ten steps in Cypher, from the first MATCH to a path with its evidence.

They are part of ``queries/README.md``; the tests run each of them on every engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Step:
    """One step.

    Attributes
    ----------
    title : str
    words : str
        What it shows.
    cypher : str
    given : mapping of str to str
        Parameters as ``insurgraph query`` takes them after ``-p``.
    """

    title: str
    words: str
    cypher: str
    given: Mapping[str, str] = field(default_factory=dict)


STEPS = (
    Step(
        "Who is there",
        "A node is written in round brackets, its label after a colon. Without `ORDER BY` each "
        "engine gives rows in an order of its own, so every query ends with one.",
        """\
MATCH (o:Organisation)
RETURN o.id AS id, o.name AS name
ORDER BY id
LIMIT 10""",
    ),
    Step(
        "One of them",
        "Values are never written into the text: they are parameters, `$who` here. With "
        "`-p who:entity=...` any of its names will do; the query gets the id.",
        """\
MATCH (o:Entity {id: $who})
RETURN o.name AS name, o.subkind AS subkind, o.summary AS summary
ORDER BY name""",
        {"who:entity": "Islamic State Khorasan"},
    ),
    Step(
        "What else it is called",
        "A relationship is an arrow with its type in square brackets. Further names are nodes of "
        "their own, with the language and who uses them.",
        """\
MATCH (o:Entity {id: $who})-[:NAMED]->(n:Name)
RETURN n.text AS name, n.kind AS kind, n.used_by AS used_by
ORDER BY kind, name""",
        {"who:entity": "Islamic State Khorasan"},
    ),
    Step(
        "A tie, and how sure it is",
        "Every relation of the vocabulary is a type of relationships between entities. A tie has "
        "its dates as worded (EDTF), the status that follows from all its citations, and the grade "
        "of the best of them.",
        """\
MATCH (p:Person)-[d:DEFECTED_TO]->(:Organisation {id: $who})
RETURN p.name AS name, d.start AS start, d.status AS status, d.grade AS grade, d.id AS claim
ORDER BY claim""",
        {"who:entity": "Islamic State Khorasan"},
    ),
    Step(
        "Within a period: possibly",
        "Dates in documents are seldom exact, so each has four bounds, which are always there. "
        "What can have been so within a period satisfies this condition, and no check for missing "
        "dates is needed. `-p on:period=2014/2015` gives `$on_first` and `$on_last`.",
        """\
MATCH (p:Person)-[d:DEFECTED_TO]->(o:Organisation)
WHERE d.start_earliest <= $on_last AND $on_first <= d.end_latest
RETURN p.name AS name, o.name AS to, d.start AS start
ORDER BY d.start_latest, d.id""",
        {"on:period": "2014/2015"},
    ),
    Step(
        "Within a period: definitely",
        "The inner bounds ask for what must have been so, whenever exactly it began and ended.",
        """\
MATCH (p:Person)-[d:DEFECTED_TO]->(o:Organisation)
WHERE d.start_latest <= $on_last AND $on_first <= d.end_earliest
RETURN p.name AS name, o.name AS to, d.start AS start
ORDER BY d.start_latest, d.id""",
        {"on:period": "2014/2015"},
    ),
    Step(
        "Allies and enemies, whatever the relation",
        "Without a type any relationship matches; `:Entity` on both ends keeps the step from "
        "going through claims and documents. `sign` tells co-operation from hostility.",
        """\
MATCH (o:Entity {id: $who})-[r]-(other:Entity)
WHERE r.sign <> 0
RETURN CASE WHEN r.sign > 0 THEN 'co-operative' ELSE 'hostile' END AS tie,
       type(r) AS relation, other.name AS other, r.start AS start, r.id AS claim
ORDER BY tie, relation, other, claim""",
        {"who:entity": "Islamic State Khorasan"},
    ),
    Step(
        "From the tie to its claim",
        "Behind every tie stands a claim of the same id, with what no relationship can hold: where "
        "the defector came from, and who denies it. Denied and unsupported claims are there too, "
        "and are no ties.",
        """\
MATCH (c:Claim {relation: 'DEFECTED_TO'})-[:OBJECT]->(:Entity {id: $who})
MATCH (c)-[:SUBJECT]->(p:Entity)
OPTIONAL MATCH (c)-[:ORIGIN]->(left:Entity)
RETURN p.name AS name, left.name AS came_from, c.status AS status, c.id AS claim
ORDER BY claim, came_from""",
        {"who:entity": "Islamic State Khorasan"},
    ),
    Step(
        "The evidence",
        "Every passage that speaks of a claim is a `CITED` relationship: in which paragraph of "
        "which document, whether it asserts, doubts or denies, and who said it first.",
        """\
MATCH (p:Entity {id: $who})<-[:SUBJECT]-(c:Claim)-[cited:CITED]->(s:Source)
RETURN c.says AS says, cited.stance AS stance, cited.claimant AS claimant,
       s.title AS document, cited.locator AS paragraph
ORDER BY c.id, cited.id""",
        {"who:entity": "Hafiz Saeed Khan"},
    ),
    Step(
        "A path with its evidence",
        "A path names its types and its greatest length. Paths are ordered by length and then by "
        "the claims they are made of, so that the first is the same everywhere; then each step "
        "gets its passage.",
        """\
MATCH p = (:Entity {id: $one})
          -[:DEFECTED_TO|LOST_MEMBERS_TO|PLEDGED_TO|ALLIED_WITH*1..4]-
          (:Entity {id: $other})
WITH p ORDER BY length(p), [tie IN relationships(p) | tie.id]
LIMIT 1
UNWIND range(1, length(p)) AS step
WITH step, relationships(p)[step - 1] AS tie
MATCH (c:Claim)-[cited:CITED]->(s:Source)
WHERE c.id = tie.id
RETURN step, c.says AS says, c.start AS start, c.grade AS grade,
       s.title AS document, cited.locator AS paragraph
ORDER BY step, cited.id""",
        {"one:entity": "Hafiz Saeed Khan", "other:entity": "Lashkar-e-Taiba"},
    ),
)
"""The steps, in their order."""
