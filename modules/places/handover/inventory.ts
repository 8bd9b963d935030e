/** What changes hands, as it is written down, frozen and signed. */
import { createHash } from "node:crypto";
import type { Ctx } from "#platform/ctx";
import { type HandoverLine, placeHandover, placeStaff } from "../slots.ts";
import { spacesIn } from "../spaces/space-store.ts";
import { thingsIn } from "../things/thing-store.ts";
import type { ThingCategory, ThingCondition } from "../words.ts";

export interface Inventory {
  rooms: { id: string; name: string; capacity: number; areaM2: number | null }[];
  things: {
    id: string;
    name: string;
    category: ThingCategory;
    tag: string | null;
    quantity: number;
    condition: ThingCondition;
    room: string | null;
    acquiredOn: string | null;
    value: number | null;
  }[];
  /** What later modules vouch for: stock. */
  stock: HandoverLine[];
  /** What nobody keeps a register of: keys, contracts, files. */
  other: { what: string; quantity: number; detail: string }[];
  /** Persons by subject key only; their names are asked for when the document is shown. */
  staff: NamedStaff[];
}

export interface NamedStaff {
  subject: string;
  /** `end`: their roles at the giving organisation end. `move`: they end there and begin at the receiving one. */
  choice: StaffChoice;
  roles: string[];
}

export const staffChoices = ["move", "end"] as const;
export type StaffChoice = (typeof staffChoices)[number];

/** What people write into the document by hand. */
export interface Written {
  other: Inventory["other"];
  staff: { subject: string; choice: StaffChoice }[];
}

/** Everything the place holds now, with what was written by hand. Staff who have no role there any more are left out. */
export async function takeInventory(
  ctx: Ctx,
  { placeId, organisationId }: { placeId: string; organisationId: string },
  written: Written,
): Promise<Inventory> {
  const [spaces, things, stock, candidates] = await Promise.all([
    spacesIn(ctx.db, [placeId]),
    thingsIn(ctx.db, [placeId]),
    ctx.slots.gather(placeHandover, ctx, { placeId, organisationId }),
    ctx.slots.gather(placeStaff, ctx, { organisationId }),
  ]);
  const rooms = new Map(spaces.map((space) => [space.id, space.name]));
  const rolesOf = new Map(candidates.map(({ subject, roles }) => [subject, roles]));
  return {
    rooms: spaces.map(({ id, name, capacity, areaM2 }) => ({ id, name, capacity, areaM2 })),
    things: things.map(({ id, name, category, tag, quantity, condition, spaceId, acquiredOn, value }) => ({
      id,
      name,
      category,
      tag,
      quantity,
      condition,
      room: spaceId ? (rooms.get(spaceId) ?? null) : null,
      acquiredOn,
      value,
    })),
    stock: stock.toSorted((a, b) => `${a.source} ${a.ref}`.localeCompare(`${b.source} ${b.ref}`, "en")),
    other: written.other.map(({ what, quantity, detail }) => ({
      what: what.trim(),
      quantity,
      detail: detail.trim(),
    })),
    staff: written.staff
      .flatMap(({ subject, choice }) => {
        const roles = rolesOf.get(subject);
        return roles ? [{ subject, choice, roles: roles.toSorted() }] : [];
      })
      .toSorted((a, b) => (a.subject < b.subject ? -1 : 1)),
  };
}

/** Everything a signature stands for. */
export interface Signed {
  placeId: string;
  fromId: string;
  toId: string;
  effectiveOn: string;
  lateBecause: string | null;
  terms: string;
  inventory: Inventory;
}

/** SHA-256 of what is signed, the same however the database orders keys. */
export function digestOf(signed: Signed): string {
  const { placeId, fromId, toId, effectiveOn, lateBecause, terms, inventory } = signed;
  const text = plain({ placeId, fromId, toId, effectiveOn, lateBecause, terms, inventory });
  return createHash("sha256").update(text).digest("hex");
}

/** Does the place still hold what is written down? */
export function sameInventory(one: Inventory, other: Inventory): boolean {
  return plain(one) === plain(other);
}

/** JSON with the keys of every object in order (as RFC 8785 sorts them; our numbers are short decimals). */
function plain(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    inner && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
