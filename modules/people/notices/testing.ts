/** Input of notices for the generated access test. */
import { newId } from "#platform/db";
import { stopToken } from "./stop.ts";

interface Input {
  params?: object;
  query?: object;
  body?: object;
}

export const noticeSamples: Record<string, (ctx: Parameters<typeof stopToken>[0]) => Promise<Input>> = {
  "people.notice-settings": async () => ({}),
  "people.choose-notices": async () => ({ body: { choices: { reminder: ["sms"] } } }),
  "people.ask-email": async () => ({ body: { email: "somebody@example.cn" } }),
  "people.confirm-email": async () => ({ body: { attempt: newId(), code: "000000" } }),
  "people.forget-email": async () => ({ body: {} }),
  "people.stop-link": async (ctx) => ({
    params: { token: stopToken(ctx, { account: newId(), kind: "programme" }) },
  }),
  "people.stop-by-link": async (ctx) => ({
    params: { token: stopToken(ctx, { account: newId(), kind: "programme" }) },
  }),
  "people.notice-counts": async () => ({}),
  "people.put-quiet-hours": async () => ({ body: { starts: "22:00", ends: "08:00", urgentBefore: "10:00" } }),
};
