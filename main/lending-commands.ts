/** The operator's commands for lending. */
import { checkAgreement } from "#library";
import type { Command } from "./commands.ts";

export const lendingCommands: Command[] = [
  {
    name: "lending check",
    args: "[--repair]",
    does: "compares loans, holds, ways and counts with one another; --repair puts right what has one right answer",
    run: async (city, args) => {
      const repair = args.includes("--repair");
      if (args.some((arg) => arg !== "--repair"))
        return { status: 2, lines: ["wenmai lending check [--repair]"] };
      const found = await checkAgreement(city.ctx("lending-check"), { repair });
      if (found.length === 0) return { status: 0, lines: ["lending: all agrees"], data: found };
      const left = found.some(({ differ, repaired }) => repaired < differ);
      const rows = [
        ["what differs", "differ", "repaired", "examples"],
        ...found.map(({ what, differ, repaired, examples }) => [
          what,
          `${differ}`,
          `${repaired}`,
          examples.join(" "),
        ]),
      ];
      const widths = [0, 1, 2].map((n) => Math.max(...rows.map((row) => (row[n] ?? "").length)));
      const lines = rows.map((row) =>
        row
          .map((cell, n) => cell.padEnd(widths[n] ?? 0))
          .join("  ")
          .trimEnd(),
      );
      return { status: left ? 1 : 0, lines, data: found };
    },
  },
];
