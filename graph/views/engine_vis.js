"use strict";

/**
 * The engine of most pages: vis-network on a canvas. `engine_sigma.js` has the same face and draws
 * many more; which of the two stands in a page is decided when it is made.
 *
 * @typedef {Object} Engine
 * @property {function(HTMLElement, Events, Shown)} start
 * @property {function(Shown, ?Selection)} show what is seen, and how it looks now
 * @property {function(string[]): Object<string, {x: number, y: number}>} places
 * @property {function(): Window} window where one looks
 * @property {function({x: number, y: number}, number)} moveTo look there, at that scale
 * @property {function()} redraw
 *
 * @typedef {Object} Events what the engine tells
 * @property {function(?Object)} select {entity} or {claim} or null
 * @property {function(string)} focus
 * @property {function(?Object, ?{x: number, y: number})} hover a thing and where the pointer is
 * @property {function(CanvasRenderingContext2D)} over draw over the picture, in its coordinates
 *
 * @typedef {{ties: Set<string>, entities: Set<string>}} Shown
 * @typedef {{width: number, height: number, scale: number, centre: {x: number, y: number}}} Window
 */
const Engine = (() => {
  const { ties } = Record;
  const { unit } = Looks;

  /** Above so many lines they are left out while the picture is moved. */
  const SMOOTH_MOVES_BELOW = 1500;
  /** Above so many lines, heads are drawn only from near. */
  const HEADS_BELOW = 2500;
  const HEAD_SIZE = { arrow: 0.55, bar: 0.62, vee: 0.55 };

  const tieById = new Map(ties.map((tie) => [tie.id, tie]));
  const nodeSet = new vis.DataSet();
  const edgeSet = new vis.DataSet();
  const styles = new Map();
  let shown = null;
  let selection = null;
  let network = null;
  let nodeView = null;
  let edgeView = null;

  // -- looks in the engine's words ---------------------------------------------------------------

  function nodeStyle(id) {
    const { radius, border, fill, borderWidth, opacity } = Looks.entity(id, selection);
    const hover = { border: Looks.palette.accent, background: fill };
    return { id, size: radius, color: { border, background: fill, hover }, borderWidth, opacity };
  }

  function edgeStyle(tie) {
    const { colour, opacity, width, dash } = Looks.line(tie, selection);
    return { id: tie.id, color: { color: colour, opacity }, width, dashes: dash.length ? dash : false };
  }

  function arrows(relation) {
    const { type, ends } = Looks.head(relation);
    const arrow = { enabled: true, type, scaleFactor: HEAD_SIZE[type] * unit * 0.62 };
    return Object.fromEntries(ends.map((end) => [end, arrow]));
  }

  function smooth(tie) {
    const bend = Looks.bend(tie);
    if (!bend) return { enabled: false };
    return { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) };
  }

  // -- making and updating -----------------------------------------------------------------------

  function start(container, events, what) {
    shown = what;
    nodeSet.add(changed([...Record.nodes.keys()].map(nodeStyle)).map((style) => {
      const { shape, x, y } = Record.nodes.get(style.id);
      return { shape, x, y, label: "", ...style };
    }));
    edgeSet.add(changed(ties.map(edgeStyle)).map((style) => {
      const tie = tieById.get(style.id);
      return { from: tie.from, to: tie.to, arrows: arrows(tie.relation), smooth: smooth(tie), ...style };
    }));
    nodeView = new vis.DataView(nodeSet, { filter: (node) => shown.entities.has(node.id) });
    edgeView = new vis.DataView(edgeSet, { filter: (edge) => shown.ties.has(edge.id) });
    network = new vis.Network(container, { nodes: nodeView, edges: edgeView }, options());
    leaveOutWhatCannotBeTold();
    listen(events);
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

  function listen(events) {
    network.on("click", ({ nodes, edges }) => events.select(picked(nodes, edges)));
    network.on("doubleClick", ({ nodes }) => { if (nodes.length) events.focus(nodes[0]); });
    network.on("dragEnd", ({ nodes }) => keepPlaces(nodes));
    network.on("afterDrawing", (ctx) => events.over(ctx));
    network.on("hoverNode", ({ node, pointer }) => events.hover({ entity: node }, pointer.DOM));
    network.on("hoverEdge", ({ edge, pointer }) => events.hover({ claim: claimOf(edge), tie: edge }, pointer.DOM));
    for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"]) {
      network.on(event, () => events.hover(null));
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

  function show(what, chosen) {
    shown = what;
    selection = chosen;
    once(() => {
      nodeSet.update(changed([...Record.nodes.keys()].map(nodeStyle)));
      edgeSet.update(changed(ties.map(edgeStyle)));
      nodeView.refresh();
      edgeView.refresh();
    });
  }

  /** Change several things and draw when all of them are done; the engine would draw after each. */
  function once(change) {
    const { emitter } = network.body;
    emitter.emit("_blockRedraw");
    change();
    emitter.emit("_allowRedraw");
    network.redraw();
  }

  /** What looks different from before, and nothing else. */
  function changed(all) {
    return all.filter((style) => {
      const text = JSON.stringify(style);
      if (styles.get(style.id) === text) return false;
      styles.set(style.id, text);
      return true;
    });
  }

  return {
    start, show,
    places: (ids) => network.getPositions(ids),
    window() {
      const { clientWidth: width, clientHeight: height } = network.canvas.frame.canvas;
      return { width, height, scale: network.getScale(), centre: network.getViewPosition() };
    },
    moveTo: (position, scale) => network.moveTo({ position, scale }),
    redraw: () => network.redraw(),
    get network() { return network; },
  };
})();
