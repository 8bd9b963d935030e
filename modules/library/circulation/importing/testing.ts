/** A house that moves here, and what is asked of what has landed. */
import { encodeGb } from "#libs/marc";
import { aStaff } from "#people/testing";
import { aFacility, anOrganisation } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { type Db, newId } from "#platform/db";
import type { Table } from "#platform/exchange";
import { at, landFile } from "#platform/testing";
import { itemsTable } from "./items/items-table.ts";
import { readersTable } from "./readers/readers-table.ts";
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

/** What becomes of a file of these rows, the first its heads. */
export const land = ({ ctx }: MovingHouse, table: Table, rows: readonly string[], gb = false) => {
  const text = `${rows.join("\n")}\n`;
  return landFile(ctx, table, gb ? Buffer.from(encodeGb(text)) : text, gb ? { encoding: "GB18030" } : {});
};
export const added = (count: number) => ({ added: count, changed: 0, unchanged: 0, refused: 0 });
export const unchanged = (count: number) => ({ added: 0, changed: 0, unchanged: count, refused: 0 });

export const readersHead = "读者证号,姓名,手机,证件号,读者类别,所属馆,押金,旧号码";
export const loansHead = "读者证号,条码,借出日期,应还日期,已续借次数,借出地点";

let phones = 0;
export const aPhone = () => `1990${String((process.pid % 10_000) * 1000 + phones++).padStart(7, "0")}`;

/** So many readers and copies of a house, by their numbers. */
export async function stocked(house: MovingHouse, count: number) {
  const { isbn } = await aCataloguedBook(house);
  const mark = aMark();
  const readers = Array.from({ length: count }, (_, n) => `${mark}R${n}`);
  const copies = Array.from({ length: count }, (_, n) => `${mark}C${String(n).padStart(6, "0")}`);
  const { number } = house.place;
  await land(house, readersTable, ["读者证号,姓名,所属馆", ...readers.map((one) => `${one},王芳,${number}`)]);
  await land(house, itemsTable, ["条码,ISBN,馆藏馆", ...copies.map((one) => `${one},${isbn},${number}`)]);
  return { readers, copies, isbn };
}
