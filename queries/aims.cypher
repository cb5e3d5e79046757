/*
title: Aims, practices, motives and measures of an actor
topic: Time
question: >-
  What does an actor want, habitually do, give as its reasons and decree, towards whom, and who says
  so?
active: >-
  A claim counts when it may have held within the period (possible), and is definite when it must
  have.
parameters:
  actor: {type: entity, default: org-isk, meaning: the actor}
  on: {type: period, default: "", meaning: "the period; empty is all time"}
  relations:
    type: relation
    many: true
    default: [AIMED_AT, PRACTISED, MOTIVE, TOOK_MEASURE]
    meaning: relations that count; none is all that have a wording in place of an object
columns:
  relation: AIMED_AT, PRACTISED, MOTIVE or TOOK_MEASURE
  words: the wording, the coder's own
  towards: name of the third party, as the relation defines it
  place: names of the places
  means: by what, in the coder's words
  start: start as worded, EDTF; empty is unknown
  end: "end as worded; '..' is still going on when it was written"
  certainty: definite or possible, by its dates
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- [AIMED_AT, objectives both local and worldwide, '', '', '', ../2018, .., definite,
  asserted, B3, c-0099, 'src-csis-isk-2018, Leadership and Strategy, para 2']
- [AIMED_AT, a caliphate that begins in South and Central Asia, '', Central Asia;
    South Asia, '', ../2018, .., definite, asserted, B3, c-0106, 'src-csis-isk-2018,
    Leadership and Strategy, para 2']
- [AIMED_AT, that caliphate under sharia law, '', '', '', ../2018, .., definite,
  asserted, B3, c-0107, 'src-csis-isk-2018, Leadership and Strategy, para 2']
*/
MATCH (:Entity {id: $actor})<-[:SUBJECT]-(c:Claim)
WHERE c.family = 'value' AND c.relation <> 'COUNTED'
  AND ($relations = [] OR c.relation IN $relations)
  AND c.start_earliest <= $on_last AND $on_first <= c.end_latest
  AND NOT c.status IN ['denied', 'unsupported', 'retracted']
OPTIONAL MATCH (c)-[:THIRD]->(third:Entity)
RETURN c.relation AS relation,
       coalesce(c.text, '') AS words,
       coalesce(third.name, '') AS towards,
       COLLECT {
         MATCH (c)-[:PLACE]->(place:Entity)
         RETURN place.name ORDER BY place.name
       } AS place,
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
ORDER BY relation, claim
