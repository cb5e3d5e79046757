"use strict";

/** Search by any name that the record knows, whatever its accents, script or spelling of case. */
const Search = (() => {
  const MOST = 12;
  const names = Record.data.entities.flatMap((entity) =>
    [entity.name, ...(entity.names ?? []).map((n) => n.name)].map((name) => ({ entity, name, folded: fold(name) })));
  let found = [];
  let at = -1;

  /** Lower case without accents, apostrophes and joining signs. */
  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}|['’‘`ʼʿʾ]/gu, "").toLowerCase().replace(/[\s\-_/.,()"]+/gu, " ").trim();
  }

  /** Entities with a name that contains every word of a text, best first. */
  function matches(text) {
    const wanted = fold(text);
    if (!wanted) return [];
    const words = wanted.split(" ");
    const best = new Map();
    for (const { entity, name, folded } of names) {
      if (!words.every((word) => folded.includes(word))) continue;
      const score = folded === wanted ? 0 : folded.startsWith(wanted) ? 1 : 2;
      if (!best.has(entity.id) || best.get(entity.id).score > score) best.set(entity.id, { entity, name, score });
    }
    return [...best.values()].sort((a, b) => a.score - b.score || a.entity.name.localeCompare(b.entity.name)).slice(0, MOST);
  }

  /** @param {function(string)} choose called with the id of the entity chosen */
  function start(choose) {
    const input = Dom.byId("search");
    const list = Dom.byId("found");
    input.addEventListener("input", () => { found = matches(input.value); at = found.length ? 0 : -1; draw(); });
    input.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && found.length) {
        at = (at + step + found.length) % found.length;
        draw();
        event.preventDefault();
      } else if (event.key === "Enter" && found[at]) take(found[at].entity.id);
      else if (event.key === "Escape") close();
    });
    input.addEventListener("blur", () => setTimeout(close, 150));

    function take(id) {
      input.value = "";
      close();
      choose(id);
    }

    function close() {
      found = [];
      draw();
    }

    function draw() {
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(Boolean(found.length)));
      if (found[at]) input.setAttribute("aria-activedescendant", `found-${at}`);
      else input.removeAttribute("aria-activedescendant");
      Dom.refill(list, found.map(({ entity, name }, i) => Dom.el("li", {
        id: `found-${i}`, role: "option", "aria-selected": String(i === at), onmousedown: () => take(entity.id),
      }, Dom.words(entity.name), name === entity.name ? "" : [" · ", Dom.words(name)], Dom.el("span.small", {}, ` ${Record.vocabulary.kinds[entity.kind].label}`))));
    }
  }

  return { start, matches };
})();
