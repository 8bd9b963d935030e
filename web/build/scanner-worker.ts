import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";

const entry = fileURLToPath(new URL("../workers/scanner.ts", import.meta.url));

/** Vite plugin: builds the scanner's service worker to `/scanner-worker.js`, an address that stays the same. */
export function scannerWorker(): Plugin {
  return {
    name: "wenmai-scanner-worker",
    apply: "build",
    async generateBundle() {
      if (this.environment.name !== "client") return;
      const result = await build({
        configFile: false,
        logLevel: "warn",
        publicDir: false,
        build: {
          write: false,
          target: "es2020",
          rolldownOptions: { input: entry, output: { format: "es" } },
        },
      });
      const output = Array.isArray(result) ? result[0] : result;
      if (!output || !("output" in output)) throw new Error("the scanner's worker was not built");
      this.emitFile({ type: "asset", fileName: "scanner-worker.js", source: output.output[0].code });
    },
  };
}
