/** Cells that a spreadsheet program would run as a formula (OWASP, "CSV Injection"), made harmless so that they can be read back. */

// Full-width signs too: Chinese and Japanese Excel take them for the plain ones.
const dangerous = /^'*[=+\-@\t\r\n＝＋－＠]/;
const guarded = /^'+[=+\-@\t\r\n＝＋－＠]/;

/** The text with one apostrophe before it where a program would calculate it; others as they are. */
export function guard(text: string): string {
  return dangerous.test(text) ? `'${text}` : text;
}

/** What `guard` was given. */
export function unguard(text: string): string {
  return guarded.test(text) ? text.slice(1) : text;
}
