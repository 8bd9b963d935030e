/** 语言与群组: what somebody chooses to tell so that services can be offered to them. Optional, changed and erased at will. */
import { audit } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import { invalid } from "#platform/errors";
import { named } from "#platform/i18n";
import { agreeingAccount, ownAccount } from "../account/me.ts";
import * as store from "./store.ts";

/** The wording of the separate consent on the page; a new wording gets a new date. */
export const audienceConsent = "2026-11-29";

export interface Preferences {
  languages: store.Language[];
  audiences: string[];
}

export async function ownPreferences(ctx: Ctx) {
  const account = await ownAccount(ctx);
  const own = await store.preferencesOf(ctx.db, account.id);
  const all = await store.audiences(ctx.db);
  const offered = all
    // A retired group can still be taken back by whoever has it.
    .filter(({ code, retired }) => !retired || own.audiences.includes(code))
    .map((one) => ({ code: one.code, says: named(one, ctx.locale) }));
  return { ...own, offered };
}

/** Keeps exactly what is chosen now. Refuses groups that are not offered, and new groups without consent. */
export async function changePreferences(
  ctx: TxCtx,
  input: Preferences & { consent: boolean },
): Promise<Preferences> {
  const account = await agreeingAccount(ctx);
  const before = await store.preferencesOf(ctx.db, account.id);
  const offered = new Set(
    (await store.audiences(ctx.db)).filter(({ retired }) => !retired).map(({ code }) => code),
  );
  const fresh = input.audiences.filter((code) => !before.audiences.includes(code));
  const faults = [
    ...(fresh.every((code) => offered.has(code))
      ? []
      : [{ field: "/body/audiences", id: "audience.unknown" }]),
    ...(fresh.length > 0 && !input.consent ? [{ field: "/body/consent", id: "consent.missing" }] : []),
  ];
  if (faults.length > 0) throw invalid(faults);
  await store.setLanguages(ctx.db, account.id, input.languages);
  const chosen = { codes: input.audiences, now: ctx.clock(), consentVersion: audienceConsent };
  await store.setAudiences(ctx.db, account.id, chosen);
  await audit(ctx, {
    what: "preferences.changed",
    on: { kind: "account", id: account.id },
    subject: account.subject,
    // Which groups somebody counts themself to is theirs: it goes when they go.
    personal: { before },
  });
  return store.preferencesOf(ctx.db, account.id);
}

const fewest = 10;

/** The groups with how many have chosen each; a number that could point at somebody is not told. */
export async function audienceList(ctx: Ctx) {
  const all = await store.audiences(ctx.db);
  return all.map(({ chosen, ...one }) => ({
    ...one,
    says: named(one, ctx.locale),
    chosen: chosen < fewest ? null : chosen,
  }));
}

/** Adds a group or changes it. */
export async function putAudience(ctx: TxCtx, one: store.Audience): Promise<store.Audience> {
  const tidy = { ...one, name: one.name.trim() };
  await store.putAudience(ctx.db, tidy);
  await audit(ctx, { what: "audience.put", on: { kind: "audience", id: one.code }, detail: { ...tidy } });
  return tidy;
}
