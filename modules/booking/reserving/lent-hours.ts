/** How long houses had rooms and things of one another: what was reserved for an organisation, or for what a module does for it, and is over. */
import type { Temporal } from "temporal-polyfill";
import { organisationsOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { lentIn } from "./lent-hours-store.ts";
import { describeResources } from "./naming.ts";
import { resourcesById } from "./resource-store.ts";

export interface LentHours {
  what: "room" | "thing";
  name: string;
  lenderPath: string;
  borrowerPath: string;
  times: number;
  minutes: number;
}

/** Of what began between two moments: each room or thing that a house at or below the path lent to another, or had from one, with both. */
export async function lentHours(
  ctx: Ctx,
  { path, from, to }: { path: string; from: Temporal.Instant; to: Temporal.Instant },
): Promise<LentHours[]> {
  const rows = await lentIn(ctx.db, { from, to, now: ctx.clock() });
  const houses = await organisationsOf(ctx.db, [
    ...new Set(rows.flatMap(({ organisationId }) => organisationId ?? [])),
  ]);
  const lent = rows.flatMap(({ organisationId, useOrgPath, ...row }) => {
    const borrowerPath = useOrgPath ?? houses.get(organisationId ?? "")?.path;
    return borrowerPath && borrowerPath !== row.lenderPath ? [{ ...row, borrowerPath }] : [];
  });
  const asked = lent.filter(
    ({ lenderPath, borrowerPath }) => lenderPath.startsWith(path) || borrowerPath.startsWith(path),
  );
  const resources = await resourcesById(ctx.db, [...new Set(asked.map(({ resourceId }) => resourceId))]);
  const is = await describeResources(ctx, resources);
  return [
    ...Map.groupBy(asked, ({ resourceId, borrowerPath }) => `${resourceId} ${borrowerPath}`).values(),
  ].map((same): LentHours => {
    const [{ resourceId, kind, lenderPath, borrowerPath }] = same as [(typeof same)[number]];
    const described = is.get(resourceId);
    return {
      what: kind === "space" ? "room" : "thing",
      name: [described?.place?.name, described?.name].filter(Boolean).join(" "),
      ...{ lenderPath, borrowerPath },
      times: same.reduce((sum, { times }) => sum + times, 0),
      minutes: same.reduce((sum, { minutes }) => sum + minutes, 0),
    };
  });
}
