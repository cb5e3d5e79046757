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
MATCH (claim:Claim)-[:OBJECT]->(:Entity {id: $organisation})
WHERE claim.relation IN ['DEFECTED_TO', 'LOST_MEMBERS_TO']
  AND claim.start_earliest <= $on_last AND $on_first <= claim.end_latest
  AND NOT claim.status IN ['denied', 'unsupported', 'retracted']
MATCH (claim)-[:SUBJECT]->(subject:Entity)
MATCH (claim)-[cited:CITED]->(source:Source)
WITH claim, subject, source, cited ORDER BY cited.id
WITH claim, subject, collect(source.id + ', ' + cited.locator) AS sources
OPTIONAL MATCH (claim)-[:ORIGIN]->(left:Entity)
WITH claim, sources, subject, claim.relation = 'LOST_MEMBERS_TO' AS flow, left
RETURN CASE WHEN flow THEN subject.name ELSE coalesce(left.name, 'not stated') END AS origin,
       CASE WHEN flow THEN 'members' ELSE subject.name END AS who,
       coalesce(claim.role, '') AS rank,
       coalesce(claim.text, '') AS number,
       coalesce(claim.start, '') AS when,
       claim.status AS status,
       claim.grade AS grade,
       claim.id AS claim,
       sources AS source
ORDER BY origin, claim.start_latest, claim
