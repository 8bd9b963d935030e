/** What the roles mean to each other. Held on an organisation and everything below it. */
import type { Grant, Role } from "#platform/auth";

/** A manager may do what the people of the organisation do. */
const implied: Partial<Record<Role, readonly Role[]>> = {
  manager: ["clerk", "editor", "reviewer", "publisher"],
};

/** Given by administrators alone: their holders watch over managers. */
const guarded: readonly Role[] = ["admin", "auditor"];

/** Outside the demo these sleep until a second factor is shown: what they do is public, or about everybody's roles. */
export const secondFactorRoles: readonly Role[] = ["publisher", "manager", "admin", "auditor"];

/** The grants with what they imply, each once; one's own and those of each cover apart. */
export function wholeGrants(held: readonly Grant[]): Grant[] {
  const whole = new Map<string, Grant>();
  for (const { role, ...where } of held) {
    for (const each of [role, ...(implied[role] ?? [])])
      whole.set(`${each} ${where.path} ${where.cover?.id ?? ""}`, { role: each, ...where });
  }
  return [...whole.values()];
}

/** Does the role that gives `role` on an organisation have to be an administrator's? */
export function givenByAdminOnly(role: Role): boolean {
  return guarded.includes(role);
}
