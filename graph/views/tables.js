"use strict";

/** The same as tables, for eyes, keyboards and screen readers: claims, entities, leaders, defections, what is contested. */
const Tables = (() => {
  const { vocabulary, entities } = Record;

  /** The relations that two of the tables are about. */
  const OFFICE = "HELD_OFFICE";
  const FLOWS = new Set(["DEFECTED_TO", "LOST_MEMBERS_TO"]);
  const MOST_ROWS = 2000;

  const tabs = [
    { name: "Claims", make: claimsTable },
    { name: "Entities", make: entitiesTable },
    { name: "Leaders", make: leaders },
    { name: "Defections", make: defections },
    { name: "Contested", make: contested },
    ...Record.data.tables.map((table) => ({ name: table.title, make: () => given(table) })),
  ];
  let current = 0;
  let state = null;
  let choose = null;

  /** @param {function(?Object)} select */
  function start(select) {
    choose = select;
    const list = Dom.byId("tabs");
    Dom.refill(list, tabs.map((tab, i) => Dom.el("button", {
      type: "button", role: "tab", id: `tab-${i}`, "aria-controls": "table", onclick: () => open(i),
    }, tab.name)));
    list.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      open((current + step + tabs.length) % tabs.length);
      list.children[current].focus();
    });
  }

  function open(i) {
    current = i;
    draw();
  }

  /** @param {{result: Object, chosen: ?Object}} what see Filters.apply */
  function show(what) {
    state = what;
    draw();
  }

  function draw() {
    [...Dom.byId("tabs").children].forEach((button, i) => {
      button.setAttribute("aria-selected", String(i === current));
      button.tabIndex = i === current ? 0 : -1;
    });
    Dom.byId("table").setAttribute("aria-labelledby", `tab-${current}`);
    Dom.refill(Dom.byId("table"), tabs[current].make());
  }

  // -- a table ----------------------------------------------------------------------------------

  const orders = new Map();

  /**
   * A table whose columns sort.
   * @param {string} name
   * @param {{name: string, of: function(Object): *, key: ?function(Object): *}[]} columns
   * @param {Object[]} rows
   * @param {function(Object): boolean} isChosen
   */
  function table(name, columns, rows, isChosen = () => false) {
    if (!rows.length) return Dom.el("p.small", {}, "Nothing of this kind among what is shown.");
    const order = orders.get(name);
    const sorted = order ? [...rows].sort(comparing(columns[order.at], order.up)) : rows;
    const head = columns.map((column, i) => Dom.el("th", { scope: "col", "aria-sort": order?.at === i ? (order.up ? "ascending" : "descending") : "none" },
      Dom.el("button", { type: "button", onclick: () => { orders.set(name, { at: i, up: order?.at === i ? !order.up : true }); draw(); } },
        column.name, order?.at === i ? (order.up ? " ▴" : " ▾") : "")));
    const body = sorted.slice(0, MOST_ROWS).map((row) => Dom.el(isChosen(row) ? "tr.chosen" : "tr", {},
      columns.map((column) => Dom.el(typeof column.of(row) === "number" ? "td.number" : "td", {}, column.of(row)))));
    const more = rows.length > MOST_ROWS ? Dom.el("p.small", {}, `The first ${MOST_ROWS} of ${rows.length.toLocaleString("en-GB")} rows.`) : null;
    return [Dom.el("table", {}, Dom.el("thead", {}, Dom.el("tr", {}, head)), Dom.el("tbody", {}, body)), more];
  }

  function comparing(column, up) {
    const key = column.key ?? ((row) => column.of(row));
    return (a, b) => {
      const [x, y] = [key(a) ?? "", key(b) ?? ""];
      const order = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y));
      return up ? order : -order;
    };
  }

  function link(label, chosen) {
    return Dom.el("button", { type: "button", onclick: () => choose(chosen) }, Dom.words(label));
  }

  const claimColumns = [
    { name: "Claim", of: (c) => link(c.id, { claim: c.id }), key: (c) => c.id },
    { name: "Says", of: (c) => Dom.words(Record.sentence(c)), key: Record.sentence },
    { name: "When", of: (c) => Dates.brief(c), key: (c) => c.span[0] },
    { name: "Status", of: (c) => c.status },
    { name: "Grade", of: (c) => c.grade },
    { name: "Source", of: (c) => Record.citationsOf(c.id).map((x, i) => [i ? "; " : "", Dom.words(`${x.source}, ${x.locator ?? ""}`)]), key: (c) => Record.citationsOf(c.id)[0]?.source },
  ];

  function shownClaims() {
    const drawn = Record.ties.filter((tie) => state.result.ties.has(tie.id)).map((tie) => tie.claim);
    return [...new Set([...drawn, ...state.result.claims])].sort(Dates.inOrder);
  }

  function claimsTable() {
    return table("claims", claimColumns, shownClaims(), (c) => state.chosen?.claim === c.id);
  }

  function entitiesTable() {
    const rows = [...state.result.entities].map((id) => entities.get(id));
    const ties = (e) => (Record.tiesOfEntity.get(e.id) ?? []).filter((t) => state.result.ties.has(t.id)).length;
    return table("entities", [
      { name: "Name", of: (e) => link(e.name, { entity: e.id }), key: (e) => e.name },
      { name: "Kind", of: (e) => vocabulary.kinds[e.kind].label },
      { name: "Sort", of: (e) => e.subkind ?? "" },
      { name: "Ties shown", of: ties },
      { name: "Claims", of: (e) => Record.claimsOf(e.id).length },
      { name: "Summary", of: (e) => Dom.words(e.summary ?? ""), key: (e) => e.summary },
    ], rows.sort((a, b) => ties(b) - ties(a) || a.name.localeCompare(b.name)), (e) => state.chosen?.entity === e.id);
  }

  // -- leaders ----------------------------------------------------------------------------------

  /** Offices of each organisation on a line of time: what is certain solid, what is possible dashed. */
  function leaders() {
    const offices = shownClaims().filter((c) => c.relation === OFFICE);
    const groups = new Map();
    for (const claim of offices) {
      const key = claim.object;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(claim);
    }
    const lines = [...groups].filter(([, claims]) => claims.some((c) => c.span[0] !== Dates.EARLIEST || c.span[3] !== Dates.LATEST))
      .sort((a, b) => b[1].length - a[1].length);
    const columns = [
      { name: "Organisation", of: (c) => link(Record.nameOf(c.object), { entity: c.object }), key: (c) => Record.nameOf(c.object) },
      { name: "Leader", of: (c) => link(Record.nameOf(c.subject), { entity: c.subject }), key: (c) => Record.nameOf(c.subject) },
      { name: "Office", of: (c) => Dom.words(c.role ?? "") },
      ...claimColumns.filter((c) => c.name !== "Says"),
    ];
    return [lines.slice(0, 6).map(([id, claims]) => tenures(id, claims)), table("leaders", columns, offices)];
  }

  function tenures(id, claims) {
    const dates = claims.flatMap((c) => c.span).filter((d) => d !== Dates.EARLIEST && d !== Dates.LATEST).map(years);
    const [first, last] = [Math.floor(Math.min(...dates)) - 1, Math.ceil(Math.max(...dates)) + 1];
    const x = (day) => 190 + (740 * (Math.min(last, Math.max(first, years(day))) - first)) / (last - first);
    const step = Math.max(1, Math.ceil((last - first) / 12));
    const marks = Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step).filter((year) => year < last);
    const bottom = 26 + claims.length * 24;
    return Dom.el("figure", { "aria-label": `Offices in ${Record.nameOf(id)}` }, Dom.el("h3", {}, Dom.words(Record.nameOf(id))),
      Dom.svg("svg", { class: "tenures", viewBox: `0 0 940 ${bottom + 8}`, role: "img" },
        Dom.svg("title", {}, "Dashed: may have held the office; solid: certainly did"),
        marks.map((year) => [Dom.svg("line", { x1: x(`${year}-01-01`), x2: x(`${year}-01-01`), y1: 18, y2: bottom }),
          Dom.svg("text", { class: "muted", x: x(`${year}-01-01`) + 3, y: 13 }, String(year))]),
        claims.map((claim, i) => tenure(claim, 28 + i * 24, x))));
  }

  function tenure(claim, y, x) {
    const [startEarliest, startLatest, endEarliest, endLatest] = claim.span;
    const name = Labels.wrap(Record.nameOf(claim.subject))[0];
    return [
      Dom.svg("text", { x: 0, y: y + 10 }, name),
      Dom.svg("rect", { class: "possible", x: x(startEarliest), y, width: Math.max(2, x(endLatest) - x(startEarliest)), height: 13 },
        Dom.svg("title", {}, `${Record.sentence(claim)} (${claim.role ?? ""}), ${Dates.brief(claim)}`)),
      endEarliest >= startLatest ? Dom.svg("rect", { class: "definite", x: x(startLatest), y, width: Math.max(2, x(endEarliest) - x(startLatest)), height: 13 }) : null,
    ];
  }

  function years(day) {
    return Number(day.slice(0, 4)) + (Number(day.slice(5, 7)) - 1) / 12;
  }

  // -- defections and contested claims ----------------------------------------------------------

  function defections() {
    const rows = shownClaims().filter((c) => FLOWS.has(c.relation))
      .flatMap((claim) => (claim.origin ?? [claim.subject]).map((origin) => ({ claim, origin })));
    return table("defections", [
      { name: "From", of: (r) => link(Record.nameOf(r.origin), { entity: r.origin }), key: (r) => Record.nameOf(r.origin) },
      { name: "To", of: (r) => (r.claim.object ? link(Record.nameOf(r.claim.object), { entity: r.claim.object }) : "not stated"), key: (r) => Record.nameOf(r.claim.object) },
      { name: "Who", of: (r) => (r.claim.origin ? link(Record.nameOf(r.claim.subject), { entity: r.claim.subject }) : "members"), key: (r) => Record.nameOf(r.claim.subject) },
      { name: "Rank", of: (r) => Dom.words(r.claim.role ?? "") },
      { name: "Number", of: (r) => Dom.words(Record.value(r.claim)) },
      { name: "When", of: (r) => Dates.brief(r.claim), key: (r) => r.claim.span[0] },
      { name: "Status", of: (r) => `${r.claim.status} ${r.claim.grade}` },
      { name: "Claim", of: (r) => link(r.claim.id, { claim: r.claim.id }), key: (r) => r.claim.id },
    ], rows);
  }

  function contested() {
    const sides = (claim) => Record.linksOf(claim.id).filter((x) => x.link === "contradicts");
    const rows = shownClaims().filter((c) => c.status === "disputed" || sides(c).length);
    const against = (claim) => [
      ...Record.citationsOf(claim.id).filter((x) => ["denies", "doubts"].includes(x.stance)).map((x) =>
        Dom.el("p", {}, `${x.stance}: `, Dom.words(Cite.passage(x)))),
      ...sides(claim).map((x) => {
        const other = Record.claims.get(x.claim === claim.id ? x.other : x.claim);
        return Dom.el("p", {}, link(`${other.id}: ${Record.sentence(other)}, ${Dates.brief(other)}`, { claim: other.id }),
          x.note ? Dom.el("span.small", {}, " ", Dom.words(x.note)) : null);
      }),
    ];
    return table("contested", [...claimColumns.slice(0, 5), { name: "Against it", of: against, key: (c) => c.id }], rows);
  }

  function given(data) {
    const at = data.columns.findIndex((column) => column.name === "id");
    const columns = data.columns.map((column, i) => ({
      name: column.name,
      of: (row) => (i === at && entities.has(row[i]) ? link(row[i], { entity: row[i] }) : row[i]),
      key: (row) => row[i],
    }));
    return [table(data.title, columns, data.rows), (data.notes ?? []).map((note) => Dom.el("p.small", {}, Dom.words(note)))];
  }

  return { start, show };
})();
