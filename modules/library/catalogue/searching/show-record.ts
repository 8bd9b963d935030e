/** An edition as readers see it: what its record says, where it stands, what is near it. */
import type { AnswerOf } from "#contract";
import { organisationsOf, placesOf } from "#places";
import { type Ctx, today } from "#platform/ctx";
import { found, notFound, refused } from "#platform/errors";
import { named } from "#platform/i18n";
import { heldAt } from "../../acquiring/serials/show-serials.ts";
import { bibtexOf } from "../citing/bibtex.ts";
import { gbt7714 } from "../citing/gbt7714.ts";
import { risOf } from "../citing/ris.ts";
import { describe } from "../describing/describe.ts";
import type { Description } from "../describing/description.ts";
import { derivedOf } from "../keeping/derived.ts";
import { readKept } from "../keeping/read-kept.ts";
import type { EditionView, marcOfRecord, RecordView } from "./contract.ts";
import * as store from "./record-store.ts";

const mostEditions = 50;
/** On either side of it. */
const onShelfBeside = 5;

export async function showRecord(ctx: Ctx, id: string): Promise<RecordView> {
  const row = await publicRecord(ctx, id);
  const said = describe(await recordIn(row));
  const editions =
    row.workId === null ? [] : await store.editionsOf(ctx.db, row.workId, row.id, mostEditions);
  return {
    ...viewOf(said),
    id,
    holdings: await holdingsOf(ctx, row.id),
    unplaced: await unplacedOf(ctx, row.id),
    serials: await heldAt(ctx, row.id),
    otherEditions: editions.map(editionView),
    shelf: await shelfAround(ctx, row, said),
    citation: gbt7714(said, { url: `${ctx.city.publicUrl}/catalogue/${id}`, on: today(ctx).toString() }),
  };
}

/** A record that is part of another now leads there; one that is out of sight is not there. */
async function publicRecord(ctx: Ctx, id: string): Promise<store.KeptRow> {
  const row = found(await store.keptRow(ctx.db, id), "record", id);
  if (row.state === "merged")
    throw refused("library.merged", {}, { status: 410, next: `/catalogue/${row.mergedInto}` });
  if (row.state === "withdrawn") throw refused("library.withdrawn", {}, { status: 410 });
  if (row.state === "hidden") throw notFound("record", id);
  return row;
}

/** Whatever was taken can be read. */
const recordIn = async (row: store.KeptRow) => found(await readKept(row), "record", String(row.id));

function viewOf(said: Description) {
  const { names, series, subjects, otherTitles, isbns, classNumbers, price } = said;
  return {
    title: said.title,
    titleProper: said.titleProper,
    otherTitles: otherTitles.map(({ text, romanised, kind }) => ({ text, romanised, kind })),
    responsibility: said.responsibility,
    names: names.map(({ text, romanised, kind, roles, rolesSaid, dates }) => ({
      text,
      romanised,
      kind,
      roles,
      rolesSaid,
      dates,
    })),
    place: said.place,
    publisher: said.publisher,
    date: said.date,
    year: said.year,
    edition: said.edition,
    extent: said.extent,
    series: series.map(({ text, romanised, number }) => ({ text, romanised, number })),
    isbns: isbns.map(({ number, isRight }) => ({ number, isRight })),
    issns: said.issns,
    price: price?.said ?? null,
    languages: said.languages,
    originalLanguages: said.originalLanguages,
    classNumbers: classNumbers.map(({ scheme, number }) => ({ scheme, number })),
    subjects: subjects.map(({ text, parts }) => ({ text, parts })),
    genres: said.genres,
    summary: said.summary,
    contents: said.contents,
    notes: said.notes,
    form: said.form,
    audience: said.audience,
  };
}

const editionView = ({ id, form, classNumber: _, ...row }: store.EditionRow): EditionView => ({
  ...row,
  id: String(id),
  // Written by ourselves when it landed.
  form: form as EditionView["form"],
});

/** Places where most can be taken now come first. */
async function holdingsOf(ctx: Ctx, id: number): Promise<RecordView["holdings"]> {
  const rows = Map.groupBy(await store.shelvedItems(ctx.db, id), ({ placeId }) => placeId);
  const places = await placesOf(ctx.db, [...rows.keys()]);
  const sum = (some: readonly store.ShelvedRow[], of: "items" | "available") =>
    some.reduce((all, row) => all + row[of], 0);
  return [...rows]
    .flatMap(([placeId, some]) => {
      const place = places.get(placeId);
      if (!place?.public) return [];
      return {
        place: { id: placeId, name: named(place, ctx.locale), address: place.address },
        items: sum(some, "items"),
        available: sum(some, "available"),
        shelves: some.map(({ placeId: _, ...shelf }) => shelf),
      };
    })
    .toSorted((a, b) => b.available - a.available || a.place.name.localeCompare(b.place.name, ctx.locale));
}

async function unplacedOf(ctx: Ctx, id: number): Promise<RecordView["unplaced"]> {
  const rows = await store.unplacedItems(ctx.db, id);
  const houses = await organisationsOf(
    ctx.db,
    rows.map(({ ownerId }) => ownerId),
  );
  return rows.map(({ ownerId, ...some }) => ({ house: houses.get(ownerId)?.name ?? "", ...some }));
}

/** The record and what stands beside it; nothing for one without a number of the class tree. */
async function shelfAround(ctx: Ctx, row: store.KeptRow, said: Description): Promise<RecordView["shelf"]> {
  if (row.classNumber === "") return [];
  const { before, after } = await store.neighboursOf(ctx.db, row, onShelfBeside);
  if (before.length + after.length === 0) return [];
  const shelved = (one: store.EditionRow) => ({ ...editionView(one), classNumber: one.classNumber });
  const { audience: _, ...of } = derivedOf(said);
  const itself = {
    id: String(row.id),
    title: said.title.text,
    ...of,
    form: said.form,
    available: 0,
  };
  return [...before.map(shelved), itself, ...after.map(shelved)];
}

export async function showMarc(ctx: Ctx, id: string): Promise<AnswerOf<typeof marcOfRecord>> {
  const record = await recordIn(await publicRecord(ctx, id));
  return {
    title: describe(record).title.text,
    flavour: record.flavour,
    leader: record.leader,
    fields: Array.from(record.fields(), (field) => ({
      tag: field.tag,
      indicators: field.value === null ? field.indicators.join("") : "",
      value: field.value,
      subfields: field.value === null ? field.subfields.map(({ code, value }) => ({ code, value })) : [],
    })),
  };
}

export async function recordAsRis(ctx: Ctx, id: string): Promise<string> {
  return risOf(
    describe(await recordIn(await publicRecord(ctx, id))),
    `${ctx.city.publicUrl}/catalogue/${id}`,
  );
}

export async function recordAsBibtex(ctx: Ctx, id: string): Promise<string> {
  return bibtexOf(describe(await recordIn(await publicRecord(ctx, id))), {
    key: `wenmai${id}`,
    url: `${ctx.city.publicUrl}/catalogue/${id}`,
  });
}
