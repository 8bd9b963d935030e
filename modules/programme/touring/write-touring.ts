/** A touring exhibition as its owner writes it down, and offers it to other houses. */
import { organisationOf } from "#places";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { type FieldFault, found, invalid, refused } from "#platform/errors";
import type { TouringText } from "./contract.ts";
import { holdingCrates } from "./leg-store.ts";
import * as store from "./touring-store.ts";

export async function createTouring(
  ctx: TxCtx,
  { organisationId, touring }: { organisationId: string; touring: TouringText },
): Promise<{ id: string; version: number }> {
  const organisation = found(await organisationOf(ctx.db, organisationId), "organisation", organisationId);
  refuseDays(touring);
  const id = newId(ctx.clock().epochMilliseconds);
  await store.insertTouring(
    ctx.db,
    { ...settled(touring), id, organisationId, orgPath: organisation.path },
    ctx.clock(),
  );
  await audit(ctx, { what: "touring.written", on: { kind: "touring", id } });
  return { id, version: 1 };
}

/** Changes it. While the crates are away there are as many as went. */
export async function editTouring(
  ctx: TxCtx,
  { id, version, touring }: { id: string; version: number; touring: TouringText },
): Promise<{ id: string; version: number }> {
  const before = await touringToChange(ctx, id, version);
  refuseDays(touring);
  if (touring.crates !== before.crates && (await holdingCrates(ctx.db, id)))
    throw invalid([
      { field: "/body/touring/crates", id: "touring.crates-away", data: { crates: before.crates } },
    ]);
  const next = await store.updateTouring(ctx.db, id, settled(touring), ctx.clock());
  await audit(ctx, { what: "touring.changed", on: { kind: "touring", id }, detail: { version: next } });
  return { id, version: next };
}

/** Offers it to other houses, or no longer. What is agreed stays agreed. */
export async function offerTouring(
  ctx: TxCtx,
  { id, version, offered }: { id: string; version: number; offered: boolean },
): Promise<{ id: string; version: number }> {
  const before = await touringToChange(ctx, id, version);
  if (before.offered === offered) return { id, version };
  const next = await store.setOffered(ctx.db, id, offered, ctx.clock());
  await audit(ctx, { what: offered ? "touring.offered" : "touring.taken-back", on: { kind: "touring", id } });
  return { id, version: next };
}

async function touringToChange(ctx: TxCtx, id: string, version: number): Promise<store.Touring> {
  const touring = found(await store.lockTouring(ctx.db, id), "touring", id);
  if (touring.version !== version)
    throw refused("event.changed-meanwhile", { yours: version, now: touring.version });
  return touring;
}

const settled = (text: TouringText): TouringText => ({
  ...text,
  title: text.title.trim(),
  summary: text.summary.trim(),
  transport: text.transport.trim(),
});

function refuseDays({ lentFrom, lentThrough }: TouringText): void {
  const fault: FieldFault = { field: "/body/touring/lentThrough", id: "touring.days-reversed" };
  if (lentThrough !== null && lentThrough < lentFrom) throw invalid([fault]);
}
