/*
title: Fighting by place and period
topic: Places
question: >-
  Who clashed with, attacked, defeated or operated against whom, in which places, when and by what
  means?
active: >-
  A claim counts when it may have held within the period (possible), and is definite when it must
  have.
parameters:
  place:
    type: entity
    default: ""
    example: place-afghanistan
    meaning: the place, with all that lies in it; empty is anywhere, also where it is not told
  actor: {type: entity, default: "", meaning: one of the two sides; empty is any}
  on: {type: period, default: "", meaning: "the period; empty is all time"}
  at_least: {type: grade, default: "", meaning: "weakest grade that counts, C3; empty is any"}
columns:
  place: name of the place, or "not stated"; a claim with several places stands under each
  subject: name of the side it is said of
  relation: CLASHED_WITH, ATTACKED, DEFEATED or OPERATED_AGAINST
  object: name of the other side, or of the place attacked
  means: by what, in the coder's words
  start: start as worded, EDTF; empty is unknown
  end: "end as worded; '..' is still going on when it was written"
  certainty: definite or possible, by its dates
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- [Afghanistan, Jihadist groups of North Waziristan, ATTACKED, Afghanistan, suicide
    bombers, '', ../2017-03-08, definite, asserted, B3, c-1014, 'src-bbc-north-waziristan-2017,
    para 2']
- [Afghanistan, Militants crossing from Pakistan into Afghanistan, ATTACKED, Afghanistan,
  '', '', '', definite, alleged, B3, c-1047, 'src-bbc-north-waziristan-2017, Border
    watch, para 1']
- [Jowzjan, Islamic State Khorasan, CLASHED_WITH, Afghan Taliban, '', 2017-01, ..,
  definite, reported, B2, c-0189, 'src-csis-isk-2018, Inter-Group Competition in
    Khorasan, para 2']
*/
MATCH (s:Entity)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o:Entity)
WHERE c.relation IN ['CLASHED_WITH', 'ATTACKED', 'DEFEATED', 'OPERATED_AGAINST']
  AND c.start_earliest <= $on_last AND $on_first <= c.end_latest
  AND NOT c.status IN ['denied', 'unsupported', 'retracted']
  AND ($actor = '' OR s.id = $actor OR o.id = $actor)
  AND ($at_least = [] OR any(grade IN c.grades WHERE grade IN $at_least))
OPTIONAL MATCH (c)-[:PLACE|OBJECT]->(spot:Place)
WITH DISTINCT s, c, o, spot
WHERE $place = '' OR EXISTS { (spot)-[:LOCATED_IN*0..4]->(:Entity {id: $place}) }
RETURN coalesce(spot.name, 'not stated') AS place,
       s.name AS subject,
       c.relation AS relation,
       o.name AS object,
       coalesce(c.means, '') AS means,
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
ORDER BY coalesce(spot.id, ''), c.start_latest, claim
