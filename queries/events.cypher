/*
title: Events with perpetrator, claimant and toll
topic: Time
question: >-
  Which events does the record tell of, when and where, who is said to have done them, who claimed
  them, whom did they hit, and at what toll?
active: >-
  An event counts when it may have happened within the period (possible); one without any date may
  have happened at any time.
parameters:
  on: {type: period, default: "", meaning: "the period; empty is all time"}
  actor: {type: entity, default: "", meaning: "who did, claimed or inspired it; empty is any"}
  place:
    type: entity
    default: ""
    meaning: "the place, with all that lies in it; empty is anywhere"
columns:
  event: name of the event
  subkind: what sort of event it is
  when: its dates as worded, EDTF; several where the documents differ
  place: names of the places
  perpetrators: who carried it out, with the part taken and the status of that claim
  claimed_by: who claimed it, with the status of that claim
  targets: whom or what it was directed against or hit
  toll: what was counted
  claims: ids of the claims that say so
example:
- [Invasion of Iraq, operation, '2003', Iraq, United States military (asserted),
  '', '', '', c-2190; c-2191]
- [Swat offensive of 2009, operation, '2009', Swat Valley, Pakistan Army (alleged),
  '', '', '', c-1269; c-1270]
- ['Suicide bombing at Charing Cross, Lahore', attack, 2016-02-13; 2017-02-13, 'Charing
    Cross, Lahore', 'Jamaat-ul-Ahrar (alleged); Suspected planners and perpetrators
    of the Charing Cross bombing, planning and execution (alleged); Alleged facilitator
    of the Charing Cross bomber, facilitator (alleged)', Jamaat-ul-Ahrar (asserted),
  Chemists and pharmacists protesting at Charing Cross, at least 15 people killed;
    around 80 people injured, c-1098; c-1099; c-1102; c-1103; c-1104; c-1105; c-1106;
    c-1199; c-1202]
*/
MATCH (e:Event)
WHERE (NOT EXISTS {
         MATCH (e)<-[:SUBJECT]-(h:Claim {relation: 'HAPPENED'})
         WHERE NOT h.status IN ['denied', 'unsupported', 'retracted']
       } OR EXISTS {
         MATCH (e)<-[:SUBJECT]-(h:Claim {relation: 'HAPPENED'})
         WHERE NOT h.status IN ['denied', 'unsupported', 'retracted']
           AND h.start_earliest <= $on_last AND $on_first <= h.start_latest
       })
  AND ($actor = '' OR EXISTS { (e)<-[:CARRIED_OUT|CLAIMED|INSPIRED]-(:Entity {id: $actor}) })
  AND ($place = '' OR EXISTS {
         MATCH (e)<-[:SUBJECT]-(h:Claim {relation: 'HAPPENED'})-[:OBJECT|PLACE]->(spot:Place)
         MATCH (spot)-[:LOCATED_IN*0..4]->(:Entity {id: $place})
         WHERE NOT h.status IN ['denied', 'unsupported', 'retracted']
       })
WITH e, COLLECT {
         MATCH (e)<-[:SUBJECT]-(h:Claim {relation: 'HAPPENED'})
         WHERE h.start IS NOT NULL AND NOT h.status IN ['denied', 'unsupported', 'retracted']
         RETURN h ORDER BY h.start_latest, h.id
       } AS happened
RETURN e.name AS event,
       coalesce(e.subkind, '') AS subkind,
       [h IN happened | h.start] AS when,
       COLLECT {
         MATCH (e)<-[:SUBJECT]-(h:Claim {relation: 'HAPPENED'})-[:OBJECT|PLACE]->(spot:Place)
         WHERE NOT h.status IN ['denied', 'unsupported', 'retracted']
         RETURN DISTINCT spot.name ORDER BY spot.name
       } AS place,
       COLLECT {
         MATCH (e)<-[r:CARRIED_OUT]-(who:Entity)
         RETURN who.name + coalesce(', ' + r.role, '') + ' (' + r.status + ')' ORDER BY r.id
       } AS perpetrators,
       COLLECT {
         MATCH (e)<-[r:CLAIMED]-(who:Entity)
         RETURN who.name + ' (' + r.status + ')' ORDER BY r.id
       } AS claimed_by,
       COLLECT {
         MATCH (e)-[r:TARGETED]->(hit:Entity)
         RETURN hit.name ORDER BY r.id
       } AS targets,
       COLLECT {
         MATCH (e)<-[:SUBJECT]-(n:Claim {relation: 'COUNTED'})
         WHERE NOT n.status IN ['denied', 'unsupported', 'retracted']
         RETURN CASE WHEN n.value_low = n.value_high THEN toString(toInteger(n.value_low))
                     WHEN n.value_low IS NOT NULL AND n.value_high IS NOT NULL
                     THEN toString(toInteger(n.value_low)) + ' to '
                          + toString(toInteger(n.value_high))
                     WHEN n.value_low IS NOT NULL
                     THEN 'at least ' + toString(toInteger(n.value_low))
                     WHEN n.value_high IS NOT NULL
                     THEN 'at most ' + toString(toInteger(n.value_high))
                     ELSE coalesce(n.text, '') END + ' ' + n.unit
         ORDER BY n.id
       } AS toll,
       COLLECT {
         MATCH (e)<-[:SUBJECT|OBJECT]-(c:Claim)
         WHERE c.relation IN ['HAPPENED', 'CARRIED_OUT', 'CLAIMED', 'TARGETED', 'COUNTED']
           AND NOT c.status IN ['denied', 'unsupported', 'retracted']
         RETURN DISTINCT c.id ORDER BY c.id
       } AS claims
ORDER BY coalesce(happened[0].start_latest, date('9999-12-31')), e.id
