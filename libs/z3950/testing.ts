/** PDUs that others have sent. */
import { saidByYaz } from "./yaz-pdus.ts";

/** What yaz-client and yaz-ztest said to each other. */
export const yazPdus = () => saidByYaz.map((line) => fromHex(line.slice(2)));

export const fromHex = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
export const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
