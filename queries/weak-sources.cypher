/*
title: Claims that rest on weak or partisan sources alone
topic: Evidence
question: >-
  Which claims are affirmed by no document that is reliable enough, and what sort of documents
  affirm them?
active: >-
  Dates play no part. Denied, unsupported and retracted claims are left out.
parameters:
  entity: {type: entity, default: "", meaning: an entity that the claim names; empty is any}
  reliability: {type: reliability, default: C, meaning: the weakest reliability that is enough}
  families: {type: family, many: true, default: [], meaning: families that count; none is all}
columns:
  says: the claim in words
  best: best reliability of the documents that affirm it, F when none can be judged
  kinds: kinds of these documents
  claimants: ids or words for those it is attributed to
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- [Balochistan lies in Pakistan, E, opinion-column, '', asserted, E2, c-1075, 'src-column-terror-wave-undated,
    para 1']
- [Sindh lies in Pakistan, E, opinion-column, '', asserted, E2, c-1076, 'src-column-terror-wave-undated,
    para 1']
- [Khyber Pakhtunkhwa lies in Pakistan, E, opinion-column, '', asserted, E2, c-1077,
  'src-column-terror-wave-undated, para 1']
*/
MATCH (c:Claim)-[cited:CITED]->(document:Source)
WHERE ($entity = ''
       OR EXISTS { (c)-[:SUBJECT|OBJECT|ORIGIN|PLACE|THIRD]->(:Entity {id: $entity}) })
  AND ($families = [] OR c.family IN $families)
  AND NOT c.status IN ['denied', 'unsupported', 'retracted']
  AND cited.stance IN ['asserts', 'reports', 'alleges', 'implies']
WITH c, min(coalesce(document.reliability, 'F')) AS best
WHERE best > $reliability
RETURN c.says AS says,
       best,
       COLLECT {
         MATCH (c)-[cited:CITED]->(document:Source)
         WHERE cited.stance IN ['asserts', 'reports', 'alleges', 'implies']
         RETURN DISTINCT coalesce(document.kind, 'not stated') AS kind ORDER BY kind
       } AS kinds,
       COLLECT {
         MATCH (c)-[cited:CITED]->(:Source)
         WHERE cited.stance IN ['asserts', 'reports', 'alleges', 'implies']
           AND cited.claimant IS NOT NULL
         RETURN DISTINCT cited.claimant AS claimant ORDER BY claimant
       } AS claimants,
       c.status AS status,
       c.grade AS grade,
       c.id AS claim,
       COLLECT {
         MATCH (c)-[cited:CITED]->(document:Source)
         RETURN document.id + ', ' + cited.locator ORDER BY cited.id
       } AS source
ORDER BY best DESC, claim
