/** A provider is asked about somebody, with their separate consent, by a job; the consent can be taken back. */
import { audit } from "#platform/audit";
import { openFor, sealFor } from "#platform/auth";
import { type Ctx, inTx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { enqueue } from "#platform/jobs";
import { type Account, accountOf } from "../account/account.ts";
import { ageOn } from "../account/age.ts";
import { ownAccount } from "../account/me.ts";
import { nameFault, tidyName } from "../account/name.ts";
import { hasNumber } from "../identity/check-store.ts";
import { readKnownDocument } from "../identity/document.ts";
import { documentHash, takeDocumentTry } from "../identity/keep-document.ts";
import { documentById } from "../identity/store.ts";
import { notify } from "../notices/notify.ts";
import { type Check, checkById } from "./check-store.ts";
import { checkNow } from "./checks.ts";
import { dayIn, outcomeOf, reasonAgainstAsking } from "./rule.ts";
import * as store from "./store.ts";

export const askEligibilityJob = "people.ask-eligibility";

/** The wording of the separate consent on the page; a new wording gets a new date. */
export const eligibilityConsent = "2026-11-29";

export interface AskInput {
  check: string;
  document: string;
  /** Typed again: nobody here has kept it. */
  number: string;
  country?: string | null;
  /** As it stands on the document. */
  name: string;
  /** The separate consent to ask this provider about this rule (PIPL art. 23; art. 31 for a child). */
  consent: boolean;
}

type Person = { name: string; kind: string; number: string; country: string | null };

/** Asks whether the person qualifies; the answer comes as a message. Refuses while something stands, and a stranger's number. */
export async function askWhether(ctx: TxCtx, input: AskInput): Promise<{ id: string }> {
  const account = await ownAccount(ctx);
  await takeDocumentTry(ctx, account.id);
  const check = await checkNow(ctx, input.check);
  const last = await store.newest(ctx.db, account.id, check.code);
  const against = reasonAgainst(ctx, account, check) ?? reasonAgainstAsking(last, check, ctx.clock());
  if (against === "eligibility.again-later" && last?.noUntil)
    throw refused(against, { until: dayIn(ctx, last.noUntil) });
  if (against) throw refused(against);
  const person = await personFor(ctx, account, check, input);
  const now = ctx.clock();
  const id = newId(now.epochMilliseconds);
  await store.endOver(ctx.db, account.id, check.code, now);
  const asked = await store.insertAsk(ctx.db, {
    id,
    account: account.id,
    checkId: check.id,
    code: check.code,
    begunAt: now,
    consentVersion: eligibilityConsent,
    consentBy: ctx.actor.onBehalfOf ? "guardian" : "self",
    sealed: sealFor(sealingKey(ctx, id), Buffer.from(JSON.stringify(person), "utf8"), id),
  });
  if (!asked) throw refused("eligibility.waiting");
  await enqueue(ctx, askEligibilityJob, { ask: id });
  await audit(ctx, {
    what: "eligibility.asked",
    on: { kind: "eligibility", id },
    subject: account.subject,
    detail: { check: check.code, version: check.version, consent: eligibilityConsent },
  });
  return { id };
}

/** Why nobody is asked about this person under this rule at all, or null. */
export function reasonAgainst(
  ctx: Ctx,
  account: Account,
  check: Check,
): "eligibility.retired" | "eligibility.nobody" | "eligibility.too-young" | null {
  if (check.retired) return "eligibility.retired";
  if (!ctx.eligibility.connected.includes(check.provider)) return "eligibility.nobody";
  return isTooYoung(ctx, account.born, check) ? "eligibility.too-young" : null;
}

function isTooYoung(ctx: Ctx, born: string | null, { fromAge }: Check): boolean {
  return born !== null && ageOn(born, today(ctx)) < fromAge;
}

/** Who is asked about: what was typed, if it is the person's own document, shown as the rule needs it. */
async function personFor(ctx: TxCtx, account: Account, check: Check, input: AskInput): Promise<Person> {
  const one = await documentById(ctx.db, input.document);
  const document = found(one?.account === account.id ? one : null, "document", input.document);
  if (document.kind === "by-guardian") throw refused("confirm.own-document");
  if (document.level < check.level)
    throw refused(
      "eligibility.level",
      { need: check.level, level: document.level },
      { next: `/my/documents?need=${check.level}` },
    );
  const read = readKnownDocument({ ...input, kind: document.kind }, today(ctx).toString());
  const nameId = nameFault(input.name, input.number);
  const faults = [
    ...(read.ok ? [] : read.faults.map(({ field, id }) => ({ field: `/body/${field}`, id }))),
    ...(nameId ? [{ field: "/body/name", id: nameId }] : []),
    ...(input.consent ? [] : [{ field: "/body/consent", id: "consent.missing" }]),
  ];
  if (faults.length > 0 || !read.ok) throw invalid(faults);
  // An account from before documents told the day of birth.
  if (isTooYoung(ctx, read.document.born, check)) throw refused("eligibility.too-young");
  if (!(await hasNumber(ctx.db, document.id, documentHash(ctx, read.document))))
    throw refused("confirm.other-number", {}, { status: 422, keeps: true });
  return {
    name: tidyName(input.name),
    kind: document.kind,
    number: read.document.number,
    country: input.country ?? null,
  };
}

/** The job: asks outside any transaction, then writes yes or no and forgets name and number. */
export async function answerAsk(ctx: Ctx, payload: Record<string, unknown>): Promise<void> {
  const id = String(payload.ask);
  const asked = await store.openAsk(ctx.db, id);
  if (!asked) return;
  const check = found(await checkById(ctx.db, asked.checkId), "eligibility check", asked.checkId);
  // Sealed by askWhether alone, and the seal vouches for it.
  const person = JSON.parse(openFor(sealingKey(ctx, id), asked.sealed, id).toString("utf8")) as Person;
  const consent = { at: asked.begunAt.toString(), wording: asked.consentVersion };
  const answer = await ctx.eligibility.ask(check.provider, { id, check: check.code, person, consent });
  await inTx(ctx, async (inner) => {
    const now = inner.clock();
    const granted = await store.wasBridged(inner.db, id);
    const account = await store.answerAsk(inner.db, id, {
      ...outcomeOf(check, answer, { now, granted }),
      now,
    });
    if (account === null) return;
    const { subject } = found(await accountOf(inner.db, account), "account", account);
    // What was answered stands in the row alone, which is forgotten; audit and news are not.
    await audit(inner, {
      what: "eligibility.answered",
      on: { kind: "eligibility", id },
      subject,
      detail: { check: check.code, version: check.version },
    });
    await announce(inner, "eligibility.changed", { subject, check: check.code });
    await notify(inner, {
      to: subject,
      key: "notice.eligibility-answered",
      href: `/my/eligibility/${check.code}`,
      once: id,
    });
  });
}

/** Takes the consent back: what was answered ends at once, and a question on its way is forgotten. Other ways stand. */
export async function withdrawConsent(ctx: TxCtx, code: string): Promise<void> {
  const account = await ownAccount(ctx);
  const id = await store.endStanding(ctx.db, {
    account: account.id,
    code,
    because: "withdrawn",
    now: ctx.clock(),
  });
  if (id === null) throw refused("eligibility.nothing-asked");
  await audit(ctx, {
    what: "eligibility.withdrawn",
    on: { kind: "eligibility", id },
    subject: account.subject,
    detail: { check: code },
  });
  await announce(ctx, "eligibility.changed", { subject: account.subject, check: code });
}

function sealingKey(ctx: Pick<Ctx, "keyedHash">, id: string): Buffer {
  return ctx.keyedHash("people/eligibility", id);
}
