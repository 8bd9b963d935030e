/** The ledger: what was lent, how long, and to how many, each from where it really was counted. */
import assert from "node:assert/strict";
import { walkIn } from "#booking/filling";
import { anOrganisation } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx, type TxCtx, trueRandom } from "#platform/ctx";
import { fill, joinSlots } from "#platform/slots";
import { dbTest } from "#platform/testing";
import { holdSessions } from "../changing/hold-sessions.ts";
import { reportSession } from "../reporting/report-session.ts";
import { exchangeUses } from "../slots.ts";
import { anEvent, someStaff } from "../testing.ts";
import { ledgerOf } from "./ledger.ts";
import { ledgerSheet } from "./ledger-sheet.ts";
import { leaveLeg, receiveLeg, sendLeg } from "./on-the-way.ts";
import { agree, aLeg, allThere, aTouring } from "./testing.ts";

const by = <R>(ctx: Ctx, actor: Actor, work: (inner: TxCtx) => Promise<R>) => inTx({ ...ctx, actor }, work);

dbTest(
  "visitors are those of the door and of reports at that house, told on both sides and added to nothing",
  async ({ ctx: base }) => {
    // The year of the ledger ends on the fifth day of the loan.
    const start = base
      .clock()
      .toZonedDateTimeISO(base.city.zone)
      .with({ month: 12, day: 27, hour: 9, minute: 0 });
    const at = (days: number) => ({
      ...base,
      random: trueRandom,
      clock: () => start.add({ hours: 24 * days }).toInstant(),
    });
    const ctx = at(0);
    const [city, owner, first] = await inTx(ctx, async (inner) => {
      const city = await anOrganisation(inner);
      return [
        city,
        await anOrganisation(inner, { parentId: city.id }),
        await anOrganisation(inner, { parentId: city.id }),
      ];
    });
    assert.ok(city && owner && first);
    const staff = await inTx(ctx, (inner) =>
      someStaff(inner, city.path, "clerk", "editor", "publisher", "manager"),
    );
    const { id: touringId } = await aTouring(ctx, owner.id);
    const leg = await agree(
      ctx,
      await aLeg(ctx, { touringId, organisationId: first.id, inDays: 1, days: 9 }),
    );
    const event = await anEvent(ctx, {
      organisationId: first.id,
      event: { kind: "exhibition", jointOrganiserIds: [owner.id] },
      sessions: [{ hoursAhead: 48 }, { hoursAhead: 48 + 24 * 5 }],
    });
    await ctx.db.run`update programme.touring_leg set event_id = ${event.id} where id = ${leg.id}`;
    const sent = await by(ctx, staff, (inner) => sendLeg(inner, leg));
    const here = await by(ctx, staff, (inner) => receiveLeg(inner, { ...sent, found: allThere() }));
    const [offer = "", nextYear = ""] = event.offerIds;
    await by(at(2), staff, (inner) => walkIn(inner, { offerId: offer, size: 4 }));
    await by(at(7), staff, (inner) => walkIn(inner, { offerId: nextYear, size: 2 }));
    await holdSessions(at(9));
    await by(at(9), staff, (inner) =>
      reportSession(inner, {
        ...{
          id: event.sessionIds[0] ?? "",
          version: 0,
          tookPart: 6,
          beneficiaries: 0,
          basis: "counted",
          note: "学生团",
        },
      }),
    );
    await by(at(9), staff, (inner) => leaveLeg(inner, { ...here, to: null, found: allThere() }));
    const { year } = start;
    const ledger = (organisation: string, of: number) =>
      ledgerOf({ ...at(20), actor: staff }, { organisation, year: of });
    const lines = [
      { year, days: 5, visits: 4, reported: 6 },
      { year: year + 1, days: 5, visits: 2, reported: 0 },
    ];
    for (const line of lines) {
      const { days, visits, reported } = line;
      for (const [house, side, other] of [
        [owner, "lent", "borrowed"],
        [first, "borrowed", "lent"],
      ] as const) {
        const told = await ledger(house.id, line.year);
        assert.deepEqual(
          told.loans.map((loan) => [loan.lender.id, loan.borrower.id, loan.days]),
          [[owner.id, first.id, days]],
        );
        const { exhibitions, ...sums } = told[side];
        assert.deepEqual([exhibitions, sums.days, sums.visits, sums.reported], [1, days, visits, reported]);
        assert.equal(told[other].exhibitions, 0);
      }
    }
    const whole = await ledger(city.id, year);
    assert.deepEqual(
      [whole.lent.days, whole.borrowed.days],
      [5, 5],
      "within the city it stands on both sides",
    );
    assert.deepEqual((await ledger(owner.id, year - 1)).loans, []);
  },
);

dbTest(
  "hours of other modules are asked for, told by house, and taken away as a table",
  async ({ ctx: base }) => {
    const [owner, first] = await inTx(base, async (inner) => [
      await anOrganisation(inner),
      await anOrganisation(inner),
    ]);
    assert.ok(owner && first);
    const row = { what: "teacher" as const, name: "=王老师", times: 3, minutes: 270 };
    const slots = joinSlots([
      fill(exchangeUses, async (_, { path }) =>
        [{ ...row, lenderPath: owner.path, borrowerPath: first.path }].filter(
          ({ lenderPath, borrowerPath }) => [lenderPath, borrowerPath].some((one) => one.startsWith(path)),
        ),
      ),
    ]);
    const actor = await inTx(base, (inner) => someStaff(inner, owner.path, "auditor"));
    const ctx = { ...base, slots, actor };
    const told = await ledgerOf(ctx, {});
    assert.equal(told.organisation.id, owner.id, "where the asker works, unless told");
    assert.deepEqual(
      told.uses.map(({ lender, borrower, minutes }) => [lender.id, borrower.id, minutes]),
      [[owner.id, first.id, 270]],
    );
    assert.deepEqual([told.lent.teacherMinutes, told.borrowed.teacherMinutes], [270, 0]);
    const sheet = await ledgerSheet(ctx, {});
    const pieces: Uint8Array[] = [];
    for await (const piece of sheet.pieces) pieces.push(piece);
    const text = Buffer.concat(pieces).toString("utf8");
    assert.match(text, /师资/);
    assert.match(text, /4\.5/);
  },
);
