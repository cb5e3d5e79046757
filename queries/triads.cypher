/*
title: Balanced and unbalanced triads around an actor
topic: Ties
question: >-
  In which triangles of ties does an actor stand, and are they balanced - the friend of a friend a
  friend, the enemy of an enemy a friend - or under strain?
active: >-
  A tie counts when it may have held within the period (possible). The sign of a pair is that of the
  sum of its ties' signs; pairs whose signs cancel out make no triad.
parameters:
  actor: {type: entity, default: org-isk, meaning: the actor}
  on: {type: period, default: "", meaning: "the period; empty is all time"}
  kinds:
    type: kind
    many: true
    default: [Organisation, Collective]
    meaning: kinds of the others; none is all
columns:
  one: name of one other actor
  other: name of the second other actor
  with_one: sign of the actor's ties with the one, co-operative or hostile
  with_other: sign of its ties with the other
  between_them: sign of the ties between the two
  balance: balanced when the product of the three signs is positive, else unbalanced
  claims: ids of all claims in it
example:
- [Estranged Pakistani Taliban and Lashkar-e-Islam militants in Nangarhar, Pakistani
    security forces, co-operative, hostile, hostile, balanced, c-0040; c-0017; c-0043]
- [Graduates of the camp in Kunar, Abu Umar al-Shishani training camp, co-operative,
  co-operative, co-operative, balanced, c-0076; c-0079; c-0075]
- [Islamic State provinces in Iraq and Syria, Islamic State, co-operative, co-operative,
  co-operative, balanced, c-0061; c-0001; c-0002; c-0052; c-0057; c-0062; c-0066;
    c-0058]
*/
MATCH (x:Entity)<-[here:SUBJECT|OBJECT|ORIGIN|THIRD]-(c:Claim)
MATCH (c)-[there:SUBJECT|OBJECT|ORIGIN|THIRD]->(y:Entity)
WHERE x.id <> y.id
  AND (type(here) = 'SUBJECT' OR type(there) = 'SUBJECT')
  AND coalesce(here.sign, there.sign) <> 0
  AND c.start_earliest <= $on_last AND $on_first <= c.end_latest
  AND NOT c.status IN ['denied', 'unsupported', 'retracted']
  AND (x.id = $actor OR $kinds = [] OR any(kind IN labels(x) WHERE kind IN $kinds))
  AND (y.id = $actor OR $kinds = [] OR any(kind IN labels(y) WHERE kind IN $kinds))
WITH x, y, c, coalesce(here.sign, there.sign) AS sign ORDER BY c.id
WITH x, y, sum(sign) AS sign, collect(c.id) AS claims
WHERE sign <> 0
WITH collect({from: x.id, to: y.id, name: y.name, sign: sign, claims: claims}) AS pairs
UNWIND [p IN pairs WHERE p.from = $actor] AS first
UNWIND [p IN pairs WHERE p.from = $actor AND p.to > first.to] AS second
UNWIND [p IN pairs WHERE p.from = first.to AND p.to = second.to] AS third
RETURN first.name AS one,
       second.name AS other,
       CASE WHEN first.sign > 0 THEN 'co-operative' ELSE 'hostile' END AS with_one,
       CASE WHEN second.sign > 0 THEN 'co-operative' ELSE 'hostile' END AS with_other,
       CASE WHEN third.sign > 0 THEN 'co-operative' ELSE 'hostile' END AS between_them,
       CASE WHEN first.sign * second.sign * third.sign > 0
            THEN 'balanced' ELSE 'unbalanced' END AS balance,
       first.claims + second.claims + third.claims AS claims
ORDER BY balance DESC, first.to, second.to
