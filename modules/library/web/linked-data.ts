/** A record as search engines and other people's programs read it: schema.org in JSON-LD. */
import type { AnswerOf } from "#contract";
import type { getList } from "../catalogue/lists/contract.ts";
import type { RecordView } from "../catalogue/searching/contract.ts";

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

/** `url`: where addresses begin, the city's own. */
export function recordData(record: RecordView, url: string): Data {
  const type = types[record.form] ?? "Book";
  const [isbn] = record.isbns.filter(({ isRight }) => isRight);
  return {
    "@context": "https://schema.org",
    "@type": type,
    "@id": `${url}/catalogue/${record.id}`,
    url: `${url}/catalogue/${record.id}`,
    name: record.title.text,
    ...madeBy(record, type),
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

/** The property by which a type tells a role; what has none of its own contributed. */
const properties: Record<string, Partial<Record<string, string>>> = {
  Book: { author: "author", editor: "editor", translator: "translator", illustrator: "illustrator" },
  Movie: {
    author: "author",
    editor: "editor",
    translator: "translator",
    director: "director",
    performer: "actor",
    composer: "musicBy",
  },
  MusicRecording: { performer: "byArtist", conductor: "byArtist" },
};
const usualProperties: Partial<Record<string, string>> = {
  author: "author",
  editor: "editor",
  translator: "translator",
};
/** Of what is played, sung or printed as notes the piece has them. */
const ofThePiece: Partial<Record<string, { property: string; roles: readonly string[] }>> = {
  MusicRecording: { property: "recordingOf", roles: ["composer", "lyricist"] },
  SheetMusic: { property: "exampleOfWork", roles: ["composer", "lyricist"] },
};

/** Who did what for it, each role by its own property. A name without a role wrote it, unless it may as well have played in it. */
function madeBy({ names, title }: RecordView, type: string): Data {
  const told = properties[type] ?? usualProperties;
  const piece = ofThePiece[type];
  const noRole = type === "Movie" || type === "MusicRecording" ? "contributor" : "author";
  const by = new Map<string, RecordView["names"]>();
  const ofPiece = new Map<string, RecordView["names"]>();
  const add = (to: typeof by, property: string, name: RecordView["names"][number]) => {
    const some = to.get(property) ?? [];
    if (!some.includes(name)) to.set(property, [...some, name]);
  };
  for (const name of names) {
    if (name.roles.length === 0) add(by, noRole, name);
    for (const role of name.roles)
      if (piece?.roles.includes(role)) add(ofPiece, role, name);
      else if (role !== "publisher") add(by, told[role] ?? "contributor", name);
  }
  const data = (all: typeof by) =>
    Object.fromEntries([...all].map(([property, some]) => [property, people(some)]));
  const work = { "@type": "MusicComposition", name: title.text, ...data(ofPiece) };
  return { ...data(by), ...(piece && ofPiece.size > 0 && { [piece.property]: work }) };
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
