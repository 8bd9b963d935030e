/** A class whose places are drawn, from its opening to its roll. */
import assert from "node:assert/strict";
import { carryOut, claim, confirmValue, enterDraw, freezeDraw, makeDraw, typeValue } from "#booking/filling";
import { listOf } from "#booking/testing";
import { verify } from "#libs/draw";
import { aResident } from "#people/testing";
import { anOrganisation } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { joinSlots } from "#platform/slots";
import { dbTest } from "#platform/testing";
import { someStaff } from "#programme/testing";
import { classById } from "./classes/class-store.ts";
import type { ClassText } from "./classes/contract.ts";
import { showForDesk } from "./classes/show-desk.ts";
import { classesToday } from "./classes/today.ts";
import { editClass } from "./classes/write-class.ts";
import { listPublic } from "./finding/list-classes.ts";
import { showClass } from "./finding/show.ts";
import { mine } from "./learning/record.ts";
import { coursesModule } from "./module.ts";
import { learnersOf } from "./teaching/roll.ts";
import { aClass, classText } from "./testing.ts";

const as = <C extends Ctx>(ctx: C, actor: Actor): C => ({ ...ctx, actor });
const later = <C extends Ctx>(ctx: C, hours: number): C => {
  const now = ctx.clock().add({ hours });
  return { ...ctx, clock: () => now };
};
const value = "03 08 15 21 27 33 + 09";

/** Two lessons a week apart, the first so many hours from now. */
const lessons = (ctx: Ctx, hours: number) =>
  [0, 7 * 24].map((more) => {
    const startsAt = ctx.clock().add({ hours: hours + more });
    return { startsAt: startsAt.toString(), endsAt: startsAt.add({ minutes: 90 }).toString() };
  });

const byDraw = (ctx: Ctx): Partial<ClassText> => ({
  ...{ way: "draw", waitingList: false, places: 4, counterPlaces: 2, minimum: 1 },
  closesAt: ctx
    .clock()
    .add({ hours: 9 * 24 })
    .toString(),
});

async function aClassByDraw(ctx: Ctx, hours = 240) {
  const { id: organisationId, path } = await inTx(ctx, (inner) => anOrganisation(inner, {}));
  const build = { class: byDraw(ctx), lessons: lessons(ctx, hours) };
  return { organisationId, path, ...(await aClass(ctx, { organisationId, ...build })) };
}

/** Takes entries for an hour yet, of a value that is known in three. */
const drawOf = (ctx: TxCtx, offerIds: string[], mostLots = 1) =>
  makeDraw(ctx, {
    ...{ title: "夏季班", offerIds, valueKind: "double-colour", valueSource: "双色球第 2027031 期" },
    ...{ opensAt: ctx.clock().subtract({ hours: 1 }), closesAt: ctx.clock().add({ hours: 1 }) },
    ...{ knownFrom: ctx.clock().add({ hours: 3 }), revealBy: ctx.clock().add({ hours: 24 }) },
    ...{ confirmBy: null, mostPeople: 1, mostLots, unnamed: false, groups: [] },
    weights: { base: 1, loss: 0, win: 0, missed: 0, months: 12 },
  });

async function drawn(ctx: Ctx, drawId: string, path: string): Promise<string> {
  await inTx(later(ctx, 2), (inner) => freezeDraw(inner, drawId));
  const known = later(ctx, 4);
  await inTx(known, async (inner) => {
    await typeValue(as(inner, await someStaff(inner, path, "clerk")), drawId, value);
    await confirmValue(as(inner, await someStaff(inner, path, "reviewer")), drawId, value);
  });
  await carryOut(known, drawId);
  return listOf(ctx, drawId);
}

dbTest(
  "nobody has a place of it before a draw is made, and its manager is told to make one",
  async ({ ctx }) => {
    const built = await aClassByDraw(ctx);
    const { classId: id, offerId, path } = built;
    const view = await showClass(ctx, id);
    assert.deepEqual(
      [view.admission.state, view.draw],
      ["drawn", { drawId: null, awaits: true, takesEntries: false }],
    );
    const { actor } = await inTx(ctx, (inner) => aResident(inner));
    const take = () => inTx(as(ctx, actor), (inner) => claim(inner, { offerId, size: 1 }));
    await assert.rejects(take(), { id: "claim.to-be-drawn" });
    const manager = await inTx(ctx, (inner) => someStaff(inner, path, "manager"));
    const lines = await classesToday(as(ctx, manager), { day: "2026-06-12" });
    assert.deepEqual(
      lines.flatMap(({ key }) => (key.startsWith("today.class-") ? key : [])),
      ["today.class-undrawn"],
    );
    const desk = await showForDesk(as(ctx, manager), id);
    assert.deepEqual([desk.draw?.awaits, desk.can.includes("keep")], [true, false]);
    const klass = await classById(ctx.db, id);
    const edit = (way: ClassText["way"]) =>
      inTx(as(ctx, built.editor), async (inner) =>
        editClass(inner, {
          id,
          version: (await classById(inner.db, id))?.version ?? 0,
          reason: "报名的人不多",
          class: classText(ctx, {
            ...byDraw(ctx),
            ...{ placeId: klass?.placeId ?? null, teacherId: built.teacherId, way },
          }),
        }),
      );
    await edit("first-come");
    await take();
    await assert.rejects(edit("draw"), { id: "class.way-stays" });
  },
);

dbTest(
  "classes of a term are drawn together by preference: then they are classes like any other",
  async ({ ctx: base }) => {
    // Booking asks when lessons are.
    const ctx = { ...base, slots: joinSlots(coursesModule.slots ?? []) };
    const one = await aClassByDraw(ctx);
    const { organisationId, path } = one;
    const other = async (hours: number) =>
      (await aClass(ctx, { organisationId, class: byDraw(ctx), lessons: lessons(ctx, hours) })).offerId;
    // One has its lessons at the hours of the first, one on other days of the same weeks.
    const [same, apart] = [await other(241), await other(264)];
    const manager = await inTx(ctx, (inner) => someStaff(inner, path, "manager"));
    const { drawId } = await inTx(as(ctx, manager), (inner) => drawOf(inner, [one.offerId, same, apart], 2));
    // Codes are in the order of their first lessons.
    const [first, second, third] = ["1", "2", "3"] as const;
    const people = await inTx(ctx, async (inner) => {
      const all: Actor[] = [];
      for (let n = 0; n < 5; n++) {
        const { actor } = await aResident(inner);
        await enterDraw(as(inner, actor), {
          drawId,
          people: [],
          unnamed: 0,
          choices: [first, second, third],
          most: 2,
        });
        all.push(actor);
      }
      return all;
    });
    const view = await showClass(ctx, one.classId);
    assert.deepEqual(view.draw, { drawId, awaits: true, takesEntries: true });
    assert.ok((await listPublic(ctx, { open: "yes" })).items.some(({ id }) => id === one.classId));
    await assert.rejects(
      inTx(as(ctx, one.editor), async (inner) =>
        editClass(inner, {
          ...{ id: one.classId, version: one.version, reason: "改主意" },
          class: classText(ctx, { ...byDraw(ctx), teacherId: one.teacherId, way: "first-come" }),
        }),
      ),
      { id: "class.way-stays" },
    );

    const { list } = verify(await drawn(ctx, drawId, path));
    assert.deepEqual(list?.overlaps, [[first, second]]);
    const known = later(ctx, 4);
    const klass = await classById(ctx.db, one.classId);
    const roll = klass ? await learnersOf(known, klass) : [];
    assert.equal(roll.length, 2, "of four places two are the counter's");
    const records = await Promise.all(people.map((actor) => mine(as(known, actor))));
    assert.equal(
      records.filter(({ items }) => items.some(({ classId }) => classId === one.classId)).length,
      2,
    );
    const counts = records.map(({ items }) => items.length).toSorted();
    assert.deepEqual(counts, [1, 1, 1, 1, 2], "first one for everybody, then a second of what is left");
    const after = await showClass(known, one.classId);
    assert.deepEqual(
      [after.admission.state, after.draw?.awaits, after.offer?.waitingList],
      ["full", false, true],
    );
    // A change of the class does not end the line of who was not drawn.
    await inTx(as(known, one.editor), async (inner) =>
      editClass(inner, {
        ...{
          id: one.classId,
          version: (await classById(inner.db, one.classId))?.version ?? 0,
          reason: "改名",
        },
        class: classText(ctx, {
          ...{ ...byDraw(ctx), term: "夏季一班", teacherId: one.teacherId },
          placeId: klass?.placeId ?? null,
        }),
      }),
    );
    const desk = await showForDesk(as(known, manager), one.classId);
    assert.deepEqual([desk.enrolled, desk.waiting], [2, 3]);
  },
);
