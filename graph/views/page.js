"use strict";

/** The page as a whole: what is chosen, and telling every part of it when that changes. */
(() => {
  const { byId, count } = Dom;
  const THEMES = ["auto", "light", "dark"];
  const state = { ...Address.opening(), result: null };
  const trail = [];
  let anchor = null;
  let theme = "auto";

  // -- what can be done --------------------------------------------------------------------------

  const actions = {
    /** Change some parts of the choice. */
    choose(patch) {
      state.choice = { ...state.choice, ...patch };
      if ("first" in patch) state.panels = false;
      update();
      if ("focus" in patch) Drawing.fit();
      Dom.announce(summaryText());
    },
    /**
     * Select a claim or an entity, or nothing.
     * @param {?Object} selection
     * @param {boolean} inPicture whether it was chosen there, and so is in the window
     */
    select(selection, inPicture = false) {
      if (same(selection, state.selection)) return;
      remember();
      state.selection = selection;
      if (selection?.entity) anchor = selection.entity;
      if (selection) openPanel("evidence");
      update(true);
      if (selection) {
        if (!inPicture) Drawing.reveal(endsOf(selection));
        Dom.announce(selection.entity ? Record.nameOf(selection.entity) : Record.sentence(Record.claims.get(selection.claim)));
      }
    },
    /** Only the surroundings of an entity. */
    focus(entity, hops = 1) {
      if (!Record.nodes.has(entity)) return;
      remember();
      state.choice = { ...state.choice, focus: entity, hops };
      state.selection = { entity };
      state.panels = false;
      anchor = entity;
      update(true);
      Drawing.fit();
      Dom.announce(summaryText());
    },
    /** Everything again. */
    clear() {
      remember();
      Timeline.stop();
      state.choice = { ...Filters.opening(), most: 0, undated: true };
      state.panels = false;
      update(true);
      Drawing.fit();
      Dom.announce(summaryText());
    },
    /** One panel of several in the large picture. */
    look({ first, last }) {
      remember();
      state.choice = { ...state.choice, first, last };
      state.panels = false;
      update(true);
      Drawing.fit();
      Dom.announce(summaryText());
    },
    /** All panels again. */
    panels() {
      remember();
      Timeline.stop();
      state.choice = { ...state.choice, first: "", last: "" };
      state.panels = true;
      update(true);
      Dom.announce(summaryText());
    },
    openTable(tab) {
      state.tab = tab;
      openPanel(tab ? "tables" : document.body.dataset.panel === "tables" ? "" : document.body.dataset.panel);
      update();
      Drawing.resized();
    },
    /** Go on in the evidence. */
    read() {
      openPanel("evidence");
      byId("evidence").focus();
    },
    back,
  };

  function endsOf({ entity, claim }) {
    if (entity) return [entity];
    const { subject, object } = Record.claims.get(claim);
    return [subject, object].filter(Boolean);
  }

  function same(a, b) {
    return a?.claim === b?.claim && a?.entity === b?.entity;
  }

  function remember() {
    trail.push({ choice: state.choice, selection: state.selection, panels: state.panels });
    if (trail.length > 200) trail.shift();
  }

  function back() {
    const before = trail.pop();
    if (!before) return;
    const refit = before.choice.focus !== state.choice.focus;
    Object.assign(state, before);
    update();
    if (refit) Drawing.fit();
  }

  // -- telling everybody -------------------------------------------------------------------------

  /** @param {boolean} step whether it is one to come back from */
  function update(step = false) {
    state.result = Filters.apply(state.choice);
    Legend.show(state.choice, state.result.counts);
    Timeline.show(state.choice, state.result.counts.datable, state.panels);
    Evidence.show(state.selection, state.choice, state.result);
    Tables.show(state);
    Drawing.show(state.result, state.selection);
    Panels.show(state.choice, state.panels);
    Address.keep(state, step);
    showSummary();
  }

  function summaryText() {
    if (state.panels) return `${Panels.panels.length} panels: ${Panels.describe(state.choice)}`;
    const { ties, entities } = state.result;
    const chosen = Filters.describe(state.choice);
    return `${count(ties.size, "tie")} between ${count(entities.size, "entity", "entities")}${chosen ? `: ${chosen}` : ""}`;
  }

  function showSummary() {
    const { ties, entities } = state.result;
    const everything = Filters.isEverything(state.choice);
    byId("summary-count").textContent = state.panels ? count(Panels.panels.length, "panel") :
      `${count(ties.size, "tie")}, ${count(entities.size, "entity", "entities")}` +
      (everything ? "" : ` of ${Record.ties.length.toLocaleString("en-GB")} and ${Record.nodes.size.toLocaleString("en-GB")}`);
    byId("summary-choice").textContent = state.panels ? Panels.describe(state.choice) : Filters.describe(state.choice);
    byId("summary-all").hidden = everything;
    byId("nothing").hidden = ties.size > 0 || Boolean(state.choice.focus);
    byId("back").disabled = trail.length === 0;
  }

  /** On a narrow screen one panel at a time lies under the graph. */
  function openPanel(name) {
    document.body.dataset.panel = name;
    for (const button of byId("panels").children) {
      button.setAttribute("aria-pressed", String(button.dataset.panel === name));
    }
  }

  // -- the keyboard ------------------------------------------------------------------------------

  const KEYS = {
    "/": () => { openPanel("filters"); byId("search").focus(); },
    "?": () => { state.selection = null; update(); actions.read(); },
    0: () => Drawing.fit(),
    "+": () => Drawing.zoom(1.25),
    "=": () => Drawing.zoom(1.25),
    "-": () => Drawing.zoom(0.8),
    b: back,
    e: () => walkTies(1),
    E: () => walkTies(-1),
    f: focusKey,
    Escape: () => { Timeline.stop(); actions.select(null); },
  };
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input:not([type=checkbox]):not([type=radio]), select, textarea");
    if (typing && event.key !== "Escape") return;
    if (!KEYS[event.key]) return;
    KEYS[event.key]();
    if (!typing) event.preventDefault();
  }

  function graphKey(event) {
    if (ARROWS[event.key]) {
      const next = Drawing.neighbourTowards(selectedEntity(), ...ARROWS[event.key]);
      if (next) actions.select({ entity: next });
      event.preventDefault();
    } else if (event.key === "Enter" && state.selection) {
      actions.read();
      event.preventDefault();
    }
  }

  function selectedEntity() {
    return state.selection?.entity ?? anchor;
  }

  /** From tie to tie of the entity last selected, in time order. */
  function walkTies(step) {
    const id = selectedEntity() ?? Record.claims.get(state.selection?.claim)?.subject;
    if (!id) return;
    const claims = Tables.tiesShown().filter((c) =>
      (Record.tiesOfClaim.get(c.id) ?? []).some((t) => t.from === id || t.to === id)).sort(Dates.inOrder);
    if (!claims.length) return;
    const at = claims.findIndex((c) => c.id === state.selection?.claim);
    const next = at < 0 ? (step > 0 ? 0 : claims.length - 1) : (at + step + claims.length) % claims.length;
    actions.select({ claim: claims[next].id });
  }

  function focusKey() {
    const id = selectedEntity();
    if (!id) return;
    const { focus, hops } = state.choice;
    actions.focus(id, focus === id ? (hops % 3) + 1 : 1);
  }

  // -- light and dark ----------------------------------------------------------------------------

  function setTheme(name) {
    theme = name;
    if (name === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = name;
    byId("theme").setAttribute("aria-label", `Light or dark: ${name}`);
    byId("theme").title = `Light or dark: ${name}`;
    paintFamilies();
  }

  function paintFamilies() {
    const root = document.documentElement;
    const dark = getComputedStyle(root).getPropertyValue("--scheme").trim() === "dark";
    for (const [name, family] of Object.entries(Record.vocabulary.families)) {
      root.style.setProperty(`--family-${Legend.familyNumber(name)}`, dark ? family.dark : family.light);
    }
  }

  function recolour() {
    paintFamilies();
    Drawing.recolour();
    Panels.show(state.choice, state.panels);
  }

  /** Paper is white whatever the screen is. */
  function prepareSheet() {
    const before = theme;
    setTheme("light");
    Drawing.recolour();
    Figure.fillSheet(state.choice);
    setTheme(before);
    Drawing.recolour();
  }

  // -- starting ----------------------------------------------------------------------------------

  function showMasthead() {
    const { title, records } = Record.data;
    Dom.refill(byId("title"), Dom.words(title));
    byId("edition").textContent = records
      .map((r) => [r.version && `version ${r.version}`, r.created && Dates.words(r.created)].filter(Boolean).join(", "))
      .filter(Boolean).join("; ");
    Dom.refill(byId("citing"), Cite.records().map((line) => Dom.words(line, "span")));
    byId("licence").textContent = [...new Set(records.map((r) => r.licence).filter(Boolean))].join("; ");
    byId("software").textContent = Record.data.software;
  }

  function listen() {
    const click = (id, action) => byId(id).addEventListener("click", action);
    click("summary-all", actions.clear);
    click("nothing-all", actions.clear);
    click("back", back);
    click("all-panels", actions.panels);
    click("fit", () => Drawing.fit());
    click("nearer", () => Drawing.zoom(1.25));
    click("further", () => Drawing.zoom(0.8));
    click("save-png", () => Figure.savePng(state.choice));
    click("save-svg", () => Figure.saveSvg(state.choice));
    click("print", () => window.print());
    click("link", () => Cite.copy(location.href, byId("link")));
    click("help", () => KEYS["?"]());
    click("theme", () => { setTheme(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]); recolour(); });
    click("cite", () => Cite.copy([Record.data.title, ...Cite.records()].join(". "), byId("cite")));
    for (const button of byId("panels").children) {
      button.addEventListener("click", () => {
        const { panel } = button.dataset;
        if (panel === "tables" && !state.tab) actions.openTable("ties");
        else openPanel(document.body.dataset.panel === panel ? "" : panel);
        Drawing.resized();
      });
    }
    document.addEventListener("keydown", key);
    window.addEventListener("beforeprint", prepareSheet);
    window.addEventListener("hashchange", arrive);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  }

  /** Show what the address says. */
  function arrive() {
    if (location.hash.slice(1) === Address.write(state)) return;
    Object.assign(state, Address.read(location.hash));
    update();
    lookAtChosen();
  }

  /** Everything, or what is selected where that could not be told apart. */
  function lookAtChosen() {
    Drawing.fit();
    if (state.selection) Drawing.reveal(endsOf(state.selection));
  }

  function start() {
    showMasthead();
    paintFamilies();
    Legend.start(actions);
    Timeline.start(actions);
    Evidence.start(actions);
    Search.start(actions);
    Tables.start(actions);
    Panels.start(actions.look);
    Object.assign(state, Address.read(location.hash));
    Drawing.start({ select: (thing) => actions.select(thing, true), focus: actions.focus },
      Filters.apply(state.choice));
    const frame = byId("canvas").firstElementChild;
    frame.setAttribute("role", "application");
    frame.setAttribute("aria-label", "The network. Arrow keys go from entity to entity, e from tie to tie, Enter reads. The same is in the tables below.");
    frame.addEventListener("keydown", graphKey);
    listen();
    openPanel(state.tab ? "tables" : state.selection ? "evidence" : "");
    update();
    lookAtChosen();
    document.documentElement.dataset.ready = "yes";
  }

  start();
})();
