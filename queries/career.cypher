/*
title: The career of a person
topic: Leadership
question: >-
  Which posts, memberships, changes of side, successions, arrests and trials does the record tell
  of a person or group of people, in the order of time?
active: >-
  A claim counts when it may have held within the period (possible), and is definite when it must
  have. Undated ones come last.
parameters:
  person: {type: entity, default: person-hafiz-saeed-khan, meaning: the person or collective}
  on: {type: period, default: "", meaning: "the period; empty is all time"}
  families:
    type: family
    many: true
    default: [membership, defection, lineage, force]
    meaning: families of relations that count; none is all
columns:
  relation: relation of the vocabulary
  other: name of the organisation or person
  role: post, rank or charge, in the coder's words
  origin: names of the organisations or places left
  place: names of the places
  start: start as worded, EDTF; empty is unknown
  end: "end as worded; '..' is still going on when it was written"
  certainty: definite or possible, by its dates
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- [HELD_OFFICE, Tehrik-e Taliban Pakistan, commander, '', '', ../2014-10, '', definite,
  asserted, B3, c-0021, 'src-csis-isk-2018, Formation and Relationship with ISIS
    Core, para 1']
- [DEFECTED_TO, Islamic State Khorasan, commander, Tehrik-e Taliban Pakistan, '',
  2014-10, '', definite, inferred, B3, c-0024, 'src-csis-isk-2018, Formation and
    Relationship with ISIS Core, para 1']
- [HELD_OFFICE, Islamic State Khorasan, emir, '', '', '2014', '', definite, asserted,
  B3, c-0019, 'src-csis-isk-2018, Formation and Relationship with ISIS Core, para
    1; src-csis-isk-2018, Formation and Relationship with ISIS Core, para 2; src-csis-isk-2018,
    Leadership and Strategy, para 1']
*/
MATCH (:Entity {id: $person})<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(other:Entity)
WHERE ($families = [] OR c.family IN $families)
  AND c.start_earliest <= $on_last AND $on_first <= c.end_latest
  AND NOT c.status IN ['denied', 'unsupported', 'retracted']
RETURN c.relation AS relation,
       other.name AS other,
       coalesce(c.role, '') AS role,
       COLLECT {
         MATCH (c)-[:ORIGIN]->(origin:Entity)
         RETURN origin.name ORDER BY origin.name
       } AS origin,
       COLLECT {
         MATCH (c)-[:PLACE]->(place:Entity)
         RETURN place.name ORDER BY place.name
       } AS place,
       coalesce(c.start, '') AS start,
       coalesce(c.end, '') AS end,
       CASE WHEN c.start_latest <= $on_last AND $on_first <= c.end_earliest
            THEN 'definite' ELSE 'possible' END AS certainty,
       c.status AS status,
       c.grade AS grade,
       c.id AS claim,
       COLLECT {
         MATCH (c)-[cited:CITED]->(document:Source)
         RETURN document.id + ', ' + cited.locator ORDER BY cited.id
       } AS source
ORDER BY c.start_latest, c.start_earliest, c.id
