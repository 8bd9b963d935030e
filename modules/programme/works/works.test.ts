import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { historyOf, setOnePersonRule, staffOfPaths } from "#platform/publishing";
import { fill, joinSlots } from "#platform/slots";
import { dbTest } from "#platform/testing";
import { anEvent, someStaff } from "../testing.ts";
import { mayPublishWork, mayWriteWork } from "./may.ts";
import { worksOfStaff } from "./second-person.ts";
import { aWork, workText } from "./testing.ts";
import { create, edit, listPublished, publish, setShowing, showForDesk, showWork } from "./works.ts";

const refusal = (id: string) => (error: unknown) => error instanceof Problem && error.id === id;

dbTest(
  "a work is public when somebody has published it, with the events that show it; taken back it is not",
  async ({ ctx }) => {
    const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
    const { id, version } = await aWork(ctx, organisationId, { published: false });
    const publisher = await inTx(ctx, (inner) => someStaff(inner, "any.", "publisher"));
    const as = { ...ctx, actor: publisher };
    await assert.rejects(showWork(ctx, id), refusal("not-found"));
    const event = await anEvent(ctx, { organisationId });
    const draft = await anEvent(ctx, { organisationId, until: "draft" });
    const show = (eventId: string) => inTx(ctx, (inner) => setShowing(inner, { id, eventId, shown: true }));
    await assert.rejects(show(draft.id), refusal("not-found"));
    await show(event.id);
    await show(event.id);
    const next = await inTx(as, (inner) => publish(inner, { id, version, published: true }));
    const shown = await showWork(ctx, id);
    assert.deepEqual(
      shown.showings.map((one) => one.id),
      [event.id],
    );
    assert.deepEqual(
      (await listPublished(ctx, "dance")).items.map((row) => row.id),
      [id],
    );
    assert.deepEqual((await listPublished(ctx, "novel")).items, []);
    await assert.rejects(
      inTx(ctx, (inner) => edit(inner, { id, version, work: workText() })),
      refusal("event.changed-meanwhile"),
    );
    await inTx(as, (inner) => publish(inner, { ...next, published: false, reason: "权利人要求" }));
    await assert.rejects(showWork(ctx, id), refusal("not-found"));
  },
);

dbTest(
  "a work is shown at events of its own house, alone or jointly, and nowhere unasked",
  async ({ ctx }) => {
    const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
    const below = await inTx(ctx, (inner) => anOrganisation(inner, { parentId: organisationId }));
    const other = await inTx(ctx, (inner) => anOrganisation(inner));
    const { id } = await aWork(ctx, organisationId);
    const show = (eventId: string) => inTx(ctx, (inner) => setShowing(inner, { id, eventId, shown: true }));
    const theirs = await anEvent(ctx, { organisationId: other.id });
    const joint = await anEvent(ctx, {
      organisationId: other.id,
      event: { jointOrganiserIds: [organisationId] },
    });
    const own = await anEvent(ctx, { organisationId: below.id });
    const offered = (await showForDesk(ctx, id)).events.map((event) => event.id);
    assert.deepEqual(offered.toSorted(), [joint.id, own.id].toSorted());
    await assert.rejects(show(theirs.id), refusal("work.not-own-event"));
    await show(joint.id);
    await show(own.id);
  },
);

dbTest("no work and no prize is of a year that is far ahead", async ({ ctx }) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const { id, version } = await aWork(ctx, organisationId, { published: false });
  const next = ctx.clock().toZonedDateTimeISO(ctx.city.zone).year + 1;
  const write = (year: number, awardYear: number) =>
    inTx(ctx, async (inner) => {
      const actor = await someStaff(inner, "any.", "editor");
      const work = workText({ year, awards: [{ year: awardYear, name: "奖" }] });
      return edit({ ...inner, actor }, { id, version, work });
    });
  const fault = (field: string) => (error: unknown) =>
    error instanceof Problem && error.faults.every((one) => one.field === field);
  await assert.rejects(write(next + 1, next), fault("/body/work/year"));
  await assert.rejects(write(next, 2999), fault("/body/work/awards/0/year"));
  await write(next, next);
});

dbTest("editors write drafts, whoever publishes changes what is public", async ({ ctx }) => {
  const organisation = await inTx(ctx, (inner) => anOrganisation(inner));
  const editor = await inTx(ctx, (inner) => someStaff(inner, organisation.path, "editor"));
  const publisher = await inTx(ctx, (inner) => someStaff(inner, organisation.path, "publisher"));
  const of = (publishedAt: string | null) => ({ orgPath: organisation.path, publishedAt });
  assert.deepEqual([mayWriteWork(editor, of(null)), mayWriteWork(editor, of("now"))], [true, false]);
  assert.deepEqual([mayWriteWork(publisher, of("now")), mayPublishWork(editor, of(null))], [true, false]);
  const { id } = await aWork(ctx, organisation.id);
  assert.deepEqual((await showForDesk({ ...ctx, actor: publisher }, id)).can, ["write", "publish"]);
});

const on = <T>(ctx: Ctx, actor: Actor, run: Parameters<typeof inTx<T>>[1]) => inTx({ ...ctx, actor }, run);

dbTest(
  "nobody makes public what they wrote, a change of it in public needs a reason, and a one-person station may",
  async ({ db, ctx: base }) => {
    const above = await inTx(base, (inner) => anOrganisation(inner));
    const station = await inTx(base, (inner) => anOrganisation(inner, { parentId: above.id }));
    const one = await inTx(base, (inner) => someStaff(inner, station.path, "manager"));
    const other = await inTx(base, (inner) => someStaff(inner, station.path, "publisher"));
    const ctx = {
      ...base,
      slots: joinSlots([
        fill(staffOfPaths, async () => [{ orgPath: station.path, subject: one.subject ?? "" }]),
      ]),
    };
    const write = () =>
      on(ctx, one, (inner) => create(inner, { organisationId: station.id, work: workText() }));
    const made = await write();
    const publishes = (who: Actor, work: { id: string; version: number }) =>
      on(ctx, who, (inner) => publish(inner, { ...work, published: true }));
    await assert.rejects(publishes(one, made), refusal("work.own-work"));
    assert.deepEqual((await showForDesk({ ...ctx, actor: one }, made.id)).can, ["write"]);
    const shown = await publishes(other, made);

    const changes = (reason?: string, change: Parameters<typeof workText>[0] = { year: 2024 }) =>
      on(ctx, other, (inner) => edit(inner, { ...shown, work: workText(change), ...(reason && { reason }) }));
    await assert.rejects(changes(), refusal("input.invalid"));
    for (const into of [{ title: "黑走马" }, { kind: "novel" }] as const)
      await assert.rejects(changes("题目有误", into), refusal("work.other-work"));
    const changed = await changes("年份有误");
    await assert.rejects(
      on(ctx, one, (inner) => publish(inner, { ...changed, published: false })),
      refusal("input.invalid"),
    );
    const back = await on(ctx, one, (inner) =>
      publish(inner, { ...changed, published: false, reason: "权利人要求" }),
    );
    await assert.rejects(publishes(other, back), refusal("work.own-work"), "who changed it wrote it");
    assert.deepEqual(
      (await historyOf(db, "work", made.id)).map(({ step, by, reason }) => [
        step,
        by === one.subject,
        reason,
      ]),
      [
        ["write", true, null],
        ["approve", false, null],
        ["publish", false, null],
        ["change", false, "年份有误"],
        ["withdraw", true, "权利人要求"],
      ],
    );
    const [copy] = await worksOfStaff(ctx, one.subject ?? "");
    assert.deepEqual(
      copy?.rows.map(({ step }) => step),
      ["write", "withdraw"],
    );

    const manager = await inTx(ctx, (inner) => someStaff(inner, above.path, "manager"));
    await on(ctx, manager, (inner) =>
      setOnePersonRule(inner, { orgPath: station.path, allowed: true, reason: "编制一人" }),
    );
    const alone = await write();
    await publishes(one, alone);
    const row = (await historyOf(db, "work", alone.id)).find(({ step }) => step === "approve");
    assert.ok(row?.onePersonRule, "the rule that allowed it is named in the history");
  },
);
