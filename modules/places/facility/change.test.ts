import assert from "node:assert/strict";
import { type Ctx, inTx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { dbTest } from "#platform/testing";
import { aFacility } from "../testing.ts";
import { deskView } from "../views.ts";
import { changeFacility } from "./change.ts";
import { endFacility } from "./end.ts";
import { facilities, factsAt, lockFacility, updateFacts } from "./facility-store.ts";
import type { Facts } from "./facts.ts";

const change = (ctx: Ctx, placeId: string, version: number, changes: Partial<Facts>) =>
  inTx(ctx, (inner) => changeFacility(inner, { placeId, version, changes }));

dbTest("changes make the next version, and keep the one before", async ({ ctx, db }) => {
  const place = await inTx(ctx, (inner) => aFacility(inner, { name: "旧名" }));
  assert.deepEqual(await change(ctx, place.id, 1, { name: "新名", phone: " 0990-6222222 " }), {
    version: 2,
    waits: false,
  });
  const [now] = await facilities(db, [place.id]);
  assert.deepEqual([now?.name, now?.phone, now?.version], ["新名", "0990-6222222", 2]);
  assert.equal((await factsAt(db, place.id, 1))?.name, "旧名");
  const [news] = await db.many<{ payload: object }>`
    select payload from platform.outbox where type = 'place.changed' and payload->>'placeId' = ${place.id}`;
  assert.deepEqual(news?.payload, { placeId: place.id, version: 2, fields: ["name", "phone"] });
});

dbTest("a change to what is there already is no change", async ({ ctx, db }) => {
  const place = await inTx(ctx, (inner) => aFacility(inner));
  assert.deepEqual(await change(ctx, place.id, 1, { name: place.name, access: [] }), {
    version: 1,
    waits: false,
  });
  assert.equal(await factsAt(db, place.id, 2), null);
});

dbTest("two editors of different facts both succeed", async ({ ctx, db }) => {
  const place = await inTx(ctx, (inner) => aFacility(inner));
  const whole = (await factsAt(db, place.id, 1)) as Facts; // it was just made
  await change(ctx, place.id, 1, { ...whole, phone: "0990-1" + "234567" });
  await change(ctx, place.id, 1, { ...whole, address: "新地址2号" });
  const [now] = await facilities(db, [place.id]);
  assert.deepEqual([now?.phone, now?.address, now?.version], ["0990-1234567", "新地址2号", 3]);
});

dbTest("the second editor of the same fact is refused and shown what it says now", async ({ ctx, db }) => {
  const place = await inTx(ctx, (inner) => aFacility(inner));
  await change(ctx, place.id, 1, { phone: "0990-6111111", name: "一样" });
  await assert.rejects(
    change(ctx, place.id, 1, { phone: "0990-6222222", name: "一样", address: "别处" }),
    (error) => {
      assert.ok(error instanceof Problem);
      assert.equal(error.id, "place.changed-meanwhile");
      assert.deepEqual(error.faults, [
        { field: "/body/changes/phone", id: "changed-meanwhile", data: { now: "0990-6111111" } },
      ]);
      assert.equal(error.data.version, 2);
      return true;
    },
  );
  const [now] = await facilities(db, [place.id]);
  assert.notEqual(now?.address, "别处", "a refused change writes nothing at all");
  await change(ctx, place.id, 2, { phone: "0990-6222222" });
});

dbTest(
  "told what it says now, the second editor may insist — on that, not on what came later",
  async ({ ctx, db }) => {
    const place = await inTx(ctx, (inner) => aFacility(inner));
    await change(ctx, place.id, 1, { phone: "0990-6111111" });
    const insist = (told: number) =>
      inTx(ctx, (inner) =>
        changeFacility(inner, {
          placeId: place.id,
          version: 1,
          changes: { phone: "0990-6222222", address: place.address },
          over: { version: told, parts: ["phone"] },
        }),
      );
    await change(ctx, place.id, 2, { phone: "0990-6333333", address: "第三者改的地址" });
    await assert.rejects(insist(2), { id: "place.changed-meanwhile" });
    await insist(3);
    const [now] = await facilities(db, [place.id]);
    assert.deepEqual([now?.phone, now?.address], ["0990-6222222", "第三者改的地址"]);
  },
);

dbTest("of two at the same moment one wins, and without the version both would", async ({ ctx, db }) => {
  const place = await inTx(ctx, (inner) => aFacility(inner));
  const results = await Promise.allSettled(
    ["0990-6000001", "0990-6000002", "0990-6000003"].map((phone) => change(ctx, place.id, 1, { phone })),
  );
  assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
  // The guard is the version in the statement: with a stale one nothing is written.
  await inTx(ctx, async (inner) => {
    const now = await lockFacility(inner.db, place.id);
    assert.ok(now);
    const stale = {
      ...now,
      search: "",
      sortKeys: { "zh-CN": "" },
      at: ctx.clock(),
      wgs: null,
      position: null,
    };
    assert.equal(await updateFacts(inner.db, { ...stale, version: 1 }), false);
    assert.equal(await updateFacts(inner.db, { ...stale, version: now.version }), true);
  });
  assert.equal((await facilities(db, [place.id]))[0]?.version, 3);
});

dbTest("versions that never were and places that are no more are refused", async ({ ctx }) => {
  const place = await inTx(ctx, (inner) => aFacility(inner, { since: "2020-01-01" }));
  const unknown = (field: string) => ({ status: 422, faults: [{ field, id: "version.unknown" }] });
  await assert.rejects(change(ctx, place.id, 7, { name: "甲" }), unknown("/body/version"));
  const over = { version: 7, parts: ["name" as const] };
  await assert.rejects(
    inTx(ctx, (inner) =>
      changeFacility(inner, { placeId: place.id, version: 1, changes: { name: "甲" }, over }),
    ),
    unknown("/body/over/version"),
  );
  await assert.rejects(deskView(ctx, place.id, 7), unknown("/query/version"));
  await assert.rejects(change(ctx, place.id, 1, { kind: "palace" }), { id: "input.invalid" });
  const end = (on: string) => inTx(ctx, (inner) => endFacility(inner, place.id, on));
  await assert.rejects(end("2030-01-01"), { faults: [{ field: "/body/on", id: "day.in-future" }] });
  await assert.rejects(end("2019-01-01"), { id: "input.invalid" });
  await end("2026-06-01");
  await end("2026-06-01");
  await assert.rejects(end("2026-06-02"), { id: "place.ended" });
  await assert.rejects(change(ctx, place.id, 1, { name: "甲" }), {
    id: "place.ended",
    data: { day: "2026-06-01" },
  });
});
