/** A file that somebody names on the command line. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { refused } from "#platform/errors";

/** SHA-256 and length of a file. Refuses what is none. */
export async function hashOf(path: string): Promise<{ sha256: string; bytes: number }> {
  if (path === "") throw refused("exchange.no-path");
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
    if (error instanceof Error && "code" in error && error.code === "EISDIR")
      throw refused("exchange.folder", { said: path });
    throw error;
  }
  return { sha256: hash.digest("hex"), bytes };
}
