/** Two records field by field, beside each other. Pure. */

export interface Beside {
  tag: string;
  one: string | null;
  other: string | null;
}

/** Lines as `linesOf` writes them. What both have stands first of its tag; what only one has stands beside the other's like. */
export function sideBySide(one: readonly string[], other: readonly string[]): Beside[] {
  const tags = [...new Set([...one, ...other].map(tagOf))].sort(inOrder);
  return tags.flatMap((tag) => {
    const [left, right] = [one, other].map((lines) =>
      lines.filter((line) => tagOf(line) === tag).map(textOf),
    );
    return paired(left ?? [], right ?? []).map((pair) => ({ tag, ...pair }));
  });
}

const tagOf = (line: string) => line.slice(0, 3);
const textOf = (line: string) => line.slice(4);
const inOrder = (a: string, b: string) => (a === b ? 0 : a === "LDR" ? -1 : b === "LDR" ? 1 : a < b ? -1 : 1);

function paired(one: readonly string[], other: readonly string[]): Omit<Beside, "tag">[] {
  const left = [...one];
  const right = [...other];
  const same = one.filter((text) => {
    const at = right.indexOf(text);
    if (at < 0) return false;
    right.splice(at, 1);
    left.splice(left.indexOf(text), 1);
    return true;
  });
  const rest = Array.from({ length: Math.max(left.length, right.length) }, (_, n) => ({
    one: left[n] ?? null,
    other: right[n] ?? null,
  }));
  return [...same.map((text) => ({ one: text, other: text })), ...rest];
}
