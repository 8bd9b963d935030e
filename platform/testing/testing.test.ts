import assert from "node:assert/strict";
import { test } from "node:test";
import { dbTest, seededRandom } from "./index.ts";

dbTest("a test file has a migrated database of its own", async ({ db, url }) => {
  const { name } = await db.one<{ name: string }>`select current_database() as name`;
  assert.match(name, /^wenmai_f_/);
  assert.ok(url.includes(name));
  const { migrated } = await db.one<{
    migrated: number;
  }>`select count(*)::int as migrated from platform.migration`;
  assert.ok(migrated > 0);
  await db.run`create table public.left_behind (id int)`;
});

dbTest("its tests share it, and the clock stands", async ({ db, ctx }) => {
  assert.equal(await db.run`insert into public.left_behind values (1)`, 1);
  assert.equal(ctx.clock().toString(), "2026-06-12T10:00:00Z");
});

test("the same seed gives the same bytes, another seed others", () => {
  assert.deepEqual(seededRandom(1)(40), seededRandom(1)(40));
  assert.notDeepEqual(seededRandom(1)(40), seededRandom(2)(40));
  const draw = seededRandom(1);
  assert.notDeepEqual(draw(8), draw(8));
});
