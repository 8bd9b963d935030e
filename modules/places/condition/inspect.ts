/** Writing down in what state a place was found. */
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { type FieldFault, found, invalid, notFound, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { facilities } from "../facility/facility-store.ts";
import { refusing } from "../refusing.ts";
import type { AccessCode } from "../words.ts";
import * as store from "./inspection-store.ts";
import type { Grade } from "./words.ts";

export interface InspectionInput {
  /** Today unless told. */
  on?: string | undefined;
  grade: Grade;
  words: string;
  /** The body that inspected; left out: the house itself. */
  inspector?: string | null | undefined;
  access: AccessCode[];
  equipment: store.FoundEquipment[];
  /** The inspection that this one replaces, because it had a mistake. */
  corrects?: string | undefined;
}

const firstDay = "1949-10-01";

/** Adds an inspection. Refuses days that lie ahead, the same equipment twice, and a second correction of one inspection. */
export async function inspectPlace(
  ctx: TxCtx,
  placeId: string,
  input: InspectionInput,
): Promise<{ id: string }> {
  const place = found((await facilities(ctx.db, [placeId]))[0], "place", placeId);
  const on = input.on ?? today(ctx).toString();
  const faults = faultsIn(input, on, today(ctx).toString());
  if (faults.length > 0) throw invalid(faults);
  if (input.corrects !== undefined) {
    const wrong = found(await store.inspectionOf(ctx.db, input.corrects), "inspection", input.corrects);
    if (wrong.placeId !== placeId) throw notFound("inspection", input.corrects);
  }
  const id = newId();
  await refusing({ inspection_corrects_key: () => refused("inspection.corrected-before") }, () =>
    store.insertInspection(ctx.db, {
      id,
      placeId,
      onDay: on,
      grade: input.grade,
      words: input.words.trim(),
      inspector: input.inspector?.trim() || null,
      access: [...new Set(input.access)],
      equipment: input.equipment,
      by: ctx.actor.subject,
      corrects: input.corrects ?? null,
      recordedAt: ctx.clock(),
    }),
  );
  const { grade, corrects = null } = input;
  await audit(ctx, {
    what: "place.inspected",
    on: { kind: "place", id: placeId },
    detail: { inspection: id, on, grade, corrects },
  });
  await announce(ctx, "place.inspected", {
    placeId,
    inspectionId: id,
    organisationId: place.organisationId,
    grade,
    on,
    corrects,
  });
  return { id };
}

function faultsIn({ words, equipment }: InspectionInput, on: string, today: string): FieldFault[] {
  const seen = new Set<string>();
  return [
    ...(on > today ? [{ field: "/body/on", id: "day.in-future" }] : []),
    ...(on < firstDay ? [{ field: "/body/on", id: "day.before-history", data: { day: firstDay } }] : []),
    ...(words.trim() === "" ? [{ field: "/body/words", id: "missing" }] : []),
    ...equipment.flatMap(({ code }, n) => {
      const twice = seen.has(code);
      seen.add(code);
      return twice ? [{ field: `/body/equipment/${n}/code`, id: "twice" }] : [];
    }),
  ];
}
