/*
title: The ego network of an actor
topic: Network
question: >-
  Whom is an actor tied to, and which ties do these have among themselves?
active: >-
  A tie counts when it may have held within the period (possible), and is definite when it must
  have.
parameters:
  actor: {type: entity, default: org-isk, meaning: the actor in the middle}
  on: {type: period, default: "", meaning: "the period; empty is all time"}
  families:
    type: family
    many: true
    default: [membership, allegiance, defection, lineage, rivalry]
    meaning: families of relations that count; none is all
  kinds:
    type: kind
    many: true
    default: [Organisation, Person]
    meaning: kinds of actors that count; none is all
  at_least: {type: grade, default: "", meaning: "weakest grade that counts, C3; empty is any"}
columns:
  ring: 1 for a tie of the actor, 2 for a tie among those it is tied to
  subject: name of the entity it is said of
  relation: relation of the vocabulary
  object: name of the other
  start: start as worded, EDTF; empty is unknown
  end: "end as worded; '..' is still going on when it was written"
  certainty: definite or possible, by its dates
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- ['1', Islamic State Khorasan, PART_OF, Islamic State, ../2018, .., definite, asserted,
  B3, c-0001, 'src-csis-isk-2018, para 1']
- ['1', Islamic State, FOUNDED, Islamic State Khorasan, '2015', '', definite, asserted,
  B2, c-0002, 'src-csis-isk-2018, para 1; src-csis-isk-2018, Formation and Relationship
    with ISIS Core, para 3']
- ['1', Islamic State Khorasan, CLASHED_WITH, United States military, 2017-01, ..,
  definite, asserted, B3, c-0015, 'src-csis-isk-2018, para 1']
*/
MATCH (ego:Entity {id: $actor})-[r]-(alter:Entity)
WHERE r.start_earliest <= $on_last AND $on_first <= r.end_latest
  AND ($families = [] OR r.family IN $families)
  AND ($kinds = [] OR any(kind IN labels(alter) WHERE kind IN $kinds))
  AND ($at_least = [] OR any(grade IN r.grades WHERE grade IN $at_least))
WITH ego, collect(DISTINCT alter) AS alters
WITH ego, alters, [ego] + alters AS circle
UNWIND circle AS s
MATCH (s:Entity)-[r]->(o:Entity)
WHERE o IN circle
  AND r.start_earliest <= $on_last AND $on_first <= r.end_latest
  AND ($families = [] OR r.family IN $families)
  AND ($at_least = [] OR any(grade IN r.grades WHERE grade IN $at_least))
RETURN CASE WHEN s = ego OR o = ego THEN 1 ELSE 2 END AS ring,
       s.name AS subject,
       type(r) AS relation,
       o.name AS object,
       coalesce(r.start, '') AS start,
       coalesce(r.end, '') AS end,
       CASE WHEN r.start_latest <= $on_last AND $on_first <= r.end_earliest
            THEN 'definite' ELSE 'possible' END AS certainty,
       r.status AS status,
       r.grade AS grade,
       r.id AS claim,
       COLLECT {
         MATCH (:Claim {id: r.id})-[cited:CITED]->(document:Source)
         RETURN document.id + ', ' + cited.locator ORDER BY cited.id
       } AS source
ORDER BY ring, claim
