"use strict";

/** How to cite a record, a claim, a passage. */
const Cite = (() => {
  const { data } = Record;

  /** The records the page was made from, in one sentence each. */
  function records() {
    return data.records.map(record);
  }

  function record({ name, title, version, created, attribution }) {
    if (attribution) return attribution;
    const edition = [version && `version ${version}`, created].filter(Boolean).join(", ");
    return `${title || name}${edition ? `, ${edition}` : ""}.`;
  }

  /** One passage: source, place in it, who says it. */
  function passage(citation) {
    const source = Record.sources.get(citation.source) ?? { title: citation.source };
    return [Record.reference(source), citation.locator].filter(Boolean).join(", ");
  }

  /** One claim with all its passages, ready for a footnote. */
  function claim(row) {
    const when = Dates.brief(row);
    const passages = Record.citationsOf(row.id).map((c) => `${c.stance}: ${passage(c)}`);
    const home = Record.recordOf(row);
    const edition = home ? `${home.title || home.name}${home.version ? `, version ${home.version}` : ""}` : "";
    return (
      `${Record.sentence(row)} (${when}; ${row.status}, graded ${row.grade}). ` +
      `Claim ${row.id}${edition ? ` of ${edition}` : ""}. ` +
      `${passages.join("; ")}.`
    );
  }

  /**
   * Put a text on the clipboard, and say so on the button that was pressed.
   * @param {string} text
   * @param {HTMLElement} button
   */
  async function copy(text, button) {
    const done = (await byClipboard(text)) || bySelection(text);
    const before = button.dataset.label ?? button.textContent;
    button.dataset.label = before;
    button.textContent = done ? "Copied" : "Copying is not allowed here";
    Dom.announce(button.textContent);
    setTimeout(() => { button.textContent = before; }, 1600);
  }

  async function byClipboard(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  }

  /** The old way, for frames that may not use the clipboard. */
  function bySelection(text) {
    const area = Dom.el("textarea", { class: "off-screen", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }

  return { records, passage, claim, copy };
})();
