"use strict";

/** What is seen, as the part of the address after the #, so that it can be sent and come back to. */
const Address = (() => {
  const SETS = { kinds: "without-kinds", relations: "without", signs: "without-signs", statuses: "without-status" };

  /**
   * @param {{choice: Choice, selection: ?Object, tab: string, panels: boolean}} state
   * @returns {string} without the #; empty for how the page opens
   */
  function write({ choice, selection, tab, panels }) {
    const query = new URLSearchParams();
    const opening = Filters.opening();
    if (selection?.claim) query.set("claim", selection.claim);
    if (selection?.entity) query.set("entity", selection.entity);
    if (choice.focus) query.set("focus", `${choice.focus},${choice.hops}`);
    if (choice.first) query.set("on", `${choice.first}/${choice.last}`);
    if (choice.certainty !== opening.certainty) query.set("certainty", choice.certainty);
    if (choice.undated !== opening.undated) query.set("undated", choice.undated ? "yes" : "no");
    if (panels !== (Panels.panels.length > 0)) query.set("panels", "no");
    if (choice.grade) query.set("grade", choice.grade);
    if (choice.grade && !choice.unjudged) query.set("unjudged", "no");
    if (choice.most !== opening.most) query.set("most", String(choice.most));
    for (const [part, name] of Object.entries(SETS)) {
      if (choice[part].size) query.set(name, [...choice[part]].sort().join(","));
    }
    if (tab) query.set("table", tab);
    return query.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
  }

  /** The state an address stands for; whatever cannot be understood is left out. */
  function read(text) {
    const query = new URLSearchParams(text.replace(/^#/, ""));
    const choice = Filters.opening();
    readSets(query, choice);
    readTime(query, choice);
    if (/^[A-E][1-5]$/.test(query.get("grade") ?? "")) choice.grade = query.get("grade");
    choice.unjudged = query.get("unjudged") !== "no";
    if (/^\d{1,6}$/.test(query.get("most") ?? "")) choice.most = Number(query.get("most"));
    const [focus, hops] = (query.get("focus") ?? "").split(",");
    if (Record.nodes.has(focus)) Object.assign(choice, { focus, hops: Math.min(9, Math.max(1, Number(hops) || 1)) });
    const panels = Panels.panels.length > 0 && query.get("panels") !== "no";
    return { choice, selection: readSelection(query), tab: query.get("table") ?? "", panels };
  }

  /** The state of a page whose address says nothing. */
  function opening() {
    return read("");
  }

  function readSets(query, choice) {
    const known = {
      kinds: Record.vocabulary.kinds, relations: Record.vocabulary.relations,
      signs: Filters.SIGN_WORDS, statuses: Record.vocabulary.statuses,
    };
    for (const [part, name] of Object.entries(SETS)) {
      const words = (query.get(name) ?? "").split(",").filter((word) => Object.hasOwn(known[part], word));
      choice[part] = new Set(words);
    }
  }

  function readTime(query, choice) {
    const [from = "", to = from] = (query.get("on") ?? "").split("/");
    const [first, last] = [Dates.days(from)?.[0], Dates.days(to)?.[1]];
    if (first && last && first <= last) Object.assign(choice, { first, last });
    if (["possible", "definite"].includes(query.get("certainty"))) choice.certainty = query.get("certainty");
    if (query.has("undated")) choice.undated = query.get("undated") !== "no";
  }

  function readSelection(query) {
    if (Record.claims.has(query.get("claim"))) return { claim: query.get("claim") };
    if (Record.entities.has(query.get("entity"))) return { entity: query.get("entity") };
    return null;
  }

  /**
   * Put a state into the address.
   * @param {boolean} step whether the browser's Back should come back to what was there before
   */
  function keep(state, step) {
    const text = write(state);
    if (text === location.hash.slice(1)) return;
    try {
      const address = text ? `#${text}` : location.pathname + location.search;
      if (step) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    } catch {
      // A frame without an address of its own: there is nothing to keep it in.
    }
  }

  return { write, read, opening, keep };
})();
