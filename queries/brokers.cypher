/*
title: Brokers between two actors
topic: Network
question: >-
  Who stands on the shortest chains, of two or three steps, that join two actors through others, and
  on how many of them?
active: >-
  Every step may have held within the period (possible). A tie that joins the two directly is left
  aside; several ties of one pair are one step.
parameters:
  one: {type: entity, default: org-isk, meaning: one actor}
  other: {type: entity, default: org-pakistan-army, meaning: the other}
  on: {type: period, default: "", meaning: "the period; empty is all time"}
  families:
    type: family
    many: true
    default: []
    meaning: families of relations that count; none is all
  kinds:
    type: kind
    many: true
    default: [Organisation, Person]
    meaning: kinds of actors that count; none is all
columns:
  broker: name of whoever stands between the two
  kind: kind of the broker
  steps: length of the shortest chains
  chains: how many of these lead through the broker
  of: how many there are
  share: chains divided by all of them
example:
- [Government of Afghanistan, Organisation, '3', '2', '2', '1']
- [Afghan Taliban, Organisation, '3', '1', '2', '0.5']
- [Government of Pakistan, Organisation, '3', '1', '2', '0.5']
*/
MATCH p = (:Entity {id: $one})
          ((:Entity)-[r]-(next:Entity)
           WHERE r.start_earliest <= $on_last AND $on_first <= r.end_latest
             AND ($families = [] OR r.family IN $families)
             AND (next.id = $other OR $kinds = []
                  OR any(kind IN labels(next) WHERE kind IN $kinds))
          ){2,3}
          (:Entity {id: $other})
WHERE all(n IN nodes(p) WHERE single(same IN nodes(p) WHERE same = n))
WITH DISTINCT [n IN nodes(p) | n.id] AS chain
WITH collect(chain) AS chains, min(size(chain)) AS shortest
WITH [chain IN chains WHERE size(chain) = shortest] AS chains, shortest
UNWIND chains AS chain
UNWIND chain[1..-1] AS id
WITH id, shortest - 1 AS steps, size(chains) AS of, count(*) AS through
MATCH (z:Entity {id: id})
RETURN z.name AS broker,
       [label IN labels(z) WHERE label <> 'Entity'][0] AS kind,
       steps,
       through AS chains,
       of,
       toFloat(through) / of AS share
ORDER BY chains DESC, id
