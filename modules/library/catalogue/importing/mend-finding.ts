/** A finding whose value is simple is put right where it is listed: an ISBN in its record, a price at its item. */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { may } from "../../may.ts";
import { isbn13 } from "../describing/standard-numbers.ts";
import { trimmed } from "../describing/texts.ts";
import { edit } from "../editing/edit.ts";
import { editableOf, housesOf } from "../editing/edit-store.ts";
import { editItem } from "../items/edit-item.ts";
import { itemBy } from "../items/item-store.ts";
import * as findings from "../keeping/finding-store.ts";
import { readKept } from "../keeping/read-kept.ts";
import { inLines, linesOf, recordInLines } from "./as-lines.ts";
import * as store from "./batch-store.ts";

const mostYuan = 1_000_000;

/** Which findings have a value that can be put right, and what kind of value it is. */
export function mendedAs({ finding, recordId, data }: findings.FindingRow): "isbn" | "price" | null {
  if (recordId === null) return null;
  if (finding === "library.isbn") return "isbn";
  return finding === "library.item-price" && data?.barcode ? "price" : null;
}

export async function mendFinding(
  ctx: TxCtx,
  { id, finding, value }: { id: string; finding: number; value: string },
): Promise<void> {
  const batch = found(await store.batchOf(ctx.db, id), "batch", id);
  const one = found(await findings.findingBy(ctx.db, id, finding), "finding", `${finding}`);
  const as = mendedAs(one);
  if (as === null || one.recordId === null) throw refused("finding.not-simple");
  if (!(await findings.noteCorrected(ctx.db, one.id, ctx.clock()))) throw refused("finding.settled");
  if (as === "isbn")
    await putIsbn(ctx, { recordId: one.recordId, said: String(one.data?.number ?? ""), isbn: value });
  else await putPrice(ctx, { batch, barcode: String(one.data?.barcode ?? ""), yuan: value });
  await audit(ctx, {
    what: "batch.finding-mended",
    on: { kind: "batch", id },
    detail: { finding: one.finding, record: one.recordNumber },
  });
}

async function putIsbn(
  ctx: TxCtx,
  { recordId, said, isbn }: { recordId: number; said: string; isbn: string },
): Promise<void> {
  if (isbn13(isbn) === null) throw invalid([{ field: "/body/value", id: "library.isbn-wrong" }]);
  if (!may["record.edit"](ctx.actor, { paths: await housesOf(ctx.db, recordId) }))
    throw refused("record.not-yours");
  const kept = found(await editableOf(ctx.db, recordId), "record", `${recordId}`);
  const lines = recordInLines(linesOf(found(await readKept(kept), "record", `${recordId}`)));
  if ("line" in lines) throw refused("finding.not-simple");
  const tag = kept.flavour === "marc21" ? "020" : "010";
  let put = false;
  const fields = lines.fields.map((field) =>
    field.tag !== tag || !field.subfields
      ? field
      : {
          ...field,
          subfields: field.subfields.map((one) => {
            if (!"az".includes(one.code) || trimmed(one.value).slice(0, 60) !== said) return one;
            put = true;
            return { code: "a", value: isbn.trim() };
          }),
        },
  );
  // Somebody has changed the field since.
  if (!put) throw refused("finding.not-there");
  await edit(ctx, {
    id: recordId,
    version: kept.version,
    lines: inLines({ leader: lines.leader, fields }),
    reason: `${tag} ${said} → ${isbn.trim()}`,
  });
}

async function putPrice(
  ctx: TxCtx,
  { batch, barcode, yuan }: { batch: store.Batch; barcode: string; yuan: string },
): Promise<void> {
  const amount = /^\s*\d{1,7}(\.\d{1,2})?\s*$/.test(yuan) ? Number(yuan) : Number.NaN;
  if (!(amount <= mostYuan)) throw invalid([{ field: "/body/value", id: "library.price-wrong" }]);
  const at = found(await store.itemNamed(ctx.db, batch.organisationId, barcode), "item", barcode);
  const { version, ...item } = found(await itemBy(ctx.db, at.id), "item", barcode);
  await editItem(ctx, { ...item, version, priceFen: Math.round(amount * 100) });
}
