/** A name as anybody may read it. Pure. */

/** The first sign stays, the others are stars: one for each of a Han name, one for each word of another. */
export function masked(name: string): string {
  const signs = [...name.trim()];
  const [first = ""] = signs;
  if (/\p{Script=Han}/u.test(first)) return first + "＊".repeat(Math.max(signs.length - 1, 0));
  return name
    .trim()
    .split(/\s+/u)
    .map((word, at) => (at === 0 ? `${[...word][0] ?? ""}***` : "***"))
    .join(" ")
    .replace(/^\*{3}$/u, "");
}
