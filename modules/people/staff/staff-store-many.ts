/** SQL of many members of staff at once. */
import type { Temporal } from "temporal-polyfill";
import type { Role } from "#platform/auth";
import type { Db } from "#platform/db";

export interface KnownStaff {
  account: string;
  login: string;
  name: string;
  status: "active" | "left" | "erased";
  /** Held now or later. */
  grants: { role: Role; path: string }[];
}

/** Staff by login, with what they hold now and will hold. */
export function staffByLogins(
  db: Db,
  logins: readonly string[],
  now: Temporal.Instant,
): Promise<KnownStaff[]> {
  return db.many<KnownStaff>`
    select s.account, s.login, a.name, a.status,
           coalesce((select jsonb_agg(jsonb_build_object('role', g.role, 'path', g.path)) from people.role_grant g
                      where g.account = s.account and (g.valid_to is null or g.valid_to > greatest(g.valid_from, ${now}))), '[]') as grants
      from people.staff s join people.account a on a.id = s.account where s.login = any(${logins}::text[])`;
}
