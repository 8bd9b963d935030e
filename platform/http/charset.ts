/** What a request says about the letters of its body. */
import { Problem } from "../errors/index.ts";

/** Refuses a body that is declared to be written in anything but UTF-8: read as UTF-8 it would become other words. */
export function refuseOtherCharsets(contentType: string | undefined): void {
  const declared = /;\s*charset\s*=\s*("[^"]*"|[^;]*)/i.exec(contentType ?? "")?.[1];
  if (declared === undefined) return;
  const name = declared.replaceAll('"', "").trim();
  if (!/^utf-?8$/i.test(name)) throw new Problem("body-charset", 415, { charset: name.slice(0, 40) });
}
