/** The class tree with what stands under it, and help for who classes a book. */
import type { AnswerOf } from "#contract";
import { below, type ClassNode, nameOfClass, nodeOf, nodesCalled, pathOf } from "#libs/clc";
import { type Ctx, inTx } from "#platform/ctx";
import { notFound } from "#platform/errors";
import type { Job } from "#platform/jobs";
import { type Asked, wantedOf } from "../searching/asked.ts";
import { countUnder } from "../searching/count.ts";
import { nextHits } from "../searching/find.ts";
import { countClasses, countsOf, numbersUsed } from "./class-store.ts";
import type { classHelp, getClasses } from "./contract.ts";

const mostHelp = 20;
/** Hits whose numbers are looked at: the newest. */
const lookedAt = 500;

/** `asked`: only of what a search finds, counted now. */
export async function showClasses(
  ctx: Ctx,
  { under, ...asked }: { under?: string } & Omit<Asked, "class">,
): Promise<AnswerOf<typeof getClasses>> {
  if (under !== undefined && !nodeOf(under)) throw notFound("class", under);
  const nodes = below(under ?? null);
  const { counts, countedAt, about } = await counted(ctx, asked, [
    ...nodes.map((node) => node.class),
    ...(under ? [under] : []),
  ]);
  return {
    path: under ? pathOf(under).map((node) => view(node, ctx.locale)) : [],
    below: nodes.map((node) => ({
      ...view(node, ctx.locale),
      records: counts.get(node.class) ?? 0,
      leads: below(node.class).length > 0,
    })),
    records: under ? (counts.get(under) ?? 0) : null,
    about,
    countedAt: countedAt?.toString() ?? null,
  };
}

async function counted(ctx: Ctx, asked: Asked, classes: readonly string[]) {
  if (Object.keys(asked).length === 0) return { ...(await countsOf(ctx.db, classes)), about: false };
  return { ...(await countUnder(ctx.db, asked)), countedAt: ctx.clock() };
}

export async function showClassHelp(
  ctx: Ctx,
  { q = "" }: { q?: string },
): Promise<AnswerOf<typeof classHelp>> {
  const named = nodesCalled(q).slice(0, mostHelp);
  const { counts } = await countsOf(
    ctx.db,
    named.map((node) => node.class),
  );
  const wanted = wantedOf({ q });
  const hits = wanted ? await nextHits(ctx.db, wanted, { after: null, limit: lookedAt }) : [];
  const used = await numbersUsed(
    ctx.db,
    hits.map(({ recordId }) => recordId),
    mostHelp,
  );
  const path = (code: string) => pathOf(code).map((node) => view(node, ctx.locale));
  return {
    called: named.map((node) => ({
      ...view(node, ctx.locale),
      path: path(node.class),
      records: counts.get(node.class) ?? 0,
    })),
    used: used.map((one) => ({ ...one, path: path(one.number.slice(0, 3)) })),
  };
}

/** The tree's numbers are those of some minutes ago: counting a million records is no work for a page. */
export const countClassesJob: Job = {
  name: "library.count-classes",
  cron: "*/10 * * * *",
  run: (ctx) => inTx(ctx, (inner) => countClasses(inner.db, ctx.clock())),
};

const view = (node: ClassNode, locale: string) => ({ class: node.class, name: nameOfClass(node, locale) });
