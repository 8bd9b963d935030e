import assert from "node:assert/strict";
import { type Actor, anonymous, newSubject, type Role } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { performer } from "#platform/http";
import { historyOf, madeLately, setOnePersonRule, staffOfPaths } from "#platform/publishing";
import { fill, joinSlots } from "#platform/slots";
import { dbTest, landFile } from "#platform/testing";
import { placesOn } from "../coverage/coverage-store.ts";
import { facilitiesTable } from "../exchange/facilities.ts";
import { endFacility } from "../facility/end.ts";
import { facilities } from "../facility/facility-store.ts";
import { operations } from "../routes.ts";
import { aFacility, anOrganisation, withdrawPlace } from "../testing.ts";
import { takePlaceStep } from "./take-step.ts";
import { placeStepsView } from "./views.ts";
import { insertWaiting } from "./waiting-store.ts";

const { perform } = performer(operations, { checkAnswers: true });

async function holding(ctx: Ctx, path: string, role: Role): Promise<Ctx> {
  const subject = await inTx(ctx, (inner) => newSubject(inner.db, inner));
  const actor: Actor = {
    ...anonymous,
    kind: "staff",
    account: subject,
    subject,
    grants: [{ role, path }],
  };
  return { ...ctx, actor };
}

/** A public place since 2018 with two managers. */
async function aPlace(ctx: Ctx, number = `T-${crypto.randomUUID().slice(0, 8)}`) {
  const above = await inTx(ctx, (inner) => anOrganisation(inner));
  const own = await inTx(ctx, (inner) => anOrganisation(inner, { parentId: above.id }));
  const { id } = await inTx(ctx, (inner) =>
    aFacility(inner, { organisationId: own.id, since: "2018-01-01", number, position: null }),
  );
  const one = await holding(ctx, own.path, "manager");
  const other = await holding(ctx, own.path, "manager");
  return { id, number, orgPath: own.path, one, other, above: await holding(ctx, above.path, "manager") };
}

const change = (who: Ctx, id: string, changes: object, version = 1) =>
  perform(who, "places.change", { params: { id }, body: { version, changes, reason: "功能调整" } }, null);
const move = (who: Ctx, id: string, on: string) =>
  perform(
    who,
    "places.move",
    { params: { id }, body: { divisionCode: "650203007", on, reason: "补录搬迁" } },
    null,
  );
const end = (who: Ctx, id: string, on: string, reason = "早已停用") =>
  perform(who, "places.end", { params: { id }, body: { on, reason } }, null);

async function stepsFor(who: Ctx, id: string) {
  const [place] = await facilities(who.db, [id]);
  assert.ok(place);
  return placeStepsView(who, place);
}

async function decide(who: Ctx, reader: Ctx, id: string, how: "confirm" | "decline", body?: object) {
  const waiting = (await stepsFor(reader, id)).waiting?.id ?? "";
  return perform(
    who,
    `places.${how}-change`,
    { params: { id, change: waiting }, ...(body && { body }) },
    null,
  );
}

const countedAs = async ({ db }: Ctx, id: string, day: string) => {
  const place = (await placesOn(db, day, "Asia/Shanghai")).find((one) => one.id === id);
  return place ? `${place.kind} ${place.divisionCode}` : null;
};
const told = async (ctx: Ctx, id: string) =>
  (await historyOf(ctx.db, "place", id))
    .slice(1)
    .map(({ step, by, changed }) => [step, by, changed?.on ?? null]);
const held = "book-house 650203001";

dbTest(
  "another kind of a public place lifts no figure before a second person has confirmed it; the rest is saved at once",
  async ({ ctx }) => {
    const { id, one, other } = await aPlace(ctx);
    const answer = await change(one, id, { kind: "library", phone: "0990-6000001" });
    assert.deepEqual(answer, { version: 2, waits: true });
    assert.equal((await facilities(ctx.db, [id]))[0]?.phone, "0990-6000001");
    assert.equal(await countedAs(ctx, id, "2026-06-12"), held);
    const seen = (await stepsFor(other, id)).waiting;
    assert.deepEqual(
      seen?.changed.flatMap(({ fields }) => fields.map(({ field }) => field)),
      ["kind"],
    );
    assert.deepEqual(seen?.can, ["confirm", "decline"]);
    assert.deepEqual((await stepsFor(one, id)).waiting?.can, ["take-back"]);
    await assert.rejects(change(other, id, { level: "street" }, 2), { id: "place.change-waits" });
    await assert.rejects(decide(one, one, id, "confirm"), { id: "publishing.own-work" });
    assert.equal(await countedAs(ctx, id, "2026-06-12"), held);
    await decide(other, other, id, "confirm");
    assert.equal(await countedAs(ctx, id, "2026-06-12"), "library 650203001");
    assert.deepEqual(await told(ctx, id), [
      ["change", one.actor.subject, "2026-06-12"],
      ["approve", other.actor.subject, null],
    ]);
    const params = { id, change: seen?.id ?? "" };
    await assert.rejects(perform(other, "places.confirm-change", { params }, null), {
      id: "place.change-decided",
    });
  },
);

dbTest(
  "of several parts each is told from its own day and takes its own right; the end of what has ended stays",
  async ({ ctx }) => {
    const { id, orgPath, one, other } = await aPlace(ctx);
    const asked = { kind: "library", endedOn: "2025-01-01" };
    const askedBy = one.actor.subject ?? "";
    await inTx(ctx, (inner) =>
      insertWaiting(inner.db, [
        { id: newId(), placeId: id, asked, reason: "早已停用", askedBy, askedAt: ctx.clock() },
      ]),
    );
    const seen = (await stepsFor(other, id)).waiting;
    assert.deepEqual(
      seen?.changed.map((part) => [part.on, part.fields.map(({ field }) => field)]),
      [
        ["2026-06-12", ["kind"]],
        ["2025-01-01", ["ended"]],
      ],
    );
    const publisher = await holding(ctx, orgPath, "publisher");
    assert.deepEqual((await stepsFor(publisher, id)).waiting?.can, [], "who publishes ends no place");
    await assert.rejects(decide(publisher, one, id, "confirm"), { status: 403 });
    await decide(other, one, id, "confirm");
    assert.equal(await countedAs(ctx, id, "2025-01-01"), null);
    assert.deepEqual(await end(one, id, "2025-01-01"), { waits: false });
    await assert.rejects(end(one, id, "2025-03-01"), { id: "place.ended" });
  },
);

dbTest("what has become true meanwhile is declined on record all the same", async ({ ctx }) => {
  const { id, one, other } = await aPlace(ctx);
  const asked = { kind: "book-house" };
  const askedBy = one.actor.subject ?? "";
  await inTx(ctx, (inner) =>
    insertWaiting(inner.db, [
      { id: newId(), placeId: id, asked, reason: "功能调整", askedBy, askedAt: ctx.clock() },
    ]),
  );
  await decide(other, other, id, "decline", { reason: "已经是书屋了" });
  assert.deepEqual(await told(ctx, id), [["send-back", other.actor.subject, null]]);
});

dbTest("whom the asker has lately made a colleague confirms nothing of theirs", async ({ ctx }) => {
  const { id, one, other } = await aPlace(ctx);
  await move(one, id, "2024-01-01");
  const slots = joinSlots([
    fill(madeLately, async (_ctx, { maker, subject }) =>
      maker === one.actor.subject && subject === other.actor.subject ? [true as const] : [],
    ),
  ]);
  const puppet = { ...other, slots };
  assert.deepEqual((await stepsFor(puppet, id)).waiting?.can, ["decline"]);
  await assert.rejects(decide(puppet, one, id, "confirm"), { id: "place.change-made-lately" });
  assert.equal(await countedAs(ctx, id, "2025-06-01"), held);
});

dbTest("what whoever asked may reach, another confirms who reaches less far", async ({ ctx }) => {
  const above = await inTx(ctx, (inner) => anOrganisation(inner, { divisionCode: "650203" }));
  const own = await inTx(ctx, (inner) =>
    anOrganisation(inner, { parentId: above.id, divisionCode: "650203001" }),
  );
  const { id } = await inTx(ctx, (inner) =>
    aFacility(inner, { organisationId: own.id, since: "2018-01-01", position: null }),
  );
  const far = await holding(ctx, above.path, "manager");
  const near = await holding(ctx, own.path, "manager");
  await assert.rejects(move(near, id, "2026-06-12"), {
    faults: [{ field: "/body/divisionCode", id: "place.division-beyond", data: { organisation: own.name } }],
  });
  assert.deepEqual(await move(far, id, "2026-06-12"), { waits: true });
  await decide(near, far, id, "confirm");
  assert.equal(await countedAs(ctx, id, "2026-06-12"), "book-house 650203007");
});

dbTest("a past day of a place moves or ends only by two people", async ({ ctx }) => {
  const { id, one, other } = await aPlace(ctx);
  assert.deepEqual(await move(one, id, "2024-01-01"), { waits: true });
  assert.equal(await countedAs(ctx, id, "2025-06-01"), held);
  await decide(other, one, id, "confirm");
  assert.equal(await countedAs(ctx, id, "2023-12-31"), held);
  assert.equal(await countedAs(ctx, id, "2025-06-01"), "book-house 650203007");
  assert.deepEqual((await told(ctx, id))[0], ["change", one.actor.subject, "2024-01-01"]);
  await assert.rejects(end(one, id, "2025-01-01", " "), {
    faults: [{ field: "/body/reason", id: "missing" }],
  });
  assert.deepEqual(await end(one, id, "2025-01-01"), { waits: true });
  assert.equal(await countedAs(ctx, id, "2025-06-01"), "book-house 650203007");
  await decide(other, one, id, "confirm");
  assert.deepEqual(
    [await countedAs(ctx, id, "2024-12-31"), await countedAs(ctx, id, "2025-01-01")],
    ["book-house 650203007", null],
  );
  const ended = (await historyOf(ctx.db, "place", id)).at(-2)?.changed;
  assert.deepEqual(ended, {
    on: "2025-01-01",
    fields: [{ field: "ended", was: "未停用", is: "2025-01-01" }],
  });
});

dbTest(
  "what is no longer public moves today as its manager says, and on a past day by two people; today's end takes one",
  async ({ ctx }) => {
    const gone = await aPlace(ctx);
    await inTx(gone.above, (inner) => withdrawPlace(inner, gone.id));
    assert.deepEqual(await move(gone.one, gone.id, "2024-01-01"), { waits: true });
    await decide(gone.one, gone.one, gone.id, "decline", {});
    assert.deepEqual(await move(gone.one, gone.id, "2026-06-12"), { waits: false });
    const open = await aPlace(ctx);
    await assert.rejects(end(open.one, open.id, "2026-06-12", " "), {
      faults: [{ field: "/body/reason", id: "missing" }],
    });
    assert.deepEqual(await end(open.one, open.id, "2026-06-12"), { waits: false });
    const reviewed = await aPlace(ctx);
    await inTx(reviewed.above, async (inner) => {
      await withdrawPlace(inner, reviewed.id);
      for (const step of ["reopen", "submit"] as const)
        await takePlaceStep(inner, { id: reviewed.id, version: 1, step });
    });
    assert.deepEqual(await inTx(reviewed.one, (inner) => endFacility(inner, reviewed.id, "2026-06-12")), {
      waits: false,
    });
  },
);

dbTest(
  "what is not confirmed leaves everything as it was, and the history says who and why",
  async ({ ctx }) => {
    const { id, one, other } = await aPlace(ctx);
    await move(one, id, "2024-01-01");
    await assert.rejects(decide(other, other, id, "decline", {}), {
      faults: [{ field: "/body/reason", id: "missing" }],
    });
    const outsider = await holding(ctx, (await inTx(ctx, (inner) => anOrganisation(inner))).path, "manager");
    await assert.rejects(decide(outsider, other, id, "confirm"), { status: 403 });
    await decide(other, other, id, "decline", { reason: "没有批文" });
    await move(one, id, "2024-01-01");
    await decide(one, one, id, "decline", {});
    assert.equal(await countedAs(ctx, id, "2025-06-01"), held);
    assert.deepEqual(await told(ctx, id), [
      ["send-back", other.actor.subject, "2024-01-01"],
      ["take-back", one.actor.subject, "2024-01-01"],
    ]);
  },
);

dbTest("a station with one person does it alone, and the history marks it", async ({ ctx: base }) => {
  const staff: { orgPath: string; subject: string }[] = [];
  const ctx = { ...base, slots: joinSlots([fill(staffOfPaths, async () => staff)]) };
  const { id, number, one, orgPath, above } = await aPlace(ctx);
  staff.push({ orgPath, subject: one.actor.subject ?? "" });
  await inTx(above, (inner) => setOnePersonRule(inner, { orgPath, allowed: true, reason: "编制一人" }));
  assert.deepEqual(await change(one, id, { kind: "library" }), { version: 2, waits: false });
  assert.deepEqual(await move(one, id, "2024-01-01"), { waits: false });
  const ended = await landFile(one, facilitiesTable, `编号,停用日期\n${number},2025-01-01\n`);
  assert.deepEqual([ended.tally.changed, ended.faults], [1, []]);
  const rows = (await historyOf(ctx.db, "place", id)).slice(1);
  assert.deepEqual(
    rows.map(({ step, onePersonRule, changed }) => [step, onePersonRule !== null, changed?.on]),
    [
      ["change", true, "2026-06-12"],
      ["change", true, "2024-01-01"],
      ["change", true, "2025-01-01"],
    ],
  );
});

dbTest(
  "what waited when one became the whole station its page offers to confirm, and so it is done",
  async ({ ctx: base }) => {
    const staff: { orgPath: string; subject: string }[] = [];
    const ctx = { ...base, slots: joinSlots([fill(staffOfPaths, async () => staff)]) };
    const { id, one, orgPath, above } = await aPlace(ctx);
    assert.deepEqual(await change(one, id, { kind: "library" }), { version: 1, waits: true });
    assert.deepEqual((await stepsFor(one, id)).waiting?.can, ["take-back"]);
    staff.push({ orgPath, subject: one.actor.subject ?? "" });
    await inTx(above, (inner) => setOnePersonRule(inner, { orgPath, allowed: true, reason: "编制一人" }));
    assert.deepEqual((await stepsFor(one, id)).waiting?.can, ["confirm", "take-back"]);
    await decide(one, one, id, "confirm");
    assert.equal(await countedAs(ctx, id, "2026-06-12"), "library 650203001");
    const approved = (await historyOf(ctx.db, "place", id)).at(-1);
    assert.deepEqual([approved?.step, approved?.onePersonRule !== null], ["approve", true]);
  },
);

dbTest("a table asks for a second person just as the desk does, row by row", async ({ ctx }) => {
  const { id, number, one, other } = await aPlace(ctx);
  const file = `编号,类型,电话,区划代码,起始日期\n${number},图书馆,0990-6000001,650203007,2024-01-01\n`;
  const landed = await landFile(one, facilitiesTable, file);
  assert.deepEqual([landed.tally.changed, landed.faults], [1, []]);
  assert.equal((await facilities(ctx.db, [id]))[0]?.phone, "0990-6000001");
  assert.equal(await countedAs(ctx, id, "2026-06-12"), held);
  const again = await landFile(one, facilitiesTable, file);
  assert.deepEqual(
    again.faults.map(({ id: why }) => why),
    ["refusal.place.change-waits"],
  );
  await decide(other, other, id, "confirm");
  assert.equal(await countedAs(ctx, id, "2026-06-12"), "library 650203007");
});

dbTest(
  "an end by table is in the history: today's at once, a past one when it is confirmed",
  async ({ ctx }) => {
    for (const [on, waits] of [
      ["2026-06-12", false],
      ["2025-01-01", true],
    ] as const) {
      const { id, number, one, other } = await aPlace(ctx);
      const landed = await landFile(one, facilitiesTable, `编号,停用日期\n${number},${on}\n`);
      assert.deepEqual([landed.tally.changed, landed.faults], [1, []]);
      assert.equal((await facilities(ctx.db, [id]))[0]?.endedOn ?? null, waits ? null : on);
      if (waits) await decide(other, one, id, "confirm");
      const ended = (await historyOf(ctx.db, "place", id)).find(({ step }) => step === "change");
      assert.deepEqual(
        [ended?.by, ended?.changed?.fields],
        [one.actor.subject, [{ field: "ended", was: "未停用", is: on }]],
      );
      assert.equal(await countedAs(ctx, id, on), null);
    }
  },
);

dbTest("one change of a place waits at a time, by the database", async ({ ctx }) => {
  const { id } = await aPlace(ctx);
  const waiting = () => ({
    id: crypto.randomUUID(),
    placeId: id,
    asked: { kind: "library" },
    reason: "功能调整",
    askedBy: crypto.randomUUID(),
    askedAt: ctx.clock(),
  });
  await assert.rejects(
    inTx(ctx, (inner) => insertWaiting(inner.db, [waiting(), waiting()])),
    { constraint: "waiting_change_one_at_a_time" },
  );
});
