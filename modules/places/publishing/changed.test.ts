import assert from "node:assert/strict";
import { type Actor, anonymous, newSubject, type Role } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { performer } from "#platform/http";
import { historyOf } from "#platform/publishing";
import { dbTest, landFile } from "#platform/testing";
import { facilitiesTable } from "../exchange/facilities.ts";
import { changeFacility } from "../facility/change.ts";
import { facilities } from "../facility/facility-store.ts";
import type { Facts } from "../facility/facts.ts";
import { operations } from "../routes.ts";
import { aFacility, anOrganisation } from "../testing.ts";
import { placeStepsView } from "./views.ts";

const { perform } = performer(operations, { checkAnswers: true });

async function holding(ctx: Ctx, path: string, ...roles: Role[]): Promise<Ctx> {
  const subject = await inTx(ctx, (inner) => newSubject(inner.db, inner));
  const grants = roles.map((role) => ({ role, path }));
  const actor: Actor = { ...anonymous, kind: "staff", account: subject, subject, grants };
  return { ...ctx, actor };
}

const change = (who: Ctx, id: string, changes: Partial<Facts>, more: object = {}) =>
  perform(who, "places.change", { params: { id }, body: { version: 1, changes, ...more } }, null);
const changesOf = async (ctx: Ctx, id: string) =>
  (await historyOf(ctx.db, "place", id)).flatMap(({ changed }) => changed ?? []);
const told = async (ctx: Ctx, id: string) =>
  (await historyOf(ctx.db, "place", id)).map(({ step, by, reason, version }) => [step, by, reason, version]);

dbTest(
  "name, kind and level of a public place are for whoever publishes, with a reason in the history; the rest for editors",
  async ({ ctx }) => {
    const { id, orgPath, name } = await inTx(ctx, (inner) => aFacility(inner));
    const editor = await holding(ctx, orgPath, "editor");
    const publisher = await holding(ctx, orgPath, "publisher");
    for (const changes of [{ name: "新馆" }, { kind: "library" }, { level: "street" as const }])
      await assert.rejects(change(editor, id, changes, { reason: "挂牌更名" }), {
        id: "place.identity-published",
        status: 403,
      });
    await assert.rejects(change(publisher, id, { phone: "0990-6000001" }), {
      id: "place.facts-of-editors",
      status: 403,
    });
    const whyNot = { faults: [{ field: "/body/reason", id: "missing" }] };
    await assert.rejects(change(publisher, id, { name: "新馆" }), whyNot);
    await change(publisher, id, { name: "新馆" }, { reason: "挂牌更名" });
    await change(editor, id, { name, phone: "0990-6000001" });
    assert.deepEqual(await changesOf(ctx, id), [
      {
        on: "2026-06-12",
        fields: [{ field: "name", was: name, is: "新馆" }],
      },
    ]);
    const [now] = await facilities(ctx.db, [id]);
    assert.deepEqual([now?.name, now?.phone], ["新馆", "0990-6000001"]);
    assert.deepEqual((await told(ctx, id)).slice(1), [["change", publisher.actor.subject, "挂牌更名", 2]]);
    const alone = await holding(ctx, orgPath, "manager");
    await change(alone, id, { name: "新新馆" }, { version: 3, reason: "一人站点" });
    assert.equal((await told(ctx, id)).at(-1)?.[1], alone.actor.subject);
  },
);

dbTest("a move of a public place asks for a reason, and only a move is in its history", async ({ ctx }) => {
  const { id, orgPath } = await inTx(ctx, (inner) =>
    aFacility(inner, { since: "2026-01-01", position: null }),
  );
  const manager = await holding(ctx, orgPath, "manager");
  const move = (more: object) => {
    const body = { divisionCode: "650203007", on: "2026-06-01", ...more };
    return perform(manager, "places.move", { params: { id }, body }, null);
  };
  await assert.rejects(move({}), { faults: [{ field: "/body/reason", id: "missing" }] });
  await move({ reason: "搬到迎宾街道" });
  const [read] = await facilities(ctx.db, [id]);
  assert.ok(read);
  const { waiting } = await placeStepsView(manager, read);
  const other = await holding(ctx, orgPath, "manager");
  await perform(other, "places.confirm-change", { params: { id, change: waiting?.id ?? "" } }, null);
  await move({ reason: "再说一遍", on: "2026-06-02" });
  assert.deepEqual((await told(ctx, id)).slice(1), [
    ["change", manager.actor.subject, "搬到迎宾街道", 1],
    ["approve", other.actor.subject, null, 1],
  ]);
  const fields = [{ field: "division", was: "天山路街道（650203001）", is: "迎宾街道（650203007）" }];
  assert.deepEqual(await changesOf(ctx, id), [{ on: "2026-06-01", fields }]);
  const [moved] = await facilities(ctx.db, [id]);
  assert.ok(moved);
  const { history } = await placeStepsView(manager, moved);
  assert.deepEqual(history.at(-2)?.changed, { on: "2026-06-01", fields }, "and so does the page");
});

dbTest(
  "a table says in the history what it renamed, and renames only for those who publish",
  async ({ ctx }) => {
    const number = `C-${process.pid}`;
    const { id, orgPath } = await inTx(ctx, (inner) => aFacility(inner, { number, position: null }));
    const elsewhere = await inTx(ctx, (inner) => anOrganisation(inner));
    const said = (name: string, phone: string) => `编号,名称,电话\n${number},${name},${phone}\n`;
    const both = await holding(ctx, orgPath, "editor");
    both.actor = { ...both.actor, grants: [...both.actor.grants, { role: "manager", path: elsewhere.path }] };
    const refused = await landFile(both, facilitiesTable, said("新馆", "0990-6000001"));
    assert.deepEqual(
      refused.faults.map(({ column, id: why }) => [column, why]),
      [["name", "refusal.place.identity-published"]],
    );
    const manager = await holding(ctx, orgPath, "manager");
    await landFile(manager, facilitiesTable, said("新馆", "0990-6000001"));
    await landFile(manager, facilitiesTable, said("新馆", "0990-6000002"));
    const [, row, ...more] = await told(ctx, id);
    assert.deepEqual([row?.[0], row?.[1], row?.[3], more.length], ["change", manager.actor.subject, 2, 0]);
    assert.match(String(row?.[2]), /^导入，文件指纹 /);
  },
);

dbTest(
  "who may rename a public place and who may change the rest is the same at the desk and in a table",
  async ({ ctx }) => {
    const number = `W-${process.pid}`;
    const street = await inTx(ctx, (inner) => anOrganisation(inner));
    const place = await inTx(ctx, (inner) =>
      aFacility(inner, { number, organisationId: street.id, position: null }),
    );
    const name = { name: "新馆" };
    const phone = { phone: "0990-6000009" };
    type Case = [Role, "published" | "draft", Partial<Facts>, string | null];
    const cases: Case[] = [
      ["editor", "published", name, "place.identity-published"],
      ["editor", "published", phone, null],
      ["publisher", "published", name, null],
      ["publisher", "published", phone, "place.facts-of-editors"],
      ["publisher", "published", { ...name, ...phone }, "place.facts-of-editors"],
      ["manager", "published", { ...name, ...phone }, null],
      ["editor", "draft", name, null],
    ];
    // What goes through is undone: every case begins with the same place.
    const undone = new Error("undone");
    for (const [role, state, changes, expected] of cases) {
      const who = await holding(ctx, street.path, role);
      await ctx.db
        .run`update places.facility set state = ${state}, published_at = now() where id = ${place.id}`;
      const desk = await inTx(who, async (inner) => {
        await changeFacility(inner, { placeId: place.id, version: 1, changes, reason: "更名" });
        throw undone;
      }).catch((error) => (error === undone ? null : error.id));
      const cells = Object.values(changes).join(",");
      const head = Object.keys(changes).map((key) => (key === "name" ? "名称" : "电话"));
      const file = `编号,${head}\n${number},${cells}\n`;
      const { faults } = await landFile(who, facilitiesTable, file, { dryRun: true });
      const table = faults.map(({ id }) => id.replace(/^refusal\./, ""))[0] ?? null;
      assert.deepEqual([desk, table], [expected, expected], `${role} ${state} ${Object.keys(changes)}`);
    }
  },
);
