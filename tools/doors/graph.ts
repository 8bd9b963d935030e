/** Who imports whom, by dependency-cruiser, and where that breaks a wall. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { cruise, type ICruiseResult, type IModule } from "dependency-cruiser";
import { type Order, readOrder } from "./order.ts";
import { isBrowserCode, rules } from "./rules.ts";

const folders = ["libs", "platform", "modules", "main", "web", "seed", "bench", "e2e", "tools"];

export interface Violation {
  rule: string;
  where: string;
  sentence: string;
}

/** Reads every source file below `root` and answers with how many there are and which imports break a rule. */
export async function checkImports(
  root: string,
  order: Order = readOrder(root),
): Promise<{ files: number; violations: Violation[] }> {
  const { output } = await cruise(
    folders.filter((folder) => existsSync(join(root, folder))),
    {
      baseDir: root,
      ruleSet: { forbidden: rules(order) },
      validate: true,
      tsPreCompilationDeps: true,
      doNotFollow: { path: "node_modules" },
      // The verifier of draws is made from sources that are read here, and runs on other people's machines.
      exclude: { path: "^(build|data|tmp|libs/draw/verifier)/" },
      enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "types"] },
    },
    { extensions: [".ts", ".tsx", ".mjs", ".js", ".json"] },
  );
  if (typeof output === "string") throw new Error("dependency-cruiser answered with text");
  const files = output.modules.filter(
    ({ source }) => /\.(ts|tsx|mjs)$/.test(source) && folders.includes(source.split("/")[0] ?? ""),
  );
  if (files.length > 0 && files.every(({ dependencies }) => dependencies.length === 0)) {
    // It does so without a word when it finds no TypeScript of a version it can read.
    throw new Error("dependency-cruiser found no import at all: it cannot read TypeScript here");
  }
  return { files: files.length, violations: [...broken(output), ...nodeInBrowser(output.modules)] };
}

function broken({ summary }: ICruiseResult): Violation[] {
  const sentences = new Map(
    summary.ruleSetUsed?.forbidden?.map(({ name, comment }) => [name, comment ?? ""]),
  );
  return summary.violations.map(({ from, to, rule, cycle }) => ({
    rule: rule.name,
    where: cycle ? [from, ...cycle.map(({ name }) => name)].join(" → ") : `${from} → ${to}`,
    sentence: sentences.get(rule.name) ?? "",
  }));
}

/**
 * Browser code may reach the server over several steps: a contract.ts may use small files of its module, and they
 * others. Each chain that ends in Node's own modules or in platform code no contract needs is shown whole.
 */
function nodeInBrowser(modules: IModule[]): Violation[] {
  const bySource = new Map(modules.map((module) => [module.source, module]));
  const next = (source: string) =>
    (bySource.get(source)?.dependencies ?? []).filter(
      ({ dependencyTypes }) => !dependencyTypes.includes("type-only"),
    );
  const sources = modules.map(({ source }) => source);
  const contracts = sources.filter((source) => /^platform\/[^/]+\/(contract|browser)\.ts$/.test(source));
  const harmless = new Set(contracts.flatMap((contract) => [...reachedFrom(contract)].map(([file]) => file)));

  function reachedFrom(start: string): Map<string, string[]> {
    const chains = new Map([[start, [start]]]);
    for (const [at, chain] of chains) {
      for (const { resolved } of next(at)) {
        const stop =
          resolved.includes("node_modules") || /\.server\.tsx?$/.test(resolved) || chains.has(resolved);
        if (!stop) chains.set(resolved, [...chain, resolved]);
      }
    }
    return chains;
  }

  return sources.filter(isBrowserCode).flatMap((start) => {
    // Two files are one step: the rules browser-has-no-node and browser-sees-contracts say it better.
    const far = [...reachedFrom(start)].filter(([, chain]) => chain.length > 2);
    const bad = far.find(
      ([file]) => bySource.get(file)?.coreModule || (/^platform\//.test(file) && !harmless.has(file)),
    );
    return bad ? [serverReached(bad[1])] : [];
  });
}

function serverReached(chain: string[]): Violation {
  return {
    rule: "browser-reaches-server",
    where: chain.join(" → "),
    sentence: "A browser is sent every file of this chain, and the last one is the server's.",
  };
}
