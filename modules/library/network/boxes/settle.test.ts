import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { aHouse, someCopies } from "../../circulation/testing.ts";
import { copiesAway } from "../testing.ts";
import { sendBox } from "./boxes.ts";
import { findingsOf } from "./finding-store.ts";
import { giveUp, noteFinding } from "./settle.ts";
import {
  awayOf,
  between,
  boxed,
  close,
  findings,
  holdOf,
  houses,
  openWay,
  put,
  receive,
  scanAt,
  waitFor,
} from "./testing.ts";

dbTest("what did not come is missing on both desks until any scan anywhere finds it", async ({ ctx, db }) => {
  const { id, barcodes, itemIds, to } = await boxed(ctx, { sent: true });
  const third = await inTx(ctx, (inner) => aHouse(inner));
  await receive(ctx, id, barcodes[0] ?? "");
  assert.deepEqual(await close(ctx, id), { missing: 1, extra: 0 });
  assert.deepEqual(await findings(ctx, id), ["missing open"]);
  assert.equal(await awayOf(db, itemIds[1] ?? 0), "in-transit");
  await scanAt(ctx, itemIds[1] ?? 0, third);
  const [finding] = await findingsOf(db, id, 5);
  assert.deepEqual([finding?.how, finding?.turnedUpId], ["turned-up", third.placeId]);
  assert.deepEqual(
    { ...(await openWay(db, itemIds[1] ?? 0)) },
    { fromId: third.placeId, toId: to.placeId, boxId: null },
  );
});

dbTest(
  "what came and was not on the manifest is extra, or goes on from here; a number nobody knows is told",
  async ({ ctx, db }) => {
    const { id, from, to } = await boxed(ctx, { sent: true });
    const [home, third] = await houses(ctx, 2);
    const extra = await inTx(ctx, (inner) => copiesAway(inner, { home: to, at: from }));
    const stray = await inTx(ctx, (inner) => copiesAway(inner, { home, at: from }));
    const outcomes = [];
    for (const scan of [...extra.barcodes, ...stray.barcodes, "NOBODY-7", ...extra.barcodes, "NOBODY-7"]) {
      const came = await receive(ctx, id, scan);
      outcomes.push(came.is === "received" ? came.outcome : came.is);
    }
    assert.deepEqual(outcomes, ["extra", "elsewhere", "unknown", "again", "unknown"]);
    assert.deepEqual(await findings(ctx, id), ["elsewhere open", "extra open", "unknown open"]);
    assert.equal((await openWay(db, stray.itemIds[0] ?? 0))?.fromId, to.placeId);
    // Scanned on its way it is still to arrive; where it goes, it is settled.
    await scanAt(ctx, stray.itemIds[0] ?? 0, third);
    assert.ok((await findings(ctx, id)).includes("elsewhere open"));
    await scanAt(ctx, stray.itemIds[0] ?? 0, home);
    assert.ok((await findings(ctx, id)).includes("elsewhere turned-up"));
    const open = (await findingsOf(db, id, 9)).filter(({ settledOn }) => settledOn === null);
    for (const one of open) await inTx(ctx, (inner) => noteFinding(inner, one.id));
    await assert.rejects(
      inTx(ctx, (inner) => noteFinding(inner, open[0]?.id ?? 0)),
      { id: "box-finding.settled" },
    );
    assert.ok((await findings(ctx, id)).every((one) => !one.endsWith("open")));
  },
);

dbTest(
  "given up, the copy is missing, and who waits for it waits again and is told nothing",
  async ({ ctx, db }) => {
    const [a, b] = await houses(ctx, 2);
    const { itemIds, recordId } = await inTx(ctx, (inner) => someCopies(inner, a));
    const itemId = itemIds[0] ?? 0;
    const hold = await waitFor(ctx, recordId, b);
    await scanAt(ctx, itemId, a);
    assert.equal((await holdOf(db, hold.id))?.state, "travelling");
    const { id } = await between(ctx, a, b);
    const { barcode } = await db.one<{
      barcode: string;
    }>`select barcode from library.item where id = ${itemId}`;
    await put(ctx, id, barcode);
    await inTx(ctx, (inner) => sendBox(inner, id));
    await close(ctx, id);
    const [finding] = await findingsOf(db, id, 5);
    await assert.rejects(
      inTx(ctx, (inner) => noteFinding(inner, finding?.id ?? 0)),
      { id: "box-finding.is-missing" },
    );
    await inTx(ctx, (inner) => giveUp(inner, finding?.id ?? 0));
    assert.deepEqual({ ...(await holdOf(db, hold.id)) }, { state: "waiting", itemId: null });
    const item = await db.one<{ status: string; away: string | null }>`
    select status, away from library.item where id = ${itemId}`;
    assert.deepEqual({ ...item }, { status: "missing", away: null });
    const { how } = await db.one<{ how: string }>`select how from library.transit where item_id = ${itemId}`;
    assert.equal(how, "lost");
    const { told } = await db.one<{ told: number }>`
    select count(*)::int as told from platform.outbox where type = 'hold.ready' and payload->>'holdId' = ${hold.id}`;
    assert.equal(told, 0);
    await assert.rejects(
      inTx(ctx, (inner) => giveUp(inner, finding?.id ?? 0)),
      { id: "box-finding.turned-up" },
    );
  },
);
