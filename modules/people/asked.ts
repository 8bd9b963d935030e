/** What several routes of people are asked: by whom, about which organisation. */
import { principal } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { signInNeeded } from "#platform/errors";
import { organisationNamed } from "./staff/grants.ts";

/** What concerns nobody but the one who asks. */
export const oneself = () => ({});

/** The account that asks; without one somebody has to sign in. */
export function asker(ctx: Ctx): string {
  if (!ctx.actor.account) throw signInNeeded();
  return ctx.actor.account;
}

/** Whom it concerns: the one who asks, or the one they act for. */
export function person(ctx: Ctx) {
  const concerned = principal(ctx.actor);
  if (!concerned) throw signInNeeded();
  return { account: concerned.account, subject: concerned.subject };
}

/** Where an organisation stands, for a permission that is asked about it. */
export async function pathOf(ctx: Ctx, organisation: string) {
  return { path: (await organisationNamed(ctx, organisation)).path };
}
