/** Draws modules/order.json into ARCHITECTURE.md: node tools/doors/picture.ts */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Violation } from "./graph.ts";
import { type Order, readOrder } from "./order.ts";

const begin = "<!-- modules: drawn from modules/order.json by tools/doors/picture.ts -->";
const end = "<!-- /modules -->";

/** The modules as a Mermaid picture and a table. An arrow that follows from others is left out of the picture. */
export function picture(order: Order): string {
  const names = Object.keys(order);
  const calls = (name: string) => order[name]?.calls ?? [];
  const reaches = (from: string, to: string): boolean =>
    calls(from).includes(to) || calls(from).some((between) => reaches(between, to));
  const arrows = names.flatMap((name) =>
    calls(name)
      .filter((called) => !calls(name).some((between) => between !== called && reaches(between, called)))
      .map((called) => `  ${name} --> ${called}`),
  );
  return [
    begin,
    "",
    "```mermaid",
    "flowchart TB",
    ...[...names].reverse().map((name) => `  ${name}["${name} ${order[name]?.zh ?? ""}"]`),
    ...arrows,
    "```",
    "",
    "| module | 中文 | may call |",
    "|---|---|---|",
    ...names.map(
      (name) =>
        `| [\`${name}\`](modules/${name}) | ${order[name]?.zh ?? ""} | ${calls(name).join(", ") || "—"} |`,
    ),
    "",
    end,
  ].join("\n");
}

/** The text with the picture in its place, or null when the two marks are missing. */
export function withPicture(text: string, order: Order): string | null {
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  return from < 0 || to < from ? null : text.slice(0, from) + picture(order) + text.slice(to + end.length);
}

/** ARCHITECTURE.md shows the order as it is. */
export function checkPicture(root: string, order: Order): Violation[] {
  const file = join(root, "ARCHITECTURE.md");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (withPicture(text, order) === text) return [];
  const sentence = text.includes(begin)
    ? "The picture is older than modules/order.json; draw it with: node tools/doors/picture.ts"
    : `The file needs the two lines ${begin} and ${end}; the picture goes between them.`;
  return [{ rule: "picture", where: "ARCHITECTURE.md", sentence }];
}

if (import.meta.main) {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const file = join(root, "ARCHITECTURE.md");
  const drawn = withPicture(readFileSync(file, "utf8"), readOrder(root));
  if (drawn === null) throw new Error(`ARCHITECTURE.md lacks the lines ${begin} and ${end}`);
  writeFileSync(file, drawn);
}
