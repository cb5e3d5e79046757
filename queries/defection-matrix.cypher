/*
title: Who loses people to whom
topic: Defection
question: >-
  Between which organisations did people pass over, how often does the record tell of it, and
  within which dates?
active: >-
  Defections are instants; one counts when it may have fallen within the period (possible). The
  numbers are numbers of claims, not of people.
parameters:
  on: {type: period, default: "", example: 2014/2017, meaning: "the period; empty is all time"}
  at_least: {type: grade, default: "", meaning: "weakest grade that counts, C3; empty is any"}
columns:
  origin: name of the organisation left
  destination: name of the organisation gone over to
  defectors: claims about a named person or a group of people
  flows: claims about members of whom only the number or the rank is told
  earliest: first day on which the earliest of them can have been; 0001-01-01 is no bound
  latest: last day on which the latest of them can have been; 9999-12-31 is no bound
  claims: ids of the claims
example:
- [Tehrik-e Taliban Pakistan, Islamic State Khorasan, '2', '2', '2014-10-01', '2014-10-31',
  c-0024; c-0025; c-0026; c-0027]
- [Islamic Movement of Uzbekistan, Islamic State Khorasan, '1', '1', '0001-01-01',
  '2017-12-31', c-0051; c-0197]
- [Taliban (unspecified), Islamic State Khorasan, '2', '0', '0001-01-01', '9999-12-31',
  c-0046; c-0197]
*/
MATCH (origin:Entity)<-[part:SUBJECT|ORIGIN]-(c:Claim)-[:OBJECT]->(destination:Entity)
WHERE ((c.relation = 'DEFECTED_TO' AND type(part) = 'ORIGIN')
    OR (c.relation = 'LOST_MEMBERS_TO' AND type(part) = 'SUBJECT'))
  AND c.start_earliest <= $on_last AND $on_first <= c.end_latest
  AND NOT c.status IN ['denied', 'unsupported', 'retracted']
  AND ($at_least = [] OR any(grade IN c.grades WHERE grade IN $at_least))
WITH origin, destination, c ORDER BY c.id
WITH origin, destination,
     sum(CASE WHEN c.relation = 'DEFECTED_TO' THEN 1 ELSE 0 END) AS defectors,
     sum(CASE WHEN c.relation = 'LOST_MEMBERS_TO' THEN 1 ELSE 0 END) AS flows,
     min(c.start_earliest) AS earliest,
     max(c.start_latest) AS latest,
     collect(c.id) AS claims
WITH origin.id AS left, origin.name AS origin, destination.id AS gained,
     destination.name AS destination, defectors, flows, earliest, latest, claims
RETURN origin, destination, defectors, flows, earliest, latest, claims
ORDER BY size(claims) DESC, left, gained
