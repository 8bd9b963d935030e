/** What a month's statement counts of what two houses did for one another, in the order in which it is told. Pure. */
export const figures = [
  "lentOfTheirs",
  "lentOfOurs",
  "balance",
  "returnedOfTheirs",
  "returnedOfOurs",
  "boxesSent",
  "boxesCame",
  "copiesSent",
  "copiesCame",
  "lost",
] as const;

// texts: statement.figure.*
/** The message that names one. */
export const figureKey = (figure: (typeof figures)[number]): string =>
  `statement.figure.${figure.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
