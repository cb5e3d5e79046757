/*
title: Claims that contradict or correct each other
topic: Evidence
question: >-
  Which two claims cannot both be true, or which corrects which, and how well is each supported?
active: >-
  Dates play no part.
parameters:
  entity: {type: entity, default: "", meaning: an entity that the claim names; empty is any}
  links:
    type: link
    many: true
    default: [contradicts, supersedes]
    meaning: kinds of links that count; none is all
columns:
  link: contradicts, supersedes and so on, read from the one to the other
  one: the one claim in words
  one_when: its start as worded, EDTF
  one_status: its status
  one_grade: its grade
  one_claim: its id
  other: the other claim in words
  other_when: its start as worded, EDTF
  other_status: its status
  other_grade: its grade
  other_claim: its id
  note: what the coder noted on the link
example:
- [contradicts, Islamic State founded Islamic State Khorasan, '2015', asserted,
  B2, c-0002, Hafiz Saeed Khan held office in Islamic State Khorasan (emir), '2014',
  asserted, B3, c-0019, 'a first emir chosen in 2014 stands against a founding in
    2015; the choice may have come before the announcement, which the text does
    not say']
- [contradicts, 'Suicide bombing at Charing Cross, Lahore happened in Charing Cross,
    Lahore by suicide bombing: outside the Punjab Assembly', '2016-02-13', asserted,
  E5, c-1098, 'Suicide bombing at Charing Cross, Lahore happened in Charing Cross,
    Lahore by suicide bombing', '2017-02-13', inferred, E3, c-1099, 'one event,
    two years a year apart; the printed 2016 is taken for an error of the article']
*/
MATCH (c:Claim)-[joint:LINKED]->(d:Claim)
WHERE ($links = [] OR joint.kind IN $links)
  AND ($entity = ''
       OR EXISTS { (c)-[:SUBJECT|OBJECT|ORIGIN|PLACE|THIRD]->(:Entity {id: $entity}) }
       OR EXISTS { (d)-[:SUBJECT|OBJECT|ORIGIN|PLACE|THIRD]->(:Entity {id: $entity}) })
RETURN joint.kind AS link,
       c.says AS one,
       coalesce(c.start, '') AS one_when,
       c.status AS one_status,
       c.grade AS one_grade,
       c.id AS one_claim,
       d.says AS other,
       coalesce(d.start, '') AS other_when,
       d.status AS other_status,
       d.grade AS other_grade,
       d.id AS other_claim,
       coalesce(joint.note, '') AS note
ORDER BY link, one_claim, other_claim
