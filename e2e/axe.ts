/** What axe finds wrong on a page as it stands. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Fault {
  id: string;
  nodes: { html: string; failureSummary: string }[];
}

/** Each fault with the element it is about; an empty list when the page is accessible as far as a machine can tell. */
export async function faultsOf(page: Page): Promise<string[]> {
  // Straight into the page: the policy forbids foreign scripts in it, and rightly so.
  await page.evaluate(axe);
  const faults = await page.evaluate(async () => {
    const found = await (
      window as unknown as { axe: { run: () => Promise<{ violations: Fault[] }> } }
    ).axe.run();
    return found.violations;
  });
  return faults.flatMap((fault) =>
    fault.nodes.map((node) => `${fault.id}: ${node.html}\n${node.failureSummary}`),
  );
}
