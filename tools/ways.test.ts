import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { deskNavFor } from "../web/nav.ts";
import routes from "../web/routes.ts";

/** Pages to which nothing on a page leads, and why. */
const without: Record<string, string> = {
  "/sign-out": "a form posts to it",
  "/desk/sign-in/answer": "the identity provider sends people back to it",
  "/desk/find": "the command field of the desk asks it",
  "/desk/till/kept": "the till goes there by itself when the line is gone",
  "/look": "the menu of looks posts to it",
  "/local-https": "the terminal prints it",
  "/kit/live": "for the tests of live pages",
};

const root = new URL("..", import.meta.url).pathname;
const source = globSync(
  ["modules/**/*.{ts,tsx}", "web/**/*.{ts,tsx}", "platform/**/*.{ts,tsx}", "main/*.ts"],
  { cwd: root },
)
  // What robots are told to leave alone is no way.
  .filter((file) => !/\.test\.|^main\/not-for-robots\.ts$|^web\/routes\.ts$/.test(file))
  .map((file) => readFileSync(`${root}/${file}`, "utf8"))
  .join("\n");

/** Whether some page leads there: as a link's or a way's `href`, whatever follows `?` or `#`. */
const isLinked = (path: string) =>
  new RegExp(`(?:href[=:] ?\\{?|Href = |", )["'\`]${path}(?=["'\`?#])`).test(source);

test("every page without parameters has a way to it", () => {
  const paths = routes.flatMap(({ path }) => (path && !/[:*]/.test(path) ? [`/${path}`] : []));
  assert.ok(paths.length > 40);
  assert.deepEqual(
    paths.filter((path) => !isLinked(path)),
    Object.keys(without),
  );
});

test("who only watches over the network finds it under 场所", () => {
  const way = (...roles: string[]) => deskNavFor(roles).find(({ id }) => id === "places")?.href;
  assert.deepEqual(
    [way("manager"), way("admin", "manager"), way("admin"), way("auditor"), way("reviewer")],
    ["/desk/places", "/desk/places", "/desk/network", "/desk/network", undefined],
  );
});
