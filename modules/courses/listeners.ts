/** What we do when others announce something. */
import { Temporal } from "temporal-polyfill";
import type {} from "#booking/events";
import type {} from "#people/events";
import type {} from "#places/events";
import { announce, type Listeners, listening } from "#platform/events";
import { tellOfHandover, tellOfPlace } from "./classes/at-place.ts";
import { classById, setDivision } from "./classes/class-store.ts";
import { newsOf } from "./classes/news.ts";
import { offerKind } from "./classes/offers.ts";
import { course as courseById } from "./course/course-store.ts";
import { tellOfRoom } from "./lessons/room-gone.ts";
import { takeInSpace, useKind } from "./lessons/taking.ts";
import { leaveSeats } from "./teaching/teachers.ts";

/** Somebody has a place in a class. */
const tellEnrolled: Listeners["claim.confirmed"] = async (ctx, { payload }) => {
  if (payload.kind !== offerKind) return;
  const klass = await classById(ctx.db, payload.ref);
  const course = klass && (await courseById(ctx.db, klass.courseId));
  if (!klass || !course) return;
  await announce(ctx, "class.enrolled", { ...newsOf(klass, course.kind), claimId: payload.claimId });
};

const during = ({
  placeId,
  startsAt,
  endsAt,
}: {
  placeId: string;
  startsAt: string;
  endsAt: string | null;
}) => ({
  placeId,
  from: Temporal.Instant.from(startsAt),
  to: endsAt === null ? null : Temporal.Instant.from(endsAt),
});

export const listeners = listening("courses", {
  "claim.confirmed": tellEnrolled,
  "resource.made": async (ctx, { payload }) => {
    if (payload.spaceId) await takeInSpace(ctx, payload.spaceId);
  },
  "reservation.gone": async (ctx, { id, payload: { as, use } }) => {
    if (as === "displaced" && use?.kind === useKind) await tellOfRoom(ctx, "lesson-room-gone", use.ref, id);
  },
  "reservation.had-again": async (ctx, { id, payload: { use } }) => {
    if (use.kind === useKind) await tellOfRoom(ctx, "lesson-room-again", use.ref, id);
  },
  "place.moved": (ctx, { payload }) =>
    setDivision(ctx.db, payload.placeId, payload.divisionCode, ctx.clock()),
  "place.closure-announced": (ctx, { id, payload }) =>
    tellOfPlace(ctx, "class-place-closes", { ...during(payload), once: id }),
  "place.closure-lifted": (ctx, { id, payload }) =>
    tellOfPlace(ctx, "class-place-opens", { ...during(payload), once: id }),
  "place.withdrawn": (ctx, { id, payload, at }) =>
    tellOfPlace(ctx, "class-place-closes", { placeId: payload.placeId, from: at, to: null, once: id }),
  "place.handed-over": (ctx, { id, payload }) => tellOfHandover(ctx, payload, id),
  "staff.left": (ctx, { payload }) => leaveSeats(ctx, payload.subject),
});
