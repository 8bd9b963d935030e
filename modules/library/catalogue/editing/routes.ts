/** HTTP of the cataloguing desk: permission, one use case, its answer. */
import { organisationOf } from "#places";
import { audit } from "#platform/audit";
import type { Ctx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { pinyinOf } from "#platform/search";
import { may } from "../../may.ts";
import { titleKeyOf } from "../describing/keys.ts";
import * as contract from "./contract.ts";
import { ask } from "./copy.ts";
import { edit, goBack, make, readable, restore, withdraw } from "./edit.ts";
import * as store from "./edit-store.ts";
import { formatIn } from "./formats/view.ts";
import { listForDesk, openForDesk, showHistory } from "./show.ts";

const mostProposed = 12;
const mostRecent = 20;

const recordTarget = async (ctx: Ctx, { params: { id } }: { params: { id: number } }) => ({
  paths: await store.housesOf(ctx.db, id),
});
const houseTarget = async (ctx: Ctx, { body: { organisationId } }: { body: { organisationId: string } }) => ({
  orgPath: found(await organisationOf(ctx.db, organisationId), "organisation", organisationId).path,
});
const nothing = () => ({});

export const editOperations = [
  implement(contract.listTemplates, {
    may: by(may, "catalogue.list", nothing),
    run: (ctx) => listForDesk(ctx),
  }),
  implement(contract.recentRecords, {
    may: by(may, "catalogue.list", nothing),
    run: async (ctx) => ({
      items: (await store.recentlyDone(ctx.db, mostRecent)).map((one) => ({ ...one, at: one.at.toString() })),
    }),
  }),
  implement(contract.getFormat, {
    may: by(may, "catalogue.list", nothing),
    run: async (ctx, { params, query }) => formatIn(params.flavour, ctx.locale, query.kind),
  }),
  implement(contract.saveTemplate, {
    may: by(may, "record.make", houseTarget),
    run: async (ctx, { body }) => {
      readable(body.lines);
      const { path } = found(
        await organisationOf(ctx.db, body.organisationId),
        "organisation",
        body.organisationId,
      );
      const kept = {
        ...body,
        name: body.name.trim(),
        id: newId(ctx.clock().epochMilliseconds),
        orgPath: path,
      };
      const id = await store.keepTemplate(ctx.db, kept, ctx.clock());
      await audit(ctx, {
        what: "template.kept",
        on: { kind: "template", id },
        detail: { organisation: body.organisationId },
      });
      return { id };
    },
  }),
  implement(contract.dropTemplate, {
    may: by(may, "record.make", async (ctx, { params: { id } }) =>
      found(await store.templateOf(ctx.db, id), "template", id),
    ),
    run: async (ctx, { params: { id } }) => {
      await store.dropTemplate(ctx.db, id);
      await audit(ctx, { what: "template.dropped", on: { kind: "template", id } });
      return {};
    },
  }),
  implement(contract.openRecord, {
    may: by(may, "catalogue.list", nothing),
    run: (ctx, { params: { id } }) => openForDesk(ctx, id),
  }),
  implement(contract.makeRecord, {
    may: by(may, "record.make", houseTarget),
    run: (ctx, { body }) => make(ctx, body),
  }),
  implement(contract.editRecord, {
    may: by(may, "record.edit", recordTarget),
    run: (ctx, { params, body }) => edit(ctx, { ...params, ...body }),
  }),
  implement(contract.withdrawRecord, {
    may: by(may, "record.edit", recordTarget),
    run: async (ctx, { params, body }) => {
      await withdraw(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.restoreRecord, {
    may: by(may, "record.edit", recordTarget),
    run: async (ctx, { params, body }) => {
      await restore(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.recordHistory, {
    may: by(may, "catalogue.list", nothing),
    run: (ctx, { params: { id }, query }) => showHistory(ctx, id, query),
  }),
  implement(contract.goBack, {
    may: by(may, "record.edit", recordTarget),
    run: async (ctx, { params, body }) => {
      await goBack(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.proposeHeadings, {
    may: by(may, "catalogue.list", nothing),
    run: async (ctx, { query: { q } }) => {
      const key = titleKeyOf(q);
      return { items: key === "" ? [] : await store.headingsLike(ctx.db, key, mostProposed) };
    },
  }),
  implement(contract.proposePinyin, {
    may: by(may, "catalogue.list", nothing),
    run: async (_, { query: { text, person } }) => ({ pinyin: pinyinOf(text, { person: person === "yes" }) }),
  }),
  implement(contract.copyTargets, {
    may: by(may, "catalogue.list", nothing),
    run: async ({ otherCatalogues }) => ({
      items: otherCatalogues.map(({ id, name, protocol }) => ({ id, name, protocol })),
    }),
  }),
  implement(contract.askTarget, {
    may: by(may, "record.copy", nothing),
    run: (ctx, { params: { target }, query }) => ask(ctx, target, query),
  }),
];
