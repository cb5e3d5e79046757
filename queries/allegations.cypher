/*
title: Who alleges what about whom
topic: Evidence
question: >-
  Which accusations and boasts does the record hold, by whom, about whom, passed on by whom, and in
  which document?
active: >-
  Dates play no part. An allegation is a passage whose stance is alleges, whatever the status of
  its claim.
parameters:
  about: {type: entity, default: "", example: org-isk, meaning: subject or object; empty is any}
  by: {type: text, default: "", meaning: "id of whoever alleges it, or a word of the name"}
columns:
  claimant: name of whoever alleges it; the author or title of the document when nobody else does
  says: the claim in words
  via: ids or words for those who passed it on
  said: when it was uttered, EDTF; empty is unknown
  status: status of the claim, from all its citations
  grade: Admiralty grade of this passage
  claim: id of the claim
  source: source and paragraph
example:
- [Islamic State Khorasan, 'Islamic State Khorasan aimed at in Jerusalem, White
    House: to fly its banner over both places', '', '', alleged, B3, c-0112, 'src-csis-isk-2018,
    Leadership and Strategy, para 3']
- [Islamic State Khorasan, Islamic State Khorasan carried out Attacks on the Afghan
    election of 2018, '', '', asserted, B4, c-0137, 'src-csis-isk-2018, Leadership
    and Strategy, para 4']
- [Islamic State Khorasan, 'Islamic State Khorasan aimed at with Afghan parliamentary
    election of 2018: to disrupt the elections', '', '', alleged, B3, c-0143, 'src-csis-isk-2018,
    Leadership and Strategy, para 4']
*/
MATCH (c:Claim)-[cited:CITED {stance: 'alleges'}]->(document:Source)
WHERE $about = '' OR EXISTS { (c)-[:SUBJECT|OBJECT]->(:Entity {id: $about}) }
OPTIONAL MATCH (voice:Entity {id: cited.claimant})
WITH c, cited, document,
     coalesce(voice.name, cited.claimant, document.author, document.title) AS claimant
WHERE $by = '' OR cited.claimant = $by OR toLower(claimant) CONTAINS toLower($by)
RETURN claimant,
       c.says AS says,
       coalesce(cited.via, []) AS via,
       coalesce(cited.said, '') AS said,
       c.status AS status,
       coalesce(document.reliability, 'F') + toString(coalesce(cited.credibility, 6)) AS grade,
       c.id AS claim,
       document.id + ', ' + cited.locator AS source
ORDER BY claimant, cited.id
