import assert from "node:assert/strict";
import { aStaff } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { openDoors } from "./door.ts";
import { closeOffer } from "./manage-offer.ts";
import { anOffer } from "./testing.ts";

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
