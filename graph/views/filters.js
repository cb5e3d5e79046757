"use strict";

/**
 * @typedef {Object} Choice what the reader has chosen to see; every part filters on its own
 * @property {Set<string>} kinds kinds switched off
 * @property {Set<string>} relations relations switched off
 * @property {Set<string>} signs signs switched off: "1", "0", "-1"
 * @property {Set<string>} statuses statuses switched off
 * @property {string} grade weakest grade, "C3", or ""
 * @property {boolean} unjudged whether what cannot be judged passes a grade
 * @property {string} first first day of the period, or "" for all time
 * @property {string} last
 * @property {"possible"|"definite"} certainty
 * @property {boolean} undated whether claims without any date pass a period
 * @property {string} focus entity around which to look, or ""
 * @property {number} hops
 * @property {number} most only the entities with most ties, so many; 0 for all
 */

/** Which ties a choice leaves, and how many there would be behind each box of the legend. */
const Filters = (() => {
  const { ties, entities, vocabulary } = Record;

  // One bit for each part of a choice: a tie is shown when no bit is set, and a box counts the
  // ties that its own part alone keeps back.
  const KIND = 1;
  const RELATION = 2;
  const SIGN = 4;
  const STATUS = 8;
  const GRADE = 16;
  const TIME = 32;
  const PLACE_IN_NETWORK = 64;

  const ranked = [...Record.nodes.keys()].sort(
    (a, b) => degree(b) - degree(a) || a.localeCompare(b),
  );

  function degree(id) {
    return Record.tiesOfEntity.get(id)?.length ?? 0;
  }

  /** @returns {Choice} what the page opens with */
  function opening() {
    return {
      kinds: new Set(),
      relations: new Set(),
      signs: new Set(),
      statuses: new Set(),
      grade: "",
      unjudged: true,
      first: "",
      last: "",
      certainty: Record.data.opening.certainty,
      undated: Record.data.opening.undated,
      focus: "",
      hops: 1,
      most: Record.data.opening.most,
    };
  }

  /** Whether a choice leaves out nothing. */
  function isEverything(choice) {
    const { kinds, relations, signs, statuses } = choice;
    return ![kinds, relations, signs, statuses].some((set) => set.size) &&
      !choice.grade && !choice.first && !choice.focus && !choice.most;
  }

  /**
   * Whether one of a claim's grades has both parts judged and no worse than the threshold's.
   * What cannot be judged (F, 6) is outside the order, not worst.
   */
  function graded(claim, threshold, unjudged) {
    const grades = claim.grades ?? [claim.grade];
    if (grades.some((g) => judged(g) && g[0] <= threshold[0] && g[1] <= threshold[1])) return true;
    return unjudged && !grades.some(judged);
  }

  function judged(grade) {
    return grade[0] !== "F" && grade[1] !== "6";
  }

  function inTime(claim, choice) {
    if (!choice.first) return true;
    if (!choice.undated && Dates.undated(claim.span)) return false;
    return Dates.holds(claim.span, choice.first, choice.last, choice.certainty);
  }

  /** The bits of a choice that keep a claim back; kinds and place need to know who it ties. */
  function claimBits(claim, choice) {
    const relation = vocabulary.relations[claim.relation];
    return (
      (choice.relations.has(claim.relation) ? RELATION : 0) |
      (choice.signs.has(String(relation.sign)) ? SIGN : 0) |
      (choice.statuses.has(claim.status) ? STATUS : 0) |
      (choice.grade && !graded(claim, choice.grade, choice.unjudged) ? GRADE : 0) |
      (inTime(claim, choice) ? 0 : TIME)
    );
  }

  function kindsOff(tie, choice) {
    const kinds = [entities.get(tie.from).kind, entities.get(tie.to).kind];
    return [...new Set(kinds)].filter((kind) => choice.kinds.has(kind));
  }

  /**
   * @param {Choice} choice
   * @returns {Object} `ties` and `entities` shown (sets of ids), `claims` that are no lines and
   *   pass, and counts for every box
   */
  function apply(choice) {
    const bits = new Map(ties.map((tie) => [
      tie.id, claimBits(tie.claim, choice) | (kindsOff(tie, choice).length ? KIND : 0),
    ]));
    keepBackOthers(bits, (tie) => among(tie, mostTied(choice)));
    if (choice.focus) {
      const near = around(choice, (tie) => !bits.get(tie.id));
      keepBackOthers(bits, (tie) => among(tie, near));
    }
    const shown = ties.filter((tie) => !bits.get(tie.id));
    const ends = shown.flatMap((tie) => [tie.from, tie.to]);
    if (choice.focus) ends.push(choice.focus);
    return {
      ties: new Set(shown.map((tie) => tie.id)),
      entities: new Set(ends),
      claims: Record.data.claims.filter((c) => !Record.drawn(c.id) && !claimBits(c, choice)),
      counts: counts(bits, choice),
    };
  }

  function keepBackOthers(bits, inside) {
    for (const tie of ties) {
      if (!inside(tie)) bits.set(tie.id, bits.get(tie.id) | PLACE_IN_NETWORK);
    }
  }

  function among(tie, members) {
    return members === null || (members.has(tie.from) && members.has(tie.to));
  }

  function mostTied(choice) {
    if (!choice.most || choice.focus) return null;
    return new Set(ranked.slice(0, choice.most));
  }

  /** Everybody within so many steps of the focus along the ties that pass. */
  function around({ focus, hops }, passes) {
    const reached = new Set([focus]);
    let edge = [focus];
    for (let step = 0; step < hops; step += 1) {
      const next = [];
      for (const id of edge) {
        for (const tie of Record.tiesOfEntity.get(id) ?? []) {
          const other = tie.from === id ? tie.to : tie.from;
          if (passes(tie) && !reached.has(other)) {
            reached.add(other);
            next.push(other);
          }
        }
      }
      edge = next;
    }
    return reached;
  }

  /**
   * How many ties stand behind each box, all other parts of the choice as they are; for a kind,
   * how many entities of it there are or would be. `gradable` and `datable` are the claims that
   * grade and period alone may keep back.
   */
  function counts(bits, choice) {
    const found = {
      relations: new Map(), signs: new Map(), statuses: new Map(), kinds: new Map(),
      gradable: [], datable: [],
    };
    const seen = new Map();
    for (const tie of ties) {
      const kept = bits.get(tie.id);
      const only = (bit) => (kept & ~bit) === 0;
      if (only(RELATION)) add(found.relations, tie.claim.relation);
      if (only(SIGN)) add(found.signs, String(tie.relation.sign));
      if (only(STATUS)) add(found.statuses, tie.claim.status);
      if (only(GRADE)) found.gradable.push(tie.claim);
      if (only(TIME)) found.datable.push(tie.claim);
      if (only(KIND)) countKinds(seen, tie, kindsOff(tie, choice));
    }
    for (const [kind, members] of seen) found.kinds.set(kind, members.size);
    return found;
  }

  function add(map, key) {
    map.set(key, (map.get(key) ?? 0) + 1);
  }

  /** An entity counts for its kind when that kind alone, or nothing, keeps its tie back. */
  function countKinds(seen, tie, off) {
    for (const id of [tie.from, tie.to]) {
      const { kind } = entities.get(id);
      if (off.some((other) => other !== kind)) continue;
      if (!seen.has(kind)) seen.set(kind, new Set());
      seen.get(kind).add(id);
    }
  }

  /** The choice in words, for headings, prints and figures. */
  function describe(choice) {
    const parts = [];
    if (choice.first) {
      const when = `${Dates.short(choice.first, true)} to ${Dates.short(choice.last, false)}`;
      const holds = choice.certainty === "possible" ? "may have held" : "certainly held";
      parts.push(`ties that ${holds} at some time from ${when}`);
      if (!choice.undated) parts.push("dated ties only");
    }
    if (choice.focus) {
      parts.push(`within ${Dom.count(choice.hops, "step")} of ${Record.nameOf(choice.focus)}`);
    } else if (choice.most) parts.push(`the ${choice.most} entities with most ties`);
    if (choice.grade) {
      parts.push(`graded ${choice.grade} or better${choice.unjudged ? ", or not judged" : ""}`);
    }
    const off = [
      ...[...choice.kinds].map((k) => vocabulary.kinds[k].plural.toLowerCase()),
      ...[...choice.relations].map((r) => `“${vocabulary.relations[r].label}”`),
      ...[...choice.signs].map((s) => SIGN_WORDS[s].toLowerCase()),
      ...choice.statuses,
    ];
    if (off.length) parts.push(`without ${off.join(", ")}`);
    return parts.join("; ");
  }

  const SIGN_WORDS = { 1: "Co-operation", "-1": "Hostility", 0: "Neither" };

  return { opening, apply, isEverything, describe, graded, judged, degree, SIGN_WORDS };
})();
