/** Who speaks for which side of a hand-over. Pure. */
import { type Actor, pathsHeld } from "#platform/auth";

export type Side = "from" | "to";
export const sides = ["from", "to"] as const satisfies readonly Side[];

export interface Parties {
  from: { path: string };
  to: { path: string };
}

/**
 * The sides for which this person may sign. A role that covers one side speaks for it. A role that covers both speaks for
 * neither, however high: otherwise one bureau would hand over to itself in the name of two. Where one side stands below the
 * other, the upper one's own role is still the upper one's.
 */
export function sidesOf(who: Pick<Actor, "grants">, { from, to }: Parties): Side[] {
  const managing = pathsHeld(who, "manager");
  const speaks = (own: string, other: string) =>
    managing.some((path) => own.startsWith(path) && (!other.startsWith(path) || path === own));
  return sides.filter((side) => (side === "from" ? speaks(from.path, to.path) : speaks(to.path, from.path)));
}
