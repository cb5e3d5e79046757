"use strict";

/**
 * The picture to keep: what is in the window, with its legend, what was filtered, and how to cite
 * it, as SVG or PNG, and on paper with the ties and their sources.
 */
const Figure = (() => {
  const { data, vocabulary } = Record;
  const MARGIN = 24;
  const LINE = 17;
  const PNG_SCALE = 3;
  const PAPER = { width: 1000, height: 720, padding: 40 };
  const PANEL = { width: 380, height: 300, title: 26 };

  // -- a canvas that writes SVG ------------------------------------------------------------------

  /**
   * As much of CanvasRenderingContext2D as the engine and the labels use, writing SVG elements
   * into `target` instead of pixels.
   * @param {SVGElement} target
   */
  function recorder(target) {
    const ruler = document.createElement("canvas").getContext("2d");
    const stack = [];
    let dash = [];
    let matrix = [1, 0, 0, 1, 0, 0];
    let path = "";

    const at = (x, y) => {
      const [a, b, c, d, e, f] = matrix;
      return `${round(a * x + c * y + e)} ${round(b * x + d * y + f)}`;
    };
    const scaleOf = () => Math.hypot(matrix[0], matrix[1]);
    const times = ([a, b, c, d, e, f]) => {
      const [A, B, C, D, E, F] = matrix;
      matrix = [A * a + C * b, B * a + D * b, A * c + C * d, B * c + D * d, A * e + C * f + E, B * e + D * f + F];
    };

    const ctx = {
      fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, globalAlpha: 1, font: "10px sans-serif",
      textAlign: "start", textBaseline: "alphabetic", lineJoin: "miter", lineCap: "butt",
      save() {
        stack.push([matrix, dash, { ...properties() }]);
      },
      restore() {
        if (!stack.length) return;
        const [before, dashBefore, values] = stack.pop();
        matrix = before;
        dash = dashBefore;
        Object.assign(ctx, values);
      },
      translate(x, y) { times([1, 0, 0, 1, x, y]); },
      scale(x, y) { times([x, 0, 0, y, 0, 0]); },
      rotate(angle) { times([Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0]); },
      setTransform() { matrix = [1, 0, 0, 1, 0, 0]; },
      setLineDash(lengths) { dash = lengths; },
      getLineDash() { return dash; },
      clearRect() {},
      beginPath() { path = ""; },
      closePath() { if (path) path += "Z"; },
      moveTo(x, y) { path += `M${at(x, y)}`; },
      lineTo(x, y) { path += `${path ? "L" : "M"}${at(x, y)}`; },
      quadraticCurveTo(a, b, x, y) { path += `Q${at(a, b)} ${at(x, y)}`; },
      bezierCurveTo(a, b, c, d, x, y) { path += `C${at(a, b)} ${at(c, d)} ${at(x, y)}`; },
      rect(x, y, w, h) { path += `M${at(x, y)}L${at(x + w, y)}L${at(x + w, y + h)}L${at(x, y + h)}Z`; },
      arc(x, y, r, from, to, backwards = false) {
        const full = Math.abs(to - from) >= 2 * Math.PI;
        const point = (angle) => at(x + r * Math.cos(angle), y + r * Math.sin(angle));
        const size = `${round(r * scaleOf())} ${round(r * scaleOf())} 0`;
        path += `${path && !full ? "L" : "M"}${point(from)}`;
        if (full) path += `A${size} 1 1 ${point(from + Math.PI)}A${size} 1 1 ${point(from)}Z`;
        else path += `A${size} ${Math.abs(to - from) > Math.PI ? 1 : 0} ${backwards ? 0 : 1} ${point(to)}`;
      },
      fill() { put("path", { d: path, ...paint("fill", ctx.fillStyle) }); },
      stroke() { put("path", { d: path, fill: "none", ...outline() }); },
      fillRect(x, y, w, h) { ctx.beginPath(); ctx.rect(x, y, w, h); ctx.fill(); },
      strokeRect(x, y, w, h) { ctx.beginPath(); ctx.rect(x, y, w, h); ctx.stroke(); },
      fillText(text, x, y) { letters(text, x, y, paint("fill", ctx.fillStyle)); },
      strokeText(text, x, y) { letters(text, x, y, { fill: "none", ...outline() }); },
      measureText(text) { ruler.font = ctx.font; return ruler.measureText(text); },
    };

    function properties() {
      return Object.fromEntries(Object.entries(ctx).filter(([, value]) => typeof value !== "function"));
    }

    function put(tag, attributes, ...children) {
      if (attributes.d === "") return;
      target.append(Dom.svg(tag, attributes, ...children));
    }

    function outline() {
      return {
        ...paint("stroke", ctx.strokeStyle),
        "stroke-width": round(ctx.lineWidth * scaleOf()),
        "stroke-linejoin": ctx.lineJoin === "round" ? "round" : null,
        "stroke-dasharray": dash.length ? dash.map((d) => round(d * scaleOf())).join(" ") : null,
      };
    }

    /** A paint as plain colour and opacity, which every program for drawings understands. */
    function paint(what, colour) {
      const match = /^rgba\((\d+), ?(\d+), ?(\d+), ?([\d.]+)\)$/.exec(colour);
      const alpha = ctx.globalAlpha * (match ? Number(match[4]) : 1);
      return {
        [what]: match ? `rgb(${match[1]},${match[2]},${match[3]})` : colour,
        [`${what}-opacity`]: alpha < 1 ? round(alpha) : null,
      };
    }

    function letters(text, x, y, looks) {
      const [, weight, size, family] = /^(?:(\d+|bold|normal) )?([\d.]+)px (.*)$/.exec(ctx.font) ?? [null, "400", "12", "sans-serif"];
      const [left, top] = at(x, y).split(" ");
      const pixels = Number(size) * scaleOf();
      put("text", {
        x: left, y: round(Number(top) + (ctx.textBaseline === "middle" ? pixels * 0.35 : 0)),
        "font-family": family, "font-size": round(pixels), "font-weight": weight === "400" ? null : weight,
        "text-anchor": ctx.textAlign === "center" ? "middle" : null, ...looks,
      }, clean(text));
    }

    return ctx;
  }

  function round(number) {
    return Math.round(number * 100) / 100;
  }

  /** Text that XML has room for. */
  function clean(text) {
    return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");
  }

  // -- the figure --------------------------------------------------------------------------------

  /** @returns {SVGElement} what is in the window, or on paper all that is shown, with title, legend and source */
  function build(choice, onPaper = false) {
    const { palette } = Looks;
    const { width, height, picture } = Panels.isVisible() ? allPanels(choice) : oneView(onPaper);
    const legend = legendRows(choice, palette, width);
    const caption = captionLines(choice, width);
    const total = height + MARGIN + legend.height + caption.length * LINE + MARGIN;
    const root = Dom.svg("svg", {
      xmlns: "http://www.w3.org/2000/svg", width, height: total, viewBox: `0 0 ${width} ${total}`,
      "font-family": Labels.FONT,
    });
    root.append(
      Dom.svg("title", {}, clean(data.title)),
      Dom.svg("rect", { width, height: total, fill: palette.paper }),
      Dom.svg("clipPath", { id: "window" }, Dom.svg("rect", { width, height })),
      Dom.svg("g", { "clip-path": "url(#window)" }, picture),
      Dom.svg("g", { transform: `translate(${MARGIN} ${height + MARGIN})` }, legend.rows),
      Dom.svg("g", { transform: `translate(${MARGIN} ${height + MARGIN + legend.height})`, fill: palette.muted, "font-size": 11.5 },
        caption.map((line, i) => Dom.svg("text", { y: (i + 1) * LINE }, clean(line)))),
    );
    return root;
  }

  function oneView(onPaper) {
    const scene = { ...Drawing.scene(), ...(onPaper ? paper() : {}) };
    const picture = Dom.svg("g");
    const ctx = recorder(picture);
    Painter.look(ctx, scene);
    Painter.paint(ctx, { ...scene, ties: scene.ties() });
    Labels.draw(ctx, { ...scene, covered: [] });
    return { ...scene, picture };
  }

  /** A window on everything that has the shape of a sheet. */
  function paper() {
    const { width, height, padding } = PAPER;
    const edges = { top: padding, right: 2 * padding, bottom: padding, left: 2 * padding };
    const view = Looks.fitted(Object.values(Drawing.scene().places), width, height, edges);
    return view && { width, height, centre: view.centre, scale: Math.min(1.6, view.scale) };
  }

  function allPanels(choice) {
    const list = Panels.pictures(choice);
    const columns = Math.min(3, list.length);
    const view = Panels.windowFor(list, PANEL.width, PANEL.height);
    const parts = list.map((one, i) => {
      const inside = Dom.svg("g");
      Panels.paintOne(recorder(inside), one, view);
      const [x, y] = [(i % columns) * PANEL.width, Math.floor(i / columns) * (PANEL.height + PANEL.title)];
      return Dom.svg("g", { transform: `translate(${x} ${y})` },
        Dom.svg("text", { x: 8, y: 18, "font-size": 13, "font-weight": 600, fill: Looks.palette.ink }, clean(one.title)),
        Dom.svg("text", { x: PANEL.width - 8, y: 18, "font-size": 11, "text-anchor": "end", fill: Looks.palette.muted }, one.words),
        Dom.svg("g", { transform: `translate(0 ${PANEL.title})` }, inside));
    });
    return {
      picture: Dom.svg("g", {}, parts), width: columns * PANEL.width,
      height: Math.ceil(list.length / columns) * (PANEL.height + PANEL.title),
    };
  }

  /** The families, signs and statuses that are in the picture. */
  function legendRows(choice, palette, width) {
    const claims = Tables.tiesShown();
    const relations = claims.map((c) => vocabulary.relations[c.relation]);
    const has = (values, value) => values.includes(value);
    const items = [
      ...Object.keys(vocabulary.families).filter((f) => has(relations.map((r) => r.family), f))
        .map((f) => ({ label: vocabulary.families[f].label, colour: palette.families[f], dash: [] })),
      ...Legend.ordered.signs.filter((s) => has(relations.map((r) => String(r.sign)), s))
        .map((s) => ({ label: Filters.SIGN_WORDS[s], colour: palette.ink, dash: [], sign: s })),
      ...Legend.ordered.statuses.filter((s) => has(claims.map((c) => c.status), s))
        .map((s) => ({ label: s, colour: palette.ink, dash: Looks.DASHES[vocabulary.statuses[s].mark], status: s })),
    ];
    const columns = Math.max(1, Math.floor((width - 2 * MARGIN) / 190));
    const rows = items.map((item, i) => legendItem(item, (i % columns) * 190, Math.floor(i / columns) * LINE, palette));
    return { rows, height: Math.ceil(items.length / columns) * LINE + 8 };
  }

  function legendItem({ label, colour, dash, sign, status }, x, y, palette) {
    const head = { 1: "M24 -3.5 31 0 24 3.5Z", "-1": "M28 -5V5", 0: "M24 -4 30 0 24 4" }[sign];
    const letter = status && vocabulary.statuses[status].mark !== "solid" ? status[0] : "";
    return Dom.svg("g", { transform: `translate(${x} ${y})` },
      Dom.svg("line", { x2: head ? 27 : 30, stroke: colour, "stroke-width": 2, "stroke-dasharray": dash.length ? dash.join(" ") : null }),
      head && Dom.svg("path", { d: head, stroke: colour, "stroke-width": 1.6, fill: sign === "1" ? colour : "none" }),
      letter && Dom.svg("circle", { cx: 15, r: 6, fill: palette.paper, stroke: colour }),
      letter && Dom.svg("text", { x: 15, y: 3, "font-size": 9, "text-anchor": "middle", fill: palette.ink }, letter),
      Dom.svg("text", { x: 38, y: 4, "font-size": 11.5, fill: palette.ink }, label));
  }

  function captionLines(choice, width) {
    const chosen = Panels.isVisible() ? Panels.describe(choice) : Filters.describe(choice);
    const text = [
      data.title, data.projection, chosen && `Shown: ${chosen}.`, ...Cite.records(),
      "Absence of a line is not evidence of absence.",
    ].filter(Boolean);
    const letters = Math.max(30, Math.floor((width - 2 * MARGIN) / 5.8));
    return text.flatMap((line) => broken(line, letters));
  }

  function broken(text, letters) {
    const lines = [];
    let line = "";
    for (const word of text.split(" ")) {
      if (line && line.length + word.length + 1 > letters) {
        lines.push(line);
        line = word;
      } else line = line ? `${line} ${word}` : word;
    }
    return [...lines, line.slice(0, letters)];
  }

  function svgText(choice) {
    return new XMLSerializer().serializeToString(build(choice));
  }

  // -- ways out ----------------------------------------------------------------------------------

  function saveSvg(choice) {
    download(new Blob([svgText(choice)], { type: "image/svg+xml;charset=utf-8" }), `${fileName()}.svg`);
  }

  async function savePng(choice) {
    const image = new Image();
    image.src = asAddress(svgText(choice));
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * PNG_SCALE;
    canvas.height = image.naturalHeight * PNG_SCALE;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => download(blob, `${fileName()}.png`), "image/png");
  }

  function asAddress(text) {
    return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  }

  function fileName() {
    const words = data.title.normalize("NFKD").replace(/[^A-Za-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
    return words.slice(0, 60).toLowerCase() || "network";
  }

  /** Hand a file to the reader. */
  function download(blob, name) {
    const address = URL.createObjectURL(blob);
    const anchor = Dom.el("a", { href: address, download: name });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    Dom.announce(`Saved ${name}`);
  }

  // -- paper -------------------------------------------------------------------------------------

  /** Fill the sheet that is printed instead of the page. */
  function fillSheet(choice) {
    const picture = build(choice, true);
    picture.setAttribute("role", "img");
    const claims = Tables.tiesShown();
    const numbers = new Map(data.sources.map((s, i) => [s.id, i + 1]));
    Dom.refill(Dom.byId("sheet"),
      Dom.el("h1", {}, Dom.words(data.title)), picture,
      Dom.el("h2", {}, `Ties in the picture (${claims.length})`),
      Dom.el("table", {},
        Dom.el("thead", {}, Dom.el("tr", {}, ["Claim", "When", "Status", "Grade", "Where it stands"].map((t) => Dom.el("th", {}, t)))),
        Dom.el("tbody", {}, [...claims].sort(Dates.inOrder).map((claim) => Dom.el("tr", {},
          Dom.el("td", {}, Dom.words(Record.sentence(claim), "span")), Dom.el("td", {}, Dates.brief(claim)),
          Dom.el("td", {}, claim.status), Dom.el("td", {}, claim.grade),
          Dom.el("td", {}, Record.citationsOf(claim.id).map((c) => `[${numbers.get(c.source)}] ${c.locator ?? ""}`).join("; ")))))),
      Dom.el("h2", {}, "Sources"),
      Dom.el("ol", {}, data.sources.map((s) => Dom.el("li", {}, Dom.words(Record.reference(s), "span")))),
      Cite.records().map((line) => Dom.el("p", {}, Dom.words(line, "span"))));
  }

  return { saveSvg, savePng, download, fillSheet, svgText };
})();
