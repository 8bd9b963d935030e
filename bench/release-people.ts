/** A crowd that is signed in: accounts and sessions made in bulk, each with the cookie of its own. */
import { createHash, randomBytes } from "node:crypto";
import type { City } from "#main/city";
import { newSubjects } from "#platform/auth";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";

const atOnce = 5000;

/** Makes so many residents, signed in for a month. Answers their cookies. */
export async function signedInCrowd(city: City, count: number): Promise<string[]> {
  const cookies: string[] = [];
  while (cookies.length < count) {
    const tokens = Array.from({ length: Math.min(atOnce, count - cookies.length) }, () =>
      randomBytes(32).toString("base64url"),
    );
    await inTx(city.ctx("bench"), async (ctx) => {
      const subjects = await newSubjects(ctx.db, ctx, tokens.length);
      const accounts = tokens.map(() => newId());
      const now = ctx.clock();
      await ctx.db.run`
        insert into people.account (id, subject, kind, level, locale, demo, made_at)
        select id, subject, 'resident', 0, 'zh-CN', true, ${now}
          from unnest(${accounts}::uuid[], ${subjects.map(({ id }) => id)}::uuid[]) as n(id, subject)`;
      await ctx.db.run`
        insert into platform.session (token_hash, account, channel, created_at, seen_at, expires_at)
        select hash, account, 'portal', ${now}, ${now}, ${now.add({ hours: 24 * 30 })}
          from unnest(${accounts}::uuid[],
                      ${tokens.map((token) => createHash("sha256").update(token).digest())}::bytea[]) as n(account, hash)`;
    });
    cookies.push(...tokens.map((token) => `wenmai=${token}`));
  }
  return cookies;
}
