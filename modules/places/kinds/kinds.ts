/** Kinds of place are the city's own words: added, renamed and retired as data. */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { facilitiesOfKind } from "../facility/facility-store.ts";
import { refreshSearch } from "../facility/reindex.ts";
import * as store from "./kind-store.ts";

/** Adds a kind or changes it. A retired kind stays with its places and is no longer offered. */
export async function putKind(ctx: TxCtx, kind: store.Kind): Promise<store.Kind> {
  const tidy = { ...kind, name: kind.name.trim() };
  const before = (await store.kinds(ctx.db)).find(({ code }) => code === kind.code);
  await store.putKind(ctx.db, tidy);
  // Places are found by the name of their kind.
  if (before && JSON.stringify([before.name, before.names]) !== JSON.stringify([tidy.name, tidy.names]))
    await refreshSearch(ctx, await facilitiesOfKind(ctx.db, kind.code));
  await audit(ctx, { what: "kind.put", on: { kind: "kind", id: kind.code }, detail: { ...tidy } });
  return tidy;
}
