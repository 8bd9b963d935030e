import type { Actor, Role, Session } from "#platform/auth";
import { type Ctx, today } from "#platform/ctx";
import { secondFactorRoles, wholeGrants } from "../staff/roles.ts";
import { ageOn, consentAge, fullAge } from "./age.ts";
import { type ActorRow, actorRows } from "./store.ts";

type OfSession = Pick<Session, "account" | "actingFor"> & Partial<Pick<Session, "proof">>;
type Here = Pick<Ctx, "db" | "clock" | "city">;

/** The actor behind a session, as `actorsFor` says it. */
export async function actorFor(ctx: Here, session: OfSession): Promise<Actor | null> {
  return (await actorsFor(ctx, [session]))[0] ?? null;
}

/** Whoever has this key, as somebody who signed in with this proof; of two accounts that were joined the one that stays. */
export async function actorOfSubject(
  ctx: Here,
  subject: string,
  proof: Session["proof"],
): Promise<Actor | null> {
  const asked = { account: { of: subject }, ward: null, proof };
  return actorIn(ctx, { actingFor: null }, (await actorRows(ctx.db, [asked], at(ctx))).get(0));
}

/**
 * The actors behind sessions in their order, with the roles and relations of this moment, in one statement. Null when the account may
 * not act, and when the session acts for somebody who has withdrawn it: rather nobody than quietly oneself.
 */
export async function actorsFor(ctx: Here, sessions: readonly OfSession[]): Promise<(Actor | null)[]> {
  const rows = await actorRows(
    ctx.db,
    sessions.map(({ account, actingFor, proof = "own" }) => ({ account, ward: actingFor, proof })),
    at(ctx),
  );
  return sessions.map((session, n) => actorIn(ctx, session, rows.get(n)));
}

const at = (ctx: Here) => ({
  now: ctx.clock(),
  // 等保 GB/T 22239: two factors for whoever administers. A demo city only offers it.
  guarded: ctx.city.demo ? [] : secondFactorRoles,
});

function actorIn(ctx: Here, session: Pick<OfSession, "actingFor">, row: ActorRow | undefined): Actor | null {
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
    account: row.account,
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
