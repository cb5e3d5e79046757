/*
title: How good the data is, by family of relations
topic: Quality
question: >-
  How many claims of each family are undated, ungraded, inferred, alleged, disputed, or rest on one
  document?
active: >-
  Dates play no part. Undated: no bound is known.
parameters:
  entity: {type: entity, default: "", meaning: an entity that the claim names; empty is any}
columns:
  family: family of relations
  claims: how many claims
  undated: without any known bound of their dates
  ungraded: without a grade of which both parts could be judged
  inferred: that only the coder draws
  alleged: that only interested or unproven voices make
  disputed: that somebody affirms and somebody denies
  not_affirmed: denied, unsupported or retracted
  one_document: cited from one document only
example:
- [value, '329', '160', '3', '7', '93', '2', '2', '329']
- [presence, '97', '50', '0', '2', '8', '0', '0', '89']
- [attack, '54', '26', '0', '1', '14', '0', '0', '53']
*/
MATCH (c:Claim)
WHERE ($entity = ''
       OR EXISTS { (c)-[:SUBJECT|OBJECT|ORIGIN|PLACE|THIRD]->(:Entity {id: $entity}) })
WITH c,
     c.start_earliest = date('0001-01-01') AND c.start_latest = date('9999-12-31')
       AND c.end_earliest = date('0001-01-01') AND c.end_latest = date('9999-12-31') AS undated,
     all(grade IN c.grades WHERE grade STARTS WITH 'F' OR grade ENDS WITH '6') AS ungraded
RETURN c.family AS family,
       count(c) AS claims,
       sum(CASE WHEN undated THEN 1 ELSE 0 END) AS undated,
       sum(CASE WHEN ungraded THEN 1 ELSE 0 END) AS ungraded,
       sum(CASE WHEN c.status = 'inferred' THEN 1 ELSE 0 END) AS inferred,
       sum(CASE WHEN c.status = 'alleged' THEN 1 ELSE 0 END) AS alleged,
       sum(CASE WHEN c.status = 'disputed' THEN 1 ELSE 0 END) AS disputed,
       sum(CASE WHEN c.status IN ['denied', 'unsupported', 'retracted'] THEN 1 ELSE 0 END)
         AS not_affirmed,
       sum(CASE WHEN size(c.sources) = 1 THEN 1 ELSE 0 END) AS one_document
ORDER BY claims DESC, family
