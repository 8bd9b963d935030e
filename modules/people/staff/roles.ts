/** What the roles mean to each other. Held on an organisation and everything below it. */
import type { Grant, Role } from "#platform/auth";

/** A manager may do what the people of the organisation do. */
const implied: Partial<Record<Role, readonly Role[]>> = {
  manager: ["clerk", "editor", "reviewer", "publisher"],
};

/** Given by administrators alone: their holders watch over managers. */
const guarded: readonly Role[] = ["admin", "auditor"];

/** The grants with what they imply, each once. */
export function wholeGrants(held: readonly Grant[]): Grant[] {
  const whole = new Map<string, Grant>();
  for (const { role, path } of held) {
    for (const each of [role, ...(implied[role] ?? [])]) whole.set(`${each} ${path}`, { role: each, path });
  }
  return [...whole.values()];
}

/** Does the role that gives `role` on an organisation have to be an administrator's? */
export function givenByAdminOnly(role: Role): boolean {
  return guarded.includes(role);
}
