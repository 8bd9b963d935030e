/** HTTP of reading lists and of one's own. */
import { organisationOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { anyone, by, FileAnswer, implement } from "#platform/http";
import { stepAsked } from "#platform/publishing";
import { may } from "../../may.ts";
import * as contract from "./contract.ts";
import { keepBook, letBookGo, myBooksAsBibtex, myBooksAsRis, showMyBooks } from "./kept.ts";
import { putListCover } from "./list-cover.ts";
import { listOf } from "./list-store.ts";
import { showPublicNewBooks } from "./new-books.ts";
import { shareList } from "./share-list.ts";
import { listForDesk, showForDesk } from "./show-desk.ts";
import { showList, showLists } from "./show-list.ts";
import { createList, editList, stepList } from "./write-list.ts";

const listTarget = async (ctx: Ctx, { params: { id } }: { params: { id: string } }) =>
  found(await listOf(ctx.db, id), "reading-list", id);
const own = by(may, "books.own", () => ({}));

export const listOperations = [
  implement(contract.listLists, { may: anyone, run: (ctx, { query }) => showLists(ctx, query) }),
  implement(contract.getList, { may: anyone, run: (ctx, { params }) => showList(ctx, params.id) }),
  implement(contract.listPicture, {
    may: anyone,
    run: async (ctx, { params }) => {
      const png = await shareList(ctx, params.id);
      return new FileAnswer(`${params.id}.png`, "image/png", [png], { shown: true }).asAnswer();
    },
  }),
  implement(contract.publicNewBooks, {
    may: anyone,
    run: (ctx, { query }) => showPublicNewBooks(ctx, query),
  }),
  implement(contract.myBooks, { may: own, run: (ctx) => showMyBooks(ctx) }),
  implement(contract.keepBook, {
    may: own,
    run: async (ctx, { params }) => {
      await keepBook(ctx, params.id);
      return {};
    },
  }),
  implement(contract.letBookGo, {
    may: own,
    run: async (ctx, { params }) => {
      await letBookGo(ctx, params.id);
      return {};
    },
  }),
  implement(contract.myBooksRis, { may: own, run: (ctx) => myBooksAsRis(ctx) }),
  implement(contract.myBooksBibtex, { may: own, run: (ctx) => myBooksAsBibtex(ctx) }),
  implement(contract.deskLists, {
    may: by(may, "reading-list.list-desk", () => ({})),
    run: (ctx, { query }) => listForDesk(ctx, query),
  }),
  implement(contract.deskList, {
    may: by(may, "reading-list.see-desk", listTarget),
    run: (ctx, { params }) => showForDesk(ctx, params.id),
  }),
  implement(contract.createList, {
    may: by(may, "reading-list.write", async (ctx, { body }) => ({
      orgPath: found(await organisationOf(ctx.db, body.organisationId), "organisation", body.organisationId)
        .path,
      state: "draft" as const,
    })),
    run: (ctx, { body }) => createList(ctx, body),
  }),
  implement(contract.editList, {
    may: by(may, "reading-list.write", listTarget),
    run: (ctx, { params, body }) => editList(ctx, { ...params, ...body }),
  }),
  implement(contract.putListCover, {
    may: by(may, "reading-list.write", listTarget),
    run: (ctx, { params, body }) => putListCover(ctx, { ...params, ...body }),
  }),
  implement(contract.stepList, {
    may: by(may, "reading-list.step", async (ctx, input) => ({
      ...(await listTarget(ctx, input)),
      step: input.body.step,
    })),
    run: (ctx, { params, body }) => stepList(ctx, { ...params, ...stepAsked(body) }),
  }),
];
