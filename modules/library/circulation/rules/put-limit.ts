/** An organisation writes the next version of a limit, or repeals it. */
import { organisationOf, organisationsOf } from "#places";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { type FieldFault, found, invalid, refused } from "#platform/errors";
import type { LimitMatch } from "./limit.ts";
import { ruleBook } from "./rule-book.ts";
import { insertLimit } from "./rule-store.ts";
import { lastVersion } from "./ruling.ts";
import type { Guarantee } from "./terms.ts";
import { beginOf, faultsOfSpan, type WrittenInput } from "./written.ts";

export interface LimitInput extends WrittenInput {
  about: {
    /** Things of this owner and those below it are counted; null: everybody's, for readers of the house that writes and those below it. */
    owner: string | null;
    /** Empty: whatever. */
    types: readonly string[];
    categories: readonly string[];
    guarantees: readonly Guarantee[];
    /** The readers' house; null: the one that writes where all is counted, else whichever. */
    home: string | null;
  };
  /** Null: repealed. */
  most: number | null;
}

export async function putLimit(ctx: TxCtx, input: LimitInput): Promise<{ id: string; version: number }> {
  const { id: organisationId, path: orgPath } = found(
    await organisationOf(ctx.db, input.organisation),
    "organisation",
    input.organisation,
  );
  const { match, faults: notOwn } = await matchOf(ctx, orgPath, input.about);
  const before = lastVersion((await ruleBook(ctx.db)).limits, { orgPath, match });
  const idle = input.most === null && (before?.most ?? null) === null;
  const faults = [
    ...notOwn,
    ...faultsOfSpan(ctx, input),
    ...(idle ? [{ field: "/body/most", id: "loan-rule.nothing-to-repeal" }] : []),
  ];
  if (faults.length > 0) throw invalid(faults);
  const made = await insertLimit(ctx.db, {
    ...{ organisationId, orgPath, match, most: input.most },
    ...{ since: beginOf(ctx, input), until: input.until, basis: input.basis, after: input.after },
    setAt: ctx.clock(),
  });
  if (made === null) throw refused("loan-rule.meanwhile");
  await audit(ctx, {
    what: input.most === null ? "loan-limit.repealed" : "loan-limit.put",
    on: { kind: "organisation", id: organisationId },
    detail: { limit: made.id, version: made.version, most: input.most, since: input.since, ...input.about },
  });
  return made;
}

async function matchOf(
  { db }: TxCtx,
  orgPath: string,
  about: LimitInput["about"],
): Promise<{ match: LimitMatch; faults: FieldFault[] }> {
  const organisations = await organisationsOf(
    db,
    [about.owner, about.home].flatMap((id) => id ?? []),
  );
  const pathOf = (id: string | null) => (id === null ? null : (organisations.get(id)?.path ?? null));
  const owner = pathOf(about.owner);
  const home = about.owner === null && about.home === null ? orgPath : pathOf(about.home);
  const ownIsOthers = about.owner !== null && !(owner ?? "").startsWith(orgPath);
  const readersAreOthers = about.owner === null && !(home ?? "").startsWith(orgPath);
  const unknownHome = about.home !== null && home === null;
  return {
    match: {
      owner,
      types: sorted(about.types),
      categories: sorted(about.categories),
      guarantees: sorted(about.guarantees),
      home,
    },
    faults: [
      ...(ownIsOthers ? [{ field: "/body/about/owner", id: "loan-rule.not-own" }] : []),
      ...(unknownHome ? [{ field: "/body/about/home", id: "loan-rule.unknown" }] : []),
      ...(readersAreOthers && !unknownHome
        ? [{ field: "/body/about/home", id: "loan-limit.not-own-readers" }]
        : []),
    ],
  };
}

/** In order, each once, so that the same limit is the same line of versions; null where none is named. */
const sorted = <V extends string>(values: readonly V[]): V[] | null =>
  values.length === 0 ? null : [...new Set(values)].toSorted();
