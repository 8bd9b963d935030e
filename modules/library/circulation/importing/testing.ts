/** A house that moves here, and what is asked of what has landed. */
import { aStaff } from "#people/testing";
import { aFacility, anOrganisation } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { type Db, newId } from "#platform/db";
import { at } from "#platform/testing";
import { makeRecordWith } from "./testing-record.ts";

let made = 0;
/** Letters and digits no other test has. */
export const aMark = () => `M${process.pid}X${++made}`;

export interface MovingHouse {
  ctx: Ctx;
  id: string;
  path: string;
  isil: string;
  place: { id: string; number: string };
  manager: Actor;
}

/** A house with one numbered place; `ctx` is its manager's, at noon of 2026-06-12. */
export async function aMovingHouse(base: Ctx): Promise<MovingHouse> {
  const ctx = { ...base, clock: at("2026-06-12T04:00:00Z") };
  const isil = `CN-${newId().replaceAll("-", "").slice(-11).toUpperCase()}`;
  return inTx(ctx, async (inner) => {
    const { id, path } = await anOrganisation(inner, { isil });
    const number = `P${newId().slice(-10)}`;
    const { id: placeId } = await aFacility(inner, { organisationId: id, number });
    const { actor } = await aStaff(inner, { organisationId: id, role: "manager" });
    return { ctx: { ...ctx, actor }, id, path, isil, place: { id: placeId, number }, manager: actor };
  });
}

/** A book of the catalogue with an ISBN and a control number of its own. */
export function aCataloguedBook({
  ctx,
  id,
}: MovingHouse): Promise<{ recordId: number; key: string; isbn: string }> {
  return inTx(ctx, (inner) => makeRecordWith(inner, id));
}

/** The loans of a house's copies, as its desk would tell them. */
export const loansOf = (db: Db, { id }: MovingHouse) =>
  db.many<{
    barcode: string;
    number: string;
    lentAt: { toString(): string };
    dueOn: string;
    renewals: number;
    guarantee: string;
    away: string | null;
    ruleId: string;
  }>`
    select i.barcode, c.number, l.lent_at, l.due_on::text, l.renewals, l.guarantee, i.away, l.rule_id
      from library.loan l join library.item i on i.id = l.item_id join library.card c on c.subject = l.subject and c.state = 'active'
     where l.owner_id = ${id} order by i.barcode`;
