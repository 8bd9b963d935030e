import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";

const entries = {
  scanner: new URL("../workers/scanner.ts", import.meta.url),
  till: new URL("../workers/till.ts", import.meta.url),
};

/** Vite plugin: builds the service workers (web/workers) to `/scanner-worker.js` and the like, addresses that stay the same. */
export function workers(): Plugin {
  return {
    name: "wenmai-workers",
    apply: "build",
    async generateBundle() {
      if (this.environment.name !== "client") return;
      for (const [name, entry] of Object.entries(entries))
        this.emitFile({
          type: "asset",
          fileName: `${name}-worker.js`,
          source: await built(fileURLToPath(entry)),
        });
    },
  };
}

async function built(input: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    build: {
      write: false,
      target: "es2020",
      rolldownOptions: { input, output: { format: "es" } },
    },
  });
  const output = Array.isArray(result) ? result[0] : result;
  if (!output || !("output" in output)) throw new Error(`${input} was not built`);
  return output.output[0].code;
}
