/** What a record is found by besides and no list of ours shows: numbering, frequency, other forms of it, printers, what is linked to it; and where it is read on line. */
import { embeddedFields, type Field } from "#libs/marc";
import type { Reader, Readers } from "./reading.ts";
import { joined } from "./texts.ts";

/** The text of these subfields, in both scripts. */
const text =
  (codes: string): Reader =>
  (draft, field, twin) => {
    for (const one of twin ? [field, twin] : [field]) add(draft.said.alsoFound, joined(one, codes));
  };

/** Of the thing itself or a version of it; what is only related to it has 2 (MARC 21). */
const link: Reader = (draft, field, twin) => {
  text("yz3")(draft, field, twin);
  const address = field.get("u")?.trim() ?? "";
  if (field.indicators[1] !== "2" && /^https?:\/\/\S{1,1000}$/i.test(address)) draft.said.address ??= address;
};

/** Of another record: the fields in the field but for its number, or what stands there itself. */
const linked: Reader = (draft, field) => {
  const inside = embeddedFields(field).flatMap(({ subfields }) => subfields);
  const said = inside.length > 0 ? inside : field.subfields;
  const texts = said.flatMap(({ code, value }) => ("atehifvx".includes(code) ? [value] : []));
  add(draft.said.alsoFound, texts.join(" "));
};

function add(texts: string[], said: string): void {
  const plain = said.replace(/\s+/g, " ").trim();
  if (plain !== "") texts.push(plain);
}

/** Of a field that nobody can say what it stands for: all but the link. */
export const everythingIn = (field: Field) =>
  field.subfields
    .flatMap(({ code, value }) => (code === "6" ? [] : [value]))
    .join(" ")
    .trim();

const all = (tags: string, reader: Reader): Record<string, Reader> =>
  Object.fromEntries(tags.split(" ").map((tag) => [tag, reader]));

export const alsoFoundReaders: Readers = {
  marc21: {
    // Numbers of reports and of government documents.
    ...all("027 086 088", text("a")),
    "245": text("h"),
    ...all("260 264", text("abef")),
    ...all("310 321", text("ab")),
    "362": text("a"),
    ...all("440 490 830", text("x")),
    // Notes that the page does not show. What only staff need, and words that stand in every record of a supplier, are left out.
    ...all("507 510 513 515 516 522 524 525 526 535 536 544 547 552 556 562 563 567 581 585", text("abc")),
    ...all("530 533 555", text("abcdefmnu")),
    "752": text("abcd"),
    ...all("760 762 765 767 770 772 773 774 775 776 777 780 785 786 787", text("abstuxz")),
    "856": link,
  },
  unimarc: {
    "200": text("b"),
    ...all("206 207 230", text("az")),
    ...all("210 214", text("aceg")),
    "225": text("efx"),
    ...all("301 302 303 309 313 315 317 318 319 321 322 323 331 332 334 335 336 345", text("abc")),
    ...all("411 412 413 421 422 424 425 431 432 433 435 436 437 441 442 443 445 446 447 448", linked),
    ...all("452 453 455 456 461 462 463 464 470 481 482 488", linked),
    "856": link,
  },
};
