/*
title: Claims that independent passages confirm
topic: Evidence
question: >-
  Which claims do several passages affirm that share neither document, nor claimant, nor go-between?
active: >-
  Dates play no part.
parameters:
  entity: {type: entity, default: "", meaning: an entity that the claim names; empty is any}
  passages: {type: integer, default: "2", least: "1", meaning: how many independent ones at least}
columns:
  says: the claim in words
  independent: how many pairwise independent passages affirm it
  documents: in how many documents it is cited
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- [Militants based in Afghanistan who attack Pakistan is present in Afghanistan
    (base), '3', '3', asserted, B3, c-1067, 'src-bbc-north-waziristan-2017, Border
    watch, para 10; src-column-terror-wave-undated, para 8; src-column-terror-wave-undated,
    para 9; src-column-terror-wave-undated, para 16; src-pips-cve-brief-2017, Key
    considerations, para 29']
- [Nangarhar lies in Afghanistan, '2', '2', asserted, B1, c-0035, 'src-csis-isk-2018,
    Formation and Relationship with ISIS Core, para 2; src-csis-isk-2018, Leadership
    and Strategy, para 1; src-nomad-isis-defectors-2015, Barbarians in the Age of
    Internet, para 7']
- [Kunar lies in Afghanistan, '2', '2', asserted, B1, c-0078, 'src-csis-isk-2018,
    Figure 2, caption; src-column-terror-wave-undated, para 7']
*/
MATCH (c:Claim)
WHERE c.independent >= $passages
  AND ($entity = ''
       OR EXISTS { (c)-[:SUBJECT|OBJECT|ORIGIN|PLACE|THIRD]->(:Entity {id: $entity}) })
RETURN c.says AS says,
       c.independent AS independent,
       size(c.sources) AS documents,
       c.status AS status,
       c.grade AS grade,
       c.id AS claim,
       COLLECT {
         MATCH (c)-[cited:CITED]->(document:Source)
         RETURN document.id + ', ' + cited.locator ORDER BY cited.id
       } AS source
ORDER BY independent DESC, claim
