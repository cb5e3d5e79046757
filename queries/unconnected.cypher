/*
title: Entities without a tie
topic: Quality
question: >-
  Which entities of the record are joined to no other one by a claim that became a tie, and how many
  claims name them all the same?
active: >-
  Dates play no part.
parameters:
  kinds: {type: kind, many: true, default: [], meaning: kinds that count; none is all}
columns:
  name: name of the entity
  kind: its kind
  subkind: what sort of entity it is
  entity: its id
  claims: how many claims name it
example:
- [Groups that hold the blasphemy debate, Collective, joint, coll-blasphemy-debate-groups,
  '1']
- [Deradicalisation programmes worldwide, Collective, joint, coll-deradicalisation-programmes,
  '3']
- [Missing persons in Pakistan, Collective, population, coll-missing-persons-pakistan,
  '1']
*/
MATCH (e:Entity)
WHERE ($kinds = [] OR any(kind IN labels(e) WHERE kind IN $kinds))
  AND NOT EXISTS { (e)-[]-(:Entity) }
OPTIONAL MATCH (c:Claim)-[:SUBJECT|OBJECT|ORIGIN|PLACE|THIRD]->(e)
WITH e, count(DISTINCT c.id) AS claims
RETURN e.name AS name,
       [label IN labels(e) WHERE label <> 'Entity'][0] AS kind,
       coalesce(e.subkind, '') AS subkind,
       e.id AS entity,
       claims
ORDER BY kind, entity
