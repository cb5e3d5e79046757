/*
title: Who led an organisation on a day
topic: Leadership
question: >-
  Who held which leading office of an organisation on a day or at some time of a period, for
  certain or possibly?
active: >-
  Possible: the office can have been held at some time within the period. Definite: it must have
  been, wherever within their bounds it began and ended.
parameters:
  organisation: {type: entity, default: org-isk, meaning: the organisation led}
  on: {type: period, default: 2017-06, example: 2017-06, meaning: "the day or period, EDTF"}
  offices:
    type: text
    many: true
    default: [emir, leader]
    meaning: the offices that count, as the record words them; none is every office
columns:
  leader: name of the person
  office: the office, as the record words it
  certainty: definite or possible, by its dates
  start_earliest: first day on which it can have begun
  start_latest: last day on which it can have begun
  end_earliest: last day for which it is known to have gone on
  end_latest: last day on which it can have ended
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- [Abu Sayed, emir, possible, '2016-07-26', '2017-07-11', '0001-01-01', '2017-07-11',
  asserted, B3, c-0084, 'src-csis-isk-2018, Leadership and Strategy, para 1']
- [Abu Saad Orakzai, emir, possible, '2016-07-26', '2018-08-25', '0001-01-01', '2018-08-25',
  asserted, B3, c-0086, 'src-csis-isk-2018, Leadership and Strategy, para 1']
*/
MATCH (p:Entity)-[held:HELD_OFFICE]->(:Entity {id: $organisation})
WHERE held.start_earliest <= $on_last AND $on_first <= held.end_latest
  AND ($offices = [] OR held.role IN $offices)
RETURN p.name AS leader,
       held.role AS office,
       CASE WHEN held.start_latest <= $on_last AND $on_first <= held.end_earliest
            THEN 'definite' ELSE 'possible' END AS certainty,
       held.start_earliest AS start_earliest,
       held.start_latest AS start_latest,
       held.end_earliest AS end_earliest,
       held.end_latest AS end_latest,
       held.status AS status,
       held.grade AS grade,
       held.id AS claim,
       COLLECT {
         MATCH (:Claim {id: held.id})-[cited:CITED]->(document:Source)
         RETURN document.id + ', ' + cited.locator ORDER BY cited.id
       } AS source
ORDER BY certainty, held.start_latest, held.id
