/*
title: Who is heard in the record
topic: Evidence
question: >-
  Whose words do the documents pass on, how often, in which stance, and how often about the speakers
  themselves?
active: >-
  Dates play no part.
parameters:
  stances: {type: stance, many: true, default: [], meaning: stances that count; none is all}
  limit: {type: integer, default: "20", least: "1", most: "1000", meaning: how many rows at most}
columns:
  voice: name of the claimant, or the words the record has for it
  entity: its id where it has one
  claims: how many claims go back to it
  documents: in how many documents
  reported: passages that report it as disinterested
  alleged: passages that keep it at a distance
  against: passages in which it doubts, denies or retracts
  about_itself: how many of the claims are about the claimant
example:
- [the column's unsigned author, '', '46', '1', '0', '46', '0', '0']
- [Islamic State defectors, coll-islamic-state-defectors-icsr, '26', '1', '3', '26',
  '1', '6']
- [Tenth PIPS working group, coll-pips-working-group-10, '18', '1', '15', '2', '1',
  '0']
*/
MATCH (c:Claim)-[cited:CITED]->(document:Source)
WHERE cited.claimant IS NOT NULL AND ($stances = [] OR cited.stance IN $stances)
OPTIONAL MATCH (e:Entity {id: cited.claimant})
WITH c, cited, document, e,
     EXISTS { (c)-[:SUBJECT]->(:Entity {id: cited.claimant}) } AS own
WITH cited.claimant AS claimant, e,
     count(DISTINCT c.id) AS claims,
     count(DISTINCT document.id) AS documents,
     sum(CASE WHEN cited.stance = 'reports' THEN 1 ELSE 0 END) AS reported,
     sum(CASE WHEN cited.stance = 'alleges' THEN 1 ELSE 0 END) AS alleged,
     sum(CASE WHEN cited.stance IN ['doubts', 'denies', 'retracts'] THEN 1 ELSE 0 END) AS against,
     count(DISTINCT CASE WHEN own THEN c.id END) AS about_itself
RETURN coalesce(e.name, claimant) AS voice,
       coalesce(e.id, '') AS entity,
       claims,
       documents,
       reported,
       alleged,
       against,
       about_itself
ORDER BY claims DESC, claimant
LIMIT $limit
