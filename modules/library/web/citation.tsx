/** Letters that run from right to left, and the spaces between them. */
const rightToLeft =
  /([\p{Script=Arabic}\p{Script=Hebrew}][\p{Script=Arabic}\p{Script=Hebrew}\p{M}\p{Cf}\s]*)/u;

/** A citation runs as the page does: its parts of either direction each keep to themselves, and what is copied of it is the bare text. */
export function Citation({ text }: { text: string }) {
  let at = 0;
  return text.split(rightToLeft).map((part) => {
    const key = at;
    at += part.length;
    return <bdi key={key}>{part}</bdi>;
  });
}
