/** HTTP of what somebody has learned, and of certificates. */
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { anyone, by, FileAnswer, implement } from "#platform/http";
import { classById } from "../classes/class-store.ts";
import { may } from "../may.ts";
import { certificatePdf, certificateTarget } from "./certificate-pdf.ts";
import { issue, standings, verify, withdraw } from "./certificates.ts";
import * as contract from "./contract.ts";
import { join, mine } from "./record.ts";

const ofClass = async (ctx: Ctx, { params: { id } }: { params: { id: string } }) =>
  found(await classById(ctx.db, id), "class", id);

export const learningOperations = [
  implement(contract.myLearning, { may: by(may, "learning.own", () => ({})), run: (ctx) => mine(ctx) }),
  implement(contract.joinLesson, {
    may: by(may, "learning.own", () => ({})),
    run: (ctx, { params }) => join(ctx, params.id),
  }),
  implement(contract.issueCertificates, {
    may: by(may, "certificate.issue", ofClass),
    run: (ctx, { params }) => issue(ctx, params.id),
  }),
  implement(contract.listCertificates, {
    may: by(may, "class.roll", ofClass),
    run: (ctx, { params }) => standings(ctx, params.id),
  }),
  implement(contract.withdrawCertificate, {
    may: by(may, "certificate.issue", (ctx, { params }) => certificateTarget(ctx, params.number)),
    run: (ctx, { params, body }) => withdraw(ctx, { ...params, ...body }),
  }),
  implement(contract.verifyCertificate, {
    may: anyone,
    run: (ctx, { params }) => verify(ctx, params.number),
  }),
  implement(contract.certificateFile, {
    may: by(may, "certificate.see", (ctx, { params }) => certificateTarget(ctx, params.number)),
    run: async (ctx, { params, query }) => {
      const pdf = await certificatePdf(ctx, params.number, query.lang ?? "zh-CN");
      return new FileAnswer(`${params.number}.pdf`, "application/pdf", [pdf]).asAnswer();
    },
  }),
];
