/*
title: Allies and rivals of an actor
topic: Ties
question: >-
  With whom did an actor co-operate, and with whom was it at odds, on a day or within a period, and
  by which claims?
active: >-
  A tie counts when it may have held within the period (possible); an actor is listed as definite
  when one of the ties must have. An instant, such as a pledge, counts on its own day only.
parameters:
  actor: {type: entity, default: org-isk, meaning: the actor}
  on: {type: period, default: "", example: 2017, meaning: "the period; empty is all time"}
  kinds:
    type: kind
    many: true
    default: [Organisation, Collective]
    meaning: kinds of the others; none is all
  families: {type: family, many: true, default: [], meaning: families that count; none is all}
  at_least: {type: grade, default: "", meaning: "weakest grade that counts, C3; empty is any"}
columns:
  side: >-
    co-operative or hostile, by the sign of the tie; a defection is co-operative with the
    destination and hostile to the origin
  other: name of the ally or rival; one with ties of both signs stands under both
  subkind: what sort of actor it is
  relations: relations of the vocabulary
  certainty: definite or possible, by the dates of the ties
  claims: ids of the claims
example:
- [co-operative, Islamic State, militant-group, PART_OF; PLEDGED_TO; SUPPORTED,
  definite, c-0001; c-0057; c-0052; c-0062; c-0066]
- [co-operative, Khorasan Shura, council, PART_OF, possible, c-0031]
- [co-operative, Pakistani militants in Nangarhar, fighters, JOINED, possible, c-0034]
*/
MATCH (:Entity {id: $actor})<-[here:SUBJECT|OBJECT|ORIGIN|THIRD]-(c:Claim)
MATCH (c)-[there:SUBJECT|OBJECT|ORIGIN|THIRD]->(other:Entity)
WHERE (type(here) = 'SUBJECT' OR type(there) = 'SUBJECT')
  AND coalesce(here.sign, there.sign) <> 0
  AND c.start_earliest <= $on_last AND $on_first <= c.end_latest
  AND NOT c.status IN ['denied', 'unsupported', 'retracted']
  AND ($kinds = [] OR any(kind IN labels(other) WHERE kind IN $kinds))
  AND ($families = [] OR c.family IN $families)
  AND ($at_least = [] OR any(grade IN c.grades WHERE grade IN $at_least))
WITH other, c,
     CASE WHEN coalesce(here.sign, there.sign) = 1 THEN 'co-operative' ELSE 'hostile' END AS side,
     CASE WHEN c.start_latest <= $on_last AND $on_first <= c.end_earliest
          THEN 1 ELSE 0 END AS sure
ORDER BY c.relation, c.id
WITH side, other, collect(DISTINCT c.relation) AS relations, max(sure) AS sure,
     collect(c.id) AS claims
RETURN side,
       other.name AS other,
       coalesce(other.subkind, '') AS subkind,
       relations,
       CASE WHEN sure = 1 THEN 'definite' ELSE 'possible' END AS certainty,
       claims
ORDER BY side, certainty, size(claims) DESC, claims
