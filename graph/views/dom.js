"use strict";

/**
 * Making elements. Text gets in as text and in no other way: nothing here, or anywhere in these
 * scripts, ever parses markup.
 */
const Dom = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  /** Letters of a word that no language has. */
  const ENDLESS = 400;

  /**
   * Make an element.
   * @param {string} tag name, optionally with classes: "p.note.small"
   * @param {Object<string, *>} attributes values; functions are listeners (onclick), null and
   *   false are left out, true is an empty attribute
   * @param {...(Node|string|number|null|Array)} children
   * @returns {HTMLElement}
   */
  function el(tag, attributes = {}, ...children) {
    const [name, ...classes] = tag.split(".");
    const element = document.createElement(name);
    if (classes.length) element.className = classes.join(" ");
    return fill(withAttributes(element, attributes), children);
  }

  /** The same for a drawing inside the text. */
  function svg(tag, attributes = {}, ...children) {
    return fill(withAttributes(document.createElementNS(SVG, tag), attributes), children);
  }

  function withAttributes(element, attributes) {
    for (const [key, value] of Object.entries(attributes)) {
      if (value === null || value === undefined || value === false) continue;
      if (typeof value === "function") element.addEventListener(key.slice(2), value);
      else element.setAttribute(key, value === true ? "" : String(value));
    }
    return element;
  }

  function fill(element, children) {
    for (const child of children.flat(Infinity)) {
      if (child === null || child === undefined || child === false || child === "") continue;
      if (child instanceof Node || element.namespaceURI === SVG) element.append(child);
      else element.append(...breakable(String(child)));
    }
    return element;
  }

  /**
   * A text with places where a line may break in words without end, which take browsers seconds to
   * lay out else.
   * @returns {(string|Node)[]}
   */
  function breakable(text) {
    if (text.length < ENDLESS || !text.split(/\s/).some((word) => word.length > ENDLESS)) return [text];
    return text.match(/.{1,50}/gsu).flatMap((piece, i) => (i ? [document.createElement("wbr"), piece] : [piece]));
  }

  /** Put `children` in the place of whatever an element holds. */
  function refill(element, ...children) {
    element.replaceChildren();
    return fill(element, children);
  }

  /** A name or a text of the record: in any script, and never turning what stands beside it. */
  function words(text, tag = "bdi") {
    return el(tag, { dir: "auto" }, text);
  }

  /**
   * A link to a page on the web, or only its text when it is anything else.
   * @param {string} url
   * @param {string} label
   */
  function link(url, label = url) {
    let target = null;
    try {
      target = new URL(url);
    } catch {
      return words(label);
    }
    if (target.protocol !== "https:" && target.protocol !== "http:") return words(label);
    return el("a", { href: target.href, target: "_blank", rel: "noopener noreferrer" }, label);
  }

  /** @returns {HTMLElement} the element of that id, which the template has */
  function byId(id) {
    return document.getElementById(id);
  }

  /** Say something to who listens instead of looking. */
  function announce(text) {
    byId("live").textContent = text;
  }

  /** "1 tie", "12 ties". */
  function count(number, one, many = `${one}s`) {
    return `${number.toLocaleString("en-GB")} ${number === 1 ? one : many}`;
  }

  return { el, svg, refill, words, link, byId, announce, count };
})();
