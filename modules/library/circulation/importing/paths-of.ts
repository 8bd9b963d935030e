/** Whose rows somebody takes away or is told of. */
import { pathsHeld, type Role } from "#platform/auth";
import type { Ctx } from "#platform/ctx";

/** Houses in which they have one of these roles; the command line takes of all. */
export const pathsOf = ({ actor }: Ctx, ...roles: readonly Role[]): string[] =>
  actor.kind === "system" ? [""] : pathsHeld(actor, ...roles);
