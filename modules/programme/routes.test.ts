import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { anonymous } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { Problem } from "#platform/errors";
import { performer } from "#platform/http";
import { dbTest } from "#platform/testing";
import { operations } from "./routes.ts";
import { sessionsOf } from "./session-store.ts";
import { anEvent, aSeries, eventText, samples, sessionText, someStaff } from "./testing.ts";

const { perform } = performer(operations, { checkAnswers: true });
const organisation = (ctx: Ctx) => inTx(ctx, (inner) => anOrganisation(inner));
const faults = (error: unknown) =>
  error instanceof Problem ? error.faults.map(({ field, id }) => `${field} ${id}`) : [];
const problem = async (work: Promise<unknown>): Promise<Problem> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof Problem, `a problem, not ${error}`);
  return error;
};

/** What people do for themselves, and jurors: carried out in the tests of contests, feedback and moves. */
const ofResidents =
  /^(contests\.(enter|join|leave|mine)|jury\..*|feedback\.(mine|give)|events\.(answer-)?move(-by-link)?)$/;

/** Lists show each of the staff their own; brand series are public, and for all of them to choose from, as is what tours and is offered. */
const ofAllStaff = new Set([
  "events.desk-list",
  "events.choices",
  "series.desk-list",
  "series.desk-get",
  "works.desk-list",
  "touring.desk-list",
  "touring.desk-get",
]);

dbTest(
  "every operation has a sample, answers as its contract says, and is closed to whoever may not",
  async ({ ctx }) => {
    const { id: organisationId, path } = await organisation(ctx);
    const other = await organisation(ctx);
    // A manager of the organisation above, where the one-person rule is set, and its admin, who decides for the city.
    const parent = path;
    const child = await inTx(ctx, (inner) => anOrganisation(inner, { parentId: organisationId }));
    const manager = await inTx(ctx, (inner) => someStaff(inner, parent, "manager", "admin"));
    const stranger = await inTx(ctx, (inner) => someStaff(inner, other.path, "manager"));
    assert.deepEqual(Object.keys(samples).sort(), operations.map(({ operation }) => operation.id).sort());
    for (const { operation, access } of operations) {
      const sample = samples[operation.id];
      assert.ok(sample);
      const input = await inTx(ctx, (inner) => sample(inner, child.id));
      if (access.kind === "rule") {
        const nobody = await problem(perform({ ...ctx, actor: anonymous }, operation.id, input, null));
        assert.equal(nobody.status, 401, operation.id);
        if (!ofResidents.test(operation.id) && !ofAllStaff.has(operation.id)) {
          const strange = await problem(perform({ ...ctx, actor: stranger }, operation.id, input, null));
          assert.equal(strange.status, 403, operation.id);
        }
      }
      if (!ofResidents.test(operation.id))
        await perform({ ...ctx, actor: manager }, operation.id, input, newId());
    }
  },
);

dbTest("bad input names every field and leaves nothing behind", async ({ db, ctx }) => {
  const { id: organisationId, path } = await organisation(ctx);
  const actor = await inTx(ctx, (inner) => someStaff(inner, path, "editor"));
  const create = (event: object, sessions: object[] = []) =>
    problem(perform({ ...ctx, actor }, "events.create", { body: { organisationId, event, sessions } }, null));
  const text = eventText();
  const good = sessionText(ctx);
  const cases: [object, object[], string][] = [
    [{ ...text, title: "" }, [], "/body/event/title missing"],
    [{ ...text, title: "题".repeat(101) }, [], "/body/event/title too-long"],
    [{ ...text, title: "a\nb" }, [], "/body/event/title pattern"],
    [{ ...text, title: "a\u0000" }, [], "/body/event/title unwritable"],
    [{ ...text, kind: "party" }, [], "/body/event/kind not-offered"],
    [{ ...text, colour: "red" }, [], "/body/event/colour unknown"],
    [{ ...text, ageFrom: 12, ageTo: 6 }, [], "/body/event/ageTo event.ages-reversed"],
    [{ ...text, ageFrom: -1 }, [], "/body/event/ageFrom too-small"],
    [{ ...text, link: "javascript:alert(1)" }, [], "/body/event/link pattern"],
    [{ ...text, mode: "hybrid", placeId: newId() }, [], "/body/event/placeId event.unknown-place"],
    [{ ...text, mode: "hybrid", spaceId: newId() }, [], "/body/event/spaceId event.space-without-place"],
    [{ ...text, seriesId: newId() }, [], "/body/event/seriesId event.unknown-series"],
    [
      { ...text, jointOrganiserIds: [organisationId] },
      [],
      "/body/event/jointOrganiserIds/0 event.owner-is-not-joint",
    ],
    [
      { ...text, jointOrganiserIds: [newId()] },
      [],
      "/body/event/jointOrganiserIds/0 event.unknown-organisation",
    ],
    [text, [{ ...good, startsAt: "morgen" }], "/body/sessions/0/startsAt format.date-time"],
    [text, [good, { ...good, endsAt: good.startsAt }], "/body/sessions/1/endsAt session.end-before-start"],
    [
      text,
      [{ ...good, booking: { ...good.booking, maxPerClaim: 0 } }],
      "/body/sessions/0/booking/maxPerClaim too-small",
    ],
  ];
  const count = async () =>
    (
      await db.one<{
        n: number;
      }>`select count(*)::int as n from programme.event where organisation_id = ${organisationId}`
    ).n;
  for (const [event, sessions, expected] of cases) {
    const found = faults(await create(event, sessions));
    assert.ok(found.includes(expected), `${expected} in ${found.join("; ")}`);
  }
  const twice = await create(text, [good, good]);
  assert.equal(twice.id, "session.twice");
  assert.deepEqual(faults(twice), ["/body/sessions/1/startsAt session.there-already"]);
  assert.equal(await count(), 0);
});

dbTest("the same key twice makes one draft; another text under it is refused", async ({ db, ctx }) => {
  const { id: organisationId, path } = await organisation(ctx);
  const actor = await inTx(ctx, (inner) => someStaff(inner, path, "editor"));
  const key = newId();
  const create = (title: string) =>
    perform(
      { ...ctx, actor },
      "events.create",
      { body: { organisationId, event: eventText({ title }), sessions: [] } },
      key,
    );
  assert.deepEqual(await create("水节开幕"), await create("水节开幕"));
  assert.equal((await problem(create("水节闭幕"))).id, "idempotency.other-input");
  const { n } = await db.one<{
    n: number;
  }>`select count(*)::int as n from programme.event where organisation_id = ${organisationId}`;
  assert.equal(n, 1);
});

dbTest("an editor of the organisation writes drafts, and changes nothing that is public", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const built = await anEvent(ctx, { organisationId });
  const as = { ...ctx, actor: built.editor };
  const body = { version: built.version, reason: "改正错字", event: eventText() };
  assert.equal(
    (await problem(perform(as, "events.edit", { params: { id: built.id }, body }, null))).status,
    403,
  );
  const cancel = { params: { id: built.id }, body: { version: built.version, reason: "大风预警" } };
  assert.equal((await problem(perform(as, "events.cancel", cancel, null))).status, 403);
});

dbTest("two editors: the second is told that the text changed under them", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const built = await anEvent(ctx, { organisationId, until: "draft" });
  const edit = (title: string) =>
    perform(
      { ...ctx, actor: built.editor },
      "events.edit",
      { params: { id: built.id }, body: { version: built.version, event: eventText({ title }) } },
      null,
    );
  await edit("甲的题目");
  assert.equal((await problem(edit("乙的题目"))).id, "event.changed-meanwhile");
});

dbTest("a session of a draft is taken out; one in public is not", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const remove = (built: Awaited<ReturnType<typeof anEvent>>, actor: Ctx["actor"]) =>
    perform(
      { ...ctx, actor },
      "events.remove-session",
      { params: { id: built.sessionIds[0] }, query: { version: built.version } },
      null,
    );
  const draft = await anEvent(ctx, { organisationId, until: "draft" });
  await remove(draft, draft.editor);
  assert.deepEqual(await sessionsOf(ctx.db, [draft.id]), []);
  const shown = await anEvent(ctx, { organisationId });
  assert.equal((await problem(remove(shown, shown.publisher))).id, "event.not-a-draft");
});

dbTest("the tree of a series: levels in order, days in order", async ({ db, ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const whole = await aSeries(ctx, { organisationId, family: "felt" });
  const edition = await aSeries(ctx, {
    organisationId,
    level: "edition",
    parentId: whole.id,
    name: "第九届",
  });
  const theme = await aSeries(ctx, {
    organisationId,
    level: "theme",
    parentId: edition.id,
    name: "冰雪运动",
  });
  await anEvent(ctx, { organisationId, event: { seriesId: theme.id } });
  const view = (await perform(ctx, "series.get", { params: { id: whole.id } }, null)) as {
    events: number;
    below: object[];
  };
  assert.deepEqual([view.events, view.below.length], [1, 1], "what hangs on a theme counts for the whole");
  const wrong = [
    { level: "series" as const, parentId: whole.id },
    { level: "edition" as const, parentId: null },
    { level: "edition" as const, parentId: theme.id },
    { level: "theme" as const, parentId: theme.id },
    { level: "theme" as const, parentId: newId() },
  ];
  for (const change of wrong) await problem(aSeries(ctx, { organisationId, ...change }));
  await problem(aSeries(ctx, { organisationId, startsOn: "2026-12-02", endsOn: "2026-12-01" }));
  await assert.rejects(
    db.run`update programme.series set parent_id = ${theme.id}, parent_level = 'theme' where id = ${edition.id}`,
    /series_levels_in_order/,
  );
});

dbTest("the owner counts an event; it is never also a joint organiser", async ({ db, ctx }) => {
  const { id: organisationId, path } = await organisation(ctx);
  const { id } = await anEvent(ctx, { organisationId });
  await assert.rejects(
    db.run`insert into programme.joint_organiser (event_id, owner_id, organisation_id, org_path) values (${id}, ${organisationId}, ${organisationId}, ${path})`,
    /joint_organiser_not_owner/,
  );
});

dbTest("a joint organiser's staff find the event on their desk and may not write it", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const partner = await organisation(ctx);
  const built = await anEvent(ctx, { organisationId, event: { jointOrganiserIds: [partner.id] } });
  const colleague = await inTx(ctx, (inner) => someStaff(inner, partner.path, "manager"));
  const list = (await perform({ ...ctx, actor: colleague }, "events.desk-list", {}, null)) as {
    items: { id: string; can: string[] }[];
  };
  assert.deepEqual(
    list.items.map(({ id, can }) => [id, can]),
    [[built.id, []]],
  );
  await perform({ ...ctx, actor: colleague }, "events.desk-get", { params: { id: built.id } }, null);
});

dbTest("the desk shows what waits for me, and only my organisations", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const waiting = await anEvent(ctx, { organisationId, until: "submitted" });
  await anEvent(ctx, { organisationId });
  await anEvent(ctx, { organisationId, until: "draft" });
  const list = async (actor: Ctx["actor"], query: object) =>
    (
      (await perform({ ...ctx, actor }, "events.desk-list", { query }, null)) as { items: { id: string }[] }
    ).items.map(({ id }) => id);
  assert.deepEqual(await list(waiting.reviewer, { mine: true }), [waiting.id]);
  assert.equal((await list(waiting.reviewer, {})).length, 3);
  const { path } = await organisation(ctx);
  const stranger = await inTx(ctx, (inner) => someStaff(inner, path, "reviewer"));
  assert.deepEqual(await list(stranger, {}), []);
});
