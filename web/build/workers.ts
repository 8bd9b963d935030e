import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";

const names = ["scanner", "till"] as const;

/** Vite plugin: builds the service workers (web/workers) to `/scanner-worker.js` and the like, addresses that stay the same. */
export function workers(): Plugin {
  return {
    name: "wenmai-workers",
    apply: "build",
    async generateBundle() {
      if (this.environment.name !== "client") return;
      for (const name of names)
        this.emitFile({ type: "asset", fileName: `${name}-worker.js`, source: await builtWorker(name) });
    },
  };
}

async function builtWorker(name: (typeof names)[number]): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    build: {
      write: false,
      target: "es2020",
      rolldownOptions: {
        input: fileURLToPath(new URL(`../workers/${name}.ts`, import.meta.url)),
        output: { format: "es" },
      },
    },
  });
  const output = Array.isArray(result) ? result[0] : result;
  if (!output || !("output" in output)) throw new Error(`the worker of the ${name} was not built`);
  return output.output[0].code;
}
