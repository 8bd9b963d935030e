/** Records of a catalogue from the command line: checked or landed, gone on with where they were stopped. */
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { type Batch, beginBatch, findingsByKind, goOn, profileNamed, profileNames, runBatch } from "#library";
import { inTx } from "#platform/ctx";
import { refused } from "#platform/errors";
import { texts } from "#platform/i18n";
import { progress, progressWriter } from "#platform/progress";
import type { City } from "./city.ts";
import type { Outcome } from "./commands.ts";
import { hashOf } from "./hash-of.ts";
import { keepHeapSmall } from "./small-heap.ts";

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `FILE --organisation ID [--profile NAME] [--place ID] [--agency NAME] [--dry-run]` */
export async function importMarc(city: City, args: string[]): Promise<Outcome> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      organisation: { type: "string" },
      profile: { type: "string", default: "records" },
      place: { type: "string" },
      agency: { type: "string" },
      "dry-run": { type: "boolean" },
    },
  });
  const [path = ""] = positionals;
  const { sha256, bytes } = await hashOf(path);
  const ctx = city.ctx("import-marc");
  const organisationId = values.organisation ?? "";
  if (!isId.test(organisationId)) throw refused("library.whose");
  const kept = await profileNamed(ctx, organisationId, values.profile);
  if (!kept)
    throw refused(
      "library.profile",
      { known: (await profileNames(ctx, organisationId)).join("、") },
      { status: 422 },
    );
  const profile = { ...kept, place: values.place ?? kept.place, agency: values.agency ?? kept.agency };
  const sent = { organisationId, file: basename(path), sha256, bytes, profile };
  const dryRun = values["dry-run"] === true;
  const batch = await inTx(
    ctx,
    async (inner) =>
      (dryRun ? null : await goOn(inner, sent)) ?? beginBatch(inner, sent, dryRun ? "checking" : "landing"),
  );
  keepHeapSmall();
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.once("SIGINT", onInterrupt);
  const told = progress("import marc", { tell: progressWriter(), signal: stop.signal });
  try {
    const landed = await runBatch(ctx, batch, createReadStream(path, { highWaterMark: 1 << 20 }), {
      signal: stop.signal,
      told: (records) => told.add(records),
    });
    told.end();
    return outcomeOf(landed, await findingsByKind(city.db, batch.id));
  } finally {
    process.off("SIGINT", onInterrupt);
  }
}

function outcomeOf(batch: Batch, kinds: { finding: string; done: string; count: number }[]): Outcome {
  const text = texts("zh-CN");
  const {
    added,
    changed,
    unchanged,
    refused: left,
    alike,
    items,
    itemsRefused,
    findings,
    file,
    state,
    doneRecord,
  } = batch;
  const good = added + changed + unchanged;
  const kindLines = kinds.map(({ finding, done, count }) => `  ${finding}  ${done}  ${count}`);
  if (batch.broken)
    return {
      status: 2,
      lines: [`${file}  ${text(`invalid.${batch.broken.id}`)}`, ...kindLines],
      data: { ...batch, kinds },
    };
  const stopped = state === "stopped" || state === "dropped";
  const whole = !stopped && left === 0 && itemsRefused === 0;
  return {
    status: whole ? 0 : good === 0 ? 2 : 1,
    lines: [
      text(`library.cli.${state === "checked" ? "checked" : stopped ? "stopped" : "landed"}`, {
        file,
        added,
        changed,
        unchanged,
        refused: left,
        record: doneRecord,
      }),
      text("library.cli.items", { items, refused: itemsRefused, alike }),
      ...(findings > 0 ? [text("library.cli.findings", { count: findings })] : []),
      ...kindLines,
    ],
    data: { ...batch, kinds },
  };
}
