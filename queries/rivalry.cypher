/*
title: Rivalry and clashes between two organisations
topic: Ties
question: >-
  What does the record say about hostility between two organisations - rivalry, clashes, attacks,
  defeats, threats - where, when, and how sure?
active: >-
  A claim counts when it may have held within the period: a state when its bounds overlap it, an
  instant when it may have fallen in it. Denied and unsupported claims are there too, marked by
  their status.
parameters:
  organisation: {type: entity, default: org-isk, meaning: one organisation}
  other: {type: entity, default: org-afghan-taliban, meaning: the other; the order does not matter}
  on: {type: period, default: "", example: 2017/2018, meaning: "the period; empty is all time"}
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
example:
- [CLASHED_WITH, Islamic State Khorasan, Afghan Taliban, '', 2017-01, .., '', '',
  '', '', asserted, B2, c-0183, 'src-csis-isk-2018, Inter-Group Competition in Khorasan,
    para 1; src-csis-isk-2018, Inter-Group Competition in Khorasan, para 2']
- [CLASHED_WITH, Islamic State Khorasan, Afghan Taliban, Nangarhar, 2017-01, ..,
  '', '', '', '', reported, B2, c-0188, 'src-csis-isk-2018, Inter-Group Competition
    in Khorasan, para 2']
- [CLASHED_WITH, Islamic State Khorasan, Afghan Taliban, Jowzjan, 2017-01, .., '',
  '', '', '', reported, B2, c-0189, 'src-csis-isk-2018, Inter-Group Competition
    in Khorasan, para 2']
*/
MATCH (a:Entity)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(b:Entity)
WHERE ((a.id = $organisation AND b.id = $other) OR (a.id = $other AND b.id = $organisation))
  AND (c.sign = -1 OR c.relation = 'COUNTED')
  AND c.start_earliest <= $on_last AND $on_first <= c.end_latest
RETURN c.relation AS relation,
       a.name AS subject,
       b.name AS object,
       COLLECT {
         MATCH (c)-[:PLACE]->(place:Entity)
         RETURN place.name ORDER BY place.name
       } AS place,
       coalesce(c.start, '') AS start,
       coalesce(c.end, '') AS end,
       c.value_low AS at_least,
       c.value_high AS at_most,
       coalesce(c.unit, '') AS unit,
       coalesce(c.text, '') AS words,
       c.status AS status,
       c.grade AS grade,
       c.id AS claim,
       COLLECT {
         MATCH (c)-[cited:CITED]->(document:Source)
         RETURN document.id + ', ' + cited.locator ORDER BY cited.id
       } AS source
ORDER BY relation, claim
