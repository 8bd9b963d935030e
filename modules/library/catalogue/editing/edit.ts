/** A record made and changed at the desk. What it was is kept; what came from elsewhere keeps its bytes. */
import { type Flavour, formOf, type MarcRecord, readMarc } from "#libs/marc";
import { organisationOf } from "#places";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { kindOf } from "../describing/kind.ts";
import { readKept } from "../keeping/read-kept.ts";
import * as records from "../keeping/record-store.ts";
import { type Lines, linesOf, recordInLines } from "../reading/as-lines.ts";
import { jsonOf, recordOfLines } from "../reading/from-lines.ts";
import { type Entry, prepare } from "../reading/prepare.ts";
import { usualProfiles } from "../reading/profiles.ts";
import { rederive } from "../reading/rederive.ts";
import { remarksOn } from "./check.ts";
import * as store from "./edit-store.ts";
import { finished, inUnicode } from "./finished.ts";
import { rulesFor } from "./formats/view.ts";

export interface Making {
  organisationId: string;
  flavour: Flavour;
  lines: string;
  isOther?: boolean;
  copied?: { target: string; original: string } | undefined;
}

/** Found at once. What looks like another is put before somebody at the merge desk too. */
export async function make(
  ctx: TxCtx,
  { organisationId, flavour, lines, isOther, copied }: Making,
): Promise<{ id: number }> {
  const { db: tx } = ctx;
  const { path } = found(await organisationOf(tx, organisationId), "organisation", organisationId);
  const source =
    copied &&
    found(
      ctx.otherCatalogues.find(({ id }) => id === copied.target),
      "catalogue",
      copied.target,
    );
  const [id = 0] = await records.takeIds(tx, 1);
  const typed = finished(readable(lines), {
    flavour,
    moment: momentOf(ctx),
    number: `wm${String(id).padStart(10, "0")}`,
  });
  const came = copied ? await cameAs(copied.original) : null;
  // What another library got wrong is told and may be taken over, as a file's records are.
  checked(ctx, typed, flavour, came && inUnicode(readable(linesOf(came)), flavour));
  const record = recordOfLines(typed);
  const entry = entryOf(record);
  await refuseDoubles(ctx, entry, { isOther: isOther === true });
  const content = await jsonOf(record);
  const original = came ? Buffer.from(came.source) : Buffer.from(content);
  const row: records.RecordRow = {
    id,
    kind: entry.kind,
    flavour,
    controlKey: entry.controlKey,
    batchId: null,
    batchNumber: null,
    original,
    originalForm: formOf(original) ?? "iso2709",
    originalCharset: came?.charset ?? null,
    content: came && content,
    workId: null,
    title: entry.title,
    titleKey: entry.titleKey,
    ...entry.derived,
  };
  await records.insertRecords(tx, [row], ctx.clock());
  await store.noteMaker(tx, { id, orgPath: path, cameFrom: source?.name ?? "" });
  await rederive(ctx, [id]);
  const like = {
    id,
    isbns: numbersIn(entry, "isbn"),
    titleKey: row.titleKey,
    year: row.year,
    publisher: row.publisher,
  };
  await records.insertLikenesses(tx, await records.recordsLike(tx, [like]), {
    batchId: null,
    now: ctx.clock(),
  });
  await audit(ctx, {
    what: "record.made",
    on: { kind: "record", id: `${id}` },
    detail: { organisation: organisationId, ...(copied && { copiedFrom: copied.target }) },
  });
  return { id };
}

const numbersIn = ({ book }: Entry, of: "isbn" | "issn") =>
  book?.numbers.flatMap(({ kind, number }) => (kind === of ? number : [])) ?? [];

/** The number of another record. What is part of this one is not another. */
async function refuseTaken(ctx: TxCtx, controlKey: string | null, own: number | null): Promise<void> {
  const known = controlKey === null ? [] : await records.recordsWithNumbers(ctx.db, [controlKey]);
  const taken = known.find(({ id }) => id !== own);
  if (taken) throw refused("record.number-taken", {}, { next: addressOf(taken.id) });
}

/** One that it had already stays: two that came with one number are the merge desk's. */
async function refuseOthersNumber(
  ctx: TxCtx,
  id: number,
  { record, stood }: { record: MarcRecord; stood: MarcRecord },
): Promise<void> {
  const numberOf = (one: MarcRecord) => prepare(one, bare()).entry?.controlKey ?? null;
  const controlKey = numberOf(record);
  if (controlKey !== numberOf(stood)) await refuseTaken(ctx, controlKey, id);
}

async function refuseDoubles(ctx: TxCtx, entry: Entry, { isOther }: { isOther: boolean }): Promise<void> {
  await refuseTaken(ctx, entry.controlKey, null);
  const there = await store.recordNumbered(ctx.db, {
    isbns: numbersIn(entry, "isbn"),
    issns: numbersIn(entry, "issn"),
  });
  if (there && !isOther)
    throw refused("record.have-it", { title: there.title }, { next: addressOf(there.id) });
}

const addressOf = (id: number) => `/desk/catalogue/records/${id}/edit`;

/** As it came from another catalogue. */
async function cameAs(base64: string): Promise<MarcRecord> {
  for await (const some of readMarc([Buffer.from(base64, "base64")]))
    for (const read of some) if (read.kind === "record") return read;
  throw invalid([{ field: "/body/copied/original", id: "record.no-record" }]);
}

/** Answers its version. Where it says what it said before nothing is changed. */
export async function edit(
  ctx: TxCtx,
  {
    id,
    version,
    lines,
    reason = "",
  }: { id: number; version: number; lines: string; reason?: string | undefined },
): Promise<{ version: number }> {
  const was = standing(await store.editableOf(ctx.db, id), id);
  if (was.version !== version) throw refused("record.changed", { version: was.version });
  const stood = found(await readKept(was), "record", `${id}`);
  const before = readable(linesOf(stood));
  const typed = finished(readable(lines), { flavour: was.flavour, moment: momentOf(ctx), number: null });
  if (isSame(typed, before)) return { version };
  const record = recordOfLines(typed);
  if (kindOf(record) !== was.kind) throw refused("record.kind-stays");
  checked(ctx, typed, was.flavour, before);
  entryOf(record);
  await refuseOthersNumber(ctx, id, { record, stood });
  await change(ctx, { id, version, did: "edited", reason, content: await jsonOf(record) });
  return { version: version + 1 };
}

const withoutMoment = ({ leader, fields }: Lines) =>
  JSON.stringify([leader, fields.filter(({ tag }) => tag !== "005")]);
const isSame = (one: Lines, other: Lines) => withoutMoment(one) === withoutMoment(other);

/** It becomes what it was in an earlier version. */
export async function goBack(
  ctx: TxCtx,
  { id, version, to }: { id: number; version: number; to: number },
): Promise<void> {
  standing(await store.editableOf(ctx.db, id), id);
  const then = found(await store.keptAt(ctx.db, id, to), "version", `${to}`);
  const content = await jsonOf(found(await readKept(then), "version", `${to}`));
  await change(ctx, { id, version, did: "went-back", reason: `${to}`, content });
}

/** Nothing hangs on it: nobody finds it any more, and it can come back. */
export async function withdraw(
  ctx: TxCtx,
  { id, version, reason = "" }: { id: number; version: number; reason?: string | undefined },
): Promise<void> {
  // Whoever lands items takes the record first.
  standing(await store.lockEditable(ctx.db, id), id);
  const items = await store.countItems(ctx.db, id);
  if (items > 0)
    throw refused("record.has-items", { items }, { next: `/desk/catalogue/records/${id}/items` });
  await change(ctx, { id, version, did: "withdrawn", reason, state: "withdrawn" });
}

export async function restore(ctx: TxCtx, { id, version }: { id: number; version: number }): Promise<void> {
  const { state } = found(await store.editableOf(ctx.db, id), "record", `${id}`);
  if (state !== "withdrawn") throw refused("record.not-withdrawn");
  await change(ctx, { id, version, did: "restored", reason: "", state: "standing" });
}

async function change(ctx: TxCtx, changed: store.Change): Promise<void> {
  const { id, version, did } = changed;
  if (!(await store.changeRecord(ctx.db, changed, ctx.clock()))) {
    const now = found(await store.editableOf(ctx.db, id), "record", `${id}`);
    throw refused("record.changed", { version: now.version });
  }
  await rederive(ctx, [id]);
  await audit(ctx, { what: `record.${did}`, on: { kind: "record", id: `${id}` }, detail: { version } });
}

function standing(row: store.Editable | null, id: number): store.Editable {
  const { state, ...record } = found(row, "record", `${id}`);
  if (state === "withdrawn" || state === "merged") throw refused("record.gone");
  return { state, ...record };
}

/** Lines that can be read, or which of them cannot. */
export function readable(text: string): Lines {
  const lines = recordInLines(text);
  if ("line" in lines)
    throw invalid([{ field: "/body/lines", id: `library.line-${lines.id}`, data: { line: lines.line } }]);
  return lines;
}

/** What is wrong with it refuses it; what may be is only told. */
function checked({ locale }: TxCtx, lines: Lines, flavour: Flavour, before: Lines | null): void {
  const rules = rulesFor({ flavour, leader: lines.leader }, locale);
  const errors = remarksOn(lines, rules, before).filter(({ level }) => level === "error");
  if (errors.length > 0)
    throw invalid(errors.map(({ id, data }) => ({ field: "/body/lines", id: `record.${id}`, data })));
}

/** No items, no agency of its own. */
const bare = () => ({ profile: found(usualProfiles[0], "profile", "records"), organisationId: null });

/** What the catalogue keeps of it, or why it is none of its records. */
function entryOf(record: MarcRecord): Entry {
  const { entry, findings } = prepare(record, bare());
  if (entry === null)
    throw refused(kindOf(record) === "other" ? "record.kind-stays" : "record.no-heading", {
      finding: findings.at(-1)?.finding ?? "",
    });
  return entry;
}

/** 005: the moment of the latest change, in the city's time. */
function momentOf({ clock, city }: TxCtx): string {
  const { year, month, day, hour, minute, second } = clock().toZonedDateTimeISO(city.zone);
  return `${year}${[month, day, hour, minute, second].map((n) => String(n).padStart(2, "0")).join("")}.0`;
}
