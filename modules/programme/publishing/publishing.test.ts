import assert from "node:assert/strict";
import { offersOf } from "#booking";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { historyOf, setOnePersonRule, staffOfPaths } from "#platform/publishing";
import { fill, joinSlots } from "#platform/slots";
import { dbTest } from "#platform/testing";
import * as store from "../session-store.ts";
import { anEvent, someStaff } from "../testing.ts";
import { takeStep } from "./take-step.ts";

const organisation = (ctx: Ctx) => inTx(ctx, (inner) => anOrganisation(inner));
const step = (ctx: Ctx, actor: Ctx["actor"], input: Parameters<typeof takeStep>[1]) =>
  inTx({ ...ctx, actor }, (inner) => takeStep(inner, input));
const refusal = (id: string) => (error: unknown) => error instanceof Problem && error.id === id;
const outbox = (ctx: Ctx, id: string) =>
  ctx.db.many<{ type: string; payload: Record<string, unknown> }>`
    select type, payload from platform.outbox where payload->>'eventId' = ${id} order by seq`;

dbTest("three named people take an event to the public, and its offers open with it", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const draft = await anEvent(ctx, { organisationId, until: "approved" });
  assert.deepEqual(draft.offerIds, [], "nothing can be claimed before it is published");
  const done = await step(ctx, draft.publisher, { id: draft.id, version: draft.version, step: "publish" });
  assert.equal(done.state, "published");
  const [session] = await store.sessionsOf(ctx.db, [draft.id]);
  assert.ok(session?.offerId);
  const offer = (await offersOf(ctx.db, [session.offerId])).get(session.offerId);
  assert.deepEqual([offer?.state, offer?.quota, offer?.left], ["open", 25, 25]);
  assert.deepEqual(
    (await historyOf(ctx.db, "event", draft.id)).map((row) => [row.step, row.by]),
    [
      ["write", draft.editor.subject],
      ["submit", draft.editor.subject],
      ["check", draft.reviewer.subject],
      ["approve", draft.publisher.subject],
      ["publish", draft.publisher.subject],
    ],
  );
  assert.deepEqual(
    (await outbox(ctx, draft.id)).map(({ type }) => type),
    ["event.published"],
  );
});

dbTest(
  "nobody checks what they wrote; a one-person station may, and it is recorded",
  async ({ db, ctx: base }) => {
    const { id: organisationId, path } = await organisation(base);
    const station = await inTx(base, (inner) => anOrganisation(inner, { parentId: organisationId }));
    const alone = await inTx(base, (inner) => someStaff(inner, station.path, "manager"));
    const ctx = {
      ...base,
      slots: joinSlots([
        fill(staffOfPaths, async () => [{ orgPath: station.path, subject: alone.subject ?? "" }]),
      ]),
    };
    const above = await inTx(ctx, (inner) => someStaff(inner, path, "manager"));
    const draft = await anEvent(ctx, { organisationId: station.id, until: "submitted" });
    await db.run`
    insert into platform.publication (id, kind, thing, step, from_state, to_state, version, by, at)
    values (gen_random_uuid(), 'event', ${draft.id}, 'write', 'draft', 'draft', 1, ${alone.subject}, now())`;
    const check = { id: draft.id, version: draft.version, step: "check" as const };
    await assert.rejects(step(ctx, alone, check), refusal("publishing.own-work"));
    await assert.rejects(
      inTx({ ...ctx, actor: alone }, (inner) =>
        setOnePersonRule(inner, { orgPath: station.path, allowed: true, reason: "只有我一人" }),
      ),
      refusal("publishing.one-person-from-above"),
    );
    await inTx({ ...ctx, actor: above }, (inner) =>
      setOnePersonRule(inner, { orgPath: station.path, allowed: true, reason: "编制一人" }),
    );
    const { version } = await step(ctx, alone, check);
    const row = (await historyOf(db, "event", draft.id)).at(-1);
    assert.equal(row?.step, "check");
    assert.ok(row?.onePersonRule, "the rule that allowed it is named in the history");
    await inTx({ ...ctx, actor: above }, (inner) =>
      setOnePersonRule(inner, { orgPath: station.path, allowed: false, reason: "来了同事" }),
    );
    const approve = { id: draft.id, version, step: "approve" as const };
    await assert.rejects(step(ctx, alone, approve), refusal("publishing.own-work"), "the rule ended");
  },
);

dbTest(
  "the database refuses one's own check, a missing reason and any change of the history",
  async ({ db, ctx }) => {
    const { id: organisationId } = await organisation(ctx);
    const { id, editor } = await anEvent(ctx, { organisationId, until: "submitted" });
    const row = (step: string, reason: string | null) => db.run`
    insert into platform.publication (id, kind, thing, step, from_state, to_state, version, by, at, barred, reason)
    values (gen_random_uuid(), 'event', ${id}, ${step}, 'submitted', 'checked', 2, ${editor.subject}, now(), array[${editor.subject}]::uuid[], ${reason})`;
    await assert.rejects(row("check", null), /publication_not_own_work/);
    await assert.rejects(row("approve", null), /publication_not_own_work/);
    await assert.rejects(row("proof", null), /publication_not_own_work/);
    await assert.rejects(row("withdraw", null), /publication_says_why/);
    await assert.rejects(row("withdraw", "  "), /reason/);
    await assert.rejects(
      db.run`update platform.publication set by = gen_random_uuid() where thing = ${id}`,
      /not changed/,
    );
    await assert.rejects(db.run`delete from platform.publication where thing = ${id}`, /not changed/);
  },
);

dbTest("an unfinished draft is not submitted, and every gap is named", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const draft = await anEvent(ctx, {
    organisationId,
    event: { summary: "", mode: "on-site", placeId: null },
    sessions: [],
    until: "draft",
  });
  await assert.rejects(step(ctx, draft.editor, { id: draft.id, version: 1, step: "submit" }), (error) => {
    assert.ok(error instanceof Problem);
    assert.deepEqual(
      error.faults.map(({ id }) => id),
      ["event.no-summary", "event.no-place", "event.no-coming-session"],
    );
    return true;
  });
});

dbTest("publishing asks again: a session that passed meanwhile stops it", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const draft = await anEvent(ctx, { organisationId, until: "approved", sessions: [{ booking: null }] });
  const later = { ...ctx, clock: () => ctx.clock().add({ hours: 48 }) };
  await assert.rejects(
    step(later, draft.publisher, { id: draft.id, version: draft.version, step: "publish" }),
    refusal("input.invalid"),
  );
});

dbTest("two people who press at once: one is told that it changed", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const draft = await anEvent(ctx, { organisationId, until: "submitted" });
  const check = { id: draft.id, version: draft.version, step: "check" as const };
  const results = await Promise.allSettled([
    step(ctx, draft.reviewer, check),
    step(ctx, draft.reviewer, check),
  ]);
  assert.deepEqual(results.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  const lost = results.find((result) => result.status === "rejected");
  assert.ok(refusal("event.changed-meanwhile")(lost?.reason));
});

dbTest("withdrawn for a reason, edited, published again: new sessions with new offers", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const event = await anEvent(ctx, { organisationId });
  const as = (who: Ctx["actor"], of: Omit<Parameters<typeof takeStep>[1], "id">) =>
    step(ctx, who, { id: event.id, ...of });
  const gone = await as(event.publisher, { version: event.version, step: "withdraw", reason: "内容有误" });
  assert.equal((await offersOf(ctx.db, event.offerIds)).get(event.offerIds[0] ?? "")?.state, "closed");
  let { version } = await as(event.editor, { version: gone.version, step: "reopen" });
  const ways = [
    ["submit", event.editor],
    ["check", event.reviewer],
    ["approve", event.publisher],
    ["publish", event.publisher],
  ] as const;
  for (const [name, who] of ways) ({ version } = await as(who, { version, step: name }));
  const sessions = await store.sessionsOf(ctx.db, [event.id]);
  assert.equal(sessions.length, 2);
  const fresh = sessions.find(({ cancelledAt }) => !cancelledAt);
  assert.ok(fresh?.offerId && !event.offerIds.includes(fresh.offerId));
});

dbTest("staff of another organisation take no step here", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const other = await organisation(ctx);
  const stranger = await inTx(ctx, (inner) => someStaff(inner, other.path, "manager", "reviewer"));
  const draft = await anEvent(ctx, { organisationId, until: "submitted" });
  await assert.rejects(
    step(ctx, stranger, { id: draft.id, version: draft.version, step: "check" }),
    refusal("publishing.not-yours"),
  );
});
