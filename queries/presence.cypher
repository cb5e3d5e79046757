/*
title: Where an actor is, by place
topic: Places
question: >-
  In which places is an actor present, which does it control and to which did it move, for what use
  and when?
active: >-
  A tie counts when it may have held within the period (possible), and is definite when it must
  have.
parameters:
  actor: {type: entity, default: org-isk, meaning: the actor}
  on: {type: period, default: "", meaning: "the period; empty is all time"}
  at_least: {type: grade, default: "", meaning: "weakest grade that counts, C3; empty is any"}
columns:
  place: name of the place
  within: names of the places it lies in, as far as the record says
  relation: PRESENT_IN, CONTROLS or RELOCATED_TO
  use: use of the place or kind of control, in the coder's words
  words: what the coder adds
  origin: names of the places moved from
  start: start as worded, EDTF; empty is unknown
  end: "end as worded; '..' is still going on when it was written"
  certainty: definite or possible, by its dates
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- [Afghanistan, '', PRESENT_IN, spreading, '', '', ../2018, .., definite, asserted,
  B3, c-0222, 'src-csis-isk-2018, Inter-Group Competition in Khorasan, para 3']
- [Jowzjan, Afghanistan, PRESENT_IN, expanding, '', '', '', 2018-03, definite, asserted,
  B3, c-0204, 'src-csis-isk-2018, Inter-Group Competition in Khorasan, para 2']
- [Khorasan, Afghanistan; Central Asia; Iran; Pakistan, PRESENT_IN, active, '',
  '', '2015', .., definite, asserted, B4, c-0007, 'src-csis-isk-2018, para 1; src-csis-isk-2018,
    para 1']
*/
MATCH (:Entity {id: $actor})-[r:PRESENT_IN|CONTROLS|RELOCATED_TO]->(spot:Entity)
WHERE r.start_earliest <= $on_last AND $on_first <= r.end_latest
  AND ($at_least = [] OR any(grade IN r.grades WHERE grade IN $at_least))
MATCH (c:Claim {id: r.id})
RETURN spot.name AS place,
       COLLECT {
         MATCH (spot)-[:LOCATED_IN*1..4]->(around:Entity)
         RETURN DISTINCT around.name ORDER BY around.name
       } AS within,
       type(r) AS relation,
       coalesce(r.role, '') AS use,
       coalesce(r.text, '') AS words,
       COLLECT {
         MATCH (c)-[:ORIGIN]->(origin:Entity)
         RETURN origin.name ORDER BY origin.name
       } AS origin,
       coalesce(r.start, '') AS start,
       coalesce(r.end, '') AS end,
       CASE WHEN r.start_latest <= $on_last AND $on_first <= r.end_earliest
            THEN 'definite' ELSE 'possible' END AS certainty,
       r.status AS status,
       r.grade AS grade,
       r.id AS claim,
       COLLECT {
         MATCH (c)-[cited:CITED]->(document:Source)
         RETURN document.id + ', ' + cited.locator ORDER BY cited.id
       } AS source
ORDER BY spot.id, r.start_latest, claim
