import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { anOrganisation } from "#places/testing";
import { audit } from "#platform/audit";
import { openForSubject, startSession } from "#platform/auth";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { sql } from "#platform/db";
import { found } from "#platform/errors";
import { performer } from "#platform/http";
import { joinSlots } from "#platform/slots";
import { at, dbTest } from "#platform/testing";
import { accountOfSubject } from "../account/account.ts";
import { actorFor } from "../account/actor.ts";
import { notePaperConsent } from "../family/help.ts";
import { peopleModule } from "../module.ts";
import { noticesOf, notify } from "../notices/notify.ts";
import { operations } from "../routes.ts";
import { sendCode } from "../sign-in/code.ts";
import { aChild, aDocument, aResident, aStaff, type Made } from "../testing.ts";
import { forgetAged } from "./aged.ts";
import { peopleSections } from "./export.ts";
import { fields, impersonal } from "./fields.ts";
import { platformFields } from "./platform-fields.ts";

const city = performer(operations, { checkAnswers: true });
const whole = (ctx: Ctx): Ctx => ({
  ...ctx,
  clock: at("2026-06-12T04:00:00Z"),
  random: trueRandom,
  slots: joinSlots(peopleModule.slots ?? []),
});
const erase = (ctx: Ctx, actor: Made["actor"], more: Partial<Ctx> = {}) =>
  city.perform({ ...ctx, actor, ...more }, "people.erase", { body: { understood: true } }, null);

dbTest("no column about people is missing from the register, and none is there twice", async ({ db }) => {
  const columns = await db.many<{ name: string }>`
    select table_name || '.' || column_name as name from information_schema.columns
     where table_schema = 'people' and not table_name = any(${impersonal}::text[])`;
  const registered = fields.flatMap((field) => field.columns);
  assert.deepEqual([...registered].sort(), columns.map(({ name }) => name).sort());
  assert.equal(new Set(registered).size, registered.length);
});

dbTest("the register can be read in both languages", async ({ ctx }) => {
  for (const locale of ["zh-CN", "en"] as const) {
    const { items } = (await city.perform({ ...whole(ctx), locale }, "people.fields", {}, null)) as {
      items: Record<string, string>[];
    };
    assert.equal(items.length, fields.length + platformFields.length);
    for (const item of items) assert.ok(item.name && item.purpose && item.basis && item.kept, item.id);
  }
});

/** One person with something in every table that can hold something of a resident, and the words that would betray them. */
async function fullLife(base: Ctx, digits: string) {
  const ctx = whole(base);
  const name = `穆合塔尔·${digits.slice(-3)}`;
  const notice = `通知${digits}`;
  const key = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" });
  const one = await inTx(ctx, async (inner) => {
    const one = await aResident(inner, { name, phone: `+86${digits}` });
    const acting = { ...inner, actor: one.actor };
    await startSession(acting, { account: one.account, channel: "portal" });
    await aDocument(inner, one, {
      name,
      number: `N${digits.slice(-8)}`,
      kind: "passport",
      country: "KAZ",
      born: "1957-03-08",
    });
    await notify(inner, { to: one.subject, key: "act.other", values: { what: notice }, once: "e1" });
    await sendCode(inner, { typed: digits, purpose: "sign-in", askedBy: null });
    const helper = await aResident(inner, { name: "李志愿" });
    await inner.db.run`
      insert into people.relation (id, kind, ward, agent, consent, consented_at, consent_version, valid_to)
      values (gen_random_uuid(), 'helper', ${one.account}, ${helper.account}, 'code', ${inner.clock()}, 'test',
              ${inner.clock().add({ hours: 9 })})`;
    const onBehalfOf = { account: one.account, subject: one.subject, as: "helper" as const };
    const started = { what: "acting.started", on: { kind: "relation", id: "r" } };
    await audit({ ...inner, actor: { ...helper.actor, onBehalfOf } }, started);
    return one;
  });
  const asOne = { ...ctx, actor: one.actor };
  await city.perform(asOne, "people.register-device", { body: { key } }, null);
  await city.perform(asOne, "people.change-account", { body: { name, locale: "ug" } }, `key-${digits}`);
  const hash = ctx.keyedHash("people/phone", `+86${digits}`).toString("hex");
  const document = ctx.keyedHash("people/document", `passport KAZ N${digits.slice(-8)}`).toString("hex");
  return { ctx, one, asOne, name, traces: [name, notice, hash, document, key.x ?? ""] };
}

dbTest("the export holds what the city knows, in words", async ({ ctx }) => {
  const { asOne, name } = await fullLife(ctx, "13900004001");
  const file = (await city.perform({ ...asOne, locale: "en" }, "people.export", {}, null)) as {
    sections: {
      title: string;
      labels: Record<string, string>;
      words: Record<string, Record<string, string>>;
      rows: Record<string, unknown>[];
    }[];
  };
  const section = (title: string) => file.sections.find((one) => one.title === title);
  assert.equal(section("Account")?.rows[0]?.phone, "+8613900004001");
  assert.equal(section("Account")?.rows[0]?.name, name);
  assert.equal(section("Account")?.labels.name, "Name");
  assert.match(String(section("Messages")?.rows[0]?.text), /通知13900004001/);
  assert.equal(section("Guardians and helpers")?.rows[0]?.other, "李志愿");
  assert.equal(section("What others did for you")?.rows[0]?.by, "李志愿");
  assert.equal(section("Phones with the pass")?.rows.length, 1);
  assert.equal(section("Documents")?.rows[0]?.lastFour, "4001");
  assert.equal(section("Documents")?.words.kind?.passport, "Passport");
  for (const { title, words, rows } of file.sections)
    for (const [column, said] of Object.entries(words))
      for (const value of rows.flatMap((row) => row[column] ?? []).map(String))
        assert.ok(said[value], `${title}: ${column} "${value}" has no words`);
  for (const { title, labels, rows } of file.sections) {
    assert.ok(rows.length > 0, title);
    for (const [column, label] of Object.entries(labels))
      assert.notEqual(label, column, `${title}: ${column} has no words`);
  }
});

dbTest("a retention that fails keeps none of the others from forgetting", async ({ db, ctx: base }) => {
  const ctx = whole(base);
  await inTx(ctx, (inner) => sendCode(inner, { typed: "13900004009", purpose: "sign-in", askedBy: null }));
  const later = { ...ctx, clock: at("2026-06-13T04:00:01Z") };
  await db.run`alter table people.sign_in_failure rename to sign_in_failure_away`;
  assert.deepEqual(await forgetAged(later), ["tries"]);
  assert.deepEqual(await db.many`select id from people.code_sent`, []);
});

dbTest("erased is erased: no row of any table still tells who it was", async ({ db, ctx }) => {
  const { one, traces } = await fullLife(ctx, "13900004003");
  const { sealed } = await db.one<{ sealed: Buffer }>`
    select phone_sealed as sealed from people.account where id = ${one.account}`;
  const before = await everything(db);
  for (const trace of traces)
    assert.ok(before.includes(trace), `the search finds ${trace} while it is there`);

  let cookie: string | null | undefined;
  await erase(whole(ctx), one.actor, {
    setSession: (token) => {
      cookie = token;
    },
  });
  const after = await everything(db);
  for (const trace of [...traces, "13900004003"])
    assert.ok(!after.includes(trace), `${trace} is still there`);
  assert.equal(cookie, null);
  assert.equal(await actorFor(whole(ctx), { account: one.account, actingFor: null }), null);
  assert.deepEqual(await db.many`select 1 from platform.session where account = ${one.account}`, []);
  await assert.rejects(openForSubject(db, one.subject, sealed), /erased/);
  assert.ok(after.includes(one.subject), "what happened stays counted, under a number that means nobody");
});

dbTest("the number is free again, and whoever comes with it is somebody new", async ({ ctx }) => {
  const here = whole(ctx);
  const one = await inTx(here, (inner) => aResident(inner, { phone: "+8613900004002" }));
  await erase(here, one.actor);
  const next = await inTx(here, (inner) => aResident(inner, { phone: "+8613900004002" }));
  assert.notEqual(next.account, one.account);
  assert.notEqual(next.subject, one.subject);
  await assert.rejects(erase(here, one.actor), { id: "erase.done" });
});

dbTest("a helper's name ends with the helper, in what their wards were told too", async ({ db, ctx }) => {
  const here = whole(ctx);
  const name = "帮办员·欧阳";
  const { helper, ward } = await inTx(here, async (inner) => {
    const helper = await aResident(inner, { name, phone: "+8613900004010" });
    const station = await anOrganisation(inner);
    const staff = await aStaff(inner, { organisationId: station.id, role: "clerk" });
    const consent = { organisation: station.id, phone: null, paper: "A-1", through: "2026-12-31" };
    const { subject } = await notePaperConsent(
      { ...inner, actor: staff.actor },
      { ...consent, name: "被帮的人", helper: "13900004010" },
    );
    return { helper, ward: found(await accountOfSubject(inner.db, subject), "account", subject) };
  });
  const told = async () =>
    (await noticesOf(here, ward.id, { after: undefined, limit: 5 })).items.map(({ text }) => text);
  assert.match((await told()).join(), /^帮办员·欧阳 现在可以作为帮办员/);
  await erase(here, helper.actor);
  assert.match((await told()).join(), /^一位未留姓名或已注销的用户 现在可以作为帮办员/);
  assert.ok(!(await everything(db)).includes(name), "no row of any table still names the helper");
});

dbTest("a child's only guardian cannot vanish; a guardian can erase the child", async ({ ctx }) => {
  const here = whole(ctx);
  const mother = await inTx(here, (inner) => aResident(inner));
  const child = await inTx(here, (inner) => aChild(inner, mother));
  await assert.rejects(erase(here, mother.actor), { id: "erase.children" });
  await erase(here, child.actor);
  assert.equal(await actorFor(here, { account: mother.account, actingFor: child.account }), null);
  assert.ok(await actorFor(here, { account: mother.account, actingFor: null }));
  await erase(here, mother.actor);
});

dbTest("staff do not erase themselves, and a refused erasure changes nothing", async ({ db, ctx }) => {
  const here = whole(ctx);
  const staff = await inTx(here, async (inner) =>
    aStaff(inner, { organisationId: (await anOrganisation(inner)).id, role: "clerk" }),
  );
  await assert.rejects(erase(here, staff.actor), { id: "forbidden" });
  const failing = { ...here, slots: joinSlots([...(peopleModule.slots ?? []), brokenModule]) };
  const one = await inTx(here, (inner) => aResident(inner, { name: "留下的人" }));
  await assert.rejects(erase(failing, one.actor), /another module failed/);
  assert.equal(
    (await db.many`select 1 from people.account where id = ${one.account} and name = '留下的人'`).length,
    1,
  );
});

const brokenModule = {
  slot: "person.erase",
  run: async () => {
    throw new Error("another module failed");
  },
};

/** Every row of every table as text. */
async function everything(db: Ctx["db"]): Promise<string> {
  const tables = await db.many<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`;
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await db.many<{ text: string }>`select t::text as text from ${sql.raw(name)} t`;
    texts.push(...rows.map(({ text }) => text));
  }
  return texts.join("\n");
}

dbTest("an export has every message, however many there are", async ({ ctx: base, db }) => {
  const ctx = whole(base);
  const { account, subject } = await inTx(ctx, (inner) => aResident(inner));
  await db.run`
    insert into people.notice (id, account, key, data, made_at)
    select gen_random_uuid(), ${account}, 'notice.place-closes', '{"title": "展览", "at": {"at": "2026-06-12T04:00:00Z"}, "reason": "馆"}', ${ctx.clock()}
      from generate_series(1, 2001)`;
  const sections = await peopleSections(ctx, { account, subject });
  assert.equal(sections.find(({ title }) => title === "export.messages")?.rows.length, 2001);
});
