/** A scanner without a line and the server say the same of everybody: random doors, random people, random scans. */
import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import type { Temporal } from "temporal-polyfill";
import { aDevicePass, aResident, aStaticCode, leave, liveCode, losePhone, type Made } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { dbTest } from "#platform/testing";
import { claim } from "../../claiming/claim.ts";
import type { Meaning, ScannerListed } from "../../scanner/contract.ts";
import { listHead } from "../../scanner/list-format.ts";
import { scanNow } from "../../scanner/scan-now.ts";
import { syncScanner } from "../../scanner/sync.ts";
import { aScanner } from "../../scanner/testing.ts";
import { anOffer } from "../../testing.ts";
import { decide, type Shown } from "./decide.ts";
import { noteScan, type Stand, standBy } from "./stand.ts";

const [doors, scansEach] = [25, 84];

/** Mulberry32: the same doors every time. */
function chance(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    below: (n: number) => Math.floor(next() * n),
    of: <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T,
    yes: (share: number) => next() < share,
  };
}
type Chance = ReturnType<typeof chance>;

interface Somebody {
  made: Made;
  claimId: string | null;
  paper: string;
  phones: { token: string; privateKey: KeyObject }[];
}

const states = ["confirmed", "confirmed", "confirmed", "cancelled", "held", "expired", "no-show"];

async function somebody(ctx: Ctx, { by, offerId, other }: { by: Chance; offerId: string; other: string }) {
  const made = await inTx(ctx, (inner) => aResident(inner));
  const one: Somebody = {
    made,
    claimId: null,
    paper: await inTx(ctx, (inner) => aStaticCode(inner, made)),
    phones: [],
  };
  for (let n = by.below(3); n > 0; n--) one.phones.push(await aPhone(ctx, made));
  if (by.yes(0.85)) {
    const size = 1 + by.below(4);
    const { claimId } = await inTx({ ...ctx, actor: made.actor }, (inner) => claim(inner, { offerId, size }));
    const state = by.of(states);
    await ctx.db.run`
      update booking.claim set state = ${state}, held_for = case when ${state} = 'held' then 'counter' end,
             held_until = case when ${state} = 'held' then ${ctx.clock().add({ hours: 1 })}::timestamptz end
       where id = ${claimId}`;
    one.claimId = claimId;
  } else if (by.yes(0.5)) {
    await inTx({ ...ctx, actor: made.actor }, (inner) => claim(inner, { offerId: other, size: 1 }));
  }
  return one;
}

async function aPhone(ctx: Ctx, made: Made) {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const key = publicKey.export({ format: "jwk" });
  return { privateKey, token: await inTx(ctx, (inner) => aDevicePass(inner, made, key)) };
}

/** What somebody holds to the scanner, or whom the clerk picks. */
async function shownBy(
  one: Somebody,
  by: Chance,
  at: Temporal.Instant,
): Promise<{ scan: string } | { claimId: string }> {
  const what = by.below(12);
  if (what === 0) return { scan: by.of(["6901234567892", "WM1S.x.y.z", `${one.paper}x`]) };
  if (what === 1 && one.claimId) return { claimId: one.claimId };
  const phone = by.of([...one.phones, null]);
  if (!phone || what < 4) return { scan: one.paper };
  const step = at.add({ seconds: by.of([0, 0, 0, 0, -30, 30, -90, 90]) });
  const code = await liveCode(phone.token, phone.privateKey, step.toString());
  const last = code.at(-2) === "A" ? "B" : "A";
  return { scan: what === 4 ? `${code.slice(0, -2)}${last}${code.slice(-1)}` : code };
}

type Said =
  | { id: string; data?: object | undefined }
  | { kind: string; fresh: number; back: number; rest?: number | undefined };

const told = (meaning: Meaning): Said =>
  meaning.kind === "refused"
    ? { id: meaning.id, data: meaning.data }
    : meaning.kind === "out"
      ? { kind: "out", fresh: 0, back: meaning.size }
      : meaning.kind === "already"
        ? { kind: "already", fresh: 0, back: 0, rest: meaning.rest }
        : { kind: "in", fresh: meaning.fresh, back: meaning.back, rest: meaning.rest };

/** Of what the server says, what the rule says too. */
function comparable(said: Said) {
  if (!("id" in said)) return said.kind === "out" ? { ...said, rest: undefined } : said;
  // The server adds what only pages show.
  const plain = ["check-in.document-needed", "check-in.too-early"].includes(said.id);
  return { id: said.id, data: plain || Object.keys(said.data ?? {}).length === 0 ? undefined : said.data };
}

dbTest(
  "of thousands of scans the server and the scanner without a line say the same",
  async ({ ctx: given }) => {
    const base: Ctx = { ...given, random: trueRandom };
    const seen = new Map<string, number>();
    for (let n = 0; n < doors; n++) {
      const by = chance(n + 1);
      const start = base.clock();
      const at = (minutes: number): Ctx => {
        const now = start.add({ seconds: Math.round(minutes * 60) });
        return { ...base, clock: () => now };
      };
      const organisation = await inTx(base, (inner) => anOrganisation(inner));
      const offer = (starts: number) =>
        inTx(base, (inner) =>
          anOffer(inner, {
            orgPath: organisation.path,
            places: 100,
            rules: { doorsBeforeMinutes: 30 },
            startsAt: start.add({ minutes: starts }),
            endsAt: start.add({ minutes: starts + 60 }),
          }),
        );
      const [offerId, other] = [(await offer(60)).offerId, (await offer(150)).offerId] as const;
      const people: Somebody[] = [];
      for (let p = 0; p < 6; p++) people.push(await somebody(base, { by, offerId, other }));
      // Before the list is made: a phone that was lost, somebody who has left.
      await inTx(base, (inner) => losePhone(inner, by.of(people).made));
      const left = people.find(({ claimId }) => claimId !== null && by.yes(0.2));
      if (left) await inTx(base, (inner) => leave(inner, left.made));
      const list = at(5);
      const { device } = await inTx(list, (inner) =>
        aScanner(inner, { organisationId: organisation.id, offerId }),
      );
      let stand: Stand | null = null;
      const step = async (ctx: Ctx, whole: boolean) => {
        const since: { since?: string } = whole || !stand ? {} : { since: stand.asOf };
        const answer = await inTx(ctx, (inner) => syncScanner(inner, { device, scans: [], ...since }));
        if (answer.list)
          stand = standBy(JSON.parse(answer.list.text.slice(listHead.length)) as ScannerListed, stand, []);
      };
      await step(list, true);
      const shown: Shown = new Set();
      let minute = by.of([6, 25, 31, 70]);
      for (let s = 0; s < scansEach; s++) {
        minute += by.of([0, 0, 0.2, 0.5, 1, 2, 3]);
        const ctx = at(minute);
        if (by.yes(0.05)) {
          const one = by.of(people);
          if (one !== left && by.yes(0.5)) one.phones.push(await aPhone(ctx, one.made));
          else if (one.claimId)
            await base.db.run`
            update booking.claim set state = 'cancelled', changed_at = ${ctx.clock()} where id = ${one.claimId} and state = 'confirmed'`;
          await step(ctx, by.yes(0.3));
        }
        assert.ok(stand);
        const asked = {
          offerId,
          way: by.of(["in", "in", "in", "out"] as const),
          ...(await shownBy(by.of(people), by, ctx.clock())),
          ...(by.yes(0.3) && { documentSeen: true }),
          ...(by.yes(0.3) && { came: 1 + by.below(4) }),
        };
        const id = randomUUID();
        const server = await inTx(ctx, (inner) => scanNow(inner, { device, id, ...asked })).then(
          ({ kind, fresh, back, rest }) => ({ kind, fresh, back, rest }),
          (error: unknown) => {
            if (!(error instanceof Problem)) throw error;
            return { id: error.id, data: error.data };
          },
        );
        const decided = await decide(stand, asked, { now: ctx.clock().epochMilliseconds, seen: shown });
        const said = told(decided.meaning);
        const what = `door ${n + 1}, scan ${s + 1}: ${JSON.stringify(asked).slice(0, 160)}`;
        // Whose place is elsewhere, or nowhere, is not on the list: whether their phone was lost is not known here.
        if ("id" in server && server.id === "pass.revoked" && !decided.claim) {
          assert.ok("id" in said && /^check-in\.(no-claim|elsewhere)$/.test(said.id), what);
          continue;
        }
        assert.deepEqual(comparable(said), comparable(server), what);
        const key = "id" in said ? said.id : `${said.kind}${said.kind === "in" && said.back ? " again" : ""}`;
        seen.set(key, (seen.get(key) ?? 0) + 1);
        const { meaning } = decided;
        if (meaning.kind === "in" || meaning.kind === "out") {
          const [size, fresh] =
            meaning.kind === "in" ? [meaning.fresh + meaning.back, meaning.fresh] : [meaning.size, 0];
          const scan = { id, offerId, claimId: decided.claim?.id ?? null, way: asked.way, size, fresh };
          noteScan(stand, {
            ...scan,
            shown: decided.shown,
            phone: decided.phone,
            at: ctx.clock().toString(),
          });
        }
      }
    }
    const wanted =
      "in already out check-in.too-early check-in.too-late check-in.no-claim check-in.elsewhere check-in.document-needed " +
      "check-in.more-than-party check-in.not-confirmed check-in.not-inside pass.revoked pass.old-code pass.early-code " +
      "pass.forged-code pass.not-a-pass";
    for (const kind of [...wanted.split(" "), "in again"])
      assert.ok((seen.get(kind) ?? 0) > 0, `${kind} never happened: ${JSON.stringify([...seen])}`);
  },
);
