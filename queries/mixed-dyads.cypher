/*
title: Pairs that are or were both friends and foes
topic: Ties
question: >-
  Which pairs of actors are tied by co-operation as well as by hostility, and can both have held at
  the same time?
active: >-
  A tie counts when it may have held within the period (possible).
parameters:
  actor: {type: entity, default: "", meaning: one of the two; empty is any}
  on: {type: period, default: "", meaning: "the period; empty is all time"}
  kinds:
    type: kind
    many: true
    default: [Organisation, Collective, Person]
    meaning: kinds that count; none is all
columns:
  one: name of one actor
  other: name of the other
  cooperative: the co-operative ties, relation and claim; to a defector, the organisation gained
  hostile: the hostile ties, relation and claim; to a defector, the organisation left
  together: >-
    whether a tie of each sign held at one time: definite or possible by their dates, apart when
    they cannot have
example:
- [Tehrik-e Taliban Pakistan, Hafiz Saeed Khan, HELD_OFFICE c-0021, DEFECTED_TO
    c-0024, possible]
- [Tehrik-e Taliban Pakistan, Sheikh Maqbool, HELD_OFFICE c-0022, DEFECTED_TO c-0025,
  possible]
- [Taliban (unspecified), Abdul Rauf Khadim, HELD_OFFICE c-0045, DEFECTED_TO c-0046,
  possible]
*/
MATCH (one:Entity)<-[here:SUBJECT|OBJECT|ORIGIN|THIRD]-(c:Claim)
MATCH (c)-[there:SUBJECT|OBJECT|ORIGIN|THIRD]->(other:Entity)
WHERE one.id < other.id
  AND (type(here) = 'SUBJECT' OR type(there) = 'SUBJECT')
  AND coalesce(here.sign, there.sign) <> 0
  AND c.start_earliest <= $on_last AND $on_first <= c.end_latest
  AND NOT c.status IN ['denied', 'unsupported', 'retracted']
  AND ($actor = '' OR one.id = $actor OR other.id = $actor)
  AND ($kinds = [] OR any(kind IN labels(one) WHERE kind IN $kinds))
  AND ($kinds = [] OR any(kind IN labels(other) WHERE kind IN $kinds))
WITH one, other, c, coalesce(here.sign, there.sign) AS sign
ORDER BY c.relation, c.id
WITH one, other,
     collect(CASE WHEN sign = 1 THEN c END) AS friendly,
     collect(CASE WHEN sign = -1 THEN c END) AS hostile
WHERE size(friendly) > 0 AND size(hostile) > 0
RETURN one.name AS one,
       other.name AS other,
       [c IN friendly | c.relation + ' ' + c.id] AS cooperative,
       [c IN hostile | c.relation + ' ' + c.id] AS hostile,
       CASE WHEN any(f IN friendly WHERE any(h IN hostile
                   WHERE f.start_latest <= f.end_earliest AND h.start_latest <= h.end_earliest
                     AND f.start_latest <= h.end_earliest AND h.start_latest <= f.end_earliest))
            THEN 'definite'
            WHEN any(f IN friendly WHERE any(h IN hostile
                   WHERE f.start_earliest <= h.end_latest AND h.start_earliest <= f.end_latest))
            THEN 'possible'
            ELSE 'apart' END AS together
ORDER BY cooperative, hostile
