/** What forms about rules choose from, and how organisations and places are called. */
import { findPlaces, organisationsByPaths, organisationsCovered, placesOf, rootPaths } from "#places";
import { type Ctx, textFor } from "#platform/ctx";
import { named } from "#platform/i18n";
import { categorySaid, itemTypes, readerCategories, typeSaid } from "./kinds.ts";
import type { RuleBook } from "./ruling.ts";
import type { Names } from "./sentences.ts";

/** More than these nobody looks through in a list. */
const mostOffered = 300;

/** Organisations at or below these paths, in the order of the tree. */
export async function housesAt(ctx: Ctx, at: readonly string[]): Promise<{ id: string; name: string }[]> {
  if (at.length === 0) return [];
  const houses = await organisationsCovered(ctx.db, { at, below: [], words: null, limit: mostOffered });
  return houses.map(({ id, ...one }) => ({ id, name: named(one, ctx.locale) }));
}

/** Types and categories are those that houses usually have, and those that are ruled on. */
export async function choicesFor(ctx: Ctx, { rules, limits }: RuleBook, placesOfPaths: readonly string[]) {
  const text = textFor(ctx);
  const { items } = await findPlaces(ctx, {
    organisationPaths: placesOfPaths,
    all: true,
    sort: "name",
    limit: mostOffered,
  });
  const types = [
    ...rules.map(({ match }) => match.type),
    ...limits.flatMap(({ match }) => match.types ?? []),
  ];
  const categories = [
    ...rules.map(({ match }) => match.category),
    ...limits.flatMap(({ match }) => match.categories ?? []),
  ];
  const coded = (usual: readonly string[], ruled: readonly (string | null)[], said: typeof typeSaid) =>
    [...new Set([...usual, ...ruled.flatMap((code) => code ?? [])])].map((code) => ({
      code,
      name: said(code, text),
    }));
  return {
    organisations: await housesAt(ctx, await rootPaths(ctx.db)),
    places: items.map(({ place: { id, name } }) => ({ id, name })),
    types: coded(itemTypes, types, typeSaid),
    categories: coded(readerCategories, categories, categorySaid),
  };
}

/** Names, and ids of paths, of all that these rules and limits speak of. */
export async function namesFor(
  ctx: Ctx,
  { rules, limits }: Pick<RuleBook, "rules" | "limits">,
  morePaths: readonly string[] = [],
): Promise<Names & { idOf(path: string): string | null }> {
  const paths = [
    ...morePaths,
    ...rules.flatMap(({ orgPath, match }) => [orgPath, match.owner, match.home, match.lentAt]),
    ...limits.flatMap(({ orgPath, match }) => [orgPath, match.owner, match.home]),
  ].flatMap((path) => path ?? []);
  const organisations = await organisationsByPaths(ctx.db, [...new Set(paths)]);
  const places = await placesOf(ctx.db, [...new Set(rules.flatMap(({ match }) => match.place ?? []))]);
  return {
    organisation(path) {
      const one = organisations.get(path);
      return one ? named(one, ctx.locale) : path;
    },
    place(id) {
      const one = places.get(id);
      return one ? named(one, ctx.locale) : id;
    },
    idOf: (path) => organisations.get(path)?.id ?? null,
  };
}
