/** Text as the database takes it: it has no place for the character zero. */
export const storable = (text: string): string => text.replaceAll("\0", "\ufffd");

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** A line as a list shows it: controls are blanks, and no longer than its column. */
export const lineOf = (text: string, longest: number): string =>
  text.replace(controls, " ").trim().slice(0, longest).toWellFormed();
