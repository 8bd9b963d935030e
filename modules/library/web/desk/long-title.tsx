/** Longer than any real title: what was pasted or broken is told in lists by its beginning. */
const mostSigns = 200;

/** The beginning of a very long text, the whole where somebody points at it; what is not long as it is. */
export function LongTitle({ children: text }: { children: string }) {
  const signs = [...text];
  if (signs.length <= mostSigns) return text;
  return <span title={text}>{signs.slice(0, mostSigns).join("")}…</span>;
}
