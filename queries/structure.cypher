/*
title: The structure of an organisation
topic: Lineage
question: >-
  Which parts, offices and members does an organisation have, and which bodies does it run, down to
  the parts of its parts?
active: >-
  A tie counts when it may have held within the period (possible), and is definite when it must
  have; so must the parts on the way to it possibly have been parts then.
parameters:
  organisation: {type: entity, default: org-isk, meaning: the organisation}
  on: {type: period, default: "", meaning: "the period; empty is all time"}
columns:
  level: 0 for the organisation itself, 1 for its parts, 2 for theirs
  unit: name of the organisation or part
  relation: PART_OF, RAN, HELD_OFFICE or MEMBER_OF
  who: name of the part, the body run, the office-holder or the members
  role: office or sort of part, in the coder's words
  start: start as worded, EDTF; empty is unknown
  end: "end as worded; '..' is still going on when it was written"
  certainty: definite or possible, by its dates
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- ['0', Islamic State Khorasan, HELD_OFFICE, Hafiz Saeed Khan, emir, '2014', '',
  definite, asserted, B3, c-0019, 'src-csis-isk-2018, Formation and Relationship
    with ISIS Core, para 1; src-csis-isk-2018, Formation and Relationship with ISIS
    Core, para 2; src-csis-isk-2018, Leadership and Strategy, para 1']
- ['0', Islamic State Khorasan, HELD_OFFICE, Abdul Rauf Khadim, deputy emir, '',
  '', definite, asserted, B3, c-0044, 'src-csis-isk-2018, Formation and Relationship
    with ISIS Core, para 2']
- ['0', Islamic State Khorasan, HELD_OFFICE, Abdul Hasib, emir, 2016-07-26/2017-04,
  '', definite, asserted, B3, c-0082, 'src-csis-isk-2018, Leadership and Strategy,
    para 1']
*/
MATCH p = (body:Entity)-[parts:PART_OF*0..3]->(:Entity {id: $organisation})
WHERE all(part IN parts
          WHERE part.start_earliest <= $on_last AND $on_first <= part.end_latest)
WITH body, min(length(p)) AS level
MATCH (body:Entity)-[r:PART_OF|RAN|HELD_OFFICE|MEMBER_OF]-(who:Entity)
WHERE r.start_earliest <= $on_last AND $on_first <= r.end_latest
  // a body runs others, everything else points at it
  AND (type(r) = 'RAN') = (startNode(r) = body)
RETURN level,
       body.name AS unit,
       type(r) AS relation,
       who.name AS who,
       coalesce(r.role, '') AS role,
       coalesce(r.start, '') AS start,
       coalesce(r.end, '') AS end,
       CASE WHEN r.start_latest <= $on_last AND $on_first <= r.end_earliest
            THEN 'definite' ELSE 'possible' END AS certainty,
       r.status AS status,
       r.grade AS grade,
       r.id AS claim,
       COLLECT {
         MATCH (:Claim {id: r.id})-[cited:CITED]->(document:Source)
         RETURN document.id + ', ' + cited.locator ORDER BY cited.id
       } AS source
ORDER BY level, body.id, relation, claim
