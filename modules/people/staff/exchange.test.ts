import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { system } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest, landFile } from "#platform/testing";
import { leave } from "../leaving/leaving.ts";
import { aStaff } from "../testing.ts";
import { resetStaff } from "./add-staff.ts";
import { staffTable } from "./exchange.ts";
import { staffByLogin } from "./store.ts";

const byCity = (ctx: Ctx): Ctx => ({ ...ctx, actor: system, channel: "system" });
const head = "登录名,姓名,单位,角色\n";

async function place(ctx: Ctx) {
  const organisation = await inTx(ctx, (inner) => anOrganisation(inner));
  return { ...organisation, said: organisation.path.slice(0, -1) };
}

dbTest("staff come in with their roles and without a password, once", async ({ ctx, db }) => {
  const { said } = await place(ctx);
  const file = `${head}Import.One,李梅,${said},柜台\nimport.one,李梅,${said},editor\nimport.two,阿里木·买买提,${said},管理员\n`;
  const first = await landFile(byCity(ctx), staffTable, file);
  assert.deepEqual([first.tally, first.faults], [{ added: 2, changed: 1, unchanged: 0, refused: 0 }, []]);
  assert.deepEqual((await landFile(byCity(ctx), staffTable, file)).tally, {
    added: 0,
    changed: 0,
    unchanged: 3,
    refused: 0,
  });
  const one = await staffByLogin(db, "import.one");
  assert.deepEqual([one?.name, one?.passwordHash], ["李梅", null]);
  const { password } = await inTx(ctx, (inner) => resetStaff(inner, one?.account ?? ""));
  assert.ok(password.length > 8, "a manager gives the first password");
});

dbTest(
  "a manager gives roles below the own organisation, and none of an administrator's",
  async ({ ctx }) => {
    const own = await place(ctx);
    const other = await place(ctx);
    const { actor } = await inTx(ctx, (inner) => aStaff(inner, { organisationId: own.id, role: "manager" }));
    const rows = [
      `m.one,甲,${own.said},柜台`,
      `m.two,乙,${other.said},柜台`,
      `m.three,丙,${own.said},admin`,
      `m.four,丁,nowhere,柜台`,
      `x,戊,${own.said},柜台`,
      `m.five,,${own.said},柜台`,
      `m.six,己,${own.said},国王`,
    ];
    const landed = await landFile({ ...ctx, actor }, staffTable, `${head}${rows.join("\n")}\n`);
    assert.deepEqual(
      landed.faults.map(({ row, column, id }) => [row, column, id]),
      [
        [3, "organisation", "row.not-yours"],
        [4, "organisation", "row.not-yours"],
        [5, "organisation", "organisation.unknown"],
        [6, "login", "login.form"],
        [7, "name", "missing"],
        [8, "role", "not-offered"],
      ],
    );
    assert.equal(landed.tally.added, 1);
  },
);

dbTest("a login that is somebody else's, or of somebody who left, is told", async ({ ctx, db }) => {
  const { said } = await place(ctx);
  await landFile(byCity(ctx), staffTable, `${head}gone.one,甲,${said},柜台\nhere.one,乙,${said},柜台\n`);
  const gone = await staffByLogin(db, "gone.one");
  await inTx(ctx, (inner) => leave(inner, gone?.account ?? ""));
  const landed = await landFile(
    byCity(ctx),
    staffTable,
    `${head}gone.one,甲,${said},编辑\nhere.one,丙,${said},编辑\n`,
  );
  assert.deepEqual(
    landed.faults.map(({ column, id }) => [column, id]),
    [
      ["login", "staff.gone"],
      ["name", "staff.other-name"],
    ],
  );
});

dbTest("who is taken away: the staff of the own organisations, with the roles there", async ({ ctx }) => {
  const own = await place(ctx);
  const other = await place(ctx);
  await landFile(
    byCity(ctx),
    staffTable,
    `${head}out.one,甲,${own.said},柜台\nout.one,甲,${other.said},编辑\nout.two,乙,${other.said},柜台\n`,
  );
  const { actor } = await inTx(ctx, (inner) => aStaff(inner, { organisationId: own.id, role: "auditor" }));
  const rows = [];
  for await (const row of staffTable.rowsOf({ ...ctx, actor }, {})) rows.push(row);
  const taken = rows.filter(({ login }) => String(login).startsWith("out."));
  assert.deepEqual(taken, [{ login: "out.one", name: "甲", organisation: own.said, role: "clerk" }]);
});
