/** Outlines as the city's map shows them: in its coordinate system, with names in the reader's language. */
import { createHash } from "node:crypto";
import { innermostPoint, type Point, polygonsOf, type Shape } from "#libs/geo";
import type { Ctx } from "#platform/ctx";
import { named } from "#platform/i18n";
import { type MapDistrict, mapSource, shapeOnMap } from "#platform/map";
import { outlinesBelow } from "./outlines.ts";

export interface ShownDistrict extends MapDistrict {
  /** Where its name stands best. */
  middle: Point;
}

export interface ShownOutlines {
  /** In the coordinate system of the city's map. Empty where nobody has entered outlines. */
  districts: ShownDistrict[];
  /** Changes with any corner or name. */
  version: string;
}

interface Read {
  rows: (ShownDistrict & { names: Record<string, string> })[];
  version: string;
}

// Districts change by law, once in years; their thousands of corners are read and converted once a minute.
const freshMs = 60_000;
const reads = new WeakMap<Ctx["city"], { at: number; read: Promise<Read> }>();

/** The city's districts for drawing, at most a minute old. */
export async function districtsOnMap(ctx: Ctx): Promise<ShownOutlines> {
  const now = ctx.clock().epochMilliseconds;
  let kept = reads.get(ctx.city);
  if (!kept || now - kept.at >= freshMs) {
    kept = { at: now, read: readOutlines(ctx) };
    reads.set(ctx.city, kept);
    kept.read.catch(() => reads.delete(ctx.city));
  }
  const { rows, version } = await kept.read;
  return {
    version,
    districts: rows.map(({ names, ...row }) => ({ ...row, name: named({ ...row, names }, ctx.locale) })),
  };
}

async function readOutlines(ctx: Ctx): Promise<Read> {
  const source = mapSource(ctx.city.map);
  const outlines = await outlinesBelow(ctx.db, ctx.city.division);
  const rows = outlines.map(({ code, name, names, ...outline }) => {
    const shape = shapeOnMap(outline.shape, outline.coordinateSystem, source);
    return { code, name, names, shape, middle: middleOf(shape) };
  });
  return { rows, version: createHash("sha256").update(JSON.stringify(rows)).digest("base64url") };
}

function middleOf(shape: Shape): Point {
  const found = polygonsOf(shape).flatMap((polygon) => innermostPoint(polygon, 0.01) ?? []);
  return found.toSorted((a, b) => b.clear - a.clear)[0]?.at ?? [0, 0];
}
