"use strict";

/** The legend, which is also the filter: a box for whatever can be switched off, and how many ties stand behind it. */
const Legend = (() => {
  const { vocabulary } = Record;
  const boxes = [];
  let grade = null;
  let unjudged = null;

  /**
   * @param {Object} choice see filters.js; changed in place
   * @param {function()} changed
   */
  function start(choice, changed) {
    const toggle = (part, key) => (event) => {
      if (event.target.checked) choice[part].delete(key);
      else choice[part].add(key);
      changed();
    };
    Dom.refill(Dom.byId("legend"),
      group("Relations", Object.entries(vocabulary.families).map(([name, family]) => familyBox(name, family, toggle, choice, changed))),
      group("Sign", ["1", "-1", "0"].map((sign) => box("signs", sign, [Dom.el("span", { "aria-hidden": "true" }, SIGNS[sign]), Filters.SIGN_WORDS[sign]], toggle))),
      group("Status", Object.entries(vocabulary.statuses).map(([name, status]) =>
        box("statuses", name, [stroke("var(--node)", Drawing.DASHES[status.mark]), name], toggle, status.definition))),
      group("Kinds", Object.entries(vocabulary.kinds).map(([name, kind]) =>
        box("kinds", name, [Dom.el("span", { "aria-hidden": "true" }, SHAPES[kind.shape] ?? "●"), kind.plural], toggle, kind.definition))),
      gradeChoice(choice, changed),
    );
  }

  const SIGNS = { 1: "→", "-1": "⊣", 0: "›" };
  const SHAPES = { dot: "●", diamond: "◆", square: "□", hexagon: "⬡", star: "★", triangle: "▲" };

  function group(title, children) {
    return Dom.el("fieldset", {}, Dom.el("legend", {}, title), children);
  }

  /** One check box with its count. */
  function box(part, key, label, toggle, title = null) {
    const input = Dom.el("input", { type: "checkbox", checked: true, onchange: toggle(part, key) });
    const many = Dom.el("span.many");
    const row = Dom.el("label.box", { title }, input, Dom.el("span.what", {}, label.flatMap((l) => [l, " "])), many);
    boxes.push({ part, keys: [key], input, many, row });
    return row;
  }

  /** A family with a box for all its relations, which open below it. */
  function familyBox(name, family, toggle, choice, changed) {
    const members = Object.entries(vocabulary.relations).filter(([key, r]) => r.family === name && drawnAnywhere(key));
    if (!members.length) return null;
    const keys = members.map(([key]) => key);
    const input = Dom.el("input", {
      type: "checkbox", checked: true, "aria-label": family.label,
      onchange: (event) => {
        for (const key of keys) {
          if (event.target.checked) choice.relations.delete(key);
          else choice.relations.add(key);
        }
        changed();
      },
    });
    const many = Dom.el("span.many");
    const head = Dom.el("summary", { title: family.definition }, input, coloured(name), Dom.el("span.what", {}, family.label), many);
    boxes.push({ part: "relations", keys, input, many, row: head });
    return Dom.el("details", {}, head, Dom.el("div.inside", {},
      members.map(([key, relation]) => box("relations", key, [relation.label], toggle, relation.definition))));
  }

  function drawnAnywhere(relation) {
    return Record.ties.some((tie) => tie.claim.relation === relation);
  }

  const swatches = new Map();

  function coloured(family) {
    const line = stroke("currentColor", false);
    swatches.set(family, line);
    return line;
  }

  function stroke(colour, dash) {
    const line = Dom.svg("line", { x1: 1, y1: 6, x2: 25, y2: 6, "stroke-width": 2.5, stroke: colour, "stroke-dasharray": dash ? dash.join(" ") : null });
    const drawing = Dom.svg("svg", { class: "swatch", viewBox: "0 0 26 12", "aria-hidden": "true" }, line);
    return drawing;
  }

  function gradeChoice(choice, changed) {
    grade = Dom.el("select", { onchange: () => { choice.grade = grade.value; changed(); } },
      Dom.el("option", { value: "" }, "any grade"),
      "ABCDE".split("").flatMap((letter) => [1, 2, 3, 4, 5].map((n) => Dom.el("option", { value: `${letter}${n}` }, `${letter}${n} or better`))));
    unjudged = Dom.el("input", { type: "checkbox", checked: true, onchange: () => { choice.unjudged = unjudged.checked; changed(); } });
    return group("Grade", [
      Dom.el("label.box", {}, Dom.el("span.what", {}, "At least"), grade),
      Dom.el("label.box", {}, unjudged, Dom.el("span.what", {}, "also what cannot be judged")),
    ]);
  }

  /** Put the choice and the counts that follow from it on the boxes. */
  function show(choice, counts) {
    for (const { part, keys, input, many, row } of boxes) {
      const off = keys.filter((key) => choice[part].has(key)).length;
      const number = keys.reduce((sum, key) => sum + (counts[part].get(key) ?? 0), 0);
      input.checked = off < keys.length;
      input.indeterminate = off > 0 && off < keys.length;
      many.textContent = number.toLocaleString("en-GB");
      row.classList.toggle("none", !number);
    }
    grade.value = choice.grade;
    unjudged.checked = choice.unjudged;
    recolour();
  }

  function recolour() {
    for (const [family, swatch] of swatches) swatch.firstChild.setAttribute("stroke", Drawing.palette.families[family]);
  }

  return { start, show };
})();
