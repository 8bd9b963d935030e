/** PDUs that others have sent. */
import { readFileSync } from "node:fs";

/** What yaz-client and yaz-ztest said to each other. */
export function yazPdus(): Uint8Array[] {
  return readFileSync(new URL("./yaz-pdus.txt", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => /^[<>]/.test(line))
    .map((line) => fromHex(line.slice(2)));
}

export const fromHex = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
export const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
