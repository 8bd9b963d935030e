import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const worthIt = /\.(js|css|svg|json|webmanifest|txt|html)$/;
const smallest = 512;

/** Writes `file.br` and `file.gz` beside every text file of `folder` of at least 512 bytes. */
export async function precompress(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  for (const name of names.filter((n) => worthIt.test(n))) {
    const path = join(folder, name);
    const bytes = await readFile(path);
    if (bytes.length < smallest) continue;
    const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
    await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, brotli));
    await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
  }
}
