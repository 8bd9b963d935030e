/** Renovations as the contract shows them. */
import type { AnswerOf } from "#contract";
import { type Ctx, today } from "#platform/ctx";
import { named } from "#platform/i18n";
import type * as contract from "./contract.ts";
import { renovationFigures } from "./figures.ts";
import * as store from "./renovation-store.ts";

const mostListed = 500;

/** What everybody may know of the projects of a place. */
export async function renovationsView(
  ctx: Ctx,
  placeId: string,
): Promise<AnswerOf<typeof contract.placeRenovations>> {
  return { items: (await store.renovationsOf(ctx.db, [placeId])).map(known) };
}

/** The projects of a place with money and every report. */
export async function placeProjects(ctx: Ctx, placeId: string) {
  const projects = await store.renovationsOf(ctx.db, [placeId]);
  return projects.map((one) => ({
    ...whole(one),
    progress: one.progress.map(({ onDay, ...report }) => ({ ...report, on: onDay })),
  }));
}

/** The projects of a year at the places of these organisations, and the year's figures. */
export async function projectsOfYear(
  ctx: Ctx,
  year: number,
  orgPaths: readonly string[],
): Promise<AnswerOf<typeof contract.deskRenovations>> {
  const time = { from: `${year}-01-01`, until: `${year + 1}-01-01` };
  const tomorrow = today(ctx).add({ days: 1 }).toString();
  // Of a year that is not over, places are counted as they are now.
  const until = time.from < tomorrow && tomorrow < time.until ? tomorrow : time.until;
  const [projects, figures, { places, renovated, share }] = await Promise.all([
    store.renovationsUnder(ctx.db, orgPaths, { ...time, limit: mostListed + 1 }),
    renovationFigures(ctx, { from: time.from, until, orgPaths }),
    renovationFigures(ctx, { from: "1949-10-01", until, orgPaths }),
  ]);
  return {
    year,
    figures,
    ever: { places, renovated, share },
    more: projects.length > mostListed,
    items: projects.slice(0, mostListed).map(({ placeName, placeNames, ...one }) => ({
      ...whole(one),
      placeId: one.placeId,
      placeName: named({ name: placeName, names: placeNames }, ctx.locale),
    })),
  };
}

function known(one: store.Renovation) {
  return {
    id: one.id,
    name: one.name,
    scope: one.scope,
    state: one.state,
    from: one.plannedFrom,
    to: one.plannedTo,
    startedOn: one.startedOn,
    endedOn: one.endedOn,
    stopReason: one.stopReason,
    closes: one.closureId !== null,
    areaBefore: one.areaBefore,
    areaAfter: one.areaAfter,
    capacityBefore: one.capacityBefore,
    capacityAfter: one.capacityAfter,
    percent: one.progress[0]?.percent ?? null,
  };
}

function whole(one: store.Renovation) {
  return {
    ...known(one),
    version: one.version,
    money: one.money,
    planned: one.money.reduce((sum, { planned }) => sum + planned, 0),
    spent: one.progress[0]?.spent ?? 0,
  };
}
