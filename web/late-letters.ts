/** On a machine that may lack Han letters: those that a live page writes later are fetched too, as the page's own were. */
import { addressOf, hanOf } from "./fonts.ts";

const pauseMs = 50;

/** From now on, for as long as the page stands. */
export function fetchLateLetters(page: Document): void {
  const known = hanOf(page.documentElement.outerHTML);
  const late = new Set<string>();
  const fetchThem = () => {
    const unicodeRange = [...late].map((char) => `U+${char.codePointAt(0)?.toString(16)}`).join(",");
    for (const weight of [400, 600]) {
      const source = `url("${addressOf(`hei-${weight}`, late)}") format("woff")`;
      page.fonts.add(
        new FontFace("Wenmai Hei", source, { weight: `${weight}`, unicodeRange, display: "swap" }),
      );
    }
    late.clear();
  };
  new MutationObserver((changes) => {
    const empty = late.size === 0;
    for (const { target, addedNodes } of changes)
      for (const node of addedNodes.length > 0 ? addedNodes : [target])
        for (const char of hanOf(node.textContent ?? ""))
          if (!known.has(char)) {
            known.add(char);
            late.add(char);
          }
    if (empty && late.size > 0) setTimeout(fetchThem, pauseMs);
  }).observe(page.documentElement, { subtree: true, childList: true, characterData: true });
}
