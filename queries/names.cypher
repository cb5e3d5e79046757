/*
title: The names of an entity
topic: Evidence
question: >-
  Under which further names, in which scripts and by whom, is an entity known, and where is each
  name found?
active: >-
  Dates play no part.
parameters:
  entity: {type: entity, default: org-isk, meaning: the entity}
columns:
  entity: the preferred name
  name: the further name
  kind: alias, former, acronym or weak
  language: language as in BCP 47
  script: script as in ISO 15924
  used_by: id or words for those who use it
  source: id of the document it is found in
example:
- [Islamic State Khorasan, IS-K, acronym, en, Latn, '', src-csis-isk-2018]
- [Islamic State Khorasan, Khorasan province, alias, en, Latn, '', src-csis-isk-2018]
- [Islamic State Khorasan, Islamic Khorasan, weak, en, Latn, '', src-csis-isk-2018]
*/
MATCH (e:Entity {id: $entity})-[:NAMED]->(n:Name)
RETURN e.name AS entity,
       n.text AS name,
       n.kind AS kind,
       coalesce(n.language, '') AS language,
       coalesce(n.script, '') AS script,
       coalesce(n.used_by, '') AS used_by,
       coalesce(n.source, '') AS source
ORDER BY kind, name, used_by, source
