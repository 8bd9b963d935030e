import type { AnswerOf } from "#contract";
import { type LoadArgs, pageOf } from "#web/page.ts";
import { listOrganisations } from "../../places/contract.ts";
import { listStaff } from "../staff/contract.ts";

export type Role = AnswerOf<typeof listStaff>["canGive"][number];

/** Roles the asker may give on the organisation of the address, and the organisations from it downwards. */
export async function roleChoices({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const organisation = new URL(request.url).searchParams.get("organisation") ?? "";
  const [staff, tree] = await Promise.all([
    call(listStaff, { query: { organisation, limit: 1 } }),
    call(listOrganisations, { query: { under: organisation } }),
  ]);
  return {
    organisation: staff.organisation,
    roles: staff.canGive,
    organisations: tree.items.map(({ id, name }) => ({ id, name })),
  };
}
