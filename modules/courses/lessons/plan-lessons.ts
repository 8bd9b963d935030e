/** The lessons a rule would give, before any is written. */
import { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { placesOf } from "#places";
import { type Ctx, textFor } from "#platform/ctx";
import { found, invalid } from "#platform/errors";
import { named } from "#platform/i18n";
import { closedSentence, closedThen, repeatedTimes } from "#programme";
import { classById } from "../classes/class-store.ts";
import { mostLessonsAtOnce, type planLessons, type Repeat } from "./contract.ts";
import * as store from "./lesson-store.ts";
import { inOrder, type TypedTimes } from "./lesson-times.ts";
import { clashesAt, faultOf } from "./taking.ts";

// texts: lesson.against.*
/** When the lessons would be, with what is against each. Refuses a rule without an end, and one that is never met. */
export async function planned(
  ctx: Ctx,
  { id, first, repeat }: { id: string; first: TypedTimes; repeat: Repeat },
): Promise<AnswerOf<typeof planLessons>> {
  const klass = found(await classById(ctx.db, id), "class", id);
  const one = inOrder(first, "/body/first");
  if (repeat.until === null && repeat.count === null)
    throw invalid([{ field: "/body/repeat/until", id: "repeat.no-end" }]);
  const { zone } = ctx.city;
  const { times, more } = repeatedTimes(one, repeat, zone);
  if (times.length === 0) throw invalid([{ field: "/body/repeat/until", id: "repeat.none" }]);
  const shown = times.slice(0, mostLessonsAtOnce);
  const others = await store.inTheWay(ctx.db, { ...klass, classId: id }, shown);
  const clashes = await clashesAt(ctx, klass, shown);
  const place = klass.placeId ? (await placesOf(ctx.db, [klass.placeId])).get(klass.placeId) : undefined;
  const text = textFor(ctx);
  const now = ctx.clock();
  return {
    more: more || times.length > shown.length,
    items: shown.map(({ startsAt, endsAt }, index) => {
      const here = others.filter(({ at }) => at === index);
      // What has a lesson of ours in it is said once.
      const taken = (clashes[index] ?? []).filter(
        ({ need }) => !here.some(({ what }) => what === ("person" in need ? "teacher" : "room")),
      );
      const closed = place && closedThen(place, { startsAt, endsAt }, zone);
      const values = { at: startsAt.toString(), place: place ? named(place, ctx.locale) : "" };
      return {
        day: startsAt.toZonedDateTimeISO(zone).toPlainDate().toString(),
        startsAt: startsAt.toString(),
        endsAt: endsAt.toString(),
        against:
          Temporal.Instant.compare(startsAt, now) <= 0
            ? ("over" as const)
            : here.length + taken.length > 0
              ? ("there-already" as const)
              : null,
        warnings: [
          ...(closed ? [closedSentence(closed, values, text)] : []),
          ...here.map(({ what, title, startsAt: from }) =>
            text(`lesson.against.${what}`, { title, at: from }),
          ),
          ...taken.map((clash) => {
            const { id: fault, data } = faultOf(clash);
            return text(`invalid.${fault}`, data);
          }),
        ],
      };
    }),
  };
}
