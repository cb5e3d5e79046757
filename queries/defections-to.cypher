/*
title: Defections to an organisation, by origin
topic: Defection
question: >-
  Who went over to an organisation, from which one, when and in what rank - named persons, groups
  of people, and members of whom only the number or the rank is told?
active: >-
  Defections are instants; one counts when it may have fallen within the period (possible). Denied,
  unsupported and retracted claims are left out, disputed ones are marked by their status.
parameters:
  organisation: {type: entity, default: org-isk, meaning: the organisation gone over to}
  on: {type: period, default: "", example: 2014/2016, meaning: "the period; empty is all time"}
  origin: {type: entity, default: "", meaning: the organisation left; empty is any}
  rank: {type: text, default: "", meaning: a word of the rank; empty is any}
  at_least: {type: grade, default: "", meaning: "weakest grade that counts, C3; empty is any"}
columns:
  origin: name of the organisation left; a defector from two stands under each
  who: name of the person or group, or "members" of the origin
  rank: rank or office, in the coder's words
  number: how many, as far as it is told
  when: date as worded, EDTF; empty is unknown
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- [Haqqani Network, members, members, some, ../2017, reported, B2, c-0050, 'src-csis-isk-2018,
    Formation and Relationship with ISIS Core, para 2']
- [Islamic Movement of Uzbekistan, Qari Hekmatullah, commander, '', '2016', asserted,
  B3, c-0197, 'src-csis-isk-2018, Inter-Group Competition in Khorasan, para 2']
- [Islamic Movement of Uzbekistan, members, members, some, ../2017, reported, B2,
  c-0051, 'src-csis-isk-2018, Formation and Relationship with ISIS Core, para 2']
*/
MATCH (c:Claim)-[:OBJECT]->(:Entity {id: $organisation})
WHERE c.relation IN ['DEFECTED_TO', 'LOST_MEMBERS_TO']
  AND c.start_earliest <= $on_last AND $on_first <= c.end_latest
  AND NOT c.status IN ['denied', 'unsupported', 'retracted']
  AND toLower(coalesce(c.role, '')) CONTAINS toLower($rank)
  AND ($at_least = [] OR any(grade IN c.grades WHERE grade IN $at_least))
MATCH (c)-[:SUBJECT]->(s:Entity)
OPTIONAL MATCH (c)-[:ORIGIN]->(o:Entity)
WITH c, s, c.relation = 'LOST_MEMBERS_TO' AS flow, o
WITH c, s, flow, CASE WHEN flow THEN s ELSE o END AS left
WHERE $origin = '' OR left.id = $origin
RETURN coalesce(left.name, 'not stated') AS origin,
       CASE WHEN flow THEN 'members' ELSE s.name END AS who,
       coalesce(c.role, '') AS rank,
       coalesce(c.text, '') AS number,
       coalesce(c.start, '') AS when,
       c.status AS status,
       c.grade AS grade,
       c.id AS claim,
       COLLECT {
         MATCH (c)-[cited:CITED]->(document:Source)
         RETURN document.id + ', ' + cited.locator ORDER BY cited.id
       } AS source
ORDER BY origin, c.start_latest, c.id
