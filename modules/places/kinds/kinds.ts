/** Kinds of place are the city's own words: added, renamed and retired as data. */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import * as store from "./kind-store.ts";

/** Adds a kind or changes it. A retired kind stays with its places and is no longer offered. */
export async function putKind(ctx: TxCtx, kind: store.Kind): Promise<store.Kind> {
  const tidy = { ...kind, name: kind.name.trim() };
  await store.putKind(ctx.db, tidy);
  await audit(ctx, { what: "kind.put", on: { kind: "kind", id: kind.code }, detail: { ...tidy } });
  return tidy;
}
