/** A seat plan is drawn as a draft, and stands as a version once nothing is wrong with it. */
import { faultsIn, type Plan, readPlan, readPretixPlan } from "#libs/seats";
import { placesOf } from "#places";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { type FieldFault, found, invalid, refused } from "#platform/errors";
import { edited, emptyPlan, type PlanEdit } from "./draw.ts";
import * as store from "./plan-store.ts";

export interface DraftInput {
  placeId: string;
  spaceId: string;
  /** An empty hall of this size, in the unit its rows are drawn in. */
  hall?: { name: string; width: number; height: number } | undefined;
  /** A version that stands. */
  planId?: string | undefined;
  /** JSON: a plan of ours, or one drawn with pretix's editor. */
  json?: string | undefined;
}

/** So many faults of a file are told; who mends them sends it again. */
const mostFaults = 50;

/** Starts a draft for a space: empty, from a version, or from JSON. Refuses JSON that is no plan, each fault by its place. */
export async function startDraft(ctx: TxCtx, input: DraftInput): Promise<{ draftId: string }> {
  const place = found((await placesOf(ctx.db, [input.placeId])).get(input.placeId), "place", input.placeId);
  const space = found(
    place.spaces.find(({ id }) => id === input.spaceId),
    "space",
    input.spaceId,
  );
  const plan = await planFrom(ctx, input);
  const draftId = newId();
  const of = { orgPath: place.orgPath, placeId: place.id, spaceId: space.id };
  await store.insertDraft(ctx.db, { id: draftId, ...of, plan, changedAt: ctx.clock() });
  await audit(ctx, { what: "seat-plan.draft-started", on: { kind: "seat-draft", id: draftId } });
  return { draftId };
}

async function planFrom(ctx: TxCtx, { hall, planId, json, placeId }: DraftInput): Promise<Plan> {
  if (json !== undefined) return planInJson(json);
  if (planId !== undefined) {
    const { plan, ...of } = found(await store.plan(ctx.db, planId), "seat-plan", planId);
    // Halls of others are copied through a file, by whoever was given it.
    if (of.placeId !== placeId) throw refused("seating.other-place");
    return plan;
  }
  if (!hall) throw invalid([{ field: "/body/hall", id: "missing" }]);
  const { name, width, height } = hall;
  return emptyPlan({ name, size: { width, height }, focal: { x: width / 2, y: 0 } });
}

function planInJson(json: string): Plan {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch {
    throw invalid([{ field: "/body/json", id: "seats.no-json" }]);
  }
  const read = isPretix(raw) ? readPretixPlan(raw, { x: raw.size.width / 2, y: 0 }) : readPlan(raw);
  if ("plan" in read) return read.plan;
  throw invalid(
    read.faults.slice(0, mostFaults).map(
      ({ at, id, other }): FieldFault => ({
        field: "/body/json",
        id,
        data: { at: at || "/", other: other ?? "" },
      }),
    ),
  );
}

/** Their zones have a position, ours have none. */
function isPretix(raw: unknown): raw is { size: { width: number } } {
  // Looked at as far as the question goes; the reader checks the whole.
  const { zones, size } = (raw ?? {}) as { zones?: { position?: unknown }[]; size?: { width?: unknown } };
  return Array.isArray(zones) && zones[0]?.position !== undefined && typeof size?.width === "number";
}

/** Draws on a draft. Refuses what is not in it; what is wrong with the plan then is shown and can be mended. */
export async function editDraft(
  ctx: TxCtx,
  { draftId, edit }: { draftId: string; edit: PlanEdit },
): Promise<{ draftId: string; faults: number }> {
  const { plan } = found(await store.lockDraft(ctx.db, draftId), "seat-draft", draftId);
  const done = edited(plan, edit);
  if ("faults" in done) throw invalid(done.faults);
  const faults = faultsIn(done.plan);
  const large = faults.find(({ id }) => id === "seats.too-many");
  if (large)
    throw invalid([{ field: "/body/edit", id: large.id, data: { at: large.at, other: large.other ?? "" } }]);
  await store.updateDraft(ctx.db, { id: draftId, plan: done.plan }, ctx.clock());
  await audit(ctx, {
    what: "seat-plan.drawn",
    on: { kind: "seat-draft", id: draftId },
    detail: { do: edit.do },
  });
  return { draftId, faults: faults.length };
}

/** The draft stands as the next version of its name and space, and is gone. Refuses one with faults. */
export async function publishDraft(
  ctx: TxCtx,
  { draftId }: { draftId: string },
): Promise<{ planId: string; version: number }> {
  const draft = found(await store.lockDraft(ctx.db, draftId), "seat-draft", draftId);
  const read = readPlan(draft.plan);
  if ("faults" in read) throw refused("seating.faults", { count: read.faults.length });
  const seats = read.plan.zones.flatMap(({ rows }) => rows.flatMap(({ blocks }) => blocks.flat())).length;
  const { id, version } = await store.insertPlan(ctx.db, { ...draft, plan: read.plan, seats }, ctx.clock());
  await store.deleteDraft(ctx.db, draftId);
  await audit(ctx, {
    what: "seat-plan.published",
    on: { kind: "seat-plan", id },
    detail: { version, seats },
  });
  return { planId: id, version };
}

/** Throws a draft away. */
export async function dropDraft(ctx: TxCtx, { draftId }: { draftId: string }): Promise<{ draftId: string }> {
  found(await store.lockDraft(ctx.db, draftId), "seat-draft", draftId);
  await store.deleteDraft(ctx.db, draftId);
  await audit(ctx, { what: "seat-plan.draft-dropped", on: { kind: "seat-draft", id: draftId } });
  return { draftId };
}
