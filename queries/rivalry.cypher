/*
title: Rivalry and clashes between two organisations
question: >-
  What does the record say about hostility between two organisations - rivalry, clashes, attacks,
  defeats, threats - where, when, and how sure?
active: >-
  A claim counts when it may have held within the period: a state when its bounds overlap it, an
  instant when it may have fallen in it.
parameters:
  organisation: {type: entity, default: org-isk, meaning: one organisation}
  other: {type: entity, default: org-afghan-taliban, meaning: the other; the order does not matter}
  on: {type: period, default: "", example: 2017/2018, meaning: "the period, EDTF; empty is all time"}
columns:
  relation: relation of the vocabulary, one whose sign is hostile, or a count of such
  subject: name of the organisation it is said of
  object: name of the other
  place: names of the places, in order
  start: start as worded, EDTF; empty is unknown
  end: "end as worded; '..' is still going on when it was written"
  at_least: lower bound of a number
  at_most: upper bound of a number
  unit: what is counted
  words: what the coder adds
  status: status of the claim
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
*/
MATCH (a:Entity)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(b:Entity)
WHERE ((a.id = $organisation AND b.id = $other) OR (a.id = $other AND b.id = $organisation))
  AND (c.sign = -1 OR c.relation = 'COUNTED')
  AND c.start_earliest <= $on_last AND $on_first <= c.end_latest
MATCH (c)-[cited:CITED]->(document:Source)
WITH a, b, c, document, cited ORDER BY cited.id
WITH a, b, c, collect(document.id + ', ' + cited.locator) AS sources
OPTIONAL MATCH (c)-[:PLACE]->(place:Entity)
WITH a, b, c, sources, place ORDER BY place.name
WITH a, b, c, sources, collect(place.name) AS places
RETURN c.relation AS relation,
       a.name AS subject,
       b.name AS object,
       places AS place,
       coalesce(c.start, '') AS start,
       coalesce(c.end, '') AS end,
       c.value_low AS at_least,
       c.value_high AS at_most,
       coalesce(c.unit, '') AS unit,
       coalesce(c.text, '') AS words,
       c.status AS status,
       c.grade AS grade,
       c.id AS claim,
       sources AS source
ORDER BY c.relation, c.id
