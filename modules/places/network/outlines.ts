/** Outlines of divisions: for orientation on maps, with their coordinate system and what is known of their source. */
import type { CoordinateSystem } from "#libs/coordinates";
import type { Shape } from "#libs/geo";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import type { Db } from "#platform/db";

export interface Outline {
  code: string;
  coordinateSystem: CoordinateSystem;
  shape: Shape;
  source: string;
  status: "verified" | "unverified";
}

/** Enters outlines, replacing those that are there. */
export async function putOutlines(ctx: TxCtx, outlines: readonly Outline[]): Promise<void> {
  for (const { code, coordinateSystem, shape, source, status } of outlines) {
    await ctx.db.run`
      insert into places.outline (code, coordinate_system, shape, source, status)
      values (${code}, ${coordinateSystem}, ${JSON.stringify(shape)}, ${source}, ${status})
      on conflict (code) do update set coordinate_system = excluded.coordinate_system, shape = excluded.shape,
                                       source = excluded.source, status = excluded.status`;
  }
  await audit(ctx, {
    what: "outlines.put",
    on: { kind: "division", id: outlines.map(({ code }) => code).join(" ") },
  });
}

/** Outlines of the divisions directly below a code, with their names: `650200` gives the districts. */
export function outlinesBelow(
  db: Db,
  parentCode: string,
): Promise<(Outline & { name: string; names: Record<string, string> })[]> {
  return db.many<Outline & { name: string; names: Record<string, string> }>`
    select o.code, o.coordinate_system, o.shape, o.source, o.status, d.name, d.names
      from places.outline o join places.division d on d.code = o.code and upper_inf(d.valid)
     where d.parent_code = ${parentCode} order by o.code`;
}

/** How many divisions directly below a code have no outline on a day, and a text that changes whenever an outline of one does; null without any. */
export function outlinesStanding(
  db: Db,
  parentCode: string,
  day: string,
): Promise<{ missing: number; version: string | null }> {
  return db.one<{ missing: number; version: string | null }>`
    select count(*) filter (where o.code is null)::int as missing,
           string_agg(o.code || ' ' || o.xmin::text, ' ' order by o.code) as version
      from places.division d left join places.outline o using (code)
     where d.parent_code = ${parentCode} and d.valid @> ${day}::date`;
}
