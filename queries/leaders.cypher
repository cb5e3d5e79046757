/*
title: The line of leaders of an organisation
topic: Leadership
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
example:
- [Hafiz Saeed Khan, '2014', '2014-01-01', '2014-12-31', '0001-01-01', '2016-07-26',
  'killed by United States military, 2016-07-26', asserted, B3, c-0019, 'src-csis-isk-2018,
    Formation and Relationship with ISIS Core, para 1; src-csis-isk-2018, Formation
    and Relationship with ISIS Core, para 2; src-csis-isk-2018, Leadership and Strategy,
    para 1']
- [Abdul Hasib, 2016-07-26/2017-04, '2016-07-26', '2017-04-30', '0001-01-01', '2017-04-30',
  'killed by United States military, 2017-04', asserted, B3, c-0082, 'src-csis-isk-2018,
    Leadership and Strategy, para 1']
- [Abu Sayed, 2016-07-26/2017-07-11, '2016-07-26', '2017-07-11', '0001-01-01', '2017-07-11',
  'killed by United States military, 2017-07-11', asserted, B3, c-0084, 'src-csis-isk-2018,
    Leadership and Strategy, para 1']
*/
MATCH (p:Entity)-[held:HELD_OFFICE {role: $role}]->(:Entity {id: $organisation})
RETURN p.name AS leader,
       coalesce(held.start, '') AS start,
       held.start_earliest AS start_earliest,
       held.start_latest AS start_latest,
       held.end_earliest AS end_earliest,
       held.end_latest AS end_latest,
       COLLECT {
         MATCH (p)-[killed:KILLED_BY]->(killer:Entity)
         RETURN 'killed by ' + killer.name + ', ' + coalesce(killed.start, 'date unknown')
         ORDER BY killed.id
       } AS ended_by,
       held.status AS status,
       held.grade AS grade,
       held.id AS claim,
       COLLECT {
         MATCH (:Claim {id: held.id})-[cited:CITED]->(document:Source)
         RETURN document.id + ', ' + cited.locator ORDER BY cited.id
       } AS source
ORDER BY held.end_latest, held.start_latest, held.id
