/** What staff do with a batch: send, land, stop, go on, drop, undo. Asking twice is asking once. */

import { organisationOf, placesOf } from "#places";
import { audit } from "#platform/audit";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { enqueue } from "#platform/jobs";
import { placeFor, refuseOthersPlace } from "../../own-places.ts";
import type { CodeMeaning } from "../items/status.ts";
import { profileNamed } from "../profiles/profiles.ts";
import * as store from "./batch-store.ts";
import { beginBatch } from "./begin-batch.ts";
import { placeLanded } from "./place-landed.ts";
import type { Profile } from "./profile.ts";
import { forgetLeft } from "./undo-store.ts";

/** Where files on their way in lie. */
export const area = "catalogue";
export const batchJobName = "library.batch";
export const unusedJobName = "library.remove-unused";
/** Minutes without a sign of life after which whoever worked on it is taken to be gone. */
const goneAfterMinutes = 2;

export interface Sent {
  organisationId: string;
  file: string;
  sha256: string;
  profile: string;
  place: string | null;
  agency: string | null;
  /** Null, as of place and agency: what the profile says. */
  same: Profile["same"] | null;
}

/** Stores a file that a form brings, and answers its hash. An hour later it goes unless a batch has begun with it. */
export async function keepMarcFile(ctx: Ctx, content: AsyncIterable<Uint8Array>): Promise<string> {
  const { sha256 } = await (await ctx.storage(area)).put(content);
  const at = ctx.clock().add({ hours: 1 });
  await inTx(ctx, (inner) =>
    enqueue(inner, unusedJobName, { sha256 }, { at, key: `${unusedJobName} ${sha256}` }),
  );
  return sha256;
}

/** Takes a file that has been stored and has it checked. */
export async function send(ctx: TxCtx, sent: Sent): Promise<{ id: string }> {
  const { organisationId, file, sha256, place, agency, same } = sent;
  const stored = await (await ctx.storage(area)).stat(sha256);
  if (!stored) throw refused("exchange.no-upload", {}, { status: 422 });
  if (stored.bytes === 0) throw invalid([{ field: "/body/file", id: "exchange.file-empty" }]);
  const kept = await profileNamed(ctx, organisationId, sent.profile);
  if (!kept) throw invalid([{ field: "/body/profile", id: "not-offered" }]);
  const { path } = found(await organisationOf(ctx.db, organisationId), "organisation", organisationId);
  if (place !== null) await placeFor(ctx, path, place);
  const profile = {
    ...kept,
    place: place ?? kept.place,
    agency: agency ?? kept.agency,
    same: same ?? kept.same,
  };
  const { id } = await beginBatch(
    ctx,
    { organisationId, file, sha256, bytes: stored.bytes, profile },
    "checking",
  );
  await work(ctx, id);
  return { id };
}

/** Lands what was checked, or goes on where it was stopped or left. */
export async function land(ctx: TxCtx, id: string): Promise<void> {
  const batch = found(await store.batchOf(ctx.db, id), "batch", id);
  if (isLeft(ctx, batch)) return work(ctx, id);
  if (batch.state === "landing" || batch.state === "landed") return;
  const moved = await store.moveBatch(ctx.db, id, {
    from: batch.state === "stopped" ? ["stopped"] : ["checked"],
    to: "landing",
    at: ctx.clock(),
  });
  if (!moved) throw refused("batch.not-checked");
  if (batch.state === "checked") await store.beginAnew(ctx.db, id);
  await audit(ctx, { what: "batch.confirmed", on: { kind: "batch", id } });
  await work(ctx, id);
}

/** What codes of places and statuses mean here: a checked file is checked again with them, of a landed one the items go where they belong. */
export async function mapCodes(
  ctx: TxCtx,
  {
    id,
    places,
    statuses,
    place = null,
  }: {
    id: string;
    places: readonly { said: string; placeId: string }[];
    statuses: readonly { said: string; status: CodeMeaning }[];
    /** Null: as it was. */
    place?: string | null | undefined;
  },
): Promise<void> {
  const batch = found(await store.batchOf(ctx.db, id), "batch", id);
  const { profile, orgPath } = batch;
  const known = await placesOf(
    ctx.db,
    places.map(({ placeId }) => placeId),
  );
  const strange = places.findIndex(({ placeId }) => !known.has(placeId));
  if (strange >= 0) throw invalid([{ field: `/body/places/${strange}`, id: "not-offered" }]);
  for (const one of known.values()) refuseOthersPlace(ctx, orgPath, one);
  if (place !== null) await placeFor(ctx, orgPath, place);
  const detail = { places: places.length, statuses: statuses.length };
  if (batch.state === "landed" || batch.state === "stopped") {
    await placeLanded(ctx, batch, { places, statuses });
    return audit(ctx, { what: "batch.codes-mapped", on: { kind: "batch", id }, detail });
  }
  const mapped: Profile = {
    ...profile,
    place: place ?? profile.place,
    places: { ...profile.places, ...Object.fromEntries(places.map(({ said, placeId }) => [said, placeId])) },
    statuses: {
      ...profile.statuses,
      ...Object.fromEntries(statuses.map(({ said, status }) => [said, status])),
    },
  };
  const at = ctx.clock();
  const set = await store.setProfile(ctx.db, id, mapped);
  if (!set || !(await store.moveBatch(ctx.db, id, { from: ["checked"], to: "checking", at })))
    throw refused("batch.not-checked");
  await audit(ctx, { what: "batch.codes-mapped", on: { kind: "batch", id }, detail });
  await work(ctx, id);
}

/** After the records at hand; what has landed stays. */
export async function stop(ctx: TxCtx, id: string): Promise<void> {
  found(await store.batchOf(ctx.db, id), "batch", id);
  await store.askToStop(ctx.db, id);
}

/** Nobody will land it, or the rest of it. */
export async function drop(ctx: TxCtx, id: string): Promise<void> {
  const batch = found(await store.batchOf(ctx.db, id), "batch", id);
  if (batch.state === "dropped") return;
  const from = ["checked", "stopped"] as const;
  if (!(await store.moveBatch(ctx.db, id, { from, to: "dropped", at: ctx.clock() })))
    throw refused("batch.at-work");
  await audit(ctx, {
    what: "batch.dropped",
    on: { kind: "batch", id },
    detail: { record: batch.doneRecord },
  });
  await enqueue(ctx, unusedJobName, { sha256: batch.sha256 });
}

/** What it added goes, what it changed is as before, but for what somebody has changed or lent since: that is listed. */
export async function undo(ctx: TxCtx, id: string): Promise<void> {
  const batch = found(await store.batchOf(ctx.db, id), "batch", id);
  // Undone but for what somebody had changed since: when that is undone too, the rest can go.
  if (batch.state === "undone" && (await forgetLeft(ctx.db, id))) {
    await store.moveBatch(ctx.db, id, { from: ["undone"], to: "undoing", at: ctx.clock() });
    await audit(ctx, { what: "batch.undo-asked", on: { kind: "batch", id } });
    return work(ctx, id);
  }
  if (batch.state === "undone" || (batch.state === "undoing" && !isLeft(ctx, batch))) return;
  const from = ["landed", "stopped", "undoing"] as const;
  // One that was dropped half-way has landed something too.
  const more = batch.state === "dropped" && batch.added + batch.changed > 0 ? (["dropped"] as const) : [];
  if (!(await store.moveBatch(ctx.db, id, { from: [...from, ...more], to: "undoing", at: ctx.clock() })))
    throw refused("batch.not-landed");
  await audit(ctx, { what: "batch.undo-asked", on: { kind: "batch", id } });
  await work(ctx, id);
}

/** Is nobody working on what should be worked on? */
export function isLeft(ctx: Ctx, { state, beatAt }: Pick<store.Batch, "state" | "beatAt">): boolean {
  const limit = ctx.clock().subtract({ minutes: goneAfterMinutes });
  return (
    ["checking", "landing", "undoing"].includes(state) && beatAt.epochMilliseconds < limit.epochMilliseconds
  );
}

export async function work(ctx: TxCtx, batch: string): Promise<void> {
  await enqueue(ctx, batchJobName, { batch }, { key: `${batchJobName} ${batch}` });
}
