/** HTTP of messages to people: permission, one use case, its answer. */
import { wholeCity } from "#places";
import { anyone, by, implement } from "#platform/http";
import { oneself, person } from "../asked.ts";
import { may } from "../may.ts";
import { chooseNotices, ownNoticeSettings } from "./choices.ts";
import * as contract from "./contract.ts";
import { noticeCounts, putQuietHours } from "./desk.ts";
import { askEmail, confirmEmail, forgetEmail } from "./email.ts";
import { markNoticesRead, noticesOf, noticesOfWards } from "./notify.ts";
import { messagesShown } from "./shown.ts";
import { readStop, stopByLink } from "./stop.ts";

export const noticesOperations = [
  implement(contract.myMessages, {
    may: by(may, "account.keep", oneself),
    run: async (ctx, { query }) => ({
      ...(await noticesOf(ctx, person(ctx).account, { after: query.after, limit: 50 })),
      wards: await noticesOfWards(ctx),
    }),
  }),
  implement(contract.readMessages, {
    may: by(may, "account.keep", oneself),
    run: async (ctx) => {
      await markNoticesRead(ctx, person(ctx).account);
      return {};
    },
  }),
  implement(contract.noticeSettings, {
    may: by(may, "notices.choose", oneself),
    run: (ctx) => ownNoticeSettings(ctx),
  }),
  implement(contract.chooseNotices, {
    may: by(may, "notices.choose", oneself),
    run: async (ctx, { body }) => {
      await chooseNotices(ctx, body.choices);
      return {};
    },
  }),
  implement(contract.askEmail, {
    may: by(may, "notices.choose", oneself),
    run: (ctx, { body }) => askEmail(ctx, body.email),
  }),
  implement(contract.confirmEmail, {
    may: by(may, "notices.choose", oneself),
    run: async (ctx, { body }) => {
      await confirmEmail(ctx, body);
      return {};
    },
  }),
  implement(contract.forgetEmail, {
    may: by(may, "notices.choose", oneself),
    run: async (ctx) => {
      await forgetEmail(ctx);
      return {};
    },
  }),
  implement(contract.stopLink, {
    may: anyone,
    run: async (ctx, { params }) => ({ kind: readStop(ctx, params.token).kind }),
  }),
  implement(contract.stopByLink, { may: anyone, run: (ctx, { params }) => stopByLink(ctx, params.token) }),
  implement(contract.noticeCounts, {
    may: by(may, "notices.watch", oneself),
    run: (ctx) => noticeCounts(ctx),
  }),
  implement(contract.putQuietHours, {
    may: by(may, "quiet-hours.put", wholeCity),
    run: (ctx, { body }) => putQuietHours(ctx, body),
  }),
  implement(contract.shownMessages, { may: anyone, run: async (ctx) => ({ items: messagesShown(ctx) }) }),
];
