import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import { anOrganisation } from "#places/testing";
import { findSession, startSession } from "#platform/auth";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { performer } from "#platform/http";
import { fill, joinSlots } from "#platform/slots";
import { at, dbTest } from "#platform/testing";
import { operations } from "../routes.ts";
import { passUses } from "../slots.ts";
import { aDevicePass, aResident, aStaff, aStaticCode, liveCode } from "../testing.ts";
import { devicesOf, mostDevices, registerDevice, subjectOfPassScan } from "./pass.ts";
import { forgetShown } from "./store.ts";

const city = performer(operations, { checkAnswers: true });
const noon = "2026-06-12T04:00:00Z";
const atNoon = (ctx: Ctx): Ctx => ({ ...ctx, clock: at(noon) });

function aKey() {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return { privateKey, jwk: publicKey.export({ format: "jwk" }) };
}

const scan = (ctx: Ctx, text: string) => inTx(ctx, (inner) => subjectOfPassScan(inner, text));

dbTest("a door reads whose pass the phone shows, and a code works once", async ({ ctx }) => {
  const here = atNoon(ctx);
  const { privateKey, jwk } = aKey();
  const one = await inTx(here, (inner) => aResident(inner));
  const token = await inTx(here, (inner) => aDevicePass(inner, one, jwk));
  const code = await liveCode(token, privateKey, noon);
  assert.deepEqual(await scan(here, code), { subject: one.subject, needsDocument: false });
  await assert.rejects(scan(here, code), { id: "pass.used-code" });
  await inTx(here, (inner) => forgetShown(inner.db, here.clock().subtract({ minutes: 5 })));
  await assert.rejects(scan(here, code), { id: "pass.used-code" }, "forgetting old codes keeps the new");
  const later = { ...ctx, clock: at("2026-06-12T04:02:00Z") };
  await assert.rejects(scan(later, code), { id: "pass.old-code" });
});

dbTest("fifty doors at once let one code in once", async ({ ctx }) => {
  const here = atNoon(ctx);
  const { privateKey, jwk } = aKey();
  const token = await inTx(here, async (inner) => aDevicePass(inner, await aResident(inner), jwk));
  const code = await liveCode(token, privateKey, noon);
  const results = await Promise.allSettled(Array.from({ length: 50 }, () => scan(here, code)));
  assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
});

dbTest("a static code is whose it is, and asks for a document", async ({ ctx }) => {
  const here = atNoon(ctx);
  const one = await inTx(here, (inner) => aResident(inner));
  const code = await inTx(here, (inner) => aStaticCode(inner, one));
  assert.deepEqual(await scan(here, code), { subject: one.subject, needsDocument: true });
  assert.deepEqual(await scan({ ...ctx, clock: at("2026-09-10T03:59:59Z") }, code), {
    subject: one.subject,
    needsDocument: true,
  });
  await assert.rejects(scan({ ...ctx, clock: at("2026-09-10T04:00:00Z") }, code), { id: "pass.expired" });
  await assert.rejects(scan(here, `${code.slice(0, -4)}AAAA`), { id: "pass.forged" });
  await assert.rejects(scan(here, "https://example.org/"), { id: "pass.not-a-pass" });
  await assert.rejects(scan({ ...here, city: { ...ctx.city, id: "elsewhere" } }, code), {
    id: /^pass\.(unknown-key|other-city)$/,
  });
});

dbTest("a forgotten phone and an account that is over open no door", async ({ ctx }) => {
  const here = atNoon(ctx);
  const { privateKey, jwk } = aKey();
  const one = await inTx(here, (inner) => aResident(inner));
  const token = await inTx(here, (inner) => aDevicePass(inner, one, jwk));
  const paper = await inTx(here, (inner) => aStaticCode(inner, one));
  const [device] = await devicesOf(ctx.db, one.account);
  const asOne = { ...here, actor: one.actor };
  await city.perform(asOne, "people.forget-device", { params: { id: device?.id }, body: {} }, null);
  await assert.rejects(scan(here, await liveCode(token, privateKey, noon)), { id: "pass.revoked" });
  assert.ok(await scan(here, paper));
  await ctx.db.run`update people.account set status = 'left' where id = ${one.account}`;
  await assert.rejects(scan(here, paper), { id: "pass.revoked" });
});

dbTest("with a lost phone's device its session ends, so it cannot register itself again", async ({ ctx }) => {
  const here = { ...atNoon(ctx), random: trueRandom };
  const one = await inTx(here, (inner) => aResident(inner));
  const other = await inTx(here, (inner) => aResident(inner));
  const phoneOf = async (account: string) => {
    let token: string | null = null;
    const setSession = (fresh: string | null) => {
      token = fresh;
    };
    await inTx({ ...here, setSession }, (inner) => startSession(inner, { account, channel: "portal" }));
    const sessionToken = token ?? "";
    return {
      isSignedIn: async () => (await findSession(ctx.db, sessionToken, here.clock())) !== null,
      call: (operation: string, input: object) =>
        city.perform({ ...here, actor: one.actor, sessionToken }, operation, input, null),
    };
  };
  const lost = await phoneOf(one.account);
  const inHand = await phoneOf(one.account);
  const stranger = await phoneOf(other.account);
  const registered = { body: { key: aKey().jwk } };
  const { device } = (await lost.call("people.register-device", registered)) as { device: string };
  assert.deepEqual(
    await lost
      .call("people.register-device", registered)
      .then((again) => (again as { device: string }).device),
    device,
    "the same phone again is the same device",
  );
  await inHand.call("people.forget-device", { params: { id: device }, body: {} });
  assert.deepEqual(
    [await lost.isSignedIn(), await inHand.isSignedIn(), await stranger.isSignedIn()],
    [false, true, true],
  );

  const computer = await phoneOf(one.account);
  assert.deepEqual(await inHand.call("people.sign-out-elsewhere", { body: {} }), { ended: 1 });
  assert.deepEqual(await inHand.call("people.sign-out-elsewhere", { body: {} }), { ended: 0 });
  assert.deepEqual(
    [await computer.isSignedIn(), await inHand.isSignedIn(), await stranger.isSignedIn()],
    [false, true, true],
  );
});

dbTest("five phones are kept, the ones used last", async ({ ctx }) => {
  const one = await inTx(atNoon(ctx), (inner) => aResident(inner));
  const keys = Array.from({ length: mostDevices + 1 }, () => aKey().jwk);
  for (const [n, jwk] of keys.entries()) {
    const minute = { ...ctx, clock: at(`2026-06-12T04:0${n}:00Z`) };
    await inTx(minute, (inner) => registerDevice(inner, one.account, jwk));
  }
  const kept = await devicesOf(ctx.db, one.account);
  assert.equal(kept.length, mostDevices);
  assert.ok(!kept.some(({ publicKey }) => publicKey === keys[0]?.x));
  await inTx(atNoon(ctx), (inner) => registerDevice(inner, one.account, keys.at(-1) ?? {}));
  assert.equal(
    (await devicesOf(ctx.db, one.account)).length,
    mostDevices,
    "the same phone again is the same phone",
  );
});

dbTest("only a public key is taken, and the counter of one's own organisation scans", async ({ ctx }) => {
  const here = atNoon(ctx);
  const one = await inTx(here, (inner) => aResident(inner, { name: "李梅" }));
  const asOne = { ...here, actor: one.actor };
  const register = (key: object) => city.perform(asOne, "people.register-device", { body: { key } }, null);
  await assert.rejects(
    register({ kty: "OKP", crv: "Ed25519", x: "AAAA" }),
    (error: { faults?: { id: string }[] }) => {
      assert.deepEqual(
        error.faults?.map(({ id }) => id),
        ["pass.key"],
      );
      return true;
    },
  );
  const { privateKey } = generateKeyPairSync("ed25519");
  await assert.rejects(register(privateKey.export({ format: "jwk" })), { id: "input.invalid" });

  const { clerk, organisation, beside } = await inTx(here, async (inner) => {
    const organisation = await anOrganisation(inner);
    const beside = await anOrganisation(inner);
    return {
      organisation,
      beside,
      clerk: await aStaff(inner, { organisationId: organisation.id, role: "clerk" }),
    };
  });
  const code = await inTx(here, (inner) => aStaticCode(inner, one));
  const check = (id: string) =>
    city.perform(
      { ...here, actor: clerk.actor },
      "people.check-pass",
      { body: { organisation: id, scan: code } },
      null,
    );
  assert.deepEqual(await check(organisation.id), { subject: one.subject, name: "李梅", needsDocument: true });
  await assert.rejects(check(beside.id), { id: "forbidden" });
});

dbTest(
  "the pass says what it is for in the next days, soonest first, and not what is over",
  async ({ ctx }) => {
    const here = atNoon(ctx);
    const one = await inTx(here, (inner) => aResident(inner));
    const use = (title: string, hours: number, seats: string[] = []) => {
      const startsAt = here.clock().add({ hours });
      return { title, where: "文化馆", seats, startsAt, endsAt: startsAt.add({ hours: 1 }), href: null };
    };
    const all = [use("合唱", 30, ["2排12号"]), use("早场", -3), use("书法", 2), use("读书会", 24 * 9)];
    const slots = joinSlots([
      fill(passUses, async (_, { subject, from, to }) =>
        subject === one.subject
          ? all.filter(
              ({ startsAt: at }) =>
                Temporal.Instant.compare(from, at) <= 0 && Temporal.Instant.compare(at, to) < 0,
            )
          : [],
      ),
    ]);
    const asOne = { ...here, actor: one.actor, slots };
    const { coming } = (await city.perform(asOne, "people.my-pass", {}, null)) as {
      coming: { title: string; seats: string[] }[];
    };
    assert.deepEqual(
      coming.map(({ title, seats }) => [title, ...seats]),
      [["书法"], ["合唱", "2排12号"]],
    );
  },
);
