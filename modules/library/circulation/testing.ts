/** Readers, copies and loans for everybody's tests. */
import { aResident } from "#people/testing";
import { aFacility, anOrganisation } from "#places/testing";
import { system } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { type Db, newId } from "#platform/db";
import { make } from "../catalogue/editing/edit.ts";
import { join } from "./readers/join.ts";

export interface House {
  organisationId: string;
  path: string;
  placeId: string;
}

/** A house of its own with a place, or of this network. */
export async function aHouse(ctx: TxCtx, parent?: string): Promise<House> {
  const { id: organisationId, path } = await anOrganisation(
    ctx,
    parent === undefined ? {} : { parentId: parent },
  );
  const { id: placeId } = await aFacility(ctx, { organisationId });
  return { organisationId, path, placeId };
}

/** A reader of this house, with a card. */
export async function aReader(
  ctx: TxCtx,
  { organisationId, placeId }: House,
  differs: { category?: string; validUntil?: string } = {},
): Promise<{ subject: string; number: string }> {
  const { subject } = await aResident(ctx);
  const number = newId();
  await join(ctx, {
    subject,
    kind: "person",
    name: "",
    category: differs.category ?? "adult",
    homeId: placeId,
    validUntil: differs.validUntil ?? null,
    card: { issuerId: organisationId, number },
  });
  return { subject, number };
}

/** A book with so many copies at home at this place. */
export async function someCopies(
  ctx: TxCtx,
  { organisationId, path, placeId }: House,
  { copies = 1, type = "book" }: { copies?: number; type?: string } = {},
): Promise<{ recordId: number; itemIds: number[] }> {
  const lines = `LDR 01024nam0 2200265   450 \n001 ${newId()}\n100   $a20260612d2026    em y0chiy50      ea\n101 0 $achi\n200 1 $a要借的书 ${newId().slice(-6)}`;
  const { id: recordId } = await make(
    { ...ctx, actor: system },
    { organisationId, flavour: "unimarc", lines },
  );
  const made = await ctx.db.many<{ id: number }>`
    insert into library.item (record_id, owner_id, org_path, barcode, place_id, type, made_at, changed_at)
    select ${recordId}::bigint, ${organisationId}::uuid, ${path}, gen_random_uuid()::text, ${placeId}::uuid, ${type}, ${ctx.clock()}::timestamptz,
           ${ctx.clock()}::timestamptz
      from generate_series(1, ${copies}::int) returning id`;
  return { recordId, itemIds: made.map(({ id }) => id) };
}

/** The plans of all that is asked through it. */
export function explaining(db: Db): { db: Db; plans: string[] } {
  const plans: string[] = [];
  const many = async <R>(text: TemplateStringsArray, ...values: unknown[]): Promise<R[]> => {
    const [first = "", ...rest] = text;
    const asked = Object.assign([`explain ${first}`, ...rest], { raw: text.raw });
    const rows = await db.many<Record<string, string>>(asked, ...values);
    plans.push(rows.map((row) => Object.values(row)[0]).join("\n"));
    return [];
  };
  return { db: { ...db, many, prepared: { ...db.prepared, many } }, plans };
}
