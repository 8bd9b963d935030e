/** The organisations in whose name whoever asks may act, as choices of a form. */
import type { Option } from "#web/kit/field.tsx";
import { optionsOf } from "#web/kit/options.ts";
import type { Call } from "#web/page.ts";
import { ownOrganisations } from "../../people/contract.ts";
import { groupRoles } from "../groups/contract.ts";

export async function organisationsToActFor(call: Call): Promise<Option[]> {
  const { items } = await call(ownOrganisations, {});
  const brings: readonly string[] = groupRoles;
  return optionsOf(items.filter(({ roles }) => roles.some((role) => brings.includes(role))));
}
