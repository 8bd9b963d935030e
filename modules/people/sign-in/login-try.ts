/** Tries of a login, whatever is tried: password, second factor. Known and unknown logins alike. */
import type { TxCtx } from "#platform/ctx";
import { type Problem, refused } from "#platform/errors";
import { secondsLocked } from "./limits.ts";
import * as store from "./store.ts";

export interface LoginTry {
  /** It was right: what went wrong before is forgotten. */
  right(): Promise<void>;
  /** It was wrong: the refusal to throw. It keeps the count. */
  wrong(id: "sign-in.wrong" | "password.wrong" | "second-factor.wrong-code"): Promise<Problem>;
}

/** Counts the try first: however many come at once, they are judged one after the other. Refuses while the login waits. */
export async function takeLoginTry(ctx: TxCtx, login: string): Promise<LoginTry> {
  const hash = ctx.keyedHash("people/login", login);
  const now = ctx.clock();
  const failures = await store.countTry(ctx.db, hash, now);
  if (failures === null) {
    const until = await store.lockedUntil(ctx.db, hash);
    throw waitRefusal(Math.max(1, Math.ceil((until ?? now).since(now).total("seconds"))));
  }
  return {
    right: () => store.forgetTries(ctx.db, hash),
    async wrong(id) {
      const seconds = secondsLocked(failures);
      if (seconds > 0) await store.lockLogin(ctx.db, hash, now.add({ seconds }));
      return refused(id, {}, { status: 422, keeps: true });
    },
  };
}

function waitRefusal(seconds: number) {
  return refused(
    "sign-in.locked",
    { retryAfter: seconds, minutes: Math.ceil(seconds / 60) },
    { status: 429 },
  );
}
