/** Organisations: the tree on which every permission hangs. */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { refusing } from "../refusing.ts";
import { canonicalCode } from "./division-code.ts";
import { insertOrganisation, type Organisation, organisationOf } from "./organisation-store.ts";

export interface OrganisationInput {
  parentId: string | null;
  /** Its step in the path: small letters, digits, hyphens; stays for ever, because grants name it. */
  label: string;
  kind: string;
  name: string;
  names?: Record<string, string>;
  divisionCode?: string | null;
  /** A library's number in the tags of its books (ISO 15511). */
  isil?: string | null;
  demo?: boolean;
}

/** Adds an organisation below another, or a root. Refuses a label that its parent already has, and unknown codes. */
export async function addOrganisation(ctx: TxCtx, input: OrganisationInput): Promise<Organisation> {
  const parent = input.parentId
    ? found(await organisationOf(ctx.db, input.parentId), "organisation", input.parentId)
    : null;
  const divisionCode = input.divisionCode ? canonicalCode(input.divisionCode) : null;
  if (input.divisionCode && !divisionCode)
    throw refused("division.unknown", { code: input.divisionCode }, { status: 422 });
  const organisation: Organisation = {
    id: newId(),
    name: input.name.trim(),
    names: input.names ?? {},
    path: "",
    kind: input.kind,
    parentId: input.parentId,
    divisionCode,
    demo: input.demo ?? false,
  };
  organisation.path = await refusing(
    {
      organisation_path_key: () => refused("organisation.label-taken", { label: input.label }),
      organisation_kind_fkey: () =>
        refused("organisation.unknown-kind", { kind: input.kind }, { status: 422 }),
      organisation_division_code_fkey: () =>
        refused("division.unknown", { code: divisionCode ?? "" }, { status: 422 }),
      organisation_isil: () => refused("organisation.isil-taken", { isil: input.isil ?? "" }),
    },
    () =>
      insertOrganisation(ctx.db, {
        ...organisation,
        label: input.label,
        parentPath: parent?.path ?? null,
        isil: input.isil ?? null,
      }),
  );
  await audit(ctx, {
    what: "organisation.added",
    on: { kind: "organisation", id: organisation.id },
    detail: { path: organisation.path },
  });
  await announce(ctx, "organisation.added", { organisationId: organisation.id, path: organisation.path });
  return organisation;
}
