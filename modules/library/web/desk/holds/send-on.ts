/** A copy was scanned on a page of holds: what the page says of it. Not by its address: what stands there is written down along the way. */

import type { AnswerOf } from "#contract";
import { type ActArgs, keyOf, pageOf, said, unknownAct } from "#web/page.ts";
import { notThere, sendOn } from "../../../circulation/holds/contract.ts";

export type Said = AnswerOf<typeof sendOn> | { missing: boolean };

export async function scanned(context: ActArgs["context"], form: FormData): Promise<Said> {
  const { call } = pageOf(context);
  const placeId = said(form, "place");
  if (form.get("do") === "not-there") {
    const body = { placeId, itemId: Number(form.get("item")) };
    return call(notThere, { body }, keyOf(form));
  }
  if (form.has("do")) throw unknownAct(pageOf(context));
  const body = { placeId, barcode: said(form, "barcode") };
  return call(sendOn, { body }, keyOf(form));
}

/** The place that was chosen, as the pages of holds have it in their address. */
export function placeIn(request: Request): { place?: string } {
  const place = new URL(request.url).searchParams.get("place");
  return place ? { place } : {};
}
