"use strict";

/**
 * The graph itself. Colour is the family, the head of the line its sign, the stroke its status;
 * shape is the kind of entity and size its number of ties. Positions come with the data: nothing
 * moves unless it is dragged, and what is dragged stays.
 */
const Drawing = (() => {
  const { vocabulary, entities, ties } = Record;

  /** Kinds that are context rather than actors are drawn hollow. */
  const HOLLOW = new Set(["square", "hexagon"]);
  const HEADS = {
    1: { type: "arrow", scaleFactor: 0.55 },
    "-1": { type: "bar", scaleFactor: 0.62 },
    0: { type: "vee", scaleFactor: 0.55 },
  };
  const DASHES = { solid: false, dashed: [7, 4], dotted: [1.5, 4] };
  /** Above so many lines they are left out while the picture is moved. */
  const SMOOTH_MOVES_BELOW = 1500;
  /** Above so many lines, heads are drawn only from near. */
  const HEADS_BELOW = 2500;
  /** A line shorter than this on the screen is looked at from nearer when it is selected. */
  const LEGIBLE = 70;
  const PADDING = { top: 56, right: 84, bottom: 40, left: 84 };

  const tieById = new Map(ties.map((tie) => [tie.id, tie]));
  const unit = unitOfLength();
  const bends = bendsOfParallels();
  const nodeSet = new vis.DataSet();
  const edgeSet = new vis.DataSet();
  const styles = new Map();
  let shown = { ties: new Set(), entities: new Set() };
  let selection = null;
  let hovered = null;
  let patterns = false;
  let palette = {};
  let network = null;
  let nodeView = null;
  let edgeView = null;

  /** A screen's pixel, in the coordinates of the graph when all of it is in the window. */
  function unitOfLength() {
    const places = [...Record.nodes.values()];
    const extent = (values) => Math.max(...values) - Math.min(...values);
    return Math.max(1, Math.hypot(extent(places.map((n) => n.x)), extent(places.map((n) => n.y))) / 1150);
  }

  // -- what things look like --------------------------------------------------------------------

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

  function readPalette() {
    const css = getComputedStyle(document.documentElement);
    const token = (name) => css.getPropertyValue(name).trim();
    const names = ["paper", "ink", "muted", "line", "accent", "node", "node-soft"];
    palette = Object.fromEntries(names.map((name) => [name, token(`--${name}`)]));
    const dark = token("--scheme") === "dark";
    palette.families = Object.fromEntries(
      Object.entries(vocabulary.families).map(([k, f]) => [k, dark ? f.dark : f.light]),
    );
  }

  function radius(id) {
    return unit * Math.min(14, 3 + 1.2 * Math.sqrt(Filters.degree(id)));
  }

  function nodeStyle(id) {
    const { shape } = Record.nodes.get(id);
    const chosen = selection?.entity === id || selection?.ends?.has(id);
    const hollow = HOLLOW.has(shape);
    const border = chosen ? palette.accent : hollow ? palette.node : palette.paper;
    const background = hollow ? palette.paper : palette.node;
    return {
      id,
      size: radius(id) * (hollow ? 0.85 : 1),
      color: { border, background, hover: { border: palette.accent, background } },
      borderWidth: chosen ? 2.6 : hollow ? 1.4 : 0.8,
      opacity: selection && !selection.near.has(id) ? 0.4 : 1,
    };
  }

  function edgeStyle(tie) {
    const { relation, claim } = tie;
    const status = vocabulary.statuses[claim.status];
    const chosen = selection?.claim === claim.id;
    const faded = selection && !selection.lit.has(claim.id);
    const family = vocabulary.families[relation.family];
    return {
      id: tie.id,
      color: { color: palette.families[relation.family], opacity: faded ? 0.2 : chosen ? 1 : 0.82 },
      width: unit * (chosen ? 3 : 1.1),
      dashes: dashes(patterns ? family.dash : DASHES[status.mark]),
    };
  }

  function dashes(lengths) {
    return lengths && lengths.length ? lengths.map((length) => length * unit) : false;
  }

  /** Heads of a line: the sign, at the object, or at both ends of what has no direction. */
  function heads(relation) {
    const { type, scaleFactor } = HEADS[relation.sign];
    const head = { enabled: true, type, scaleFactor: scaleFactor * unit * 0.62 };
    if (relation.directed) return { to: head };
    return relation.sign === 0 ? {} : { to: head, from: head };
  }

  function smooth(tie) {
    const bend = bends.get(tie.id);
    if (!bend) return { enabled: false };
    return { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) };
  }

  // -- making and updating ----------------------------------------------------------------------

  /**
   * @param {HTMLElement} container
   * @param {{select: function(?Object), focus: function(string)}} on what to do when something is
   *   chosen in the picture
   * @param {{ties: Set<string>, entities: Set<string>}} what to begin with
   */
  function start(container, on, what) {
    readPalette();
    shown = drawable(what);
    nodeSet.add(changed([...Record.nodes.keys()].map(nodeStyle)).map((style) => {
      const { shape, x, y } = Record.nodes.get(style.id);
      return { shape, x, y, label: "", ...style };
    }));
    edgeSet.add(changed(ties.map(edgeStyle)).map((style) => {
      const tie = tieById.get(style.id);
      return { from: tie.from, to: tie.to, arrows: heads(tie.relation), smooth: smooth(tie), ...style };
    }));
    nodeView = new vis.DataView(nodeSet, { filter: (node) => shown.entities.has(node.id) });
    edgeView = new vis.DataView(edgeSet, { filter: (edge) => shown.ties.has(edge.id) });
    network = new vis.Network(container, { nodes: nodeView, edges: edgeView }, options());
    leaveOutWhatCannotBeTold();
    listen(on);
  }

  /**
   * Heads of lines take most of the time of a dense picture, in which they cannot be told apart:
   * there they are drawn once one looks closer.
   */
  function leaveOutWhatCannotBeTold() {
    const { renderer } = network;
    const drawHeads = renderer._drawArrows;
    renderer._drawArrows = (ctx) => {
      const told = shown.ties.size < HEADS_BELOW || network.getScale() * unit > 1.8;
      if (told) drawHeads.call(renderer, ctx);
    };
  }

  function options() {
    const many = ties.length > SMOOTH_MOVES_BELOW;
    return {
      physics: false,
      layout: { improvedLayout: false },
      interaction: {
        hover: true, selectConnectedEdges: false, tooltipDelay: 1e9, hideEdgesOnDrag: many,
        hideEdgesOnZoom: many, multiselect: false,
      },
      nodes: { chosen: false, font: { size: 0 } },
      edges: {
        chosen: { edge: (values, id, selected, hovering) => { if (hovering) values.width += 2; } },
        arrowStrikethrough: false,
        selectionWidth: 0,
        hoverWidth: 0,
        selfReference: { size: 18 },
      },
    };
  }

  function listen(on) {
    network.on("click", ({ nodes, edges }) => on.select(picked(nodes, edges)));
    network.on("doubleClick", ({ nodes }) => { if (nodes.length) on.focus(nodes[0]); });
    network.on("dragEnd", ({ nodes }) => keepPlaces(nodes));
    network.on("afterDrawing", (ctx) => Labels.draw(ctx, scene()));
    network.on("hoverNode", ({ node, pointer }) => hover({ entity: node }, pointer));
    network.on("hoverEdge", ({ edge, pointer }) => hover({ claim: claimOf(edge), tie: edge }, pointer));
    for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"]) {
      network.on(event, () => hover(null));
    }
  }

  function picked(nodes, edges) {
    if (nodes.length) return { entity: nodes[0] };
    return edges.length ? { claim: claimOf(edges[0]) } : null;
  }

  function claimOf(tieId) {
    return tieById.get(tieId).claim.id;
  }

  function keepPlaces(ids) {
    if (!ids.length) return;
    const places = network.getPositions(ids);
    nodeSet.update(ids.map((id) => ({ id, ...places[id] })));
  }

  /** What is under the pointer, in words beside it. */
  function hover(thing, pointer) {
    hovered = thing;
    const tip = Dom.byId("tip");
    tip.hidden = !thing;
    if (!thing) return;
    tip.textContent = thing.entity ? entityTip(thing.entity) : claimTip(thing.claim);
    const { x, y } = pointer.DOM;
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

  /**
   * Show these ties and entities, with this selected.
   * @param {{ties: Set<string>, entities: Set<string>}} what
   * @param {?{entity: string}|{claim: string}} chosen
   */
  function show(what, chosen) {
    shown = drawable(what);
    selection = chosen && surroundings(chosen);
    once(() => {
      restyle();
      nodeView.refresh();
      edgeView.refresh();
    });
  }

  function drawable({ ties: lines, entities: members }) {
    return { ties: lines, entities: new Set([...members].filter((id) => Record.nodes.has(id))) };
  }

  /** Change several things and draw when all of them are done; the engine would draw after each. */
  function once(change) {
    const { emitter } = network.body;
    emitter.emit("_blockRedraw");
    change();
    emitter.emit("_allowRedraw");
    network.redraw();
  }

  /** A selection and what is lit with it: the ties of an entity, the ends of a tie. */
  function surroundings(chosen) {
    const lit = chosen.entity
      ? (Record.tiesOfEntity.get(chosen.entity) ?? []).filter((t) => shown.ties.has(t.id))
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

  /** Tell the engine what looks different from before, and nothing else. */
  function restyle() {
    nodeSet.update(changed([...Record.nodes.keys()].map(nodeStyle)));
    edgeSet.update(changed(ties.map(edgeStyle)));
  }

  function changed(all) {
    return all.filter((style) => {
      const text = JSON.stringify(style);
      if (styles.get(style.id) === text) return false;
      styles.set(style.id, text);
      return true;
    });
  }

  function recolour() {
    readPalette();
    once(restyle);
  }

  /** Let the stroke of a line tell its family, for whoever sees no colour, or its status. */
  function showFamilyByStroke(on) {
    patterns = on;
    once(restyle);
  }

  // -- where things are -------------------------------------------------------------------------

  /** Places in the window that buttons lie on, in its pixels. */
  function covered() {
    const home = network.canvas.frame.getBoundingClientRect();
    return [...document.querySelectorAll(".over-graph")].map((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return { left: left - home.left, right: right - home.left, top: top - home.top, bottom: bottom - home.top };
    });
  }

  /** What the labels need to know. */
  function scene() {
    const places = network.getPositions([...shown.entities]);
    const centre = network.getViewPosition();
    const box = network.canvas.frame.canvas;
    return {
      places, radius, palette, selection, hovered, scale: network.getScale(), centre,
      width: box.clientWidth, height: box.clientHeight,
      ties: () => ties.filter((tie) => shown.ties.has(tie.id)),
      middle: (tie) => middle(tie, places),
      covered: covered(),
    };
  }

  /** The point half way along a line, on the curve that the engine draws. */
  function middle(tie, places) {
    const a = places[tie.from];
    const b = places[tie.to];
    if (tie.from === tie.to) return { x: a.x + 26, y: a.y - 26 };
    const bend = bends.get(tie.id);
    const straight = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    if (!bend) return straight;
    const via = controlPoint(a, b, bend);
    return { x: (straight.x + via.x) / 2, y: (straight.y + via.y) / 2 };
  }

  /** Control point of the engine's "curvedCW" (bend above 0) and "curvedCCW". */
  function controlPoint(a, b, bend) {
    const round = Math.abs(bend);
    const angle = Math.atan2(a.y - b.y, b.x - a.x) + (bend * 0.5 + 0.5) * Math.PI;
    const length = (round * 0.5 + 0.5) * Math.hypot(b.x - a.x, b.y - a.y);
    return { x: a.x + length * Math.sin(angle), y: a.y + length * Math.cos(angle) };
  }

  /** Bring all that is shown, or these, into the window. */
  function fit(ids = [...shown.entities]) {
    const places = Object.values(network.getPositions(ids.filter((id) => shown.entities.has(id))));
    if (!places.length) return;
    const xs = places.map((p) => p.x);
    const ys = places.map((p) => p.y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const { clientWidth, clientHeight } = network.canvas.frame.canvas;
    const wide = Math.max(80, clientWidth - PADDING.left - PADDING.right);
    const high = Math.max(80, clientHeight - PADDING.top - PADDING.bottom);
    const scale = Math.min(1.6, wide / Math.max(1, right - left), high / Math.max(1, bottom - top));
    network.moveTo({
      position: {
        x: (left + right) / 2 + (PADDING.right - PADDING.left) / 2 / scale,
        y: (top + bottom) / 2 + (PADDING.bottom - PADDING.top) / 2 / scale,
      },
      scale,
    });
  }

  function zoom(factor) {
    const scale = Math.max(0.02, Math.min(6, network.getScale() * factor));
    network.moveTo({ scale });
  }

  /**
   * Move the window, if need be, so that these entities are inside it, and near enough to tell
   * them apart.
   */
  function reveal(ids) {
    const places = ids.filter((id) => shown.entities.has(id)).map((id) => network.getPosition(id));
    if (!places.length) return;
    const { clientWidth, clientHeight } = network.canvas.frame.canvas;
    const seen = places.map((place) => network.canvasToDOM(place));
    const outside = seen.some(({ x, y }) => x < 40 || y < 60 || x > clientWidth - 40 || y > clientHeight - 40);
    const [a, b = a] = places;
    const apart = Math.hypot(a.x - b.x, a.y - b.y);
    const scale = network.getScale();
    const close = places.length > 1 && apart * scale < LEGIBLE;
    if (!outside && !close) return;
    const room = Math.min(clientWidth, clientHeight) * 0.7;
    const wanted = close ? (LEGIBLE * 1.6) / Math.max(apart, 1) : Math.min(scale, room / Math.max(apart, 1));
    network.moveTo({ position: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, scale: Math.min(wanted, 4 / unit) });
  }

  /**
   * The nearest entity in a direction, for the arrow keys.
   * @param {?string} from
   * @param {number} dx
   * @param {number} dy
   */
  function neighbourTowards(from, dx, dy) {
    const places = network.getPositions([...shown.entities]);
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

  return {
    start, show, fit, zoom, reveal, recolour, showFamilyByStroke, neighbourTowards, middleOf: middle,
    heads, HOLLOW, DASHES,
    get network() { return network; },
    get palette() { return palette; },
    resized: () => network.redraw(),
  };
})();
