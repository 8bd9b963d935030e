import assert from "node:assert/strict";
import { aResident, aStaff } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { claim } from "../claiming/claim.ts";
import { closeOffer } from "../offers/manage-offer.ts";
import { anOffer } from "../testing.ts";
import { doorSheet, openDoors } from "./door.ts";
import { undoCheckIn } from "./undo-check-in.ts";
import { walkIn } from "./walk-in.ts";

dbTest("a list of doors that is cut says so, and keeps those that open first", async ({ ctx }) => {
  const { organisation, clerk } = await inTx(ctx, async (inner) => {
    const one = await anOrganisation(inner);
    return { organisation: one, clerk: await aStaff(inner, { organisationId: one.id, role: "clerk" }) };
  });
  const doors = () => openDoors({ ...ctx, actor: clerk.actor });
  const now = ctx.clock();
  const add = (from: number, to: number) => ctx.db.run`
    insert into booking.offer (id, kind, ref, org_path, opens_at, closes_at, starts_at, ends_at, rules)
    select gen_random_uuid(), 'test-occasion', gen_random_uuid(), ${organisation.path}, ${now}::timestamptz - interval '1 day',
           ${now}::timestamptz + interval '1 hour', ${now}::timestamptz + n * interval '1 minute', ${now}::timestamptz + interval '8 hours', '{}'
      from generate_series(${from}::int, ${to}::int) n`;
  await add(1, 200);
  assert.deepEqual([(await doors()).items.length, (await doors()).more], [200, false]);
  await add(0, 0);
  const cut = await doors();
  assert.deepEqual([cut.items.length, cut.more], [200, true]);
  assert.equal(cut.items[0]?.offer.startsAt, now.toString());
});

dbTest("doors to come stand first; one that was cut short is still found, for mistakes", async ({ ctx }) => {
  const { clerk, offers } = await inTx(ctx, async (inner) => {
    const one = await anOrganisation(inner);
    const around = (from: number, to: number) =>
      anOffer(inner, {
        orgPath: one.path,
        startsAt: ctx.clock().add({ hours: from }),
        endsAt: ctx.clock().add({ hours: to }),
      });
    const made = [await around(-3, -1), await around(-1, 1), await around(2, 3)];
    return { offers: made, clerk: await aStaff(inner, { organisationId: one.id, role: "clerk" }) };
  });
  const [ended, running, coming] = offers.map(({ offerId }) => offerId);
  await inTx(ctx, (inner) => closeOffer(inner, running ?? "", "停电", { cutShort: true }));
  const { items } = await openDoors({ ...ctx, actor: clerk.actor });
  assert.deepEqual(
    items.map(({ offer, over }) => [offer.id, over]),
    [
      [coming, false],
      [ended, true],
      [running, true],
    ],
  );
});

dbTest(
  "everybody on the list is found by name however written, or by the end of a phone number",
  async ({ ctx }) => {
    const offerId = await inTx(ctx, async (inner) => {
      const made = await anOffer(inner);
      for (const [name, phone] of [
        ["张伟", "+8613900000000"],
        ["张伟", "+8613900000001"],
        ["古丽娜尔·艾山", "+8613900001000"],
        ["ئايگۈل", null],
        [null, "+8613900000777"],
      ] as const) {
        const { actor } = await aResident(inner, { name, phone });
        await claim({ ...inner, actor }, { offerId: made.offerId, size: 1 });
      }
      return made.offerId;
    });
    const found = async (q: string) =>
      (await doorSheet(ctx, offerId, { q })).holders.map(({ name, phoneTail }) => [name, phoneTail]);
    const [one, two] = [
      ["张伟", "0000"],
      ["张伟", "0001"],
    ];
    assert.deepEqual(await found("張偉"), [one, two], "of one name, told apart by their phones");
    assert.deepEqual(await found("0000"), [one]);
    assert.deepEqual(await found("１３９ 0000 0001"), [two], "the whole number, with a space");
    assert.deepEqual(
      await found("古丽娜尔艾山"),
      [["古丽娜尔·艾山", null]],
      "a phone that nobody needs stays closed",
    );
    assert.deepEqual(await found("ايگۈل"), [["ئايگۈل", null]]);
    assert.deepEqual(await found("77"), [[null, "0777"]]);
    assert.deepEqual(await found("·"), []);
    const { listed, expected, holders } = await doorSheet(ctx, offerId, { q: "王" });
    assert.deepEqual([listed, expected, holders], [5, 5, []], "the count is of all");
  },
);

dbTest("no two on the list are called the same, and the second group stays the second", async ({ ctx }) => {
  const now = ctx.clock();
  const { offerId, first } = await inTx(ctx, async (inner) => {
    const made = await anOffer(inner, {
      startsAt: now.add({ minutes: 10 }),
      pools: (["online", "walk-in"] as const).map((channel) => ({ channel, quota: 9, releasesAt: null })),
    });
    for (const name of ["张伟", "张伟", "李娜"]) {
      const { actor } = await aResident(inner, { name });
      await claim({ ...inner, actor }, { offerId: made.offerId, size: 1 });
    }
    const walked = await walkIn(inner, { offerId: made.offerId, size: 1 });
    await walkIn(inner, { offerId: made.offerId, size: 1 });
    return { offerId: made.offerId, first: walked.claimId };
  });
  const called = async () =>
    (await doorSheet(ctx, offerId)).holders.map(({ name, number }) => [name, number]);
  const named = [
    ["张伟", 1],
    ["张伟", 2],
    ["李娜", null],
  ];
  assert.deepEqual(await called(), [...named, [null, 1], [null, 2]]);
  await inTx(ctx, (inner) => undoCheckIn(inner, { offerId, claimId: first }));
  assert.deepEqual(await called(), [...named, [null, 2]]);
});
