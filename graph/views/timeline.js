"use strict";

/** The period: two years on sliders or two dates as text, a histogram of claims, possible or definite, play. */
const Timeline = (() => {
  const years = Record.ties.flatMap(({ claim }) => claim.span.filter((d) => d !== Dates.EARLIEST && d !== Dates.LATEST))
    .map((day) => Number(day.slice(0, 4)));
  const first = Math.min(...years);
  const last = Math.max(...years);
  const parts = {};
  let playing = null;

  /**
   * @param {Object} choice changed in place
   * @param {function()} changed
   */
  function start(choice, changed) {
    if (!years.length) return;
    const put = (from, to) => {
      choice.first = from;
      choice.last = to;
      changed();
    };
    const slid = () => {
      const [a, b] = [Number(parts.from.value), Number(parts.to.value)].sort((x, y) => x - y);
      put(a === first && b === last ? "" : `${a}-01-01`, a === first && b === last ? "" : `${b}-12-31`);
    };
    const typed = () => {
      const [a, b] = [Dates.days(parts.fromText.value), Dates.days(parts.toText.value || parts.fromText.value)];
      parts.wrong.hidden = Boolean(!parts.fromText.value || (a && b && a[0] <= b[1]));
      if (!parts.fromText.value) put("", "");
      else if (a && b && a[0] <= b[1]) put(a[0], b[1]);
    };
    const range = (label) => Dom.el("input", { type: "range", min: first, max: last, step: 1, "aria-label": label, oninput: slid });
    const text = (label) => Dom.el("input", { type: "text", placeholder: label, "aria-label": `${label}: year, month or day`, onchange: typed });
    Object.assign(parts, { from: range("First year"), to: range("Last year"), fromText: text("from"), toText: text("to") });
    parts.wrong = Dom.el("p.small", { hidden: true }, "Write 2015, 2015-06 or 2015-06-30.");
    parts.bars = Dom.svg("svg", { class: "histogram", preserveAspectRatio: "none", role: "img", "aria-label": "Ties that began, or may have begun, in each year" });
    parts.play = Dom.el("button", { type: "button", onclick: () => play(choice, put) }, "Play");
    const radio = (value, label) => Dom.el("label.box", {}, Dom.el("input", {
      type: "radio", name: "certainty", value, checked: value === "possible", onchange: () => { choice.certainty = value; changed(); },
    }), label);
    parts.undated = Dom.el("input", { type: "checkbox", checked: true, onchange: () => { choice.undated = parts.undated.checked; changed(); } });
    parts.radios = [radio("possible", "may have held"), radio("definite", "certainly held")];
    Dom.refill(Dom.byId("time"), Dom.el("fieldset", {}, Dom.el("legend", {}, "Time"),
      Dom.el("div.years", {}, parts.fromText, parts.toText), parts.wrong, parts.bars,
      Dom.el("div.sliders", {}, parts.from, parts.to),
      Dom.el("div.row", {}, parts.radios, parts.play),
      Dom.el("label.box", {}, parts.undated, Dom.el("span.what", {}, "also what has no date"))));
  }

  /** Move a window over the years, as long as the one chosen, a year at least. */
  function play(choice, put) {
    if (playing) return stop();
    const length = choice.first ? Number(choice.last.slice(0, 4)) - Number(choice.first.slice(0, 4)) : 0;
    let year = choice.first && Number(choice.last.slice(0, 4)) < last ? Number(choice.first.slice(0, 4)) : first - 1;
    parts.play.textContent = "Stop";
    playing = setInterval(() => {
      year += 1;
      if (year + length > last) return stop();
      put(`${year}-01-01`, `${year + length}-12-31`);
      return null;
    }, 900);
    return null;
  }

  function stop() {
    clearInterval(playing);
    playing = null;
    parts.play.textContent = "Play";
  }

  /** @param {Object[]} datable claims that the period alone may keep back */
  function show(choice, datable) {
    if (!years.length) return;
    parts.from.value = choice.first ? choice.first.slice(0, 4) : first;
    parts.to.value = choice.last ? choice.last.slice(0, 4) : last;
    parts.fromText.value = choice.first ? Dates.short(choice.first, true) : "";
    parts.toText.value = choice.last ? Dates.short(choice.last, false) : "";
    parts.undated.checked = choice.undated;
    for (const row of parts.radios) row.firstChild.checked = row.firstChild.value === choice.certainty;
    bars(choice, datable.filter((claim) => !Dates.undated(claim.span)));
  }

  function bars(choice, claims) {
    const all = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    const begun = claims.filter(({ span }) => span[0] !== Dates.EARLIEST && span[1] !== Dates.LATEST);
    const counts = all.map((year) => begun.filter(({ span }) => span[0] <= `${year}-12-31` && `${year}-01-01` <= span[1]).length);
    const most = Math.max(1, ...counts);
    parts.bars.setAttribute("viewBox", `0 0 ${all.length} 40`);
    Dom.refill(parts.bars, all.map((year, i) => Dom.svg("rect", {
      x: i + 0.08, width: 0.84, y: 40 - (38 * counts[i]) / most, height: (38 * counts[i]) / most,
      class: !choice.first || (`${year}-12-31` >= choice.first && `${year}-01-01` <= choice.last) ? "in" : null,
    }, Dom.svg("title", {}, `${year}: ${Dom.count(counts[i], "tie")} that may have begun then`))));
  }

  return { start, show, stop, first, last };
})();
