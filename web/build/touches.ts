import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";

const entry = fileURLToPath(new URL("../touches/index.ts", import.meta.url));

/**
 * Vite plugin: `import url from "virtual:touches"` gives the address of one small script made of `web/touches`.
 * It is bundled apart from the framework, because content pages load it and nothing else.
 */
export function touches(): Plugin {
  let made: Promise<{ code: string; name: string }> | undefined;
  let serving = false;
  return {
    name: "wenmai-touches",
    configResolved(config) {
      serving = config.command === "serve";
    },
    resolveId: (id) => (id === "virtual:touches" ? "\0virtual:touches" : null),
    async load(id) {
      if (id !== "\0virtual:touches") return null;
      if (serving) return `export default "/web/touches/index.ts"`;
      made ??= bundle();
      const { code, name } = await made;
      if (this.environment.name === "client") this.emitFile({ type: "asset", fileName: name, source: code });
      return `export default "/${name}"`;
    },
  };
}

async function bundle() {
  const result = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    build: { write: false, target: "es2020", rolldownOptions: { input: entry, output: { format: "es" } } },
  });
  const output = Array.isArray(result) ? result[0] : result;
  if (!output || !("output" in output)) throw new Error("the touches were not built");
  const code = output.output[0].code;
  const hash = createHash("sha256").update(code).digest("base64url").slice(0, 8);
  return { code, name: `assets/touches-${hash}.js` };
}
