/*
title: Everything between two actors
topic: Ties
question: >-
  What does the record say of two actors together, friendly, hostile or neither, affirmed or not,
  in the order of time?
active: >-
  A claim counts when it may have held within the period (possible), and is definite when it must
  have. Denied, unsupported and retracted claims are there too, marked by their status.
parameters:
  one: {type: entity, default: org-isk, meaning: one actor}
  other: {type: entity, default: org-afghan-taliban, meaning: the other; the order does not matter}
  on: {type: period, default: "", meaning: "the period; empty is all time"}
columns:
  says: the claim in words
  sign: 1 co-operation, -1 hostility, 0 neither
  part_of_one: in which places of the claim the one stands, subject, object, origin or third
  part_of_other: in which the other stands
  start: start as worded, EDTF; empty is unknown
  end: "end as worded; '..' is still going on when it was written"
  certainty: definite or possible, by its dates
  status: status of the claim
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- [Islamic State Khorasan clashed with Afghan Taliban, '-1', subject, object, 2017-01,
  .., definite, asserted, B2, c-0183, 'src-csis-isk-2018, Inter-Group Competition
    in Khorasan, para 1; src-csis-isk-2018, Inter-Group Competition in Khorasan,
    para 2']
- ['Islamic State Khorasan counted Afghan Taliban: 207 clashes', '0', subject, object,
  2017-01, .., definite, reported, B2, c-0184, 'src-csis-isk-2018, Inter-Group Competition
    in Khorasan, para 2']
- ['Islamic State Khorasan counted Afghan Taliban in Afghanistan: 14 Afghan provinces
    with clashes', '0', subject, object, 2017-01, .., definite, reported, B2, c-0185,
  'src-csis-isk-2018, Inter-Group Competition in Khorasan, para 2']
*/
MATCH (:Entity {id: $one})<-[part:SUBJECT|OBJECT|ORIGIN|THIRD]-(c:Claim)
WHERE c.start_earliest <= $on_last AND $on_first <= c.end_latest
WITH c, toLower(type(part)) AS part ORDER BY part
WITH c, collect(DISTINCT part) AS part_of_one
MATCH (c)-[part:SUBJECT|OBJECT|ORIGIN|THIRD]->(:Entity {id: $other})
WITH c, part_of_one, toLower(type(part)) AS part ORDER BY part
WITH c, part_of_one, collect(DISTINCT part) AS part_of_other
RETURN c.says AS says,
       c.sign AS sign,
       part_of_one,
       part_of_other,
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
ORDER BY c.start_latest, c.start_earliest, claim
