/** Many organisations added and changed in a handful of statements: what an import does with rows it has checked. */
import { auditAll } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { announceAll } from "#platform/events";
import { refreshSearch } from "../facility/reindex.ts";
import {
  facilitiesRunBy,
  insertOrganisations,
  type OrganisationInsert,
  organisationsServing,
  updateOrganisations,
} from "./organisation-many-store.ts";
import { type Organisation, organisationsOf } from "./organisation-store.ts";

export type NewOrganisation = Omit<OrganisationInsert, "id">;

export async function addOrganisations(ctx: TxCtx, organisations: readonly NewOrganisation[]): Promise<void> {
  if (organisations.length === 0) return;
  const rows = organisations.map((one) => ({ ...one, id: newId() }));
  await insertOrganisations(ctx.db, rows);
  await auditAll(
    ctx,
    rows.map(({ id, path }) => ({
      what: "organisation.added",
      on: { kind: "organisation", id },
      detail: { path },
    })),
  );
  await announceAll(
    ctx,
    rows.map(({ id, path }) => ({
      type: "organisation.added" as const,
      payload: { organisationId: id, path },
    })),
  );
}

/** Those that served a division which became another serve that one. */
export async function moveOrganisationsOfDivision(
  ctx: TxCtx,
  { from, to }: { from: string; to: string },
): Promise<void> {
  const serving = await organisationsOf(ctx.db, await organisationsServing(ctx.db, from));
  await changeOrganisations(
    ctx,
    [...serving.values()].map((now) => ({ now, change: { ...now, divisionCode: to } })),
  );
}

/** Gives them other names, kinds or divisions; the paths stay, because grants name them. Their places are found by the new names. */
export async function changeOrganisations(
  ctx: TxCtx,
  changes: readonly { change: Organisation; now: Organisation }[],
): Promise<void> {
  if (changes.length === 0) return;
  await updateOrganisations(
    ctx.db,
    changes.map(({ change }) => change),
  );
  const told = ({ name, names, kind, divisionCode }: Organisation) => ({ name, names, kind, divisionCode });
  await auditAll(
    ctx,
    changes.map(({ change, now }) => ({
      what: "organisation.changed",
      on: { kind: "organisation", id: now.id },
      detail: { before: told(now), after: told(change) },
    })),
  );
  await announceAll(
    ctx,
    changes.map(({ now }) => ({
      type: "organisation.changed" as const,
      payload: { organisationId: now.id },
    })),
  );
  await refreshSearch(
    ctx,
    await facilitiesRunBy(
      ctx.db,
      changes.map(({ now }) => now.id),
    ),
  );
}
