/** HTTP of batches: permission, one use case, its answer. */
import { organisationOf } from "#places";
import { audit } from "#platform/audit";
import type { Ctx } from "#platform/ctx";
import { found, invalid } from "#platform/errors";
import { by, implement } from "#platform/http";
import { may } from "../../may.ts";
import { acceptFindings, reopenFindings } from "../keeping/finding-store.ts";
import { batchOf } from "./batch-store.ts";
import * as contract from "./contract.ts";
import * as desk from "./desk-batches.ts";
import { findingsSheet } from "./findings-sheet.ts";
import { dropAllOfBatch, dropRefused, landMended } from "./mend.ts";
import { mendFinding } from "./mend-finding.ts";
import { listForDesk, showBatch, showRecords, showRefused } from "./show-batch.ts";

const batchTarget = async (ctx: Ctx, { params: { id } }: { params: { id: string } }) =>
  found(await batchOf(ctx.db, id), "batch", id);

export const batchOperations = [
  implement(contract.listBatches, {
    may: by(may, "catalogue.list", () => ({})),
    run: (ctx) => listForDesk(ctx),
  }),
  implement(contract.sendBatch, {
    may: by(may, "batch.send", async (ctx, { body: { organisationId } }) => ({
      orgPath: found(await organisationOf(ctx.db, organisationId), "organisation", organisationId).path,
    })),
    run: async (ctx, { body: { content, sha256, place = null, agency = null, same = null, ...body } }) => {
      if ((content === undefined) === (sha256 === undefined))
        throw invalid([{ field: "/body/file", id: "missing" }]);
      const hash = content === undefined ? (sha256 ?? "") : await keep(ctx, content);
      return desk.send(ctx, { ...body, sha256: hash, place, agency, same });
    },
  }),
  implement(contract.getBatch, {
    may: by(may, "batch.see", batchTarget),
    run: (ctx, { params, query }) => showBatch(ctx, params.id, query),
  }),
  implement(contract.landBatch, {
    may: by(may, "batch.land", batchTarget),
    run: async (ctx, { params }) => {
      await desk.land(ctx, params.id);
      return {};
    },
  }),
  implement(contract.mapCodes, {
    may: by(may, "batch.land", batchTarget),
    run: async (ctx, { params, body }) => {
      await desk.mapCodes(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.stopBatch, {
    may: by(may, "batch.land", batchTarget),
    run: async (ctx, { params }) => {
      await desk.stop(ctx, params.id);
      return {};
    },
  }),
  implement(contract.dropBatch, {
    may: by(may, "batch.land", batchTarget),
    run: async (ctx, { params }) => {
      await desk.drop(ctx, params.id);
      return {};
    },
  }),
  implement(contract.undoBatch, {
    may: by(may, "batch.undo", batchTarget),
    run: async (ctx, { params }) => {
      await desk.undo(ctx, params.id);
      return {};
    },
  }),
  implement(contract.settleFindings, {
    may: by(may, "batch.land", batchTarget),
    run: async (ctx, { params: { id }, body }) => {
      const settled = await acceptFindings(ctx.db, id, {
        finding: body.finding,
        id: body.one,
        now: ctx.clock(),
      });
      if (settled > 0)
        await audit(ctx, {
          what: "batch.findings-settled",
          on: { kind: "batch", id },
          detail: { finding: body.finding, settled },
        });
      return { settled };
    },
  }),
  implement(contract.reopenFindings, {
    may: by(may, "batch.land", batchTarget),
    run: async (ctx, { params: { id }, body: { finding } }) => {
      const reopened = await reopenFindings(ctx.db, id, finding);
      if (reopened > 0)
        await audit(ctx, {
          what: "batch.findings-reopened",
          on: { kind: "batch", id },
          detail: { finding, reopened },
        });
      return { reopened };
    },
  }),
  implement(contract.mendFinding, {
    may: by(may, "batch.land", batchTarget),
    run: async (ctx, { params, body }) => {
      await mendFinding(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.findingsSheet, {
    may: by(may, "batch.see", batchTarget),
    run: async (ctx, { params }) => (await findingsSheet(ctx, params.id)).asAnswer(),
  }),
  implement(contract.batchRecords, {
    may: by(may, "batch.see", batchTarget),
    run: (ctx, { params, query }) => showRecords(ctx, params.id, query),
  }),
  implement(contract.dropAllRefused, {
    may: by(may, "batch.land", batchTarget),
    run: async (ctx, { params: { id } }) => ({ dropped: await dropAllOfBatch(ctx, id) }),
  }),
  implement(contract.getRefused, {
    may: by(may, "batch.see", batchTarget),
    run: (ctx, { params }) => showRefused(ctx, params),
  }),
  implement(contract.landRefused, {
    may: by(may, "batch.land", batchTarget),
    run: (ctx, { params, body }) => landMended(ctx, { ...params, ...body }),
  }),
  implement(contract.dropRefused, {
    may: by(may, "batch.land", batchTarget),
    run: async (ctx, { params }) => {
      await dropRefused(ctx, params);
      return {};
    },
  }),
];

async function keep(ctx: Ctx, content: string): Promise<string> {
  const bytes = Buffer.from(content, "base64");
  if (bytes.length === 0) throw invalid([{ field: "/body/content", id: "missing" }]);
  return (await (await ctx.storage(desk.area)).put(bytes)).sha256;
}
