/** Builders of files on their way in. */
import { createHash } from "node:crypto";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { aBook, aFile } from "../describing/testing.ts";
import type { Profile } from "../reading/profile.ts";
import { usualProfiles } from "../reading/profiles.ts";
import { aKey, type Samples, theCity } from "../testing.ts";
import type { Batch } from "./batch-store.ts";
import { beginBatch } from "./begin-batch.ts";
import { runBatch } from "./run-batch.ts";

export const aProfile = (name = "koha-952", change: Partial<Profile> = {}): Profile => {
  const usual = usualProfiles.find((one) => one.name === name);
  if (!usual) throw new Error(`no profile "${name}"`);
  return { ...usual, ...change };
};

export interface FileBuild {
  organisationId: string;
  bytes: Uint8Array;
  profile?: Profile;
  state?: "checking" | "landing";
}

/** A file of an organisation, landed or checked by whoever asks. */
export async function landedBatch(
  ctx: Ctx,
  { organisationId, bytes, profile = aProfile(), state = "landing" }: FileBuild,
): Promise<Batch> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const sent = { organisationId, file: "test.mrc", sha256, bytes: bytes.length, profile };
  const batch = await inTx(ctx, (inner) => beginBatch(inner, sent, state));
  return runBatch(ctx, batch, [bytes], { signal: new AbortController().signal });
}

/** An organisation whose files land. */
export const anOwner = async (ctx: Ctx) => (await inTx(ctx, (inner) => anOrganisation(inner))).id;

/** The record whose number ends so. */
export const recordOf = (ctx: Ctx, key: string) =>
  ctx.db.one<{ id: number; title: string; version: number; original: Buffer; state: string }>`
    select id, title, version, original, state from library.record where control_key like ${`%${key}`}`;

/** A landed file with a record that was refused, and where it stands. */
export async function aRefusedRecord(ctx: TxCtx, organisationId: string) {
  const good = Buffer.from(await aFile(aBook(aKey(), "好的")));
  const bytes = new Uint8Array(Buffer.concat([good, Buffer.from("00026nam a22      a 4500\x1e\x1d")]));
  const { id } = await landedBatch(theCity(ctx), { organisationId, bytes });
  const at = await ctx.db.one<{ number: number; byte: number }>`
    select record_number as number, byte from library.refused_record where batch_id = ${id}`;
  return { id, ...at };
}

const ofBatch = async (ctx: TxCtx, organisationId: string) => {
  const bytes = await aFile(aBook(aKey(), "一批"));
  return { params: { id: (await landedBatch(theCity(ctx), { organisationId, bytes })).id } };
};

export const batchSamples: Samples = {
  "library.batches": async () => ({}),
  "library.send-batch": async (_ctx, organisationId) => ({
    body: {
      organisationId,
      file: "books.mrc",
      content: Buffer.from(await aFile(aBook(aKey(), "送来的"))).toString("base64"),
      profile: "records",
    },
  }),
  "library.batch": ofBatch,
  "library.land-batch": ofBatch,
  "library.map-codes": async (ctx, organisationId) => ({
    ...(await ofBatch(ctx, organisationId)),
    body: { places: [], statuses: [{ said: "坏", status: "damaged" }] },
  }),
  "library.stop-batch": ofBatch,
  "library.drop-batch": ofBatch,
  "library.undo-batch": ofBatch,
  "library.settle-findings": async (ctx, organisationId) => ({
    ...(await ofBatch(ctx, organisationId)),
    body: { finding: "library.no-title", one: null },
  }),
  "library.reopen-findings": async (ctx, organisationId) => ({
    ...(await ofBatch(ctx, organisationId)),
    body: { finding: "library.no-title" },
  }),
  "library.mend-finding": async (ctx, organisationId) => {
    const bytes = await aFile(aBook(aKey(), "错的 ISBN", "020   $a9787020002200"));
    const { id } = await landedBatch(theCity(ctx), { organisationId, bytes });
    const one = await ctx.db.one<{ id: number }>`
      select id from library.finding where batch_id = ${id} and finding = 'library.isbn'`;
    return { params: { id, finding: one.id }, body: { value: "9787020002207" } };
  },
  "library.findings-sheet": ofBatch,
  "library.batch-records": async (ctx, organisationId) => ({
    ...(await ofBatch(ctx, organisationId)),
    query: { did: "added" },
  }),
  "library.drop-all-refused": async (ctx, organisationId) => ({
    params: { id: (await aRefusedRecord(ctx, organisationId)).id },
  }),
  "library.refused-record": async (ctx, organisationId) => ({
    params: await aRefusedRecord(ctx, organisationId),
  }),
  "library.land-refused": async (ctx, organisationId) => ({
    params: await aRefusedRecord(ctx, organisationId),
    body: { lines: `LDR 00000nam a2200000 a 4500\n001 ${aKey()}\n245 10$a修好的` },
  }),
  "library.drop-refused": async (ctx, organisationId) => ({
    params: await aRefusedRecord(ctx, organisationId),
  }),
};
