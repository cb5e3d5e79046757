/*
title: Defections to an organisation, by origin
question: >-
  Who went over to an organisation, from which one, when and in what rank - named persons, groups
  of people, and members of whom only the number or the rank is told?
active: >-
  Defections are instants; one counts when it may have fallen within the period. Denied and
  unsupported claims are left out, disputed ones are marked by their status.
parameters:
  organisation: {type: entity, default: org-isk, meaning: the organisation gone over to}
  on: {type: period, default: "", example: 2014/2016, meaning: "the period, EDTF; empty is all time"}
columns:
  origin: name of the organisation left; a defector from two stands under each
  who: name of the person or group, or "members" of the origin
  rank: rank or office, in the coder's words
  number: how many, as far as it is told
  when: date as worded, EDTF; empty is unknown
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
*/
MATCH (c:Claim)-[:OBJECT]->(:Entity {id: $organisation})
WHERE c.relation IN ['DEFECTED_TO', 'LOST_MEMBERS_TO']
  AND c.start_earliest <= $on_last AND $on_first <= c.end_latest
  AND NOT c.status IN ['denied', 'unsupported', 'retracted']
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[cited:CITED]->(document:Source)
WITH c, s, document, cited ORDER BY cited.id
WITH c, s, collect(document.id + ', ' + cited.locator) AS sources
OPTIONAL MATCH (c)-[:ORIGIN]->(left:Entity)
WITH c, s, sources, left, c.relation = 'LOST_MEMBERS_TO' AS flow
RETURN CASE WHEN flow THEN s.name ELSE coalesce(left.name, 'not stated') END AS origin,
       CASE WHEN flow THEN 'members' ELSE s.name END AS who,
       coalesce(c.role, '') AS rank,
       coalesce(c.text, '') AS number,
       coalesce(c.start, '') AS when,
       c.status AS status,
       c.grade AS grade,
       c.id AS claim,
       sources AS source
ORDER BY origin, c.start_latest, c.id
