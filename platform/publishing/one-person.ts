/** Stations with one person on the staff: a recorded exception from "nobody checks their own work". */
import { audit } from "../audit/index.ts";
import type { Role } from "../auth/actor.ts";
import type { Ctx, TxCtx } from "../ctx/index.ts";
import { newId } from "../db/index.ts";
import { refused } from "../errors/index.ts";
import { slot } from "../slots/index.ts";
import { maySetOnePerson } from "./machine.ts";

/** Who holds one of these roles on exactly one of these organisations now, by path: once a person and path. */
export const staffOfPaths = slot<
  { orgPaths: readonly string[]; roles: readonly Role[] },
  { orgPath: string; subject: string }
>("publishing.staff");

/** Whoever holds one of these may be asked to check what another wrote. */
const publishing: readonly Role[] = ["editor", "reviewer", "publisher", "manager"];

/** The people who write, check and publish at exactly these organisations, by path. */
async function staffOf(ctx: Ctx, orgPaths: readonly string[]): Promise<(orgPath: string) => string[]> {
  const rows =
    orgPaths.length > 0 ? await ctx.slots.gather(staffOfPaths, ctx, { orgPaths, roles: publishing }) : [];
  return (orgPath) => rows.filter((row) => row.orgPath === orgPath).map(({ subject }) => subject);
}

/** Those of these organisations that have exactly one person: at the others a rule rests. */
export async function pathsWithOnePerson(ctx: Ctx, orgPaths: readonly string[]): Promise<Set<string>> {
  const staff = await staffOf(ctx, orgPaths);
  return new Set(orgPaths.filter((path) => staff(path).length === 1));
}

/**
 * Ids of the rules that whoever asks may use now, by path: those of exactly these organisations, not the ones below, where
 * they are the one person on the staff and another than who set the rule. A second person on the staff lays it to rest.
 */
export async function onePersonRulesFor(ctx: Ctx, orgPaths: readonly string[]): Promise<Map<string, string>> {
  const { subject } = ctx.actor;
  const rules = await ctx.db.many<{ id: string; orgPath: string }>`
    select id, org_path from platform.one_person_rule
     where org_path = any(${[...new Set(orgPaths)]}::text[]) and ended_at is null and set_by <> ${subject}::uuid`;
  const staff = await staffOf(
    ctx,
    rules.map(({ orgPath }) => orgPath),
  );
  const usable = rules.filter(({ orgPath }) => {
    const [only, second] = staff(orgPath);
    return only === subject && second === undefined;
  });
  return new Map(usable.map(({ id, orgPath }) => [orgPath, id]));
}

/** Begins or ends the exception. It begins only for one other person. Saying again what is true already changes nothing. */
export async function setOnePersonRule(
  ctx: TxCtx,
  { orgPath, allowed, reason }: { orgPath: string; allowed: boolean; reason: string },
): Promise<void> {
  const by = ctx.actor.subject;
  if (by === null || !maySetOnePerson(ctx.actor, orgPath))
    throw refused("publishing.one-person-from-above", {}, { status: 403 });
  if (allowed) await checkOneOther(ctx, orgPath, by);
  const changed = allowed
    ? await ctx.db.run`
        insert into platform.one_person_rule (id, org_path, since, set_by, reason)
        values (${newId()}, ${orgPath}, ${ctx.clock()}, ${by}, ${reason.trim()})
        on conflict (org_path) where ended_at is null do nothing`
    : await ctx.db.run`
        update platform.one_person_rule set ended_at = ${ctx.clock()}, ended_by = ${by}
         where org_path = ${orgPath} and ended_at is null`;
  if (changed === 0) return;
  await audit(ctx, {
    what: allowed ? "one-person-rule.begun" : "one-person-rule.ended",
    on: { kind: "organisation-path", id: orgPath },
    detail: { reason: reason.trim() },
  });
}

async function checkOneOther(ctx: TxCtx, orgPath: string, by: string): Promise<void> {
  const staff = (await staffOf(ctx, [orgPath]))(orgPath);
  if (staff.length !== 1) throw refused("publishing.one-person-not-one", { count: staff.length });
  if (staff[0] === by) throw refused("publishing.one-person-oneself");
}
