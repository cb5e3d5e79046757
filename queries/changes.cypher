/*
title: What changed between two dates
topic: Time
question: >-
  What began, ended or happened within a period, for certain or possibly, and when at the earliest
  and latest?
active: >-
  Definite: both bounds of the change lie within the period. Possible: they overlap it. An end
  counts only when it is known to have come by some day; a death or dissolution gives such a day.
parameters:
  on: {type: period, default: 2016/2017, meaning: "from the one date to the other, EDTF"}
  entity: {type: entity, default: org-isk, meaning: an entity that the claim names; empty is any}
  families: {type: family, many: true, default: [], meaning: families that count; none is all}
columns:
  change: began, ended or happened
  earliest: first day on which it can have been; 0001-01-01 is no bound
  latest: last day on which it can have been; 9999-12-31 is no bound
  certainty: definite or possible, that it lies within the period
  says: the claim in words
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- [began, '2016-01-14', '2016-01-14', definite, Islamic State Khorasan was listed
    by United States Department of State (Foreign Terrorist Organization), asserted,
  B2, c-0211, 'src-csis-isk-2018, Inter-Group Competition in Khorasan, para 3']
- [ended, '0001-01-01', '2016-07-26', possible, Hafiz Saeed Khan held office in
    Islamic State Khorasan (emir), asserted, B3, c-0019, 'src-csis-isk-2018, Formation
    and Relationship with ISIS Core, para 1; src-csis-isk-2018, Formation and Relationship
    with ISIS Core, para 2; src-csis-isk-2018, Leadership and Strategy, para 1']
- [began, '0001-01-01', '2016-12-31', possible, United States Central Command operated
    against Islamic State Khorasan by air campaign, asserted, B3, c-0212, 'src-csis-isk-2018,
    Inter-Group Competition in Khorasan, para 3']
*/
MATCH (c:Claim)
WHERE ($entity = ''
       OR EXISTS { (c)-[:SUBJECT|OBJECT|ORIGIN|PLACE|THIRD]->(:Entity {id: $entity}) })
  AND ($families = [] OR c.family IN $families)
  AND NOT c.status IN ['denied', 'unsupported', 'retracted']
UNWIND CASE c.temporality WHEN 'instant' THEN ['happened']
                          WHEN 'state' THEN ['began', 'ended']
                          ELSE [] END AS change
WITH c, change,
     CASE change WHEN 'ended' THEN c.end_earliest ELSE c.start_earliest END AS earliest,
     CASE change WHEN 'ended' THEN c.end_latest ELSE c.start_latest END AS latest
WHERE earliest <= $on_last AND $on_first <= latest
  AND (latest < date('9999-12-31') OR (change <> 'ended' AND earliest > date('0001-01-01')))
RETURN change,
       earliest,
       latest,
       CASE WHEN $on_first <= earliest AND latest <= $on_last
            THEN 'definite' ELSE 'possible' END AS certainty,
       c.says AS says,
       c.status AS status,
       c.grade AS grade,
       c.id AS claim,
       COLLECT {
         MATCH (c)-[cited:CITED]->(document:Source)
         RETURN document.id + ', ' + cited.locator ORDER BY cited.id
       } AS source
ORDER BY latest, earliest, claim, change
