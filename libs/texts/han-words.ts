const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

const joins = new Set("的和与及到");

/**
 * The pieces of a Chinese text that a line break should not tear, in order; joined they are the text. Words are ICU's; names from
 * elsewhere fall into single characters there, so nothing breaks beside one that joins nothing.
 */
export function hanWords(text: string): string[] {
  const pieces: string[] = [];
  let before = "";
  for (const { segment } of segmenter.segment(text)) {
    const breaks = (before.length > 1 || joins.has(before)) && segment.length > 1;
    if (breaks || before === "") pieces.push(segment);
    else pieces.push(`${pieces.pop()}${segment}`);
    before = segment;
  }
  return pieces;
}
