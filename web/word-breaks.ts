/**
 * Where a long Chinese heading may go on in the next line: between words, so that no name is torn. What stands between two marks and is
 * short stays together. Done on the page as it is sent, as with foreign runs.
 */

const heading = /<(h[1-3])\b[^>]*>[\s\S]*?<\/\1>/g;
/** About what fits a line of a heading on a phone stays as it is; the inside of a tag is no text. */
const parts = /<[^>]*>|[\p{Script=Han}\p{Nd}]{11,}/gu;
const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

/** The page with `<wbr>` between the words of its long headings. Text stays what it is. */
export function breakHeadings(html: string): string {
  return html.replace(heading, (whole) =>
    whole.replace(parts, (part) => (part.startsWith("<") ? part : withBreaks(part))),
  );
}

const joins = new Set("的和与及到");

/** Names from elsewhere fall into single characters: nothing breaks beside one that joins nothing. */
function withBreaks(text: string): string {
  const words = [...segmenter.segment(text)].map(({ segment }) => segment);
  return words.reduce((line, word, at) => {
    const before = words[at - 1] ?? "";
    return `${line}${(before.length > 1 || joins.has(before)) && word.length > 1 ? "<wbr>" : ""}${word}`;
  }, "");
}
