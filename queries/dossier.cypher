/*
title: Everything said about an entity
topic: Evidence
question: >-
  What does the record say of an organisation, person, place or event, in whatever part of a claim
  it stands, in the order of time?
active: >-
  A claim counts when it may have held within the period (possible), and is definite when it must
  have. Denied, unsupported and retracted claims are there too, marked by their status.
parameters:
  entity: {type: entity, default: org-isk, example: person-qari-hekmatullah, meaning: the entity}
  on: {type: period, default: "", meaning: "the period; empty is all time"}
columns:
  says: the claim in words
  part: in which places of the claim it stands, subject, object, origin, place or third
  start: start as worded, EDTF; empty is unknown
  end: "end as worded; '..' is still going on when it was written"
  certainty: definite or possible, by its dates
  status: status of the claim
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
  note: what the coder noted on the claim
example:
- ['Qari Hekmatullah defected to Islamic State Khorasan (commander) from Islamic
    Movement of Uzbekistan, Taliban (unspecified)', subject, '2016', '', definite,
  asserted, B3, c-0197, 'src-csis-isk-2018, Inter-Group Competition in Khorasan,
    para 2', '']
- [Qari Hekmatullah pledged allegiance to Islamic State Khorasan, subject, '2016',
  '', definite, asserted, B2, c-0198, 'src-csis-isk-2018, Inter-Group Competition
    in Khorasan, para 2', '']
- [Qari Hekmatullah was killed by United States military by airstrike, subject,
  2018-04, '', definite, asserted, B2, c-0205, 'src-csis-isk-2018, Inter-Group Competition
    in Khorasan, para 2', '']
*/
MATCH (:Entity {id: $entity})<-[part:SUBJECT|OBJECT|ORIGIN|PLACE|THIRD]-(c:Claim)
WHERE c.start_earliest <= $on_last AND $on_first <= c.end_latest
WITH c, toLower(type(part)) AS part ORDER BY part
WITH c, collect(part) AS part
RETURN c.says AS says,
       part,
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
       } AS source,
       coalesce(c.note, '') AS note
ORDER BY c.start_latest, c.start_earliest, claim
