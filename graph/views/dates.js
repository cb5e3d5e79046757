"use strict";

/**
 * Dates. A claim has four bounds (span): it begins between the first two and ends between the
 * last two. All are ISO days, so that they compare as text; two of them stand for "no bound".
 */
const Dates = (() => {
  const EARLIEST = "0001-01-01";
  const LATEST = "9999-12-31";
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December"];

  /**
   * Whether a claim may hold ("possible") or must have held ("definite") on some day of a period.
   * The same rule serves instants, whose end is their start: they hold in their period only.
   * @param {string[]} span
   * @param {string} first
   * @param {string} last
   * @param {"possible"|"definite"} certainty
   */
  function holds([startEarliest, startLatest, endEarliest, endLatest], first, last, certainty) {
    return certainty === "possible"
      ? startEarliest <= last && first <= endLatest
      : startLatest <= last && first <= endEarliest;
  }

  /** Whether nothing is known of when a claim holds. */
  function undated(span) {
    return span[0] === EARLIEST && span[1] === LATEST && span[2] === EARLIEST && span[3] === LATEST;
  }

  /** A number for a month, so that months can be counted; of "2015-06" or a day in it. */
  function month(day) {
    return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  }

  function monthText(number) {
    return `${String(Math.floor(number / 12)).padStart(4, "0")}-${two((number % 12) + 1)}`;
  }

  function firstDay(monthNumber) {
    return `${monthText(monthNumber)}-01`;
  }

  function lastDay(monthNumber) {
    const length = new Date(Date.UTC(Math.floor(monthNumber / 12), (monthNumber % 12) + 1, 0));
    return `${monthText(monthNumber)}-${two(length.getUTCDate())}`;
  }

  function two(number) {
    return String(number).padStart(2, "0");
  }

  /**
   * First and last day of a year, month or day as somebody types it.
   * @param {string} text
   * @returns {?[string, string]} null when it is none
   */
  function days(text) {
    const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text.trim());
    if (!match || match[1] === "0000") return null;
    const [, year, monthPart, day] = match;
    if (!monthPart) return [`${year}-01-01`, `${year}-12-31`];
    if (monthPart < "01" || monthPart > "12") return null;
    const number = month(`${year}-${monthPart}`);
    if (!day) return [firstDay(number), lastDay(number)];
    return day >= "01" && text.trim() <= lastDay(number) ? [text.trim(), text.trim()] : null;
  }

  /** The shortest way to write a first or last day: "2015", "2015-06" or the day. */
  function short(day, isFirst) {
    const [year, monthPart] = day.split("-");
    if (day === (isFirst ? `${year}-01-01` : `${year}-12-31`)) return year;
    const edge = isFirst ? firstDay(month(day)) : lastDay(month(day));
    return day === edge ? `${year}-${monthPart}` : day;
  }

  /** "26 July 2016", "July 2016", "2016", "the 2010s". */
  function single(text) {
    const mark = /[?~%]$/.exec(text)?.[0];
    const about = { "?": "perhaps ", "~": "about ", "%": "perhaps about " }[mark] ?? "";
    const bare = mark ? text.slice(0, -1) : text;
    const [year, monthPart, day] = bare.split("-");
    if (/^\d{3}X$/.test(bare)) return `${about}the ${bare.slice(0, 3)}0s`;
    if (bare.includes("X") || !year) return about + bare;
    const parts = [day && String(Number(day)), monthPart && MONTHS[Number(monthPart) - 1], year];
    return about + parts.filter(Boolean).join(" ");
  }

  /** An EDTF text in words. */
  function words(text) {
    if (text.startsWith("[")) {
      return text.slice(1, -1).split(",").map((p) => span(p.trim(), "..")).join(" or ");
    }
    return span(text, "/");
  }

  function span(text, separator) {
    if (!text.includes(separator)) return single(text);
    const [start, end] = text.split(separator);
    if (!start || start === "..") return `by ${single(end)}`;
    if (!end || end === "..") return `from ${single(start)} on`;
    return `between ${single(start)} and ${single(end)}`;
  }

  /** One date for a line of a list: the start, or what is known instead. */
  function brief(claim) {
    if (claim.start && claim.end && claim.end !== "..") {
      return claim.start === claim.end ? words(claim.start) : `${words(claim.start)} – ${words(claim.end)}`;
    }
    if (claim.start) return words(claim.start) + (claim.end === ".." ? " →" : "");
    if (claim.end === "..") return "ongoing";
    return claim.end ? `until ${words(claim.end)}` : "undated";
  }

  /** A bound in words. */
  function bound(day) {
    return day === EARLIEST || day === LATEST ? "no bound" : single(day);
  }

  /** Comparison for time order: by earliest known day, what is undated last. */
  function inOrder(a, b) {
    return key(a).localeCompare(key(b)) || a.id.localeCompare(b.id);
  }

  function key({ span: [startEarliest, startLatest, , endLatest] }) {
    if (startEarliest !== EARLIEST) return startEarliest;
    return startLatest !== LATEST ? startLatest : endLatest;
  }

  return {
    EARLIEST, LATEST, holds, undated, month, monthText, firstDay, lastDay, days, short, words,
    brief, bound, inOrder,
  };
})();
