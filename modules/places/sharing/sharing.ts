/** Several organisations use one place. One runs it, and the figures of a day are hers who ran it that day; the others are named beside. */
import { audit } from "#platform/audit";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, notFound, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { named } from "#platform/i18n";
import { lockFacility } from "../facility/facility-store.ts";
import { organisationOf, organisationsOf } from "../network/organisation-store.ts";
import { refusing } from "../refusing.ts";
import * as store from "./sharing-store.ts";

export interface SharingWords {
  purpose: string;
  rooms?: string;
  hours?: string;
  until?: string | null;
}

const tidy = ({ purpose, rooms = "", hours = "", until = null }: SharingWords) => ({
  purpose: purpose.trim(),
  rooms: rooms.trim(),
  hours: hours.trim(),
  until,
});

const overlaps = { sharing_once: () => refused("sharing.overlaps") };

/** From a day on the organisation uses the place too. Refuses the one that runs it, and a second agreement over the same days. */
export async function addSharing(
  ctx: TxCtx,
  placeId: string,
  { organisationId, since, ...words }: SharingWords & { organisationId: string; since: string },
): Promise<{ id: string }> {
  const place = found(await lockFacility(ctx.db, placeId), "place", placeId);
  if (place.endedOn) throw refused("place.ended", { day: place.endedOn });
  found(await organisationOf(ctx.db, organisationId), "organisation", organisationId);
  if (organisationId === place.organisationId)
    throw invalid([{ field: "/body/organisationId", id: "sharing.with-itself" }]);
  const one = { ...tidy(words), id: newId(), placeId, organisationId, since };
  checkUntil(one);
  await refusing(overlaps, () => store.insertSharing(ctx.db, one));
  await audit(ctx, {
    what: "place.shared",
    on: { kind: "place", id: placeId },
    detail: { sharing: one.id, organisation: organisationId, since, until: one.until },
  });
  await announce(ctx, "place.shared", { sharingId: one.id, placeId, organisationId, since });
  return { id: one.id };
}

/** Replaces its words and its end. Refuses when somebody changed it since `version`. */
export async function changeSharing(
  ctx: TxCtx,
  placeId: string,
  { id, version, ...words }: SharingWords & { id: string; version: number },
): Promise<void> {
  const before = found(await store.sharingOf(ctx.db, id), "sharing", id);
  if (before.placeId !== placeId) throw notFound("sharing", id);
  const after = { ...before, ...tidy(words), version };
  checkUntil(after);
  if (!(await refusing(overlaps, () => store.updateSharing(ctx.db, after))))
    throw refused("sharing.changed-meanwhile");
  await audit(ctx, {
    what: "sharing.changed",
    on: { kind: "place", id: placeId },
    detail: { sharing: id, purpose: after.purpose, until: after.until },
  });
  if (after.until !== null && after.until !== before.until) {
    const { organisationId } = before;
    await announce(ctx, "place.sharing-ended", {
      sharingId: id,
      placeId,
      organisationId,
      until: after.until,
    });
  }
}

export type SharingState = "now" | "later" | "over";

/** Is it so on this day? Pure. */
export function stateOn({ since, until }: Pick<store.Sharing, "since" | "until">, day: string): SharingState {
  if (day < since) return "later";
  return until !== null && until <= day ? "over" : "now";
}

/** Shared use of a place with the names of the organisations, in the reader's language. */
export async function sharingViews(ctx: Ctx, placeId: string) {
  const rows = await store.sharingsOf(ctx.db, [placeId]);
  const organisations = await organisationsOf(
    ctx.db,
    rows.map(({ organisationId }) => organisationId),
  );
  const day = today(ctx).toString();
  return rows.map(({ placeId: _, organisationId, ...row }) => {
    const organisation = found(organisations.get(organisationId), "organisation", organisationId);
    return {
      ...row,
      organisation: { id: organisationId, name: named(organisation, ctx.locale) },
      state: stateOn(row, day),
    };
  });
}

function checkUntil({ since, until }: { since: string; until: string | null }): void {
  if (until !== null && until <= since) throw invalid([{ field: "/body/until", id: "sharing.until" }]);
}
