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
MATCH (c:Claim {relation: 'HELD_OFFICE', role: $role})-[:OBJECT]->(:Entity {id: $organisation})
WHERE NOT c.status IN ['denied', 'unsupported', 'retracted']
MATCH (c)-[:SUBJECT]->(p:Entity)
MATCH (c)-[cited:CITED]->(document:Source)
WITH c, p, document, cited ORDER BY cited.id
WITH c, p, collect(document.id + ', ' + cited.locator) AS sources
OPTIONAL MATCH (p)-[killed:KILLED_BY]->(killer:Entity)
WITH c, p, sources, killed, killer ORDER BY killed.id
WITH c, p, sources,
     collect('killed by ' + killer.name + ', ' + coalesce(killed.start, 'date unknown')) AS ends
RETURN p.name AS leader,
       coalesce(c.start, '') AS start,
       c.start_earliest AS start_earliest,
       c.start_latest AS start_latest,
       c.end_earliest AS end_earliest,
       c.end_latest AS end_latest,
       ends AS ended_by,
       c.status AS status,
       c.grade AS grade,
       c.id AS claim,
       sources AS source
ORDER BY c.end_latest, c.start_latest, c.id
