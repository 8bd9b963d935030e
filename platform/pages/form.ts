/** What pages are sent. Refused here, kindly, is what their `formData()` could not read or would read as other words. */
import { Problem } from "../errors/index.ts";
import { otherEncoding } from "../http/body.ts";
import { refuseOtherCharsets } from "../http/charset.ts";

/** The bytes of a form as they came. Refuses other kinds of content, other encodings, and what is no form inside. */
export async function readableForm(contentType: string | undefined, body: Buffer): Promise<Buffer> {
  refuseOtherCharsets(contentType);
  const kind = contentType?.split(";")[0]?.trim().toLowerCase();
  if (kind === "application/x-www-form-urlencoded") {
    refuseBrokenLetters(body);
    refuseRepeats(new URLSearchParams(body.toString()).keys());
  } else if (kind === "multipart/form-data") await refuseBrokenParts(contentType ?? "", body);
  else throw new Problem("media-type", 415);
  return body;
}

/** Whose affairs a posted form was drawn for (see `FormKey`); null when it is none, or does not say. */
export async function drawnFor(request: Request): Promise<string | null> {
  if (request.method !== "POST") return null;
  // What is no form is refused where its page reads it.
  const form = await request
    .clone()
    .formData()
    .catch(() => null);
  const subject = form?.get("_for");
  return typeof subject === "string" ? subject : null;
}

/** `formData()` would put replacement characters where the bytes are no UTF-8. */
function refuseBrokenLetters(body: Buffer): void {
  const broken = body.toString("latin1").split("&").filter(isBroken);
  if (broken.length > 0) throw otherEncoding(broken.map((pair) => `/body/${pair.split("=")[0]}`));
}

function isBroken(pair: string): boolean {
  const bytes = pair.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`);
  try {
    decodeURIComponent(bytes.replace(/%(?![0-9a-f]{2})/gi, "%25"));
    return false;
  } catch {
    return true;
  }
}

async function refuseBrokenParts(contentType: string, body: Buffer): Promise<void> {
  const parsed = new Response(new Uint8Array(body), { headers: { "content-type": contentType } }).formData();
  const form = await parsed.catch(() => {
    throw new Problem("body-unreadable", 400);
  });
  for (const [name, value] of form) {
    if (`${name}${typeof value === "string" ? value : value.name}`.includes("\ufffd"))
      throw otherEncoding([`/body/${name}`]);
  }
  refuseRepeats(form.keys());
}

/** A field that comes twice where one is meant would be taken by its first or its last value, silently. `name[]` may come often. */
export function refuseRepeats(names: Iterable<string>): void {
  const once = new Set<string>();
  const twice = new Set<string>();
  for (const name of names) (once.has(name) && !name.endsWith("[]") ? twice : once).add(name);
  if (twice.size === 0) return;
  const faults = [...twice]
    .slice(0, 10)
    .map((name) => ({ field: `/body/${name.slice(0, 100)}`, id: "twice" }));
  throw new Problem("form-repeats", 400, {}, faults);
}
