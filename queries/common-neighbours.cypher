/*
title: Common neighbours of two actors
topic: Network
question: >-
  Who is tied to both of two actors, and by what?
active: >-
  A tie counts when it may have held within the period (possible).
parameters:
  one: {type: entity, default: org-isk, meaning: one actor}
  other: {type: entity, default: org-afghan-taliban, meaning: the other}
  on: {type: period, default: "", meaning: "the period; empty is all time"}
  families: {type: family, many: true, default: [], meaning: families that count; none is all}
  kinds: {type: kind, many: true, default: [], meaning: kinds of neighbours; none is all}
  at_least: {type: grade, default: "", meaning: "weakest grade that counts, C3; empty is any"}
columns:
  neighbour: name of the neighbour
  kind: its kind
  with_one: its ties with the one, relation and claim
  with_other: its ties with the other
example:
- [Militant organisations of the region, Collective, CLASHED_WITH c-0180; RIVAL_OF
    c-0179, COMPRISES c-0181]
- [Government of Pakistan, Organisation, RIVAL_OF c-0175, SHELTERED c-1045]
- [Tehrik-e Taliban Pakistan, Organisation, LOST_MEMBERS_TO c-0026; LOST_MEMBERS_TO
    c-0027, DIFFERENT_FROM c-1319]
*/
MATCH (:Entity {id: $one})-[a]-(z:Entity)
WHERE a.start_earliest <= $on_last AND $on_first <= a.end_latest
  AND ($families = [] OR a.family IN $families)
  AND ($kinds = [] OR any(kind IN labels(z) WHERE kind IN $kinds))
  AND ($at_least = [] OR any(grade IN a.grades WHERE grade IN $at_least))
WITH z, type(a) + ' ' + a.id AS tie ORDER BY tie
WITH z, collect(tie) AS with_one
MATCH (z:Entity)-[b]-(:Entity {id: $other})
WHERE b.start_earliest <= $on_last AND $on_first <= b.end_latest
  AND ($families = [] OR b.family IN $families)
  AND ($at_least = [] OR any(grade IN b.grades WHERE grade IN $at_least))
WITH z, with_one, type(b) + ' ' + b.id AS tie ORDER BY tie
WITH z, with_one, collect(tie) AS with_other
RETURN z.name AS neighbour,
       [label IN labels(z) WHERE label <> 'Entity'][0] AS kind,
       with_one,
       with_other
ORDER BY kind, z.id
