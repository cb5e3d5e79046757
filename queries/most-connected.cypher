/*
title: Actors with the most ties
topic: Network
question: >-
  Which actors are tied to the most others, by how many claims, and how many of these are
  co-operative or hostile?
active: >-
  A tie counts when it may have held within the period (possible). A rank is a statement about the
  record: whoever the documents write about has more ties.
parameters:
  on: {type: period, default: "", meaning: "the period; empty is all time"}
  families: {type: family, many: true, default: [], meaning: families that count; none is all}
  kinds:
    type: kind
    many: true
    default: [Organisation, Person]
    meaning: kinds of actors that count; none is all
  at_least: {type: grade, default: "", meaning: "weakest grade that counts, C3; empty is any"}
  limit: {type: integer, default: "20", least: "1", most: "1000", meaning: how many rows at most}
columns:
  actor: name of the actor
  kind: its kind
  others: how many others of these kinds it is tied to
  claims: by how many claims
  cooperative: how many of them are co-operative
  hostile: how many of them are hostile
  sources: in how many documents
example:
- [Islamic State Khorasan, Organisation, '26', '43', '15', '18', '1']
- [Islamic State, Organisation, '20', '27', '21', '3', '5']
- [Tehrik-e Taliban Pakistan, Organisation, '13', '14', '9', '1', '4']
*/
MATCH (z:Entity)-[r]-(other:Entity)
WHERE r.start_earliest <= $on_last AND $on_first <= r.end_latest
  AND ($families = [] OR r.family IN $families)
  AND ($kinds = [] OR any(kind IN labels(z) WHERE kind IN $kinds))
  AND ($kinds = [] OR any(kind IN labels(other) WHERE kind IN $kinds))
  AND ($at_least = [] OR any(grade IN r.grades WHERE grade IN $at_least))
UNWIND r.sources AS source
WITH z, count(DISTINCT other) AS others, count(DISTINCT r.id) AS claims,
     count(DISTINCT CASE WHEN r.sign = 1 THEN r.id END) AS cooperative,
     count(DISTINCT CASE WHEN r.sign = -1 THEN r.id END) AS hostile,
     count(DISTINCT source) AS sources
RETURN z.name AS actor,
       [label IN labels(z) WHERE label <> 'Entity'][0] AS kind,
       others,
       claims,
       cooperative,
       hostile,
       sources
ORDER BY others DESC, claims DESC, z.id
LIMIT $limit
