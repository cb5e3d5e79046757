/*
title: Paths between two actors
topic: Network
question: >-
  By which chains of ties are two actors joined, and on which claim of which document does each step
  rest?
active: >-
  Every step may have held within the period (possible); the steps of one path need not have held
  together. Paths visit nobody twice and are numbered from the shortest.
parameters:
  one: {type: entity, default: org-isk, meaning: the actor to start from}
  other: {type: entity, default: org-imu, meaning: the actor to reach}
  on: {type: period, default: "", meaning: "the period; empty is all time"}
  families:
    type: family
    many: true
    default: [membership, allegiance, defection, lineage, rivalry]
    meaning: families of relations that count; none is all
  kinds:
    type: kind
    many: true
    default: [Organisation, Person]
    meaning: kinds of actors that count; none is all
  at_least: {type: grade, default: "", meaning: "weakest grade that counts, C3; empty is any"}
  steps: {type: integer, default: "3", least: "1", most: "3", meaning: how many steps at most}
  limit: {type: integer, default: "20", least: "1", most: "1000", meaning: how many paths at most}
columns:
  path: number of the path
  step: number of the step in it
  from: name of the actor it starts from
  tie: relation in words, with an arrow in the direction in which it is claimed
  to: name of the actor it leads to
  start: start as worded, EDTF; empty is unknown
  end: "end as worded; '..' is still going on when it was written"
  status: asserted, reported, alleged, inferred or disputed
  grade: Admiralty grade of the best affirming passage
  claim: id of the claim
  source: source and paragraph of every citation
example:
- ['1', '1', Islamic State Khorasan, <- lost members to, Islamic Movement of Uzbekistan,
  ../2017, '', reported, B2, c-0051, 'src-csis-isk-2018, Formation and Relationship
    with ISIS Core, para 2']
- ['2', '1', Islamic State Khorasan, <- defected to, Qari Hekmatullah, '2016', '',
  asserted, B3, c-0197, 'src-csis-isk-2018, Inter-Group Competition in Khorasan,
    para 2']
- ['2', '2', Qari Hekmatullah, held office in ->, Islamic Movement of Uzbekistan,
  '', ../2018-04, asserted, B3, c-0196, 'src-csis-isk-2018, Inter-Group Competition
    in Khorasan, para 2']
*/
MATCH p = (:Entity {id: $one})
          ((:Entity)-[r]-(next:Entity)
           WHERE r.start_earliest <= $on_last AND $on_first <= r.end_latest
             AND ($families = [] OR r.family IN $families)
             AND (next.id = $other OR $kinds = []
                  OR any(kind IN labels(next) WHERE kind IN $kinds))
             AND ($at_least = [] OR any(grade IN r.grades WHERE grade IN $at_least))
          ){1,3}
          (:Entity {id: $other})
WHERE length(p) <= $steps
  AND all(n IN nodes(p) WHERE single(same IN nodes(p) WHERE same = n))
WITH p ORDER BY length(p), [tie IN relationships(p) | tie.id]
LIMIT $limit
WITH collect(p) AS paths
UNWIND range(0, size(paths) - 1) AS i
UNWIND range(0, length(paths[i]) - 1) AS j
WITH i + 1 AS path, j + 1 AS step, nodes(paths[i])[j] AS a, relationships(paths[i])[j] AS r,
     nodes(paths[i])[j + 1] AS b
RETURN path,
       step,
       a.name AS from,
       CASE WHEN startNode(r) = a THEN r.label + ' ->' ELSE '<- ' + r.label END AS tie,
       b.name AS to,
       coalesce(r.start, '') AS start,
       coalesce(r.end, '') AS end,
       r.status AS status,
       r.grade AS grade,
       r.id AS claim,
       COLLECT {
         MATCH (:Claim {id: r.id})-[cited:CITED]->(document:Source)
         RETURN document.id + ', ' + cited.locator ORDER BY cited.id
       } AS source
ORDER BY path, step
