"use strict";

/**
 * The same as tables: the way in for the keyboard and for who listens, and for whoever would
 * rather sort than look. They follow the filters.
 */
const Tables = (() => {
  const { vocabulary, data } = Record;
  const { el, words } = Dom;
  const PAGE = 200;
  const sorting = new Map();
  let actions = null;
  let state = null;
  let open = "";
  let needle = "";
  let others = new Set();

  /** @typedef {{label: string, value: function(Object): *, cell: ?function(Object): Node}} Column */

  /** Columns whose cells are one word and stay on one line. */
  const SHORT = new Set(["Status", "Grade", "Passages", "Claim", "Kind", "Published", "Reliability", "Citations"]);

  const claimColumns = [
    column("From", (c) => Record.nameOf(c.subject), (c) => Evidence.entityLink(c.subject)),
    column("Relation", (c) => vocabulary.relations[c.relation].label, claimButton),
    column("To", (c) => Record.nameOf(c.object), (c) => (c.object ? Evidence.entityLink(c.object) : "")),
    column("Value", Record.value),
    column("When", (c) => Dates.brief(c), null, Dates.inOrder),
    column("Status", (c) => c.status, null, byOrderOf(vocabulary.statuses, (c) => c.status)),
    column("Grade", (c) => c.grade),
    column("Passages", (c) => Record.citationsOf(c.id).length),
    column("Claim", (c) => c.id),
  ];

  const TABS = [
    {
      key: "ties", label: "Ties", rows: () => tiesShown(),
      columns: claimColumns.filter((c) => c.label !== "Value"),
      note: "The lines in the picture. The relation opens the evidence.",
    },
    {
      key: "entities", label: "Entities", rows: () => [...state.result.entities].map((id) => Record.entities.get(id)),
      columns: [
        column("Name", (e) => e.name, (e) => Evidence.entityLink(e.id)),
        column("Kind", (e) => vocabulary.kinds[e.kind].label),
        column("Sort", (e) => (e.subkind ?? "").replaceAll("-", " ")),
        column("Ties shown", (e) => shownDegree(e.id)),
        column("Ties in the file", (e) => Filters.degree(e.id)),
        column("Other names", (e) => (e.names ?? []).map((n) => n.name).join("; ")),
      ],
      note: "Whoever is in the picture.",
    },
    {
      key: "claims", label: "Other claims", rows: () => state.result.claims,
      columns: claimColumns, note: "Claims that are no lines: values, counts, aims, and what is only doubted or denied. Period, status and grade filter them too.",
    },
    {
      key: "offices", label: "Offices", rows: () => offices(), before: officeChart,
      columns: [
        column("Organisation", (c) => Record.nameOf(c.object), (c) => Evidence.entityLink(c.object)),
        column("Office", (c) => c.role ?? ""),
        column("Holder", (c) => Record.nameOf(c.subject), (c) => Evidence.entityLink(c.subject)),
        column("When", (c) => Dates.brief(c), claimButtonWhen, Dates.inOrder),
        column("Status", (c) => c.status, null, byOrderOf(vocabulary.statuses, (c) => c.status)),
        column("Grade", (c) => c.grade),
      ],
      note: "Who held which post. Dark bars: certainly in office; pale bars: possibly.",
    },
    {
      key: "flows", label: "Defections", rows: () => flows(),
      columns: [
        column("Who", (f) => f.who, (f) => (f.whoId ? Evidence.entityLink(f.whoId) : words(f.who))),
        column("From", (f) => f.from.map(Record.nameOf).join("; "), (f) => entityList(f.from)),
        column("To", (f) => f.to.map(Record.nameOf).join("; "), (f) => entityList(f.to)),
        column("When", (f) => Dates.brief(f.claim), (f) => claimButtonWhen(f.claim), (a, b) => Dates.inOrder(a.claim, b.claim)),
        column("Status", (f) => f.claim.status),
        column("Grade", (f) => f.claim.grade),
      ],
      note: "People who passed from one body to another, joined or left; a dash where the text does not say.",
    },
    {
      key: "contested", label: "Contested", rows: () => contested(),
      columns: [
        column("Claim", Record.sentence, (c) => Evidence.claimLink(c)),
        column("Status", (c) => c.status, null, byOrderOf(vocabulary.statuses, (c) => c.status)),
        column("Says so", (c) => voices(c, true)),
        column("Against", (c) => voices(c, false)),
        column("Contradicted by", (c) => contradictions(c).map((o) => o.id).join("; "), (c) => contradictions(c).map((o) => Evidence.claimLink(o))),
      ],
      note: "Claims that somebody doubts, denies or takes back, and claims that cannot both be true. All of the file, whatever is filtered.",
    },
    {
      key: "sources", label: "Sources", rows: () => data.sources,
      columns: [
        column("Title", (s) => s.title || s.id),
        column("Author", (s) => s.author ?? ""),
        column("Publisher", (s) => s.publisher ?? ""),
        column("Published", (s) => s.published ?? "undated"),
        column("Reliability", (s) => s.reliability ?? "F"),
        column("Why", (s) => s.reliability_note ?? ""),
        column("Citations", (s) => Record.citations.filter((c) => c.source === s.id).length),
      ],
      note: "The documents behind the claims of this file.",
    },
    ...["came", "went"].filter(() => data.opening.comparing).map((part) => ({
      key: part, label: Record.capital(part), rows: () => Panels.changed(state.choice, part),
      columns: claimColumns.filter((c) => c.label !== "Value"),
      note: part === "came" ? "Ties of the later date that are none of the earlier." : "Ties of the earlier date that are none of the later.",
    })),
    ...data.tables.map(givenTab),
  ];

  /** @returns {Column} */
  function column(label, value, cell = null, compare = null) {
    return { label, value, cell, compare };
  }

  function byOrderOf(vocabularyPart, key) {
    const order = Object.keys(vocabularyPart);
    return (a, b) => order.indexOf(key(a)) - order.indexOf(key(b));
  }

  /** A table that came with the data. */
  function givenTab(table, i) {
    const at = table.columns.findIndex((c) => c.name === "id");
    const columns = table.columns.map((c, j) => column(
      c.name.replaceAll("_", " "), (row) => row[j],
      j === at ? (row) => Evidence.entityLink(row[j]) : null));
    return {
      key: `table-${i + 1}`, label: table.title ? shortTitle(table.title) : `Table ${i + 1}`,
      rows: () => table.rows, note: table.notes[0] ?? "", more: table.notes.slice(1),
      columns: columns.filter((c, j) => !(at >= 0 && table.columns[j].name === "name")),
    };
  }

  function shortTitle(title) {
    return title.length > 22 ? `${title.slice(0, 21)}…` : title;
  }

  // -- rows --------------------------------------------------------------------------------------

  function tiesShown() {
    return data.claims.filter((c) => (Record.tiesOfClaim.get(c.id) ?? []).some((t) => state.result.ties.has(t.id)));
  }

  function shownDegree(id) {
    return (Record.tiesOfEntity.get(id) ?? []).filter((t) => state.result.ties.has(t.id)).length;
  }

  /** Posts: states of a person in an organisation that need a role. */
  function offices() {
    const office = (name) => {
      const { temporality, requires, subject } = vocabulary.relations[name];
      return temporality === "state" && requires.includes("role") && subject.join() === "Person";
    };
    return tiesShown().filter((c) => office(c.relation))
      .sort((a, b) => Record.nameOf(a.object).localeCompare(Record.nameOf(b.object)) || Dates.inOrder(a, b));
  }

  /** Moves of people: all relations of the family whose relation tells where people came from. */
  function flows() {
    const families = new Set(Object.values(vocabulary.relations)
      .filter((r) => r.requires.includes("origin")).map((r) => r.family));
    return data.claims.filter((c) => families.has(vocabulary.relations[c.relation].family) && inPicture(c))
      .sort(Dates.inOrder).map(flow);
  }

  function inPicture(claim) {
    const ties = Record.tiesOfClaim.get(claim.id);
    return ties ? ties.some((t) => state.result.ties.has(t.id)) : others.has(claim);
  }

  function flow(claim) {
    const { subject, object, origin = [] } = claim;
    const relation = vocabulary.relations[claim.relation];
    const body = !relation.subject.includes("Person") && !relation.subject.includes("Collective");
    const out = relation.sign < 0 || (relation.sign === 0 && relation.temporality === "state");
    const ends = body
      ? { from: [subject], to: object ? [object] : [] }
      : { from: out ? [object] : origin, to: out || !object ? [] : [object] };
    const number = Record.value(claim);
    const who = body ? [claim.role || "members", number && `(${number})`].filter(Boolean).join(" ") : Record.nameOf(subject);
    return { claim, who, whoId: body ? "" : subject, id: claim.id, ...ends };
  }

  function contested() {
    return data.claims.filter((c) =>
      Record.citationsOf(c.id).some((x) => !vocabulary.stances[x.stance].affirms) || contradictions(c).length);
  }

  function contradictions(claim) {
    return Record.linksOf(claim.id).filter((link) => link.link === "contradicts")
      .map((link) => Record.claims.get(link.claim === claim.id ? link.other : link.claim));
  }

  function voices(claim, affirming) {
    const heard = Record.citationsOf(claim.id).filter((c) => vocabulary.stances[c.stance].affirms === affirming);
    const name = (c) => Record.nameOf(c.claimant) || Record.sources.get(c.source)?.publisher || c.source;
    return [...new Set(heard.map((c) => `${name(c)} (${c.stance})`))].join("; ");
  }

  // -- cells -------------------------------------------------------------------------------------

  function claimButton(claim) {
    return el("button.inline", { type: "button", onclick: () => choose(claim) }, vocabulary.relations[claim.relation].label);
  }

  function claimButtonWhen(claim) {
    return el("button.inline", { type: "button", onclick: () => choose(claim) }, Dates.brief(claim));
  }

  function choose(claim) {
    actions.select({ claim: claim.id });
    actions.read();
  }

  function entityList(ids) {
    return ids.length ? ids.map((id, i) => [i ? "; " : "", Evidence.entityLink(id)]) : "–";
  }

  /** A value as text: numbers short, lists joined. */
  function text(value) {
    if (value === null || value === undefined) return "";
    if (typeof value === "number" && !Number.isInteger(value)) return String(Number(value.toPrecision(3)));
    if (Array.isArray(value)) return value.map(text).join("; ");
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  }

  // -- tabs --------------------------------------------------------------------------------------

  /** @param {Object} on select, read, openTable */
  function start(on) {
    actions = on;
    Dom.refill(Dom.byId("tabs"), TABS.map((tab) => el("button", {
      type: "button", role: "tab", id: `tab-${tab.key}`, "aria-controls": "table-panel", "aria-selected": "false",
      tabindex: "-1", onclick: () => actions.openTable(tab.key === open ? "" : tab.key),
    }, tab.label, " ", el("span.count"))));
    Dom.byId("tabs").addEventListener("keydown", walk);
    Dom.byId("table-close").addEventListener("click", () => actions.openTable(""));
    const filter = Dom.byId("table-filter");
    filter.addEventListener("input", () => { needle = filter.value.trim().toLowerCase(); render(); });
    Dom.byId("table-csv").addEventListener("click", saveCsv);
  }

  /** Arrow keys go from tab to tab. */
  function walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tabs = [...Dom.byId("tabs").children];
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    next.focus();
    event.preventDefault();
  }

  /** @param {Object} now choice, result, selection, tab */
  function show(now) {
    state = now;
    others = new Set(now.result.claims);
    if (open !== now.tab) {
      needle = "";
      Dom.byId("table-filter").value = "";
    }
    open = TABS.some((tab) => tab.key === now.tab) ? now.tab : "";
    document.body.classList.toggle("with-table", Boolean(open));
    TABS.forEach((tab, i) => {
      const button = Dom.byId(`tab-${tab.key}`);
      button.setAttribute("aria-selected", String(tab.key === open));
      button.tabIndex = tab.key === open || (!open && i === 0) ? 0 : -1;
      button.querySelector(".count").textContent = tab.rows().length;
    });
    Dom.byId("table-panel").hidden = !open;
    if (open) render();
  }

  function current() {
    return TABS.find((tab) => tab.key === open);
  }

  // -- one table ---------------------------------------------------------------------------------

  function render() {
    const tab = current();
    const rows = sorted(tab, tab.rows().filter((row) => matches(tab, row)));
    Dom.byId("table-panel").setAttribute("aria-labelledby", `tab-${tab.key}`);
    const body = el("tbody", {}, rows.slice(0, PAGE).map((row) => tableRow(tab, row)));
    Dom.refill(Dom.byId("table-body"),
      el("p.note", {}, tab.note),
      tab.more?.length > 0 && el("details.note", {}, el("summary", {}, "How it was made"), tab.more.map((note) => el("p", {}, note))),
      tab.before?.(),
      rows.length ? el("table.sheet", {}, el("caption.off-screen", {}, tab.label), head(tab), body)
        : el("p.note", {}, needle ? "No row holds these words." : "Nothing of this kind in the picture."),
      rows.length > PAGE && more(tab, rows, body));
  }

  function more(tab, rows, body) {
    const button = el("button.quiet", {
      type: "button",
      onclick: () => { body.append(...rows.slice(PAGE).map((row) => tableRow(tab, row))); button.remove(); },
    }, `Show all ${rows.length} rows`);
    return button;
  }

  function head(tab) {
    const now = sorting.get(tab.key);
    return el("thead", {}, el("tr", {}, tab.columns.map((c, i) => {
      const direction = now?.column === i ? (now.down ? "descending" : "ascending") : "none";
      return el("th", { scope: "col", "aria-sort": direction },
        el("button", { type: "button", onclick: () => sortBy(tab, i) }, c.label));
    })));
  }

  function sortBy(tab, i) {
    const now = sorting.get(tab.key);
    sorting.set(tab.key, { column: i, down: now?.column === i && !now.down });
    render();
    Dom.byId("table-body").querySelectorAll("th button")[i]?.focus();
  }

  function tableRow(tab, row) {
    const chosen = (row.id ?? row[0]) === (state.selection?.claim ?? state.selection?.entity);
    return el("tr", { class: chosen ? "chosen" : "" }, tab.columns.map((c) => {
      const value = c.value(row);
      const kind = typeof value === "number" ? "number" : SHORT.has(c.label) && c.label !== tab.columns[0].label ? "short" : "";
      return el("td", { class: kind }, c.cell ? c.cell(row) : words(text(value), "span"));
    }));
  }

  function matches(tab, row) {
    return !needle || tab.columns.some((c) => text(c.value(row)).toLowerCase().includes(needle));
  }

  function sorted(tab, rows) {
    const now = sorting.get(tab.key);
    if (!now) return rows;
    const { value, compare } = tab.columns[now.column];
    const order = compare ?? ((a, b) => natural(value(a), value(b)));
    return [...rows].sort((a, b) => (now.down ? -1 : 1) * order(a, b));
  }

  function natural(a, b) {
    if (typeof a === "number" && typeof b === "number") return a - b;
    return text(a).localeCompare(text(b), "en", { numeric: true });
  }

  function saveCsv() {
    const tab = current();
    const line = (cells) => cells.map((c) => `"${guarded(text(c)).replaceAll('"', '""')}"`).join(",");
    const rows = sorted(tab, tab.rows().filter((row) => matches(tab, row)));
    const lines = [line(tab.columns.map((c) => c.label)), ...rows.map((r) => line(tab.columns.map((c) => c.value(r))))];
    Figure.download(new Blob([`${lines.join("\r\n")}\r\n`], { type: "text/csv;charset=utf-8" }), `${tab.key}.csv`);
  }

  /** Keep a spreadsheet from taking a text for a formula. */
  function guarded(value) {
    return /^[=+@\t\r]|^-(?!\d)/.test(value) ? `'${value}` : value;
  }

  // -- who was in office when --------------------------------------------------------------------

  /** Bars by organisation: pale where somebody may have been in office, dark where certainly. */
  function officeChart() {
    const dated = offices().filter((c) => !Dates.undated(c.span));
    if (!dated.length) return null;
    const days = dated.flatMap((c) => c.span).filter((d) => d !== Dates.EARLIEST && d !== Dates.LATEST).sort();
    const [from, to] = [days[0], days.at(-1)];
    const share = (day) => Math.max(0, Math.min(1, (position(day) - position(from)) / Math.max(1, position(to) - position(from))));
    const groups = [...new Set(dated.map((c) => c.object))];
    return el("div.offices", { role: "img", "aria-label": "Bars of the terms of office; the table below has the same" },
      el("div.axis", {}, el("span", {}, Dates.short(from, true).slice(0, 7)), el("span", {}, Dates.short(to, false).slice(0, 7))),
      groups.map((id) => [
        el("p.group", {}, words(Record.nameOf(id))),
        dated.filter((c) => c.object === id).map((c) => term(c, share)),
      ]));
  }

  function position(day) {
    return Dates.month(day) + Number(day.slice(8)) / 31;
  }

  function term(claim, share) {
    const [startEarliest, startLatest, endEarliest, endLatest] = claim.span.map(share);
    const bar = (kind, left, right) => {
      const element = el(`span.${kind}`);
      element.style.left = `${left * 100}%`;
      element.style.width = `${Math.max(0.6, (right - left) * 100)}%`;
      return element;
    };
    return el("div.term", { title: `${Record.nameOf(claim.subject)}, ${claim.role ?? ""}, ${Dates.brief(claim)}` },
      el("span.who", {}, words(Record.nameOf(claim.subject)), el("span.note", {}, ` ${claim.role ?? ""}`)),
      el("span.lane", {}, bar("possible", startEarliest, endLatest),
        startLatest <= endEarliest && claim.span[1] <= claim.span[2] && bar("definite", startLatest, endEarliest)));
  }

  return { start, show, text, tiesShown };
})();
