/*
title: What is counted about an entity
topic: Time
question: >-
  Which numbers - strength, attacks, casualties, money - does the record give for an entity, for
  which period, and as bounds or in words?
active: >-
  A count counts when the period it was made for overlaps the one asked for (possible), and is
  definite when it must.
parameters:
  entity: {type: entity, default: org-isk, meaning: "who or what is counted, or the opponent"}
  on: {type: period, default: "", meaning: "the period; empty is all time"}
  unit: {type: text, default: "", meaning: a word of what is counted; empty is anything}
columns:
  unit: what is counted
  at_least: lower bound, or the number itself
  at_most: upper bound, or the number itself
  words: what the coder adds
  subject: name of the entity it is said of
  opponent: name of the opponent, if there is one
  place: names of the places
  includes: ids of claims whose number is contained in this one
  start: start as worded, EDTF; empty is unknown
  end: "end as worded; '..' is still going on when it was written"
  certainty: definite or possible, by its dates
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- [emirs after the first, '3', '3', '', Islamic State Khorasan, '', '', c-0082;
    c-0084; c-0086, '2016-07-26', .., definite, asserted, B3, c-0081, 'src-csis-isk-2018,
    Leadership and Strategy, para 1']
- [fighters, '3000', '4000', peak, Islamic State Khorasan, '', '', '', '2016', '2016',
  definite, reported, B2, c-0145, 'src-csis-isk-2018, Operations and Tactics, para
    1']
- [attacks on civilians, '', '', nearly 100, Islamic State Khorasan, '', Afghanistan;
    Pakistan, c-0158; c-0159, 2017-01, .., definite, asserted, B3, c-0008, 'src-csis-isk-2018,
    para 1']
*/
MATCH (:Entity {id: $entity})<-[:SUBJECT|OBJECT]-(c:Claim {relation: 'COUNTED'})
WHERE c.start_earliest <= $on_last AND $on_first <= c.end_latest
  AND NOT c.status IN ['denied', 'unsupported', 'retracted']
  AND toLower(c.unit) CONTAINS toLower($unit)
MATCH (c)-[:SUBJECT]->(s:Entity)
OPTIONAL MATCH (c)-[:OBJECT]->(o:Entity)
RETURN c.unit AS unit,
       c.value_low AS at_least,
       c.value_high AS at_most,
       coalesce(c.text, '') AS words,
       s.name AS subject,
       coalesce(o.name, '') AS opponent,
       COLLECT {
         MATCH (c)-[:PLACE]->(place:Entity)
         RETURN place.name ORDER BY place.name
       } AS place,
       COLLECT {
         MATCH (c)-[:LINKED {kind: 'includes'}]->(part:Claim)
         RETURN part.id ORDER BY part.id
       } AS includes,
       coalesce(c.start, '') AS start,
       coalesce(c.end, '') AS end,
       CASE WHEN c.start_latest <= $on_last AND $on_first <= c.end_earliest
            THEN 'definite' ELSE 'possible' END AS certainty,
       c.status AS status,
       c.grade AS grade,
       c.id AS claim,
       COLLECT {
         MATCH (c)-[cited:CITED]->(document:Source)
         RETURN document.id + ', ' + cited.locator ORDER BY cited.id
       } AS source
ORDER BY c.start_latest, claim
