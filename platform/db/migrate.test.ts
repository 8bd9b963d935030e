import assert from "node:assert/strict";
import pg from "pg";
import { dbTest } from "#platform/testing";
import { applyMigration } from "./migrate.ts";

const patience = { lockSeconds: 0.1, pauseSeconds: 0, tries: 3 };

/** A table of its own that somebody is reading, and a connection to change it by. */
async function readTable(
  url: string,
  name: string,
  work: (given: { change: pg.Client; end: () => Promise<unknown> }) => Promise<void>,
): Promise<void> {
  const [change, reader] = [new pg.Client(url), new pg.Client(url)];
  await Promise.all([change.connect(), reader.connect()]);
  try {
    await change.query(`create table ${name} (id int)`);
    await reader.query("begin");
    await reader.query(`select from ${name}`);
    await work({ change, end: () => reader.query("commit") });
  } finally {
    await Promise.all([change.end(), reader.end()]);
  }
}

const adding = (name: string) => ({
  name: `test/${name}.sql`,
  text: `alter table ${name} add column more int`,
});

dbTest(
  "a migration gives way to a long reader and lets others in before it comes again",
  async ({ db, url }) => {
    await readTable(url, "slowly_read", async ({ change, end }) => {
      const said: string[] = [];
      const others: Promise<unknown>[] = [];
      await applyMigration(
        change,
        adding("slowly_read"),
        (line) => {
          said.push(line);
          // While the reader still holds the table, nobody stands in line behind the change.
          others.push(db.run`insert into slowly_read values (1)`.then(end));
        },
        { ...patience, tries: 100, pauseSeconds: 0.1 },
      );
      await Promise.all(others);
      assert.match(said[0] ?? "", /test\/slowly_read\.sql/);
      assert.deepEqual(await db.many`select id, more from slowly_read limit 1`, [{ id: 1, more: null }]);
    });
  },
);

dbTest("a reader who never ends fails the migration, whole and by name", async ({ db, url }) => {
  await readTable(url, "always_read", async ({ change }) => {
    const said: string[] = [];
    await assert.rejects(
      applyMigration(change, adding("always_read"), (line) => said.push(line), patience),
      /migration test\/always_read\.sql failed: .*lock timeout/,
    );
    assert.equal(said.length, patience.tries - 1);
    assert.deepEqual(await db.many`select name from platform.migration where name like 'test/always%'`, []);
  });
});

dbTest("what is wrong with a migration is not tried again", async ({ url }) => {
  const change = new pg.Client(url);
  await change.connect();
  const wrong = { name: "test/wrong.sql", text: "alter table there_is_none add column more int" };
  await assert.rejects(
    applyMigration(change, wrong, () => assert.fail("it came again"), patience),
    /there_is_none/,
  );
  await change.end();
});
