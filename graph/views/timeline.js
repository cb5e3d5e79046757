"use strict";

/**
 * The period: two handles over a histogram. Pale bars count the ties that may have held in a year,
 * dark bars those that certainly did; both follow the other filters. What may have begun at any
 * time would stand in every year alike, and is not in the bars.
 */
const Timeline = (() => {
  const BEAT = 900;
  const BARS_BY_MONTH_BELOW = 48;
  const HEIGHT = 56;

  const [firstMonth, lastMonth] = extent();
  const bins = makeBins();
  let actions = null;
  let choice = null;
  let timer = null;
  const parts = {};

  /** First and last month that any drawn claim speaks of, as whole years. */
  function extent() {
    const known = Record.ties.flatMap(({ claim }) => claim.span)
      .filter((day) => day !== Dates.EARLIEST && day !== Dates.LATEST).sort();
    if (!known.length) return [null, null];
    return [Dates.month(`${known[0].slice(0, 4)}-01`), Dates.month(`${known.at(-1).slice(0, 4)}-12`)];
  }

  /** @returns {{first: string, last: string, label: string}[]} years, or months of a short time */
  function makeBins() {
    if (firstMonth === null) return [];
    const step = lastMonth - firstMonth < BARS_BY_MONTH_BELOW ? 1 : 12;
    const found = [];
    for (let month = firstMonth; month <= lastMonth; month += step) {
      const label = step === 12 ? Dates.monthText(month).slice(0, 4) : Dates.monthText(month);
      found.push({ first: Dates.firstDay(month), last: Dates.lastDay(month + step - 1), label });
    }
    return found;
  }

  /** @param {{choose: function(Object)}} on */
  function start(on) {
    actions = on;
    const home = Dom.byId("time");
    if (firstMonth === null) {
      Dom.refill(home, Dom.el("p.note", {}, "None of the ties is dated."));
      return;
    }
    Dom.refill(home, histogram(), handles(), fields(), certainty(), Dom.el("p.note", { id: "time-note" }), undatedBox());
  }

  // -- controls ----------------------------------------------------------------------------------

  function histogram() {
    parts.bars = Dom.svg("svg", {
      class: "histogram", viewBox: `0 0 ${bins.length} ${HEIGHT}`, preserveAspectRatio: "none", role: "img",
    });
    return Dom.el("div.histogram-frame", {}, parts.bars);
  }

  function handles() {
    parts.low = handle("First month of the period", firstMonth);
    parts.high = handle("Last month of the period", lastMonth);
    parts.window = Dom.el("div.window");
    return Dom.el("div.handles", {}, Dom.el("div.track", {}, parts.window), parts.low, parts.high);
  }

  function handle(label, value) {
    const input = Dom.el("input", {
      type: "range", min: firstMonth, max: lastMonth, step: 1, "aria-label": label,
      oninput: () => { stop(); moved(input); },
    });
    input.value = value;
    return input;
  }

  function moved(input) {
    let low = Number(parts.low.value);
    let high = Number(parts.high.value);
    if (low > high) {
      if (input === parts.low) high = low;
      else low = high;
    }
    actions.choose({ first: Dates.firstDay(low), last: Dates.lastDay(high) });
  }

  function fields() {
    parts.from = field("From", 0);
    parts.to = field("To", 1);
    parts.play = Dom.el("button.play", { type: "button", onclick: toggle, "aria-label": "Play through the years" }, "▶");
    parts.all = Dom.el("button.quiet", {
      type: "button", onclick: () => { stop(); actions.choose({ first: "", last: "" }); },
    }, "All time");
    return Dom.el("div.period", {}, parts.play, parts.from, Dom.el("span", { "aria-hidden": "true" }, "–"), parts.to, parts.all);
  }

  /** A day, month or year typed in. */
  function field(label, end) {
    const input = Dom.el("input", {
      type: "text", "aria-label": `${label}: year, month or day`, placeholder: label.toLowerCase(),
      size: 9, maxlength: 10, spellcheck: "false", autocomplete: "off",
      onchange: () => typed(input, end),
    });
    return input;
  }

  function typed(input, end) {
    stop();
    const days = input.value.trim() ? Dates.days(input.value) : null;
    input.setAttribute("aria-invalid", String(Boolean(input.value.trim()) && !days));
    if (!days) return;
    const first = end === 0 ? days[0] : choice.first || Dates.firstDay(firstMonth);
    const last = end === 1 ? days[1] : choice.last || Dates.lastDay(lastMonth);
    if (first > last) {
      actions.choose(end === 0 ? { first, last: days[1] } : { first: days[0], last });
    } else actions.choose({ first, last });
  }

  function certainty() {
    const option = (value, text, hint) => {
      const input = Dom.el("input", {
        type: "radio", name: "certainty", value, onchange: () => actions.choose({ certainty: value }),
      });
      parts[value] = input;
      return Dom.el("label", { title: hint }, input, Dom.el("span", {}, text));
    };
    return Dom.el("div.switch", { role: "radiogroup", "aria-label": "Which ties of the period" },
      option("possible", "possible", "ties that may have held on some day of the period"),
      option("definite", "definite", "ties that must have held on some day of the period"));
  }

  function undatedBox() {
    parts.undated = Dom.el("input", {
      type: "checkbox", onchange: () => actions.choose({ undated: parts.undated.checked }),
    });
    parts.undatedText = Dom.el("span");
    return Dom.el("label.aside", {}, parts.undated, parts.undatedText);
  }

  // -- playing -----------------------------------------------------------------------------------

  function toggle() {
    if (timer) stop();
    else play();
  }

  function play() {
    const at = choice.first ? bins.findIndex((bin) => bin.last >= choice.first) : -1;
    const until = choice.first ? bins.findIndex((bin) => bin.last >= choice.last) : -1;
    const width = at < 0 || until < 0 || (at === 0 && until === bins.length - 1) ? 1 : until - at + 1;
    const start = width === 1 && at <= 0 ? 0 : at;
    step(until >= bins.length - 1 || start < 0 ? 0 : start, width);
    parts.play.textContent = "❚❚";
    parts.play.setAttribute("aria-label", "Stop playing");
  }

  function step(at, width) {
    const end = Math.min(at + width - 1, bins.length - 1);
    actions.choose({ first: bins[at].first, last: bins[end].last });
    timer = setTimeout(() => (end < bins.length - 1 ? step(at + 1, width) : stop()), BEAT);
  }

  function stop() {
    clearTimeout(timer);
    timer = null;
    if (!parts.play) return;
    parts.play.textContent = "▶";
    parts.play.setAttribute("aria-label", "Play through the years");
  }

  // -- showing -----------------------------------------------------------------------------------

  /**
   * @param {Choice} now
   * @param {Object[]} datable claims that only the period may keep back
   * @param {boolean} panels whether several periods are shown at once
   */
  function show(now, datable, panels) {
    choice = now;
    const inTime = Boolean(now.first) || panels;
    if (firstMonth === null) return;
    const low = now.first ? clamp(Dates.month(now.first)) : firstMonth;
    const high = now.first ? clamp(Dates.month(now.last)) : lastMonth;
    showHandles(low, high);
    parts.from.value = Dates.short(now.first || Dates.firstDay(firstMonth), true);
    parts.to.value = Dates.short(now.last || Dates.lastDay(lastMonth), false);
    for (const input of [parts.from, parts.to]) input.setAttribute("aria-invalid", "false");
    parts.all.hidden = !now.first;
    for (const value of ["possible", "definite"]) {
      parts[value].checked = now.certainty === value;
      parts[value].disabled = !inTime;
    }
    const undated = datable.filter((c) => Dates.undated(c.span));
    parts.undated.checked = now.undated;
    parts.undated.disabled = !inTime;
    parts.undatedText.textContent = `with the ${undated.length} without any date, which are always possible`;
    Dom.byId("time-note").textContent = note(now);
    showBars(now, datable.filter((c) => c.span[0] !== Dates.EARLIEST));
  }

  function clamp(month) {
    return Math.max(firstMonth, Math.min(lastMonth, month));
  }

  function showHandles(low, high) {
    parts.low.value = low;
    parts.high.value = high;
    parts.low.setAttribute("aria-valuetext", Dates.words(Dates.monthText(low)));
    parts.high.setAttribute("aria-valuetext", Dates.words(Dates.monthText(high)));
    const share = (month) => (month - firstMonth) / (lastMonth + 1 - firstMonth);
    parts.window.style.left = `${share(low) * 100}%`;
    parts.window.style.right = `${(1 - share(high + 1)) * 100}%`;
    parts.low.style.zIndex = low > (firstMonth + lastMonth) / 2 ? "2" : "1";
  }

  function note({ first, certainty }) {
    if (!first) return "All time: dates keep nothing back. Move a handle to choose a period.";
    return certainty === "possible"
      ? "Possible: the dates allow that the tie held on some day of the period. An event counts only where it may have happened."
      : "Definite: whatever the uncertain dates mean, the tie held on some day of the period. Undated ties never do.";
  }

  function showBars(now, dated) {
    const counts = bins.map(({ first, last }) => ({
      possible: dated.filter((c) => Dates.holds(c.span, first, last, "possible")).length,
      definite: dated.filter((c) => Dates.holds(c.span, first, last, "definite")).length,
    }));
    const most = Math.max(1, ...counts.map((c) => c.possible));
    const bar = (kind, i) => {
      const height = (counts[i][kind] / most) * (HEIGHT - 4);
      const inside = !now.first || (bins[i].first <= now.last && now.first <= bins[i].last);
      return Dom.svg("rect", {
        x: i + 0.08, width: 0.84, y: HEIGHT - height, height, class: `${kind}${inside ? "" : " outside"}`,
      });
    };
    Dom.refill(parts.bars, bins.map((bin, i) => Dom.svg("g", {},
      Dom.svg("title", {}, `${bin.label}: ${counts[i].possible} possible, ${counts[i].definite} definite`),
      Dom.svg("rect", { x: i, width: 1, y: 0, height: HEIGHT, class: "catch" }),
      bar("possible", i), bar("definite", i))));
    const peak = counts.reduce((best, c, i) => (c.definite > counts[best].definite ? i : best), 0);
    parts.bars.setAttribute("aria-label",
      `Ties whose beginning is known by ${bins.length && bins[0].label.length === 4 ? "year" : "month"}, ${bins[0].label} to ` +
      `${bins.at(-1).label}; most certain ones in ${bins[peak].label}`);
  }

  return { start, show, stop };
})();
