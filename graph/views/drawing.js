"use strict";

/**
 * The graph itself: what is shown of it, what is lit, and where one looks. An engine draws it. What
 * it moves is the window; positions come with the data, and what is dragged stays where it is put.
 */
const Drawing = (() => {
  const { vocabulary, entities, ties } = Record;

  /** A line shorter than this on the screen is looked at from nearer when it is selected. */
  const LEGIBLE = 70;
  const PADDING = { top: 56, right: 84, bottom: 40, left: 84 };
  const [FURTHEST, NEAREST] = [0.005, 6];

  let shown = { ties: new Set(), entities: new Set() };
  let selection = null;
  let hovered = null;

  /**
   * @param {{select: function(?Object), focus: function(string)}} on what to do when something is
   *   chosen in the picture
   * @param {Shown} what to begin with
   */
  function start(on, what) {
    Looks.readPalette();
    shown = drawable(what);
    Engine.start(Dom.byId("canvas"), { ...on, hover, over: (ctx) => Labels.draw(ctx, scene()) }, shown);
  }

  /**
   * Show these ties and entities, with this selected.
   * @param {Shown} what
   * @param {?{entity: string}|{claim: string}} chosen
   */
  function show(what, chosen) {
    shown = drawable(what);
    selection = chosen && Looks.surroundings(chosen, shown.ties);
    Engine.show(shown, selection);
  }

  function drawable({ ties: lines, entities: members }) {
    return { ties: lines, entities: new Set([...members].filter((id) => Record.nodes.has(id))) };
  }

  function recolour() {
    Looks.readPalette();
    Engine.show(shown, selection);
  }

  // -- what is under the pointer -----------------------------------------------------------------

  /** In words beside it. */
  function hover(thing, point) {
    hovered = thing;
    const tip = Dom.byId("tip");
    tip.hidden = !thing;
    if (!thing) return;
    tip.textContent = thing.entity ? entityTip(thing.entity) : claimTip(thing.claim);
    const { x, y } = point;
    const space = tip.parentElement.getBoundingClientRect();
    tip.style.left = `${Math.max(8, Math.min(x + 14, space.width - tip.offsetWidth - 8))}px`;
    tip.style.top = `${y + tip.offsetHeight + 28 > space.height ? y - tip.offsetHeight - 10 : y + 18}px`;
  }

  function entityTip(id) {
    const entity = entities.get(id);
    const number = (Record.tiesOfEntity.get(id) ?? []).filter((t) => shown.ties.has(t.id)).length;
    return `${entity.name} · ${vocabulary.kinds[entity.kind].label} · ${Dom.count(number, "tie")} shown`;
  }

  function claimTip(id) {
    const claim = Record.claims.get(id);
    return `${Record.sentence(claim)} · ${Dates.brief(claim)} · ${claim.status} · ${claim.grade}`;
  }

  // -- where one looks ---------------------------------------------------------------------------

  /** What the labels, and pictures to keep, need to know. */
  function scene() {
    const places = Engine.places([...shown.entities]);
    return {
      ...Engine.window(), places, selection, hovered, covered: covered(),
      ties: () => ties.filter((tie) => shown.ties.has(tie.id)),
      middle: (tie) => Looks.middle(tie, places),
    };
  }

  /** Places in the window that buttons lie on, in its pixels. */
  function covered() {
    const home = Dom.byId("canvas").getBoundingClientRect();
    return [...document.querySelectorAll(".over-graph")].map((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return { left: left - home.left, right: right - home.left, top: top - home.top, bottom: bottom - home.top };
    });
  }

  /** Bring all that is shown into the window. */
  function fit() {
    const { width, height } = Engine.window();
    const view = Looks.fitted(Object.values(Engine.places([...shown.entities])), width, height, PADDING);
    if (view) Engine.moveTo(view.centre, Math.min(1.6, view.scale));
  }

  function zoom(factor) {
    const { centre, scale } = Engine.window();
    Engine.moveTo(centre, Math.max(FURTHEST, Math.min(NEAREST, scale * factor)));
  }

  /**
   * Move the window, if need be, so that these entities are inside it, and near enough to tell
   * them apart.
   */
  function reveal(ids) {
    const places = Object.values(Engine.places(ids.filter((id) => shown.entities.has(id))));
    if (!places.length) return;
    const { width, height, scale, centre } = Engine.window();
    const outside = places.some(({ x, y }) =>
      Math.abs(x - centre.x) * scale > width / 2 - 40 || Math.abs(y - centre.y) * scale > height / 2 - 60);
    const [a, b = a] = places;
    const apart = Math.hypot(a.x - b.x, a.y - b.y);
    const close = places.length > 1 && apart * scale < LEGIBLE;
    if (!outside && !close) return;
    const room = Math.min(width, height) * 0.7;
    const wanted = close ? (LEGIBLE * 1.6) / Math.max(apart, 1) : Math.min(scale, room / Math.max(apart, 1));
    Engine.moveTo({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, Math.min(wanted, 4 / Looks.unit));
  }

  /**
   * The nearest entity in a direction, for the arrow keys.
   * @param {?string} from
   * @param {number} dx
   * @param {number} dy
   */
  function neighbourTowards(from, dx, dy) {
    const places = Engine.places([...shown.entities]);
    if (!from || !places[from]) return [...shown.entities].sort((a, b) => Filters.degree(b) - Filters.degree(a))[0];
    const here = places[from];
    let best = null;
    let least = Infinity;
    for (const [id, place] of Object.entries(places)) {
      const along = (place.x - here.x) * dx + (place.y - here.y) * dy;
      const aside = Math.abs((place.x - here.x) * dy) + Math.abs((place.y - here.y) * dx);
      if (id !== from && along > 0 && along + 2 * aside < least) {
        least = along + 2 * aside;
        best = id;
      }
    }
    return best;
  }

  return { start, show, fit, zoom, reveal, recolour, neighbourTowards, scene, resized: () => Engine.redraw() };
})();
