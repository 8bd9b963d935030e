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
      exclude: { path: "^(build|data|tmp)/" },
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

/** Browser code may reach Node's modules over several steps; each chain is shown whole. */
function nodeInBrowser(modules: IModule[]): Violation[] {
  const bySource = new Map(modules.map((module) => [module.source, module]));
  const next = (source: string) =>
    (bySource.get(source)?.dependencies ?? []).filter(
      ({ dependencyTypes }) => !dependencyTypes.includes("type-only"),
    );

  return modules
    .map(({ source }) => source)
    .filter(isBrowserCode)
    .flatMap((start) => {
      const chains: string[][] = [[start]];
      const seen = new Set([start]);
      for (let chain = chains.shift(); chain; chain = chains.shift()) {
        for (const { resolved, dependencyTypes } of next(chain.at(-1) ?? "")) {
          const longer = [...chain, resolved];
          // One step is the rule browser-has-no-node.
          if (dependencyTypes.includes("core") && chain.length > 1) return [nodeReached(longer)];
          if (seen.has(resolved) || resolved.includes("node_modules") || /\.server\.tsx?$/.test(resolved))
            continue;
          seen.add(resolved);
          chains.push(longer);
        }
      }
      return [];
    });
}

function nodeReached(chain: string[]): Violation {
  return {
    rule: "browser-reaches-node",
    where: chain.join(" → "),
    sentence: "A browser is sent every file of this chain, and the last is Node's own.",
  };
}
