/** The organisations in whose name the asker serves at a counter. */
import type { Call } from "#contract";
import { ownOrganisations } from "../staff/contract.ts";

export interface CounterOrganisation {
  id: string;
  name: string;
}

export async function counterOrganisations(call: Call): Promise<CounterOrganisation[]> {
  const { items } = await call(ownOrganisations, {});
  return items
    .filter(({ roles }) => roles.includes("clerk") || roles.includes("manager"))
    .map(({ id, name }) => ({ id, name }));
}
