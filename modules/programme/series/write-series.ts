/** Brand series: begun and changed by those who publish. A series shows nothing by itself; its events are checked one by one. */
import { createHash } from "node:crypto";
import type { Static } from "typebox";
import { organisationOf } from "#places";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { type CoverFamily, coverFamilies } from "../contract.ts";
import type { SeriesText } from "../desk/contract.ts";
import * as store from "./series-store.ts";

type Text = Static<typeof SeriesText>;

export interface NewSeries {
  organisationId: string;
  level: store.SeriesLevel;
  parentId: string | null;
  series: Text;
}

const parentsOf: Record<store.SeriesLevel, readonly (store.SeriesLevel | null)[]> = {
  series: [null],
  edition: ["series"],
  theme: ["series", "edition"],
};

/** Begins a series, or an edition or theme below one. */
export async function createSeries(ctx: TxCtx, input: NewSeries): Promise<{ id: string; version: number }> {
  const organisation = found(
    await organisationOf(ctx.db, input.organisationId),
    "organisation",
    input.organisationId,
  );
  const parent = input.parentId ? await store.series(ctx.db, input.parentId) : null;
  if (input.parentId && !parent) throw invalid([{ field: "/body/parentId", id: "series.unknown-parent" }]);
  if (!parentsOf[input.level].includes(parent?.level ?? null)) {
    throw invalid([{ field: "/body/parentId", id: "series.wrong-parent" }]);
  }
  const id = newId();
  const words = wordsOf(input.series, parent?.family ?? null, id);
  await calledOnce(words, () =>
    store.insertSeries(ctx.db, {
      id,
      level: input.level,
      parentId: parent?.id ?? null,
      parentLevel: parent?.level ?? null,
      organisationId: organisation.id,
      orgPath: organisation.path,
      ...words,
      now: ctx.clock(),
    }),
  );
  await audit(ctx, { what: "series.begun", on: { kind: "series", id }, detail: { level: input.level } });
  return { id, version: 1 };
}

/** Changes words and days. Its level and what it belongs to stay. */
export async function editSeries(
  ctx: TxCtx,
  input: { id: string; version: number; series: Text },
): Promise<{ id: string; version: number }> {
  const before = found(await store.lockSeries(ctx.db, input.id), "series", input.id);
  if (before.version !== input.version) {
    throw refused("event.changed-meanwhile", { yours: input.version, now: before.version });
  }
  const words = wordsOf(input.series, before.family, before.id);
  const version = await calledOnce(words, () => store.updateSeries(ctx.db, before.id, words, ctx.clock()));
  await audit(ctx, { what: "series.changed", on: { kind: "series", id: before.id }, detail: { version } });
  return { id: before.id, version };
}

/** Writes it; refuses a name that another part of the same whole has, however many write at once. */
async function calledOnce<T>({ name }: store.SeriesWords, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const constraint = error instanceof Error && "constraint" in error ? error.constraint : null;
    throw constraint === "series_part_called_once" ? refused("series.name-taken", { name }) : error;
  }
}

function wordsOf(text: Text, inherited: CoverFamily | null, id: string): store.SeriesWords {
  if (text.startsOn && text.endsOn && text.endsOn < text.startsOn) {
    throw invalid([{ field: "/body/series/endsOn", id: "series.ends-before-start" }]);
  }
  const drawn = createHash("sha256").update(id).digest().readUInt8(0) % coverFamilies.length;
  return {
    name: text.name.trim(),
    summary: text.summary.trim(),
    translations: text.translations,
    family: text.family ?? inherited ?? coverFamilies[drawn] ?? "atlas",
    startsOn: text.startsOn,
    endsOn: text.endsOn,
    position: text.position ?? 0,
  };
}
