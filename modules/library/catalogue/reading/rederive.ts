/** What is derived of records, computed again: for lists, numbers and the search. */
import type { MarcRecord } from "#libs/marc";
import type { TxCtx } from "#platform/ctx";
import { landHeadings } from "../authorities/headings.ts";
import { describe } from "../describing/describe.ts";
import { numbersOf, searchRowOf } from "../keeping/derived.ts";
import { placesOfRecords } from "../keeping/place-marks.ts";
import { readKept } from "../keeping/read-kept.ts";
import * as store from "../keeping/record-store.ts";
import { prepare } from "./prepare.ts";
import { usualProfiles } from "./profiles.ts";

/** Of these records, which have changed or come back into sight. Those out of sight are found by nothing. */
export async function rederive(ctx: TxCtx, ids: readonly number[]): Promise<void> {
  const [bare] = usualProfiles;
  if (ids.length === 0 || !bare) return;
  const { db: tx } = ctx;
  const authorities: { id: number; record: MarcRecord }[] = [];
  const entries: { id: number; entry: NonNullable<ReturnType<typeof prepare>["entry"]>; isSeen: boolean }[] =
    [];
  for (const kept of await store.keptRecords(tx, ids)) {
    const record = await readKept(kept);
    const entry = record && prepare(record, { profile: bare, organisationId: null }).entry;
    if (record && entry?.kind === "authority") authorities.push({ id: kept.id, record });
    if (entry) entries.push({ id: kept.id, entry, isSeen: kept.state === "standing" });
  }
  const works = await store.worksWith(
    tx,
    entries.flatMap(({ entry }) => entry.book?.workKey || []),
  );
  await store.updateDerived(
    tx,
    entries.map(({ id, entry }) => ({
      id,
      workId: works.get(entry.book?.workKey ?? "") ?? null,
      title: entry.title,
      titleKey: entry.titleKey,
      ...entry.derived,
    })),
  );
  await landHeadings(tx, authorities);
  await store.forgetNumbers(tx, ids);
  await store.forgetSearchRows(tx, ids);
  const places = await placesOfRecords(tx, ids);
  const seen = entries.flatMap(({ id, entry: { derived, book }, isSeen }) =>
    isSeen && book ? [{ id, derived, ...book }] : [],
  );
  const ofParts = await numbersOfParts(
    ctx,
    seen.map(({ id }) => id),
  );
  await store.insertNumbers(tx, [
    ...seen.flatMap(({ id, numbers }) => numbers.map((one) => ({ recordId: id, ...one }))),
    ...ofParts,
  ]);
  await store.insertSearchRows(
    tx,
    seen.map((one) => {
      const numbers = ofParts.flatMap(({ recordId, number }) => (recordId === one.id ? number : []));
      return searchRowOf(one.id, one, { places: places.get(one.id), numbers });
    }),
  );
}

/** A record is found by the numbers of those that became part of it. */
async function numbersOfParts(ctx: TxCtx, ids: readonly number[]): Promise<store.NumberRow[]> {
  const parts = await store.partsOf(ctx.db, ids);
  const numbers = parts.map(async (part) => {
    const record = await readKept(part);
    return record ? numbersOf(describe(record)).map((one) => ({ recordId: part.mergedInto, ...one })) : [];
  });
  return (await Promise.all(numbers)).flat();
}
