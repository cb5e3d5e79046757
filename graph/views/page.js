"use strict";

/** What holds the parts together: one choice, one selection, and everybody told when either changes. */
(() => {
  const choice = Filters.opening();
  let chosen = Address.read(location.hash, choice);
  let result = Filters.apply(choice);
  const earlier = [];

  function start() {
    scheme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    heading();
    Drawing.start(Dom.byId("graph"), { select, focus });
    Search.start((id) => reach(id));
    Legend.start(choice, changed);
    Timeline.start(choice, changed);
    Tables.start(select);
    buttons();
    keys();
    addEventListener("hashchange", () => {
      if (location.hash.replace(/^#/, "") === Address.write(choice, chosen)) return;
      chosen = Address.read(location.hash, choice);
      changed({ remember: false });
      Drawing.fit();
    });
    changed({ remember: false });
    Drawing.fit();
    document.documentElement.dataset.ready = "yes";
  }

  function heading() {
    const { data } = Record;
    Dom.byId("edition").textContent = Cite.records().join(" ");
    Dom.byId("projection").textContent = data.projection;
    Dom.byId("cite").textContent = `Cite: ${Cite.records().join(" ")} Made with ${data.software}. ` +
      `${data.records.map((r) => r.licence).filter(Boolean).join(", ")}`;
  }

  // -- what changes -----------------------------------------------------------------------------

  /** The choice has changed: work out what is left and tell everybody. */
  function changed({ remember = true } = {}) {
    result = Filters.apply(choice);
    if (chosen?.claim && Record.drawn(chosen.claim) && !Record.tiesOfClaim.get(chosen.claim).some((t) => result.ties.has(t.id))) chosen = null;
    Drawing.show(result, chosen);
    Legend.show(choice, result.counts);
    Timeline.show(choice, result.counts.datable);
    Dom.byId("back").hidden = !choice.focus;
    tell();
    Tables.show({ result, chosen });
    Evidence.show(chosen, select);
    if (remember) keep();
  }

  /** What is shown, in words, over the picture. */
  function tell() {
    const words = [`${Dom.count(result.entities.size, "entity", "entities")}, ${Dom.count(result.ties.size, "tie")}`, Filters.describe(choice)];
    Dom.byId("told").textContent = words.filter(Boolean).join(": ") +
      (result.ties.size ? "" : ". Nothing is left: loosen one of the filters.");
    Dom.byId("reset").disabled = Filters.isEverything(choice);
  }

  function keep() {
    const said = Address.write(choice, chosen);
    try {
      history.replaceState(null, "", said ? `#${said}` : location.pathname + location.search);
    } catch {
      // a frame without an address of its own keeps its state to itself
    }
  }

  function select(what) {
    chosen = what;
    Drawing.show(result, chosen);
    Evidence.show(chosen, select);
    Tables.show({ result, chosen });
    keep();
    if (what) Dom.announce(what.entity ? Record.nameOf(what.entity) : Record.sentence(Record.claims.get(what.claim)));
  }

  /** Select an entity wherever it is, undoing filters that hide it. */
  function reach(id) {
    if (!result.entities.has(id) && Record.nodes.has(id)) Object.assign(choice, Filters.opening(), { most: 0 });
    chosen = { entity: id };
    changed();
    Drawing.reveal(id);
  }

  /** Look around one entity; `back` undoes it. */
  function focus(id) {
    earlier.push({ focus: choice.focus, hops: choice.hops });
    Object.assign(choice, { focus: id, hops: 1 });
    chosen = { entity: id };
    changed();
    Drawing.fit();
  }

  function back() {
    Object.assign(choice, earlier.pop() ?? { focus: "", hops: 1 });
    changed();
    Drawing.fit();
  }

  // -- buttons and keys -------------------------------------------------------------------------

  function buttons() {
    const on = (id, action) => Dom.byId(id).addEventListener("click", action);
    on("closer", () => Drawing.zoom(1.3));
    on("farther", () => Drawing.zoom(1 / 1.3));
    on("whole", () => Drawing.fit());
    on("back", back);
    on("reset", () => { Object.assign(choice, Filters.opening(), { most: 0 }); earlier.length = 0; changed(); Drawing.fit(); });
    on("png", Figure.png);
    on("svg", () => Figure.svg(result, `${document.title}. ${Filters.describe(choice)}`));
    on("print", () => print());
    on("scheme", () => {
      scheme(document.documentElement.dataset.scheme === "dark" ? "light" : "dark");
      Drawing.recolour();
      Legend.show(choice, result.counts);
    });
    addEventListener("resize", () => Drawing.resized());
  }

  function scheme(name) {
    document.documentElement.dataset.scheme = name;
    Dom.byId("scheme").textContent = name === "dark" ? "Light" : "Dark";
  }

  function keys() {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    Dom.byId("graph").addEventListener("keydown", (event) => {
      const step = steps[event.key];
      if (step) {
        const next = Drawing.neighbourTowards(chosen?.entity ?? null, ...step);
        if (next) {
          select({ entity: next });
          Drawing.reveal(next);
        }
        event.preventDefault();
      } else if (event.key === "Enter" && chosen?.entity) focus(chosen.entity);
      else if (event.key === "Escape") {
        if (chosen) select(null);
        else if (choice.focus) back();
      } else if (event.key === "+") Drawing.zoom(1.3);
      else if (event.key === "-") Drawing.zoom(1 / 1.3);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && !/INPUT|SELECT|TEXTAREA/.test(event.target.tagName)) {
        Dom.byId("search").focus();
        event.preventDefault();
      }
    });
  }

  start();
})();
