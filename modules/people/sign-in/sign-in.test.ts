import assert from "node:assert/strict";
import { findSession } from "#platform/auth";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { performer } from "#platform/http";
import { type ShownMessage, shownMessages } from "#platform/notify";
import { at, dbTest } from "#platform/testing";
import { phoneOf } from "../account/account.ts";
import { actorFor } from "../account/actor.ts";
import { sendCodeLetter } from "../notices/send.ts";
import { operations } from "../routes.ts";

const city = performer(operations, { checkAnswers: true });
const noon = "2026-06-12T04:00:00Z";

/** A visitor with a phone: asks, waits for the message, has a session. */
function visitor(base: Ctx, instant = noon) {
  const messenger = shownMessages(at(instant));
  let token: string | null = null;
  const ctx: Ctx = {
    ...base,
    clock: at(instant),
    random: trueRandom,
    messenger,
    setSession: (fresh) => {
      token = fresh;
    },
  };
  const ask = async (phone: string) =>
    (await city.perform(ctx, "people.ask-code", { body: { phone } }, null)) as {
      attempt: string;
      phone: string;
    };
  const messageOf = async (attempt: string): Promise<ShownMessage | undefined> => {
    await sendCodeLetter(ctx, { attempt });
    return messenger.list()[0];
  };
  const codeOf = async (attempt: string) => /\d{6}/.exec((await messageOf(attempt))?.text ?? "")?.[0] ?? "";
  const signIn = async (attempt: string, code: string) =>
    (await city.perform(ctx, "people.sign-in", { body: { attempt, code } }, null)) as { isNew: boolean };
  return { ctx, ask, messageOf, codeOf, signIn, token: () => token };
}

const idOf = (error: unknown) => (error instanceof Problem ? error.id : String(error));
const wrongFor = (code: string) => (code === "000000" ? "000001" : "000000");

dbTest("the first sign-in makes the account, the next finds it", async ({ db, ctx }) => {
  const one = visitor(ctx);
  const asked = await one.ask("139 0000 1001");
  assert.equal(asked.phone, "139****1001");
  assert.equal((await one.messageOf(asked.attempt))?.address, "+8613900001001");
  assert.deepEqual(await one.signIn(asked.attempt, await one.codeOf(asked.attempt)), { isNew: true });
  assert.ok(one.token());

  const again = visitor(ctx, "2026-06-12T04:02:00Z");
  const second = await again.ask("+86 13900001001");
  assert.deepEqual(await again.signIn(second.attempt, await again.codeOf(second.attempt)), { isNew: false });
  const accounts = await db.many<{ id: string; name: string | null }>`
    select a.id, a.name from people.account a join platform.session s on s.account = a.id`;
  assert.equal(new Set(accounts.map(({ id }) => id)).size, 1);
  assert.equal(accounts[0]?.name, null);
  assert.equal(await phoneOf(db, accounts[0]?.id ?? ""), "+8613900001001");
});

dbTest("two first sign-ins with one number at once end with one account", async ({ db, ctx }) => {
  const [one, two] = [visitor(ctx), visitor(ctx, "2026-06-12T04:01:00Z")];
  const [first, second] = [await one.ask("13900001002"), await two.ask("13900001002")];
  const results = await Promise.all([
    one.codeOf(first.attempt).then((code) => one.signIn(first.attempt, code)),
    two.codeOf(second.attempt).then((code) => two.signIn(second.attempt, code)),
  ]);
  assert.deepEqual(results.map(({ isNew }) => isNew).sort(), [false, true]);
  const hash = ctx.keyedHash("people/phone", "+8613900001002");
  assert.equal((await db.many`select 1 from people.account where phone_hash = ${hash}`).length, 1);
});

dbTest(
  "another code goes where the first one went, though nobody types the number again",
  async ({ ctx }) => {
    const one = visitor(ctx);
    const { attempt } = await one.ask("13900001013");
    const resend = (who: typeof one, of: string) =>
      city.perform(who.ctx, "people.ask-code", { body: { attempt: of } }, null) as Promise<{
        attempt: string;
      }>;
    await assert.rejects(resend(one, attempt), { id: "code.too-soon" });
    const later = visitor(ctx, "2026-06-12T04:10:00Z");
    const second = await resend(later, attempt);
    assert.equal(
      (await later.messageOf(second.attempt))?.address,
      "+8613900001013",
      "also when the first is over",
    );
    await later.signIn(second.attempt, await later.codeOf(second.attempt));
    await assert.rejects(resend(visitor(ctx, "2026-06-12T04:20:00Z"), second.attempt), { id: "code.over" });
    await assert.rejects(city.perform(later.ctx, "people.ask-code", { body: {} }, null), {
      faults: [{ field: "/body/phone", id: "missing" }],
    });
  },
);

dbTest("known and unknown numbers get the same answer", async ({ ctx }) => {
  const known = visitor(ctx);
  const asked = await known.ask("13900001003");
  await known.signIn(asked.attempt, await known.codeOf(asked.attempt));
  const later = visitor(ctx, "2026-06-12T05:00:00Z");
  const [one, other] = [await later.ask("13900001003"), await later.ask("13900001004")];
  assert.deepEqual(Object.keys(one).sort(), Object.keys(other).sort());
  assert.deepEqual({ ...one, attempt: "", phone: "" }, { ...other, attempt: "", phone: "" });
  await assert.rejects(later.ask("13900001003"), { id: "code.too-soon" });
  await assert.rejects(later.ask("13900001004"), { id: "code.too-soon" });
});

dbTest(
  "five wrong tries and the right code is too late: a refusal does not undo the count",
  async ({ ctx }) => {
    const one = visitor(ctx);
    const { attempt } = await one.ask("13900001005");
    const code = await one.codeOf(attempt);
    const left: unknown[] = [];
    for (let n = 0; n < 5; n++) {
      await assert.rejects(one.signIn(attempt, wrongFor(code)), (error) => {
        assert.equal(idOf(error), "code.wrong");
        left.push((error as Problem).data.left);
        return true;
      });
    }
    assert.deepEqual(left, [4, 3, 2, 1, 0]);
    await assert.rejects(one.signIn(attempt, code), { id: "code.over" });
    assert.equal(one.token(), null);
  },
);

dbTest("fifty guesses at once are five guesses", async ({ ctx }) => {
  const one = visitor(ctx);
  const { attempt } = await one.ask("13900001006");
  const wrong = wrongFor(await one.codeOf(attempt));
  const results = await Promise.allSettled(Array.from({ length: 50 }, () => one.signIn(attempt, wrong)));
  const ids = results.map((result) => (result.status === "rejected" ? idOf(result.reason) : "in"));
  assert.equal(ids.filter((id) => id === "code.wrong").length, 5);
  assert.equal(ids.filter((id) => id === "code.over").length, 45);
});

dbTest("a code is good once, for five minutes, for the one asking", async ({ ctx }) => {
  const one = visitor(ctx);
  const first = await one.ask("13900001007");
  const code = await one.codeOf(first.attempt);
  await one.signIn(first.attempt, code);
  await assert.rejects(one.signIn(first.attempt, code), { id: "code.over" });

  const two = visitor(ctx, "2026-06-12T04:10:00Z");
  const second = await two.ask("13900001007");
  await assert.rejects(two.signIn(second.attempt, wrongFor(await two.codeOf(second.attempt))), {
    id: "code.wrong",
  });
  const late = visitor(ctx, "2026-06-12T04:15:00Z");
  await assert.rejects(late.signIn(second.attempt, await two.codeOf(second.attempt)), { id: "code.over" });
  assert.equal(await late.messageOf(second.attempt), undefined, "an old code is not sent any more");
});

dbTest("what is no number is refused by its field", async ({ ctx }) => {
  await assert.rejects(visitor(ctx).ask("0990 622"), (error) => {
    assert.deepEqual((error as Problem).faults, [{ field: "/body/phone", id: "phone.unreadable" }]);
    return true;
  });
});

dbTest("no table holds a number or a code that can be read", async ({ db, ctx }) => {
  const one = visitor(ctx);
  const { attempt } = await one.ask("13900001008");
  const code = await one.codeOf(attempt);
  const before = await everything(db);
  assert.ok(before.includes(attempt), "the search looks where the asking is");
  assert.ok(!before.includes("13900001008") && !before.includes(Buffer.from("13900001008").toString("hex")));
  assert.ok(!new RegExp(`\\b${code}\\b`).test(before));
  await one.signIn(attempt, code);
  const after = await everything(db);
  assert.ok(!after.includes("13900001008") && !after.includes(Buffer.from("13900001008").toString("hex")));
});

dbTest("a session gives an actor until it is ended", async ({ db, ctx }) => {
  const one = visitor(ctx);
  const { attempt } = await one.ask("13900001009");
  await one.signIn(attempt, await one.codeOf(attempt));
  const session = await findSession(db, one.token() ?? "", one.ctx.clock());
  assert.ok(session);
  const actor = await actorFor(one.ctx, session);
  assert.deepEqual([actor?.kind, actor?.level, actor?.grants], ["resident", 0, []]);
  await city.perform({ ...one.ctx, sessionToken: one.token() }, "people.sign-out", { body: {} }, null);
  assert.equal(one.token(), null);
  assert.deepEqual(await db.many`select 1 from platform.session where account = ${session.account}`, []);
  await inTx(
    ctx,
    (inner) => inner.db.run`update people.account set status = 'left' where id = ${session.account}`,
  );
  assert.equal(await actorFor(one.ctx, session), null);
});

/** Every row of every table as text. */
async function everything(db: Ctx["db"]): Promise<string> {
  const tables = await db.many<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('people', 'platform', 'graphile_worker')`;
  const { sql } = await import("#platform/db");
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await db.many<{ text: string }>`select t::text as text from ${sql.raw(name)} t`;
    texts.push(...rows.map(({ text }) => text));
  }
  return texts.join("\n");
}
