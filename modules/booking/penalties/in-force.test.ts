/** Rules that are in force in Chinese houses, to the day: facts/culture-cloud §1.3, facts/events-booking §3. Each is a rule like any other. */
import assert from "node:assert/strict";
import { aResident, aStaff, type Made, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { fill, joinSlots } from "#platform/slots";
import { dbTest } from "#platform/testing";
import { cancelClaim } from "../claiming/cancel-claim.ts";
import { claim } from "../claiming/claim.ts";
import { offerKinds } from "../slots.ts";
import { ownPenaltiesView } from "./own-view.ts";
import type { RuleInput } from "./rules.ts";
import { anOccasion, aPenaltyRule, atTime, cancelTerms, misses, noShowTerms, onDay } from "./testing.ts";

/** A house with its rule from a day on, and somebody who books there. */
function house(ctx: Ctx, since: string, rule: Partial<RuleInput>) {
  return inTx(onDay(ctx, since, "00:00"), async (inner) => {
    const { id, path } = await anOrganisation(inner);
    await aPenaltyRule(inner, id, rule);
    return { id, path, one: await aResident(inner) };
  });
}

/** What somebody is told who books on a day for the day after: null, or the refusal. */
async function booking(
  ctx: Ctx,
  one: Made,
  path: string,
  day: string,
  kind = "test-occasion",
): Promise<Problem | null> {
  const next = atTime(day, "12:00")
    .add({ hours: 24 })
    .toZonedDateTimeISO("Asia/Shanghai")
    .toPlainDate()
    .toString();
  try {
    await inTx(onDay(ctx, day), async (inner) => {
      const { offerId } = await anOccasion(inner, path, next, { kind });
      await claim({ ...inner, actor: one.actor }, { offerId, size: 1 });
    });
    return null;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

async function missesOn(ctx: Ctx, one: Made, path: string, days: readonly string[]) {
  for (const day of days) await inTx(ctx, (inner) => misses(inner, one, path, day));
}

const told = async (ctx: Ctx, { subject }: Made) =>
  (await noticesOf(ctx.db, subject)).map(({ key }) => key.replace("notice.penalty-", ""));

/** Books an occasion of a day and gives it back at an hour of it: null, or the refusal. */
async function givesBack(
  ctx: Ctx,
  one: Made,
  path: string,
  { day, starts, at }: { day: string; starts: string; at: string },
): Promise<string | null> {
  const startsAt = atTime(day, starts);
  const rules = { cancelUntilMinutes: 0 };
  const claimId = await inTx(onDay(ctx, day, "00:01"), async (inner) => {
    const times = { closesAt: startsAt, startsAt, endsAt: startsAt.add({ hours: 1 }), rules };
    const { offerId } = await anOccasion(inner, path, day, times);
    return (await claim({ ...inner, actor: one.actor }, { offerId, size: 1 })).claimId;
  });
  try {
    await inTx({ ...onDay(ctx, day, at), actor: one.actor }, (inner) => cancelClaim(inner, { claimId }));
    return null;
  } catch (error) {
    if (error instanceof Problem) return error.id;
    throw error;
  }
}

dbTest("深圳图书馆北馆: three not given back, seven days, over the year's end", async ({ ctx }) => {
  const basis = "深圳图书馆北馆入馆预约须知";
  const { id, path, one } = await house(ctx, "2026-12-01", {
    basis,
    terms: { noShow: { ...noShowTerms, limit: 3, windowDays: null, suspendsCount: 7 }, cancelling: null },
  });
  await missesOn(ctx, one, path, ["2026-12-20", "2026-12-27"]);
  assert.equal(await booking(ctx, one, path, "2026-12-27"), null);
  await missesOn(ctx, one, path, ["2026-12-28"]);
  const refusal = await booking(ctx, one, path, "2026-12-29");
  assert.equal(refusal?.id, "claim.penalty");
  assert.deepEqual(refusal.data, {
    organisation: "测试图书馆",
    own: "true",
    count: 3,
    occasions: "12月20日 周日、12月27日 周日、12月28日 周一",
    basis,
    until: "2027-01-04",
  });
  assert.equal(refusal.next, "/my/no-shows");
  const atCounter = await inTx(onDay(ctx, "2026-12-29"), async (inner) => {
    const { actor } = await aStaff(inner, { organisationId: id, role: "clerk" });
    const { offerId } = await anOccasion(inner, path, "2026-12-30");
    const wish = { offerId, size: 1, subject: one.subject, pool: "online" as const };
    return claim({ ...inner, actor }, wish).catch((error: unknown) => error);
  });
  assert.ok(atCounter instanceof Problem);
  assert.deepEqual(
    [atCounter.data.occasions, atCounter.data.until, atCounter.next],
    ["", "2027-01-04", null],
  );
  assert.equal((await booking(ctx, one, path, "2027-01-04"))?.id, "claim.penalty");
  assert.equal(await booking(ctx, one, path, "2027-01-05"), null);
  assert.deepEqual(await told(ctx, one), ["marked", "marked", "suspended"]);
});

dbTest(
  "海口云洞图书馆: back before noon of the same day; three, ninety days, over a leap day",
  async ({ ctx }) => {
    const { path, one } = await house(ctx, "2027-11-01", {
      terms: {
        noShow: { ...noShowTerms, limit: 3, windowDays: null, suspendsCount: 90 },
        cancelling: { ...cancelTerms, untilTime: "12:00" },
      },
    });
    const afternoon = { day: "2027-11-20", starts: "15:00" };
    assert.equal(await givesBack(ctx, one, path, { ...afternoon, at: "11:59" }), null);
    assert.equal(await givesBack(ctx, one, path, { ...afternoon, at: "12:00" }), null);
    assert.equal(await givesBack(ctx, one, path, { ...afternoon, at: "12:01" }), "claim.cancel-too-late");
    assert.equal(
      await givesBack(ctx, one, path, { day: "2027-11-21", starts: "10:00", at: "10:01" }),
      "claim.cancel-too-late",
      "never after the start",
    );
    await missesOn(ctx, one, path, ["2027-12-01", "2027-12-02", "2027-12-03"]);
    assert.equal((await booking(ctx, one, path, "2028-03-02"))?.data.until, "2028-03-02");
    assert.equal(await booking(ctx, one, path, "2028-03-03"), null);
  },
);

const memorial: Partial<RuleInput> = {
  basis: "毛主席纪念堂参观预约须知",
  terms: {
    noShow: { ...noShowTerms, warnFrom: 1, limit: 2, windowDays: 120, suspendsFor: "until-clear" },
    cancelling: {
      ...cancelTerms,
      perDay: 2,
      perWeek: 4,
      perMonth: 6,
      perYear: 12,
      untilMinutes: 10,
      rebooks: 1,
    },
  },
};

dbTest("毛主席纪念堂: one is a warning, two in 120 days lock until they are clear", async ({ ctx }) => {
  const { path, one } = await house(ctx, "2027-01-01", memorial);
  await missesOn(ctx, one, path, ["2027-10-01"]);
  assert.deepEqual(await told(ctx, one), ["warned"]);
  assert.equal(await booking(ctx, one, path, "2027-10-02"), null);
  await missesOn(ctx, one, path, ["2027-11-02"]);
  assert.deepEqual(await told(ctx, one), ["warned", "suspended"]);
  // 120 days after 2 November, over the year's end and a leap day.
  assert.equal((await booking(ctx, one, path, "2027-11-03"))?.data.until, "2028-03-01");
  assert.equal((await booking(ctx, one, path, "2028-03-01"))?.id, "claim.penalty");
  assert.equal(await booking(ctx, one, path, "2028-03-02"), null);
  const after = await inTx(onDay(ctx, "2028-03-02"), (inner) => ownPenaltiesView(inner, one.subject));
  assert.deepEqual(
    [
      after.counts,
      after.suspensions.map(({ running }) => running),
      after.marks.map(({ standing }) => standing),
    ],
    [[], [false], ["past", "past"]],
  );

  const other = await inTx(ctx, (inner) => aResident(inner));
  await missesOn(ctx, other, path, ["2027-03-01", "2027-06-30"]);
  assert.deepEqual(await told(ctx, other), ["warned", "warned"], "on the 121st day the first is forgotten");
  const third = await inTx(ctx, (inner) => aResident(inner));
  await missesOn(ctx, third, path, ["2027-03-01", "2027-06-29"]);
  assert.deepEqual(await told(ctx, third), ["warned", "suspended"], "on the 120th it counts");
});

dbTest(
  "毛主席纪念堂: two a day, four a week, six a month, twelve a year, ten minutes before",
  async ({ ctx }) => {
    const { path, one } = await house(ctx, "2028-01-01", memorial);
    const back = (day: string, at = "08:00") => givesBack(ctx, one, path, { day, starts: "10:00", at });
    assert.equal(await back("2028-02-28", "09:50"), null);
    assert.equal(await back("2028-02-28", "09:51"), "claim.cancel-too-late");
    assert.equal(await back("2028-02-28"), null);
    assert.equal(await back("2028-02-28"), "claim.cancels-used", "third of the day");
    assert.equal(await back("2028-02-29"), null, "the leap day is a day");
    assert.equal(await back("2028-02-29"), null);
    assert.equal(await back("2028-03-01"), "claim.cancels-used", "fifth of the week");
    // Monday; four more in March.
    for (const day of ["2028-03-06", "2028-03-07", "2028-03-13", "2028-03-14", "2028-03-20", "2028-03-21"])
      assert.equal(await back(day), null, day);
    assert.equal(await back("2028-03-31"), "claim.cancels-used", "seventh of the month");
    assert.equal(await back("2028-04-01"), null);
    assert.equal(await back("2028-04-10"), null);
    assert.equal(await back("2028-12-31"), "claim.cancels-used", "thirteenth of the year");
    assert.equal(await back("2029-01-01"), null);
  },
);

dbTest(
  "毛主席纪念堂: the same visit is booked again once; two who give back at once are counted",
  async ({ ctx }) => {
    const { path, one } = await house(ctx, "2028-01-01", memorial);
    const { offerId } = await inTx(onDay(ctx, "2028-01-02"), (inner) =>
      anOccasion(inner, path, "2028-01-04"),
    );
    const as = (day: string) => ({ ...onDay(ctx, day), actor: one.actor });
    const book = () => inTx(as("2028-01-02"), (inner) => claim(inner, { offerId, size: 1 }));
    const giveBack = ({ claimId }: { claimId: string }) =>
      inTx(as("2028-01-02"), (inner) => cancelClaim(inner, { claimId }));
    await giveBack(await book());
    await giveBack(await book());
    await assert.rejects(book(), { id: "claim.rebooked-enough" });

    const held = await Promise.all(
      ["2028-01-05", "2028-01-06", "2028-01-07"].map((day) =>
        inTx(as("2028-01-03"), async (inner) =>
          claim(inner, {
            offerId: (await anOccasion({ ...inner, actor: ctx.actor }, path, day)).offerId,
            size: 1,
          }),
        ),
      ),
    );
    const tried = await Promise.allSettled(
      held.map(({ claimId }) => inTx(as("2028-01-03"), (inner) => cancelClaim(inner, { claimId }))),
    );
    assert.equal(
      tried.filter(({ status }) => status === "fulfilled").length,
      2,
      "the third of the day waits and is refused",
    );
  },
);

dbTest(
  "上海博物馆: two and thirty days, then three and sixty; the version of the day decides",
  async ({ ctx }) => {
    const terms = (limit: number, suspendsCount: number): RuleInput["terms"] => ({
      noShow: { ...noShowTerms, limit, windowDays: null, suspendsCount },
      cancelling: null,
    });
    const { id, path, one: early } = await house(ctx, "2023-07-14", { terms: terms(2, 30) });
    await inTx(onDay(ctx, "2024-02-20"), (inner) =>
      aPenaltyRule(inner, id, { since: "2024-03-01", terms: terms(3, 60), after: 1 }),
    );
    const person = () => inTx(ctx, (inner: TxCtx) => aResident(inner));

    await missesOn(ctx, early, path, ["2023-07-13", "2023-07-14"]);
    assert.equal(
      await booking(ctx, early, path, "2023-07-15"),
      null,
      "what was before the rule is no matter of it",
    );
    await missesOn(ctx, early, path, ["2023-07-20"]);
    assert.equal((await booking(ctx, early, path, "2023-08-19"))?.data.until, "2023-08-19");
    assert.equal(await booking(ctx, early, path, "2023-08-20"), null);

    const last = await person();
    await missesOn(ctx, last, path, ["2024-02-10", "2024-02-29"]);
    assert.equal(
      (await booking(ctx, last, path, "2024-03-30"))?.data.until,
      "2024-03-30",
      "begun under the old one, it runs to its end",
    );
    assert.equal(await booking(ctx, last, path, "2024-03-31"), null);

    const between = await person();
    await missesOn(ctx, between, path, ["2024-02-29", "2024-03-01"]);
    assert.equal(await booking(ctx, between, path, "2024-03-02"), null, "two are not three");
    await missesOn(ctx, between, path, ["2024-03-02"]);
    assert.equal((await booking(ctx, between, path, "2024-05-01"))?.data.until, "2024-05-01");
    assert.equal(await booking(ctx, between, path, "2024-05-02"), null);
  },
);

dbTest("文化馆排练厅: not signed in and not cancelled, one month, of rooms only", async ({ ctx: bare }) => {
  const kind = "room-use";
  const ctx = { ...bare, slots: joinSlots([fill(offerKinds, async () => [{ code: kind, name: "排练厅" }])]) };
  const { path, one } = await house(ctx, "2027-01-01", {
    onlyFor: kind,
    terms: {
      noShow: { ...noShowTerms, limit: 1, suspendsFor: "months", suspendsCount: 1, scope: "kind" },
      cancelling: null,
    },
  });
  await missesOn(ctx, one, path, ["2027-01-30"]);
  assert.equal(await booking(ctx, one, path, "2027-01-30", kind), null, "a concert missed is none of it");
  await inTx(ctx, (inner) => misses(inner, one, path, "2027-01-31", { kind }));
  assert.equal((await booking(ctx, one, path, "2027-02-28", kind))?.data.until, "2027-02-28");
  assert.equal(await booking(ctx, one, path, "2027-02-28"), null, "concerts are open");
  assert.equal(await booking(ctx, one, path, "2027-03-01", kind), null);
});

dbTest("a written rule is never changed or dated back, whoever writes", async ({ db, ctx }) => {
  const { path } = await house(ctx, "2026-06-12", {});
  const never = /never changed/;
  await assert.rejects(
    db.run`update booking.penalty_rule set basis = '别的' where org_path = ${path}`,
    never,
  );
  await assert.rejects(db.run`delete from booking.penalty_rule where org_path = ${path}`, never);
  await assert.rejects(
    db.run`
      insert into booking.penalty_rule (id, org_path, version, since, basis, made_at)
      values (gen_random_uuid(), ${path}, 2, '2026-06-10', '别的', '2026-06-12T00:00:00Z')`,
    /penalty_rule_not_backdated/,
  );
});
