/*
title: Designations in force on a day
topic: Time
question: >-
  Who stood on which list of which authority on a day, for certain or possibly?
active: >-
  Possible: the listing can have been in force at some time within the period. Definite: it must
  have been.
parameters:
  on: {type: period, default: 2017-06, meaning: "the day or period, EDTF"}
  authority: {type: entity, default: "", meaning: who keeps the list; empty is any}
  listed: {type: entity, default: "", meaning: who stands on it; empty is any}
columns:
  listed: name of whoever is listed
  authority: name of the authority
  list: kind of list, in the coder's words
  under: name of the law or body behind it
  start: start as worded, EDTF; empty is unknown
  end: "end as worded; '..' is still going on when it was written"
  certainty: definite or possible, by its dates
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- [Islamic State Khorasan, United States Department of State, Foreign Terrorist
    Organization, '', '2016-01-14', '', possible, asserted, B2, c-0211, 'src-csis-isk-2018,
    Inter-Group Competition in Khorasan, para 3']
- [Proscribed organisations in Pakistan, Pakistani interior ministry, proscription,
  '', ../2017-05-03, .., possible, reported, B3, c-2037, 'src-pips-cve-brief-2017,
    Key considerations, para 9']
- [People on the Fourth Schedule, Government of Pakistan, Fourth Schedule, '', ../2017-05-03,
  .., possible, inferred, B3, c-2228, 'src-pips-cve-brief-2017, Key considerations,
    para 9']
*/
MATCH (who:Entity)-[r:LISTED_BY]->(body:Entity)
WHERE r.start_earliest <= $on_last AND $on_first <= r.end_latest
  AND ($authority = '' OR body.id = $authority)
  AND ($listed = '' OR who.id = $listed)
MATCH (c:Claim {id: r.id})
OPTIONAL MATCH (c)-[:THIRD]->(third:Entity)
RETURN who.name AS listed,
       body.name AS authority,
       coalesce(r.role, '') AS list,
       coalesce(third.name, '') AS under,
       coalesce(r.start, '') AS start,
       coalesce(r.end, '') AS end,
       CASE WHEN r.start_latest <= $on_last AND $on_first <= r.end_earliest
            THEN 'definite' ELSE 'possible' END AS certainty,
       r.status AS status,
       r.grade AS grade,
       r.id AS claim,
       COLLECT {
         MATCH (c)-[cited:CITED]->(document:Source)
         RETURN document.id + ', ' + cited.locator ORDER BY cited.id
       } AS source
ORDER BY r.start_latest, claim
