/** What axe finds wrong on a page as it stands. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Everything axe knows; or only what the same page may lose where it is set otherwise: narrower, turned round, in the dark, in another language. */
export type Looking = "at everything" | "at how it is set";

const options: Record<Looking, RunOptions> = {
  // Left off by axe unless it is asked for.
  "at everything": { rules: { "target-size": { enabled: true } } },
  "at how it is set": {
    runOnly: [
      "color-contrast",
      "html-has-lang",
      "html-lang-valid",
      "link-in-text-block",
      "scrollable-region-focusable",
      "target-size",
      "valid-lang",
    ],
  },
};

/** Each fault with the element it is about; an empty list when the page is accessible as far as a machine can tell. */
export async function faultsOf(page: Page, looking: Looking = "at everything"): Promise<string[]> {
  // Straight into the page, once: the policy forbids foreign scripts in it, and rightly so.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const faults = await page.evaluate(
    async (how) => {
      const { axe } = window as unknown as { axe: { run(how: RunOptions): Promise<AxeResults> } };
      const found = await axe.run(how);
      return found.violations;
    },
    { resultTypes: ["violations"], ...options[looking] } satisfies RunOptions,
  );
  return faults.flatMap((fault) =>
    fault.nodes.map((node) => `${fault.id}: ${node.html}\n${node.failureSummary}`),
  );
}
