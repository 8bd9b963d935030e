/** The next edition of a series: last year's themes, moved along to this year's days. */
import { Temporal } from "temporal-polyfill";
import type { TxCtx } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import * as store from "./series-store.ts";
import { createSeries } from "./write-series.ts";

export interface NextEdition {
  id: string;
  name: string;
  startsOn: string;
  endsOn: string | null;
}

/** Begins it, after the last one began: an earlier one is added as a part. Words of the last edition are taken over without their translations of the name, which is another one. */
export async function nextEdition(ctx: TxCtx, input: NextEdition): Promise<{ id: string; themes: number }> {
  const whole = found(await store.lockSeries(ctx.db, input.id), "series", input.id);
  if (whole.level !== "series") throw refused("series.no-editions", { level: whole.level });
  const editions = (await store.childrenOf(ctx.db, whole.id)).filter(({ level }) => level === "edition");
  const last = editions.toSorted((a, b) => (b.startsOn ?? "").localeCompare(a.startsOn ?? ""))[0] ?? null;
  if (last?.startsOn && input.startsOn <= last.startsOn)
    throw invalid([
      {
        field: "/body/startsOn",
        id: "series.not-after-last",
        data: { edition: last.name, day: last.startsOn },
      },
    ]);
  if (input.endsOn && input.endsOn < input.startsOn)
    throw invalid([{ field: "/body/endsOn", id: "series.ends-before-start" }]);
  const { organisationId } = last ?? whole;
  const { id } = await createSeries(ctx, {
    organisationId,
    level: "edition",
    parentId: whole.id,
    series: {
      name: input.name,
      summary: last?.summary ?? whole.summary,
      translations: {},
      family: last?.family ?? whole.family,
      startsOn: input.startsOn,
      endsOn: input.endsOn,
    },
  });
  const themes = last ? await store.childrenOf(ctx.db, last.id) : [];
  for (const theme of themes) {
    const { name, summary, translations, family, position } = theme;
    // A shorter edition ends its themes.
    const moved = (on: string | null) => {
      const to = movedAlong(on, last?.startsOn ?? null, input.startsOn);
      return to && input.endsOn && to > input.endsOn ? input.endsOn : to;
    };
    await createSeries(ctx, {
      organisationId: theme.organisationId,
      level: "theme",
      parentId: id,
      series: {
        ...{ name, summary, translations, family, position },
        startsOn: moved(theme.startsOn),
        endsOn: moved(theme.endsOn),
      },
    });
  }
  return { id, themes: themes.length };
}

/** As many days after the new beginning as it was after the old one. */
function movedAlong(on: string | null, from: string | null, to: string): string | null {
  if (!on || !from) return null;
  return Temporal.PlainDate.from(to)
    .add(Temporal.PlainDate.from(from).until(on, { largestUnit: "days" }))
    .toString();
}
