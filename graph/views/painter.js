"use strict";

/**
 * Still pictures: the network on any canvas, as it looks in the window. Saved pictures, paper and
 * small multiples are painted so, whatever engine moves the large one.
 */
const Painter = (() => {
  const HEAD = { arrow: 7, bar: 6, vee: 7 };
  /** Halvings that find where a line meets the rim of an entity. */
  const CLOSE_ENOUGH = 14;

  /**
   * @param {CanvasRenderingContext2D} ctx in the coordinates of the graph
   * @param {{ties: Tie[], places: Object, selection: ?Selection, look: ?function(Tie): Object,
   *   size: number}} what `look` replaces how lines look, `size` is how many times as large marks
   *   are drawn as in the window
   */
  function paint(ctx, { ties, places, selection = null, look = Looks.line, size = 1 }) {
    ctx.lineCap = "butt";
    for (const tie of ties) drawLine(ctx, tie, places, look(tie, selection), size);
    ctx.globalAlpha = 1;
    ctx.setLineDash([]);
    for (const [id, place] of Object.entries(places)) drawEntity(ctx, place, Looks.entity(id, selection), size);
    ctx.globalAlpha = 1;
  }

  // -- lines -------------------------------------------------------------------------------------

  function drawLine(ctx, tie, places, { colour, opacity, width, dash }, size) {
    const [a, b] = [places[tie.from], places[tie.to]];
    ctx.strokeStyle = colour;
    ctx.fillStyle = colour;
    ctx.globalAlpha = opacity;
    ctx.lineWidth = width * size;
    ctx.setLineDash(dash.map((length) => length * size));
    if (tie.from === tie.to) {
      drawLoop(ctx, a);
      return;
    }
    const via = Looks.controlPoint(tie, a, b);
    ctx.beginPath();
    ctx.moveTo(a.x, a.y);
    if (via) ctx.quadraticCurveTo(via.x, via.y, b.x, b.y);
    else ctx.lineTo(b.x, b.y);
    ctx.stroke();
    ctx.setLineDash([]);
    const { type, ends } = Looks.head(tie.relation);
    if (ends.includes("to")) drawHead(ctx, type, rim(a, via, b, Looks.radius(tie.to) * size), size);
    if (ends.includes("from")) drawHead(ctx, type, rim(b, via, a, Looks.radius(tie.from) * size), size);
  }

  function drawLoop(ctx, { x, y }) {
    ctx.beginPath();
    ctx.arc(x + 13, y - 13, 18, 0, 2 * Math.PI);
    ctx.stroke();
  }

  /** Where a line from `a` to `b` comes to `radius` of `b`, and from which direction. */
  function rim(a, via, b, radius) {
    const at = (t) => (via
      ? { x: (1 - t) ** 2 * a.x + 2 * t * (1 - t) * via.x + t * t * b.x, y: (1 - t) ** 2 * a.y + 2 * t * (1 - t) * via.y + t * t * b.y }
      : { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t });
    let [far, near] = [0, 1];
    for (let i = 0; i < CLOSE_ENOUGH; i += 1) {
      const t = (far + near) / 2;
      const { x, y } = at(t);
      if (Math.hypot(x - b.x, y - b.y) > radius) far = t;
      else near = t;
    }
    const [tip, before] = [at(far), at(Math.max(0, far - 0.02))];
    return { ...tip, angle: Math.atan2(tip.y - before.y, tip.x - before.x) };
  }

  function drawHead(ctx, type, { x, y, angle }, size) {
    const length = HEAD[type] * Looks.unit * size;
    const at = (along, aside) => [
      x + Math.cos(angle) * along - Math.sin(angle) * aside, y + Math.sin(angle) * along + Math.cos(angle) * aside,
    ];
    ctx.beginPath();
    if (type === "bar") {
      ctx.moveTo(...at(-ctx.lineWidth, -length / 2));
      ctx.lineTo(...at(-ctx.lineWidth, length / 2));
    } else {
      ctx.moveTo(...at(-length, -length * 0.45));
      ctx.lineTo(...at(0, 0));
      ctx.lineTo(...at(-length, length * 0.45));
    }
    if (type === "arrow") {
      ctx.closePath();
      ctx.fill();
    } else ctx.stroke();
  }

  // -- entities ----------------------------------------------------------------------------------

  function drawEntity(ctx, { x, y }, { shape, radius, border, fill, borderWidth, opacity }, size) {
    ctx.globalAlpha = opacity;
    ctx.beginPath();
    if (shape === "dot") ctx.arc(x, y, radius * size, 0, 2 * Math.PI);
    else outline(ctx, x, y, radius * size, shape);
    ctx.fillStyle = fill;
    ctx.fill();
    ctx.strokeStyle = border;
    ctx.lineWidth = borderWidth * Math.max(1, Looks.unit * 0.6) * size;
    ctx.stroke();
  }

  function outline(ctx, x, y, radius, shape) {
    corners(shape).forEach(([dx, dy], i) => ctx[i ? "lineTo" : "moveTo"](x + dx * radius, y + dy * radius));
    ctx.closePath();
  }

  /** Corners of a shape of radius 1. */
  function corners(shape) {
    if (shape === "square") return [[-1, -1], [1, -1], [1, 1], [-1, 1]];
    if (shape === "star") return around(10, (i) => (i % 2 ? 0.5 : 1.3), -Math.PI / 2);
    if (shape === "diamond") return around(4, () => 1, -Math.PI / 2);
    return around(6, () => 1, 0);
  }

  function around(number, radius, from) {
    return Array.from({ length: number }, (_, i) => {
      const angle = from + (2 * Math.PI * i) / number;
      return [Math.cos(angle) * radius(i), Math.sin(angle) * radius(i)];
    });
  }

  /** Put a canvas into the coordinates of the graph, seen through a window. */
  function look(ctx, { width, height, scale, centre }) {
    ctx.translate(width / 2 - centre.x * scale, height / 2 - centre.y * scale);
    ctx.scale(scale, scale);
  }

  return { paint, look };
})();
