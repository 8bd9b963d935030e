/** What a manager sees of who did not come: appeals that wait, the latest marks, and days that are excused. */
import { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import { namesOfSubjects } from "#people";
import { placesOf } from "#places";
import { pathsHeld, type TodayLine } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { named } from "#platform/i18n";
import { waitingBelow, waitingUnder } from "./appeal-store.ts";
import type { penaltyMarks } from "./contract.ts";
import * as store from "./mark-store.ts";
import { markViews } from "./own-view.ts";
import { organisationNamed } from "./rules.ts";
import { standingsOf } from "./standings.ts";
import { dayIn } from "./terms.ts";

const mostShown = 100;

/** Of an organisation and everything below it; only of one day, where one is named. */
export async function penaltyDeskView(
  ctx: Ctx,
  { organisation: id, day = null }: { organisation: string; day?: string | null },
): Promise<Static<(typeof penaltyMarks)["answer"]>> {
  const organisation = await organisationNamed(ctx.db, id);
  const latest = await store.marksUnder(ctx.db, organisation.path, { day, limit: mostShown });
  const waiting = await store.marksById(ctx.db, await waitingUnder(ctx.db, organisation.path));
  const all = [...waiting, ...latest];
  const subjects = [...new Set(all.map(({ subject }) => subject))];
  const standings = await standingsOf(ctx.db, subjects, dayIn(ctx, ctx.clock()));
  const people = await namesOfSubjects(ctx.db, subjects);
  const excused = await store.amnestiesUnder(ctx.db, organisation.path);
  const places = await placesOf(ctx.db, [
    ...new Set([...all, ...excused].flatMap(({ placeId }) => placeId ?? [])),
  ]);
  const placeName = (placeId: string | null) => {
    const place = placeId === null ? undefined : places.get(placeId);
    return place ? named(place, ctx.locale) : null;
  };
  const shown = async (marks: readonly store.KeptMark[]) =>
    (await markViews(ctx, marks, standings)).map((view, at) => ({
      ...view,
      person: people.get(marks[at]?.subject ?? "") ?? null,
    }));
  return {
    organisation: { id: organisation.id, name: named(organisation, ctx.locale) },
    appeals: (await shown(waiting)).toSorted((a, b) => (appealDue(a) < appealDue(b) ? -1 : 1)),
    marks: (await shown(latest)).map((view) => ({
      ...view,
      can: view.standing === "counts" || view.standing === "suspends" ? ["waive" as const] : [],
    })),
    places: [...new Set(latest.flatMap(({ placeId }) => placeId ?? []))].map((placeId) => ({
      id: placeId,
      name: placeName(placeId) ?? "",
    })),
    excused: excused.map(({ id: amnesty, placeId, day: on, because }) => ({
      id: amnesty,
      day: on,
      place: placeName(placeId),
      because,
    })),
  };
}

// texts: today.penalty-appeals
/** What a manager is told in the morning: how many appeals wait. */
export async function appealsToday(ctx: Ctx): Promise<TodayLine[]> {
  const paths = pathsHeld(ctx.actor, "manager");
  if (paths.length === 0) return [];
  const { waiting, firstDue } = await waitingBelow(ctx.db, paths);
  if (firstDue === null) return [];
  const values = { count: waiting, day: Temporal.PlainDate.from(firstDue) };
  return [{ key: "today.penalty-appeals", values, href: "/desk/no-shows", kind: "do" }];
}

function appealDue({ appeal }: { appeal: { dueOn: string } | null }): string {
  return appeal?.dueOn ?? "";
}
