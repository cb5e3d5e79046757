/*
title: Actors that join those who have no tie
topic: Network
question: >-
  Which actors are tied to pairs of others that are not tied to each other, and to how many?
active: >-
  A tie counts when it may have held within the period (possible).
parameters:
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
  limit: {type: integer, default: "20", least: "1", most: "1000", meaning: how many rows at most}
columns:
  actor: name of the actor
  kind: its kind
  neighbours: how many others it is tied to
  open_pairs: how many pairs of these have no tie with each other
  pairs: how many pairs there are
example:
- [Islamic State Khorasan, Organisation, '22', '219', '231']
- [Islamic State, Organisation, '20', '187', '190']
- [Tehrik-e Taliban Pakistan, Organisation, '10', '39', '45']
*/
MATCH (x:Entity)-[r]-(y:Entity)
WHERE r.start_earliest <= $on_last AND $on_first <= r.end_latest
  AND ($families = [] OR r.family IN $families)
  AND ($kinds = [] OR any(kind IN labels(x) WHERE kind IN $kinds))
  AND ($kinds = [] OR any(kind IN labels(y) WHERE kind IN $kinds))
WITH DISTINCT x, y
WITH x, collect(y.id) AS near
WITH collect({id: x.id, name: x.name, kind: [l IN labels(x) WHERE l <> 'Entity'][0],
              near: near}) AS actors
UNWIND actors AS z
UNWIND [x IN actors WHERE x.id IN z.near] AS x
WITH z, size(z.near) AS n, size([id IN z.near WHERE id <> x.id AND id IN x.near]) AS closed
WITH z.id AS id, z.name AS actor, z.kind AS kind, n, sum(closed) / 2 AS closed
WITH id, actor, kind, n AS neighbours, n * (n - 1) / 2 AS pairs, closed
WHERE pairs > closed
RETURN actor, kind, neighbours, pairs - closed AS open_pairs, pairs
ORDER BY open_pairs DESC, id
LIMIT $limit
