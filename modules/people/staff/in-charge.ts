/** Who is in charge of something: by name, for colleagues. */
import { roles } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { type Duty, holdersOfDuties } from "./in-charge-store.ts";
import { wholeGrants } from "./roles.ts";

export type { Duty };

const key = ({ role, path }: Duty) => `${role} ${path}`;

// What a manager may do without holding it by name.
const ofManagers = roles.filter(
  (role) =>
    role !== "manager" && wholeGrants([{ role: "manager", path: "" }]).some((held) => held.role === role),
);

/** Names the nearest holder of each role at or above each path; null where nobody holds it. */
export async function inCharge(
  ctx: Pick<Ctx, "db" | "clock">,
  duties: readonly Duty[],
): Promise<(duty: Duty) => string | null> {
  const wanted = [...new Map(duties.map((duty) => [key(duty), duty])).values()];
  const holders = await holdersOfDuties(ctx.db, wanted, { now: ctx.clock(), implying: ofManagers });
  const names = new Map(holders.map((one) => [key(one), one.name]));
  return (duty) => names.get(key(duty)) ?? null;
}
