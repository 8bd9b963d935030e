/** The scanner's own deciding in a real Chromium, bundled as its page bundles it. */
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { openBrowser } from "../e2e/browser.ts";

const entry = fileURLToPath(new URL("../modules/booking/web/scanner/timed.ts", import.meta.url));

export interface ScannerPage {
  /** Takes a list, as the city wrote it. */
  open(text: string): Promise<void>;
  /** Milliseconds from the scanned text to the answer, written down in the browser's own database. */
  scan(offerId: string, text: string, documentSeen: boolean): Promise<number>;
  /** Milliseconds of one look at a picture of the camera, by the reader in script, with a processor so many times slower; median. */
  frame(slower: number): Promise<number>;
  close(): Promise<void>;
}

export async function scannerPage(): Promise<ScannerPage> {
  const result = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    build: { write: false, target: "es2022", rolldownOptions: { input: entry, output: { format: "es" } } },
  });
  const output = Array.isArray(result) ? result[0] : result;
  if (!output || !("output" in output)) throw new Error("the scanner was not built");
  const files = new Map(
    output.output.map((file) => [`/${file.fileName}`, "code" in file ? file.code : file.source]),
  );
  const first = output.output[0].fileName;
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? "");
    if (file !== undefined) response.setHeader("content-type", "text/javascript").end(file);
    else
      response.setHeader("content-type", "text/html").end(`<script type="module" src="/${first}"></script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const at = server.address();
  if (typeof at !== "object" || !at) throw new Error("the scanner's page is not served");
  const browser = await openBrowser();
  const page = await browser.newPage();
  // By name: a place browsers trust with keys.
  await page.goto(`http://localhost:${at.port}/`);
  await page.waitForFunction(() => "scannerBench" in globalThis);
  await page.context().setOffline(true);
  return {
    open: (text) => page.evaluate((list) => globalThis.scannerBench.open(list), text),
    scan: (offerId, text, documentSeen) =>
      page.evaluate((asked) => globalThis.scannerBench.scan(asked), { offerId, scan: text, documentSeen }),
    async frame(slower) {
      // The reader is fetched late, as the page does while it has a line.
      await page.context().setOffline(false);
      const devtools = await page.context().newCDPSession(page);
      await devtools.send("Emulation.setCPUThrottlingRate", { rate: slower });
      const took = await page.evaluate(() => globalThis.scannerBench.look());
      await devtools.send("Emulation.setCPUThrottlingRate", { rate: 1 });
      return took;
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}
