/*
title: Everything one document says
topic: Evidence
question: >-
  Which claims does a document hold, where in it, how does it stand to each, and whose words are
  they?
active: >-
  Dates play no part.
parameters:
  source: {type: source, default: src-csis-isk-2018, meaning: the document}
columns:
  locator: paragraph of the document
  lines: lines of the text file
  stance: asserts, reports, alleges, implies, doubts, denies or retracts
  says: the claim in words
  claimant: name of whoever says so; empty is the document itself
  as_of: date the passage speaks of, EDTF
  grade: Admiralty grade of this passage
  status: status of the claim, from all its citations
  claim: id of the claim
  note: what the coder noted on the passage
example:
- [para 1, '2', asserts, Islamic State Khorasan is part of Islamic State (province
    for Central Asia), '', '2018', B3, asserted, c-0001, '']
- [para 1, '2', asserts, Islamic State founded Islamic State Khorasan, '', '', B2,
  asserted, c-0002, the announcement of 2015; 'three years after its inception'
    in a text of 2018 gives the same year]
- [para 1, '2', asserts, 'Khorasan lies in Iran: a part of it', '', '', B2, asserted,
  c-0003, 'the historical region, set beside the states of today']
*/
MATCH (c:Claim)-[cited:CITED]->(document:Source {id: $source})
OPTIONAL MATCH (voice:Entity {id: cited.claimant})
RETURN cited.locator AS locator,
       coalesce(cited.lines, '') AS lines,
       cited.stance AS stance,
       c.says AS says,
       coalesce(voice.name, cited.claimant, '') AS claimant,
       coalesce(cited.as_of, '') AS as_of,
       coalesce(document.reliability, 'F') + toString(coalesce(cited.credibility, 6)) AS grade,
       c.status AS status,
       c.id AS claim,
       coalesce(cited.note, '') AS note
ORDER BY toInteger(split(coalesce(cited.lines, '0'), '-')[0]), cited.id
