/*
title: Claims that rest on one source
topic: Evidence
question: >-
  Which claims does a single document affirm, however often it says so?
active: >-
  Dates play no part. Denied, unsupported and retracted claims are left out.
parameters:
  entity: {type: entity, default: org-isk, meaning: an entity that the claim names; empty is any}
  families: {type: family, many: true, default: [], meaning: families that count; none is all}
columns:
  says: the claim in words
  document: id of the one source
  reliability: its reliability, A to F
  passages: how many passages of it affirm the claim
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- [Islamic State Khorasan is part of Islamic State (province for Central Asia),
  src-csis-isk-2018, B, '1', asserted, B3, c-0001, 'src-csis-isk-2018, para 1']
- [Islamic State founded Islamic State Khorasan, src-csis-isk-2018, B, '2', asserted,
  B2, c-0002, 'src-csis-isk-2018, para 1; src-csis-isk-2018, Formation and Relationship
    with ISIS Core, para 3']
- [Islamic State Khorasan is present in Khorasan (active), src-csis-isk-2018, B,
  '1', asserted, B4, c-0007, 'src-csis-isk-2018, para 1; src-csis-isk-2018, para
    1']
*/
MATCH (c:Claim)-[cited:CITED]->(document:Source)
WHERE ($entity = ''
       OR EXISTS { (c)-[:SUBJECT|OBJECT|ORIGIN|PLACE|THIRD]->(:Entity {id: $entity}) })
  AND ($families = [] OR c.family IN $families)
  AND NOT c.status IN ['denied', 'unsupported', 'retracted']
  AND cited.stance IN ['asserts', 'reports', 'alleges', 'implies']
WITH c, collect(DISTINCT document) AS documents, count(cited) AS passages
WHERE size(documents) = 1
WITH c, documents[0] AS only, passages
RETURN c.says AS says,
       only.id AS document,
       coalesce(only.reliability, 'F') AS reliability,
       passages,
       c.status AS status,
       c.grade AS grade,
       c.id AS claim,
       COLLECT {
         MATCH (c)-[cited:CITED]->(document:Source)
         RETURN document.id + ', ' + cited.locator ORDER BY cited.id
       } AS source
ORDER BY claim
