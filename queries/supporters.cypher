/*
title: Who helped whom
topic: Ties
question: >-
  From whom did an actor receive aid, shelter, training, orders or tolerance, to whom did it give
  them, of what kind, through whom and how much?
active: >-
  A tie counts when it may have held within the period (possible), and is definite when it must
  have.
parameters:
  actor: {type: entity, default: org-isk, meaning: the actor}
  on: {type: period, default: "", meaning: "the period; empty is all time"}
  at_least: {type: grade, default: "", meaning: "weakest grade that counts, C3; empty is any"}
columns:
  direction: received or gave
  other: name of whoever gave or received it
  relation: SUPPORTED, SHELTERED, TRAINED, DIRECTED or TOLERATED
  kind: of what kind, in the coder's words
  through: name of the third party, as the relation defines it
  at_least: lower bound of the amount
  at_most: upper bound of the amount
  unit: what is counted
  words: what the coder adds
  start: start as worded, EDTF; empty is unknown
  end: "end as worded; '..' is still going on when it was written"
  certainty: definite or possible, by its dates
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- [received, Islamic State, SUPPORTED, '', '', '', '', '', '', '2015', .., definite,
  asserted, B3, c-0052, 'src-csis-isk-2018, Formation and Relationship with ISIS
    Core, para 3']
- [received, Islamic State, SUPPORTED, financial, '', '', '', dollars, up to several
    hundred thousand, ../2018, '', definite, asserted, B3, c-0062, 'src-csis-isk-2018,
    Formation and Relationship with ISIS Core, para 3']
- [received, Islamic State, SUPPORTED, relocation of key operatives, '', '', '',
  '', '', ../2018, .., definite, inferred, B3, c-0066, 'src-csis-isk-2018, Formation
    and Relationship with ISIS Core, para 3']
*/
MATCH (actor:Entity {id: $actor})-[r:SUPPORTED|SHELTERED|TRAINED|DIRECTED|TOLERATED]-(other:Entity)
WHERE r.start_earliest <= $on_last AND $on_first <= r.end_latest
  AND ($at_least = [] OR any(grade IN r.grades WHERE grade IN $at_least))
MATCH (c:Claim {id: r.id})
OPTIONAL MATCH (c)-[:THIRD]->(third:Entity)
RETURN CASE WHEN endNode(r) = actor THEN 'received' ELSE 'gave' END AS direction,
       other.name AS other,
       type(r) AS relation,
       coalesce(r.role, '') AS kind,
       coalesce(third.name, '') AS through,
       r.value_low AS at_least,
       r.value_high AS at_most,
       coalesce(r.unit, '') AS unit,
       coalesce(r.text, '') AS words,
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
ORDER BY direction DESC, relation, claim
