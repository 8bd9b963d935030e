/** A batch as staff see it. */
import type { AnswerOf } from "#contract";
import { organisationsCovered, organisationsOf } from "#places";
import { pathsHeld } from "#platform/auth";
import { type Ctx, textFor } from "#platform/ctx";
import { found } from "#platform/errors";
import { landers, may, seers } from "../../may.ts";
import { ownPlaces } from "../../own-places.ts";
import * as findings from "../keeping/finding-store.ts";
import { ownProfileNames } from "../profiles/profiles.ts";
import { looseLines } from "../reading/as-lines.ts";
import { usualProfiles } from "../reading/profiles.ts";
import * as store from "./batch-store.ts";
import type { batchRecords, getBatch, getRefused, listBatches, outcomes } from "./contract.ts";
import { isLeft } from "./desk-batches.ts";
import { gone } from "./mend.ts";
import { mendedAs } from "./mend-finding.ts";
import { leftOf } from "./undo-store.ts";

// texts: finding.* profile.* invalid.library.no-record.*

const mostListed = 100;
/** Findings, refused records and what was left, shown at once. */
const shownAtOnce = 50;
/** Bytes of a refused record that are shown. */
const mostDumped = 4096;

type BatchView = AnswerOf<typeof listBatches>["items"][number];
type FindingShape = AnswerOf<typeof getBatch>["open"][number];

/** Files that came to the asker's organisations, newest first. */
export async function listForDesk(ctx: Ctx): Promise<AnswerOf<typeof listBatches>> {
  const batches = await store.batchesOf(ctx.db, pathsHeld(ctx.actor, ...seers), mostListed);
  const nameOf = await namesOf(ctx, batches);
  const at = pathsHeld(ctx.actor, ...landers);
  const own = await organisationsCovered(ctx.db, { at, below: [], words: null, limit: 200 });
  const text = textFor(ctx);
  return {
    items: batches.map((batch) => batchView(ctx, batch, nameOf)),
    organisations: own.map(({ id, name }) => ({ id, name })),
    places: (await ownPlaces(ctx, ...landers)).map(({ id, name }) => ({ id, name })),
    profiles: [
      ...usualProfiles.map(({ name }) => ({ name, title: text(`profile.${name}`) })),
      ...(await ownProfileNames(ctx)).map((name) => ({ name, title: name })),
    ],
  };
}

/** One of them, with a page of its open findings. */
export async function showBatch(
  ctx: Ctx,
  id: string,
  {
    finding = null,
    after = 0,
    refused = 0,
    refusedByte = 0,
  }: { finding?: string | null; after?: number; refused?: number; refusedByte?: number },
): Promise<AnswerOf<typeof getBatch>> {
  const batch = found(await store.batchOf(ctx.db, id), "batch", id);
  const nameOf = await namesOf(ctx, [batch]);
  const text = textFor(ctx);
  const kinds = await findings.findingsByKind(ctx.db, id);
  const open = await findings.openFindings(ctx.db, id, { finding, after, limit: shownAtOnce + 1 });
  const shown = open.slice(0, shownAtOnce);
  const refusals = await findings.refusedOf(ctx.db, id, {
    after: { number: refused, byte: refused > 0 ? refusedByte : -1 },
    limit: shownAtOnce + 1,
  });
  const shownRefusals = refusals.slice(0, shownAtOnce);
  const lastRefusal = shownRefusals.at(-1);
  const isExplained =
    ["checked", "landed", "stopped"].includes(batch.state) && may["batch.land"](ctx.actor, batch);
  const codesOf = (what: "place" | "status") =>
    isExplained ? findings.unknownCodes(ctx.db, id, `library.item-${what}`) : [];
  const codes = { places: await codesOf("place"), statuses: await codesOf("status") };
  const isNowhere = kinds.find((kind) => kind.finding === "library.item-nowhere");
  const left = await leftOf(ctx.db, id, shownAtOnce);
  return {
    ...batchView(ctx, batch, nameOf),
    broken: batch.broken && text(`invalid.${batch.broken.id}`),
    kinds: kinds.map((kind) => ({ ...kind, done: doneOf(kind), title: text(`finding.${kind.finding}`) })),
    codes,
    places:
      codes.places.length > 0 || (batch.state === "checked" && isNowhere)
        ? (await ownPlaces(ctx, ...landers)).map(({ id: of, name }) => ({ id: of, name }))
        : [],
    nowhere: isNowhere?.open ?? 0,
    open: shown.map((one) => findingView(ctx, one)),
    next: open.length > shownAtOnce ? (shown.at(-1)?.id ?? null) : null,
    refusals: shownRefusals.map(({ recordNumber, byte, bytes, title, finding: why }) => ({
      record: recordNumber,
      byte,
      bytes,
      title: title ?? "",
      reason: why && text(`finding.${why}`),
    })),
    nextRefusal:
      refusals.length > shownAtOnce && lastRefusal
        ? { record: lastRefusal.recordNumber, byte: lastRefusal.byte }
        : null,
    left: left.map(({ recordId, title, why, by, byFile }) => ({
      id: recordId,
      title,
      why,
      by: by === null ? null : { id: by, file: byFile ?? "" },
    })),
    ...(batch.state === "undone" &&
      left.length > 0 &&
      may["batch.undo"](ctx.actor, batch) && { can: ["undo-rest" as const] }),
  };
}

/** A refused record: its bytes, and what can be read of them. */
export async function showRefused(
  ctx: Ctx,
  { id, number, byte }: { id: string; number: number; byte: number },
): Promise<AnswerOf<typeof getRefused>> {
  const told = await findings.findingsAt(ctx.db, id, number);
  const at = (await findings.refusedAt(ctx.db, id, { number, byte })) ?? gone(told, { id, number });
  return {
    record: number,
    byte,
    bytes: at.source.length,
    dump: dumpOf(at.source.subarray(0, mostDumped)),
    findings: told.map((one) => findingView(ctx, one)),
    lines: looseLines(at.source),
  };
}

async function namesOf(ctx: Ctx, batches: readonly store.Batch[]): Promise<(id: string) => string> {
  const names = await organisationsOf(
    ctx.db,
    batches.map(({ organisationId }) => organisationId),
  );
  return (id) => names.get(id)?.name ?? "";
}

function batchView(ctx: Ctx, batch: store.Batch, nameOf: (id: string) => string): BatchView {
  const { id, organisationId, file, bytes, profile, state, stopAsked, doneByte, beganAt, endedAt } = batch;
  const { added, changed, unchanged, refused, alike, items, itemsRefused, recordsGone, recordsRestored } =
    batch;
  return {
    id,
    organisation: { id: organisationId, name: nameOf(organisationId) },
    file,
    bytes,
    profile: usualProfiles.some(({ name }) => name === profile.name)
      ? textFor(ctx)(`profile.${profile.name}`)
      : profile.name,
    state,
    added,
    changed,
    unchanged,
    refused,
    alike,
    items,
    itemsRefused,
    findings: batch.findings,
    done: doneByte,
    stopping: stopAsked,
    recordsGone,
    recordsRestored,
    beganAt: beganAt.toString(),
    endedAt: endedAt?.toString() ?? null,
    can: canDo(ctx, batch),
  };
}

function canDo(ctx: Ctx, batch: store.Batch): BatchView["can"] {
  const lands = may["batch.land"](ctx.actor, batch);
  const undoes = may["batch.undo"](ctx.actor, batch);
  const some = (who: boolean, ...what: BatchView["can"]) => (who ? what : []);
  switch (batch.state) {
    case "checking":
    case "landing":
      return some(
        lands,
        ...(isLeft(ctx, batch) ? ["take-up" as const] : batch.stopAsked ? [] : ["stop" as const]),
      );
    case "checked":
      return some(lands, ...(batch.added + batch.changed + batch.items > 0 ? ["land" as const] : []), "drop");
    case "stopped":
      return [...some(lands, "resume", "drop", "settle"), ...some(undoes, "undo")];
    case "landed":
      return [...some(lands, "settle"), ...some(undoes, "undo")];
    case "dropped":
      return some(undoes && batch.added + batch.changed > 0 && batch.doneRecord > 0, "undo");
    case "undoing":
      return some(undoes && isLeft(ctx, batch), "undo");
    default:
      return [];
  }
}

function findingView(ctx: Ctx, one: findings.FindingView): FindingShape {
  const { id, finding, data, recordNumber, byte, field, title, recordId, otherId, otherTitle } = one;
  const first = data?.first === undefined ? null : Number(data.first);
  return {
    id,
    finding,
    reason: textFor(ctx)(`finding.${finding}`),
    done: doneOf(one),
    record: recordNumber,
    byte,
    field,
    title,
    recordId,
    said: saidBy(one),
    other:
      first === null && otherId === null ? null : { id: otherId, title: otherTitle ?? "", record: first },
    mend: mendedAs(one),
  };
}

/** The value that a finding is about; what was declared and what was found, where both are told. */
export function saidBy({ data }: Pick<findings.FindingView, "data">): string {
  const { number, said, barcode, kind, told, declared, found: is } = data ?? {};
  const value =
    [number, said, barcode, kind, told, declared].find((one) => one !== undefined && one !== "") ?? "";
  return is === undefined ? String(value) : `${value} → ${is}`;
}

/** Records of a file of which one thing became, a page of them. */
export async function showRecords(
  ctx: Ctx,
  id: string,
  { did, after = 0 }: { did: (typeof outcomes)[number]; after?: number | undefined },
): Promise<AnswerOf<typeof batchRecords>> {
  const batch = found(await store.batchOf(ctx.db, id), "batch", id);
  const some = await store.outcomesOf(ctx.db, id, { did, after, limit: shownAtOnce + 1 });
  const shown = some.slice(0, shownAtOnce);
  return {
    file: batch.file,
    organisation: (await namesOf(ctx, [batch]))(batch.organisationId),
    hasLanded: batch.state !== "checking" && batch.state !== "checked",
    count: batch[did],
    items: shown.map(({ number, title, recordId }) => ({ record: number, title, recordId })),
    next: some.length > shownAtOnce ? (shown.at(-1)?.number ?? null) : null,
  };
}

const doneOf = ({ done }: { done: string }) => done as FindingShape["done"];

/** Sixteen bytes a line. */
function dumpOf(bytes: Buffer): AnswerOf<typeof getRefused>["dump"] {
  return Array.from({ length: Math.ceil(bytes.length / 16) }, (_, n) => {
    const some = bytes.subarray(n * 16, n * 16 + 16);
    return {
      at: n * 16,
      hex: some.toString("hex").replace(/(..)(?=.)/g, "$1 "),
      text: some.toString("latin1").replace(/[^\x20-\x7e]/g, "·"),
    };
  });
}
