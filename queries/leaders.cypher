/*
title: The line of leaders of an organisation
question: >-
  Who held the highest office of an organisation, one after another, from when to when at the
  least and at the most, and how did each tenure end?
active: >-
  Every tenure on record is listed, whenever it was. The four bounds say between which days it
  began and ended; 0001-01-01 and 9999-12-31 stand for "no bound".
parameters:
  organisation: {type: entity, default: org-isk, meaning: the organisation led}
  role: {type: text, default: emir, meaning: "the office, as the record words it"}
columns:
  leader: name of the person
  start: start as worded, EDTF; empty is unknown
  start_earliest: first day on which it can have begun
  start_latest: last day on which it can have begun
  end_earliest: last day for which it is known to have gone on
  end_latest: last day on which it can have ended
  ended_by: how it ended, as far as the record says
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
*/
MATCH (claim:Claim {relation: 'HELD_OFFICE', role: $role})-[:OBJECT]->(:Entity {id: $organisation})
WHERE NOT claim.status IN ['denied', 'unsupported', 'retracted']
MATCH (claim)-[:SUBJECT]->(leader:Entity)
MATCH (claim)-[cited:CITED]->(source:Source)
WITH claim, leader, source, cited ORDER BY cited.id
WITH claim, leader, collect(source.id + ', ' + cited.locator) AS sources
OPTIONAL MATCH (leader)-[killed:KILLED_BY]->(killer:Entity)
WITH claim, leader, sources, killed, killer ORDER BY killed.id
WITH claim, leader, sources,
     collect('killed by ' + killer.name + ', ' + coalesce(killed.start, 'date unknown')) AS ends
RETURN leader.name AS leader,
       coalesce(claim.start, '') AS start,
       claim.start_earliest AS start_earliest,
       claim.start_latest AS start_latest,
       claim.end_earliest AS end_earliest,
       claim.end_latest AS end_latest,
       ends AS ended_by,
       claim.status AS status,
       claim.grade AS grade,
       claim.id AS claim,
       sources AS source
ORDER BY claim.end_latest, claim.start_latest, claim
