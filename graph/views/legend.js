"use strict";

/** The legend, which is also the filter: a box, what it looks like, what it is called, how many. */
const Legend = (() => {
  const { vocabulary, ties, data } = Record;
  const rows = [];
  let actions = null;
  let gradeSelect = null;
  let unjudgedBox = null;

  const used = {
    kinds: new Set(data.nodes.map((n) => Record.entities.get(n.id).kind)),
    relations: new Set(ties.map((t) => t.claim.relation)),
    signs: new Set(ties.map((t) => String(t.relation.sign))),
    statuses: new Set(ties.map((t) => t.claim.status)),
  };
  const ordered = {
    kinds: Object.keys(vocabulary.kinds).filter((k) => used.kinds.has(k)),
    signs: ["1", "-1", "0"].filter((s) => used.signs.has(s)),
    statuses: Object.keys(vocabulary.statuses).filter((s) => used.statuses.has(s)),
  };

  /** Relations of a family that have a tie here. */
  function relationsOf(family) {
    return Object.keys(vocabulary.relations)
      .filter((r) => vocabulary.relations[r].family === family && used.relations.has(r));
  }

  // -- swatches ----------------------------------------------------------------------------------

  /** The shape of a kind, as it is drawn. */
  function shapeSwatch(shape) {
    const paths = {
      dot: ["circle", { cx: 8, cy: 8, r: 5.5 }],
      diamond: ["path", { d: "M8 1.5 14.5 8 8 14.5 1.5 8Z" }],
      square: ["rect", { x: 3, y: 3, width: 10, height: 10 }],
      hexagon: ["path", { d: "M4.8 2.4h6.4L14.4 8l-3.2 5.6H4.8L1.6 8Z" }],
      star: ["path", { d: "M8 1.2l2 4.5 4.9.5-3.7 3.3 1.1 4.8L8 11.8l-4.3 2.5 1.1-4.8L1.1 6.2 6 5.7Z" }],
    };
    const [tag, attributes] = paths[shape] ?? paths.dot;
    const look = Looks.HOLLOW.has(shape) ? "hollow" : "solid";
    return Dom.svg("svg", { class: `swatch shape ${look}`, viewBox: "0 0 16 16", "aria-hidden": "true" },
      Dom.svg(tag, attributes));
  }

  /**
   * A line as it is drawn: in the colour of a family, with the stroke of a status, with the head
   * of a sign.
   */
  function lineSwatch({ family = "", dash = [], sign = null, letter = "" }) {
    const heads = { 1: "M30 2.5 37 6.5 30 10.5Z", "-1": "M34.5 1.5V11.5", 0: "M31 2.5 36.5 6.5 31 10.5" };
    const swatch = Dom.svg("svg", { class: "swatch line", viewBox: "0 0 40 13", "aria-hidden": "true" },
      Dom.svg("line", {
        x1: 2, x2: sign === null ? 38 : 33, y1: 6.5, y2: 6.5,
        "stroke-dasharray": dash.length ? dash.join(" ") : null,
      }),
      sign !== null && Dom.svg("path", { d: heads[sign], class: sign === "1" ? "full" : "open" }),
      letter && Dom.svg("circle", { cx: 20, cy: 6.5, r: 5.5, class: "mark" }),
      letter && Dom.svg("text", { x: 20, y: 9.6, "text-anchor": "middle", class: "mark" }, letter));
    if (family) swatch.style.setProperty("--line-colour", `var(--family-${familyNumber(family)})`);
    return swatch;
  }

  /** Families are numbered for the names of the style's variables. */
  function familyNumber(family) {
    return Object.keys(vocabulary.families).indexOf(family);
  }

  // -- building ----------------------------------------------------------------------------------

  /** @param {{choose: function(Object)}} on */
  function start(on) {
    actions = on;
    Dom.refill(Dom.byId("legend"),
      section("Entities", "shape: kind, size: ties", ordered.kinds.map(kindRow)),
      section("Ties", "colour: family", Object.keys(vocabulary.families).map(familyGroup)),
      section("Sign", "head of the line", ordered.signs.map(signRow)),
      section("Status", "stroke of the line, letter", ordered.statuses.map(statusRow), strokeChoice()),
      section("Grade", "source A–E, passage 1–5", gradeRow()));
  }

  function section(title, hint, ...children) {
    const id = `legend-${title.toLowerCase()}`;
    return Dom.el("section.legend-part", { "aria-labelledby": id },
      Dom.el("h3", { id }, title, " ", Dom.el("span.hint", {}, hint)), children);
  }

  function kindRow(kind) {
    const { plural, shape, definition } = vocabulary.kinds[kind];
    return row({ part: "kinds", key: kind, text: plural, title: definition, swatch: shapeSwatch(shape) });
  }

  function signRow(sign) {
    return row({
      part: "signs", key: sign, text: Filters.SIGN_WORDS[sign], swatch: lineSwatch({ sign }),
      title: "Sign of the tie in the vocabulary",
    });
  }

  function statusRow(status) {
    const { mark, definition } = vocabulary.statuses[status];
    const letter = mark === "solid" ? "" : status[0];
    return row({
      part: "statuses", key: status, text: Record.capital(status), title: definition,
      swatch: lineSwatch({ dash: Looks.DASHES[mark], letter }),
    });
  }

  /** A family with its relations folded under it. */
  function familyGroup(family) {
    const relations = relationsOf(family);
    if (!relations.length) return null;
    const { label, definition, dash } = vocabulary.families[family];
    const inner = Dom.el("div.relations", { hidden: true, id: `relations-${familyNumber(family)}` },
      relations.map((relation) => row({
        part: "relations", key: relation, text: Record.capital(vocabulary.relations[relation].label),
        title: vocabulary.relations[relation].definition,
      })));
    const fold = Dom.el("button.fold", {
      type: "button", "aria-expanded": "false", "aria-controls": inner.id,
      "aria-label": `Relations of ${label}`,
      onclick: () => {
        inner.hidden = !inner.hidden;
        fold.setAttribute("aria-expanded", String(!inner.hidden));
      },
    });
    const swatch = lineSwatch({ family });
    swatch.classList.add("family");
    swatch.dataset.dash = dash.join(" ");
    const head = row({ part: "relations", keys: relations, text: label, title: definition, swatch });
    return Dom.el("div.family", {}, Dom.el("div.family-head", {}, fold, head), inner);
  }

  /**
   * One line of the legend.
   * @param {{part: string, key: string, keys: string[], text: string, title: string}} what `keys`
   *   are switched together
   */
  function row({ part, key, keys = [key], text, title, swatch = null }) {
    const box = Dom.el("input", {
      type: "checkbox", checked: true,
      onchange: () => actions.choose({ [part]: switched(part, keys, box.checked) }),
    });
    const number = Dom.el("span.count");
    const only = Dom.el("button.only", {
      type: "button", "aria-label": `Only ${text}`, title: `Only ${text}; again for all`,
      onclick: () => actions.choose({ [part]: alone(part, keys) }),
    }, "only");
    const element = Dom.el("div.legend-row", {},
      Dom.el("label", { title }, box, swatch, Dom.el("span.text", {}, text)), only, number);
    rows.push({ part, keys, box, number, element });
    return element;
  }

  let choice = null;

  function switched(part, keys, on) {
    const off = new Set(choice[part]);
    for (const key of keys) {
      if (on) off.delete(key);
      else off.add(key);
    }
    return off;
  }

  /** All others off; none off when that is how it is already. */
  function alone(part, keys) {
    const all = [...used[part]];
    const others = new Set(all.filter((key) => !keys.includes(key)));
    const already = others.size === choice[part].size && [...others].every((k) => choice[part].has(k));
    return already ? new Set() : others;
  }

  function strokeChoice() {
    const box = Dom.el("input", {
      type: "checkbox",
      onchange: () => {
        Looks.tellFamilyByStroke(box.checked);
        Drawing.recolour();
        for (const swatch of document.querySelectorAll("svg.family line")) {
          const { dash } = swatch.parentElement.dataset;
          if (box.checked && dash) swatch.setAttribute("stroke-dasharray", dash);
          else swatch.removeAttribute("stroke-dasharray");
        }
      },
    });
    return Dom.el("label.aside", {}, box, "Let the stroke tell the family instead, to read without colour");
  }

  function gradeRow() {
    gradeSelect = Dom.el("select", {
      id: "grade", "aria-label": "Weakest grade shown",
      onchange: () => actions.choose({ grade: gradeSelect.value }),
    });
    unjudgedBox = Dom.el("input", {
      type: "checkbox", checked: true,
      onchange: () => actions.choose({ unjudged: unjudgedBox.checked }),
    });
    return [gradeSelect, Dom.el("label.aside", { id: "unjudged" }, unjudgedBox, Dom.el("span.text"))];
  }

  // -- showing -----------------------------------------------------------------------------------

  /**
   * Set every box and number.
   * @param {Choice} now
   * @param {Object} counts see Filters
   */
  function show(now, counts) {
    choice = now;
    for (const { part, keys, box, number, element } of rows) {
      const off = keys.filter((key) => now[part].has(key)).length;
      box.checked = off < keys.length;
      box.indeterminate = off > 0 && off < keys.length;
      const total = keys.reduce((sum, key) => sum + (counts[part].get(key) ?? 0), 0);
      number.textContent = total.toLocaleString("en-GB");
      element.classList.toggle("empty", total === 0);
    }
    showGrades(now, counts.gradable);
  }

  /** Every grade that occurs, as a threshold, with how many ties would pass it. */
  function showGrades(now, gradable) {
    const present = new Set(ties.flatMap((t) => t.claim.grades ?? [t.claim.grade]).filter(Filters.judged));
    if (now.grade) present.add(now.grade);
    const passing = (grade) => gradable.filter((c) => Filters.graded(c, grade, now.unjudged)).length;
    Dom.refill(gradeSelect,
      Dom.el("option", { value: "" }, `Any grade (${gradable.length})`),
      [...present].sort().map((g) => Dom.el("option", { value: g }, `${g} or better (${passing(g)})`)));
    gradeSelect.value = now.grade;
    const unjudged = gradable.filter((c) => !(c.grades ?? [c.grade]).some(Filters.judged)).length;
    unjudgedBox.checked = now.unjudged;
    unjudgedBox.disabled = !now.grade;
    Dom.byId("unjudged").querySelector(".text").textContent =
      `also what cannot be judged, F or 6 (${unjudged})`;
  }

  return { start, show, shapeSwatch, lineSwatch, ordered, relationsOf, familyNumber };
})();
