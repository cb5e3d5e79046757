"use strict";

/** The picture as a file: PNG as it stands in the window, SVG of all that is shown. */
const Figure = (() => {
  /** Offer a file for download. */
  function offer(blob, name) {
    const url = URL.createObjectURL(blob);
    Dom.el("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  function png() {
    const from = Drawing.network.canvas.frame.canvas;
    const copy = Dom.el("canvas", { width: from.width, height: from.height });
    const ctx = copy.getContext("2d");
    ctx.fillStyle = Drawing.palette.paper;
    ctx.fillRect(0, 0, copy.width, copy.height);
    ctx.drawImage(from, 0, 0);
    copy.toBlob((blob) => offer(blob, "network.png"), "image/png");
  }

  function svg(shown, caption) {
    const text = new XMLSerializer().serializeToString(drawn(shown, caption));
    offer(new Blob([text], { type: "image/svg+xml" }), "network.svg");
  }

  /** The network as an SVG element: lines by family and status, names beside the entities. */
  function drawn(shown, caption) {
    const places = Drawing.network.getPositions([...shown.entities].filter((id) => Record.nodes.has(id)));
    const xs = Object.values(places).map((p) => p.x);
    const ys = Object.values(places).map((p) => p.y);
    const [left, top] = [Math.min(...xs) - 120, Math.min(...ys) - 60];
    const [width, height] = [Math.max(...xs) - left + 120, Math.max(...ys) - top + 80];
    const { palette } = Drawing;
    return Dom.svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `${left} ${top} ${width} ${height}` },
      Dom.svg("rect", { x: left, y: top, width, height, fill: palette.paper }),
      Record.ties.filter((tie) => shown.ties.has(tie.id)).map((tie) => line(tie, places, palette)),
      Object.entries(places).map(([id, place]) => entity(id, place, palette)),
      Dom.svg("text", { x: left + 12, y: top + height - 14, "font-size": 13, fill: palette.muted, "font-family": Labels.FONT }, caption),
    );
  }

  function line(tie, places, palette) {
    const [a, b, via] = [places[tie.from], places[tie.to], Drawing.middleOf(tie, places)];
    const control = { x: 2 * via.x - (a.x + b.x) / 2, y: 2 * via.y - (a.y + b.y) / 2 };
    const dash = Drawing.DASHES[Record.vocabulary.statuses[tie.claim.status].mark];
    return Dom.svg("path", {
      d: `M${a.x} ${a.y}Q${control.x} ${control.y} ${b.x} ${b.y}`, fill: "none", "stroke-width": 1.5,
      stroke: palette.families[tie.relation.family], "stroke-dasharray": dash ? dash.join(" ") : null,
    }, Dom.svg("title", {}, Record.sentence(tie.claim)));
  }

  function entity(id, { x, y }, palette) {
    const size = 5 + 1.6 * Math.sqrt(Filters.degree(id));
    return [
      Dom.svg("circle", { cx: x, cy: y, r: size, fill: palette.node, stroke: palette.paper }),
      Dom.svg("text", {
        x, y: y + size + 12, "text-anchor": "middle", "font-size": 11, fill: palette.ink, "font-family": Labels.FONT,
        stroke: palette.paper, "stroke-width": 3, "paint-order": "stroke",
      }, Record.nodeName(id)),
    ];
  }

  return { png, svg };
})();
