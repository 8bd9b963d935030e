/** A catalogue for the libraries of the demo: its books as MARC files, each library's with its own items, landed as any file is. */
import { createHash } from "node:crypto";
import { beginBatch, runBatch, usualProfiles } from "#library";
import { countClasses, countVolumes, createList, recordsWithNumbers, stepList } from "#library/filling";
import { type MarcRecord, makeRecord, writeIso2709 } from "#libs/marc";
import { type Ctx, inTx, type TxCtx, today } from "#platform/ctx";
import { DEMO_LISTS, DEMO_NAMES, DEMO_SUBJECTS, type DemoBook, demoBooks } from "../demo/books.ts";
import { type Chance, chance } from "../demo/chance.ts";
import { actorOf, idOf, type Keys } from "./keys.ts";

const seed = 20261123;
const agency = "WENMAI-DEMO";

/** Who has books where, which share of all editions, and the letters of its barcodes. */
const HOUSES = [
  { organisation: "lib", places: ["lib", "lanniao", "house-yinhe", "house-night"], share: 1, letters: "KL" },
  { organisation: "qlib", places: ["kq-lib"], share: 0.5, letters: "KQ" },
  { organisation: "bwhg", places: ["bj-lib", "house-rig"], share: 0.35, letters: "BJ" },
  { organisation: "dwhg", places: ["dz-lib", "house-dushanzi"], share: 0.35, letters: "DZ" },
] as const;

/** Each house's file lands as from the desk; the first brings the authorities. */
export async function fillCatalogue(ctx: Ctx, keys: Keys): Promise<void> {
  const day = today(ctx);
  const books = demoBooks(seed, day.year);
  const luck = chance(seed).branch("items");
  const usual = usualProfiles.find(({ name }) => name === "cnmarc-905");
  if (!usual?.items) throw new Error("no profile for the demo's items");
  for (const [n, house] of HOUSES.entries()) {
    const own = luck.branch(house.organisation);
    let barcode = 0;
    const records = books
      .filter(() => own.hits(house.share))
      .map((book) => {
        const items = Array.from({ length: own.whole(1, n === 0 ? 3 : 2) }, () => {
          barcode += 1;
          return itemOf(book, own, {
            barcode: `${house.letters}${String(barcode).padStart(6, "0")}`,
            place: own.hits(0.6) ? house.places[0] : own.one(house.places),
            on: day.subtract({ days: own.hits(0.08) ? own.whole(1, 40) : own.whole(60, 1500) }).toString(),
          });
        });
        return recordOf(book, items);
      });
    const pieces: Uint8Array[] = [];
    const all = [...(n === 0 ? authorities() : []), ...records];
    for await (const piece of writeIso2709([all])) pieces.push(Uint8Array.from(piece));
    const bytes = new Uint8Array(Buffer.concat(pieces));
    const sent = {
      organisationId: idOf(keys.organisations, house.organisation).id,
      file: `demo-${house.organisation}.mrc`,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      bytes: bytes.length,
      profile: {
        ...usual,
        name: "demo",
        flavour: null,
        agency,
        same: "keep" as const,
        items: { ...usual.items, hasRanges: false, shelf: "s", price: "p", status: "t" },
        places: Object.fromEntries(house.places.map((key) => [key, idOf(keys.places, key)])),
        statuses: { R: "reference" },
      },
    };
    const batch = await inTx(ctx, (inner) => beginBatch(inner, sent, "landing"));
    const landed = await runBatch(ctx, batch, [bytes], { signal: new AbortController().signal });
    if (landed.refused + landed.itemsRefused + landed.findings > 0)
      ctx.log.warn({ house: house.organisation, refused: landed.refused }, "demo records with findings");
  }
  await inTx(ctx, (inner) => countClasses(inner.db, ctx.clock()));
  await countVolumes(ctx);
}

/** What the city's library recommends, written, checked and published by its people. */
export async function fillLists(ctx: Ctx, keys: Keys): Promise<void> {
  const organisationId = idOf(keys.organisations, "lib").id;
  const as = async <R>(key: string, work: (inner: TxCtx) => Promise<R>): Promise<R> =>
    inTx({ ...ctx, actor: await actorOf(ctx, keys, key), channel: "desk" }, work);
  for (const { title, about, audience, translations, days, books } of DEMO_LISTS) {
    const known = await inTx(ctx, (inner) =>
      recordsWithNumbers(
        inner.db,
        books.map(([number]) => `wenmaidemo:${number}`),
      ),
    );
    const idOfBook = new Map(known.map(({ id, controlKey }) => [controlKey, String(id)]));
    const list = {
      title,
      about,
      audience,
      translations,
      from: null,
      until: days === null ? null : today(ctx).add({ days }).toString(),
      entries: books.map(([number, words]) => ({ record: idOf(idOfBook, `wenmaidemo:${number}`), words })),
    };
    let { id, version } = await as("lib-editor", (inner) => createList(inner, { organisationId, list }));
    for (const [step, by] of [
      ["submit", "lib-editor"],
      ["check", "lib-reviewer"],
      ["approve", "lib-manager"],
      ["publish", "lib-manager"],
    ] as const)
      ({ id, version } = await as(by, (inner) => stepList(inner, { id, version, step })));
  }
}

type Subfields = readonly (readonly [code: string, value: string])[];
interface Line {
  tag: string;
  indicators?: string;
  subfields: Subfields;
}

function itemOf(
  { classNumber, number }: DemoBook,
  luck: Chance,
  { barcode, place, on }: { barcode: string; place: string; on: string },
): Line {
  const shelf = luck.one(["一层文学区", "二层社科区", "二层东", "三层西"]);
  return {
    tag: "905",
    subfields: [
      ["a", place],
      ["b", barcode],
      ["d", classNumber],
      ["e", String(Number(number.slice(4)) % 97)],
      ["s", shelf],
      ["c", on],
      ["p", `CNY${luck.whole(18, 88)}.00`],
      ...(luck.hits(0.04) ? [["t", "R"] as const] : []),
    ],
  };
}

const label = "演示记录：版本与馆藏为虚构";
const publisher = "文脉演示出版社";

const recordOf = (book: DemoBook, items: readonly Line[]): MarcRecord =>
  book.language === "rus" || book.language === "eng" ? marc21(book, items) : cnmarc(book, items);

const children = ({ edition, subject }: DemoBook) => edition === "少儿版" || /童话|儿童/.test(subject);

function cnmarc(book: DemoBook, items: readonly Line[]): MarcRecord {
  const { number, title, original, author, language, classNumber, subject, edition, year } = book;
  const audience = children(book) ? "b" : "m";
  return made("00000nam0 2200000   450 ", number, [
    { tag: "100", subfields: [["a", `20260101d${year}    ${audience}  y0chiy50      ea`]] },
    { tag: "101", indicators: "0 ", subfields: [["a", language]] },
    { tag: "106", subfields: [["a", edition === "大字本" ? "d" : "r"]] },
    {
      tag: "200",
      indicators: "1 ",
      subfields: [
        ["a", title],
        ["f", author],
      ],
    },
    ...(edition ? [{ tag: "205", subfields: [["a", edition]] as Subfields }] : []),
    {
      tag: "210",
      subfields: [
        ["a", "克拉玛依"],
        ["c", publisher],
        ["d", String(year)],
      ],
    },
    {
      tag: "215",
      subfields: [
        ["a", "320页"],
        ["d", "21cm"],
      ],
    },
    { tag: "300", subfields: [["a", label]] },
    ...(original ? [{ tag: "500", indicators: "10", subfields: [["a", original]] as Subfields }] : []),
    { tag: "606", indicators: "0 ", subfields: [["a", subject]] },
    {
      tag: "690",
      subfields: [
        ["a", classNumber],
        ["v", "5"],
      ],
    },
    {
      tag: "701",
      indicators: " 0",
      subfields: [
        ["a", author],
        ["4", "著"],
      ],
    },
    {
      tag: "801",
      indicators: " 0",
      subfields: [
        ["a", "CN"],
        ["b", agency],
      ],
    },
    ...items,
  ]);
}

function marc21(book: DemoBook, items: readonly Line[]): MarcRecord {
  const { number, title, original, author, language, classNumber, subject, year } = book;
  const audience = children(book) ? "j" : " ";
  return made("00000nam a2200000 a 4500", number, [
    { tag: "003", subfields: [["", agency]] },
    { tag: "008", subfields: [["", `260101s${year}    cc     ${audience}      000 1 ${language} d`]] },
    { tag: "093", subfields: [["a", classNumber]] },
    {
      tag: "100",
      indicators: "1 ",
      subfields: [
        ["a", author],
        ["e", "author"],
      ],
    },
    ...(original ? [{ tag: "240", indicators: "10", subfields: [["a", original]] as Subfields }] : []),
    {
      tag: "245",
      indicators: "10",
      subfields: [
        ["a", `${title} /`],
        ["c", `${author}.`],
      ],
    },
    {
      tag: "260",
      subfields: [
        ["a", "Karamay :"],
        ["b", `${publisher},`],
        ["c", `${year}.`],
      ],
    },
    { tag: "300", subfields: [["a", "320 p."]] },
    { tag: "500", subfields: [["a", label]] },
    { tag: "650", indicators: " 4", subfields: [["a", subject]] },
    ...items,
  ]);
}

/** Names and subjects with what leads to them. */
function authorities(): MarcRecord[] {
  const some = (tag: string, rows: readonly (readonly [string, ...string[]])[], prefix: string) =>
    rows.map(([used, ...others], n) =>
      made("00000nz  a2200000n  4500", `${prefix}${n + 1}`, [
        { tag: "003", subfields: [["", agency]] },
        { tag: `1${tag}`, indicators: "1 ", subfields: [["a", used]] },
        ...others.map((other) => ({
          tag: `4${tag}`,
          indicators: "1 ",
          subfields: [["a", other]] as Subfields,
        })),
        { tag: "670", subfields: [["a", "演示规范记录"]] },
      ]),
    );
  return [...some("00", DEMO_NAMES, "demo-name"), ...some("50", DEMO_SUBJECTS, "demo-subject")];
}

const made = (leader: string, number: string, lines: readonly Line[]): MarcRecord =>
  makeRecord({
    leader,
    fields: [
      { tag: "001", value: number },
      ...lines.map(({ tag, indicators = "  ", subfields }) =>
        tag < "010"
          ? { tag, value: subfields[0]?.[1] ?? "" }
          : {
              tag,
              indicators: [indicators.charAt(0), indicators.charAt(1)] as const,
              subfields: subfields.map(([code, value]) => ({ code, value })),
            },
      ),
    ],
  });
