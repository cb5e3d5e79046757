"use strict";

/** The right-hand side: the evidence for a claim, or all that is said of an entity. */
const Evidence = (() => {
  const { vocabulary, entities } = Record;
  const panel = Dom.byId("evidence");

  /**
   * @param {?{entity: string}|{claim: string}} chosen
   * @param {function(?Object)} select to follow a link inside
   */
  function show(chosen, select) {
    if (chosen?.claim) Dom.refill(panel, claimCard(Record.claims.get(chosen.claim), select));
    else if (chosen?.entity) Dom.refill(panel, entityCard(entities.get(chosen.entity), select));
    else Dom.refill(panel, welcome());
    panel.scrollTop = 0;
  }

  function welcome() {
    const { data } = Record;
    return [
      Dom.el("h2", {}, "Evidence"),
      Dom.el("p.small", {}, "Choose a line or an entity: what the documents say stands here, with the paragraph it comes from."),
      Dom.el("p", {}, [
        Dom.count(data.nodes.length, "entity", "entities"), Dom.count(data.edges.length, "tie"),
        Dom.count(data.citations.length, "citation"), Dom.count(data.sources.length, "source"),
      ].join(" · ")),
      Dom.el("h3", {}, "Sources"),
      Dom.el("ul.list", {}, data.sources.map((source) => Dom.el("li", {},
        Dom.words(Record.reference(source)), Dom.el("p.small", {}, `Reliability ${source.reliability ?? "F"}. `, Dom.words(source.reliability_note ?? "")),
        source.url ? Dom.link(source.url) : null))),
    ];
  }

  // -- a claim ----------------------------------------------------------------------------------

  function claimCard(claim, select) {
    const copy = Dom.el("button", { type: "button", onclick: () => Cite.copy(Cite.claim(claim), copy) }, "Copy citation");
    return [
      Dom.el("p.claim-words", {}, sentence(claim, select)),
      facts(claim, select),
      claim.note ? [Dom.el("h3", {}, "Coder's note"), Dom.el("p", {}, Dom.words(claim.note))] : null,
      Dom.el("h3", {}, "Evidence"),
      Record.citationsOf(claim.id).map(passage),
      links(claim, select),
      Dom.el("p.row", {}, copy),
    ];
  }

  function sentence(claim, select) {
    const parts = [entityButton(claim.subject, select), ` ${vocabulary.relations[claim.relation].label} `];
    if (claim.object) parts.push(entityButton(claim.object, select));
    const value = Record.value(claim);
    if (value) parts.push(claim.object ? ": " : "", Dom.words(value));
    return parts;
  }

  function entityButton(id, select) {
    if (!entities.has(id)) return Dom.words(id);
    return Dom.el("a", { href: "#", onclick: (event) => { event.preventDefault(); select({ entity: id }); } }, Dom.words(Record.nameOf(id)));
  }

  function facts(claim, select) {
    const names = (ids = []) => ids.flatMap((id, i) => [i ? ", " : "", entityButton(id, select)]);
    const status = vocabulary.statuses[claim.status];
    const rows = [
      ["Status", [Dom.el(`span.badge.${status.mark}`, { title: status.definition }, claim.status), ` ${status.definition}`]],
      ["Grade", `${claim.grade}: ${gradeWords(claim.grade)}`],
      ["Rests on", Dom.count(claim.independent, "independent citation")],
      ["When", Dates.brief(claim)],
      ["As worded", [claim.start && `start ${claim.start}`, claim.end && `end ${claim.end}`].filter(Boolean).join(", ")],
      ["Begins", bounds(claim, 0)],
      ["Ends", vocabulary.relations[claim.relation].temporality === "instant" ? "" : bounds(claim, 2)],
      ["Role", claim.role], ["Means", claim.means],
      ["From", names(claim.origin)], ["Place", names(claim.place)],
      ["Third party", claim.third ? entityButton(claim.third, select) : ""],
      ["Claim", claim.id],
    ];
    return Dom.el("dl.facts", {}, rows.filter(([, value]) => value && value.length !== 0)
      .flatMap(([name, value]) => [Dom.el("dt", {}, name), Dom.el("dd", {}, value instanceof Node || Array.isArray(value) ? value : Dom.words(value))]));
  }

  /** A pair of bounds in words; what was worked out is marked. */
  function bounds({ span, computed = [] }, at) {
    const [from, to] = [span[at], span[at + 1]];
    if (from === Dates.EARLIEST && to === Dates.LATEST) return "not known";
    const names = at ? ["end_earliest", "end_latest"] : ["start_earliest", "start_latest"];
    const mark = names.some((name) => computed.includes(name)) ? " (worked out)" : "";
    if (from === to) return Dates.words(from) + mark;
    if (from === Dates.EARLIEST) return `by ${Dates.words(to)}${mark}`;
    if (to === Dates.LATEST) return `not before ${Dates.words(from)}${mark}`;
    return `between ${Dates.words(from)} and ${Dates.words(to)}${mark}`;
  }

  function gradeWords(grade) {
    return `${vocabulary.reliability?.[grade[0]] ?? ""} ${vocabulary.credibility?.[grade[1]] ?? ""}`.trim();
  }

  function passage(citation) {
    const source = Record.sources.get(citation.source);
    const who = [citation.claimant && ["said by ", Dom.words(Record.nameOf(citation.claimant))],
      citation.via && ["passed on by ", citation.via.flatMap((v, i) => [i ? ", " : "", Dom.words(Record.nameOf(v))])],
      citation.said && `said ${Dates.words(citation.said)}`,
      citation.as_of && `speaks of ${Dates.words(citation.as_of)}`].filter(Boolean);
    return Dom.el(`div.passage.${citation.stance}`, {},
      Dom.el("p", {}, Dom.el("strong", { title: vocabulary.stances[citation.stance] ?? "" }, Record.capital(citation.stance)),
        ` · ${citation.locator ?? ""} · ${source.reliability ?? "F"}${citation.credibility ?? 6}`),
      Dom.el("p", {}, Dom.words(Record.reference(source)), source.url ? [" ", Dom.link(source.url, "open")] : null),
      who.length ? Dom.el("p.small", {}, who.map((w, i) => [i ? "; " : "", w])) : null,
      citation.note ? Dom.el("p.small", {}, Dom.words(citation.note)) : null);
  }

  function links(claim, select) {
    const rows = Record.linksOf(claim.id);
    if (!rows.length) return null;
    return [Dom.el("h3", {}, "Linked claims"), Dom.el("ul.list", {}, rows.map((row) => {
      const other = Record.claims.get(row.claim === claim.id ? row.other : row.claim);
      const words = row.link.replaceAll("_", " ");
      return Dom.el("li", {}, Dom.el("p.small", {}, row.claim === claim.id ? words : `${words} (from the other)`),
        claimButton(other, select), row.note ? Dom.el("p.small", {}, Dom.words(row.note)) : null);
    }))];
  }

  function claimButton(claim, select) {
    return Dom.el("button.tie", { type: "button", onclick: () => select({ claim: claim.id }) },
      Dom.el("span.when", {}, Dates.brief(claim)), Dom.words(Record.sentence(claim)),
      Dom.el(`span.badge.${vocabulary.statuses[claim.status].mark}`, {}, `${claim.status} ${claim.grade}`));
  }

  // -- an entity --------------------------------------------------------------------------------

  function entityCard(entity, select) {
    const kind = vocabulary.kinds[entity.kind];
    const claims = [...Record.claimsOf(entity.id)].sort(Dates.inOrder);
    return [
      Dom.el("h2", {}, Dom.words(entity.name)),
      Dom.el("p.small", {}, [kind.label, entity.subkind, entity.id].filter(Boolean).join(" · ")),
      entity.summary ? Dom.el("p", {}, Dom.words(entity.summary)) : null,
      entity.note ? Dom.el("p.small", {}, Dom.words(entity.note)) : null,
      names(entity),
      ranks(entity),
      Dom.el("h3", {}, `${Dom.count(claims.length, "claim")} in order of time`),
      Dom.el("ul.list", {}, claims.map((claim) => Dom.el("li", {}, claimButton(claim, select)))),
    ];
  }

  function names(entity) {
    if (!entity.names?.length) return null;
    return [Dom.el("h3", {}, "Names"), Dom.el("p", {}, entity.names.map((name, i) => [
      i ? ", " : "", Dom.words(name.name),
      name.kind === "alias" ? "" : Dom.el("span.small", {}, ` ${name.kind}`),
    ]))];
  }

  /** Where the entity stands in each table that speaks of it. */
  function ranks(entity) {
    return Record.data.tables.map((table) => {
      const at = table.columns.findIndex((column) => column.name === "id");
      const row = at < 0 ? null : table.rows.find((r) => r[at] === entity.id);
      if (!row) return null;
      const cells = table.columns.map((column, i) => [column, row[i]]).filter(([column]) => !["id", "name", "kind"].includes(column.name));
      return [Dom.el("h3", {}, table.title), Dom.el("dl.facts", {}, cells.flatMap(([column, value]) =>
        [Dom.el("dt", { title: column.meaning || null }, column.name.replaceAll("_", " ")), Dom.el("dd", {}, value)]))];
    });
  }

  return { show, claimButton };
})();
