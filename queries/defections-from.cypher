/*
title: Defections from an organisation, by destination
topic: Defection
question: >-
  Who left an organisation, for which other one or for none that is told, when and in what rank?
active: >-
  Leaving is an instant; it counts when it may have fallen within the period (possible). Denied,
  unsupported and retracted claims are left out, disputed ones are marked by their status.
parameters:
  organisation: {type: entity, default: org-ttp, meaning: the organisation left}
  on: {type: period, default: "", example: 2014/2017, meaning: "the period; empty is all time"}
  rank: {type: text, default: "", meaning: a word of the rank; empty is any}
  at_least: {type: grade, default: "", meaning: "weakest grade that counts, C3; empty is any"}
columns:
  destination: name of the organisation gone to, or "not stated"
  who: name of the person or group, or "members" of the organisation
  relation: DEFECTED_TO, LOST_MEMBERS_TO, LEFT or SURRENDERED_TO
  rank: rank or office, in the coder's words
  number: how many, as far as it is told
  when: date as worded, EDTF; empty is unknown
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- [Islamic State Khorasan, Hafiz Saeed Khan, DEFECTED_TO, commander, '', 2014-10,
  inferred, B3, c-0024, 'src-csis-isk-2018, Formation and Relationship with ISIS
    Core, para 1']
- [Islamic State Khorasan, Sheikh Maqbool, DEFECTED_TO, spokesman, '', 2014-10,
  asserted, B3, c-0025, 'src-csis-isk-2018, Formation and Relationship with ISIS
    Core, para 1']
- [Islamic State Khorasan, members, LOST_MEMBERS_TO, prominent members, number not
    given; the spokesman and many district chiefs among them, 2014-10, asserted,
  B3, c-0026, 'src-csis-isk-2018, Formation and Relationship with ISIS Core, para
    1']
*/
MATCH (c:Claim)-[part:SUBJECT|OBJECT|ORIGIN|THIRD]->(:Entity {id: $organisation})
WHERE ((c.relation = 'DEFECTED_TO' AND type(part) = 'ORIGIN')
    OR (c.relation = 'LOST_MEMBERS_TO' AND type(part) = 'SUBJECT')
    OR (c.relation = 'LEFT' AND type(part) = 'OBJECT')
    OR (c.relation = 'SURRENDERED_TO' AND type(part) = 'THIRD'))
  AND c.start_earliest <= $on_last AND $on_first <= c.end_latest
  AND NOT c.status IN ['denied', 'unsupported', 'retracted']
  AND toLower(coalesce(c.role, '')) CONTAINS toLower($rank)
  AND ($at_least = [] OR any(grade IN c.grades WHERE grade IN $at_least))
MATCH (c)-[:SUBJECT]->(s:Entity)
OPTIONAL MATCH (c)-[:OBJECT]->(gone:Entity)
WHERE c.relation <> 'LEFT'
RETURN coalesce(gone.name, 'not stated') AS destination,
       CASE WHEN c.relation = 'LOST_MEMBERS_TO' THEN 'members' ELSE s.name END AS who,
       c.relation AS relation,
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
ORDER BY destination, c.start_latest, c.id
