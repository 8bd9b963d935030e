import assert from "node:assert/strict";
import type { Actor } from "#platform/auth";
import { anonymous } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { historyOf } from "#platform/publishing";
import { fill, joinSlots } from "#platform/slots";
import { at, dbTest, somebodyWaits } from "#platform/testing";
import { endFacility } from "../facility/end.ts";
import { facilities } from "../facility/facility-store.ts";
import { moveFacility } from "../facility/move.ts";
import { findPlaces } from "../finding/find.ts";
import { may } from "../may.ts";
import { organisationsOf } from "../network/organisation-store.ts";
import { addSharing, sharingViews } from "../sharing/sharing.ts";
import { type HandoverLine, placeHandover, placeStaff } from "../slots.ts";
import { addSpace } from "../spaces/spaces.ts";
import { aFacility, aHandover, anOrganisation, aSpace, aThing, whoRan } from "../testing.ts";
import { changeThing, removeThing } from "../things/things.ts";
import { changeHandover, refuseHandover, withdrawHandover } from "./draw-up.ts";
import {
  handoverOf,
  insertSignature,
  signaturesOn,
  stuckHandovers,
  voidSignatures,
} from "./handover-store.ts";
import { handoverSections } from "./personal.ts";
import type { Side } from "./sides.ts";
import { signHandover } from "./sign.ts";
import { takeAllEffect, takeEffect } from "./take-effect.ts";
import { handoverList, handoverView, partiesOf } from "./views.ts";
import { inventoriesChanged } from "./void.ts";

const somebody = (): Actor => ({ ...anonymous, kind: "staff", account: newId(), subject: newId() });

/** A station of an enterprise with a room and two things in it, and its hand-over to a community. */
async function aStation(ctx: Ctx, differs: Parameters<typeof aHandover>[2] = {}) {
  return inTx(ctx, async (inner) => {
    const enterprise = await anOrganisation(inner, { kind: "enterprise", name: "采油二厂" });
    const place = await aFacility(inner, {
      organisationId: enterprise.id,
      name: "采油二厂职工退休站",
      kind: "retirees-station",
      since: "2020-01-01",
    });
    const room = await aSpace(inner, { placeId: place.id, name: "棋牌室", capacity: 30 });
    const chairs = await aThing(inner, place.id, { spaceId: room.id });
    await aThing(inner, place.id, { name: "投影仪", category: "audio-visual", quantity: 1, tag: "CY2-0117" });
    const handover = await aHandover(inner, place.id, differs);
    return { enterprise, place, room, chairs, handover };
  });
}

const sign = (ctx: Ctx, id: string, side: Side, { version = 1, actor = somebody() } = {}) =>
  inTx({ ...ctx, actor }, (inner) => signHandover(inner, id, { side, version }));

const validSides = async (ctx: Ctx, id: string) =>
  (await signaturesOn(ctx.db, id)).filter(({ voidedAt }) => voidedAt === null).map(({ side }) => side);

const stateOf = async (ctx: Ctx, id: string) => (await handoverOf(ctx.db, id))?.state;

const terms = { effectiveOn: "2026-06-12", other: [], staff: [] };

dbTest(
  "both sign, and from its day on the place is the community's: a visit before it was the enterprise's",
  async ({ ctx, db }) => {
    const { enterprise, place, handover } = await aStation(ctx);
    await inTx(ctx, (inner) =>
      addSharing(inner, place.id, {
        organisationId: handover.toOrganisationId,
        purpose: "社区老年大学",
        since: "2025-01-01",
      }),
    );
    assert.deepEqual(await sign(ctx, handover.id, "from"), { state: "open" });
    assert.equal(
      (await facilities(db, [place.id]))[0]?.organisationId,
      enterprise.id,
      "one signature changes nothing",
    );
    assert.deepEqual(await sign(ctx, handover.id, "to"), { state: "effective" });
    const whose = async (day: string) => (await whoRan(ctx, place.id, day))[0];
    assert.equal(await whose("2026-06-11"), enterprise.id, "a visit of the day before");
    assert.equal(await whose("2026-06-12"), handover.toOrganisationId, "a visit of the day");
    const [told] = await db.many<{ payload: object }>`
    select payload from platform.outbox where type = 'place.handed-over' and payload->>'placeId' = ${place.id}`;
    assert.deepEqual(told?.payload, {
      handoverId: handover.id,
      placeId: place.id,
      fromOrganisationId: enterprise.id,
      toOrganisationId: handover.toOrganisationId,
      on: "2026-06-12",
      staff: [],
      stock: [],
    });
    const [, row, ...more] = await historyOf(db, "place", place.id);
    const signer = (await signaturesOn(db, handover.id)).at(-1)?.signer;
    assert.deepEqual([row?.step, row?.by, row?.to, more.length], ["change", signer, "published", 0]);
    assert.match(row?.reason ?? "", /移交单/);
    const [sharing] = await sharingViews(ctx, place.id);
    assert.deepEqual(
      [sharing?.state, sharing?.until],
      ["over", "2026-06-12"],
      "nobody shares with themselves",
    );
    assert.equal(await inTx(ctx, (inner) => takeEffect(inner, handover.id)), false, "once");
  },
);

dbTest(
  "the list is what was there, and a thing that changes voids what was signed, even by both",
  async ({ ctx }) => {
    const { place, room, chairs, handover } = await aStation(ctx, { effectiveOn: "2026-07-01" });
    const before = await handoverView(ctx, handover.id);
    assert.deepEqual(
      before.things.map(({ name, quantity, tag, room: where }) => [name, quantity, tag, where]),
      [
        ["折叠椅", 40, null, "棋牌室"],
        ["投影仪", 1, "CY2-0117", null],
      ],
    );
    await sign(ctx, handover.id, "from");
    await sign(ctx, handover.id, "to");
    assert.equal(await stateOf(ctx, handover.id), "signed");
    await inTx(ctx, (inner) =>
      changeThing(inner, place.id, {
        id: chairs.id,
        version: 1,
        name: "折叠椅",
        category: "furniture",
        quantity: 38,
        condition: "worn",
        spaceId: room.id,
      }),
    );
    assert.deepEqual(await validSides(ctx, handover.id), []);
    const stale = await handoverView(ctx, handover.id);
    assert.deepEqual([stale.state, stale.outOfDate, stale.things[0]?.quantity], ["open", true, 40]);
    await assert.rejects(sign(ctx, handover.id, "from", { version: stale.version }), {
      id: "handover.inventory-changed",
    });
    await inTx(ctx, (inner) =>
      changeHandover(inner, handover.id, { ...terms, effectiveOn: "2026-07-01", version: stale.version }),
    );
    const fresh = await handoverView(ctx, handover.id);
    assert.deepEqual([fresh.outOfDate, fresh.things[0]?.quantity], [false, 38]);
    assert.notEqual(fresh.digest, before.digest);
    // So do rooms, and things that go; what was signed in between is void again.
    await sign(ctx, handover.id, "to", { version: fresh.version });
    await inTx(ctx, (inner) => addSpace(inner, place.id, { name: "图书角", capacity: 8 }));
    assert.deepEqual(await validSides(ctx, handover.id), []);
    await inTx(ctx, (inner) => removeThing(inner, place.id, { id: chairs.id, because: "written-off" }));
    assert.equal(
      (await signaturesOn(ctx.db, handover.id)).length,
      3,
      "what was signed and voided stays on record",
    );
  },
);

dbTest("other terms void a signature; the same terms again do not", async ({ ctx }) => {
  const { handover } = await aStation(ctx);
  await sign(ctx, handover.id, "from");
  const write = (more: object, version: number) =>
    inTx(ctx, (inner) => changeHandover(inner, handover.id, { ...terms, version, ...more }));
  await write({}, 1);
  assert.deepEqual(await validSides(ctx, handover.id), ["from"]);
  await write({ other: [{ what: "大门钥匙", quantity: 3, detail: "" }] }, 1);
  assert.deepEqual(await validSides(ctx, handover.id), []);
  await assert.rejects(write({}, 1), { id: "handover.changed-meanwhile" });
  await assert.rejects(sign(ctx, handover.id, "from"), { id: "handover.changed-meanwhile" });
});

dbTest(
  "one person cannot sign for both sides, nor two for one; the table says so too",
  async ({ ctx, db }) => {
    const { handover } = await aStation(ctx);
    const actor = somebody();
    await sign(ctx, handover.id, "from", { actor });
    await assert.rejects(sign(ctx, handover.id, "to", { actor }), { id: "handover.two-people" });
    await assert.rejects(sign(ctx, handover.id, "from"), { id: "handover.signed-already" });
    await assert.rejects(
      inTx(ctx, (inner) => signHandover(inner, handover.id, { side: "to", version: 1 })),
      {
        id: "handover.in-person",
      },
    );
    const write = (side: Side, signer: string) =>
      db.tx((tx) =>
        insertSignature(tx, {
          id: newId(),
          handoverId: handover.id,
          side,
          signer,
          digest: "0".repeat(64),
          signedAt: ctx.clock(),
        }),
      );
    await assert.rejects(write("to", actor.subject ?? ""), /handover_two_people/);
    await assert.rejects(write("from", newId()), /handover_side_signs_once/);
  },
);

dbTest(
  "many press the button at once: each side is signed once, and it takes effect once",
  async ({ ctx, db }) => {
    const { place, handover } = await aStation(ctx);
    const results = await Promise.allSettled(
      (["from", "to", "from", "to", "from", "to"] as const).map((side) => sign(ctx, handover.id, side)),
    );
    assert.equal(results.filter(({ status }) => status === "fulfilled").length, 2);
    const told = await db.many`
    select from platform.outbox where type = 'place.handed-over' and payload->>'placeId' = ${place.id}`;
    assert.equal(told.length, 1);
  },
);

dbTest(
  "a thing that changes while the document takes effect leaves its signatures valid",
  async ({ ctx, db }) => {
    const { place, handover } = await aStation(ctx, { effectiveOn: "2026-07-01" });
    await sign(ctx, handover.id, "from");
    await sign(ctx, handover.id, "to");
    const later: Ctx = { ...ctx, clock: at("2026-06-30T16:10:00Z") };
    let changing: Promise<unknown> = Promise.resolve();
    await inTx(later, async (inner) => {
      assert.equal(await takeEffect(inner, handover.id), true);
      changing = inTx(later, (other) => inventoriesChanged(other, [place.id]));
      await somebodyWaits(db);
    });
    await changing;
    assert.deepEqual(await validSides(ctx, handover.id), ["from", "to"]);
    assert.equal(await stateOf(ctx, handover.id), "effective");
    const none = await db.tx((tx) => voidSignatures(tx, handover.id, { at: ctx.clock(), by: null }));
    assert.deepEqual(none, [], "the statement itself spares a document that is effective");
  },
);

dbTest(
  "a day to come: the job does it on that day, once, and one that fails does not hold up the others",
  async ({ ctx, db }) => {
    const stations = [
      await aStation(ctx, { effectiveOn: "2026-07-01" }),
      await aStation(ctx, { effectiveOn: "2026-07-01" }),
    ];
    for (const { handover } of stations) {
      await sign(ctx, handover.id, "from");
      assert.deepEqual(await sign(ctx, handover.id, "to"), { state: "signed" });
    }
    const on = (instant: string): Ctx => ({ ...ctx, clock: at(instant) });
    // Ten minutes before midnight in Karamay, and ten minutes after it.
    assert.deepEqual(await takeAllEffect(on("2026-06-30T15:50:00Z")), { effective: 0, failed: [] });
    const [broken, whole] = stations;
    await db.run`update places.facility set ended_on = '2026-06-20' where id = ${broken?.place.id}`;
    const done = await Promise.all([
      takeAllEffect(on("2026-06-30T16:10:00Z")),
      takeAllEffect(on("2026-06-30T16:10:00Z")),
    ]);
    assert.equal(
      done.reduce((sum, { effective }) => sum + effective, 0),
      1,
    );
    assert.deepEqual(done[0]?.failed, [broken?.handover.id]);
    const stuck = async (day: string, paths = [""]) =>
      (await stuckHandovers(db, paths, day)).map(({ id }) => id);
    assert.deepEqual(await stuck("2026-07-01"), [], "on its day it may still come");
    assert.deepEqual(await stuck("2026-07-02"), [broken?.handover.id]);
    assert.deepEqual(await stuck("2026-07-02", ["elsewhere."]), []);
    const whose = async (day: string) => (await whoRan(ctx, whole?.place.id ?? "", day))[0];
    const signer = (await signaturesOn(db, whole?.handover.id ?? "")).at(-1)?.signer;
    const row = (await historyOf(db, "place", whole?.place.id ?? "")).at(-1);
    assert.deepEqual(
      [row?.step, row?.by],
      ["change", signer],
      "the job has no name: it is the last signer's word",
    );
    assert.equal(await whose("2026-06-30"), whole?.enterprise.id);
    assert.equal(await whose("2026-07-01"), whole?.handover.toOrganisationId);
  },
);

dbTest(
  "a day that is past needs a reason, before and after it passed; figures follow that day",
  async ({ ctx, db }) => {
    const { enterprise, place } = await aStation(ctx);
    const { handover, place: other } = await aStation(ctx, { effectiveOn: "2026-06-20" });
    const draw = (more: object) =>
      inTx(ctx, async (inner) => {
        const open = await inner.db.maybeOne<{
          id: string;
        }>`select id from places.handover where facility_id = ${place.id} and state = 'open'`;
        if (open) await withdrawHandover(inner, open.id, "重写");
        return aHandover(inner, place.id, more);
      });
    await assert.rejects(draw({ effectiveOn: "2026-05-01" }), {
      faults: [{ field: "/body/lateBecause", id: "handover.late-reason" }],
    });
    await assert.rejects(draw({ effectiveOn: "2026-06-12", lateBecause: "忘了" }), {
      faults: [{ field: "/body/lateBecause", id: "handover.not-late" }],
    });
    await assert.rejects(draw({ effectiveOn: "2019-12-31", lateBecause: "补办" }), { id: "input.invalid" });
    const late = await draw({ effectiveOn: "2026-05-01", lateBecause: "5月1日已实际交接，补办手续" });
    await sign(ctx, late.id, "from");
    assert.deepEqual(await sign(ctx, late.id, "to"), { state: "effective" });
    const whose = async (day: string) => (await whoRan(ctx, place.id, day))[0];
    assert.deepEqual(
      [await whose("2026-04-30"), await whose("2026-05-01")],
      [enterprise.id, late.toOrganisationId],
    );
    // Signed by one side in time, by the other too late: the day must not pass silently.
    await sign(ctx, handover.id, "from");
    await assert.rejects(sign({ ...ctx, clock: at("2026-06-21T02:00:00Z") }, handover.id, "to"), {
      id: "handover.day-passed",
      data: { day: "2026-06-20" },
    });
    assert.equal((await facilities(db, [other.id]))[0]?.organisationId, other.organisationId);
  },
);

dbTest(
  "refused or withdrawn with a reason, it is over; nothing moved, and another may be drawn up",
  async ({ ctx, db }) => {
    const { place, enterprise, handover } = await aStation(ctx);
    await assert.rejects(
      inTx(ctx, (inner) => aHandover(inner, place.id)),
      { id: "place.handover-open" },
    );
    await assert.rejects(
      inTx(ctx, async (inner) =>
        moveFacility(inner, place.id, { organisationId: (await anOrganisation(inner)).id, on: "2026-06-12" }),
      ),
      { id: "place.handover-open" },
    );
    await assert.rejects(
      inTx(ctx, (inner) => endFacility(inner, place.id, "2026-06-12")),
      { id: "place.handover-open" },
    );
    await sign(ctx, handover.id, "from");
    await inTx(ctx, (inner) => refuseHandover(inner, handover.id, " 屋面漏水，修好再接 "));
    const view = await handoverView(ctx, handover.id);
    assert.deepEqual([view.state, view.ended?.because, view.can], ["refused", "屋面漏水，修好再接", []]);
    await assert.rejects(sign(ctx, handover.id, "to", { version: view.version }), { id: "handover.ended" });
    assert.equal((await facilities(db, [place.id]))[0]?.organisationId, enterprise.id);
    const next = await inTx(ctx, (inner) => aHandover(inner, place.id));
    await inTx(ctx, (inner) => withdrawHandover(inner, next.id, "改日再办"));
    assert.equal(await stateOf(ctx, next.id), "withdrawn");
  },
);

dbTest(
  "lines of later modules are frozen with the rest, and no signature passes over their change",
  async ({ ctx }) => {
    const { place, handover } = await aStation(ctx);
    let copies = 1200;
    const slots = joinSlots([
      fill(
        placeHandover,
        async (_, { placeId }): Promise<HandoverLine[]> =>
          placeId === place.id
            ? [{ source: "library", ref: "a", what: "图书", quantity: copies, detail: "在架" }]
            : [],
      ),
    ]);
    const withStock = { ...ctx, slots };
    assert.equal((await handoverView(withStock, handover.id)).outOfDate, true);
    await inTx(withStock, (inner) => changeHandover(inner, handover.id, { ...terms, version: 1 }));
    const view = await handoverView(withStock, handover.id);
    assert.deepEqual(view.stock, [{ what: "图书", quantity: 1200, detail: "在架" }]);
    await sign(withStock, handover.id, "from", { version: view.version });
    copies = 1199;
    await assert.rejects(sign(withStock, handover.id, "to", { version: view.version }), {
      id: "handover.inventory-changed",
    });
  },
);

dbTest("the list shows what may be seen: nothing where the asker only publishes", async ({ ctx }) => {
  const [seen, hidden] = [await aStation(ctx), await aStation(ctx)];
  const paths = await organisationsOf(ctx.db, [seen.enterprise.id, hidden.enterprise.id]);
  const pathOf = (id: string) => paths.get(id)?.path ?? "";
  const actor: Actor = {
    ...somebody(),
    grants: [
      { role: "clerk", path: pathOf(seen.enterprise.id) },
      { role: "publisher", path: pathOf(hidden.enterprise.id) },
    ],
  };
  const asker = { ...ctx, actor };
  const { items } = await handoverList(asker, {});
  assert.deepEqual(
    items.map(({ id }) => id),
    [seen.handover.id],
  );
  const maySee = async (id: string) => may["handover.see"](actor, await partiesOf(asker, id));
  assert.deepEqual([await maySee(seen.handover.id), await maySee(hidden.handover.id)], [true, false]);
});

dbTest(
  "a long list comes page by page, unfinished ones first, none twice and none left out",
  async ({ ctx }) => {
    const { enterprise, place, handover } = await aStation(ctx);
    const made = [handover.id];
    for (let n = 0; n < 4; n++) {
      await inTx(ctx, (inner) => withdrawHandover(inner, made.at(-1) ?? "", "换接收单位"));
      made.push((await inTx(ctx, (inner) => aHandover(inner, place.id))).id);
    }
    const path = (await organisationsOf(ctx.db, [enterprise.id])).get(enterprise.id)?.path ?? "";
    const asker = { ...ctx, actor: { ...somebody(), grants: [{ role: "manager" as const, path }] } };
    const pages: string[][] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof handoverList>> = await handoverList(asker, {
        limit: 2,
        ...(after && { after }),
      });
      pages.push(page.items.map(({ id }) => id));
      after = page.next;
    } while (after);
    assert.deepEqual(
      pages.map((page) => page.length),
      [2, 2, 1],
    );
    assert.equal(pages[0]?.[0], made.at(-1), "the open one");
    assert.deepEqual(pages.flat().toSorted(), made.toSorted());
  },
);

dbTest("handed over, the place is found by the name of whoever runs it now", async ({ ctx }) => {
  const { place, handover } = await aStation(ctx);
  const found = async (q: string) =>
    (await findPlaces(ctx, { q })).items.some((one) => one.place.id === place.id);
  assert.equal(await found("采油二厂"), true);
  const community = await inTx(ctx, (inner) => anOrganisation(inner, { name: "银河社区居委会" }));
  await inTx(ctx, (inner) => withdrawHandover(inner, handover.id, "换接收单位"));
  const next = await inTx(ctx, (inner) => aHandover(inner, place.id, { toOrganisationId: community.id }));
  await sign(ctx, next.id, "from");
  await sign(ctx, next.id, "to");
  assert.equal(await found("银河社区居委会"), true);
});

dbTest(
  "a person finds in their own file what they drew up and signed, and where they are named",
  async ({ ctx }) => {
    const clerk = newId();
    const slots = joinSlots([
      fill(placeStaff, async () => [{ subject: clerk, name: "张建军", roles: ["clerk"] }]),
    ]);
    const { handover } = await aStation({ ...ctx, slots }, { staff: [{ subject: clerk, choice: "move" }] });
    const actor = somebody();
    await sign({ ...ctx, slots }, handover.id, "to", { actor });
    const rowsOf = async (subject: string) =>
      (await handoverSections(ctx, { account: newId(), subject })).flatMap(({ rows }) =>
        rows.map(({ about, what, side }) => [about, what, side]),
      );
    assert.deepEqual(await rowsOf(clerk), [["采油二厂职工退休站", "清单中写到了您", null]]);
    assert.deepEqual(await rowsOf(actor.subject ?? ""), [["采油二厂职工退休站", "签字", "接收方"]]);
    assert.deepEqual(await rowsOf(newId()), []);
  },
);
