import assert from "node:assert/strict";
import { test } from "node:test";
import { killedReleases } from "./killed-release.ts";

test("a release survives a kill of the server and of PostgreSQL: nothing acknowledged is lost, nothing given twice, nobody passed in line", async () => {
  const rows = await killedReleases({ moments: 1, seed: "a share" });
  assert.equal(rows.length, 4);
  assert.deepEqual(
    rows.filter(({ ok }) => !ok),
    [],
  );
});
