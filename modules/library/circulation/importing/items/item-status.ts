/** What a file says of the state of a copy: our words, usual words, or what the house's profile says of a code. Pure. */
import { coded } from "#platform/exchange";
import { type CodeMeaning, codeMeanings } from "../../../catalogue/items/status.ts";

// texts: item.status.*
const statusWords = Object.fromEntries(codeMeanings.map((code) => [code, `item.status.${code}`])) as Record<
  CodeMeaning,
  string
>; // Object.fromEntries forgets which keys it was given.
const statuses = coded(statusWords, { example: "在架" });
/** What field systems usually say. */
const statusesCalled: Record<string, CodeMeaning> = {
  在馆: "available",
  可借: "available",
  普通: "available",
  入藏: "available",
  "": "available",
  "checked out": "on-loan",
  已借出: "on-loan",
  外借: "on-loan",
  编目: "in-process",
  "in process": "in-process",
  cataloging: "in-process",
  丢失: "lost",
  剔除: "withdrawn",
  剔旧: "withdrawn",
  注销: "withdrawn",
};

export function meaningOf(said: string, profiled: string | null): CodeMeaning | null {
  const own = codeMeanings.find((one) => one === profiled);
  if (own) return own;
  const read = statuses.read(said);
  return "value" in read ? read.value : (statusesCalled[said.normalize("NFKC").trim().toLowerCase()] ?? null);
}
