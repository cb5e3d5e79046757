/*
title: The line of leaders of an organisation
topic: Leadership
question: >-
  Who held the highest office of an organisation, one after another, from when to when at the
  least and at the most, how did each tenure end, and who came next?
active: >-
  Every tenure on record is listed, whenever it was. The four bounds say between which days it
  began and ended; 0001-01-01 and 9999-12-31 stand for "no bound".
parameters:
  organisation: {type: entity, default: org-isk, meaning: the organisation led}
  offices:
    type: text
    many: true
    default: [emir, leader]
    meaning: the offices that count, as the record words them; none is every office
columns:
  leader: name of the person
  office: the office, as the record words it
  start: start as worded, EDTF; empty is unknown
  start_earliest: first day on which it can have begun
  start_latest: last day on which it can have begun
  end_earliest: last day for which it is known to have gone on
  end_latest: last day on which it can have ended
  ended_by: what can have ended it - death, capture, surrender, leaving - and when that was
  succeeded_by: names of those who the record says took over
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- [Hafiz Saeed Khan, emir, '2014', '2014-01-01', '2014-12-31', '0001-01-01', '2016-07-26',
  'was killed by United States military, 2016-07-26', Abdul Hasib, asserted, B3,
  c-0019, 'src-csis-isk-2018, Formation and Relationship with ISIS Core, para 1;
    src-csis-isk-2018, Formation and Relationship with ISIS Core, para 2; src-csis-isk-2018,
    Leadership and Strategy, para 1']
- [Abdul Hasib, emir, 2016-07-26/2017-04, '2016-07-26', '2017-04-30', '0001-01-01',
  '2017-04-30', 'was killed by United States military, 2017-04', Abu Sayed, asserted,
  B3, c-0082, 'src-csis-isk-2018, Leadership and Strategy, para 1']
- [Abu Sayed, emir, 2016-07-26/2017-07-11, '2016-07-26', '2017-07-11', '0001-01-01',
  '2017-07-11', 'was killed by United States military, 2017-07-11', Abu Saad Orakzai,
  asserted, B3, c-0084, 'src-csis-isk-2018, Leadership and Strategy, para 1']
*/
MATCH (p:Entity)-[held:HELD_OFFICE]->(:Entity {id: $organisation})
WHERE $offices = [] OR held.role IN $offices
RETURN p.name AS leader,
       coalesce(held.role, '') AS office,
       coalesce(held.start, '') AS start,
       held.start_earliest AS start_earliest,
       held.start_latest AS start_latest,
       held.end_earliest AS end_earliest,
       held.end_latest AS end_latest,
       COLLECT {
         MATCH (p)-[what:KILLED_BY|DETAINED_BY|SURRENDERED_TO|LEFT|DEFECTED_TO]->(other:Entity)
         WHERE what.start_earliest <= held.end_latest AND held.start_earliest <= what.start_latest
           AND (type(what) <> 'LEFT' OR other.id = $organisation)
           AND (type(what) <> 'DEFECTED_TO' OR $organisation IN what.origin)
         RETURN what.label + ' ' + other.name + ', ' + coalesce(what.start, 'date unknown')
         ORDER BY what.start_latest, what.id
       } AS ended_by,
       COLLECT {
         MATCH (next:Entity)-[took:SUCCEEDED]->(p)
         WHERE took.third = $organisation AND coalesce(took.role, held.role) = held.role
         RETURN next.name ORDER BY took.start_latest, took.id
       } AS succeeded_by,
       held.status AS status,
       held.grade AS grade,
       held.id AS claim,
       COLLECT {
         MATCH (:Claim {id: held.id})-[cited:CITED]->(document:Source)
         RETURN document.id + ', ' + cited.locator ORDER BY cited.id
       } AS source
ORDER BY held.end_latest, held.start_latest, claim
