import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { faultsOfOrder, readOrder } from "./order.ts";
import { picture, withPicture } from "./picture.ts";
import { checkDoors } from "./run.ts";

const roots: string[] = [];
after(() => {
  for (const root of roots) rmSync(root, { recursive: true });
});

const order = {
  hall: { zh: "馆", calls: [], parts: [["rooms"], ["tours"]] },
  desk: { zh: "台", calls: ["hall"] },
  fair: { zh: "会", calls: ["desk"] },
};

/** A small house in which every permitted kind of import occurs. */
const sound: Record<string, string> = {
  "package.json": JSON.stringify({
    type: "module",
    imports: {
      "#platform/*": "./platform/*/index.ts",
      "#contract": "./platform/http/contract.ts",
      "#libs/*": "./libs/*/index.ts",
      "#web/*": "./web/*",
      ...Object.fromEntries(
        Object.keys(order).flatMap((name) => [
          [`#${name}`, `./modules/${name}/index.ts`],
          [`#${name}/*`, `./modules/${name}/*.ts`],
        ]),
      ),
    },
  }),
  "modules/order.json": JSON.stringify(order),
  "ARCHITECTURE.md": `# House\n\n${picture(order)}\n`,
  "libs/shape/index.ts": `export const square = 4;`,
  "libs/solid/index.ts": `import { square } from "#libs/shape"; export const cube = square;`,
  "platform/db/index.ts": `import { readFileSync } from "node:fs"; export type Db = { read: typeof readFileSync }; export const sql = "";`,
  "platform/db/inner.ts": `export type Inner = 1; export const inner = 1;`,
  "platform/http/operation.ts": `import type { Db } from "../db/index.ts"; export const operation = (db?: Db) => db;`,
  "platform/http/contract.ts": `export { operation } from "./operation.ts";`,
  "platform/testing/index.ts": `export const dbTest = 1;`,
  "modules/hall/index.ts": `import { sql } from "#platform/db"; import { cube } from "#libs/solid"; export const open = [sql, cube];`,
  "modules/hall/contract.ts": `import { operation } from "#contract"; import { words } from "./words.ts"; export const getHall = operation(); export { words };`,
  "modules/hall/rooms/room.ts": `export const room = 1;`,
  "modules/hall/tours/tour.ts": `import { room } from "../rooms/room.ts"; export const tour = room;`,
  "modules/hall/words.ts": `export const words = ["open", "closed"];`,
  "modules/hall/events.ts": `export type Opened = 1;`,
  "modules/hall/testing.ts": `export const aHall = 1;`,
  "modules/hall/filling.ts": `export const fillHall = 1;`,
  "modules/hall/module.ts": `export const hallModule = 1;`,
  "modules/hall/store.ts":
    "export const q = (db: any) => db.many`select id from hall.room where note = 'see desk.case'`;",
  "modules/hall/migrations/2026-01-01-a.sql": `create table hall.room (id int); -- not desk.case`,
  "modules/hall/listens.ts": `import type { Sat } from "#fair/events"; export type Heard = Sat;`,
  "modules/desk/index.ts": `import { open } from "#hall"; export const desk = open;`,
  "modules/desk/desk.test.ts": `import { aHall } from "#hall/testing"; import { dbTest } from "#platform/testing"; import { mod } from "./module.ts"; export const t = [aHall, dbTest, mod];`,
  "modules/desk/module.ts": `export const mod = 1;`,
  "modules/desk/web/page.tsx": `import { getHall } from "#hall/contract"; import { button } from "#web/button.tsx"; import type { Inner } from "../../../platform/db/inner.ts"; export const p = [getHall, button] as Inner[];`,
  "modules/fair/index.ts": `import { desk } from "#desk"; export const fair = desk;`,
  "modules/fair/events.ts": `export type Sat = 1;`,
  "modules/desk/README.md": "**Calls** `hall`. It hears `hall.opened`.",
  "modules/fair/README.md": "**Calls** `desk`.",
  "web/button.tsx": `export const button = 1;`,
  "web/entry.server.tsx": `import { readFileSync } from "node:fs"; export const r = readFileSync;`,
  "main/server.ts": `import { hallModule } from "../modules/hall/module.ts"; export const m = hallModule;`,
  "seed/fill.ts": `import { aHall } from "#hall/testing"; import { open } from "#hall"; import { fillHall } from "#hall/filling"; export const s = [aHall, open, fillHall];`,
};

function house(more: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "wenmai-doors-"));
  roots.push(root);
  for (const [name, text] of Object.entries({ ...sound, ...more })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

test("a house that keeps the rules has no violation", async () => {
  assert.deepEqual((await checkDoors(house({}))).violations, []);
});

/** One bad line each: the file it is planted in, and the rule that must find it ("": another file of the set is blamed). */
const planted: [file: string, rule: string, text: string][] = [
  ["modules/hall/up.ts", "hall-calls", `import { desk } from "#desk"; export const x = desk;`],
  [
    "modules/hall/up-type.ts",
    "hall-calls",
    `import type { desk } from "#desk"; export type X = typeof desk;`,
  ],
  [
    "modules/hall/rooms/up.ts",
    "hall-parts",
    `import { tour } from "../tours/tour.ts"; export const x = tour;`,
  ],
  ["modules/fair/skip.ts", "fair-calls", `import { open } from "#hall"; export const x = open;`],
  ["modules/desk/inside.ts", "desk-calls", `import { q } from "#hall/store"; export const x = q;`],
  ["modules/desk/path.ts", "desk-calls", `import { q } from "../hall/store.ts"; export const x = q;`],
  [
    "modules/desk/contract-too.ts",
    "desk-calls",
    `import { getHall } from "#hall/contract"; export const x = getHall;`,
  ],
  ["modules/desk/lazily.ts", "desk-calls", `export const x = await import("#hall/store");`],
  ["modules/hall/up.test.ts", "hall-tests-call", `import { fair } from "#fair"; export const x = fair;`],
  [
    "modules/hall/web/up.tsx",
    "hall-pages-call",
    `import { p } from "../../desk/web/page.tsx"; export const x = p;`,
  ],
  [
    "main/fills.ts",
    "filling-is-for-demo-and-tests",
    `import { fillHall } from "#hall/filling"; export const x = fillHall;`,
  ],
  [
    "modules/desk/takes-builder.ts",
    "no-test-code-in-the-house",
    `import { t } from "./desk.test.ts"; export const x = t;`,
  ],
  [
    "platform/db/takes-builder.ts",
    "no-test-code-in-the-house",
    `import { dbTest } from "../testing/index.ts"; export const x = dbTest;`,
  ],
  [
    "modules/desk/mounts.ts",
    "module-ts-only-from-main",
    `import { mod } from "./module.ts"; export const x = mod;`,
  ],
  [
    "modules/hall/reaches-main.ts",
    "modules-stand-alone",
    `import { m } from "../../main/server.ts"; export const x = m;`,
  ],
  [
    "modules/hall/draws.ts",
    "server-draws-no-pages",
    `import { button } from "#web/button.tsx"; export const x = button;`,
  ],
  [
    "modules/desk/events.ts",
    "events-import-nothing",
    `import type { q } from "./store.ts"; import { open } from "#hall"; export type X = typeof q; export const y = open;`,
  ],
  [
    "modules/desk/store.ts",
    "platform-by-its-doors",
    `import { inner } from "../../platform/db/inner.ts"; export const q = inner;`,
  ],
  ["libs/shape/city.ts", "libs-know-only-libs", `import { sql } from "#platform/db"; export const x = sql;`],
  [
    "libs/shape/reads.ts",
    "libs-touch-nothing",
    `import { readFileSync } from "node:fs"; export const x = readFileSync;`,
  ],
  ["platform/db/city.ts", "platform-knows-no-module", `import { open } from "#hall"; export const x = open;`],
  ["seed/inside.ts", "outsiders-by-the-doors", `import { q } from "#hall/store"; export const x = q;`],
  ["web/server.tsx", "browser-sees-contracts", `import { sql } from "#platform/db"; export const x = sql;`],
  [
    "modules/hall/web/server.tsx",
    "browser-sees-contracts",
    `import { open } from "../index.ts"; export const x = open;`,
  ],
  ["web/reads.tsx", "browser-has-no-node", `import { join } from "node:path"; export const x = join;`],
  ["web/chain.tsx", "browser-reaches-server", `import { link } from "#libs/chain"; export const x = link;`],
  [
    "modules/fair/contract.ts",
    "browser-reaches-server",
    `import { words } from "./words.ts"; export const x = words;`,
  ],
  ["modules/fair/words.ts", "", `import { sql } from "#platform/db"; export const words = sql;`],
  ["modules/desk/contract.ts", "contracts-are-light", `import { open } from "#hall"; export const x = open;`],
  ["libs/chain/index.ts", "", `import { createHash } from "node:crypto"; export const link = createHash;`],
  ["modules/hall/one.ts", "no-circles", `import { two } from "./two.ts"; export const one = () => two;`],
  ["modules/hall/two.ts", "", `import { one } from "./one.ts"; export const two = () => one;`],
  ["main/nowhere.ts", "leads-somewhere", `import { x } from "#platform/missing"; export const y = x;`],
  [
    "modules/hall/peeks.ts",
    "own-schema",
    "export const q = (db: any) => db.one<number>`select 1 from hall.room join desk.case using (id)`;",
  ],
  [
    "modules/hall/builder.ts",
    "own-schema",
    `export const q = (db: any) => db.selectFrom("fair.stall as s");`,
  ],
  [
    "modules/hall/client.ts",
    "own-schema",
    `export const q = (client: any) => client.query("delete from platform.job where id = $1");`,
  ],
  [
    "modules/hall/migrations/2026-01-02-b.sql",
    "own-schema",
    `alter table hall.room add desk int references desk.case;`,
  ],
  [
    "platform/migrations/2026-01-01-a.sql",
    "own-schema",
    `create view platform.all as select id from hall.room;`,
  ],
];

test("each planted fault is found by its rule, and nothing else is", async () => {
  const { violations } = await checkDoors(
    house(Object.fromEntries(planted.map(([file, , text]) => [file, text]))),
  );
  for (const [file, rule] of planted) {
    const found = violations.filter(({ where }) => where.startsWith(file)).map((violation) => violation.rule);
    assert.deepEqual(
      [...new Set(found)].filter((name) => name !== rule),
      extra[file] ?? [],
      `${file} breaks more than planted`,
    );
    if (rule) assert.ok(found.includes(rule), `${file} is not found by ${rule}`);
  }
});

/** Faults that one line cannot avoid making together. */
const extra: Record<string, string[]> = {
  "web/server.tsx": ["browser-reaches-server"],
  "modules/hall/web/server.tsx": ["browser-reaches-server"],
  "modules/desk/contract.ts": ["browser-reaches-server"],
};

test("a README that says more or less than the module does is found, and the true one is not", async () => {
  const said = async (readme: string) =>
    (
      await checkDoors(
        house({
          "platform/db/slots.ts": `export const deskToday = slot<object, { a: string }>("desk.today");`,
          "modules/hall/slots.ts": `export const hallRoom = slot<{ id: string }, string>(\n  "hall.room",\n);`,
          "modules/hall/events.ts": `declare module "#platform/events" {\n  interface Events {\n    "hall.opened": { id: string };\n  }\n}`,
          "modules/desk/module.ts": `export const mod = [fill(hallRoom, () => []), fill(deskToday, () => [])];`,
          "modules/hall/README.md": "**Announces** `hall.opened` (once). **Slots** `hall.room`.",
          "modules/desk/README.md": readme,
        }),
      )
    ).violations.map(({ rule, where }) => `${rule} ${where}`);
  assert.deepEqual(
    await said("**Calls** `hall`. **Fills** `hall.room`, `desk.today`. See `desk.other`.\n"),
    [],
  );
  assert.deepEqual(await said("**Calls** `fair`.\n**Fills** `hall.room`. **Announces** `desk.shut`."), [
    "readme modules/desk/README.md: **Calls** lacks hall",
    "readme modules/desk/README.md: **Calls** says fair",
    "readme modules/desk/README.md: **Announces** says desk.shut",
    "readme modules/desk/README.md: **Fills** lacks desk.today",
  ]);
});

test("a folder without a line and a call upwards are faults of the order", () => {
  const root = house({ "modules/stray/index.ts": "" });
  const upside = {
    hall: { zh: "馆", calls: ["desk"] },
    desk: { zh: "台", calls: [] },
    fair: { zh: "会", calls: [] },
  };
  assert.deepEqual(faultsOfOrder(root, upside), [
    "modules/order.json: hall may not call desk, which does not stand above it",
    "modules/stray: has no line in modules/order.json",
  ]);
});

test("a picture older than the order is found, and drawing it anew mends it", async () => {
  const changed = { ...order, fair: { zh: "会", calls: ["hall", "desk"] } };
  const root = house({ "modules/order.json": JSON.stringify(changed) });
  assert.deepEqual(
    (await checkDoors(root)).violations.map(({ rule }) => rule),
    ["picture"],
  );
  const file = join(root, "ARCHITECTURE.md");
  writeFileSync(file, withPicture(readFileSync(file, "utf8"), readOrder(root)) ?? "");
  assert.deepEqual((await checkDoors(root)).violations, []);
});
