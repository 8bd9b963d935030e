import assert from "node:assert/strict";
import { type Actor, anonymous, newSubject, type Role, staffLeaving } from "#platform/auth";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { texts } from "#platform/i18n";
import {
  historyOf,
  pastOf,
  schedulesOf,
  setOnePersonRule,
  setReviewRule,
  staffOfPaths,
} from "#platform/publishing";
import { fill, joinSlots } from "#platform/slots";
import { at, dbTest, landFile } from "#platform/testing";
import { publicPlace } from "../asked.ts";
import { networkOn } from "../coverage/network-on.ts";
import { facilitiesTable } from "../exchange/facilities.ts";
import { spacesTable } from "../exchange/spaces.ts";
import { changeFacility } from "../facility/change.ts";
import { facilities } from "../facility/facility-store.ts";
import { moveFacility } from "../facility/move.ts";
import { draftFacility } from "../facility/register.ts";
import { findPlaces } from "../finding/find.ts";
import { placesNearby } from "../finding/nearby.ts";
import { placesNow } from "../finding/places-now.ts";
import { placesModule } from "../module.ts";
import { changePhotograph, erasePhotograph, orderPhotographs } from "../photographs/photographs.ts";
import { placeComing } from "../slots.ts";
import { addSpace, changeSpace, retireSpace } from "../spaces/spaces.ts";
import { aFacility, anOrganisation, aPhotograph, someDivisions, usualHours } from "../testing.ts";
import { filtersView } from "../views.ts";
import { publishDuePlaces } from "./publish-due.ts";
import { type PlaceStep, takePlaceStep } from "./take-step.ts";
import { placeStepsView, placesInStepsView } from "./views.ts";

const refusal = (id: string) => (error: unknown) => error instanceof Problem && error.id === id;
const act = <R>(ctx: Ctx, actor: Actor, work: (inner: TxCtx) => Promise<R>) => inTx({ ...ctx, actor }, work);
const step = (ctx: Ctx, actor: Actor, input: Omit<PlaceStep, "version"> & { version?: number }) =>
  act(ctx, actor, (inner) => takePlaceStep(inner, { version: 1, ...input }));

async function staffAt(ctx: Ctx, path: string, ...roles: Role[]): Promise<Actor> {
  const subject = await inTx(ctx, (inner) => newSubject(inner.db, inner));
  return {
    ...anonymous,
    kind: "staff",
    account: subject,
    subject,
    grants: roles.map((role) => ({ role, path })),
  };
}

/** A street with its reviewer and publisher, a station below it with an editor, and her draft. */
async function aStreet(ctx: Ctx) {
  const street = await inTx(ctx, (inner) => anOrganisation(inner));
  const station = await inTx(ctx, (inner) => anOrganisation(inner, { parentId: street.id }));
  const people = {
    editor: await staffAt(ctx, station.path, "editor"),
    reviewer: await staffAt(ctx, street.path, "reviewer"),
    publisher: await staffAt(ctx, street.path, "publisher"),
  };
  const { id } = await act(ctx, people.editor, async (inner) => {
    await someDivisions(inner);
    return draftFacility(inner, {
      name: "城南社区活动室",
      kind: "book-house",
      level: "community",
      address: "迎宾路 12 号",
      position: { system: "WGS-84", lon: 84.889, lat: 45.594 },
      organisationId: station.id,
      divisionCode: "650203001",
      hours: usualHours,
      sameName: true,
    });
  });
  return { street, station, ...people, id };
}

/** As far as `approved`. */
async function approved(ctx: Ctx) {
  const made = await aStreet(ctx);
  await step(ctx, made.editor, { id: made.id, step: "submit" });
  await step(ctx, made.reviewer, { id: made.id, step: "check" });
  await step(ctx, made.publisher, { id: made.id, step: "approve" });
  return made;
}

const stateOf = async (ctx: Ctx, id: string) => (await facilities(ctx.db, [id]))[0]?.state;
const newsOf = (ctx: Ctx, id: string) =>
  ctx.db.many<{ type: string; on: string }>`
    select type, payload->>'on' as "on" from platform.outbox where payload->>'placeId' = ${id} order by seq`;

dbTest(
  "a draft is seen by nobody else: no list, map, figure or page knows it until it is published",
  async ({ ctx }) => {
    const made = await approved(ctx);
    const near = { system: "WGS-84" as const, lon: 84.889, lat: 45.594 };
    const seen = async () => ({
      list: (await findPlaces(ctx, { organisationPaths: [made.street.path] })).items.length,
      around: (await placesNearby(ctx, { ...near, minutes: 10 })).places,
      now: (await placesNow(ctx)).places,
      counted: (await filtersView(ctx)).places,
      network: (await networkOn(ctx)).places.reduce((sum, { count }) => sum + count, 0),
    });
    const before = await seen();
    assert.equal(before.list, 0);
    await assert.rejects(publicPlace(ctx, { params: { id: made.id } }), refusal("not-found"));
    assert.equal(
      (await publicPlace({ ...ctx, actor: made.reviewer }, { params: { id: made.id } })).id,
      made.id,
    );
    await step(ctx, made.publisher, { id: made.id, step: "publish" });
    const after = await seen();
    assert.deepEqual(
      Object.entries(after).map(([where, count]) => [where, count - before[where as keyof typeof before]]),
      Object.keys(after).map((where) => [where, 1]),
    );
    assert.equal((await publicPlace(ctx, { params: { id: made.id } })).id, made.id);
    assert.deepEqual(
      (await newsOf(ctx, made.id)).map(({ type }) => type),
      ["place.registered", "place.published"],
    );
  },
);

dbTest(
  "withdrawn with a reason: gone for everybody, in the figures of days before; published again it is back",
  async ({ ctx }) => {
    const made = await approved(ctx);
    await step(ctx, made.publisher, { id: made.id, step: "publish" });
    await assert.rejects(
      step(ctx, made.publisher, { id: made.id, step: "withdraw" }),
      refusal("publishing.reason-missing"),
    );
    const slots = joinSlots([fill(placeComing, async () => [{ events: 2, claims: 9 }])]);
    const comingFor = async (actor: Actor) => {
      const [place] = await facilities(ctx.db, [made.id]);
      assert.ok(place);
      return (await placeStepsView({ ...ctx, slots, actor }, place)).coming;
    };
    assert.deepEqual(await comingFor(made.publisher), { events: 2, claims: 9 });
    assert.deepEqual(await comingFor(made.editor), { events: 0, claims: 0 }, "she does not withdraw it");
    const today = "2026-06-12";
    const later = { ...ctx, clock: at("2026-06-20T04:00:00Z") };
    const counted = async (day: string) =>
      (await networkOn(later, day)).places.reduce((sum, { count }) => sum + count, 0);
    const [before, then] = [await counted(today), await counted("2026-06-20")];
    await step(later, made.publisher, { id: made.id, step: "withdraw", reason: "地址写错" });
    assert.deepEqual([await counted(today), await counted("2026-06-20")], [before, then - 1]);
    const gone = await publicPlace(later, { params: { id: made.id } }).catch((error: unknown) => error);
    assert.ok(gone instanceof Problem);
    assert.deepEqual([gone.id, gone.status, gone.data], ["place.withdrawn", 410, {}], "why is for staff");
    assert.equal((await historyOf(ctx.db, "place", made.id)).at(-1)?.reason, "地址写错");
    await step(later, made.editor, { id: made.id, step: "reopen" });
    await assert.rejects(publicPlace(later, { params: { id: made.id } }), refusal("place.withdrawn"));
    const { version } = await act(later, made.editor, (inner) =>
      changeFacility(inner, { placeId: made.id, version: 1, changes: { address: "迎宾路 21 号" } }),
    );
    const ways = [
      ["submit", made.editor],
      ["check", made.reviewer],
      ["approve", made.publisher],
      ["publish", made.publisher],
    ] as const;
    for (const [name, who] of ways) await step(later, who, { id: made.id, version, step: name });
    assert.equal(await counted("2026-06-20"), then);
    assert.deepEqual(
      (await newsOf(ctx, made.id)).filter(({ type }) => /published|withdrawn/.test(type)).map(({ on }) => on),
      [today, "2026-06-20", "2026-06-20"],
    );
  },
);

dbTest(
  "what is being reviewed does not change under the reviewers; a public place changes at once",
  async ({ ctx }) => {
    const made = await aStreet(ctx);
    const change = (changes: object, version: number) =>
      act(ctx, made.editor, (inner) => changeFacility(inner, { placeId: made.id, version, changes }));
    await change({ phone: "0990-6000001" }, 1);
    const words = { alt: "大门", licence: "own" as const };
    const { id: spaceId } = await act(ctx, made.editor, (inner) =>
      addSpace(inner, made.id, { name: "活动室", capacity: 40 }),
    );
    const { id: photographId } = await act(ctx, made.editor, (inner) => aPhotograph(inner, made.id));
    const number = (await facilities(ctx.db, [made.id]))[0]?.number ?? "";
    await assert.rejects(
      step(ctx, made.editor, { id: made.id, step: "submit" }),
      refusal("publishing.changed-meanwhile"),
      "nobody sends on what they have not seen",
    );
    const on = (who: Actor, name: PlaceStep["step"]) =>
      step(ctx, who, { id: made.id, version: 2, step: name });
    await on(made.editor, "submit");
    await assert.rejects(change({ phone: "0990-6000002" }, 2), refusal("place.in-review"));
    const room = { name: "多功能厅", capacity: 60 };
    const touching: ((inner: TxCtx) => Promise<unknown>)[] = [
      (inner) => addSpace(inner, made.id, room),
      (inner) => changeSpace(inner, made.id, spaceId, { ...room, version: 1 }),
      (inner) => retireSpace(inner, made.id, spaceId),
      (inner) => aPhotograph(inner, made.id),
      (inner) => changePhotograph(inner, made.id, { ...words, id: photographId }),
      (inner) => orderPhotographs(inner, made.id, [photographId]),
      (inner) => erasePhotograph(inner, made.id, photographId),
      (inner) => moveFacility(inner, made.id, { divisionCode: "650203007", on: "2026-06-12" }),
    ];
    for (const touch of touching)
      await assert.rejects(act(ctx, made.editor, touch), refusal("place.in-review"), String(touch));
    const manager = { ...ctx, actor: await staffAt(ctx, made.station.path, "manager") };
    const { faults } = await landFile(manager, spacesTable, `场所编号,名称,可容人数\n${number},书画室,30\n`);
    assert.deepEqual(
      faults.map(({ column, id }) => [column, id]),
      [["place", "refusal.place.in-review"]],
    );
    const moved = await landFile(manager, facilitiesTable, `编号,区划代码\n${number},650203007\n`);
    assert.deepEqual(
      moved.faults.map(({ column, id }) => [column, id]),
      [["number", "refusal.place.in-review"]],
    );
    await on(made.editor, "take-back");
    await on(made.editor, "submit");
    await on(made.reviewer, "check");
    await on(made.publisher, "approve");
    await on(made.publisher, "publish");
    assert.deepEqual(await change({ phone: "0990-6000003" }, 2), { version: 3, waits: false });
    assert.equal(await stateOf(ctx, made.id), "published");
  },
);

dbTest("without an address or hours a place is not submitted, and both are named", async ({ ctx }) => {
  const made = await aStreet(ctx);
  await act(ctx, made.editor, (inner) =>
    changeFacility(inner, { placeId: made.id, version: 1, changes: { address: "", hours: null } }),
  );
  await assert.rejects(step(ctx, made.editor, { id: made.id, version: 2, step: "submit" }), {
    faults: [
      { field: "/body/address", id: "place.no-address" },
      { field: "/body/hours", id: "place.no-hours" },
    ],
  });
});

dbTest(
  "of two reviewers at the same moment one checks; the database alone keeps anybody from reviewing twice",
  async ({ db, ctx }) => {
    const made = await aStreet(ctx);
    await step(ctx, made.editor, { id: made.id, step: "submit" });
    const second = await staffAt(ctx, made.street.path, "reviewer");
    const both = await Promise.allSettled(
      [made.reviewer, second].map((who) => step(ctx, who, { id: made.id, step: "check" })),
    );
    assert.deepEqual(both.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
    const lost = both.find((result) => result.status === "rejected");
    assert.ok(refusal("publishing.wrong-state")(lost?.reason));
    const checks = (await historyOf(db, "place", made.id)).filter((row) => row.step === "check");
    assert.equal(checks.length, 1);
    await assert.rejects(
      db.run`insert into platform.publication (id, kind, thing, step, from_state, to_state, version, by, at, barred)
           values (gen_random_uuid(), 'place', ${made.id}, 'approve', 'checked', 'approved', 1, ${checks[0]?.by}, now(),
                   array[${checks[0]?.by}]::uuid[])`,
      /publication_not_own_work/,
    );
  },
);

dbTest(
  "three reviews and two proof-readings where the organisation above asks for them; the one-person station is excused",
  async ({ ctx: base }) => {
    const staff: { orgPath: string; subject: string }[] = [];
    const ctx = { ...base, slots: joinSlots([fill(staffOfPaths, async () => staff)]) };
    const made = await aStreet(ctx);
    const above = await staffAt(ctx, made.street.path, "manager");
    await assert.rejects(
      act(ctx, await staffAt(ctx, made.station.path, "manager"), (inner) =>
        setReviewRule(inner, { orgPath: made.station.path, reviews: 1, proofs: 0, reason: "快些" }),
      ),
      refusal("publishing.review-rule-from-above"),
    );
    await act(ctx, above, (inner) =>
      setReviewRule(inner, { orgPath: made.station.path, reviews: 3, proofs: 2, reason: "三审" }),
    );
    const second = await staffAt(ctx, made.street.path, "reviewer");
    const on = (who: Actor, name: PlaceStep["step"]) => step(ctx, who, { id: made.id, step: name });
    await on(made.editor, "submit");
    assert.equal((await on(made.reviewer, "check")).state, "submitted");
    await assert.rejects(on(made.reviewer, "check"), refusal("publishing.done-already"));
    await on(made.reviewer, "proof");
    assert.equal((await on(second, "check")).state, "checked");
    await assert.rejects(on(made.publisher, "approve"), refusal("publishing.proofs-missing"));
    await assert.rejects(on(made.editor, "proof"), refusal("publishing.own-work"));
    await on(second, "proof");
    assert.equal((await on(made.publisher, "approve")).state, "approved");

    const alone = await staffAt(base, made.station.path, "manager");
    staff.push({ orgPath: made.station.path, subject: alone.subject ?? "" });
    await act(ctx, above, (inner) =>
      setOnePersonRule(inner, { orgPath: made.station.path, allowed: true, reason: "编制一人" }),
    );
    const { id } = await act(ctx, alone, (inner) =>
      draftFacility(inner, {
        name: "城南书屋",
        kind: "book-house",
        level: "community",
        address: "迎宾路 14 号",
        organisationId: made.station.id,
        divisionCode: "650203001",
        hours: usualHours,
      }),
    );
    for (const name of ["submit", "check", "check", "proof", "proof", "approve", "publish"] as const)
      await step(ctx, alone, { id, step: name });
    const history = await historyOf(ctx.db, "place", id);
    assert.deepEqual(
      history.map((row) => [row.step, row.onePersonRule !== null]),
      [
        ["write", false],
        ["submit", false],
        ["check", true],
        ["check", true],
        ["proof", true],
        ["proof", true],
        ["approve", true],
        ["publish", false],
      ],
    );
  },
);

dbTest(
  "published at its time in the name of whoever set it, by whichever process comes, once; late starts catch up",
  async ({ ctx }) => {
    const made = await approved(ctx);
    const due = ctx.clock().add({ hours: 24 });
    await step(ctx, made.publisher, { id: made.id, step: "schedule", at: due });
    const just = (minutes: number) => ({ ...ctx, clock: () => due.add({ minutes }) });
    assert.equal(await publishDuePlaces(just(-1)), 0);
    assert.equal(await stateOf(ctx, made.id), "approved");
    const workers = await Promise.all(
      [just(600), just(600), just(600)].map((late) => publishDuePlaces(late)),
    );
    assert.equal(
      workers.reduce((sum, done) => sum + done, 0),
      1,
    );
    const row = (await historyOf(ctx.db, "place", made.id)).at(-1);
    assert.deepEqual(
      [row?.step, row?.by, row?.scheduledFor?.toString()],
      ["publish", made.publisher.subject, due.toString()],
    );
    assert.equal((await schedulesOf(ctx.db, "place", [made.id])).size, 0);
    assert.equal((await newsOf(ctx, made.id)).filter(({ type }) => type === "place.published").length, 1);
  },
);

dbTest("a worker that dies in the middle leaves it due, and the next one publishes it", async ({ ctx }) => {
  const made = await approved(ctx);
  const due = ctx.clock().add({ hours: 1 });
  await step(ctx, made.publisher, { id: made.id, step: "schedule", at: due });
  const late = { ...ctx, clock: () => due };
  // The connection is cut in the transaction, as a kill cuts it: everything it wrote is undone.
  await assert.rejects(
    inTx(late, async (inner) => {
      await publishDuePlaces(inner);
      assert.equal(await stateOf(inner, made.id), "published");
      await inner.db.run`select pg_terminate_backend(pg_backend_pid())`;
    }),
  );
  assert.equal(await stateOf(ctx, made.id), "approved");
  assert.equal(await publishDuePlaces(late), 1);
  assert.equal(await stateOf(ctx, made.id), "published");
});

dbTest(
  "what waits for me is found below more newer places of others than a page holds",
  async ({ db, ctx }) => {
    const made = await approved(ctx);
    await db.run`
    with made as (
      insert into places.facility (id, number, name, kind, level, organisation_id, division_code, since, search, sort_keys, changed_at, state)
      select gen_random_uuid(), 'T-' || n, name, kind, level, organisation_id, division_code, since, search, sort_keys, changed_at + n * interval '1 second', 'submitted'
        from places.facility, generate_series(1, 120) n where id = ${made.id} returning id, since, organisation_id, division_code)
    insert into places.affiliation (facility_id, valid, organisation_id, division_code)
    select id, daterange(since, null), organisation_id, division_code from made`;
    const own = { ...ctx, actor: made.publisher };
    let all = 0;
    const mine = await placesInStepsView(own, { mine: true, limit: 8 });
    assert.deepEqual([mine.items.map(({ id }) => id), mine.next], [[made.id], null]);
    for (let cursor: string | undefined; ; ) {
      const { items, next } = await placesInStepsView(own, { limit: 50, ...(cursor && { cursor }) });
      all += items.length;
      if (next === null) break;
      cursor = next;
    }
    assert.equal(all, 121);
  },
);

dbTest(
  "another time, called off, taken back, sent back: none of them is published at the old time",
  async ({ ctx }) => {
    const made = await approved(ctx);
    const due = ctx.clock().add({ hours: 2 });
    const schedule = (hours: number) =>
      step(ctx, made.publisher, { id: made.id, step: "schedule", at: ctx.clock().add({ hours }) });
    const afterwards = () => publishDuePlaces({ ...ctx, clock: () => due });
    await schedule(2);
    await schedule(48);
    assert.equal(await afterwards(), 0, "it has another time");
    await schedule(2);
    await step(ctx, made.publisher, { id: made.id, step: "call-off" });
    assert.equal(await afterwards(), 0, "it was called off");
    await schedule(2);
    await step(ctx, made.editor, { id: made.id, step: "take-back" });
    assert.equal(await afterwards(), 0, "it is a draft again");
    await assert.rejects(schedule(3), refusal("publishing.wrong-state"), "only what is approved has a time");
  },
);

dbTest("a scheduled place that ended meanwhile is missed, and the history says why", async ({ db, ctx }) => {
  const made = await approved(ctx);
  const due = ctx.clock().add({ hours: 1 });
  await step(ctx, made.publisher, { id: made.id, step: "schedule", at: due });
  await db.run`update places.facility set ended_on = since where id = ${made.id}`;
  await publishDuePlaces({ ...ctx, clock: () => due });
  const row = (await historyOf(db, "place", made.id)).at(-1);
  assert.deepEqual([row?.step, row?.by], ["miss", null]);
  assert.match(row?.reason ?? "", /停用/);
  const { payload } = await db.one<{ payload: object }>`
    select payload from platform.outbox where type = 'place.missed' and payload->>'placeId' = ${made.id}`;
  assert.deepEqual(payload, { placeId: made.id, by: made.publisher.subject, reason: row?.reason });
  assert.equal((await schedulesOf(db, "place", [made.id])).size, 0);
});

dbTest("what comes in by the city's own filling is public, and its history says so", async ({ ctx }) => {
  const place = await inTx(ctx, (inner) => aFacility(inner));
  const [row, ...more] = await historyOf(ctx.db, "place", place.id);
  assert.deepEqual([row?.step, row?.to, more.length], ["adopt", "published", 0]);
});

dbTest("whoever leaves hands over their drafts and the places they set a time for", async ({ ctx }) => {
  const made = await approved(ctx);
  const due = ctx.clock().add({ hours: 24 });
  const slots = joinSlots(placesModule.slots ?? []);
  const lines = ({ account, subject, grants }: Actor) =>
    slots.gather(staffLeaving, ctx, { account: account ?? "", subject: subject ?? "", grants });
  const place = "城南社区活动室";
  const line = (key: string, values: object) => ({
    ref: `place ${made.id}`,
    key: `leaving.line.place-${key}`,
    values: { place, ...values },
    href: `/desk/places/${made.id}/publishing`,
  });
  assert.deepEqual(await lines(made.publisher), [], "an approval is done");
  assert.deepEqual(await lines(made.editor), [line("under-way", {})]);
  await step(ctx, made.publisher, { id: made.id, step: "schedule", at: due });
  assert.deepEqual(await lines(made.publisher), [line("scheduled", { at: due })]);
  await step(ctx, made.editor, { id: made.id, step: "take-back" });
  assert.deepEqual(await lines(made.editor), [line("draft", {})]);
  assert.deepEqual(await lines(made.publisher), [], "its time is no more");
});

dbTest(
  "the audit has every step in a past word, and every one of them reads as a sentence",
  async ({ ctx }) => {
    const made = await approved(ctx);
    const due = ctx.clock().add({ hours: 1 });
    await step(ctx, made.publisher, { id: made.id, step: "schedule", at: due });
    await ctx.db.run`update places.facility set ended_on = since where id = ${made.id}`;
    await publishDuePlaces({ ...ctx, clock: () => due });
    const rows = await ctx.db.many<{ what: string; detail: { scheduledFor?: string } }>`
    select what, detail from platform.audit where target = ${made.id} and detail ? 'version' order by seq`;
    assert.deepEqual(
      rows.map(({ what, detail }) => [what, detail.scheduledFor ?? null]),
      [
        ["place.submitted", null],
        ["place.checked", null],
        ["place.approved", null],
        ["place.scheduled", due.toString()],
        ["place.missed", due.toString()],
      ],
    );
    for (const past of Object.values(pastOf))
      for (const kind of ["place", "event"]) assert.ok(texts("zh-CN").has(`did.${kind}.${past}`), past);
  },
);
