/** One's own list of books: kept, taken off, taken along. */
import type { AnswerOf } from "#contract";
import type { Joining, Moved, PersonSection } from "#platform/auth";
import { principal } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { bibtexOf } from "../citing/bibtex.ts";
import { risOf } from "../citing/ris.ts";
import { describe } from "../describing/describe.ts";
import type { Description } from "../describing/description.ts";
import { readKept } from "../keeping/read-kept.ts";
import { keptRecords as recordsWithBytes } from "../keeping/record-store.ts";
import { foundViews } from "../searching/found-views.ts";
import type { myBooks } from "./contract.ts";
import * as store from "./kept-store.ts";
import { standingOf } from "./list-store.ts";

export async function showMyBooks(ctx: Ctx): Promise<AnswerOf<typeof myBooks>> {
  const whose = whoseIn(ctx);
  const gone = await store.goneKept(ctx.db, whose);
  return {
    items: await foundViews(ctx.db, await store.keptRecords(ctx.db, whose)),
    gone: gone.map(({ id, title }) => ({ id: String(id), title })),
  };
}

export async function keepBook(ctx: TxCtx, id: string): Promise<void> {
  const recordId = Number(id);
  if (!(await standingOf(ctx.db, [recordId])).has(recordId)) found(null, "record", id);
  if (!(await store.insertKept(ctx.db, { subject: whoseIn(ctx), recordId }, ctx.clock())))
    throw refused("library.kept-full", { most: store.mostKept });
}

export async function letBookGo(ctx: TxCtx, id: string): Promise<void> {
  await store.deleteKept(ctx.db, { subject: whoseIn(ctx), recordId: Number(id) });
}

export async function myBooksAsRis(ctx: Ctx): Promise<string> {
  return (await mine(ctx)).map(({ said, url }) => risOf(said, url)).join("");
}

export async function myBooksAsBibtex(ctx: Ctx): Promise<string> {
  return (await mine(ctx)).map(({ id, said, url }) => bibtexOf(said, { key: `wenmai${id}`, url })).join("\n");
}

/** In the order in which they are shown. */
async function mine(ctx: Ctx): Promise<{ id: number; said: Description; url: string }[]> {
  const ids = await store.keptRecords(ctx.db, whoseIn(ctx));
  const rows = new Map((await recordsWithBytes(ctx.db, ids)).map((row) => [row.id, row]));
  const read = await Promise.all(
    ids.map(async (id) => {
      const row = rows.get(id);
      const record = row && (await readKept(row));
      return record ? [{ id, said: describe(record), url: `${ctx.city.publicUrl}/catalogue/${id}` }] : [];
    }),
  );
  return read.flat();
}

/** Whose list: one's own, or that of whom one acts for. */
function whoseIn({ actor }: Ctx): string {
  const whose = principal(actor);
  if (!whose) throw new Error("books are kept by somebody");
  return whose.subject;
}

export async function keptBooksOf(ctx: Ctx, subject: string): Promise<PersonSection[]> {
  const rows = await store.keptForCopy(ctx.db, subject);
  if (rows.length === 0) return [];
  return [
    {
      module: "library",
      title: "export.kept-books",
      rows: rows.map(({ title, keptAt }) => ({ title, at: keptAt.toString() })),
    },
  ];
}

// texts: merge.kept-books
export async function mergeKept(ctx: TxCtx, { from, into }: Joining): Promise<Moved[]> {
  const rows = await store.moveKept(ctx.db, from.subject, into.subject);
  return rows > 0 ? [{ module: "library", what: "merge.kept-books", rows, settled: [] }] : [];
}
