/*
title: Splinters, mergers and forerunners as a tree
topic: Lineage
question: >-
  Which organisations grew out of, split from, merged with or founded which, as a tree around one of
  them?
active: >-
  These are instants; one counts when it may have fallen within the period (possible).
parameters:
  organisation: {type: entity, default: org-islamic-state, meaning: the root of the tree}
  on: {type: period, default: "", meaning: "the period; empty is all time"}
columns:
  depth: how many steps from the root
  branch: names of the organisations from the root on
  subject: name of the organisation that the last step is said of
  relation: SPLIT_FROM, MERGED_INTO, PRECEDED or FOUNDED
  object: name of the other
  when: date as worded, EDTF; empty is unknown
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- ['1', Islamic State; Islamic State Khorasan, Islamic State, FOUNDED, Islamic State
    Khorasan, '2015', asserted, B2, c-0002, 'src-csis-isk-2018, para 1; src-csis-isk-2018,
    Formation and Relationship with ISIS Core, para 3']
- ['1', Islamic State; Al-Qaeda in Iraq, Al-Qaeda in Iraq, PRECEDED, Islamic State,
  '', asserted, C3, c-2096, 'src-is-defection-strategies-undated, From Guerrilla
    Struggle to Caliphate and Back, para 1']
- ['1', Islamic State; Islamic State in Iraq, Islamic State in Iraq, PRECEDED, Islamic
    State, '', asserted, C3, c-2097, 'src-is-defection-strategies-undated, From
    Guerrilla Struggle to Caliphate and Back, para 1']
*/
MATCH p = (:Entity {id: $organisation})
          -[:SPLIT_FROM|MERGED_INTO|PRECEDED|FOUNDED*1..4]-(:Organisation)
WHERE all(r IN relationships(p)
          WHERE r.start_earliest <= $on_last AND $on_first <= r.end_latest)
  AND all(n IN nodes(p) WHERE 'Organisation' IN labels(n))
  AND all(n IN nodes(p) WHERE single(same IN nodes(p) WHERE same = n))
WITH length(p) AS depth, [n IN nodes(p) | n.name] AS branch, [r IN relationships(p) | r.id] AS way,
     last(relationships(p)) AS r
RETURN depth,
       branch,
       startNode(r).name AS subject,
       type(r) AS relation,
       endNode(r).name AS object,
       coalesce(r.start, '') AS when,
       r.status AS status,
       r.grade AS grade,
       r.id AS claim,
       COLLECT {
         MATCH (:Claim {id: r.id})-[cited:CITED]->(document:Source)
         RETURN document.id + ', ' + cited.locator ORDER BY cited.id
       } AS source
ORDER BY way
