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
  // Locked: the days of its parts are compared with its own and with each other's.
  const parent = input.parentId ? await store.lockSeries(ctx.db, input.parentId) : null;
  if (input.parentId && !parent) throw invalid([{ field: "/body/parentId", id: "series.unknown-parent" }]);
  if (!parentsOf[input.level].includes(parent?.level ?? null)) {
    throw invalid([{ field: "/body/parentId", id: "series.wrong-parent" }]);
  }
  const id = newId();
  const words = wordsOf(input.series, parent?.family ?? null, id);
  if (parent) await refuseDays(ctx, parent, { id, level: input.level, ...words });
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
  const parent = before.parentId ? await store.lockSeries(ctx.db, before.parentId) : null;
  if (parent) await refuseDays(ctx, parent, { ...before, ...words });
  if (before.level === "edition") await refuseThemesOutside(ctx, { ...before, ...words });
  const version = await calledOnce(words, () => store.updateSeries(ctx.db, before.id, words, ctx.clock()));
  await audit(ctx, { what: "series.changed", on: { kind: "series", id: before.id }, detail: { version } });
  return { id: before.id, version };
}

const namesTaken: Record<string, string> = {
  series_part_called_once: "series.name-taken",
  series_brand_called_once: "series.brand-name-taken",
};

/** Writes it; refuses a name that another brand of the organisation or part of the same whole has, however many write at once. */
async function calledOnce<T>({ name }: store.SeriesWords, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const constraint = error instanceof Error && "constraint" in error ? String(error.constraint) : "";
    const taken = namesTaken[constraint];
    throw taken ? refused(taken, { name }) : error;
  }
}

type Part = Pick<store.Series, "id" | "level" | "name" | "startsOn" | "endsOn">;

/** Refuses, by field, a theme outside the days of its edition, and an edition that only ends, or begins when another one does: side by side stand themes. */
async function refuseDays(ctx: TxCtx, parent: store.Series, part: Part): Promise<void> {
  if (part.level === "theme" && parent.level === "edition") {
    const outside = outsideOf(parent, part);
    if (outside.length > 0)
      throw invalid(
        outside.map((name) => ({
          field: `/body/series/${name}`,
          id: "series.outside-edition",
          data: { edition: parent.name },
        })),
      );
  }
  if (part.level !== "edition") return;
  if (part.endsOn && !part.startsOn)
    throw invalid([{ field: "/body/series/startsOn", id: "series.end-without-start" }]);
  if (!part.startsOn) return;
  const others = await store.childrenOf(ctx.db, parent.id);
  const twin = others.find(
    ({ id, level, startsOn }) => id !== part.id && level === "edition" && startsOn === part.startsOn,
  );
  if (twin)
    throw invalid([
      { field: "/body/series/startsOn", id: "series.edition-that-day", data: { edition: twin.name } },
    ]);
}

/** Refuses new days of an edition that leave one of its themes outside. */
async function refuseThemesOutside(ctx: TxCtx, edition: Part): Promise<void> {
  const themes = await store.childrenOf(ctx.db, edition.id);
  const faults = themes.flatMap((theme) =>
    outsideOf(edition, theme).map((name) => ({ name, theme: theme.name })),
  );
  if (faults.length > 0)
    throw invalid(
      faults.map(({ name, theme }) => ({
        field: `/body/series/${name}`,
        id: "series.theme-outside",
        data: { theme },
      })),
    );
}

/** Which days of a theme lie before or after those of its edition, as far as both are known. */
function outsideOf(edition: Part, theme: Part): ("startsOn" | "endsOn")[] {
  return (["startsOn", "endsOn"] as const).filter((name) => {
    const on = theme[name];
    return (
      on !== null &&
      ((edition.startsOn !== null && on < edition.startsOn) ||
        (edition.endsOn !== null && on > edition.endsOn))
    );
  });
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
