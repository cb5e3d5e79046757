"use strict";

/**
 * The engine of large pages: sigma.js on WebGL. It has the face of `engine_vis.js`, where the types
 * are written down. Sizes are those of the graph's own coordinates, and grow as one looks closer.
 */
const Engine = (() => {
  const { ties } = Record;
  const { rendering } = Sigma;

  /** Above so many entities, names are drawn only while nothing moves. */
  const NAMED_WHILE_MOVING = 1500;
  /** Milliseconds without a frame after which nothing moves. */
  const REST = 80;
  const ENDS = { to: "head", from: "tail" };
  
  const tieById = new Map(ties.map((tie) => [tie.id, tie]));
  let shown = null;
  let selection = null;
  let renderer = null;
  let names = null;
  let events = null;
  let resting = 0;

  // -- looks in the engine's words ---------------------------------------------------------------

  /** Distance to the rim of a regular hexagon, as the engine's other shapes tell it. */
  const hexagon = {
    name: "hexagon", uniforms: [], inradiusFactor: 0.866,
    glsl: `float sdf_hexagon(vec2 uv, float size) {
      vec2 p = abs(uv.yx);
      return max(p.x * 0.866025 + p.y * 0.5, p.y) - size * 0.866025;
    }`,
  };

  /** Distance to the rim of a five-pointed star. */
  const star = {
    name: "star", uniforms: [], inradiusFactor: 0.5,
    glsl: `float sdf_star(vec2 uv, float size) {
      float turn = 1.256637;
      float angle = mod(atan(uv.x, uv.y) + turn * 0.5, turn) - turn * 0.5;
      vec2 p = length(uv) * vec2(cos(angle), abs(sin(angle)));
      vec2 tip = vec2(size, 0.0);
      vec2 notch = 0.42 * size * vec2(cos(turn * 0.5), sin(turn * 0.5));
      vec2 side = normalize(notch - tip);
      return dot(p - tip, vec2(side.y, -side.x));
    }`,
  };

  /** What lies inside the rim of an entity: hollow kinds are as pale as the paper there. */
  const core = {
    name: "core", uniforms: [],
    attributes: [
      { name: "coreColor", size: 4, type: WebGL2RenderingContext.UNSIGNED_BYTE, normalized: true, source: "coreColor" },
    ],
    glsl: `vec4 layer_core(vec4 v_coreColor) {
      float inside = smoothstep(context.aaWidth, -context.aaWidth, context.sdf + 0.22);
      return vec4(v_coreColor.rgb, v_coreColor.a * inside);
    }`,
  };

  /** An open arrow: the shaft and a stroke along both sides of the head. */
  const vee = {
    name: "vee", uniforms: [], attributes: [], length: 5, widthFactor: 4,
    glsl: `float extremity_vee(vec2 uv, float lengthRatio, float widthRatio) {
      float side = abs(uv.y);
      float rim = widthRatio * 0.5 * (1.0 - uv.x / lengthRatio);
      float stroke = abs(side - rim + 0.5) - 0.5;
      return max(max(-uv.x, uv.x - lengthRatio), min(stroke, side - 0.5));
    }`,
  };

  const primitives = () => ({
    nodes: {
      shapes: [rendering.sdfCircle(), rendering.sdfDiamond(), rendering.sdfSquare(), hexagon, star],
      layers: [rendering.layerFill(), core],
      variables: { coreColor: { type: "color", default: "#000" } },
    },
    edges: {
      // each line is bent as `Looks` says, not anew whenever others are filtered
      paths: [rendering.pathLine(), { ...rendering.pathCurved({ segments: 8 }), spread: null }, rendering.pathLoop()],
      extremities: [rendering.extremityArrow(), rendering.extremityBar(), vee],
      layers: [
        rendering.layerPlain({ color: { attribute: "plainColor" } }),
        rendering.layerDashed({
          dashColor: { attribute: "color" },
          dashSize: { attribute: "dashSize", mode: "relative" }, gapSize: { attribute: "gapSize", mode: "relative" },
        }),
      ],
      variables: {
        plainColor: { type: "color", default: "transparent" },
        dashSize: { type: "number", default: 0 }, gapSize: { type: "number", default: 0 },
      },
    },
  });

  const SHAPES = { dot: "circle" };

  function entityLook(id) {
    const { shape, radius, border, fill, opacity } = Looks.entity(id, selection);
    const hollow = Looks.HOLLOW.has(shape) || border === Looks.palette.accent;
    return {
      shape: SHAPES[shape] ?? shape, size: radius, opacity,
      color: hollow ? border : fill, coreColor: fill,
      visibility: shown.entities.has(id) ? "visible" : "hidden",
    };
  }

  function lineLook(tie) {
    const { colour, opacity, width, dash } = Looks.line(tie, selection);
    const [long = 0, gap = 0] = dash;
    return {
      color: colour, plainColor: dash.length ? "transparent" : colour, opacity, size: width,
      dashSize: long / width, gapSize: gap / width,
      visibility: shown.ties.has(tie.id) ? "visible" : "hidden",
    };
  }

  /** What of a line never changes. */
  function course(tie) {
    const { type, ends } = Looks.head(tie.relation);
    const bend = Looks.bend(tie) ?? 0;
    const loop = tie.from === tie.to;
    return {
      path: loop ? "loop" : bend ? "curved" : "straight",
      curvature: (0.5 + 0.5 * Math.abs(bend)) * Math.sin((bend * Math.PI) / 2),
      ...Object.fromEntries(ends.map((end) => [ENDS[end], type])),
    };
  }

  // -- making and updating -----------------------------------------------------------------------

  function start(container, on, what) {
    events = on;
    shown = what;
    const graph = new graphology.MultiDirectedGraph();
    for (const { id, x, y } of Record.nodes.values()) graph.addNode(id, { x, y: -y, ...entityLook(id) });
    for (const tie of ties) graph.addEdgeWithKey(tie.id, tie.from, tie.to, { ...course(tie), ...lineLook(tie) });
    container.append(Dom.el("div.frame", { tabindex: "0" }));
    renderer = new Sigma(graph, container.firstElementChild, {
      primitives: primitives(), styles: styles(), settings: settings(),
    });
    names = Dom.el("canvas.over");
    container.firstElementChild.append(names);
    listen();
  }

  function styles() {
    const from = (...attributes) => Object.fromEntries(attributes.map((name) => [name, { attribute: name }]));
    return {
      nodes: from("x", "y", "shape", "size", "color", "coreColor", "opacity", "visibility"),
      edges: from(
        "path", "curvature", "size", "color", "plainColor", "opacity", "head", "tail", "dashSize", "gapSize", "visibility",
      ),
    };
  }

  function settings() {
    return {
      renderLabels: false, renderEdgeLabels: false, enableEdgeEvents: true, enableNodeDrag: true,
      itemSizesReference: "positions", zoomToSizeRatioFunction: (ratio) => ratio, autoRescale: "once",
      minEdgeThickness: 0.6, stagePadding: 0, hideEdgesOnMove: ties.length > 60_000, edgePickingPadding: 2,
    };
  }

  function listen() {
    renderer.on("clickNode", ({ node }) => events.select({ entity: node }));
    renderer.on("clickEdge", ({ edge }) => events.select({ claim: claimOf(edge) }));
    renderer.on("clickStage", () => events.select(null));
    renderer.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      events.focus(node);
    });
    renderer.on("enterNode", ({ node, event }) => events.hover({ entity: node }, event));
    renderer.on("enterEdge", ({ edge, event }) => events.hover({ claim: claimOf(edge), tie: edge }, event));
    for (const name of ["leaveNode", "leaveEdge"]) renderer.on(name, () => events.hover(null));
    renderer.on("afterRender", drawNames);
  }

  function claimOf(tieId) {
    return tieById.get(tieId).claim.id;
  }

  function show(what, chosen) {
    shown = what;
    selection = chosen;
    const graph = renderer.getGraph();
    graph.updateEachNodeAttributes((id, attributes) => Object.assign(attributes, entityLook(id)));
    graph.updateEachEdgeAttributes((id, attributes) => Object.assign(attributes, lineLook(tieById.get(id))));
  }

  // -- names over the picture --------------------------------------------------------------------

  function drawNames() {
    clearTimeout(resting);
    if (shown.entities.size <= NAMED_WHILE_MOVING) drawNamesNow();
    else {
      names.getContext("2d").reset();
      resting = setTimeout(drawNamesNow, REST);
    }
  }

  function drawNamesNow() {
    const view = look();
    const ratio = devicePixelRatio;
    [names.width, names.height] = [view.width * ratio, view.height * ratio];
    const ctx = names.getContext("2d");
    ctx.scale(ratio, ratio);
    Painter.look(ctx, view);
    events.over(ctx);
  }

  // -- where one looks ---------------------------------------------------------------------------

  function look() {
    const { width, height } = renderer.getDimensions();
    const { x, y } = renderer.viewportToGraph({ x: width / 2, y: height / 2 });
    return { width, height, scale: renderer.getGraphToViewportRatio(), centre: { x, y: -y } };
  }

  function moveTo({ x, y }, scale) {
    const camera = renderer.getCamera();
    const ratio = (camera.getState().ratio * look().scale) / scale;
    camera.setState({ ...renderer.graphToFramedGraph({ x, y: -y }), ratio });
  }

  function places(ids) {
    const graph = renderer.getGraph();
    return Object.fromEntries(ids.map((id) => {
      const { x, y } = graph.getNodeAttributes(id);
      return [id, { x, y: -y }];
    }));
  }

  return {
    start, show, places, window: look, moveTo,
    redraw: () => renderer.resize().refresh({ skipIndexation: true }),
    get network() { return renderer; },
  };
})();
