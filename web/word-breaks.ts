/**
 * Where a long Chinese heading may go on in the next line: between words, so that no name is torn. What stands between two marks and is
 * short stays together. Done on the page as it is sent, as with foreign runs.
 */

import { hanWords } from "../libs/texts/han-words.ts";

const heading = /<(h[1-3])\b[^>]*>[\s\S]*?<\/\1>/g;
/** About what fits a line of a heading on a phone stays as it is; the inside of a tag is no text. */
const parts = /<[^>]*>|[\p{Script=Han}\p{Nd}]{11,}/gu;

/** The page with `<wbr>` between the words of its long headings. Text stays what it is. */
export function breakHeadings(html: string): string {
  return html.replace(heading, (whole) =>
    whole.replace(parts, (part) => (part.startsWith("<") ? part : hanWords(part).join("<wbr>"))),
  );
}
