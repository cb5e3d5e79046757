"use strict";

/** Finding an entity by any of its names, in any spelling that is near enough. */
const Search = (() => {
  const MOST = 12;
  const entries = Record.data.entities.flatMap(entriesOf);
  let results = [];
  let active = -1;
  let input = null;
  let list = null;
  let actions = null;

  function entriesOf(entity) {
    const names = [entity.name, ...(entity.names ?? []).map((n) => n.name), entity.id];
    return names.map((name, i) => {
      const plain = fold(name ?? "");
      return { entity, name, own: i === 0, plain, words: plain.split(" ") };
    });
  }

  /** Lower case, without accents, hyphens and apostrophes. */
  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
      .replace(/['’ʼʻ`]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }

  /**
   * Entities that bear a name like this, best first.
   * @param {string} text
   * @returns {{entity: Object, name: string, own: boolean}[]}
   */
  function find(text) {
    const query = fold(text);
    if (!query) return [];
    const words = query.split(" ");
    const best = new Map();
    for (const entry of entries) {
      const score = scoreOf(entry, query, words);
      const before = best.get(entry.entity.id);
      if (score && (!before || score > before.score)) best.set(entry.entity.id, { ...entry, score });
    }
    return [...best.values()]
      .sort((a, b) => b.score - a.score ||
        Filters.degree(b.entity.id) - Filters.degree(a.entity.id) || (a.plain < b.plain ? -1 : 1))
      .slice(0, MOST);
  }

  function scoreOf({ plain, words: own }, query, words) {
    if (plain === query) return 6;
    if (plain.startsWith(query)) return 5;
    if (words.every((word) => own.some((other) => other.startsWith(word)))) return 4;
    if (query.length > 2 && plain.includes(query)) return 3;
    const telling = words.filter((word) => word.length > 2);  // not the e, i, ul, al between them
    if (telling.length && telling.every((word) => own.some((other) => alike(word, other)))) return 2;
    return 0;
  }

  /** Whether two words differ in so few letters that one may be a spelling of the other. */
  function alike(a, b) {
    if (b.startsWith(a)) return true;
    if (a.length < 4 || Math.abs(a.length - b.length) > 2) return false;
    return distance(a, b) <= (a.length < 7 ? 1 : 2);
  }

  /** Levenshtein's distance. */
  function distance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const change = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
        next.push(Math.min(change, row[j] + 1, next[j - 1] + 1));
      }
      row = next;
    }
    return row[b.length];
  }

  // -- the field and its list --------------------------------------------------------------------

  /** @param {{select: function(Object)}} on */
  function start(on) {
    actions = on;
    input = Dom.byId("search");
    list = Dom.byId("search-results");
    input.addEventListener("input", () => open(find(input.value)));
    input.addEventListener("keydown", key);
    input.addEventListener("blur", () => setTimeout(close, 150));
  }

  function open(found) {
    results = found;
    active = found.length ? 0 : -1;
    Dom.refill(list, found.map(option));
    if (input.value.trim() && !found.length) {
      Dom.refill(list, Dom.el("li.none", { role: "option", "aria-disabled": "true" }, "No name like this in the record"));
    }
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark();
  }

  function option({ entity, name, own }, i) {
    const kind = Record.vocabulary.kinds[entity.kind].label;
    const ties = Filters.degree(entity.id);
    return Dom.el("li", {
      role: "option", id: `found-${i}`,
      onmousedown: (event) => { event.preventDefault(); choose(i); },
    },
    Dom.words(entity.name),
    !own && name !== entity.id && Dom.el("span.also", {}, "also ", Dom.words(name)),
    Dom.el("span.kind", {}, `${kind} · ${ties ? Dom.count(ties, "tie") : "no tie drawn"}`));
  }

  function key(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!results.length) return;
      const step = event.key === "ArrowDown" ? 1 : -1;
      active = (active + step + results.length) % results.length;
      mark();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(active);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      input.value = "";
      close();
    }
  }

  function mark() {
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
    list.children[active]?.scrollIntoView({ block: "nearest" });
    if (active >= 0 && results.length) input.setAttribute("aria-activedescendant", `found-${active}`);
    else input.removeAttribute("aria-activedescendant");
  }

  function choose(i) {
    const { entity } = results[i];
    input.value = "";
    close();
    actions.select({ entity: entity.id });
    actions.read();
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  return { start, find };
})();
