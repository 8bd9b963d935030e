/** Writing a reading list, and its steps to the public: checked and published by others than wrote it. */
import { organisationOf } from "#places";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import type { Job } from "#platform/jobs";
import {
  addHistory,
  type PublicationRow,
  publishDue,
  recordStep,
  recordWriting,
  rowOfDue,
  type StepWanted,
  stepRow,
} from "#platform/publishing";
import type { ListText } from "./contract.ts";
import * as store from "./list-store.ts";

/** The kind under which the history of publishing knows lists. */
export const listThing = "reading-list";

export async function createList(
  ctx: TxCtx,
  { organisationId, list }: { organisationId: string; list: ListText },
) {
  const { path } = found(await organisationOf(ctx.db, organisationId), "organisation", organisationId);
  refuseReversedDays(list);
  const id = newId(ctx.clock().epochMilliseconds);
  await store.insertList(ctx.db, { ...wordsOf(list), id, organisationId, orgPath: path }, ctx.clock());
  await putBooks(ctx, id, list.entries);
  await recordWriting(ctx.db, listThing, id, {
    by: somebody(ctx),
    state: "draft",
    version: 1,
    at: ctx.clock(),
  });
  await audit(ctx, { what: "reading-list.drafted", on: { kind: listThing, id } });
  return { id, version: 1, state: "draft" };
}

/** Changes a draft, or a public list with a reason; in between it stands still. */
export async function editList(
  ctx: TxCtx,
  { id, version, list, reason }: { id: string; version: number; list: ListText; reason?: string },
) {
  const before = await listToChange(ctx, { id, version, reason });
  refuseReversedDays(list);
  if (before.state === "published") refuseUnready({ ...list, books: list.entries.length });
  const next = await store.updateList(ctx.db, id, wordsOf(list), ctx.clock());
  await putBooks(ctx, id, list.entries);
  return changed(ctx, before, { version: next, reason });
}

/** A list that may be changed now: a draft, or a public one with a reason. */
export async function listToChange(
  ctx: TxCtx,
  { id, version, reason }: { id: string; version: number; reason: string | undefined },
): Promise<store.ReadingList> {
  const list = await listToWrite(ctx, id, version);
  if (list.state !== "draft" && list.state !== "published")
    throw refused("reading-list.not-to-edit", { state: list.state });
  if (list.state === "published" && !reason?.trim())
    throw invalid([{ field: "/body/reason", id: "missing" }]);
  return list;
}

/** Writes down that a list was changed: in public it is a step of its own, with why. */
export async function changed(
  ctx: TxCtx,
  { id, state }: Pick<store.ReadingList, "id" | "state">,
  { version, reason }: { version: number; reason: string | undefined },
) {
  const inPublic = state === "published";
  const row = { version, by: somebody(ctx), at: ctx.clock() };
  if (inPublic)
    await addHistory(ctx.db, listThing, [
      {
        ...row,
        thing: id,
        step: "change",
        from: "published",
        to: "published",
        barred: [],
        reason: reason?.trim() ?? null,
        onePersonRule: null,
        scheduledFor: null,
      },
    ]);
  else await recordWriting(ctx.db, listThing, id, { ...row, state });
  await audit(ctx, {
    what: "reading-list.changed",
    on: { kind: listThing, id },
    detail: { version, ...(inPublic && { reason: reason?.trim() ?? "" }) },
  });
  return { id, version, state };
}

const asksForReady = new Set(["submit", "schedule", "publish"]);

/** Takes the step, or refuses with the first reason against it. */
export async function stepList(ctx: TxCtx, input: StepWanted & { id: string; version: number }) {
  const list = await listToWrite(ctx, input.id, input.version);
  const row = await stepRow(ctx, listThing, list, input);
  if (asksForReady.has(row.step)) await refuseUnreadyNow(ctx, list);
  return goOn(ctx, list, row);
}

async function goOn(ctx: TxCtx, list: store.ReadingList, row: PublicationRow) {
  const version = await store.setState(ctx.db, list.id, row.to, ctx.clock());
  await recordStep(ctx, listThing, { id: list.id, version }, row);
  return { id: list.id, version, state: row.to };
}

/** Publishes lists whose time has come. */
export const publishListsJob: Job = {
  name: "library.publish-lists",
  cron: "* * * * *",
  run: async (ctx) => {
    await publishDue(ctx, listThing, async (inner, scheduled) => {
      const list = found(await store.lockList(inner.db, scheduled.thing), "reading-list", scheduled.thing);
      await refuseUnreadyNow(inner, list);
      await goOn(inner, list, rowOfDue(scheduled));
    });
  },
};

// texts: reading-list.missing.*
/** What is missing before a list may be submitted: its fields. */
export const missingOf = ({ about, books }: { about: string; books: number }): string[] => [
  ...(about.trim() === "" ? ["about"] : []),
  ...(books === 0 ? ["entries"] : []),
];

function refuseUnready(list: { about: string; books: number }): void {
  const missing = missingOf(list);
  if (missing.length > 0)
    throw invalid(missing.map((field) => ({ field: `/body/list/${field}`, id: "missing" })));
}

async function refuseUnreadyNow(ctx: TxCtx, { id, about }: store.ReadingList): Promise<void> {
  const books = (await store.entriesOf(ctx.db, id)).filter(({ stands }) => stands).length;
  refuseUnready({ about, books });
}

/** Books that do not stand in the catalogue, or stand twice, are refused by their place in the list. */
async function putBooks(ctx: TxCtx, id: string, entries: ListText["entries"]): Promise<void> {
  const rows = entries.map(({ record, words }) => ({ recordId: Number(record), words: words.trim() }));
  const ids = rows.map(({ recordId }) => recordId);
  const standing = await store.standingOf(ctx.db, ids);
  const wrong = ids.findIndex((one, n) => !standing.has(one) || ids.indexOf(one) !== n);
  if (wrong >= 0)
    throw invalid([
      {
        field: `/body/list/entries/${wrong}/record`,
        id: standing.has(ids[wrong] ?? 0) ? "library.twice-in-list" : "library.not-in-catalogue",
      },
    ]);
  await store.putEntries(ctx.db, id, rows);
}

async function listToWrite(ctx: TxCtx, id: string, version: number): Promise<store.ReadingList> {
  const list = found(await store.lockList(ctx.db, id), "reading-list", id);
  if (list.version !== version)
    throw refused("event.changed-meanwhile", { yours: version, now: list.version });
  return list;
}

function refuseReversedDays({ from, until }: ListText): void {
  if (from !== null && until !== null && until < from)
    throw invalid([{ field: "/body/list/until", id: "library.days-reversed" }]);
}

const wordsOf = ({ title, about, audience, from, until, translations }: ListText) => ({
  title: title.trim(),
  about: about.trim(),
  audience: audience.trim(),
  from,
  until,
  translations,
});

function somebody({ actor }: TxCtx): string {
  if (actor.subject === null) throw new Error("a reading list is written by named people");
  return actor.subject;
}
