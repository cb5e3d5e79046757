/*
title: Actors that share a place
topic: Places
question: >-
  Which actors are present in or control the same place, can they be there at the same time, and are
  they tied to each other?
active: >-
  Both must possibly be there on one day of the period; definite when both must be.
parameters:
  place: {type: entity, default: "", meaning: the place itself; empty is any}
  actor: {type: entity, default: "", meaning: one of the two; empty is any}
  on: {type: period, default: "", meaning: "the period; empty is all time"}
  kinds:
    type: kind
    many: true
    default: [Organisation, Collective]
    meaning: kinds of actors that count; none is all
columns:
  place: name of the place
  one: name of one actor
  other: name of the other
  certainty: definite or possible, by the dates, that both were there at one time
  own_ties: ties with a sign between the two, of any time, relation and claim; often none
  claims: ids of the claims of presence and control
example:
- [Afghanistan, Local militant movements, Islamic State, possible, '', c-0055; c-0096]
- [Afghanistan, Islamic State Khorasan, Islamic State, possible, FOUNDED c-0002;
    PART_OF c-0001; PLEDGED_TO c-0057; SUPPORTED c-0052; SUPPORTED c-0062; SUPPORTED
    c-0066, c-0055; c-0222]
- [Afghanistan, 'Groups active in Kashmir, Afghanistan and India', Islamic State,
  possible, '', c-0055; c-1064]
*/
MATCH (one:Entity)-[here:PRESENT_IN|CONTROLS]->(spot:Entity)
MATCH (spot)<-[there:PRESENT_IN|CONTROLS]-(other:Entity)
WHERE one.id < other.id
  AND ($place = '' OR spot.id = $place)
  AND ($actor = '' OR one.id = $actor OR other.id = $actor)
  AND ($kinds = [] OR any(kind IN labels(one) WHERE kind IN $kinds))
  AND ($kinds = [] OR any(kind IN labels(other) WHERE kind IN $kinds))
  AND here.start_earliest <= $on_last AND $on_first <= here.end_latest
  AND there.start_earliest <= $on_last AND $on_first <= there.end_latest
  AND here.start_earliest <= there.end_latest AND there.start_earliest <= here.end_latest
WITH spot, one, other, here, there,
     CASE WHEN here.start_latest <= here.end_earliest AND there.start_latest <= there.end_earliest
           AND here.start_latest <= there.end_earliest AND there.start_latest <= here.end_earliest
           AND here.start_latest <= $on_last AND $on_first <= here.end_earliest
           AND there.start_latest <= $on_last AND $on_first <= there.end_earliest
          THEN 1 ELSE 0 END AS sure
UNWIND [here.id, there.id] AS claim
WITH spot, one, other, sure, claim ORDER BY claim
WITH spot, one, other, max(sure) AS sure, collect(DISTINCT claim) AS claims
WITH spot.id AS where, spot.name AS place, one, other, sure, claims
RETURN place,
       one.name AS one,
       other.name AS other,
       CASE WHEN sure = 1 THEN 'definite' ELSE 'possible' END AS certainty,
       COLLECT {
         MATCH (one)-[t]-(other:Entity)
         WHERE t.sign <> 0
         RETURN type(t) + ' ' + t.id ORDER BY type(t), t.id
       } AS own_ties,
       claims
ORDER BY where, claims
