"use strict";

/**
 * @typedef {Object} Tie one drawn line
 * @property {string} id
 * @property {string} from
 * @property {string} to
 * @property {Object} claim what it draws
 * @property {Object} relation the claim's, from the vocabulary
 */

/** What the page was given (see document.py), indexed by what the other scripts ask for. */
const Record = (() => {
  const data = JSON.parse(Dom.byId("data").textContent);
  const vocabulary = data.vocabulary;
  const NO_BOUND = ["0001-01-01", "9999-12-31", "0001-01-01", "9999-12-31"];

  for (const claim of data.claims) claim.span = claim.span.map((day, i) => day || NO_BOUND[i]);

  const entities = new Map(data.entities.map((e) => [e.id, e]));
  const claims = new Map(data.claims.map((c) => [c.id, c]));
  const sources = new Map(data.sources.map((s) => [s.id, s]));
  const nodes = new Map(data.nodes.map((n) => [n.id, n]));
  const citations = data.claims.flatMap((claim) => claim.citations.map((c) => ({ ...c, claim: claim.id })));
  const links = grouped(data.links, (link) => [link.claim, link.other]);
  const byEntity = grouped(data.claims, entitiesOf);

  /** @type {Tie[]} */
  const ties = data.edges.map((edge) => {
    const claim = claims.get(edge.claim);
    return { ...edge, id: edge.id ?? claim.id, claim, relation: vocabulary.relations[claim.relation] };
  });
  const tiesOfClaim = grouped(ties, (tie) => [tie.claim.id]);
  const tiesOfEntity = grouped(ties, (tie) => [...new Set([tie.from, tie.to])]);

  function grouped(rows, keys) {
    const groups = new Map();
    for (const row of rows) {
      for (const key of keys(row)) {
        if (!groups.has(key)) groups.set(key, []);
        groups.get(key).push(row);
      }
    }
    return groups;
  }

  /** Every entity a claim names, each once. */
  function entitiesOf(claim) {
    const { subject, object, origin = [], place = [], third } = claim;
    return [...new Set([subject, object, ...origin, ...place, third].filter(Boolean))];
  }

  /** Name of an entity, or the words themselves where the record has no entity for them. */
  function nameOf(id) {
    return entities.get(id)?.name || id || "";
  }

  /** Whether a claim is one of the lines that the page can draw. */
  function drawn(claimId) {
    return tiesOfClaim.has(claimId);
  }

  /** A claim as one sentence of plain text. */
  function sentence(claim) {
    const relation = vocabulary.relations[claim.relation];
    return [nameOf(claim.subject), relation.label, complement(claim)].filter(Boolean).join(" ");
  }

  /** What a claim says of its subject: the object, or the value. */
  function complement(claim) {
    return claim.object ? nameOf(claim.object) : value(claim);
  }

  /** Number, unit and wording of a claim's value. */
  function value(claim) {
    const { value_low: low, value_high: high, unit, text } = claim;
    let number = "";
    if (low !== undefined && high !== undefined) number = low === high ? `${low}` : `${low}–${high}`;
    else if (low !== undefined) number = `${low} or more`;
    else if (high !== undefined) number = `up to ${high}`;
    return [number, unit, text && (number || unit) ? `(${text})` : text].filter(Boolean).join(" ");
  }

  /** What a source is called in one line: author, title, publisher, year. */
  function reference(source) {
    const title = source.title && (/^[[“"']/.test(source.title) ? source.title : `“${source.title}”`);
    const parts = [source.author, title, source.publisher, source.published || "undated"];
    return parts.filter(Boolean).join(", ");
  }

  /** Capital first letter. */
  function capital(text) {
    return text ? text[0].toUpperCase() + text.slice(1) : "";
  }

  return {
    data, vocabulary, entities, claims, sources, nodes, ties, tiesOfClaim, tiesOfEntity,
    nameOf, nodeName: (id) => nodes.get(id).label || id, drawn, sentence, complement, value, reference, capital,
    citations,
    citationsOf: (claimId) => claims.get(claimId)?.citations ?? [],
    recordOf: (row) => data.records.find((r) => r.name === row.record) ?? data.records[0],
    linksOf: (claimId) => links.get(claimId) ?? [],
    claimsOf: (entityId) => byEntity.get(entityId) ?? [],
  };
})();
