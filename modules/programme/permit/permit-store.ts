/** SQL of permits and of the kinds of event that need one. */
import type { Temporal } from "temporal-polyfill";
import { type Db, newId, type Tx } from "#platform/db";
import type { Permit, PermitRule } from "./permit.ts";

/** The permit of an event, or null. */
export function permitOf(db: Db, eventId: string): Promise<Permit | null> {
  return db.maybeOne<Permit>`
    select permit_number as number, permit_authority as authority, lower(permit_valid)::text as "from", (upper(permit_valid) - 1)::text as "to"
      from programme.event where id = ${eventId} and permit_number is not null`;
}

export async function writePermit(tx: Tx, eventId: string, permit: Permit | null): Promise<void> {
  await tx.run`
    update programme.event
       set permit_number = ${permit?.number ?? null}, permit_authority = ${permit?.authority ?? null},
           permit_valid = case when ${permit !== null} then daterange(${permit?.from ?? null}::date, ${permit?.to ?? null}::date, '[]') end
     where id = ${eventId}`;
}

export interface PermitRuleRow extends PermitRule {
  since: Temporal.Instant;
}

/** What needs a permit now, and why. */
export function permitRules(db: Db): Promise<PermitRuleRow[]> {
  return db.many<PermitRuleRow>`
    select kind, crowd_from, basis, since from programme.permit_rule where ended_at is null order by kind`;
}

/** What a rule is for: a kind of event, or crowds. */
export type RuleOf = { kind: string; crowdFrom: null } | { kind: null; crowdFrom: number | null };

/** Ends the rule of a kind, or of crowds, where it says something else; answers whether one ended. */
export async function endPermitRule(
  tx: Tx,
  { kind, crowdFrom }: RuleOf,
  { basis, by, now }: { basis: string | null; by: string; now: Temporal.Instant },
): Promise<boolean> {
  const ended = await tx.run`
    update programme.permit_rule set ended_at = ${now}, ended_by = ${by}
     where kind is not distinct from ${kind} and ended_at is null
       and (basis, crowd_from) is distinct from (${basis}::text, ${crowdFrom}::int)`;
  return ended > 0;
}

/** Adds a rule unless one is in force; answers whether it was added. */
export async function addPermitRule(
  tx: Tx,
  { kind, crowdFrom }: RuleOf,
  { basis, by, now }: { basis: string; by: string; now: Temporal.Instant },
): Promise<boolean> {
  const made = await tx.run`
    insert into programme.permit_rule (id, kind, crowd_from, basis, since, set_by)
    values (${newId()}, ${kind}, ${crowdFrom}, ${basis}, ${now}, ${by})
        on conflict do nothing`;
  return made > 0;
}
