/** The organisations in whose name whoever asks may act, as choices of a form. */
import type { Call } from "#web/page.ts";
import { ownOrganisations } from "../../people/contract.ts";
import { groupRoles } from "../groups/contract.ts";

export async function organisationsToActFor(call: Call): Promise<{ value: string; label: string }[]> {
  const { items } = await call(ownOrganisations, {});
  const brings: readonly string[] = groupRoles;
  return items
    .filter(({ roles }) => roles.some((role) => brings.includes(role)))
    .map(({ id, name }) => ({ value: id, label: name }));
}
