"use strict";

/** The reader's choice in the address after "#", so that a view can be sent or kept. */
const Address = (() => {
  const SETS = ["kinds", "relations", "signs", "statuses"];
  const WORDS = ["grade", "first", "last", "focus"];

  /** @returns {string} without "#"; "" for what the page opens with */
  function write(choice, chosen) {
    const said = new URLSearchParams();
    for (const set of SETS) if (choice[set].size) said.set(`no-${set}`, [...choice[set]].join(" "));
    for (const word of WORDS) if (choice[word]) said.set(word, choice[word]);
    if (choice.certainty !== "possible") said.set("certainty", choice.certainty);
    if (!choice.unjudged) said.set("unjudged", "no");
    if (!choice.undated) said.set("undated", "no");
    if (choice.focus && choice.hops !== 1) said.set("hops", String(choice.hops));
    if (choice.most !== Filters.opening().most) said.set("most", String(choice.most));
    if (chosen?.entity) said.set("entity", chosen.entity);
    if (chosen?.claim) said.set("claim", chosen.claim);
    return said.toString();
  }

  /** Read an address into a choice; what is not understood is passed over. */
  function read(text, choice) {
    const said = new URLSearchParams(text.replace(/^#/, ""));
    Object.assign(choice, Filters.opening());
    for (const set of SETS) choice[set] = new Set((said.get(`no-${set}`) ?? "").split(" ").filter(Boolean));
    const [first, last] = [day(said.get("first")), day(said.get("last"))];
    if (first && last && first <= last) Object.assign(choice, { first, last });
    if (/^[A-E][1-5]$/.test(said.get("grade") ?? "")) choice.grade = said.get("grade");
    if (Record.nodes.has(said.get("focus"))) choice.focus = said.get("focus");
    if (said.get("certainty") === "definite") choice.certainty = "definite";
    choice.unjudged = said.get("unjudged") !== "no";
    choice.undated = said.get("undated") !== "no";
    choice.hops = Math.min(9, Math.max(1, Number(said.get("hops")) || 1));
    if (/^\d+$/.test(said.get("most") ?? "")) choice.most = Number(said.get("most"));
    if (Record.claims.has(said.get("claim"))) return { claim: said.get("claim") };
    return Record.entities.has(said.get("entity")) ? { entity: said.get("entity") } : null;
  }

  function day(text) {
    return /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") ? text : "";
  }

  return { write, read };
})();
