/** What the database refuses of scanners and their scans even to a bug: each guard by its name. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { anOrganisation } from "#places/testing";
import { inTx, type TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { anOffer, guardsOf } from "../testing.ts";
import { aScanner } from "./testing.ts";

async function world(ctx: TxCtx) {
  const { id: organisationId, path: orgPath } = await anOrganisation(ctx);
  const now = ctx.clock();
  const times = { startsAt: now.add({ minutes: 20 }), endsAt: now.add({ hours: 2 }) };
  const { offerId } = await anOffer(ctx, { orgPath, ...times, closesAt: times.startsAt });
  const { device } = await aScanner(ctx, { organisationId, offerId });
  return { offerId, scanner: device.id };
}
type World = Awaited<ReturnType<typeof world>>;

/** A scan as it should be, but for what is told. */
const aScan = ({ db }: TxCtx, { offerId, scanner }: World, differs: Record<string, unknown> = {}) => {
  const row = {
    ...{
      id: newId(),
      scanner_id: scanner,
      offer_id: offerId,
      way: "in",
      size: 1,
      shown: "pass",
      counted: 0,
      unseen: 0,
    },
    ...{ at: "2026-06-12T10:00:00Z", received_at: "2026-06-12T10:00:00Z", ...differs },
  };
  return db.run`insert into booking.scan select (jsonb_populate_record(null::booking.scan, ${JSON.stringify(row)}::jsonb)).*`;
};

const scannerWith = ({ db }: TxCtx, { scanner }: World, differs: Record<string, unknown>) =>
  db.run`
    insert into booking.scanner
    select (jsonb_populate_record(s, ${JSON.stringify({ id: newId(), key_hash: `\\x${randomBytes(32).toString("hex")}`, ...differs })}::jsonb)).*
      from booking.scanner s where id = ${scanner}`;

/** Each breaks one guard and nothing else. */
const attempts: Record<string, (ctx: TxCtx, of: World) => Promise<unknown>> = {
  scanner_key_hash_key: ({ db }, { scanner }) =>
    db.run`
      insert into booking.scanner
      select (jsonb_populate_record(s, jsonb_build_object('id', ${newId()}::uuid))).* from booking.scanner s where id = ${scanner}`,
  scanner_check: (ctx, of) => scannerWith(ctx, of, { until: "2020-01-01T00:00:00Z" }),
  scanner_check1: (ctx, of) => scannerWith(ctx, of, { revoked_at: "2026-06-12T10:00:00Z" }),
  scanner_door_pkey: ({ db }, { scanner }) =>
    db.run`insert into booking.scanner_door select * from booking.scanner_door where scanner_id = ${scanner}`,
  scan_scanner_id_offer_id_fkey: (ctx, of) => aScan(ctx, of, { offer_id: newId() }),
  scan_check: (ctx, of) => aScan(ctx, of, { counted: 2 }),
  scan_check1: (ctx, of) => aScan(ctx, of, { way: "out", counted: 1 }),
  scan_check2: (ctx, of) => aScan(ctx, of, { settled_by: newId() }),
  scan_unseen_exit: (ctx, of) => aScan(ctx, of, { unseen: 1 }),
  scan_pkey: async (ctx, of) => {
    const id = newId();
    for (let twice = 0; twice < 2; twice++) await aScan(ctx, of, { id });
  },
};

/** Checks of one column's form. */
const plain = [
  "scan_settled_how_check",
  "scan_shown_check",
  "scan_size_check",
  "scan_trouble_check",
  "scan_way_check",
  "scanner_key_hash_check",
  "scanner_label_check",
  "scanner_org_path_check",
  "scanner_room_check",
  "scanner_salt_check",
];

for (const [guard, attempt] of Object.entries(attempts)) {
  dbTest(`the database keeps ${guard}`, async ({ ctx }) => {
    await inTx(ctx, async (inner) => {
      const made = await world(inner);
      await assert.rejects(
        inner.db.attempt((db) => attempt({ ...inner, db }, made)),
        { constraint: guard },
      );
    });
  });
}

dbTest("no guard of scanners is without an attempt to break it", async ({ db }) => {
  const missing = (await guardsOf(db, "^scan")).filter((name) => !(name in attempts));
  assert.deepEqual(missing.sort(), plain.sort());
});
