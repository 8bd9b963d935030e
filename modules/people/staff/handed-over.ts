/** A place changed hands: the roles of the staff its document names end at the giving organisation, and go along where it says so. */
import { Temporal } from "temporal-polyfill";
import { organisationOf, type StaffMember } from "#places";
import type {} from "#places/events";
import { audit } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found } from "#platform/errors";
import type { Event } from "#platform/events";
import { accountOfSubject } from "../account/account.ts";
import { givenByAdminOnly } from "./roles.ts";
import * as store from "./store.ts";

type HandedOver = Event<"place.handed-over">["payload"];
type Named = HandedOver["staff"][number];

/** Does with each named person what both sides signed. Told twice it finds nothing left to do. */
export async function followHandover(ctx: TxCtx, { payload }: Event<"place.handed-over">): Promise<void> {
  for (const named of payload.staff) await follow(ctx, payload, named);
}

async function follow(ctx: TxCtx, handover: HandedOver, { subject, choice, roles }: Named): Promise<void> {
  const account = await accountOfSubject(ctx.db, subject);
  if (!account) return;
  const now = ctx.clock();
  const held = (await store.grantsOf(ctx.db, account.id, now)).filter(
    ({ organisation }) => organisation === handover.fromOrganisationId,
  );
  const to = found(
    await organisationOf(ctx.db, handover.toOrganisationId),
    "organisation",
    handover.toOrganisationId,
  );
  for (const grant of held) {
    await store.endGrant(ctx.db, grant.id, { account: null, now });
    const { role, organisation, path } = grant;
    const detail = { role, handover: handover.handoverId };
    const on = (id: string) => ({ kind: "organisation", id });
    await audit(ctx, { what: "grant.ended", on: on(organisation), subject, detail: { ...detail, path } });
    // What only an administrator gives is not signed away by managers.
    if (choice !== "move" || !roles.includes(role) || givenByAdminOnly(role)) continue;
    const given = await store.insertGrant(ctx.db, {
      id: newId(now.epochMilliseconds),
      account: account.id,
      role,
      organisation: to.id,
      path: to.path,
      validFrom: later(grant.validFrom, now),
      validTo: grant.validTo,
      givenBy: null,
    });
    if (given)
      await audit(ctx, { what: "grant.given", on: on(to.id), subject, detail: { ...detail, path: to.path } });
  }
}

function later(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) > 0 ? one : other;
}

/** Who holds a role on exactly this organisation now, for the document to name. */
export function staffOn(ctx: Ctx, { organisationId }: { organisationId: string }): Promise<StaffMember[]> {
  return store.staffOn(ctx.db, organisationId, ctx.clock());
}
