/** npm run doors: the walls between modules. Prints what breaks them and, last, `doors: N files, N violations`. */
import { fileURLToPath } from "node:url";
import { checkImports, type Violation } from "./graph.ts";
import { faultsOfOrder, readOrder } from "./order.ts";
import { checkPicture } from "./picture.ts";
import { checkReadmes } from "./readmes.ts";
import { checkSql } from "./sql.ts";

/** Everything the doors know, for the tree below `root`. */
export async function checkDoors(root: string): Promise<{ files: number; violations: Violation[] }> {
  const order = readOrder(root);
  const { files, violations } = await checkImports(root, order);
  const faults = faultsOfOrder(root, order).map((where) => ({
    rule: "order",
    where,
    sentence: "Calls go down the order.",
  }));
  return {
    files,
    violations: [
      ...faults,
      ...violations,
      ...checkSql(root, order),
      ...checkPicture(root, order),
      ...checkReadmes(root, order),
    ],
  };
}

if (import.meta.main) {
  const { files, violations } = await checkDoors(fileURLToPath(new URL("../../", import.meta.url)));
  for (const rule of new Set(violations.map((violation) => violation.rule))) {
    const some = violations.filter((violation) => violation.rule === rule);
    console.log(`${rule}: ${some[0]?.sentence}`);
    for (const { where } of some) console.log(`  ${where}`);
  }
  console.log(`doors: ${files} files, ${violations.length} violations`);
  process.exitCode = violations.length > 0 ? 1 : 0;
}
