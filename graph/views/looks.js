"use strict";

/**
 * What things look like, whatever draws them. Colour is the family, the head of the line its sign,
 * the stroke its status; shape is the kind of entity and size its number of ties.
 */
const Looks = (() => {
  const { vocabulary, ties } = Record;

  /** Kinds that are context rather than actors are drawn hollow. */
  const HOLLOW = new Set(["square", "hexagon"]);
  const DASHES = { solid: [], dashed: [7, 4], dotted: [1.5, 4] };
  /** Heads by sign: full arrow, bar across, open arrow. */
  const HEADS = { 1: "arrow", "-1": "bar", 0: "vee" };

  const unit = unitOfLength();
  const bends = bendsOfParallels();
  let palette = {};
  let patterns = false;

  /** A screen's pixel, in the coordinates of the graph when all of it is in the window. */
  function unitOfLength() {
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const { x, y } of Record.nodes.values()) {
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    }
    return Math.max(1, Math.hypot(right - left, bottom - top) / 1150);
  }

  /** Ties between the same two are fanned out, each in its own place whatever is filtered. */
  function bendsOfParallels() {
    const pairs = new Map();
    for (const tie of ties) {
      const key = [tie.from, tie.to].sort().join(" ");
      if (!pairs.has(key)) pairs.set(key, []);
      pairs.get(key).push(tie);
    }
    const found = new Map();
    for (const parallel of pairs.values()) {
      const step = Math.min(0.16, 1.1 / Math.max(1, parallel.length - 1));
      parallel.forEach((tie, i) => {
        const bend = (i - (parallel.length - 1) / 2) * step;
        found.set(tie.id, tie.from <= tie.to ? bend : -bend);
      });
    }
    return found;
  }

  /** Take the colours from the style sheet, which knows whether it is light or dark. */
  function readPalette() {
    const css = getComputedStyle(document.documentElement);
    const token = (name) => css.getPropertyValue(name).trim();
    const names = ["paper", "ink", "muted", "line", "accent", "node", "node-soft", "came", "went"];
    palette = Object.fromEntries(names.map((name) => [name, token(`--${name}`)]));
    const dark = token("--scheme") === "dark";
    palette.families = Object.fromEntries(
      Object.entries(vocabulary.families).map(([k, f]) => [k, dark ? f.dark : f.light]),
    );
  }

  function radius(id) {
    return unit * Math.min(14, 3 + 1.2 * Math.sqrt(Filters.degree(id)));
  }

  /**
   * @param {string} id of an entity
   * @param {?Selection} selection
   */
  function entity(id, selection = null) {
    const { shape } = Record.nodes.get(id);
    const chosen = selection?.entity === id || Boolean(selection?.ends?.has(id));
    const hollow = HOLLOW.has(shape);
    return {
      shape,
      radius: radius(id) * (hollow ? 0.85 : 1),
      border: chosen ? palette.accent : hollow ? palette.node : palette.paper,
      fill: hollow ? palette.paper : palette.node,
      borderWidth: chosen ? 2.6 : hollow ? 1.4 : 0.8,
      opacity: selection && !selection.near.has(id) ? 0.4 : 1,
    };
  }

  /**
   * @param {Tie} tie
   * @param {?Selection} selection
   */
  function line({ relation, claim }, selection = null) {
    const chosen = selection?.claim === claim.id;
    const faded = selection && !selection.lit.has(claim.id);
    const family = vocabulary.families[relation.family];
    const dash = patterns ? family.dash : DASHES[vocabulary.statuses[claim.status].mark];
    return {
      colour: palette.families[relation.family],
      opacity: faded ? 0.2 : chosen ? 1 : 0.82,
      width: unit * (chosen ? 3 : 1.1),
      dash: dash.map((length) => length * unit),
    };
  }

  /** The head of a line, and where it has one: the object, or both ends of what has no direction. */
  function head(relation) {
    const type = HEADS[relation.sign];
    if (relation.directed) return { type, ends: ["to"] };
    return { type, ends: relation.sign === 0 ? [] : ["to", "from"] };
  }

  /**
   * @typedef {Object} Selection what is chosen and what is lit with it
   * @property {string} [entity]
   * @property {string} [claim]
   * @property {Set<string>} lit claims
   * @property {?Set<string>} ends of the claim
   * @property {Set<string>} near entities not faded
   */

  /**
   * @param {{entity: string}|{claim: string}} chosen
   * @param {Set<string>} shown ties
   * @returns {?Selection} the ties of an entity, the ends of a tie
   */
  function surroundings(chosen, shown) {
    const lit = chosen.entity
      ? (Record.tiesOfEntity.get(chosen.entity) ?? []).filter((t) => shown.has(t.id))
      : (Record.tiesOfClaim.get(chosen.claim) ?? []);
    const ends = new Set(lit.flatMap((tie) => [tie.from, tie.to]));
    if (!ends.size && !chosen.entity) return null;
    return {
      ...chosen,
      lit: new Set(lit.map((tie) => tie.claim.id)),
      ends: chosen.claim ? ends : null,
      near: new Set([...ends, chosen.entity]),
    };
  }

  // -- the course of a line ----------------------------------------------------------------------

  /** The point half way along a line. */
  function middle(tie, places) {
    const a = places[tie.from];
    const b = places[tie.to];
    if (tie.from === tie.to) return { x: a.x + 26, y: a.y - 26 };
    const straight = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    const via = controlPoint(tie, a, b);
    return via ? { x: (straight.x + via.x) / 2, y: (straight.y + via.y) / 2 } : straight;
  }

  /** Control point of the curve of a tie from `a` to `b`; null when it is straight. */
  function controlPoint(tie, a, b) {
    const bend = bends.get(tie.id);
    if (!bend) return null;
    const angle = Math.atan2(a.y - b.y, b.x - a.x) + (bend * 0.5 + 0.5) * Math.PI;
    const length = (Math.abs(bend) * 0.5 + 0.5) * Math.hypot(b.x - a.x, b.y - a.y);
    return { x: a.x + length * Math.sin(angle), y: a.y + length * Math.cos(angle) };
  }

  /**
   * The window of that size in which all these places are.
   * @returns {?{scale: number, centre: {x: number, y: number}}} null when there is none
   */
  function fitted(places, width, height, padding) {
    if (!places.length) return null;
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const { x, y } of places) {
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    }
    const wide = Math.max(80, width - padding.left - padding.right);
    const high = Math.max(80, height - padding.top - padding.bottom);
    const scale = Math.min(wide / Math.max(1, right - left), high / Math.max(1, bottom - top));
    return {
      scale,
      centre: {
        x: (left + right) / 2 + (padding.right - padding.left) / 2 / scale,
        y: (top + bottom) / 2 + (padding.bottom - padding.top) / 2 / scale,
      },
    };
  }

  return {
    fitted, HOLLOW, DASHES, HEADS, unit, readPalette, radius, entity, line, head, surroundings, middle, controlPoint,
    bend: (tie) => bends.get(tie.id),
    get palette() { return palette; },
    /** Let the stroke of a line tell its family, for whoever sees no colour, or its status. */
    tellFamilyByStroke(on) { patterns = on; },
  };
})();
