/** What the command line says of a file that is none, before anything is opened for it. */
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { commandIn, commands } from "./commands.ts";
import { hashOf } from "./hash-of.ts";

test("no file, a folder, and a path that leads nowhere are refused each in its own words", async () => {
  await assert.rejects(hashOf(""), { id: "exchange.no-path" });
  await assert.rejects(hashOf(tmpdir()), { id: "exchange.folder" });
  await assert.rejects(hashOf(join(tmpdir(), "wenmai-no-such-file.mrc")), { id: "exchange.no-file" });
});

test("records have a command of their own, with what it takes; tables have theirs", () => {
  const marc = commandIn(["import", "marc", "books.mrc", "--dry-run"]);
  assert.deepEqual([marc.command?.name, marc.args], ["import marc", ["books.mrc", "--dry-run"]]);
  for (const option of ["--organisation", "--profile", "--place", "--agency", "--dry-run"])
    assert.ok(marc.command?.args.includes(option), option);
  const table = commandIn(["import", "places", "list.csv"]);
  assert.deepEqual([table.command?.name, table.args], ["import", ["places", "list.csv"]]);
  assert.equal(commandIn(["", "marc"]).command, null);
  assert.equal(new Set(commands.map(({ name }) => name)).size, commands.length);
});
