/** The tour of the demo city through the doors, each step on its day; and the rooms and things one house had of another. */
import { Temporal } from "temporal-polyfill";
import { reserve, walkIn } from "#booking/filling";
import { type Ctx, inTx, type TxCtx, today } from "#platform/ctx";
import { Problem } from "#platform/errors";
import {
  addSessions,
  answerLeg,
  askForLeg,
  beginTourEvent,
  createTouring,
  leaveLeg,
  offerTouring,
  previewEvent,
  receiveLeg,
  sendLeg,
  settleTourCheck,
  takeStep,
} from "#programme/filling";
import { LENT, TOUR } from "../demo/tours.ts";
import { actorOf, at, idOf, type Keys } from "./keys.ts";

type Leg = { id: string; version: number };

export async function fillTours(ctx: Ctx, keys: Keys): Promise<void> {
  const { owner, touring, shown, next, asked } = TOUR;
  const dayOf = (days: number) => today(ctx).add({ days });
  const momentOf = (days: number, time = "11:00") =>
    dayOf(days)
      .toZonedDateTime({ timeZone: ctx.city.zone, plainTime: Temporal.PlainTime.from(time) })
      .toInstant()
      .toString();
  const as = async <R>(
    who: string,
    on: number,
    work: (inner: TxCtx) => Promise<R>,
    time?: string,
  ): Promise<R> =>
    inTx({ ...at(ctx, momentOf(on, time)), actor: await actorOf(ctx, keys, who), channel: "desk" }, work);
  const all = Array.from({ length: touring.crates }, (_, before) => before + 1);
  const found = (present: readonly number[]) => ({
    present: [...present],
    wrong: [],
    damaged: false,
    words: "",
  });

  const { id: touringId } = await as(owner.by, shown.asked - 10, async (inner) => {
    const made = await createTouring(inner, {
      organisationId: idOf(keys.organisations, owner.organisation).id,
      touring: {
        ...{ ...touring, languages: [...touring.languages] },
        ...{ lentFrom: dayOf(shown.asked - 10).toString(), lentThrough: null },
      },
    });
    return offerTouring(inner, { ...made, offered: true });
  });
  const ask = (leg: typeof shown | typeof next | typeof asked) =>
    as(leg.by, leg.asked, (inner) =>
      askForLeg(inner, {
        id: touringId,
        organisationId: idOf(keys.organisations, leg.organisation).id,
        placeId: idOf(keys.places, leg.place),
        ...{ from: dayOf(leg.from).toString(), through: dayOf(leg.through).toString(), message: leg.message },
      }),
    );
  const agree = (leg: Leg, on: number) =>
    as(owner.by, on, (inner) => answerLeg(inner, { ...leg, agreed: true }));

  /** Written by the house, checked and approved by the city; its guided rounds are booked at the door. */
  const shows = async (leg: Leg, { by, asked: on, rounds }: typeof shown | typeof next) => {
    const { eventId, version } = await as(by, on + 2, (inner) => beginTourEvent(inner, leg));
    const sessions = rounds.map((round) => ({
      ...{ startsAt: momentOf(round.on, "12:00"), endsAt: momentOf(round.on, "13:30"), label: "讲解场" },
      ...{ placeId: null, spaceId: null },
      booking: {
        ...{ opensAt: momentOf(round.on - 3), closesAt: momentOf(round.on, "12:00") },
        pools: [{ channel: "walk-in" as const, quota: 40, releasesAt: null }],
        ...{ maxPerClaim: 4, minLevel: 0 as const, cancelUntilMinutes: 60, doorsBeforeMinutes: 30 },
      },
    }));
    let { version: last } = await as(by, on + 2, (inner) =>
      addSessions(inner, { id: eventId, version: 1, sessions }),
    );
    for (const [who, step] of [
      [by, "submit"],
      ["ju-reviewer", "check"],
      ["ju-publisher", "approve"],
      ["ju-publisher", "publish"],
    ] as const)
      ({ version: last } = await as(who, on + 3, (inner) =>
        takeStep(inner, { id: eventId, version: last, step }),
      ));
    return { eventId, leg: { id: leg.id, version } };
  };

  const first = await shows(await agree(await ask(shown), shown.asked + 1), shown);
  const sent = await as(owner.by, shown.arrived - 1, (inner) => sendLeg(inner, first.leg));
  const here = await as(shown.by, shown.arrived, (inner) =>
    receiveLeg(inner, { ...sent, found: found(all.filter((crate) => crate !== shown.missing)) }),
  );
  await as(owner.by, shown.arrived + 1, (inner) =>
    settleTourCheck(inner, { id: here.id, at: "arrival", how: shown.settled }),
  );
  const { sessions } = await previewEvent(ctx, first.eventId);
  for (const [at, { on, came }] of shown.rounds.entries()) {
    const offer = sessions[at]?.offer;
    if (!offer) throw new Error("a round of the demo tour has no places");
    await as(shown.by, on, (inner) => walkIn(inner, { offerId: offer.id, size: came }), "12:05");
  }
  const second = await shows(await agree(await ask(next), next.asked + 1), next);
  await as(shown.by, next.left, (inner) =>
    leaveLeg(inner, { ...here, to: second.leg.id, found: found(all) }),
  );
  await ask(asked);
  await fillLent(ctx, keys, { momentOf, as });
}

async function fillLent(
  ctx: Ctx,
  keys: Keys,
  {
    momentOf,
    as,
  }: {
    momentOf(days: number, time?: string): string;
    as<R>(who: string, on: number, work: (inner: TxCtx) => Promise<R>): Promise<R>;
  },
): Promise<void> {
  for (const { room, organisation, by, purpose, on, from, to } of LENT) {
    try {
      await as(by, on - 3, (inner) =>
        reserve(inner, {
          resourceId: idOf(keys.rooms, room),
          startsAt: Temporal.Instant.from(momentOf(on, from)),
          endsAt: Temporal.Instant.from(momentOf(on, to)),
          purpose,
          organisation: idOf(keys.organisations, organisation).id,
        }),
      );
    } catch (error) {
      // The house was closed on that day.
      if (!(error instanceof Problem)) throw error;
      ctx.log.warn({ why: error.id, on }, "a room of the demo was not lent");
    }
  }
}
