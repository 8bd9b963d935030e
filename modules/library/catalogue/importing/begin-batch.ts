/** A file is sent, checked, and landed when somebody says so; it can be stopped and gone on with. */
import { organisationOf } from "#places";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found } from "#platform/errors";
import type { Profile } from "../reading/profile.ts";
import * as store from "./batch-store.ts";

export interface SentFile {
  organisationId: string;
  file: string;
  sha256: string;
  bytes: number;
  profile: Profile;
}

/** A new batch of a file. `checking` is a dry run; a batch that lands at once is that of who has seen the check elsewhere. */
export async function beginBatch(
  ctx: TxCtx,
  { organisationId, file, sha256, bytes, profile }: SentFile,
  state: "checking" | "landing",
): Promise<store.Batch> {
  const { path } = found(await organisationOf(ctx.db, organisationId), "organisation", organisationId);
  const id = newId(ctx.clock().epochMilliseconds);
  await store.insertBatch(
    ctx.db,
    { id, organisationId, orgPath: path, file: file.slice(-200), sha256, bytes, profile, state },
    ctx.clock(),
  );
  await audit(ctx, {
    what: "batch.begun",
    on: { kind: "batch", id },
    detail: { sha256, profile: profile.name },
  });
  return found(await store.batchOf(ctx.db, id), "batch", id);
}

/** The file's landing that was stopped or whose worker died, to go on with; null where it has not begun. */
export async function goOn(
  ctx: TxCtx,
  { organisationId, sha256 }: Pick<SentFile, "organisationId" | "sha256">,
): Promise<store.Batch | null> {
  const left = await store.unfinishedOf(ctx.db, organisationId, sha256);
  if (left?.state === "stopped")
    await store.moveBatch(ctx.db, left.id, { from: ["stopped"], to: "landing", at: ctx.clock() });
  return left && { ...left, state: "landing" };
}
