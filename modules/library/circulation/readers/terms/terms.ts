/** A house says on which terms people become its readers, and those of houses below it. */
import { checkNames } from "#people";
import { organisationOf, organisationsByPaths } from "#places";
import { audit } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import { found, invalid } from "#platform/errors";
import { named } from "#platform/i18n";
import { enqueue } from "#platform/jobs";
import { may } from "../../../may.ts";
import { categoriesInUse } from "../categories.ts";
import { putTerms, type ReaderTerms, termsOver, usualTerms } from "./terms-store.ts";

export const reconcileJob = "library.reconcile-credit";

export async function showTerms(ctx: Ctx, organisationId: string) {
  const organisation = found(await organisationOf(ctx.db, organisationId), "organisation", organisationId);
  const { path } = organisation;
  const said = (await termsOver(ctx.db, [path])).get(path);
  const { orgPath, organisationId: _, ...terms } = said ?? { ...usualTerms, orgPath: null, organisationId };
  const setBy = orgPath === null ? undefined : (await organisationsByPaths(ctx.db, [orgPath])).get(orgPath);
  const checks = (await checkNames(ctx)).map(([code, name]) => ({ code, name }));
  return {
    organisation: { id: organisation.id, name: named(organisation, ctx.locale) },
    setBy: setBy ? named(setBy, ctx.locale) : null,
    ...terms,
    checks,
    categories: await categoriesInUse(ctx.db),
    can: may["reader-terms.put"](ctx.actor, { orgPath: path }) ? (["put"] as const).slice() : [],
  };
}

/** Refuses a check that nobody has written. Who has credit already is compared with it by a job. */
export async function saveTerms(
  ctx: TxCtx,
  { organisationId, ...terms }: ReaderTerms & { organisationId: string },
): Promise<void> {
  const { path } = found(await organisationOf(ctx.db, organisationId), "organisation", organisationId);
  const isUsual = terms.creditCheck === usualTerms.creditCheck;
  if (!isUsual && !(await checkNames(ctx)).some(([code]) => code === terms.creditCheck))
    throw invalid([{ field: "/body/creditCheck", id: "check.unknown" }]);
  await putTerms(ctx.db, { ...terms, orgPath: path, organisationId }, ctx.clock());
  await audit(ctx, {
    what: "reader-terms.put",
    on: { kind: "organisation", id: organisationId },
    detail: { ...terms },
  });
  await enqueue(ctx, reconcileJob, {}, { key: reconcileJob });
}
