/*
title: The enemies of an actor's enemies
topic: Ties
question: >-
  Who is at odds with those an actor is at odds with, how many such enemies do they share, and what
  ties do the two have themselves?
active: >-
  A tie counts when it may have held within the period (possible). Hostile relations of the
  vocabulary make enemies, a change of side does not.
parameters:
  actor: {type: entity, default: org-isk, meaning: the actor}
  on: {type: period, default: "", meaning: "the period; empty is all time"}
  kinds:
    type: kind
    many: true
    default: [Organisation, Collective]
    meaning: kinds of the others; none is all
columns:
  candidate: name of the enemy of an enemy
  shared_enemies: how many enemies the two share
  enemies: names of these
  own_ties: ties with a sign between the actor and the candidate, relation and claim; often none
example:
- [Government of Afghanistan, '2', Afghan Taliban; Government of Pakistan, '']
- [Prisoners under sentence of death in Pakistan, '1', Government of Pakistan, '']
- [Estranged Pakistani Taliban and Lashkar-e-Islam militants in Nangarhar, '1',
  Pakistani security forces, JOINED c-0040]
*/
MATCH (actor:Entity {id: $actor})-[r]-(enemy:Entity)
WHERE r.sign = -1
  AND r.start_earliest <= $on_last AND $on_first <= r.end_latest
  AND ($kinds = [] OR any(kind IN labels(enemy) WHERE kind IN $kinds))
WITH DISTINCT actor, enemy
MATCH (enemy:Entity)-[s]-(found:Entity)
WHERE s.sign = -1 AND found.id <> $actor
  AND s.start_earliest <= $on_last AND $on_first <= s.end_latest
  AND ($kinds = [] OR any(kind IN labels(found) WHERE kind IN $kinds))
WITH DISTINCT actor, enemy, found
ORDER BY enemy.id
WITH actor, found, collect(enemy.name) AS enemies
RETURN found.name AS candidate,
       size(enemies) AS shared_enemies,
       enemies,
       COLLECT {
         MATCH (actor)-[t]-(found:Entity)
         WHERE t.sign <> 0
           AND t.start_earliest <= $on_last AND $on_first <= t.end_latest
         RETURN type(t) + ' ' + t.id ORDER BY type(t), t.id
       } AS own_ties
ORDER BY shared_enemies DESC, found.id
