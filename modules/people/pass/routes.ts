/** HTTP of passes: permission, one use case, its answer. */
import { anyone, by, implement } from "#platform/http";
import { nameOfSubject } from "../account/account.ts";
import { ownAccount } from "../account/me.ts";
import { asker, oneself, pathOf, person } from "../asked.ts";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { cityKeys, devicesOf, forgetDevice, registerDevice, staticPass, subjectOfPassScan } from "./pass.ts";
import { usesSoon } from "./uses.ts";

export const passOperations = [
  implement(contract.myPass, {
    may: by(may, "account.keep", oneself),
    run: async (ctx) => {
      const { id, name, subject } = await ownAccount(ctx);
      const devices = await devicesOf(ctx.db, id);
      return {
        name,
        ...(await staticPass(ctx, subject)),
        coming: await usesSoon(ctx, subject),
        devices: devices.map((one) => ({
          id: one.id,
          madeAt: one.madeAt.toString(),
          seenAt: one.seenAt.toString(),
        })),
      };
    },
  }),
  implement(contract.registerOwnDevice, {
    may: by(may, "account.keep", oneself),
    run: (ctx, { body }) => registerDevice(ctx, person(ctx).account, body.key),
  }),
  implement(contract.forgetOwnDevice, {
    may: by(may, "account.keep", oneself),
    run: async (ctx, { params }) => {
      await forgetDevice(ctx, { account: person(ctx).account, asker: asker(ctx), id: params.id });
      return {};
    },
  }),
  implement(contract.checkScannedPass, {
    may: by(may, "pass.check", (ctx, { body }) => pathOf(ctx, body.organisation)),
    run: async (ctx, { body }) => {
      const { subject, needsDocument } = await subjectOfPassScan(ctx, body.scan);
      return { subject, needsDocument, name: await nameOfSubject(ctx.db, subject) };
    },
  }),
  implement(contract.passKeys, { may: anyone, run: async (ctx) => ({ keys: (await cityKeys(ctx)).public }) }),
];
