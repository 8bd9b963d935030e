import assert from "node:assert/strict";
import { giveGrant } from "#people/filling";
import { aStaff } from "#people/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { aHouse } from "../testing.ts";
import * as contract from "./contract.ts";
import { ago, aMorning, ask, became, minutesOn, played, told } from "./testing.ts";

/** Who is written down to have done something to it, and with what. */
const audited = ({ db }: Ctx, target: string) =>
  db.many<{ what: string; actor: string | null; detail: unknown }>`
    select what, actor, detail from platform.audit where target = ${target} order by at, id`;

dbTest(
  "rights are those of then: given up since they count, never had they do not, and after seven days nobody looks",
  async ({ ctx }) => {
    const at = await aMorning(ctx);
    const gone = await inTx(minutesOn(ctx, -60 * 24 * 30), async (inner) => {
      const elsewhere = await aHouse(inner);
      const staff = await aStaff(inner, { organisationId: elsewhere.organisationId, role: "clerk" });
      const to = minutesOn(ctx, -30).clock().toString();
      await giveGrant(inner, { account: staff.account, role: "clerk", organisation: at.organisationId, to });
      return staff.subject;
    });
    const [one = "", two = "", three = ""] = at.barcodes;
    const steps = [
      ago(at, 60 * 24 * 9, { barcode: three, onlineAt: "2026-01-01T00:00:00Z" }),
      ago(at, 60, { barcode: one, madeBy: gone }),
      ago(at, 20, { barcode: two, madeBy: gone }),
    ];
    assert.deepEqual(told(await played(ctx, at, steps)), ["open too-old", "done lent", "open no-right"]);
    // The desk decides: whoever stands there now may.
    const [old] = steps;
    const body = {
      id: old?.id ?? "",
      how: "again",
      card: null,
      barcode: null,
      issuerId: null,
      ownerId: null,
    } as const;
    assert.deepEqual(await ask(at.clerk, contract.settleOffline, { body }), {
      state: "done",
      rules: ["lent"],
    });
  },
);

dbTest(
  "whoever decides a step is who lends, with who stood there beside them; what they decided is written down, never which card or copy",
  async ({ ctx }) => {
    const at = await aMorning(ctx);
    const manager = await inTx(ctx, (inner) =>
      aStaff(inner, { organisationId: at.organisationId, role: "manager" }),
    );
    const decider = { ...ctx, actor: manager.actor, channel: "desk" as const };
    const [wrong, vain] = [ago(at, 60, { card: "NOBODY" }), ago(at, 50, { card: "NOBODY" })];
    await played(ctx, at, [wrong, vain]);
    const body = { how: "again", card: null, barcode: null, issuerId: null, ownerId: null } as const;
    await ask(decider, contract.settleOffline, { body: { ...body, id: vain.id, card: "NOBODY-EITHER" } });
    await ask(decider, contract.settleOffline, { body: { ...body, id: vain.id, how: "closed" } });
    await ask(decider, contract.settleOffline, { body: { ...body, id: wrong.id, card: at.one.number } });
    const [{ actor, detail } = { actor: null, detail: null }] = await audited(
      ctx,
      (await became(ctx, wrong.id)).loanId ?? "",
    );
    assert.equal(actor, manager.subject);
    assert.equal((detail as { madeBy?: string }).madeBy, at.madeBy);
    const by = { actor: manager.subject };
    assert.deepEqual(await audited(ctx, wrong.id), [
      { what: "offline.settled", ...by, detail: { rules: ["lent"], corrected: ["card"] } },
    ]);
    assert.deepEqual(await audited(ctx, vain.id), [
      { what: "offline.tried", ...by, detail: { rules: ["card-unknown"], corrected: ["card"] } },
      { what: "offline.closed", ...by, detail: null },
    ]);
    assert.deepEqual((await audited(ctx, at.placeId)).slice(1), [
      { what: "offline.taken-in", actor: at.madeBy, detail: { count: 2 } },
    ]);
  },
);

dbTest(
  "what one sends that another did is the other's, and says who sent it; of somebody who never stood there it is the desk's",
  async ({ ctx }) => {
    const at = await aMorning(ctx);
    const { colleague, stranger } = await inTx(minutesOn(ctx, -60 * 24 * 30), async (inner) => ({
      colleague: await aStaff(inner, { organisationId: at.organisationId, role: "clerk" }),
      stranger: await aStaff(inner, { organisationId: (await aHouse(inner)).organisationId, role: "clerk" }),
    }));
    const [own = "", theirs = "", nobodys = ""] = at.barcodes;
    const steps = [
      ago(at, 60, { barcode: own }),
      ago(at, 59, { barcode: theirs, madeBy: colleague.subject }),
      ago(at, 58, { barcode: nobodys, madeBy: stranger.subject }),
      // A reader's own key is nobody's who stood there, and is written nowhere.
      ago(at, 57, { barcode: nobodys, madeBy: at.one.subject }),
    ];
    const became = await played(ctx, at, steps);
    assert.deepEqual(told(became), ["done lent", "done lent", "open no-right", "open no-right"]);
    const made = async (loanId: string | null | undefined) => {
      const [{ actor, detail } = { actor: null, detail: null }] = await audited(ctx, loanId ?? "");
      const { sentBy, madeBy } = detail as { sentBy?: string; madeBy?: string };
      return { actor, sentBy, madeBy };
    };
    const none = { sentBy: undefined, madeBy: undefined };
    assert.deepEqual(await made(became[0]?.loanId), { ...none, actor: at.madeBy });
    assert.deepEqual(await made(became[1]?.loanId), {
      ...{ actor: colleague.subject, sentBy: at.madeBy, madeBy: undefined },
    });
    const body = { how: "again", card: null, barcode: null, issuerId: null, ownerId: null } as const;
    await ask(at.clerk, contract.settleOffline, { body: { ...body, id: steps[3]?.id ?? "" } });
    const { loanId } = await ctx.db.one<{ loanId: string }>`
      select loan_id from library.offline_step where id = ${steps[3]?.id}`;
    assert.deepEqual(await made(loanId), { actor: at.madeBy, sentBy: at.madeBy, madeBy: undefined });
  },
);

dbTest(
  "that somebody was talked with is written down by the talk's own id, which says no time",
  async ({ ctx, db }) => {
    const at = await aMorning(ctx);
    await db.run`update library.reader set blocked = '请谈一谈' where subject = ${at.one.subject}`;
    await played(ctx, at, [ago(at, 60)]);
    const { id } = await db.one<{ id: string }>`
    select id from library.reader_talk where subject = ${at.one.subject}`;
    assert.equal(id[14], "4", "random");
    await ask(at.clerk, contract.endTalk, { body: { id } });
    assert.deepEqual(await audited(ctx, id), [{ what: "talk.ended", actor: at.madeBy, detail: null }]);
  },
);
