/** SQL of who is in charge: the nearest holder of a role, at a place of the tree or above it. */
import type { Temporal } from "temporal-polyfill";
import type { Role } from "#platform/auth";
import type { Db } from "#platform/db";

export interface Duty {
  role: Role;
  path: string;
}

/**
 * For each duty the active holder of the role who stands nearest above, or who stands in for them while their own roles rest; a manager
 * where nobody there holds it by name. Duties without one are left out.
 */
export function holdersOfDuties(
  db: Db,
  duties: readonly Duty[],
  { now, implying }: { now: Temporal.Instant; implying: readonly Role[] },
): Promise<(Duty & { name: string })[]> {
  return db.many<Duty & { name: string }>`
    select d.role, d.path, p.name
      from unnest(${duties.map(({ role }) => role)}::text[], ${duties.map(({ path }) => path)}::text[]) as d(role, path)
      join lateral (
           select a.name
             from people.role_grant g
             left join lateral (
                  select c.stand_in from people.cover_grant p join people.cover c on c.id = p.cover
                   where p.grant_id = g.id and c.pauses and c.valid_from <= ${now} and c.valid_to > ${now} limit 1) c on true
             join people.account a on a.id = coalesce(c.stand_in, g.account) and a.status = 'active' and a.name is not null
             join people.staff s on s.account = a.id and (s.leaves_at is null or s.leaves_at > ${now})
            where starts_with(d.path, g.path)
              and (g.role = d.role or (g.role = 'manager' and d.role = any(${implying}::text[])))
              and g.valid_from <= ${now} and (g.valid_to is null or g.valid_to > ${now})
            order by length(g.path) desc, (g.role = d.role) desc, g.valid_from, g.id
            limit 1) p on true`;
}
