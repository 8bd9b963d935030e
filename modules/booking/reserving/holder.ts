/** Whose a reservation is, as classes of priority tell them apart. Pure. */
import type { Holder } from "./reservation-store.ts";
import type { HolderKind } from "./rules.ts";

/** `path`: of the organisation that holds it. The house is whose resource it is, and whoever stands above it. */
export function holderKindOf(
  { useRef, organisationId }: Pick<Holder, "useRef" | "organisationId">,
  path: string | null,
  housePath: string,
): HolderKind {
  if (useRef !== null) return "use";
  if (organisationId === null) return "person";
  return path !== null && housePath.startsWith(path) ? "house" : "organisation";
}
