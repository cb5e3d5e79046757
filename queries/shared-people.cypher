/*
title: Organisations that share people
topic: Network
question: >-
  Which organisations have people in common, who belonged to, served in or passed between both, and
  by which claims?
active: >-
  A claim counts when it may have held within the period (possible). Sharing does not mean at the
  same time: who defected from the one to the other is shared.
parameters:
  organisation: {type: entity, default: "", meaning: one of the two; empty is any}
  on: {type: period, default: "", meaning: "the period; empty is all time"}
columns:
  one: name of one organisation
  other: name of the other
  people: names of the persons and groups of people
  claims: ids of the claims
example:
- [Islamic State Khorasan, Taliban (unspecified), Abdul Rauf Khadim; Qari Hekmatullah,
  c-0044; c-0045; c-0046; c-0194; c-0197]
- [Islamic State Khorasan, Tehrik-e Taliban Pakistan, Hafiz Saeed Khan; Sheikh Maqbool,
  c-0019; c-0021; c-0024; c-0022; c-0025]
- [Tribes that turned against the Islamic State, Islamic State, Tribal defectors
    to the Islamic State, c-2110]
*/
MATCH (one:Entity)<-[here:OBJECT|ORIGIN]-(c:Claim)-[:SUBJECT]->(who:Entity)
MATCH (who)<-[:SUBJECT]-(d:Claim)-[there:OBJECT|ORIGIN]->(other:Entity)
WHERE one.id < other.id
  AND ($organisation = '' OR one.id = $organisation OR other.id = $organisation)
  AND c.relation IN ['MEMBER_OF', 'HELD_OFFICE', 'JOINED', 'LEFT', 'DEFECTED_TO']
  AND d.relation IN ['MEMBER_OF', 'HELD_OFFICE', 'JOINED', 'LEFT', 'DEFECTED_TO']
  AND c.start_earliest <= $on_last AND $on_first <= c.end_latest
  AND d.start_earliest <= $on_last AND $on_first <= d.end_latest
  AND NOT c.status IN ['denied', 'unsupported', 'retracted']
  AND NOT d.status IN ['denied', 'unsupported', 'retracted']
UNWIND [c.id, d.id] AS claim
WITH one, other, who, claim ORDER BY who.id, claim
WITH one, other, collect(DISTINCT who) AS people, collect(DISTINCT claim) AS claims
WITH one.id AS first, one.name AS one, other.id AS second, other.name AS other,
     [who IN people | who.name] AS people, claims
RETURN one, other, people, claims
ORDER BY size(people) DESC, first, second
