"use strict";

/**
 * Small multiples: the same picture for one period after another, everybody in the same place, under
 * the same filters. Of two dates, also what came and what went between them.
 */
const Panels = (() => {
  const { el, count } = Dom;
  const { panels, comparing } = Record.data.opening;
  const PADDING = { top: 14, right: 46, bottom: 22, left: 46 };
  /** Width of the narrowest panel, in pixels, and heights as shares of the width. */
  const NARROWEST = 250;
  const SHAPE = 0.78;
  const SHAPE_OF_CHANGES = 0.58;
  /** How many names a panel has room for, and how large its marks are beside those of the window. */
  const MOST_NAMES = 10;
  const LEGIBLE = 0.62;
  let home = null;
  let choose = null;
  let latest = null;

  /** @param {function({first: string, last: string})} on a panel was chosen */
  function start(on) {
    home = Dom.byId("multiples");
    choose = on;
    if (panels.length) new ResizeObserver(() => { if (latest) paint(latest); }).observe(home);
  }

  // -- what is in them ---------------------------------------------------------------------------

  /**
   * What passes the filters in each panel.
   * @param {Choice} choice
   * @returns {{label: string, ties: Tie[], came: Tie[], went: Tie[], first: string, last: string}[]}
   *   `came` and `went` since the panel before
   */
  function contents(choice) {
    let before = null;
    return panels.map(({ label, first, last }) => {
      const shown = Filters.apply({ ...choice, first, last }).ties;
      const ties = Record.ties.filter((tie) => shown.has(tie.id));
      const came = before ? ties.filter((tie) => !before.has(tie.id)) : [];
      const went = before ? Record.ties.filter((tie) => before.has(tie.id) && !shown.has(tie.id)) : [];
      before = shown;
      return { label, first, last, ties, came, went };
    });
  }

  /** Claims that came or went between the two dates of a comparison. */
  function changed(choice, part) {
    if (!comparing) return [];
    return [...new Set(contents(choice)[1][part].map((tie) => tie.claim))].sort(Dates.inOrder);
  }

  /** What all panels have in common, in words. */
  function describe(choice) {
    const holds = choice.certainty === "possible" ? "may have held" : "certainly held";
    const undated = choice.undated ? "with those without any date" : "dated ties only";
    return [`ties that ${holds} in each period`, undated, Filters.describe({ ...choice, first: "" })]
      .filter(Boolean).join("; ");
  }

  // -- pictures ----------------------------------------------------------------------------------

  /**
   * Everything there is to paint: the panels, and of a comparison what changed.
   * @returns {{title: string, ties: Tie[], look: ?function(Tie): Object}[]}
   */
  function pictures(choice) {
    const found = contents(choice);
    const list = found.map((panel) => ({ ...panel, title: panel.label, words: words(panel, panel === found[0]) }));
    if (!comparing) return list;
    const [old, now] = found;
    const fate = new Map([...now.came.map((tie) => [tie.id, "came"]), ...now.went.map((tie) => [tie.id, "went"])]);
    const stayed = now.ties.filter((tie) => !fate.has(tie.id));
    const title = `From ${old.label} to ${now.label}`;
    return [...list, {
      title, words: `${now.came.length} came, ${now.went.length} went, ${stayed.length} stayed`, changes: true,
      ties: [...stayed, ...now.went, ...now.came], look: (tie) => fateLook(tie, fate.get(tie.id)),
    }];
  }

  function words({ ties, came, went }, first) {
    const change = first || comparing ? "" : `, ${came.length} came, ${went.length} went`;
    return count(ties.length, "tie") + change;
  }

  /** What came is heavy and whole, what went is dashed, what stayed is pale: to be told in grey. */
  function fateLook(tie, fate) {
    const { palette, unit } = Looks;
    if (fate === "came") return { colour: palette.came, opacity: 1, width: 2.4 * unit, dash: [] };
    if (fate === "went") return { colour: palette.went, opacity: 1, width: 1.8 * unit, dash: [5 * unit, 4 * unit] };
    return { colour: palette.line, opacity: 1, width: unit, dash: [] };
  }

  /** Entities of these ties, where they are. */
  function placesOf(ties) {
    return Engine.places([...new Set(ties.flatMap((tie) => [tie.from, tie.to]))]);
  }

  /** The one window through which all panels are seen. */
  function windowFor(list, width, height) {
    const all = Object.values(placesOf(list.flatMap((picture) => picture.ties)));
    const view = Looks.fitted(all, width, height, PADDING) ?? { scale: 1, centre: { x: 0, y: 0 } };
    return { width, height, scale: Math.min(1.2, view.scale), centre: view.centre };
  }

  /**
   * Paint one picture.
   * @param {CanvasRenderingContext2D} ctx
   * @param {Object} picture of `pictures`
   * @param {Window} view of `windowFor`
   */
  function paintOne(ctx, { ties, look }, view) {
    const places = placesOf(ties);
    Painter.look(ctx, view);
    const size = Math.max(1, LEGIBLE / (view.scale * Looks.unit));
    Painter.paint(ctx, { ties, places, look, size });
    Labels.draw(ctx, {
      ...view, places, selection: null, hovered: null, covered: [], most: MOST_NAMES, size,
      ties: () => (look ? [] : ties), middle: (tie) => Looks.middle(tie, places),
    });
  }

  // -- on the page -------------------------------------------------------------------------------

  /**
   * @param {Choice} choice
   * @param {boolean} visible
   */
  function show(choice, visible) {
    latest = visible ? choice : null;
    home.hidden = !visible;
    Dom.byId("all-panels").hidden = !panels.length || visible;
    if (visible) paint(choice);
  }

  function paint(choice) {
    const list = pictures(choice);
    const columns = Math.max(1, Math.min(panels.length, Math.floor(home.clientWidth / NARROWEST)));
    home.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
    Dom.refill(home, list.map(figure));
    [...home.querySelectorAll("canvas")].forEach((canvas, i) => {
      const { clientWidth: width } = canvas;
      const view = windowFor(list, width, Math.round(width * (list[i].changes ? SHAPE_OF_CHANGES : SHAPE)));
      const ratio = devicePixelRatio;
      [canvas.width, canvas.height] = [view.width * ratio, view.height * ratio];
      canvas.style.height = `${view.height}px`;
      const ctx = canvas.getContext("2d");
      ctx.scale(ratio, ratio);
      paintOne(ctx, list[i], view);
    });
  }

  function figure(picture) {
    const { title, words: told, first, last, changes } = picture;
    const canvas = el("canvas", { "aria-hidden": "true" });
    const caption = el("figcaption", {}, el("strong", {}, title), " ", el("span.note", {}, told), changes && key());
    if (changes) return el("figure.changes", {}, caption, el("div.picture", {}, canvas));
    return el("figure", {}, caption, el("button.picture", {
      type: "button", "aria-label": `${title}: ${told}. Look closer`, onclick: () => choose({ first, last }),
    }, canvas));
  }

  function key() {
    const swatch = (fate) => {
      const line = Legend.lineSwatch({ dash: fate === "went" ? [5, 4] : [] });
      line.style.setProperty("--line-colour", `var(--${fate === "stayed" ? "line" : fate})`);
      return el("span", {}, line, ` ${fate}`);
    };
    return el("span.key", {}, ["came", "went", "stayed"].map(swatch));
  }

  return { start, show, contents, changed, describe, pictures, windowFor, paintOne, panels, isVisible: () => latest !== null };
})();
