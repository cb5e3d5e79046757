/*
title: Contested claims with both sides
topic: Evidence
question: >-
  Which claims does one passage affirm and another deny, doubt or take back, and who says what
  where?
active: >-
  Dates play no part.
parameters:
  entity: {type: entity, default: "", meaning: an entity that the claim names; empty is any}
columns:
  claim: id of the claim; all its passages stand together
  says: the claim in words
  status: status of the claim, from all its citations
  side: affirms, doubts, denies or retracts
  stance: stance of the passage
  claimant: name of whoever says so; empty is the document itself
  grade: Admiralty grade of this passage
  source: source and paragraph
  note: what the coder noted on it
example:
- [c-0007, Islamic State Khorasan is present in Khorasan (active), asserted, affirms,
  asserts, '', B3, 'src-csis-isk-2018, para 1', 'that the group exists and is active
    in the region, said with the date of the announcement']
- [c-0007, Islamic State Khorasan is present in Khorasan (active), asserted, doubts,
  doubts, analysts and government officials, B5, 'src-csis-isk-2018, para 1', 'an
    early scepticism about the very existence of the group, which the author sets
    aside as overtaken']
- [c-1107, 'Suicide bombing at Charing Cross, Lahore had the motive: revenge for
    the killing of a cleric', disputed, affirms, alleges, Jamaat-ul-Ahrar, E4, 'src-column-terror-wave-undated,
    para 4', '']
*/
MATCH (c:Claim)-[cited:CITED]->(document:Source)
WHERE ($entity = ''
       OR EXISTS { (c)-[:SUBJECT|OBJECT|ORIGIN|PLACE|THIRD]->(:Entity {id: $entity}) })
  AND EXISTS {
        MATCH (c)-[for:CITED]->(:Source)
        WHERE for.stance IN ['asserts', 'reports', 'alleges', 'implies']
      }
  AND EXISTS {
        MATCH (c)-[against:CITED]->(:Source)
        WHERE against.stance IN ['doubts', 'denies', 'retracts']
      }
OPTIONAL MATCH (voice:Entity {id: cited.claimant})
RETURN c.id AS claim,
       c.says AS says,
       c.status AS status,
       CASE WHEN cited.stance IN ['asserts', 'reports', 'alleges', 'implies']
            THEN 'affirms' ELSE cited.stance END AS side,
       cited.stance AS stance,
       coalesce(voice.name, cited.claimant, '') AS claimant,
       coalesce(document.reliability, 'F') + toString(coalesce(cited.credibility, 6)) AS grade,
       document.id + ', ' + cited.locator AS source,
       coalesce(cited.note, '') AS note
ORDER BY claim, side, cited.id
