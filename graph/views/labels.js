"use strict";

/**
 * Names beside the entities, as on a map: always of one readable size, never on one another, the
 * best connected first and more of them the closer one looks. Also the letters on lines that are
 * not plainly asserted, and the words on the lines of what is selected.
 */
const Labels = (() => {
  const FONT = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif';
  const LONGEST_LINE = 26;
  const MOST_OBSTACLES = 700;
  const MOST_MARKS = 500;
  const MOST_WORDS = 14;
  const MOST_NAMES = 600;
  const CELL = 64;
  const HUBS = 8;
  let hubs = null;

  const widths = new Map();
  const wrapped = new Map();

  /**
   * @param {CanvasRenderingContext2D} ctx in the coordinates of the graph
   * @param {Object} scene see Drawing
   */
  function draw(ctx, scene) {
    ctx.save();
    ctx.scale(1 / scene.scale, 1 / scene.scale);
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    const taken = { ...occupancy(), names: occupancy() };
    const ids = Object.keys(scene.places).filter((id) => inWindow(scene.places[id], scene));
    if (ids.length <= MOST_OBSTACLES) {
      for (const id of ids) taken.add(disc(id, scene));
    }
    for (const place of scene.covered) taken.add(fromWindow(place, scene));
    drawMarks(ctx, scene, taken);
    drawTieWords(ctx, scene, taken);
    for (const id of inOrderOfWeight(ids, scene).slice(0, scene.most ?? MOST_NAMES)) drawName(ctx, id, scene, taken);
    ctx.restore();
  }

  /** A box in pixels of the window, in the coordinates of the labels. */
  function fromWindow({ left, right, top, bottom }, { centre, scale, width, height }) {
    const [x, y] = [centre.x * scale - width / 2, centre.y * scale - height / 2];
    return { left: left + x, right: right + x, top: top + y, bottom: bottom + y };
  }

  function inWindow({ x, y }, { centre, scale, width, height }) {
    return (
      Math.abs(x - centre.x) * scale < width / 2 + 60 && Math.abs(y - centre.y) * scale < height / 2 + 30
    );
  }

  /** The few that hold the picture together are named whatever stands there. */
  function isHub(id) {
    hubs ??= new Set([...Record.nodes.keys()].sort((a, b) => Filters.degree(b) - Filters.degree(a)).slice(0, HUBS));
    return hubs.has(id) && Filters.degree(id) > 2;
  }

  function inside({ left, right, top, bottom }, { centre, scale, width, height }) {
    const [x, y] = [centre.x * scale, centre.y * scale];
    return left >= x - width / 2 + 4 && right <= x + width / 2 - 4 && top >= y - height / 2 && bottom <= y + height / 2;
  }

  function inOrderOfWeight(ids, { selection, hovered }) {
    const weight = (id) =>
      (hovered?.entity === id || selection?.entity === id ? 1e6 : 0) +
      (selection?.ends?.has(id) ? 1e5 : 0) + (selection?.near.has(id) ? 1e4 : 0) + Filters.degree(id);
    return ids.sort((a, b) => weight(b) - weight(a) || (a < b ? -1 : 1));
  }

  // -- names ------------------------------------------------------------------------------------

  function drawName(ctx, id, scene, taken) {
    const strong = scene.hovered?.entity === id || scene.selection?.entity === id || scene.selection?.ends?.has(id);
    const size = strong || Filters.degree(id) > 11 ? 13 : 11.5;
    const font = `${strong ? "600" : "400"} ${size}px ${FONT}`;
    const lines = wrap(Record.nodeName(id));
    const width = Math.max(...lines.map((line) => measure(ctx, line, font))) + 4;
    const height = lines.length * size * 1.2;
    const all = spots(id, width, height, scene);
    const spot = all.find((place) => taken.free(place) && inside(place, scene)) ??
      (strong || isHub(id) ? all.find((place) => taken.names.free(place) && inside(place, scene)) : null) ??
      (strong ? all[0] : null);
    if (!spot) return;
    taken.add(spot);
    taken.names.add(spot);
    const faded = scene.selection && !scene.selection.near.has(id);
    ctx.font = font;
    ctx.globalAlpha = faded ? 0.45 : 1;
    lines.forEach((line, i) => {
      halo(ctx, line, (spot.left + spot.right) / 2, spot.top + size * 1.2 * (i + 0.5));
    });
    ctx.globalAlpha = 1;
  }

  /** Where a name may stand: under the entity, over it, to its right, to its left. */
  function spots(id, width, height, scene) {
    const { left, right, top, bottom } = disc(id, scene);
    const x = (left + right) / 2;
    const y = (top + bottom) / 2;
    return [
      box(x, bottom + 1 + height / 2, width, height),
      box(x, top - 1 - height / 2, width, height),
      box(right + 2 + width / 2, y, width, height),
      box(left - 2 - width / 2, y, width, height),
    ];
  }

  function disc(id, { places, scale, size = 1 }) {
    const width = 2 * Looks.radius(id) * scale * size;
    return box(places[id].x * scale, places[id].y * scale, width, width);
  }

  function box(x, y, width, height) {
    return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
  }

  function halo(ctx, text, x, y, colour = Looks.palette.ink) {
    ctx.strokeStyle = Looks.palette.paper;
    ctx.lineWidth = 3.5;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = colour;
    ctx.fillText(text, x, y);
  }

  function measure(ctx, text, font) {
    const key = font + text;
    if (!widths.has(key)) {
      ctx.font = font;
      widths.set(key, ctx.measureText(text).width);
    }
    return widths.get(key);
  }

  /** At most two lines of a name, the second cut where it is too long. */
  function wrap(name) {
    if (!wrapped.has(name)) wrapped.set(name, twoLines(name));
    return wrapped.get(name);
  }

  function twoLines(name) {
    const text = name.replace(/\s+/g, " ").trim();
    if (text.length <= LONGEST_LINE) return [text];
    const half = Math.max(LONGEST_LINE, Math.ceil(text.length / 2) + 3);
    const at = text.lastIndexOf(" ", Math.min(half, LONGEST_LINE + 4));
    if (at < 6) return [`${text.slice(0, LONGEST_LINE - 1)}…`];
    const rest = text.slice(at + 1);
    return [text.slice(0, at), rest.length > LONGEST_LINE + 4 ? `${rest.slice(0, LONGEST_LINE)}…` : rest];
  }

  // -- lines ------------------------------------------------------------------------------------

  /** A letter on each line whose status is not plain: a(lleged), i(nferred), d(isputed). */
  function drawMarks(ctx, scene, taken) {
    if (scene.scale < 0.35) return;
    const marked = scene.ties().filter((tie) => mark(tie.claim) && inWindow(scene.middle(tie), scene));
    if (marked.length > MOST_MARKS) return;
    for (const tie of marked) {
      const { x, y } = scene.middle(tie);
      const faded = scene.selection && !scene.selection.lit.has(tie.claim.id);
      ctx.globalAlpha = faded ? 0.2 : 1;
      drawMark(ctx, mark(tie.claim), x * scene.scale, y * scene.scale, tie);
      ctx.globalAlpha = 1;
      taken.add(box(x * scene.scale, y * scene.scale, 13, 13));
    }
  }

  function drawMark(ctx, letter, x, y, tie) {
    const { palette } = Looks;
    ctx.beginPath();
    ctx.arc(x, y, 6.5, 0, 2 * Math.PI);
    ctx.fillStyle = palette.paper;
    ctx.fill();
    ctx.strokeStyle = palette.families[tie.relation.family];
    ctx.lineWidth = 1.2;
    ctx.stroke();
    ctx.font = `600 9px ${FONT}`;
    ctx.fillStyle = palette.ink;
    ctx.fillText(letter, x, y + 0.5);
  }

  /** First letter of a status whose lines are not solid, "" of the others. */
  function mark(claim) {
    return Record.vocabulary.statuses[claim.status].mark === "solid" ? "" : claim.status[0];
  }

  /** The relation in words on the lines of what is selected or pointed at. */
  function drawTieWords(ctx, scene, taken) {
    const lit = scene.ties().filter((tie) =>
      scene.selection?.lit.has(tie.claim.id) || scene.hovered?.tie === tie.id);
    if (lit.length > MOST_WORDS) return;
    for (const tie of lit) {
      const { x, y } = scene.middle(tie);
      const font = `500 11px ${FONT}`;
      const width = measure(ctx, tie.relation.label, font) + 4;
      const spot = box(x * scene.scale, y * scene.scale - (mark(tie.claim) ? 15 : 0), width, 14);
      if (!taken.free(spot) && scene.selection?.claim !== tie.claim.id) continue;
      taken.add(spot);
      taken.names.add(spot);
      ctx.font = font;
      halo(ctx, tie.relation.label, (spot.left + spot.right) / 2, (spot.top + spot.bottom) / 2,
        Looks.palette.families[tie.relation.family]);
    }
  }

  // -- what is taken ----------------------------------------------------------------------------

  /** Boxes already taken, found again by the cells of a grid they touch. */
  function occupancy() {
    const cells = new Map();
    function touched({ left, right, top, bottom }) {
      const keys = [];
      for (let i = Math.floor(left / CELL); i <= Math.floor(right / CELL); i += 1) {
        for (let j = Math.floor(top / CELL); j <= Math.floor(bottom / CELL); j += 1) keys.push(`${i} ${j}`);
      }
      return keys;
    }
    return {
      add(one) {
        for (const key of touched(one)) {
          if (!cells.has(key)) cells.set(key, []);
          cells.get(key).push(one);
        }
      },
      free(one) {
        return touched(one).every((key) => (cells.get(key) ?? []).every((other) => !overlap(one, other)));
      },
    };
  }

  function overlap(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  return { draw, mark, wrap, FONT };
})();
