/** What a card reader that types like a keyboard writes into one field. Pure. */

export interface CardLine {
  number: string;
  name: string | null;
}

const separators = /[\t,，;；|\r\n]+/;
const cardNumber = /(?<![0-9A-Z])(?:\d{17}[\dX]|[A-Z]{3}\d{12})(?![0-9A-Z])/i;

/**
 * Number and name in what a reader typed. A field that holds only a number, or what somebody typed by hand, is the number.
 * Sex, people, address and office, which readers send too, are passed over: nobody here keeps them.
 */
export function readCardLine(line: string): CardLine {
  const typed = line.slice(0, 1000).normalize("NFKC").trim();
  const number = cardNumber.exec(typed)?.[0];
  if (!number || number === typed) return { number: typed, name: null };
  const fields = (separators.test(typed) ? typed.split(separators) : typed.split(/\s+/))
    .map((field) => field.replace(/^(?:姓名|name)\s*[:：]\s*/i, "").trim())
    // The name comes before sex, people and address on every card and in every reader's order.
    .filter((field) => field !== "" && !/\d/.test(field));
  const name = fields.find((field) => !/^[男女]$/.test(field)) ?? null;
  return { number, name };
}
