/** Draws of the demo: when, by which value. Hours from the moment of filling; the numbers are invented and say so. */
export const DRAWS = {
  organisation: "bureau",
  by: "ju-manager",
  witness: "ju-reviewer",
  entrants: 24,
  weights: { base: 1, loss: 1, win: 0, missed: 0, months: 12 },
  draws: [
    {
      hours: { opens: -70, enter: -60, closes: -48, known: -36, reveal: -24 },
      source: "演示用的双色球号码（不是真实开奖）",
      value: "03 08 15 21 27 33 + 09",
    },
    {
      hours: { opens: -24, enter: -6, closes: 48, known: 54, reveal: 72 },
      source: "演示用的双色球号码（不是真实开奖）",
      value: null,
    },
  ],
} as const;
