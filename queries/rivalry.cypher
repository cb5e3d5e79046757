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
  words: what the coder adds, and numbers
  status: status of the claim
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
*/
MATCH (subject:Entity)<-[:SUBJECT]-(claim:Claim)-[:OBJECT]->(object:Entity)
WHERE ((subject.id = $organisation AND object.id = $other)
    OR (subject.id = $other AND object.id = $organisation))
  AND (claim.sign = -1 OR claim.relation = 'COUNTED')
  AND claim.start_earliest <= $on_last AND $on_first <= claim.end_latest
MATCH (claim)-[cited:CITED]->(source:Source)
WITH subject, object, claim, source, cited ORDER BY cited.id
WITH subject, object, claim, collect(source.id + ', ' + cited.locator) AS sources
OPTIONAL MATCH (claim)-[:PLACE]->(place:Entity)
WITH subject, object, claim, sources, place ORDER BY place.name
WITH subject, object, claim, sources, collect(place.name) AS places
RETURN claim.relation AS relation,
       subject.name AS subject,
       object.name AS object,
       places AS place,
       coalesce(claim.start, '') AS start,
       coalesce(claim.end, '') AS end,
       CASE WHEN claim.value_low IS NULL AND claim.value_high IS NULL THEN coalesce(claim.text, '')
            ELSE toString(toInteger(coalesce(claim.value_low, claim.value_high)))
                 + coalesce(' to ' + toString(toInteger(
                     CASE WHEN claim.value_high > claim.value_low THEN claim.value_high END)), '')
                 + ' ' + coalesce(claim.unit, '') END AS words,
       claim.status AS status,
       claim.grade AS grade,
       claim.id AS claim,
       sources AS source
ORDER BY relation, claim
