/** Records for everybody's tests: real ones from beside the repository, and such as one writes down; and batches of them. */
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type MarcRecord, makeRecord, readMarc, writeIso2709 } from "#libs/marc";
import { aResident } from "#people/testing";
import { organisationOf } from "#places";
import { aFacility, anOrganisation } from "#places/testing";
import { system } from "#platform/auth";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found } from "#platform/errors";
import { aBuyerAt, aLine, anOrder, aSentOrder } from "./acquiring/orders/testing.ts";
import { checkIn } from "./acquiring/serials/change-serial.ts";
import { aMonthly, aSubscription } from "./acquiring/serials/testing.ts";
import { makeWish } from "./acquiring/wishes/make-wish.ts";
import { describeAuthority } from "./catalogue/authorities/authority.ts";
import { describe } from "./catalogue/describing/describe.ts";
import { fieldsForSearch } from "./catalogue/describing/for-search.ts";
import { type ItemMapping, itemsIn } from "./catalogue/describing/items.ts";
import { edit, make, withdraw } from "./catalogue/editing/edit.ts";
import { keepTemplate } from "./catalogue/editing/edit-store.ts";
import { begun, templates } from "./catalogue/editing/formats/templates.ts";
import type { Batch } from "./catalogue/importing/batch-store.ts";
import { beginBatch } from "./catalogue/importing/begin-batch.ts";
import type { Profile } from "./catalogue/importing/profile.ts";
import { usualProfiles } from "./catalogue/importing/profiles.ts";
import { runBatch } from "./catalogue/importing/run-batch.ts";
import type { ListText } from "./catalogue/lists/contract.ts";
import { createList } from "./catalogue/lists/write-list.ts";
import { merge } from "./catalogue/matching/merge.ts";
import { createProfile } from "./catalogue/profiles/profiles.ts";
import { begin as beginStocktake, scan } from "./catalogue/shelf/stocktake.ts";
import { propose } from "./catalogue/shelf/weeding.ts";
import { holdSamples } from "./circulation/holds/testing.ts";

export { wantedOf } from "./catalogue/finding/asked.ts";
export { countFor } from "./catalogue/finding/count.ts";
export { nextHits } from "./catalogue/finding/find.ts";
export { searchFor } from "./catalogue/finding/search.ts";
export { checkIn as bringBack } from "./circulation/lending/check-in.ts";
export { checkOut } from "./circulation/lending/check-out.ts";
export { join as joinAsReader } from "./circulation/readers/join.ts";
export { someCopies } from "./circulation/testing.ts";

const folder = join(import.meta.dirname, "../../../shared/data/marc");

/** For a test's `skip`. */
export const withoutMarcFolder = !existsSync(folder) && "no ../shared/data/marc beside the repository";

/** Paths of all files of real records, within their folder. */
export const marcFiles = (): string[] =>
  globSync("**/*.*", { cwd: folder })
    .filter((path) => !path.endsWith(".md"))
    .toSorted();

export const marcBytesAt = (path: string) => new Uint8Array(readFileSync(join(folder, path)));

/** The records of a file that can be read. */
export async function marcRecordsAt(path: string, charset?: "windows-1251"): Promise<MarcRecord[]> {
  const records: MarcRecord[] = [];
  for await (const some of readMarc([marcBytesAt(path)], {
    charset: charset ?? null,
  }))
    records.push(...some.filter((read) => read.kind === "record"));
  return records;
}

/** A record as one writes it down: a tag, two indicators and subfields behind `$` in each line; control fields have neither. */
export function aRecord(leader: string, lines: string): MarcRecord {
  const fields = lines
    .trim()
    .split("\n")
    .map((line) => {
      const [, tag = "", rest = ""] = /^\s*(\S{3}) (.*)$/.exec(line) ?? [];
      if (!rest.includes("$")) return { tag, value: rest };
      const subfields = rest
        .slice(2)
        .split("$")
        .slice(1)
        .map((one) => ({ code: one.charAt(0), value: one.slice(1).trim() }));
      return { tag, indicators: [rest.charAt(0), rest.charAt(1)] as const, subfields };
    });
  return makeRecord({ leader, fields });
}

/** Where the layouts at hand keep their items, one under the other: what the first has is found in each. */
export const anItemMapping = (change: Partial<ItemMapping> = {}): ItemMapping => ({
  tags: ["905"],
  barcode: "b",
  hasRanges: false,
  callNumber: ["d", "e"],
  between: "/",
  place: "c",
  shelf: null,
  volume: "f",
  price: null,
  status: null,
  acquired: null,
  source: null,
  ...change,
});

/** Asks a record everything that the catalogue asks of one. */
export function everythingSaidBy(record: MarcRecord): void {
  fieldsForSearch(describe(record));
  describeAuthority(record);
  itemsIn(
    record,
    anItemMapping({ tags: ["852", "905", "949", "952"], hasRanges: true, price: "p", acquired: "d" }),
  );
}

/** A book with this control number, as a library's system would export it; `more` are lines of further fields. */
export const aBook = (number: string, title = "克拉玛依的歌", more = "", level = "m") =>
  aRecord(
    `01024na${level} a2200265 a 4500`,
    `001 ${number}
003 TEST
008 260612s2024    cc            000 0 chi d
245 10$a${title}
260   $a北京$b人民出版社$c2024
${more}`,
  );

/** Records as a file in ISO 2709. */
export async function aFile(...records: MarcRecord[]): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeIso2709([records])) pieces.push(Uint8Array.from(piece));
  return new Uint8Array(Buffer.concat(pieces));
}

export const aProfile = (name = "koha-952", change: Partial<Profile> = {}): Profile => {
  const usual = usualProfiles.find((one) => one.name === name);
  if (!usual) throw new Error(`no profile "${name}"`);
  return { ...usual, ...change };
};

export interface FileBuild {
  organisationId: string;
  bytes: Uint8Array;
  profile?: Profile;
  state?: "checking" | "landing";
}

/** A file of an organisation, landed or checked by whoever asks. */
export async function landedBatch(
  ctx: Ctx,
  { organisationId, bytes, profile = aProfile(), state = "landing" }: FileBuild,
): Promise<Batch> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const sent = { organisationId, file: "test.mrc", sha256, bytes: bytes.length, profile };
  const batch = await inTx(ctx, (inner) => beginBatch(inner, sent, state));
  return runBatch(ctx, batch, [bytes], { signal: new AbortController().signal });
}

const aKey = () => newId().replaceAll("-", "");
const theCity = (ctx: TxCtx): TxCtx => ({ ...ctx, actor: system });

/** A place of an organisation with one book on its shelf. */
export async function aShelf(ctx: TxCtx, organisationId: string) {
  const { id: placeId } = await aFacility(ctx, { organisationId });
  const barcode = aKey();
  const batch = await landedBatch(theCity(ctx), {
    organisationId,
    bytes: await aFile(aBook(aKey(), "架上的书", `952   $p${barcode}$oI25/1$c二楼A1`)),
    profile: aProfile("koha-952", { place: placeId }),
  });
  const item = await ctx.db.one<{ id: number; recordId: number; version: number }>`
    select id, record_id, version from library.item where owner_id = ${organisationId} and barcode = ${barcode}`;
  return { placeId, barcode, batch, ...item };
}

/** Two records of an organisation that look the same; the newer first. */
export async function aLikeness(ctx: TxCtx, organisationId: string) {
  const title = `疑似 ${aKey()}`;
  const bytes = await aFile(aBook(aKey(), title), aBook(aKey(), title));
  const batch = await landedBatch(theCity(ctx), { organisationId, bytes });
  return ctx.db.one<{ record: number; like: number }>`
    select record_id as record, like_id as like from library.likeness where batch_id = ${batch.id}`;
}

/** A landed file with a record that was refused, and where it stands. */
export async function aRefusedRecord(ctx: TxCtx, organisationId: string) {
  const good = Buffer.from(await aFile(aBook(aKey(), "好的")));
  const bytes = new Uint8Array(Buffer.concat([good, Buffer.from("00026nam a22      a 4500\x1e\x1d")]));
  const { id } = await landedBatch(theCity(ctx), { organisationId, bytes });
  const at = await ctx.db.one<{ number: number; byte: number }>`
    select record_number as number, byte from library.refused_record where batch_id = ${id}`;
  return { id, ...at };
}

const aStocktake = async (ctx: TxCtx, organisationId: string) => {
  const { placeId, barcode } = await aShelf(ctx, organisationId);
  const { id } = await beginStocktake(theCity(ctx), { placeId, shelf: "" });
  await scan(theCity(ctx), { id, barcodes: barcode });
  return { id, barcode };
};

const aRule = { publishedBefore: 2030, acquiredBefore: null, keepCopies: null, statuses: [], shelf: "" };

const aWeeding = async (ctx: TxCtx, organisationId: string) => {
  const { placeId, id: itemId } = await aShelf(ctx, organisationId);
  return { ...(await propose(theCity(ctx), { placeId, ...aRule })), itemId };
};

/** A book that a reader wants to be bought. */
export async function aWish(ctx: TxCtx, organisationId: string) {
  const { placeId } = await aShelf(ctx, organisationId);
  const input = {
    placeId,
    title: `荐购 ${aKey()}`,
    author: "",
    isbn: "",
    publisher: "",
    why: "想看",
    seen: false,
  };
  const { actor } = await aResident(ctx);
  return { ...(await makeWish({ ...ctx, actor }, input)), input };
}

const ofBatch = async (ctx: TxCtx, organisationId: string) => {
  const bytes = await aFile(aBook(aKey(), "一批"));
  return { params: { id: (await landedBatch(theCity(ctx), { organisationId, bytes })).id } };
};

/** A catalogue of one book. */
const oneRecord = async (ctx: TxCtx, organisationId: string) => ({
  params: { id: String((await aShelf(ctx, organisationId)).recordId) },
});

/** A Chinese book as somebody types it: the template, with a title, an ISBN and whatever else is said. */
export function aChineseBook({ title = "克拉玛依的歌", isbn = "", more = "" } = {}): string {
  const template = templates.find(({ id }) => id === "chinese-book");
  return `${begun(template?.lines ?? "", "2026-06-12")
    .replace("010   $a", `010   $a${isbn}`)
    .replace("200 1 $a$A", `200 1 $a${title}$Ake la ma yi`)
    .replace("210   $a$c", "210   $a乌鲁木齐$c新疆人民出版社")}
${more}`;
}

const aTemplate = async (ctx: TxCtx, organisationId: string) => {
  const { path: orgPath } = found(
    await organisationOf(ctx.db, organisationId),
    "organisation",
    organisationId,
  );
  const template = {
    organisationId,
    orgPath,
    name: aKey(),
    flavour: "unimarc" as const,
    lines: aChineseBook(),
  };
  return keepTemplate(ctx.db, { id: newId(), ...template }, ctx.clock());
};

/** A record made at the desk, which has no items; and one version before it. */
export async function aDeskRecord(ctx: TxCtx, organisationId: string) {
  const made = {
    organisationId,
    flavour: "unimarc" as const,
    lines: aChineseBook({ title: `著录 ${aKey()}` }),
  };
  const { id } = await make(theCity(ctx), made);
  const lines = aChineseBook({ title: `改过 ${aKey()}` });
  const { version } = await edit(theCity(ctx), { id, version: 1, lines });
  return { id, version, lines };
}

export const aListText = ({ recordId }: { recordId: number }, change: Partial<ListText> = {}): ListText => ({
  title: "读一读克拉玛依",
  about: "从一首歌开始。",
  audience: "所有人",
  from: null,
  until: null,
  translations: { en: { title: "Reading Karamay", about: "It begins with a song.", audience: "Everybody" } },
  entries: [{ record: String(recordId), words: "先读这一本。" }],
  ...change,
});

/** A draft with one book, by somebody who is no tester. */
export async function aList(ctx: TxCtx, organisationId: string) {
  const { recordId } = await aShelf(ctx, organisationId);
  const list = aListText({ recordId });
  const { id, version } = await createList(
    { ...ctx, actor: { ...system, subject: newId() } },
    { organisationId, list },
  );
  return { id, version, recordId };
}

/** An authority for a person who is called otherwise too. */
export async function anAuthority(
  ctx: TxCtx,
  organisationId: string,
  { name = aKey(), others = [aKey()] }: { name?: string; others?: readonly string[] } = {},
): Promise<{ id: number }> {
  const number = aKey();
  const variants = others.map((other) => `400 1 $a${other}`).join("\n");
  const record = aRecord("00000nz  a2200000n  4500", `001 ${number}\n003 TEST\n100 1 $a${name}\n${variants}`);
  await landedBatch(theCity(ctx), { organisationId, bytes: await aFile(record) });
  return ctx.db.one<{ id: number }>`
    select id from library.record where control_key = ${`test:${number}`}`;
}

const aKeptProfile = (ctx: TxCtx, organisationId: string) =>
  createProfile(theCity(ctx), { organisationId, profile: aProfile("koha-952", { name: aKey() }) });

const aPublicList = async (ctx: TxCtx, organisationId: string) => {
  const list = await aList(ctx, organisationId);
  await ctx.db.run`
    update library.reading_list set state = 'published', published_at = ${ctx.clock()} where id = ${list.id}`;
  return list;
};

/** A house with a place that may order, and somebody who does. */
export async function aBuyer(ctx: TxCtx, { amountFen = 100_000, organisationId = "" } = {}) {
  const own = organisationId || (await anOrganisation(ctx)).id;
  return aBuyerAt(ctx, await aShelf(ctx, own), { organisationId: own, amountFen });
}

/** A house with a place that may order, and the record of a magazine with this ISSN. */
export async function aSubscriber(ctx: TxCtx, { organisationId = "", issn = "0258-8218" } = {}) {
  const buyer = await aBuyer(ctx, { organisationId });
  const magazine = aBook(aKey(), `刊 ${aKey()}`, `022   $a${issn}`, "s");
  const { id } = await landedBatch(theCity(ctx), {
    organisationId: buyer.organisationId,
    bytes: await aFile(magazine),
  });
  const { recordId } = await ctx.db.one<{ recordId: number }>`
    select id as record_id from library.record where batch_id = ${id}`;
  return { ...buyer, recordId };
}

const aDraft = async (ctx: TxCtx, organisationId: string) => {
  const buyer = await aBuyer(ctx, { organisationId });
  return { ...buyer, ...(await anOrder(ctx, buyer)) };
};
const anOrderOnItsWay = async (ctx: TxCtx, organisationId: string) =>
  aSentOrder(ctx, await aBuyer(ctx, { organisationId }));

const aSerial = async (ctx: TxCtx, organisationId: string) =>
  aSubscription(ctx, await aSubscriber(ctx, { organisationId }));
const anIssue = { year: 2026, number: 1 };

type Input = Record<string, unknown>;

/** One for every operation, for the generated access test. */
export const samples: Record<string, (ctx: TxCtx, organisationId: string) => Promise<Input>> = {
  "library.search": async () => ({ query: { q: "克拉玛依" } }),
  "library.count": async () => ({ query: { q: "克拉玛依" } }),
  "library.book-places": async () => ({}),
  "library.record": oneRecord,
  "library.record-marc": oneRecord,
  "library.record-ris": oneRecord,
  "library.record-bibtex": oneRecord,
  "library.batches": async () => ({}),
  "library.send-batch": async (_ctx, organisationId) => ({
    body: {
      organisationId,
      file: "books.mrc",
      content: Buffer.from(await aFile(aBook(aKey(), "送来的"))).toString("base64"),
      profile: "records",
    },
  }),
  "library.batch": ofBatch,
  "library.land-batch": ofBatch,
  "library.map-codes": async (ctx, organisationId) => ({
    ...(await ofBatch(ctx, organisationId)),
    body: { places: [], statuses: [{ said: "坏", status: "damaged" }] },
  }),
  "library.stop-batch": ofBatch,
  "library.drop-batch": ofBatch,
  "library.undo-batch": ofBatch,
  "library.settle-findings": async (ctx, organisationId) => ({
    ...(await ofBatch(ctx, organisationId)),
    body: { finding: "library.no-title", one: null },
  }),
  "library.reopen-findings": async (ctx, organisationId) => ({
    ...(await ofBatch(ctx, organisationId)),
    body: { finding: "library.no-title" },
  }),
  "library.mend-finding": async (ctx, organisationId) => {
    const bytes = await aFile(aBook(aKey(), "错的 ISBN", "020   $a9787020002200"));
    const { id } = await landedBatch(theCity(ctx), { organisationId, bytes });
    const one = await ctx.db.one<{ id: number }>`
      select id from library.finding where batch_id = ${id} and finding = 'library.isbn'`;
    return { params: { id, finding: one.id }, body: { value: "9787020002207" } };
  },
  "library.findings-sheet": ofBatch,
  "library.batch-records": async (ctx, organisationId) => ({
    ...(await ofBatch(ctx, organisationId)),
    query: { did: "added" },
  }),
  "library.drop-all-refused": async (ctx, organisationId) => ({
    params: { id: (await aRefusedRecord(ctx, organisationId)).id },
  }),
  "library.refused-record": async (ctx, organisationId) => ({
    params: await aRefusedRecord(ctx, organisationId),
  }),
  "library.land-refused": async (ctx, organisationId) => ({
    params: await aRefusedRecord(ctx, organisationId),
    body: { lines: `LDR 00000nam a2200000 a 4500\n001 ${aKey()}\n245 10$a修好的` },
  }),
  "library.drop-refused": async (ctx, organisationId) => ({
    params: await aRefusedRecord(ctx, organisationId),
  }),
  "library.likenesses": async () => ({}),
  "library.likeness": async (ctx, organisationId) => ({ params: await aLikeness(ctx, organisationId) }),
  "library.keep-apart": async (ctx, organisationId) => ({ params: await aLikeness(ctx, organisationId) }),
  "library.merge": async (ctx, organisationId) => {
    const params = await aLikeness(ctx, organisationId);
    return { params, body: { keep: params.like } };
  },
  "library.undo-merge": async (ctx, organisationId) => {
    const { record, like } = await aLikeness(ctx, organisationId);
    return { params: await merge(theCity(ctx), { keep: like, drop: record }) };
  },
  "library.shelf": async () => ({ query: {} }),
  "library.new-books": async (ctx, organisationId) => ({
    params: { id: (await aShelf(ctx, organisationId)).placeId },
    query: {},
  }),
  "library.record-items": async (ctx, organisationId) => ({
    params: { id: (await aShelf(ctx, organisationId)).recordId },
    query: {},
  }),
  "library.add-items": async (ctx, organisationId) => {
    const { recordId, placeId } = await aShelf(ctx, organisationId);
    const text = { shelf: "", callNumber: "I25/2", volume: "", source: "", acquiredOn: null, note: "" };
    const of = { placeId, ownerId: null, barcode: aKey(), copies: 1, status: "available", priceFen: null };
    return { params: { id: recordId }, body: { ...of, ...text } };
  },
  "library.item": async (ctx, organisationId) => ({ params: { id: (await aShelf(ctx, organisationId)).id } }),
  "library.edit-item": async (ctx, organisationId) => {
    const { id, version, placeId } = await aShelf(ctx, organisationId);
    const text = { shelf: "二楼A2", callNumber: "I25/1", volume: "", source: "", acquiredOn: null, note: "" };
    return { params: { id }, body: { version, placeId, status: "damaged", priceFen: 3600, ...text } };
  },
  "library.remove-item": async (ctx, organisationId) => {
    const { id, version } = await aShelf(ctx, organisationId);
    await ctx.db.run`update library.item set batch_id = null where id = ${id}`;
    return { params: { id }, body: { version } };
  },
  "library.nowhere": async () => ({ query: {} }),
  "library.place-items": async (ctx, organisationId) => {
    const { placeId } = await aShelf(ctx, organisationId);
    const bytes = await aFile(aBook(aKey(), "没有馆藏地的书", `952   $p${aKey()}$bNORTH`));
    await landedBatch(theCity(ctx), { organisationId, bytes });
    return { body: { owner: organisationId, said: "NORTH", placeId } };
  },
  "library.labels": async (ctx, organisationId) => ({
    query: { place: (await aShelf(ctx, organisationId)).placeId },
  }),
  "library.stocktakes": async () => ({}),
  "library.begin-stocktake": async (ctx, organisationId) => ({
    body: { placeId: (await aShelf(ctx, organisationId)).placeId, shelf: "二楼" },
  }),
  "library.stocktake": async (ctx, organisationId) => ({
    params: { id: (await aStocktake(ctx, organisationId)).id },
    query: {},
  }),
  "library.scan": async (ctx, organisationId) => {
    const { id, barcode } = await aStocktake(ctx, organisationId);
    return { params: { id }, body: { barcodes: barcode } };
  },
  "library.take-back-scan": async (ctx, organisationId) => {
    const { id, barcode } = await aStocktake(ctx, organisationId);
    return { params: { id }, body: { barcode } };
  },
  "library.close-stocktake": async (ctx, organisationId) => ({
    params: { id: (await aStocktake(ctx, organisationId)).id },
    body: {},
  }),
  "library.weedings": async () => ({}),
  "library.propose-weeding": async (ctx, organisationId) => ({
    body: { placeId: (await aShelf(ctx, organisationId)).placeId, ...aRule },
  }),
  "library.weeding": async (ctx, organisationId) => ({
    params: { id: (await aWeeding(ctx, organisationId)).id },
  }),
  "library.keep-weeded": async (ctx, organisationId) => {
    const { id, itemId } = await aWeeding(ctx, organisationId);
    return { params: { id }, body: { itemId, kept: true } };
  },
  "library.decide-weeding": async (ctx, organisationId) => ({
    params: { id: (await aWeeding(ctx, organisationId)).id },
    body: { approve: true },
  }),
  "library.templates": async () => ({}),
  "library.recent-records": async () => ({}),
  "library.format": async () => ({ params: { flavour: "unimarc" }, query: { kind: "authority" } }),
  "library.save-template": async (_ctx, organisationId) => ({
    body: { organisationId, name: aKey(), flavour: "unimarc", lines: aChineseBook() },
  }),
  "library.drop-template": async (ctx, organisationId) => ({
    params: { id: await aTemplate(ctx, organisationId) },
  }),
  "library.open-record": async (ctx, organisationId) => ({
    params: { id: (await aShelf(ctx, organisationId)).recordId },
  }),
  "library.make-record": async (_ctx, organisationId) => ({
    body: { organisationId, flavour: "unimarc", lines: aChineseBook() },
  }),
  "library.edit-record": async (ctx, organisationId) => ({
    params: { id: (await aShelf(ctx, organisationId)).recordId },
    body: {
      version: 1,
      lines: `LDR 01024nam a2200265 a 4500\n008 260612s2024    cc            000 0 chi d\n245 10$a改`,
    },
  }),
  "library.withdraw-record": async (ctx, organisationId) => {
    const { id, version } = await aDeskRecord(ctx, organisationId);
    return { params: { id }, body: { version } };
  },
  "library.restore-record": async (ctx, organisationId) => {
    const { id, version } = await aDeskRecord(ctx, organisationId);
    await withdraw(theCity(ctx), { id, version });
    return { params: { id }, body: { version: version + 1 } };
  },
  "library.record-history": async (ctx, organisationId) => ({
    params: { id: (await aDeskRecord(ctx, organisationId)).id },
    query: {},
  }),
  "library.go-back": async (ctx, organisationId) => {
    const { id, version } = await aDeskRecord(ctx, organisationId);
    return { params: { id, to: 1 }, body: { version } };
  },
  "library.headings": async () => ({ query: { q: "鲁迅" } }),
  "library.pinyin": async () => ({ query: { text: "围城" } }),
  "library.copy-targets": async () => ({}),
  "library.ask-target": async () => ({ params: { target: "none" }, query: { title: "围城" } }),
  "library.lists": async () => ({ query: {} }),
  "library.list": async (ctx, organisationId) => ({
    params: { id: (await aPublicList(ctx, organisationId)).id },
  }),
  "library.list-picture": async (ctx, organisationId) => ({
    params: { id: (await aPublicList(ctx, organisationId)).id },
  }),
  "library.public-new-books": async () => ({ query: {} }),
  "library.my-books": async () => ({}),
  "library.keep-book": oneRecord,
  "library.let-book-go": oneRecord,
  "library.my-books-ris": async () => ({}),
  "library.my-books-bibtex": async () => ({}),
  "library.desk-lists": async () => ({ query: {} }),
  "library.desk-list": async (ctx, organisationId) => ({
    params: { id: (await aList(ctx, organisationId)).id },
  }),
  "library.create-list": async (ctx, organisationId) => ({
    body: { organisationId, list: aListText(await aShelf(ctx, organisationId)) },
  }),
  "library.edit-list": async (ctx, organisationId) => {
    const { id, version, recordId } = await aList(ctx, organisationId);
    return { params: { id }, body: { version, list: aListText({ recordId }) } };
  },
  "library.put-list-cover": async (ctx, organisationId) => {
    const { id, version } = await aList(ctx, organisationId);
    return { params: { id }, body: { version, cover: null } };
  },
  "library.step-list": async (ctx, organisationId) => {
    const { id, version } = await aList(ctx, organisationId);
    return { params: { id }, body: { version, step: "submit" } };
  },
  "library.classes": async () => ({ query: {} }),
  "library.class-help": async () => ({ query: { q: "小说" } }),
  "library.profiles": async () => ({ query: {} }),
  "library.profile": async (ctx, organisationId) => ({ params: await aKeptProfile(ctx, organisationId) }),
  "library.create-profile": async (_ctx, organisationId) => ({
    body: { organisationId, profile: aProfile("koha-952", { name: aKey() }) },
  }),
  "library.edit-profile": async (ctx, organisationId) => ({
    params: await aKeptProfile(ctx, organisationId),
    body: { version: 1, profile: aProfile("koha-952", { name: aKey() }) },
  }),
  "library.drop-profile": async (ctx, organisationId) => ({
    params: await aKeptProfile(ctx, organisationId),
  }),
  "library.authorities": async () => ({ query: { q: "鲁迅" } }),
  "library.authority": async (ctx, organisationId) => ({ params: await anAuthority(ctx, organisationId) }),
  "library.wish-form": async () => ({ query: { title: "克拉玛依" } }),
  "library.make-wish": async (ctx, organisationId) => ({
    body: { ...(await aWish(ctx, organisationId)).input, why: "也想看" },
  }),
  "library.own-wishes": async () => ({}),
  "library.leave-wish": async (ctx, organisationId) => ({
    params: { id: (await aWish(ctx, organisationId)).id },
    body: {},
  }),
  "library.wishes": async () => ({ query: {} }),
  "library.wish": async (ctx, organisationId) => ({ params: { id: (await aWish(ctx, organisationId)).id } }),
  "library.decide-wish": async (ctx, organisationId) => ({
    params: { id: (await aWish(ctx, organisationId)).id },
    body: { state: "considered", reason: "", record: null },
  }),
  "library.money": async () => ({}),
  "library.add-budget": async (_ctx, organisationId) => ({
    body: { organisationId, year: 2026, name: aKey(), amountFen: 100_000 },
  }),
  "library.approve-budget": async (ctx, organisationId) => ({
    params: { id: (await aBuyer(ctx, { organisationId })).budgetId },
    body: { amountFen: 200_000 },
  }),
  "library.add-supplier": async (_ctx, organisationId) => ({
    body: { organisationId, name: aKey(), contact: "", pays: 75, days: 20 },
  }),
  "library.end-supplier": async (ctx, organisationId) => ({
    params: { id: (await aBuyer(ctx, { organisationId })).supplierId },
    body: {},
  }),
  "library.orders": async () => ({ query: {} }),
  "library.begin-order": async (ctx, organisationId) => {
    const { supplierId, budgetId } = await aBuyer(ctx, { organisationId });
    return { body: { organisationId, kind: "purchase", supplierId, budgetId, note: "" } };
  },
  "library.order": async (ctx, organisationId) => ({
    params: { id: (await aDraft(ctx, organisationId)).id },
  }),
  "library.order-sheet": async (ctx, organisationId) => ({
    params: { id: (await aDraft(ctx, organisationId)).id },
  }),
  "library.add-line": async (ctx, organisationId) => {
    const { id, placeId } = await aDraft(ctx, organisationId);
    return { params: { id }, body: aLine(placeId) };
  },
  "library.drop-line": async (ctx, organisationId) => ({
    params: { id: (await aDraft(ctx, organisationId)).line },
    body: {},
  }),
  "library.send-order": async (ctx, organisationId) => ({
    params: { id: (await aDraft(ctx, organisationId)).id },
    body: {},
  }),
  "library.end-order": async (ctx, organisationId) => ({
    params: { id: (await anOrderOnItsWay(ctx, organisationId)).id },
    body: { as: "cancelled", reason: "书商缺货" },
  }),
  "library.claim-order": async (ctx, organisationId) => ({
    params: { id: (await anOrderOnItsWay(ctx, organisationId)).id },
    body: {},
  }),
  "library.receive": async (ctx, organisationId) => ({
    params: { id: (await anOrderOnItsWay(ctx, organisationId)).line },
    body: { barcodes: aKey(), shelf: "", callNumber: "", unitFen: null },
  }),
  "library.limit-wishes": async (_ctx, organisationId) => ({ body: { organisationId, aMonth: 3 } }),
  "library.serials": async () => ({}),
  "library.subscribe": async (ctx, organisationId) => ({
    body: aMonthly(await aBuyer(ctx, { organisationId })),
  }),
  "library.serial": async (ctx, organisationId) => ({ params: await aSerial(ctx, organisationId) }),
  "library.renew-serial": async (ctx, organisationId) => ({
    params: await aSerial(ctx, organisationId),
    body: { priceFen: 0, budgetId: null },
  }),
  "library.end-serial": async (ctx, organisationId) => ({
    params: await aSerial(ctx, organisationId),
    body: {},
  }),
  "library.serial-days-off": async (ctx, organisationId) => ({
    params: await aSerial(ctx, organisationId),
    body: { holidays: true, daysOff: "2026-10-01 2026-10-03" },
  }),
  "library.check-in": async (ctx, organisationId) => ({
    params: await aSerial(ctx, organisationId),
    body: anIssue,
  }),
  "library.scan-issue": async () => ({ body: { scanned: "0258-8218", placeId: null } }),
  "library.claim-issue": async (ctx, organisationId) => ({
    params: await aSerial(ctx, organisationId),
    body: { ...anIssue, state: "claimed" },
  }),
  "library.take-back-issue": async (ctx, organisationId) => {
    const buyer = await aSubscriber(ctx, { organisationId });
    const params = await aSubscription(ctx, buyer);
    await checkIn({ ...ctx, actor: buyer.manager }, { ...params, ...anIssue });
    return { params, body: anIssue };
  },
  "library.bind": async (ctx, organisationId) => {
    const buyer = await aSubscriber(ctx, { organisationId });
    const params = await aSubscription(ctx, buyer);
    await checkIn({ ...ctx, actor: buyer.manager }, { ...params, ...anIssue });
    const item = { barcode: aKey(), shelf: "", callNumber: "" };
    return { params, body: { year: 2026, from: 1, to: 12, ...item } };
  },
  ...holdSamples,
};
