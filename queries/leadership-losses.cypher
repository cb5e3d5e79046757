/*
title: Leaders killed, captured or gone
topic: Leadership
question: >-
  Which holders of an office in an organisation were killed, detained, tried, gave themselves up,
  left or went over, by or to whom, when, where and how?
active: >-
  What happened to them counts when it may have fallen within the period (possible), and is
  definite when it must have. The offices are those ever held, not only at that time.
parameters:
  organisation: {type: entity, default: org-isk, meaning: the organisation}
  on: {type: period, default: "", example: 2016/2018, meaning: "the period; empty is all time"}
columns:
  leader: name of the person
  offices: the offices held in the organisation
  fate: relation of the vocabulary, KILLED_BY, DETAINED_BY and so on
  other: name of whoever did it, or was gone over to
  place: names of the places
  means: by what, in the coder's words
  start: start as worded, EDTF; empty is unknown
  end: end as worded; of a detention the release
  certainty: definite or possible, by its dates
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- [Hafiz Saeed Khan, emir, KILLED_BY, United States military, Nangarhar, airstrike,
  '2016-07-26', '', definite, asserted, B2, c-0080, 'src-csis-isk-2018, Leadership
    and Strategy, para 1']
- [Abdul Hasib, emir, KILLED_BY, United States military, '', targeted strike, 2017-04,
  '', definite, asserted, B2, c-0083, 'src-csis-isk-2018, Leadership and Strategy,
    para 1']
- [Abu Sayed, emir, KILLED_BY, United States military, '', targeted strike, '2017-07-11',
  '', definite, asserted, B2, c-0085, 'src-csis-isk-2018, Leadership and Strategy,
    para 1']
*/
MATCH (p:Entity)-[held:HELD_OFFICE]->(:Entity {id: $organisation})
WITH p, held ORDER BY held.role
WITH p, collect(DISTINCT held.role) AS offices
MATCH (p)-[what:KILLED_BY|DETAINED_BY|CHARGED_BY|CONVICTED_BY|SURRENDERED_TO|LEFT|DEFECTED_TO]
        ->(other:Entity)
WHERE what.start_earliest <= $on_last AND $on_first <= what.end_latest
  AND (type(what) <> 'LEFT' OR other.id = $organisation)
  AND (type(what) <> 'DEFECTED_TO' OR $organisation IN what.origin)
RETURN p.name AS leader,
       offices,
       type(what) AS fate,
       other.name AS other,
       COLLECT {
         MATCH (:Claim {id: what.id})-[:PLACE]->(place:Entity)
         RETURN place.name ORDER BY place.name
       } AS place,
       coalesce(what.means, '') AS means,
       coalesce(what.start, '') AS start,
       coalesce(what.end, '') AS end,
       CASE WHEN what.start_latest <= $on_last AND $on_first <= what.end_earliest
            THEN 'definite' ELSE 'possible' END AS certainty,
       what.status AS status,
       what.grade AS grade,
       what.id AS claim,
       COLLECT {
         MATCH (:Claim {id: what.id})-[cited:CITED]->(document:Source)
         RETURN document.id + ', ' + cited.locator ORDER BY cited.id
       } AS source
ORDER BY what.start_latest, what.id
