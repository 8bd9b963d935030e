import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { aHouse } from "../../testing.ts";
import { aHold, aLentTitle, aNetwork, rule } from "../testing.ts";

dbTest(
  "placing is refused with a reason: no reader, theirs already, twice, too many, not lent",
  async ({ ctx, db }) => {
    const { south } = await aNetwork(ctx);
    const { recordId, itemId } = await aLentTitle(ctx, south);
    const place = (differs: Partial<Parameters<typeof aHold>[2]>) =>
      inTx(ctx, (inner) => aHold(inner, south, { recordId, ...differs }));
    await assert.rejects(place({ subject: crypto.randomUUID() }), { id: "book-hold.no-reader" });
    const { subject: borrower } = await db.one<{
      subject: string;
    }>`select subject from library.loan where item_id = ${itemId}`;
    await assert.rejects(place({ subject: borrower }), { id: "book-hold.lent" });
    const { subject } = await place({});
    await assert.rejects(place({ subject }), { id: "book-hold.held" });
    await db.run`
    insert into library.hold_terms (id, organisation_id, org_path, since, most, pull_days, basis, set_at)
    values (gen_random_uuid(), ${south.organisationId}, ${south.path}, current_date - 1000, 1, 1, '决定', now())`;
    const more = await aLentTitle(ctx, south);
    await assert.rejects(place({ subject, recordId: more.recordId }), { id: "book-hold.too-many" });
    await db.run`update library.reader set blocked = '证件遗失' where subject = ${subject}`;
    await assert.rejects(place({ subject }), { id: "book-hold.reader-blocked" });
    const bare = await inTx(ctx, (inner) => aHouse(inner));
    await assert.rejects(place({ pickupId: bare.placeId }), { id: "book-hold.not-here" });
    await db.run`update library.item set status = 'lost' where id = ${more.itemId}`;
    await assert.rejects(place({ recordId: more.recordId }), { id: "book-hold.no-copies" });
    await rule(ctx, south, { holds: false });
    await assert.rejects(place({}), { id: "book-hold.not-held" });
  },
);
