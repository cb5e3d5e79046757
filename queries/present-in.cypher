/*
title: Who is in a place
topic: Places
question: >-
  Which actors are present in a place or in a part of it, which control it and which moved there,
  for what use and when?
active: >-
  A tie counts when it may have held within the period (possible), and is definite when it must
  have.
parameters:
  place: {type: entity, default: place-nangarhar, meaning: "the place, with all that lies in it"}
  on: {type: period, default: "", meaning: "the period; empty is all time"}
  kinds:
    type: kind
    many: true
    default: [Organisation, Collective, Person]
    meaning: kinds of actors that count; none is all
columns:
  actor: name of the actor
  kind: kind of the actor
  relation: PRESENT_IN, CONTROLS or RELOCATED_TO
  part: name of the place itself, or of the part of it that is told
  use: use of the place or kind of control, in the coder's words
  start: start as worded, EDTF; empty is unknown
  end: "end as worded; '..' is still going on when it was written"
  certainty: definite or possible, by its dates
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- [Estranged Pakistani Taliban and Lashkar-e-Islam militants in Nangarhar, Collective,
  RELOCATED_TO, Nangarhar, '', ../2010~, '', definite, asserted, B3, c-0041, 'src-csis-isk-2018,
    Formation and Relationship with ISIS Core, para 2']
- [Pakistani militants in Nangarhar, Collective, PRESENT_IN, Nangarhar, '', 2010~,
  '', definite, asserted, B3, c-0032, 'src-csis-isk-2018, Formation and Relationship
    with ISIS Core, para 2']
- [Islamic State Khorasan, Organisation, PRESENT_IN, Nangarhar, base of operations,
  '2015', .., definite, asserted, B3, c-0192, 'src-csis-isk-2018, Inter-Group Competition
    in Khorasan, para 2']
*/
MATCH (found:Entity)-[r:PRESENT_IN|CONTROLS|RELOCATED_TO]->(spot:Entity)
WHERE EXISTS { (spot)-[:LOCATED_IN*0..4]->(:Entity {id: $place}) }
  AND r.start_earliest <= $on_last AND $on_first <= r.end_latest
  AND ($kinds = [] OR any(kind IN labels(found) WHERE kind IN $kinds))
RETURN found.name AS actor,
       [label IN labels(found) WHERE label <> 'Entity'][0] AS kind,
       type(r) AS relation,
       spot.name AS part,
       coalesce(r.role, '') AS use,
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
ORDER BY kind, found.id, r.start_latest, claim
