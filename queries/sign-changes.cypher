/*
title: Relations that changed sign
topic: Ties
question: >-
  Where did a hostile tie of two actors follow a co-operative one, or the other way round, and
  when?
active: >-
  Ties whose start has a known last day, in the order of that day; each change is that of one tie to
  the next. It counts when the later tie may have begun within the period (possible).
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
  change: the sign before and after
  before: relation of the earlier tie; DEFECTED_TO is hostile to the organisation left
  before_start: its start as worded, EDTF
  before_claim: its claim
  after: relation of the later tie
  after_start: its start as worded, EDTF
  after_claim: its claim
  order: certain when the earlier one must have begun first, else likely
  overlap: open when the earlier tie can have gone on after the later began, else ended
example:
- [Tehrik-e Taliban Pakistan, Hafiz Saeed Khan, co-operative to hostile, HELD_OFFICE,
  ../2014-10, c-0021, DEFECTED_TO, 2014-10, c-0024, likely, open]
- [Tehrik-e Taliban Pakistan, Sheikh Maqbool, co-operative to hostile, HELD_OFFICE,
  ../2014-10, c-0022, DEFECTED_TO, 2014-10, c-0025, likely, open]
*/
MATCH (one:Entity)<-[here:SUBJECT|OBJECT|ORIGIN|THIRD]-(c:Claim)
MATCH (c)-[there:SUBJECT|OBJECT|ORIGIN|THIRD]->(other:Entity)
WHERE one.id < other.id
  AND (type(here) = 'SUBJECT' OR type(there) = 'SUBJECT')
  AND coalesce(here.sign, there.sign) <> 0
  AND c.start_latest < date('9999-12-31')
  AND NOT c.status IN ['denied', 'unsupported', 'retracted']
  AND ($actor = '' OR one.id = $actor OR other.id = $actor)
  AND ($kinds = [] OR any(kind IN labels(one) WHERE kind IN $kinds))
  AND ($kinds = [] OR any(kind IN labels(other) WHERE kind IN $kinds))
WITH one, other, c, coalesce(here.sign, there.sign) AS sign
ORDER BY c.start_latest, c.start_earliest, c.id
WITH one, other, collect(c) AS claims, collect(sign) AS signs
UNWIND range(0, size(claims) - 2) AS i
WITH one, other, claims[i] AS earlier, signs[i] AS was, claims[i + 1] AS later, signs[i + 1] AS is
WHERE was <> is
  AND later.start_earliest <= $on_last AND $on_first <= later.start_latest
RETURN one.name AS one,
       other.name AS other,
       CASE WHEN is = 1 THEN 'hostile to co-operative' ELSE 'co-operative to hostile' END AS change,
       earlier.relation AS before,
       coalesce(earlier.start, '') AS before_start,
       earlier.id AS before_claim,
       later.relation AS after,
       coalesce(later.start, '') AS after_start,
       later.id AS after_claim,
       CASE WHEN earlier.start_latest < later.start_earliest
            THEN 'certain' ELSE 'likely' END AS order,
       CASE WHEN earlier.end_latest <= later.start_earliest THEN 'ended' ELSE 'open' END AS overlap
ORDER BY later.start_latest, after_claim, before_claim, one, other
