/*
title: Leaders who came from another organisation
topic: Leadership
question: >-
  Which holders of an office in an organisation had belonged to another one before, and to which?
active: >-
  A defection to the organisation says itself what was left (definite). Another post or membership
  counts when it may have begun before the office did, and is definite when it must have.
parameters:
  organisation: {type: entity, default: org-isk, meaning: the organisation led}
  offices:
    type: text
    many: true
    default: []
    meaning: the offices that count, as the record words them; none is every office
columns:
  leader: name of the person
  offices: the offices held in the organisation
  came_from: name of the other organisation
  relation: DEFECTED_TO, HELD_OFFICE or MEMBER_OF
  role: rank or office there, in the coder's words
  when: date as worded, EDTF, of the defection or of the earlier post's start; empty is unknown
  certainty: definite or possible, that it was before
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim about the other organisation
  source: source and paragraph of every citation
example:
- [Abdul Rauf Khadim, deputy emir, Taliban (unspecified), HELD_OFFICE, commander,
  '', possible, asserted, B3, c-0045, 'src-csis-isk-2018, Formation and Relationship
    with ISIS Core, para 2']
- [Abdul Rauf Khadim, deputy emir, Taliban (unspecified), DEFECTED_TO, commander,
  '', definite, inferred, B4, c-0046, 'src-csis-isk-2018, Formation and Relationship
    with ISIS Core, para 2']
- [Hafiz Saeed Khan, emir, Tehrik-e Taliban Pakistan, HELD_OFFICE, commander, ../2014-10,
  possible, asserted, B3, c-0021, 'src-csis-isk-2018, Formation and Relationship
    with ISIS Core, para 1']
*/
MATCH (p:Entity)-[held:HELD_OFFICE]->(:Entity {id: $organisation})
WHERE $offices = [] OR held.role IN $offices
MATCH (p)<-[:SUBJECT]-(c:Claim)-[part:OBJECT|ORIGIN]->(other:Entity)
WHERE other.id <> $organisation
  AND NOT c.status IN ['denied', 'unsupported', 'retracted']
  AND ((c.relation = 'DEFECTED_TO' AND type(part) = 'ORIGIN'
        AND EXISTS { (c)-[:OBJECT]->(:Entity {id: $organisation}) })
    OR (c.relation IN ['HELD_OFFICE', 'MEMBER_OF'] AND type(part) = 'OBJECT'
        AND c.start_earliest < held.start_latest))
WITH p, c, other, held ORDER BY held.role
WITH p, c, other, collect(DISTINCT held.role) AS offices, min(held.start_earliest) AS began
RETURN p.name AS leader,
       offices,
       other.name AS came_from,
       c.relation AS relation,
       coalesce(c.role, '') AS role,
       coalesce(c.start, '') AS when,
       CASE WHEN c.relation = 'DEFECTED_TO' OR c.start_latest < began
            THEN 'definite' ELSE 'possible' END AS certainty,
       c.status AS status,
       c.grade AS grade,
       c.id AS claim,
       COLLECT {
         MATCH (c)-[cited:CITED]->(document:Source)
         RETURN document.id + ', ' + cited.locator ORDER BY cited.id
       } AS source
ORDER BY p.id, c.id, other.id
