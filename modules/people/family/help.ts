/** A helper (帮办员) gets a person's consent: by a code sent to the person's phone, or on paper, noted by staff. */
import { Temporal } from "temporal-polyfill";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { type FieldFault, invalid, refused } from "#platform/errors";
import {
  type Account,
  accountOf,
  accountOfSubject,
  makeAccount,
  phoneHash,
  residentByPhone,
} from "../account/account.ts";
import { ageOn, fullAge } from "../account/age.ts";
import { nameFault, tidyName } from "../account/name.ts";
import { readPhone, veiledPhone } from "../account/phone.ts";
import { accountByPhone, updateAccount } from "../account/store.ts";
import { residentAt, seenFault } from "../identity/desk/at-desk.ts";
import { notify } from "../notices/notify.ts";
import { phoneIn, sendCode, spendCode } from "../sign-in/code.ts";
import { plainLogin } from "../staff/login.ts";
import { staffByLogin } from "../staff/store.ts";
import { consentVersion } from "./children.ts";
import * as store from "./store.ts";

/** A consent lasts a year at most; then it is asked for again. */
export const consentDays = 365;

/** Sends the person a code to tell the helper. The same answer whether or not the number is known; refuses one's own, and helpers under age. */
export async function askToHelp(ctx: TxCtx, helper: string, input: { phone: string }) {
  const known = await accountByPhone(ctx.db, phoneHash(ctx, phoneIn(input.phone, "/body/phone")));
  if (known?.id === helper) throw refused("help.oneself");
  checkOfAge(ctx, await accountOf(ctx.db, helper));
  const { attempt, phone, expiresAt } = await sendCode(ctx, {
    typed: input.phone,
    purpose: "help",
    askedBy: helper,
  });
  return { attempt, phone: veiledPhone(phone), expiresAt };
}

/** The person told the code: the helper may act for them. A person without an account gets one. */
export async function confirmHelp(
  ctx: TxCtx,
  helper: string,
  input: { attempt: string; code: string },
): Promise<{ relation: string }> {
  const phone = await spendCode(ctx, { ...input, purpose: "help", askedBy: helper });
  const { account: person } = await residentByPhone(ctx, phone);
  return relate(ctx, {
    person,
    helper,
    consent: "code",
    validTo: ctx.clock().add({ hours: 24 * consentDays }),
    paper: null,
  });
}

export interface Paper {
  /** The helper's phone or, for staff, login. */
  helper: string;
  /** Where the paper lies: folder and number. */
  paper: string;
  /** Last day on which it holds. */
  through: string;
}

export interface PaperConsent extends Paper {
  /** Organisation that keeps the paper. */
  organisation: string;
  /** The person: by name, and by phone if there is one. */
  name: string;
  phone: string | null;
}

/** Staff have seen a signed paper. Refuses more than a year, a helper nobody knows, and a person who has an account: they show who they are. */
export async function notePaperConsent(
  ctx: TxCtx,
  input: PaperConsent,
): Promise<{ relation: string; subject: string }> {
  const nameId = nameFault(input.name);
  const signed = await readPaper(ctx, input, nameId ? [{ field: "/body/name", id: nameId }] : []);
  const person = await personOnPaper(ctx, input);
  return { ...(await relate(ctx, { person, ...signed })), subject: person.subject };
}

/** The same for somebody who has an account and has shown who they are. */
export async function notePaperConsentOf(
  ctx: TxCtx,
  subject: string,
  input: Paper & { seen: boolean },
): Promise<{ relation: string }> {
  const person = residentAt(await accountOfSubject(ctx.db, subject), subject);
  return relate(ctx, { person, ...(await readPaper(ctx, input, seenFault(input))) });
}

async function readPaper(ctx: TxCtx, input: Paper, more: FieldFault[]) {
  const validTo = Temporal.PlainDate.from(input.through)
    .add({ days: 1 })
    .toZonedDateTime({ timeZone: ctx.city.zone })
    .toInstant();
  const latest = ctx.clock().add({ hours: 24 * (consentDays + 1) });
  const helper = await helperOf(ctx, input.helper);
  const faults = [
    ...more,
    ...(helper ? [] : [{ field: "/body/helper", id: "helper.unknown" }]),
    ...(Temporal.Instant.compare(validTo, latest) > 0
      ? [{ field: "/body/through", id: "consent.too-long" }]
      : []),
    ...(Temporal.Instant.compare(validTo, ctx.clock()) <= 0
      ? [{ field: "/body/through", id: "consent.over" }]
      : []),
  ];
  if (faults.length > 0 || !helper) throw invalid(faults);
  // Four eyes: who notes a paper does not become the helper by it.
  if (helper === ctx.actor.account) throw refused("help.own-paper");
  return { helper, validTo, consent: "paper" as const, paper: input.paper };
}

async function personOnPaper(ctx: TxCtx, { name, phone }: PaperConsent): Promise<Account> {
  if (phone === null) {
    return makeAccount(ctx, { kind: "resident", name: tidyName(name), phone: null, born: null, level: 0 });
  }
  const { account } = await residentByPhone(ctx, phoneIn(phone, "/body/phone"));
  // A number is known to many; who somebody is, their document says. An account with a document has a level.
  if (account.name !== null || account.level > 0)
    throw refused("help.has-account", {}, { next: "/desk/identity" });
  await updateAccount(ctx.db, account.id, { name: tidyName(name), locale: account.locale });
  return account;
}

async function helperOf(ctx: TxCtx, typed: string): Promise<string | null> {
  const phone = readPhone(typed);
  if (phone) return (await accountByPhone(ctx.db, phoneHash(ctx, phone)))?.id ?? null;
  const staff = await staffByLogin(ctx.db, plainLogin(typed));
  return staff?.status === "active" ? staff.account : null;
}

/** Whoever is known to be a minor decides nothing for somebody else. */
function checkOfAge(ctx: TxCtx, helper: Account | null): void {
  if (helper?.born && ageOn(helper.born, today(ctx)) < fullAge)
    throw refused("helper.under-age", { age: fullAge });
}

interface NewHelp {
  person: Account;
  helper: string;
  consent: "code" | "paper";
  validTo: Temporal.Instant;
  paper: string | null;
}

async function relate(
  ctx: TxCtx,
  { person, helper, consent, validTo, paper }: NewHelp,
): Promise<{ relation: string }> {
  if (person.id === helper) throw refused("help.oneself");
  const helping = await accountOf(ctx.db, helper);
  if (person.status !== "active" || helping?.status !== "active") throw refused("help.not-active");
  checkOfAge(ctx, helping);
  const now = ctx.clock();
  const by = ctx.actor.account;
  await store.lockPersons(ctx.db, person.id);
  await store.endBetween(ctx.db, { ward: person.id, agent: helper, kind: "helper", by, now });
  const relation = newId(now.epochMilliseconds);
  await store.insertRelation(ctx.db, {
    id: relation,
    kind: "helper",
    ward: person.id,
    agent: helper,
    consent,
    consentedAt: now,
    consentVersion,
    paper,
    notedBy: paper === null ? null : by,
    validTo,
  });
  await audit(ctx, {
    what: "helper.consented-to",
    on: { kind: "relation", id: relation },
    subject: person.subject,
    detail: { consent, validTo: validTo.toString() },
  });
  // Told at once, so that a consent nobody gave is seen by the one who did not give it.
  await notify(ctx, {
    to: person.subject,
    kind: "family",
    key: "notice.helper-may-act",
    values: { name: { person: helping.subject } },
    href: "/my/family",
    once: relation,
  });
  return { relation };
}
