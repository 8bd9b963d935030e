/** A record as search engines and other people's programs read it: schema.org in JSON-LD. */
import type { AnswerOf } from "#contract";
import type { RecordView } from "../catalogue/finding/contract.ts";
import type { getList } from "../catalogue/lists/contract.ts";

type Data = Record<string, unknown>;

const types: Partial<Record<RecordView["form"], string>> = {
  serial: "Periodical",
  map: "Map",
  score: "SheetMusic",
  music: "MusicRecording",
  speech: "AudioObject",
  video: "Movie",
  picture: "VisualArtwork",
  object: "CreativeWork",
  mixed: "CreativeWork",
  other: "CreativeWork",
};
const formats: Partial<Record<RecordView["form"], string>> = { electronic: "EBook" };

/** `url`: where addresses begin; nothing on a page of ours, which has its own. */
export function recordData(record: RecordView, url: string): Data {
  const type = types[record.form] ?? "Book";
  const by = (role: string) => people(record.names.filter(({ roles }) => roles.includes(role)));
  const authors = record.names.filter(({ roles }) => roles.length === 0 || roles.includes("author"));
  const [isbn] = record.isbns.filter(({ isRight }) => isRight);
  return {
    "@context": "https://schema.org",
    "@type": type,
    "@id": `${url}/catalogue/${record.id}`,
    url: `${url}/catalogue/${record.id}`,
    name: record.title.text,
    ...some("author", people(authors)),
    ...some("editor", by("editor")),
    ...some("translator", by("translator")),
    ...(type === "Book" && by("illustrator").length > 0 && { illustrator: by("illustrator") }),
    ...(record.publisher && { publisher: { "@type": "Organization", name: record.publisher.text } }),
    ...(record.year !== null && { datePublished: String(record.year) }),
    ...(record.edition && type === "Book" && { bookEdition: record.edition.text }),
    ...(formats[record.form] && { bookFormat: `https://schema.org/${formats[record.form]}` }),
    ...some("inLanguage", record.languages.flatMap(tagOf)),
    ...(isbn && type === "Book" && { isbn: isbn.number }),
    ...(record.issns.length > 0 && type === "Periodical" && { issn: record.issns }),
    ...some(
      "about",
      record.subjects.map(({ text }) => text),
    ),
    ...(record.summary && { description: record.summary }),
    ...some(
      "offers",
      record.holdings.map(({ place, available }) => ({
        "@type": "Offer",
        businessFunction: "http://purl.org/goodrelations/v1#LeaseOut",
        price: 0,
        priceCurrency: "CNY",
        availability: `https://schema.org/${available > 0 ? "InStock" : "OutOfStock"}`,
        offeredBy: { "@type": "Library", name: place.name, "@id": `${url}/places/${place.id}` },
      })),
    ),
  };
}

/** A reading list of ours: its books in order. */
export const listData = (list: AnswerOf<typeof getList>): Data => ({
  "@context": "https://schema.org",
  "@type": "ItemList",
  "@id": `/lists/${list.id}`,
  name: list.title,
  ...(list.about && { description: list.about }),
  inLanguage: list.lang,
  itemListOrder: "https://schema.org/ItemListOrderAscending",
  numberOfItems: list.entries.length,
  itemListElement: list.entries.map(({ book }, n) => ({
    "@type": "ListItem",
    position: n + 1,
    item: {
      "@type": types[book.form] ?? "Book",
      "@id": `/catalogue/${book.id}`,
      url: `/catalogue/${book.id}`,
      name: book.title,
    },
  })),
});

const some = (name: string, values: readonly unknown[]): Data =>
  values.length > 0 ? { [name]: values } : {};

const people = (names: RecordView["names"]) =>
  names.map(({ text, kind }) => ({
    "@type": kind === "body" || kind === "meeting" ? "Organization" : "Person",
    name: text,
  }));

/** BCP 47. */
function tagOf(code: string): string[] {
  const { language } = new Intl.Locale(code);
  return language === "und" ? [] : [language];
}
