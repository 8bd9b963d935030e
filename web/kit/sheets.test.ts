import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";

const kit = new URL(".", import.meta.url).pathname;
const read = (file: string) => readFileSync(`${kit}${file}`, "utf8");
const classesIn = (css: string) => new Set([...css.matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => name));

test("a part of the kit has its styles in every page's sheet, not in the desk's alone", () => {
  const imports = [...read("kit.css").matchAll(/@import "\.\/(.+?)"/g)].map(([, file]) => file ?? "");
  const everywhere = classesIn(imports.map(read).join("\n"));
  const desk = classesIn(read("desk.css"));
  const parts = globSync("*.tsx", { cwd: kit }).filter((file) => !file.startsWith("shell."));
  const used = parts.flatMap((file) =>
    [...read(file).matchAll(/className="([^"]+)"/g)].flatMap(([, names]) =>
      (names ?? "").split(" ").map((name) => ({ file, name })),
    ),
  );
  assert.ok(used.some(({ name }) => name === "work-row"));
  assert.deepEqual(
    used.filter(({ name }) => desk.has(name) && !everywhere.has(name)),
    [],
  );
});
