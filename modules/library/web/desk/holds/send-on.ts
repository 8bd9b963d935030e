/** A copy was scanned on a page of holds: the page comes back and says where it goes. */
import type { ActArgs } from "#web/page.ts";
import { keyOf, pageOf } from "#web/page.ts";
import { notThere, sendOn } from "../../../circulation/holds/contract.ts";

/** What the page says of it, as parts of its address. */
export async function saidOf(context: ActArgs["context"], form: FormData): Promise<URLSearchParams> {
  const { call } = pageOf(context);
  const placeId = String(form.get("place") ?? "");
  const said = new URLSearchParams({ place: placeId });
  const tell = (more: Record<string, string>) => {
    for (const [name, value] of Object.entries(more)) said.set(name, value);
    return said;
  };
  if (form.get("do") === "not-there") {
    const body = { placeId, itemId: Number(form.get("item")) };
    const { missing } = await call(notThere, { body }, keyOf(form));
    return tell({ goes: missing ? "missing" : "missed" });
  }
  const body = { placeId, barcode: String(form.get("barcode") ?? "").trim() };
  const { title, goes } = await call(sendOn, { body }, keyOf(form));
  if (goes.to === "shelf") return tell({ goes: "shelf", title, shelf: goes.shelf });
  if (goes.to === "hold-shelf")
    return tell({ goes: "hold-shelf", title, slot: goes.slot, until: goes.until });
  return tell({ goes: goes.reason, title, to: goes.place });
}
