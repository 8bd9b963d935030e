/** What we do when others announce something. */
import type {} from "#booking/events";
import type {} from "#places/events";
import { announce, type Listeners, listening } from "#platform/events";
import { classById, setDivision } from "./classes/class-store.ts";
import { newsOf } from "./classes/news.ts";
import { offerKind } from "./classes/offers.ts";
import { course as courseById } from "./course/course-store.ts";
import { takeInSpace } from "./lessons/taking.ts";

/** Somebody has a place in a class. */
const tellEnrolled: Listeners["claim.confirmed"] = async (ctx, { payload }) => {
  if (payload.kind !== offerKind) return;
  const klass = await classById(ctx.db, payload.ref);
  const course = klass && (await courseById(ctx.db, klass.courseId));
  if (!klass || !course) return;
  await announce(ctx, "class.enrolled", { ...newsOf(klass, course.kind), claimId: payload.claimId });
};

export const listeners = listening("courses", {
  "claim.confirmed": tellEnrolled,
  "resource.made": async (ctx, { payload }) => {
    if (payload.spaceId) await takeInSpace(ctx, payload.spaceId);
  },
  "place.moved": (ctx, { payload }) => setDivision(ctx.db, payload.placeId, payload.divisionCode),
});
