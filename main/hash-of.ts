/** A file that somebody names on the command line. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { refused } from "#platform/errors";

/** SHA-256 and length of a file. */
export async function hashOf(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    for await (const piece of createReadStream(path)) {
      hash.update(piece);
      bytes += piece.length;
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      throw refused("exchange.no-file", { said: path });
    throw error;
  }
  return { sha256: hash.digest("hex"), bytes };
}
