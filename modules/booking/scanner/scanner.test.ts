import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, randomUUID } from "node:crypto";
import { aDevicePass, aResident, aStaff, leave, liveCode, losePhone, type Made } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { signedByCity } from "#platform/pass";
import { dbTest } from "#platform/testing";
import { cancelClaim } from "../claiming/cancel-claim.ts";
import { claim } from "../claiming/claim.ts";
import * as claimStore from "../claiming/claim-store.ts";
import { poolDrift } from "../offers/offer-store.ts";
import { settleOffers } from "../offers/settle-offers.ts";
import { anOffer } from "../testing.ts";
import { scannersView, settleScans } from "./conflicts.ts";
import type { ScannerListed, SentScan } from "./contract.ts";
import { revokeScanner } from "./device.ts";
import { forgetScans } from "./forget.ts";
import { listHead } from "./list-format.ts";
import { scanNow } from "./scan-now.ts";
import { syncScanner } from "./sync.ts";
import { aScanner } from "./testing.ts";

const readOf = (text: string) => JSON.parse(text.slice(listHead.length)) as ScannerListed;

/** A door that is open, with walk-in places, and two devices at it. */
async function twoScanners(ctx: Ctx, walkIns = 3) {
  const organisation = await inTx(ctx, (inner) => anOrganisation(inner));
  const { offerId } = await inTx(ctx, (inner) =>
    anOffer(inner, {
      orgPath: organisation.path,
      startsAt: ctx.clock().add({ minutes: 20 }),
      endsAt: ctx.clock().add({ hours: 2 }),
      pools: [
        { channel: "online", quota: 20, releasesAt: null },
        { channel: "walk-in", quota: walkIns, releasesAt: null },
      ],
    }),
  );
  const at = { organisationId: organisation.id, offerId };
  const east = await inTx(ctx, (inner) => aScanner(inner, { ...at, label: "东门" }));
  const west = await inTx(ctx, (inner) => aScanner(inner, { ...at, label: "西门" }));
  const manager = await inTx(ctx, (inner) =>
    aStaff(inner, { organisationId: organisation.id, role: "manager" }),
  );
  const sync = (one: typeof east, scans: SentScan[] = [], since?: string) =>
    inTx(ctx, (inner) => syncScanner(inner, { device: one.device, scans, ...(since && { since }) }));
  const conflicts = async () => (await scannersView({ ...ctx, actor: manager.actor }, offerId)).conflicts;
  const holder = async (size = 1) => {
    const one = await inTx(ctx, (inner) => aResident(inner));
    const { claimId } = await inTx({ ...ctx, actor: one.actor }, (inner) => claim(inner, { offerId, size }));
    return { ...one, claimId };
  };
  const visits = async () =>
    (
      await ctx.db.one<{ visits: number }>`
        select coalesce(sum(case type when 'claim.checked-in' then (payload->>'size')::int else -(payload->>'size')::int end), 0)::int as visits
          from platform.outbox where type in ('claim.checked-in', 'claim.check-in-undone') and payload->>'offerId' = ${offerId}`
    ).visits;
  return { organisation, offerId, east, west, manager, sync, conflicts, holder, visits };
}

function aScan(ctx: Ctx, differs: Partial<SentScan> & { offerId: string; minute?: number }): SentScan {
  const { minute = 0, ...rest } = differs;
  const size = rest.size ?? 1;
  return {
    id: randomUUID(),
    claimId: null,
    way: "in",
    size,
    fresh: rest.way === "out" ? 0 : size,
    shown: "list",
    phone: null,
    at: ctx.clock().add({ minutes: minute }).toString(),
    ...rest,
  };
}

/** Ten minutes later, so that what was scanned meanwhile lies in the past. */
const later = (ctx: Ctx, minutes = 10): Ctx => {
  const now = ctx.clock().add({ minutes });
  return { ...ctx, clock: () => now };
};

dbTest(
  "the list is signed for its purpose, names nobody beyond the door's list and no subject key",
  async ({ ctx }) => {
    const { offerId, east, west, sync, holder } = await twoScanners(ctx);
    const { subject, claimId } = await holder();
    const { list } = await sync(east);
    assert.ok(list);
    const inside = readOf(list.text);
    const keys = { keys: inside.keys, nowMs: ctx.clock().epochMilliseconds };
    assert.equal(await signedByCity(list, keys), true);
    assert.equal(await signedByCity({ ...list, text: list.text.replace("东门", "西门") }, keys), false);
    assert.ok(!list.text.includes(subject));
    const [door] = inside.doors;
    assert.deepEqual([door?.offerId, door?.claims.map(({ id }) => id)], [offerId, [claimId]]);
    const other = await sync(west);
    const elsewhere = readOf(other.list?.text ?? "").doors[0]?.claims[0]?.who;
    assert.notDeepEqual(elsewhere, door?.claims[0]?.who, "two lists cannot be joined");
  },
);

dbTest("after the whole list comes what has changed, and nothing where nothing has", async ({ ctx }) => {
  const { east, offerId, holder } = await twoScanners(ctx);
  const first = await holder();
  const whole = readOf(east.list.text);
  const soon = later(ctx, 5);
  const sync = (at: Ctx, since: string) =>
    inTx(at, (inner) => syncScanner(inner, { device: east.device, scans: [], since }));
  const changed = readOf((await sync(soon, whole.asOf)).list?.text ?? "");
  assert.deepEqual(
    changed.doors.map((door) => [door.offerId, door.claims.map(({ id }) => id)]),
    [[offerId, [first.claimId]]],
  );
  assert.equal((await sync(later(ctx, 10), changed.asOf)).list, null);
});

dbTest(
  "the same person at two doors without a line counts once, and the desk is told who, where and when",
  async ({ ctx }) => {
    const { offerId, east, west, sync, conflicts, holder, visits } = await twoScanners(ctx);
    const { claimId } = await holder();
    const [atEast, atWest] = [
      aScan(ctx, { offerId, claimId, minute: 4 }),
      aScan(ctx, { offerId, claimId, minute: 6 }),
    ];
    const now = later(ctx);
    const send = (one: typeof east, scan: SentScan) =>
      inTx(now, (inner) => syncScanner(inner, { device: one.device, scans: [scan] }));
    assert.deepEqual((await send(west, atWest)).acknowledged, [{ id: atWest.id, counted: 1, trouble: null }]);
    const second = await send(east, atEast);
    assert.deepEqual(second.acknowledged, [{ id: atEast.id, counted: 0, trouble: null }]);
    assert.deepEqual(
      (await send(east, atEast)).acknowledged,
      second.acknowledged,
      "sent again it is the same scan",
    );
    assert.equal(await visits(), 1);
    const [conflict, ...more] = await conflicts();
    assert.equal(more.length, 0);
    assert.deepEqual(
      conflict?.scans.map(({ label, trouble }) => [label, trouble]),
      [
        ["东门", null],
        ["西门", "twice"],
      ],
      "who came second is told of, whichever line is back first",
    );
    assert.equal(conflict?.uncounted, 0);
    await sync(east);
    assert.equal((await claimStore.claim(ctx.db, claimId))?.checkedInAt?.toString(), atWest.at);
  },
);

dbTest("what the same device sends at once in two requests is done once", async ({ ctx }) => {
  const { offerId, east, holder, visits } = await twoScanners(ctx);
  const { claimId } = await holder(3);
  const scans = [
    aScan(ctx, { offerId, claimId, size: 2 }),
    aScan(ctx, { offerId, shown: "nobody", size: 1 }),
  ];
  const now = later(ctx);
  await Promise.all(
    Array.from({ length: 6 }, () => inTx(now, (inner) => syncScanner(inner, { device: east.device, scans }))),
  );
  assert.equal(await visits(), 3);
  assert.deepEqual(await poolDrift(ctx.db), []);
});

dbTest(
  "who went out at one door and came back at the other is no conflict, whichever line is back first",
  async ({ ctx }) => {
    for (const outFirst of [true, false]) {
      const { offerId, east, west, conflicts, holder, visits } = await twoScanners(ctx);
      const { claimId } = await holder();
      const now = later(ctx, 30);
      const of = (minute: number, way: "in" | "out") => aScan(ctx, { offerId, claimId, way, minute });
      const send = (one: typeof east, scans: SentScan[]) =>
        inTx(now, (inner) => syncScanner(inner, { device: one.device, scans }));
      const lots = [() => send(east, [of(1, "in"), of(20, "in")]), () => send(west, [of(10, "out")])];
      for (const lot of outFirst ? lots.toReversed() : lots) await lot();
      assert.deepEqual([await visits(), (await conflicts()).length], [1, 0]);
    }
  },
);

dbTest(
  "cancelled while the scanner had no line: reported, the person stays in, and can be counted at the desk",
  async ({ ctx }) => {
    const { offerId, east, conflicts, holder, visits, manager } = await twoScanners(ctx);
    const { claimId } = await holder(2);
    await inTx({ ...ctx, actor: manager.actor }, (inner) =>
      cancelClaim(inner, { claimId, because: "演出人员生病" }),
    );
    const scan = aScan(ctx, { offerId, claimId, size: 2 });
    await inTx(later(ctx), (inner) => syncScanner(inner, { device: east.device, scans: [scan] }));
    const [conflict] = await conflicts();
    assert.deepEqual([conflict?.trouble, conflict?.uncounted, conflict?.state], ["gone", 2, "cancelled"]);
    assert.equal(await visits(), 0);
    const settle = () =>
      inTx({ ...ctx, actor: manager.actor }, (inner) =>
        settleScans(inner, { offerId, id: conflict?.id ?? "", how: "counted" }),
      );
    assert.deepEqual([await settle(), await settle()], [{ settled: 1 }, { settled: 0 }]);
    assert.deepEqual([await visits(), (await conflicts()).length], [2, 0]);
  },
);

dbTest(
  "more walked in than there were places: counted as far as they go, the rest is told",
  async ({ ctx }) => {
    const { offerId, east, west, conflicts, visits } = await twoScanners(ctx, 3);
    const group = () => [aScan(ctx, { offerId, shown: "nobody", size: 2 })];
    for (const one of [east, west])
      await inTx(later(ctx), (inner) => syncScanner(inner, { device: one.device, scans: group() }));
    const [conflict] = await conflicts();
    assert.deepEqual([conflict?.trouble, conflict?.uncounted, conflict?.who], ["uncounted", 2, null]);
    assert.equal(await visits(), 2);
    assert.deepEqual(await poolDrift(ctx.db), []);
  },
);

dbTest(
  "scans that come after the occasion is settled make visits of whom it took for missing",
  async ({ ctx }) => {
    const { offerId, east, holder, visits } = await twoScanners(ctx);
    const { claimId } = await holder(2);
    const scans = [
      aScan(ctx, { offerId, claimId, minute: 5 }),
      aScan(ctx, { offerId, shown: "nobody", minute: 6 }),
    ];
    const night = later(ctx, 180);
    await settleOffers(night);
    assert.equal((await claimStore.claim(ctx.db, claimId))?.state, "no-show");
    await inTx(night, (inner) => syncScanner(inner, { device: east.device, scans }));
    const states = await ctx.db.many<{ state: string }>`
    select distinct state from booking.claim where offer_id = ${offerId}`;
    assert.deepEqual(states, [{ state: "attended" }]);
    assert.equal(await visits(), 2);
    assert.equal((await claimStore.claim(ctx.db, claimId))?.arrived, 1);
  },
);

async function aPhone(ctx: Ctx, one: Made) {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const token = await inTx(ctx, (inner) => aDevicePass(inner, one, publicKey.export({ format: "jwk" })));
  return () => liveCode(token, privateKey, ctx.clock().toString());
}

dbTest(
  "with a line the door asks the server: let in once, out and back without another visit",
  async ({ ctx }) => {
    const { offerId, east, west, holder, visits } = await twoScanners(ctx);
    const one = await holder();
    const code = await aPhone(ctx, one);
    const ask = (at: typeof east, way: "in" | "out", more: object, id: string = randomUUID()) =>
      inTx(ctx, (inner) => scanNow(inner, { device: at.device, id, offerId, way, ...more }));
    const id = randomUUID();
    const scan = await code();
    const first = await ask(east, "in", { scan }, id);
    assert.deepEqual([first.kind, first.fresh], ["in", 1]);
    assert.deepEqual(
      (await ask(east, "in", { scan }, id)).fresh,
      1,
      "the same scan again has the same answer",
    );
    assert.equal((await ask(west, "in", { scan })).kind, "already");
    assert.deepEqual((await ask(west, "out", { claimId: one.claimId })).back, 1);
    const back = await ask(east, "in", { claimId: one.claimId });
    assert.deepEqual([back.kind, back.fresh, back.back], ["in", 0, 1]);
    await assert.rejects(ask(west, "out", { claimId: one.claimId, came: 2 }), { id: "check-in.not-inside" });
    const { acknowledged } = await inTx(ctx, (inner) =>
      syncScanner(inner, { device: east.device, scans: [] }),
    );
    assert.equal(acknowledged.length, 2, "the list says which of a moment ago are in it");
    assert.equal(await visits(), 1);
  },
);

dbTest("who went out is let back in once, however many doors ask at the same moment", async ({ ctx }) => {
  const { offerId, east, west, holder } = await twoScanners(ctx);
  const { claimId } = await holder();
  const ask = (at: typeof east, way: "in" | "out") =>
    inTx(ctx, (inner) => scanNow(inner, { device: at.device, id: randomUUID(), offerId, way, claimId }));
  await ask(east, "in");
  for (let round = 0; round < 5; round++) {
    await ask(east, "out");
    const back = await Promise.all([ask(east, "in"), ask(west, "in")]);
    assert.deepEqual(back.map(({ kind }) => kind).sort(), ["already", "in"]);
  }
});

dbTest(
  "nobody is held back from leaving: an exit nobody can explain yet is told of until the entry arrives",
  async ({ ctx }) => {
    const { offerId, east, west, conflicts, holder, visits } = await twoScanners(ctx);
    const { claimId } = await holder(2);
    const ask = (way: "in" | "out", came?: number) =>
      inTx(later(ctx, way === "out" ? 10 : 12), (inner) =>
        scanNow(inner, {
          device: west.device,
          id: randomUUID(),
          offerId,
          way,
          claimId,
          ...(came && { came }),
        }),
      );
    await assert.rejects(ask("out", 3), { id: "check-in.not-inside", data: { size: 2 } });
    const left = await ask("out");
    assert.deepEqual([left.kind, left.back], ["out", 2]);
    assert.deepEqual(
      (await conflicts()).map(({ trouble }) => trouble),
      ["unseen"],
    );
    assert.deepEqual((await ask("in")).fresh, 2, "who comes back is let in");
    const atEast = aScan(ctx, { offerId, claimId, size: 2, minute: 1 });
    const { list } = await inTx(later(ctx, 14), (inner) =>
      syncScanner(inner, { device: east.device, scans: [atEast] }),
    );
    assert.deepEqual([await visits(), await conflicts()], [2, []]);
    const [door] = readOf(list?.text ?? "").doors;
    assert.deepEqual([door?.came, door?.away, door?.claims[0]?.away], [2, 0, 0]);
  },
);

dbTest(
  "more than came cannot be out: what a device claims beyond is told of, and counts for nothing",
  async ({ ctx }) => {
    const { offerId, east, sync, conflicts, holder } = await twoScanners(ctx);
    const { claimId } = await holder(2);
    const many = aScan(ctx, { offerId, claimId, way: "out", size: 20, minute: 2 });
    const nobody = aScan(ctx, { offerId, way: "out", shown: "nobody" });
    const scans = [nobody, aScan(ctx, { offerId, claimId, size: 2, minute: 1 }), many];
    const { list } = await inTx(later(ctx), (inner) => syncScanner(inner, { device: east.device, scans }));
    const [door] = readOf(list?.text ?? "").doors;
    assert.deepEqual([door?.came, door?.away], [2, 2]);
    assert.deepEqual(
      (await conflicts()).map(({ scans: some }) => some.map(({ trouble }) => trouble)),
      [[null, "unseen"]],
    );
    await sync(east);
  },
);

dbTest("whoever came in by a booking nobody knows is told of, and can be counted", async ({ ctx }) => {
  const { offerId, east, conflicts } = await twoScanners(ctx);
  const scan = aScan(ctx, { offerId, shown: "list", size: 2 });
  await inTx(later(ctx), (inner) => syncScanner(inner, { device: east.device, scans: [scan] }));
  assert.deepEqual(
    (await conflicts()).map(({ trouble, uncounted }) => [trouble, uncounted]),
    [["uncounted", 2]],
  );
});

dbTest("people nobody named leave with a line, and are never asked for with a booking", async ({ ctx }) => {
  const { offerId, east, holder } = await twoScanners(ctx);
  const { claimId } = await holder();
  const ask = (more: object) =>
    inTx(ctx, (inner) =>
      scanNow(inner, { device: east.device, id: randomUUID(), offerId, way: "out", nobody: 2, ...more }),
    );
  assert.deepEqual(await ask({}), {
    ...{ claimId: null, kind: "out", fresh: 0, back: 2, rest: 0, checkedInAt: null },
  });
  await assert.rejects(ask({ claimId }), { id: "input.invalid" });
});

dbTest("a pass that was revoked while the scanner had no line is told of", async ({ ctx }) => {
  const { offerId, east, conflicts, holder } = await twoScanners(ctx);
  const one = await holder();
  await aPhone(ctx, one);
  const { list } = await inTx(ctx, (inner) => syncScanner(inner, { device: east.device, scans: [] }));
  const phone = readOf(list?.text ?? "").doors[0]?.claims[0]?.phones[0] ?? null;
  assert.ok(phone);
  await inTx(ctx, (inner) => losePhone(inner, one));
  const scan = aScan(ctx, { offerId, claimId: one.claimId, shown: "pass", phone });
  const { acknowledged } = await inTx(later(ctx), (inner) =>
    syncScanner(inner, { device: east.device, scans: [scan] }),
  );
  assert.deepEqual(acknowledged, [{ id: scan.id, counted: 1, trouble: "revoked" }]);
  assert.deepEqual(
    (await conflicts()).map(({ trouble }) => trouble),
    ["revoked"],
  );
});

dbTest(
  "a scanner is worth nothing once it is revoked, its maker serves there no more, or its key is another",
  async ({ ctx }) => {
    const { east, west, manager, sync } = await twoScanners(ctx);
    await assert.rejects(sync({ ...east, device: { ...east.device, key: "x".repeat(43) } }), {
      id: "scanner.revoked",
    });
    await inTx({ ...ctx, actor: manager.actor }, (inner) => revokeScanner(inner, east.device.id));
    await assert.rejects(sync(east), { id: "scanner.revoked" });
    await inTx(ctx, (inner) => leave(inner, west.clerk));
    await assert.rejects(sync(west), { id: "scanner.revoked" });
    const [kept] = await ctx.db.many<{ keyHash: Buffer }>`
    select key_hash from booking.scanner where id = ${west.device.id}`;
    assert.deepEqual(kept?.keyHash, createHash("sha256").update(west.device.key).digest());
  },
);

dbTest(
  "the list ends with the day; scans are taken some days longer, and forgotten after a month",
  async ({ ctx }) => {
    const { offerId, east, holder } = await twoScanners(ctx);
    const { claimId } = await holder();
    const scan = aScan(ctx, { offerId, claimId });
    const tomorrow = later(ctx, 26 * 60);
    const late = await inTx(tomorrow, (inner) => syncScanner(inner, { device: east.device, scans: [scan] }));
    assert.deepEqual([late.list, late.acknowledged[0]?.counted], [null, 1]);
    const never = later(ctx, 6 * 24 * 60);
    await assert.rejects(
      inTx(never, (inner) => syncScanner(inner, { device: east.device, scans: [] })),
      { id: "scanner.revoked" },
    );
    await forgetScans(later(ctx, 40 * 24 * 60));
    const { left } = await ctx.db.one<{ left: number }>`
    select count(*)::int as left from booking.scan where offer_id = ${offerId}`;
    assert.equal(left, 0);
  },
);
