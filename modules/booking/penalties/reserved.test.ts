/** Not coming to what one has reserved, where the house has a rule for it. */
import assert from "node:assert/strict";
import { aResident, type Made, noticesOf } from "#people/testing";
import { announceClosure } from "#places/filling";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { deliverAll } from "#platform/events";
import { fill, joinSlots } from "#platform/slots";
import { dbTest, settled } from "#platform/testing";
import { claim } from "../claiming/claim.ts";
import { listeners } from "../listeners.ts";
import { plannedReservations } from "../reserving/repeat.ts";
import { aReadingRoom } from "../reserving/seats/testing.ts";
import { tendReservations } from "../reserving/tend-reservations.ts";
import { aRoom, reserveAs, weekly } from "../reserving/testing.ts";
import { roomView } from "../reserving/views.ts";
import { offerKinds } from "../slots.ts";
import { appealPenalty, waivePenalty } from "./appeals.ts";
import { marksOf } from "./mark-store.ts";
import { ownPenaltiesView } from "./own-view.ts";
import type { RuleInput } from "./rules.ts";
import { reservationKinds } from "./terms.ts";
import {
  anOccasion,
  aPenaltyRule,
  aStrictHouse,
  atTime,
  cancelTerms,
  misses,
  noShowTerms,
  onDay,
} from "./testing.ts";

const withKinds = (ctx: Ctx): Ctx => ({
  ...ctx,
  slots: joinSlots([fill(offerKinds, async () => reservationKinds.map((code) => ({ code, name: code })))]),
});

const seatRule: Partial<RuleInput> = {
  onlyFor: "reservation-seat",
  basis: "深圳图书馆北馆入馆预约须知",
  terms: { noShow: { ...noShowTerms, windowDays: null, scope: "kind" }, cancelling: null },
};

const morning = (day: string) => ({ startsAt: atTime(day, "10:00"), endsAt: atTime(day, "12:00") });

/** Somebody reserves for the morning of a day and is not there. Answers the reservation. */
async function missesMorning(ctx: Ctx, one: Made, resourceId: string, day: string): Promise<string> {
  const { reservationId } = await reserveAs(onDay(ctx, day, "08:00"), one, resourceId, morning(day));
  await tendReservations(onDay(ctx, day, "10:30"));
  return reservationId;
}

const told = async (ctx: Ctx, { subject }: Made) =>
  (await noticesOf(ctx.db, subject)).flatMap(({ key }) => key.match(/penalty-(.*)/)?.[1] ?? []);

dbTest(
  "深圳图书馆北馆: three seats missed, no seat for seven days, and nothing else",
  async ({ ctx: bare }) => {
    const ctx = withKinds(bare);
    const { id, path, room, seat, one } = await inTx(onDay(ctx, "2026-06-15"), async (inner) => {
      const house = await anOrganisation(inner);
      await aPenaltyRule(inner, house.id, seatRule);
      const { room, seats } = await aReadingRoom(inner, house.id);
      return { ...house, room, seat: seats[0]?.id ?? "", one: await aResident(inner) };
    });
    for (const day of ["2026-06-16", "2026-06-17", "2026-06-18"]) await missesMorning(ctx, one, seat, day);
    assert.deepEqual(await told(ctx, one), ["marked", "marked", "suspended"]);
    const refusal = {
      id: "claim.penalty",
      data: {
        ...{ organisation: "测试图书馆", own: "true", count: 3, until: "2026-06-25" },
        ...{ occasions: "6月16日 周二、6月17日 周三、6月18日 周四", basis: seatRule.basis },
      },
      next: "/my/no-shows",
    };
    await assert.rejects(
      reserveAs(onDay(ctx, "2026-06-25", "08:00"), one, seat, morning("2026-06-25")),
      refusal,
    );
    await assert.rejects(
      plannedReservations(
        { ...onDay(ctx, "2026-06-25"), actor: one.actor },
        {
          ...{ resourceId: seat, ...morning("2026-06-26"), purpose: "自习", repeat: weekly(2) },
        },
      ),
      refusal,
    );
    await reserveAs(onDay(ctx, "2026-06-26", "08:00"), one, seat, morning("2026-06-26"));

    const other = await inTx(ctx, (inner) => aRoom(inner, { organisationId: id }));
    await reserveAs(onDay(ctx, "2026-06-19", "08:00"), one, other.id, morning("2026-06-19"));
    await inTx({ ...onDay(ctx, "2026-06-19"), actor: one.actor }, async (inner) => {
      const { offerId } = await anOccasion({ ...inner, actor: bare.actor }, path, "2026-06-20");
      await claim(inner, { offerId, size: 1 });
    });
    const { penalties } = await roomView(onDay(ctx, "2026-06-19"), seat, {});
    assert.match(penalties[0] ?? "", /3 次约了不来.*暂停 7 天.*同类场地、设备和座位/);
    const { marks } = await ownPenaltiesView(onDay(ctx, "2026-06-19"), one.subject);
    assert.match(marks[0]?.about?.title ?? "", / A1$/);
    assert.match(marks[0]?.about?.href ?? "", /^\/reservations\//);
    assert.equal(room.kind, "space");
  },
);

dbTest(
  "a rule about occasions marks no reservation, and what was reserved before the rule is no matter of it",
  async ({ ctx: bare }) => {
    const ctx = withKinds(bare);
    const { id, path, one } = await aStrictHouse(onDay(ctx, "2026-06-15"), { scope: "city" });
    const { seats } = await inTx(onDay(ctx, "2026-06-15"), (inner) => aReadingRoom(inner, id));
    const seat = seats[0]?.id ?? "";
    await missesMorning(ctx, one, seat, "2026-06-16");
    const early = await reserveAs(onDay(ctx, "2026-06-17", "08:00"), one, seat, morning("2026-06-18"));
    await inTx(onDay(ctx, "2026-06-17", "09:00"), (inner) => aPenaltyRule(inner, id, seatRule));
    await tendReservations(onDay(ctx, "2026-06-18", "10:30"));
    assert.ok(early);
    assert.deepEqual(await marksOf(ctx.db, [one.subject]), []);
    // A concert missed suspends in all the city, and no seat.
    await inTx(ctx, (inner) => misses(inner, one, path, "2026-06-19"));
    assert.deepEqual(await told(ctx, one), ["suspended"]);
    await reserveAs(onDay(ctx, "2026-06-20", "08:00"), one, seat, morning("2026-06-20"));
  },
);

dbTest(
  "a mark of a reservation is appealed, waived, and lifted where the place was closed",
  async ({ ctx: bare }) => {
    const ctx = withKinds(bare);
    const { id, manager, one } = await aStrictHouse(onDay(ctx, "2026-06-15"));
    const terms = { noShow: { ...noShowTerms, limit: 1 }, cancelling: null };
    const { room, seats } = await inTx(onDay(ctx, "2026-06-15"), async (inner) => {
      await aPenaltyRule(inner, id, { ...seatRule, terms });
      return aReadingRoom(inner, id);
    });
    const seat = seats[0]?.id ?? "";
    await missesMorning(ctx, one, seat, "2026-06-16");
    const asks = () => reserveAs(onDay(ctx, "2026-06-17", "08:00"), one, seat, morning("2026-06-17"));
    await assert.rejects(asks(), { id: "claim.penalty" });
    const [mark] = await marksOf(ctx.db, [one.subject]);
    const after = onDay(ctx, "2026-06-17", "07:00");
    await inTx({ ...after, actor: one.actor }, (inner) =>
      appealPenalty(inner, { id: mark?.id ?? "", words: "我到了，没有看到签到码。" }),
    );
    await inTx({ ...after, actor: manager.actor }, (inner) =>
      waivePenalty(inner, { id: mark?.id ?? "", reason: "当天签到屏坏了" }),
    );
    await asks();
    await tendReservations(onDay(ctx, "2026-06-17", "10:30"));
    assert.equal(
      (await marksOf(ctx.db, [one.subject])).filter((kept) => kept.waivedBecause === null).length,
      1,
    );
    await inTx(onDay(ctx, "2026-06-17", "11:00"), (inner) =>
      announceClosure(inner, room.placeId, { ...morning("2026-06-17"), reason: "weather" }),
    );
    await settled(ctx.db);
    await deliverAll(ctx, [listeners]);
    assert.deepEqual(
      (await marksOf(ctx.db, [one.subject])).map(({ waivedBecause }) => waivedBecause),
      ["当天签到屏坏了", "场所公告这段时间停开"],
    );
    assert.ok((await told(ctx, one)).includes("lifted"));
  },
);

dbTest(
  "whoever comes clears the marks of such reservations, where the rule says so",
  async ({ ctx: bare }) => {
    const ctx = withKinds(bare);
    const { id, one } = await aStrictHouse(onDay(ctx, "2026-06-15"));
    const terms = { noShow: { ...noShowTerms, limit: 2, forgivenAfterVisits: 1 }, cancelling: null };
    const { seats } = await inTx(onDay(ctx, "2026-06-15"), async (inner) => {
      await aPenaltyRule(inner, id, { ...seatRule, terms });
      return aReadingRoom(inner, id);
    });
    const seat = seats[0]?.id ?? "";
    await missesMorning(ctx, one, seat, "2026-06-16");
    const came = await reserveAs(onDay(ctx, "2026-06-17", "08:00"), one, seat, morning("2026-06-17"));
    await ctx.db.run`
    update booking.reservation set state = 'over', checked_in_at = lower(during) where id = ${came.reservationId}`;
    await missesMorning(ctx, one, seat, "2026-06-18");
    assert.deepEqual(await told(ctx, one), ["marked", "marked"]);
  },
);

dbTest("a rule for reservations says nothing that their own rules say", async ({ ctx: bare }) => {
  const ctx = withKinds(bare);
  const { id } = await inTx(ctx, (inner) => anOrganisation(inner));
  const noShow = { ...noShowTerms, graceMinutes: 10, lateCancelCounts: true };
  await assert.rejects(
    inTx(ctx, (inner) =>
      aPenaltyRule(inner, id, { ...seatRule, terms: { noShow, cancelling: { ...cancelTerms, perDay: 2 } } }),
    ),
    {
      faults: ["cancelling", "noShow/graceMinutes", "noShow/lateCancelCounts"].map((field) => ({
        field: `/body/terms/${field}`,
        id: "penalty.by-room-rules",
      })),
    },
  );
});
