import type { Actor, Role, Session } from "#platform/auth";
import { type Ctx, today } from "#platform/ctx";
import { secondFactorRoles, wholeGrants } from "../staff/roles.ts";
import { ageOn, consentAge, fullAge } from "./age.ts";
import { type ActorRow, actorRow } from "./store.ts";

/**
 * The actor behind a session, with the roles and relations of this moment. Null when the account may not act, and when
 * the session acts for somebody who has withdrawn it: rather nobody than quietly oneself.
 */
export async function actorFor(
  ctx: Pick<Ctx, "db" | "clock" | "city">,
  session: Pick<Session, "account" | "actingFor"> & Partial<Pick<Session, "proof">>,
): Promise<Actor | null> {
  const row = await actorRow(ctx.db, {
    account: session.account,
    ward: session.actingFor,
    now: ctx.clock(),
    proof: session.proof ?? "own",
    // 等保 GB/T 22239: two factors for whoever administers. A demo city only offers it.
    guarded: ctx.city.demo ? [] : secondFactorRoles,
  });
  if (!row) return null;
  // Until 14 a guardian acts for them, also in a session that was open when the age became known.
  if (isUnder(consentAge, row.born, ctx)) return null;
  const { ward, wardSubject, wardAs } = row;
  // Nor does a minor act for somebody else, whatever was agreed before the age became known.
  if (ward && isUnder(fullAge, row.born, ctx)) return null;
  const onBehalfOf =
    ward && wardSubject && wardAs
      ? {
          account: ward,
          subject: wardSubject,
          as: wardAs,
          ...(keepsOwnAccount(ctx, row) && { servicesOnly: true }),
        }
      : null;
  if (session.actingFor && !onBehalfOf) return null;
  return {
    kind: row.kind,
    account: session.account,
    subject: row.subject,
    level: row.level,
    onBehalfOf,
    grants: wholeGrants(
      (row.grants ?? []).map(({ role, path, cover, coverFor }) => ({
        // The CHECK of people.role_grant holds the same seven roles.
        role: role as Role,
        path,
        ...(cover && coverFor && { cover: { id: cover, subject: coverFor } }),
      })),
    ),
  };
}

function isUnder(age: number, born: string | null, ctx: Pick<Ctx, "clock" | "city">): boolean {
  return born !== null && ageOn(born, today(ctx)) < age;
}

/** From 14 on, with a phone of their own, the ward consents themself: the guardian's consent does not open the account (PIPL art. 31). */
function keepsOwnAccount(
  ctx: Pick<Ctx, "clock" | "city">,
  { wardAs, wardBorn, wardSignsIn }: ActorRow,
): boolean {
  return wardAs === "guardian" && wardSignsIn && wardBorn !== null && !isUnder(consentAge, wardBorn, ctx);
}
