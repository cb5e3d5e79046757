/*
title: Claims without a date
topic: Quality
question: >-
  Which claims have neither start nor end that anything is known of, and what date do their passages
  speak of?
active: >-
  No bound of the claim is known; it is possible at any time and definite at none.
parameters:
  entity: {type: entity, default: "", meaning: an entity that the claim names; empty is any}
  families: {type: family, many: true, default: [], meaning: families that count; none is all}
columns:
  says: the claim in words
  temporality: instant, state or count
  as_of: dates of which its passages speak, EDTF
  published: dates of the documents, EDTF
  status: status of the claim
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- ['Khorasan lies in Iran: a part of it', state, '', '2018', asserted, B2, c-0003,
  'src-csis-isk-2018, para 1']
- ['Khorasan lies in Central Asia: a part of it', state, '', '2018', asserted, B2,
  c-0004, 'src-csis-isk-2018, para 1']
- ['Khorasan lies in Afghanistan: a part of it', state, '', '2018', asserted, B2,
  c-0005, 'src-csis-isk-2018, para 1']
*/
MATCH (c:Claim)
WHERE c.start_earliest = date('0001-01-01') AND c.start_latest = date('9999-12-31')
  AND c.end_earliest = date('0001-01-01') AND c.end_latest = date('9999-12-31')
  AND ($entity = ''
       OR EXISTS { (c)-[:SUBJECT|OBJECT|ORIGIN|PLACE|THIRD]->(:Entity {id: $entity}) })
  AND ($families = [] OR c.family IN $families)
RETURN c.says AS says,
       c.temporality AS temporality,
       COLLECT {
         MATCH (c)-[cited:CITED]->(:Source)
         WHERE cited.as_of IS NOT NULL
         RETURN DISTINCT cited.as_of AS day ORDER BY day
       } AS as_of,
       COLLECT {
         MATCH (c)-[:CITED]->(document:Source)
         WHERE document.published IS NOT NULL
         RETURN DISTINCT document.published AS day ORDER BY day
       } AS published,
       c.status AS status,
       c.grade AS grade,
       c.id AS claim,
       COLLECT {
         MATCH (c)-[cited:CITED]->(document:Source)
         RETURN document.id + ', ' + cited.locator ORDER BY cited.id
       } AS source
ORDER BY claim
