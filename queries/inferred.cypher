/*
title: Claims that only the coder draws
topic: Quality
question: >-
  Which claims rest on the coder's inference alone, from which others, and with what reasoning?
active: >-
  Dates play no part.
parameters:
  entity: {type: entity, default: "", meaning: an entity that the claim names; empty is any}
columns:
  says: the claim in words
  reasoning: what the coder noted on the passages
  drawn_from: the claims it is inferred from, id and words
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- [Hafiz Saeed Khan defected to Islamic State Khorasan (commander) from Tehrik-e
    Taliban Pakistan, 'a TTP commander who takes other TTP members along when he
    pledges, and who then heads IS-K; the word defection follows one paragraph later
    with ''also''', c-0019 Hafiz Saeed Khan held office in Islamic State Khorasan
    (emir); c-0021 Hafiz Saeed Khan held office in Tehrik-e Taliban Pakistan (commander);
    c-0023 Hafiz Saeed Khan pledged allegiance to Abu Bakr al-Baghdadi, B3, c-0024,
  'src-csis-isk-2018, Formation and Relationship with ISIS Core, para 1']
- [Khorasan Shura is part of Islamic State Khorasan (leadership council), 'a leadership
    council of Khorasan, named in the account of how the province was set up', 'c-0019
    Hafiz Saeed Khan held office in Islamic State Khorasan (emir); c-0030 Khan and
    the Pakistani Taliban who came with him is a member of Khorasan Shura: many
    of them, in the first council', B3, c-0031, 'src-csis-isk-2018, Formation and
    Relationship with ISIS Core, para 1']
*/
MATCH (c:Claim {status: 'inferred'})
WHERE ($entity = ''
       OR EXISTS { (c)-[:SUBJECT|OBJECT|ORIGIN|PLACE|THIRD]->(:Entity {id: $entity}) })
RETURN c.says AS says,
       COLLECT {
         MATCH (c)-[cited:CITED {stance: 'implies'}]->(:Source)
         WHERE cited.note IS NOT NULL
         RETURN cited.note ORDER BY cited.id
       } AS reasoning,
       COLLECT {
         MATCH (c)-[:LINKED {kind: 'inferred_from'}]->(ground:Claim)
         RETURN ground.id + ' ' + ground.says ORDER BY ground.id
       } AS drawn_from,
       c.grade AS grade,
       c.id AS claim,
       COLLECT {
         MATCH (c)-[cited:CITED]->(document:Source)
         RETURN document.id + ', ' + cited.locator ORDER BY cited.id
       } AS source
ORDER BY claim
