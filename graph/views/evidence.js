"use strict";

/** The right-hand side: what a line rests on, who an entity is, and how to read it all. */
const Evidence = (() => {
  const { vocabulary, data } = Record;
  const { el, words, count } = Dom;
  const MOST_LISTED = 60;
  let actions = null;
  let home = null;

  /** @param {Object} on select, focus, choose, clear, openTable */
  function start(on) {
    actions = on;
    home = Dom.byId("evidence-body");
  }

  /**
   * @param {?Object} selection {claim} or {entity}
   * @param {Choice} choice
   * @param {Object} result see Filters.apply
   */
  function show(selection, choice, result) {
    const claim = selection?.claim && Record.claims.get(selection.claim);
    const entity = selection?.entity && Record.entities.get(selection.entity);
    if (claim) Dom.refill(home, claimCard(claim, result));
    else if (entity) Dom.refill(home, entityCard(entity, choice, result));
    else Dom.refill(home, introduction(result));
    home.parentElement.scrollTop = 0;
  }

  // -- small parts -------------------------------------------------------------------------------

  /** A name that opens the entity's card; plain words where the record has no entity. */
  function entityLink(id) {
    if (!Record.entities.has(id)) return words(id);
    return el("button.inline", { type: "button", onclick: () => actions.select({ entity: id }) },
      words(Record.nameOf(id)));
  }

  function listed(ids) {
    return ids.map((id, i) => [i ? ", " : "", entityLink(id)]);
  }

  function chip(text, title, extra = "") {
    return el(`span.chip${extra && `.${extra}`}`, { title }, text);
  }

  function definition(term, ...description) {
    return [el("dt", {}, term), el("dd", {}, ...description)];
  }

  function gradeWords(grade) {
    return `Source ${grade[0]}: ${vocabulary.reliability[grade[0]] ?? "not judged"} ` +
      `Passage ${grade[1]}: ${vocabulary.credibility[grade[1]] ?? "not judged"}`;
  }

  function copyButton(label, text) {
    const button = el("button.quiet", { type: "button", onclick: () => Cite.copy(text(), button) }, label);
    return button;
  }

  /** A definition of the vocabulary, its names of columns in quotes. */
  function plain(text) {
    return text.replace(/`([^`]*)`/g, "“$1”");
  }

  // -- a claim -----------------------------------------------------------------------------------

  function claimCard(claim, result) {
    const relation = vocabulary.relations[claim.relation];
    return [
      el("p.eyebrow", {}, Record.drawn(claim.id) ? "Tie" : "Claim, not drawn", ` · ${claim.id}`),
      statement(claim, relation),
      el("p.chips", {},
        statusChip(claim.status),
        chip(`graded ${(claim.grades ?? [claim.grade]).join(", ")}`, gradeWords(claim.grade)),
        relation.sign !== 0 && chip(Filters.SIGN_WORDS[relation.sign].toLowerCase(), "Sign of this relation in the vocabulary"),
        chip(count(claim.independent, "independent passage"),
          "Affirming passages that share neither source nor speaker")),
      notShown(claim, result),
      el("dl.facts", {}, facts(claim, relation)),
      el("h3", {}, "Evidence"),
      el("ol.citations", {}, Record.citationsOf(claim.id).map(citationItem)),
      el("p.actions", {}, copyButton("Copy citation", () => Cite.claim(claim))),
      linkList(claim),
      parallels(claim),
    ];
  }

  function statement(claim, relation) {
    const complement = claim.object ? entityLink(claim.object) : words(Record.value(claim));
    return el("h2.statement", {},
      entityLink(claim.subject), el("span.relation", { title: relation.definition }, ` ${relation.label} `), complement);
  }

  function statusChip(status) {
    const { mark, definition: meaning } = vocabulary.statuses[status];
    return el("span.chip.status", { title: meaning },
      Legend.lineSwatch({ dash: Looks.DASHES[mark], letter: mark === "solid" ? "" : status[0] }), status);
  }

  /** Why a line that could be drawn is not to be seen. */
  function notShown(claim, result) {
    const ties = Record.tiesOfClaim.get(claim.id) ?? [];
    if (!ties.length) {
      const { edge } = vocabulary.statuses[claim.status];
      return !edge && el("p.notice", {}, `It is ${claim.status}, and so gets no line in the graph: ${vocabulary.statuses[claim.status].definition}`);
    }
    if (ties.some((tie) => result.ties.has(tie.id))) return null;
    return el("p.notice", {}, "The filters keep it out of the picture. ",
      el("button.inline", { type: "button", onclick: () => actions.clear() }, "Show everything"));
  }

  function facts(claim, relation) {
    const { origin = [], place = [], third, role, means, text, note } = claim;
    const value = claim.object && Record.value(claim);
    return [
      definition("When", when(claim, relation)),
      role && definition("Role", words(role)),
      origin.length > 0 && definition("From", listed(origin)),
      place.length > 0 && definition("Where", listed(place)),
      third && definition("Third party", entityLink(third)),
      means && definition("Means", words(means)),
      value && definition(text && value === text ? "Wording" : "Value", words(value)),
      note && definition("Note", words(note)),
      definition("Relation", `${relation.label}: ${plain(relation.definition)}`),
    ];
  }

  /** Dates as worded, as EDTF text, and as the bounds that follow. */
  function when(claim, relation) {
    const [startEarliest, startLatest, endEarliest, endLatest] = claim.span;
    const edtf = [claim.start, claim.end].filter(Boolean).join(" … ");
    const instant = relation.temporality === "instant";
    const bounds = instant
      ? `between ${Dates.bound(startEarliest)} and ${Dates.bound(startLatest)}`
      : `possible from ${Dates.bound(startEarliest)} to ${Dates.bound(endLatest)}; ` +
        (startLatest <= endEarliest ? `certain from ${Dates.bound(startLatest)} to ${Dates.bound(endEarliest)}` : "certain on no day");
    return [
      el("span.worded", {}, inWords(claim, instant)),
      edtf && el("code", { title: "The date as coded (EDTF)" }, edtf),
      !Dates.undated(claim.span) && el("span.bounds", {}, bounds),
      claim.computed && el("span.bounds", {}, computedWords(claim.computed)),
    ];
  }

  function inWords({ start, end }, instant) {
    if (instant) return start ? Dates.words(start) : "date not told";
    const parts = [start && `from ${Dates.words(start)}`.replace(/^from (by|from|between) /, "began $1 ")];
    if (end === "..") parts.push("still so when it was written");
    else if (end) parts.push(`until ${Dates.words(end)}`.replace(/^until (by|from|between) /, "ended $1 "));
    return parts.filter(Boolean).join(", ") || "dates not told";
  }

  function computedWords(computed) {
    const reasons = {
      end_earliest: "the last day it is known to have held is the date of the latest passage that affirms it",
      end_latest: "the last day it can have held follows from a death or a dissolution",
    };
    return `Worked out: ${computed.map((c) => reasons[c] ?? c).join("; ")}.`;
  }

  // -- citations ---------------------------------------------------------------------------------

  function citationItem(citation) {
    const source = Record.sources.get(citation.source) ?? { id: citation.source, title: citation.source };
    const stance = vocabulary.stances[citation.stance];
    const grade = `${source.reliability ?? "F"}${citation.credibility ?? 6}`;
    return el("li.citation", { class: `citation ${stance.affirms ? "affirms" : "against"}` },
      el("p.says", {},
        el("strong.stance", { title: stance.definition }, citation.stance), " · ", speaker(citation),
        citation.via && [", passed on by ", listed(citation.via)],
        citation.said && `, said ${Dates.words(citation.said)}`),
      el("p.passage", {},
        el("span.locator", {}, citation.locator ? words(citation.locator) : "place in the text not given"),
        citation.lines && ` · line ${citation.lines} of the text file`,
        citation.as_of && ` · speaks of ${Dates.words(citation.as_of)}`,
        " · ", el("span.grade", { title: gradeWords(grade) }, `graded ${grade}`)),
      sourceReference(source),
      citation.note && el("p.note", {}, words(citation.note)));
  }

  /** Whose word it is: the original utterer, the document itself, or nobody but the coder. */
  function speaker({ claimant, source, stance }) {
    if (claimant) return entityLink(claimant);
    if (stance === "implies") return "the coder’s inference, charged to nobody";
    const { author, publisher } = Record.sources.get(source) ?? {};
    return author || publisher ? words(author ?? publisher) : "The document";
  }

  function sourceReference(source) {
    return el("details.source", {},
      el("summary", {}, words(source.title || source.id), source.published ? ` (${source.published})` : " (undated)"),
      el("dl.facts", {},
        source.author && definition("Author", words(source.author)),
        source.publisher && definition("Publisher", words(source.publisher)),
        definition("Published", source.published ? Dates.words(source.published) : "not told"),
        source.kind && definition("Kind", el("span", { title: vocabulary.sources[source.kind] }, source.kind)),
        source.url && definition("Address", Dom.link(source.url)),
        definition("Reliability", `${source.reliability ?? "F"}: ${vocabulary.reliability[source.reliability ?? "F"]}`),
        source.reliability_note && definition("Why", words(source.reliability_note)),
        source.derived_from && definition("Taken from",
          source.derived_from.map((id) => Record.sources.get(id)?.title ?? id).join("; "))));
  }

  // -- what stands beside a claim ----------------------------------------------------------------

  function linkList(claim) {
    const links = Record.linksOf(claim.id);
    if (!links.length) return null;
    return [
      el("h3", {}, "Bears on"),
      el("ul.claims", {}, links.map((link) => {
        const out = link.claim === claim.id;
        const other = Record.claims.get(out ? link.other : link.claim);
        const how = link.link.replaceAll("_", " ");
        return el("li", {},
          el("span.how", { title: vocabulary.links[link.link] }, out ? how : `${how} (the other way round)`),
          claimLink(other), link.note && el("span.note", {}, words(link.note)));
      })),
    ];
  }

  /** Other lines between the same two. */
  function parallels(claim) {
    if (!claim.object) return null;
    const pair = [claim.subject, claim.object];
    const others = Record.claimsOf(claim.subject).filter((c) =>
      c.id !== claim.id && c.object && pair.includes(c.subject) && pair.includes(c.object));
    if (!others.length) return null;
    return [
      el("h3", {}, "Also between these two"),
      el("ul.claims", {}, others.sort(Dates.inOrder).map((other) => el("li", {}, claimLink(other)))),
    ];
  }

  /** A claim as a button: when, what, how sure. */
  function claimLink(claim, text = Record.sentence(claim)) {
    return el("button.claim", { type: "button", onclick: () => actions.select({ claim: claim.id }) },
      el("span.when", {}, Dates.brief(claim)), words(text, "span"),
      claim.status !== "asserted" && el("span.state", {}, claim.status));
  }

  // -- an entity ---------------------------------------------------------------------------------

  function entityCard(entity, choice, result) {
    const kind = vocabulary.kinds[entity.kind];
    const claims = [...Record.claimsOf(entity.id)].sort(Dates.inOrder);
    const ties = claims.filter((c) => Record.drawn(c.id));
    return [
      el("p.eyebrow", {}, Legend.shapeSwatch(kind.shape), ` ${kind.label}`, entity.subkind && ` · ${entity.subkind.replaceAll("-", " ")}`),
      el("h2", {}, words(entity.name)),
      entity.summary && el("p.summary", {}, words(entity.summary)),
      entity.note && el("p.note", {}, words(entity.note)),
      focusRow(entity, choice, result),
      nameList(entity),
      rankList(entity),
      claimList("Ties in time order", ties, entity.id, result),
      claimList("What else the record says", claims.filter((c) => !Record.drawn(c.id)), entity.id, result),
      heardList(entity),
      el("p.eyebrow.foot", {}, entity.id, data.records.length > 1 && ` · record ${Record.recordOf(entity)?.name}`),
    ];
  }

  function focusRow(entity, choice, result) {
    if (!Record.nodes.has(entity.id)) {
      return el("p.notice", {}, "It has no tie in this picture; the claims that name it are below.");
    }
    const focused = choice.focus === entity.id;
    const around = (hops) => el("button.quiet", {
      type: "button", "aria-pressed": String(focused && choice.hops === hops),
      onclick: () => actions.focus(entity.id, hops),
    }, count(hops, "step"));
    return [
      !result.entities.has(entity.id) && el("p.notice", {}, "The filters keep it out of the picture. ",
        el("button.inline", { type: "button", onclick: () => actions.clear() }, "Show everything")),
      el("p.actions", {}, el("span", {}, "Show only what is within "), around(1), around(2),
        choice.focus && el("button.quiet", { type: "button", onclick: () => actions.choose({ focus: "" }) }, "back to all")),
    ];
  }

  function nameList({ names }) {
    if (!names) return null;
    return [
      el("h3", {}, "Other names"),
      el("ul.names", {}, names.map((name) => el("li", {},
        words(name.name), " ",
        el("span.note", { title: vocabulary.names[name.kind] },
          [name.kind, name.language, name.script].filter(Boolean).join(", "),
          name.used_by && [", used by ", Record.nameOf(name.used_by)])))),
    ];
  }

  /** The entity's ranks in every table that has a line for it. */
  function rankList(entity) {
    return data.tables.map((table) => {
      const ranks = ranksIn(table, entity.id);
      if (!ranks.length) return null;
      const intervals = ranks.some(({ low }) => low !== undefined);
      const heads = ["measure", "rank", ...(intervals ? ["may be"] : []), "value"];
      return [
        el("h3", {}, table.title || "Measures"),
        el("table.ranks", {},
          el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
          el("tbody", {}, ranks.map((rank) => rankRow(rank, intervals)))),
        el("p.note", {}, `Of ${count(entitiesIn(table), "entity", "entities")}. ${rankNote(table, intervals)}`),
      ];
    });
  }

  function rankRow({ measure, meaning, rank, low, high, value }, intervals) {
    return el("tr", {},
      el("th", { scope: "row", title: meaning }, measure.replaceAll("_", " ")),
      el("td", {}, Tables.text(rank)),
      intervals && el("td", {}, low === high ? Tables.text(low) : `${Tables.text(low)} to ${Tables.text(high)}`),
      el("td", {}, Tables.text(value)));
  }

  function rankNote({ notes }, intervals) {
    const meaning = intervals ? "“May be”: the rank in 90 % of draws from the uncertain record. " : "";
    return meaning + notes.slice(0, intervals ? 1 : notes.length).join(" ");
  }

  function entitiesIn({ columns, rows }) {
    const at = columns.findIndex((c) => c.name === "id");
    return new Set(rows.map((row) => row[at])).size;
  }

  /**
   * Ranks of an entity: a line a measure where the table has a column "measure", else a column
   * "x_rank" beside each measure "x".
   */
  function ranksIn({ columns, rows }, id) {
    const at = (name) => columns.findIndex((c) => c.name === name);
    const lines = at("id") < 0 ? [] : rows.filter((row) => row[at("id")] === id);
    if (at("measure") >= 0) {
      return lines.map((line) => ({
        measure: line[at("measure")], rank: line[at("rank")], low: line[at("rank_5")], high: line[at("rank_95")],
        value: line[at("value")],
      }));
    }
    return lines.flatMap((line) => columns.filter((c) => at(`${c.name}_rank`) >= 0).map((c) => ({
      measure: c.name, meaning: c.meaning, rank: line[at(`${c.name}_rank`)], value: line[at(c.name)],
    })));
  }

  function claimList(title, claims, id, result) {
    if (!claims.length) return null;
    const line = (claim) => {
      const ties = Record.tiesOfClaim.get(claim.id) ?? [];
      const hidden = ties.length > 0 && !ties.some((tie) => result.ties.has(tie.id));
      return el("li", { class: hidden ? "hidden-by-filter" : "" }, claimLink(claim, fromSideOf(claim, id)));
    };
    const list = el("ul.claims", {}, claims.slice(0, MOST_LISTED).map(line));
    const more = claims.length > MOST_LISTED && el("button.quiet", {
      type: "button", onclick: () => { list.append(...claims.slice(MOST_LISTED).map(line)); more.remove(); },
    }, `Show all ${claims.length}`);
    return [el("h3", {}, title, " ", el("span.number", {}, String(claims.length))), list, more];
  }

  /** A claim as told of one of those it names. */
  function fromSideOf(claim, id) {
    const relation = vocabulary.relations[claim.relation];
    const role = claim.role ? ` (${claim.role})` : "";
    if (claim.subject === id) return `${relation.label} ${Record.complement(claim)}${role}`;
    if (claim.object === id) return `${relation.inverse} ${Record.nameOf(claim.subject)}${role}`;
    return Record.sentence(claim) + role;
  }

  /** What it is cited as having said. */
  function heardList(entity) {
    const heard = Record.citations.filter((c) => c.claimant === entity.id);
    if (!heard.length) return null;
    return [
      el("h3", {}, "Heard as the source of ", el("span.number", {}, String(heard.length))),
      el("ul.claims", {}, heard.slice(0, MOST_LISTED).map((c) => el("li", {},
        el("span.how", {}, c.stance), claimLink(Record.claims.get(c.claim))))),
    ];
  }

  // -- nothing chosen ----------------------------------------------------------------------------

  function introduction(result) {
    const others = data.claims.length - new Set(Record.ties.map((t) => t.claim.id)).size;
    return [
      el("h2", {}, "How to read this page"),
      el("p", {}, "Every line is one claim that a public document makes. Choose a line to read where it stands, who says so and how sure that is; choose an entity to see its names and its ties in time order."),
      el("dl.facts", {},
        definition("In the picture", `${count(result.ties.size, "tie")} between ${count(result.entities.size, "entity", "entities")}`),
        definition("In the file", `${count(Record.ties.length, "tie")}, ${count(others, "further claim")} that are no lines, ${count(Record.citations.length, "citation")}, ${count(data.sources.length, "source")}`),
        data.projection && definition("Ties are", words(data.projection)),
        data.records.map((r) => definition("Record", words(r.title || r.name), [r.version && ` ${r.version}`, r.created && ` (${r.created})`]))),
      el("h3", {}, "What a line does not say"),
      el("p", {}, "That no line joins two entities means that none of these documents tells of one, and nothing more. A line is a fact about the record; a rank is a statement about the record."),
      el("h3", {}, "With the keyboard"),
      keys(),
    ];
  }

  const KEYS = [
    ["/", "search by any name"], ["arrows", "in the graph: to the nearest entity that way"],
    ["e, E", "next, previous tie of what is selected"], ["Enter", "read the card of what is selected"],
    ["f", "only the surroundings of the selected entity; again for one step more"],
    ["b", "back"], ["0, +, −", "fit, nearer, further"], ["Esc", "select nothing"], ["?", "this page"],
  ];

  function keys() {
    return el("dl.keys", {}, KEYS.map(([key, meaning]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, meaning)]));
  }

  return { start, show, claimLink, entityLink };
})();
