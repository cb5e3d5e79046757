/*
title: Claims that could not be graded
topic: Quality
question: >-
  Which claims have no affirming passage of which both the source's reliability and its own
  credibility could be judged?
active: >-
  Dates play no part. Denied, unsupported and retracted claims have no affirming passage to grade
  and are left out.
parameters:
  entity: {type: entity, default: "", meaning: an entity that the claim names; empty is any}
columns:
  says: the claim in words
  grade: the best grade, with F or 6 in it
  missing: reliability, credibility or both
  status: asserted, reported, alleged, inferred or disputed
  claim: id of the claim
  source: source and paragraph of every citation
example:
- [Government of Pakistan sheltered Afghan Taliban (sanctuaries), B6, credibility,
  alleged, c-1045, 'src-bbc-north-waziristan-2017, Border watch, para 1']
- ['Government of Pakistan practised with Taliban (unspecified): still tells good
    Taliban from bad', B6, credibility, alleged, c-2039, 'src-pips-cve-brief-2017,
    Key considerations, para 11']
*/
MATCH (c:Claim)
WHERE all(grade IN c.grades WHERE grade STARTS WITH 'F' OR grade ENDS WITH '6')
  AND NOT c.status IN ['denied', 'unsupported', 'retracted']
  AND ($entity = ''
       OR EXISTS { (c)-[:SUBJECT|OBJECT|ORIGIN|PLACE|THIRD]->(:Entity {id: $entity}) })
RETURN c.says AS says,
       c.grade AS grade,
       CASE WHEN c.grade = 'F6' THEN 'both'
            WHEN c.grade STARTS WITH 'F' THEN 'reliability'
            ELSE 'credibility' END AS missing,
       c.status AS status,
       c.id AS claim,
       COLLECT {
         MATCH (c)-[cited:CITED]->(document:Source)
         RETURN document.id + ', ' + cited.locator ORDER BY cited.id
       } AS source
ORDER BY claim
