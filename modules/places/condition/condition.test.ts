import assert from "node:assert/strict";
import { anonymous } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { at, dbTest } from "#platform/testing";
import { changeFacility } from "../facility/change.ts";
import { insertProgress } from "../renovation/renovation-store.ts";
import { aFacility } from "../testing.ts";
import { conditionOn } from "./condition.ts";
import { type InspectionInput, inspectPlace } from "./inspect.ts";
import { inspectionsOf } from "./inspection-store.ts";
import { upkeepSections } from "./upkeep-by.ts";

const editor = (ctx: Ctx): Ctx => ({ ...ctx, actor: { ...anonymous, kind: "staff", subject: newId() } });
const on = (ctx: Ctx, day: string): Ctx => ({ ...ctx, clock: at(`${day}T04:00:00Z`) });
const inspect = (ctx: Ctx, placeId: string, differs: Partial<InspectionInput> = {}) =>
  inTx(editor(ctx), (inner) =>
    inspectPlace(inner, placeId, {
      grade: "good",
      words: "一切正常",
      access: ["ramp"],
      equipment: [],
      ...differs,
    }),
  );

dbTest("a person gets what they wrote down of the state of places", async ({ ctx }) => {
  const by = editor(on(ctx, "2026-06-10"));
  const place = await inTx(on(ctx, "2026-05-01"), (inner) => aFacility(inner));
  await inTx(by, (inner) =>
    inspectPlace(inner, place.id, {
      grade: "poor",
      words: "屋顶漏水",
      access: [],
      equipment: [],
      on: "2026-06-09",
    }),
  );
  await inTx(by, async (inner) => {
    const renovation = newId();
    await inner.db.run`
      insert into places.renovation (id, facility_id, name, scope, planned, made_at)
      values (${renovation}, ${place.id}, '修屋顶', '屋顶', '[2026-06-01,2026-07-01)', ${inner.clock()})`;
    await insertProgress(inner.db, {
      id: newId(),
      renovationId: renovation,
      onDay: "2026-06-10",
      percent: 20,
      spent: 1000,
      words: "已搭架子",
      by: by.actor.subject,
      recordedAt: by.clock(),
    });
  });
  const told = async (subject: string) => {
    const sections = await upkeepSections(ctx, { account: newId(), subject });
    return sections.flatMap(({ rows }) => rows.map(({ what, day, text }) => [what, day, text]));
  };
  assert.deepEqual(await told(by.actor.subject ?? ""), [
    ["检查", "2026-06-09", "屋顶漏水"],
    ["改造进度", "2026-06-10", "已搭架子"],
  ]);
  assert.deepEqual(await told(newId()), []);
});

dbTest(
  "the condition on a day is that of the last inspection up to then, and of the register as it stood",
  async ({ ctx }) => {
    const place = await inTx(on(ctx, "2026-05-01"), (inner) =>
      aFacility(inner, { access: ["lift"], equipment: ["projector"] }),
    );
    await inspect(ctx, place.id, {
      on: "2026-05-10",
      equipment: [{ code: "projector", count: 2, state: "working" }],
    });
    await inspect(ctx, place.id, {
      on: "2026-06-01",
      grade: "poor",
      words: "投影机坏了一台",
      inspector: "第三方评估机构",
      access: [],
      equipment: [{ code: "projector", count: 1, state: "broken" }],
    });
    await inTx(on(ctx, "2026-06-05"), (inner) =>
      changeFacility(inner, {
        placeId: place.id,
        version: place.version,
        changes: { access: ["lift", "ramp"], equipment: [] },
      }),
    );
    const condition = async (day: string) => {
      const { inspection, register } = await conditionOn(ctx, place.id, day);
      return [
        inspection?.grade,
        inspection?.equipment.map(({ code, state }) => `${code} ${state}`).join(),
        register?.access.join(),
      ];
    };
    assert.deepEqual(await condition("2026-04-30"), [undefined, undefined, undefined]);
    assert.deepEqual(await condition("2026-05-09"), [undefined, undefined, "lift"]);
    assert.deepEqual(await condition("2026-05-10"), ["good", "projector working", "lift"]);
    assert.deepEqual(await condition("2026-06-04"), ["poor", "projector broken", "lift"]);
    assert.deepEqual(await condition("2026-06-12"), ["poor", "projector broken", "lift,ramp"]);
  },
);

dbTest("an inspection is never changed; a mistake is replaced once by another", async ({ ctx, db }) => {
  const place = await inTx(ctx, (inner) => aFacility(inner));
  const other = await inTx(ctx, (inner) => aFacility(inner));
  const { id: wrong } = await inspect(ctx, place.id, {
    grade: "unsafe",
    equipment: [{ code: "piano", count: 1, state: "broken" }],
  });
  await assert.rejects(
    db.run`update places.inspection set grade = 'good' where id = ${wrong}`,
    /not changed/,
  );
  await assert.rejects(
    db.run`delete from places.inspected_equipment where inspection_id = ${wrong}`,
    /not changed/,
  );
  await assert.rejects(inspect(ctx, other.id, { corrects: wrong }), { id: "not-found" });
  await inspect(ctx, place.id, { grade: "fair", corrects: wrong });
  await assert.rejects(inspect(ctx, place.id, { corrects: wrong }), { id: "inspection.corrected-before" });
  assert.deepEqual(
    (await inspectionsOf(db, place.id)).map(({ grade }) => grade),
    ["fair"],
  );
  const news = await db.many<{ corrects: string | null }>`
    select payload->>'corrects' as corrects from platform.outbox
     where type = 'place.inspected' and payload->>'placeId' = ${place.id} order by seq`;
  assert.deepEqual(
    news.map(({ corrects }) => corrects),
    [null, wrong],
  );
});

dbTest("what cannot be is refused with its place", async ({ ctx }) => {
  const { id } = await inTx(ctx, (inner) => aFacility(inner));
  await assert.rejects(inspect(ctx, id, { on: "2026-06-13" }), {
    faults: [{ field: "/body/on", id: "day.in-future" }],
  });
  await assert.rejects(inspect(ctx, id, { words: "  " }), {
    faults: [{ field: "/body/words", id: "missing" }],
  });
  const twice = { code: "piano", count: 1, state: "worn" } as const;
  await assert.rejects(inspect(ctx, id, { equipment: [twice, twice] }), {
    faults: [{ field: "/body/equipment/1/code", id: "twice" }],
  });
});
