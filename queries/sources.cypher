/*
title: What the record rests on
topic: Evidence
question: >-
  Which documents carry the record, how reliable are they, how many claims does each hold, and how
  many of these nobody else?
active: >-
  Dates play no part.
parameters:
  kinds: {type: text, many: true, default: [], meaning: kinds of documents that count; none is all}
columns:
  document: id of the source
  title: its title; in brackets when it is supplied
  published: date of publication, EDTF; empty is unknown
  kind: kind of document
  reliability: A to F
  claims: how many claims it is cited for
  alone: how many of these cite no other document
  alleges: how many passages of it pass on an allegation
  against: how many passages of it doubt, deny or retract
example:
- [src-csis-isk-2018, '[Backgrounder on Islamic State Khorasan (IS-K)]', '2018',
  backgrounder, B, '228', '226', '11', '3']
- [src-column-terror-wave-undated, '[Opinion column on a wave of terrorism in Pakistan]',
  '', opinion-column, E, '143', '137', '76', '1']
- [src-is-defection-strategies-undated, '[The Islamic State''s own strategies of
    defection and reintegration]', '', commentary, C, '96', '95', '0', '0']
*/
MATCH (paper:Source)
WHERE $kinds = [] OR paper.kind IN $kinds
OPTIONAL MATCH (c:Claim)-[cited:CITED]->(paper)
WITH paper,
     count(DISTINCT c.id) AS claims,
     count(DISTINCT CASE WHEN size(c.sources) = 1 THEN c.id END) AS alone,
     sum(CASE WHEN cited.stance = 'alleges' THEN 1 ELSE 0 END) AS alleges,
     sum(CASE WHEN cited.stance IN ['doubts', 'denies', 'retracts'] THEN 1 ELSE 0 END) AS against
RETURN paper.id AS document,
       paper.title AS title,
       coalesce(paper.published, '') AS published,
       coalesce(paper.kind, '') AS kind,
       coalesce(paper.reliability, 'F') AS reliability,
       claims,
       alone,
       alleges,
       against
ORDER BY claims DESC, document
