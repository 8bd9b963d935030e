/** Builders of reading lists. */
import { system } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { aShelf } from "../items/testing.ts";
import { oneRecord } from "../searching/testing.ts";
import type { Samples } from "../testing.ts";
import type { ListText } from "./contract.ts";
import { createList } from "./write-list.ts";

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

const aPublicList = async (ctx: TxCtx, organisationId: string) => {
  const list = await aList(ctx, organisationId);
  await ctx.db.run`
    update library.reading_list set state = 'published', published_at = ${ctx.clock()} where id = ${list.id}`;
  return list;
};

export const listSamples: Samples = {
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
};
