/** Residents, the people they act for, and staff with their roles. */

import { Temporal } from "temporal-polyfill";
import { accountOfSubject } from "#people";
import {
  actorFor,
  addChild,
  addStaff,
  giveGrant,
  makeAccount,
  notePaperConsent,
  notePaperConsentOf,
  registerMany,
} from "#people/filling";
import type { Role } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { inTx } from "#platform/ctx";
import { setOnePersonRule } from "#platform/publishing";
import type { DemoCity } from "../demo/types.ts";
import { at, idOf, type Keys } from "./keys.ts";

/** One password for all demo staff. Printed by `npm start`; a production city has no demo staff. */
export const demoPassword = "wenmai-demo";

export async function fillStaff(ctx: Ctx, city: DemoCity, keys: Keys, step: () => void): Promise<void> {
  for (const one of city.staff) {
    await inTx(ctx, async (inner) => {
      const [first, ...more] = one.grants;
      if (!first) throw new Error(`${one.login} has no role`);
      const grant = ({ role, organisation }: { role: Role; organisation: string }) => ({
        role,
        organisation: idOf(keys.organisations, organisation).id,
      });
      const { account } = await addStaff(inner, {
        login: one.login,
        name: one.name,
        password: demoPassword,
        ...grant(first),
      });
      for (const next of more) await giveGrant(inner, { account, ...grant(next) });
      keys.staff.set(one.login, { account, grants: one.grants });
    });
    step();
  }
}

/** Stations with one person may check their own work: set by the manager above them. */
export async function fillOnePersonRules(ctx: Ctx, city: DemoCity, keys: Keys): Promise<void> {
  for (const { organisation, setBy, reason } of city.onePersonRules) {
    const actor = await actorFor(ctx, { account: idOf(keys.staff, setBy).account, actingFor: null });
    if (!actor) throw new Error(`${setBy} of the demo staff cannot act`);
    const orgPath = idOf(keys.organisations, organisation).path;
    await inTx({ ...ctx, actor, channel: "desk" }, (inner) =>
      setOnePersonRule(inner, { orgPath, allowed: true, reason }),
    );
  }
}

/** Children first come with their guardian; the others sign up over the year before. */
export async function fillResidents(ctx: Ctx, city: DemoCity, keys: Keys): Promise<void> {
  const guardians = new Map(
    city.relations.filter(({ kind }) => kind === "guardian").map((relation) => [relation.ward, relation]),
  );
  const now = Temporal.Instant.from(city.now);
  const elders = new Set(city.relations.filter(({ kind }) => kind === "helper").map(({ ward }) => ward));
  const grown = city.residents.filter(
    ({ key, phone }) => !guardians.has(key) && !(phone === null && elders.has(key)),
  );
  for (const [n, one] of grown.entries()) {
    const joined = now.subtract({ hours: 24 * (60 + Math.floor(((grown.length - n) * 300) / grown.length)) });
    const made = await inTx(at(ctx, joined.toString()), (inner) =>
      makeAccount(inner, {
        kind: "resident",
        name: one.name,
        phone: one.phone,
        born: null,
        level: one.level,
      }),
    );
    keys.residents.set(one.key, { account: made.id, subject: made.subject });
  }
  for (const one of city.residents) {
    const relation = guardians.get(one.key);
    if (!relation || keys.residents.has(one.key)) continue;
    const guardian = idOf(keys.residents, relation.agent);
    const since = Temporal.PlainDate.from(relation.since).toZonedDateTime({
      timeZone: city.zone,
      plainTime: "10:00",
    });
    const made = await inTx(at(ctx, since.toInstant().toString()), (inner) =>
      addChild(inner, guardian.account, { name: one.name, born: one.born, consent: true }),
    );
    keys.residents.set(one.key, { account: made.account, subject: made.subject });
  }
  await fillHelpers(ctx, city, keys);
}

const atOnce = 250;
/** Whose counter has seen the documents. */
const counter = "lib-desk";

/** Card holders without a story come in crowds over the year before, the first ones first. `step`: so many came more. */
export async function fillCardHolders(
  ctx: Ctx,
  city: DemoCity,
  keys: Keys,
  step: (count: number) => void,
): Promise<void> {
  const now = Temporal.Instant.from(city.now);
  const all = city.cardHolders;
  const clerk = idOf(keys.staff, counter).account;
  for (let n = 0; n < all.length; n += atOnce) {
    const then = at(
      ctx,
      now.subtract({ hours: 24 * 60 + Math.floor((1 - n / all.length) * 24 * 300) }).toString(),
    );
    const actor = await actorFor(then, { account: clerk, actingFor: null });
    if (!actor) throw new Error(`${counter} of the demo staff cannot act`);
    const some = all.slice(n, n + atOnce);
    await inTx({ ...then, actor, channel: "desk" as const }, (inner) =>
      registerMany(
        inner,
        some.map(({ name, phone, language, document, shown, children }) => ({
          name,
          phone,
          locale: language,
          document: document === null ? null : { kind: "resident-id", number: document },
          shownTo: shown ? clerk : null,
          children,
        })),
      ),
    );
    step(some.reduce((sum, one) => sum + 1 + one.children.length, 0));
  }
}

/** Consent on paper, kept at the street's station. An elder without a phone gets the account with it. */
async function fillHelpers(ctx: Ctx, city: DemoCity, keys: Keys): Promise<void> {
  const residents = new Map(city.residents.map((one) => [one.key, one]));
  const station = idOf(keys.organisations, "street-650203007").id;
  const officer = await actorFor(ctx, { account: idOf(keys.staff, "yingbin").account, actingFor: null });
  if (!officer) throw new Error("the demo has nobody at the station of 迎宾街道");
  const helping = city.relations.filter(({ kind }) => kind === "helper");
  for (const [n, { agent, ward, since }] of helping.entries()) {
    const day = Temporal.PlainDate.from(since);
    const moment = day.toZonedDateTime({ timeZone: city.zone, plainTime: "10:00" }).toInstant();
    const person = idOf(residents, ward);
    await inTx({ ...at(ctx, moment.toString()), actor: officer, channel: "desk" }, async (inner) => {
      const paper = {
        organisation: station,
        helper: idOf(residents, agent).phone ?? "",
        paper: `DEMO-${n + 1}`,
        through: day.add({ days: 364 }).toString(),
      };
      const known = keys.residents.get(ward);
      if (known) {
        await notePaperConsentOf(inner, known.subject, { ...paper, seen: true });
        return;
      }
      const { name, phone } = person;
      const { subject } = await notePaperConsent(inner, { ...paper, name, phone });
      const account = await accountOfSubject(inner.db, subject);
      if (account) keys.residents.set(ward, { account: account.id, subject });
    });
  }
}
