/** Level 3: the authority that confirms identities is asked whether name and document belong together, by a job. */
import { audit } from "#platform/audit";
import { openFor, sealFor } from "#platform/auth";
import { type Ctx, inTx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { enqueue } from "#platform/jobs";
import { accountOf } from "../account/account.ts";
import { ownAccount } from "../account/me.ts";
import { nameFault, tidyName } from "../account/name.ts";
import { notify } from "../notices/notify.ts";
import * as checks from "./check-store.ts";
import { readKnownDocument } from "./document.ts";
import { documentConsent, documentHash, takeDocumentTry } from "./keep-document.ts";
import * as store from "./store.ts";

export const checkDocumentJob = "people.check-document";

export interface Confirmation {
  document: string;
  /** Typed again: nobody here has kept it. */
  number: string;
  country?: string | null;
  /** As it stands on the document. */
  name: string;
  /** The separate consent to ask somebody outside (PIPL art. 23). */
  consent: boolean;
}

interface Question {
  name: string;
  number: string;
  country: string | null;
}

/** Asks for a confirmation; the answer comes as a message. Refuses a number that is not the document's. */
export async function askConfirmation(ctx: TxCtx, input: Confirmation): Promise<{ check: string }> {
  if (!ctx.identity.connected) throw refused("confirm.nobody");
  const account = await ownAccount(ctx);
  await takeDocumentTry(ctx, account.id);
  const one = await store.documentById(ctx.db, input.document);
  const document = found(one?.account === account.id ? one : null, "document", input.document);
  if (document.confirmedAt) throw refused("confirm.done");
  if (document.kind === "by-guardian") throw refused("confirm.own-document");
  const read = readKnownDocument({ ...input, kind: document.kind }, today(ctx).toString());
  const nameId = nameFault(input.name, input.number);
  const faults = [
    ...(read.ok ? [] : read.faults.map(({ field, id }) => ({ field: `/body/${field}`, id }))),
    ...(nameId ? [{ field: "/body/name", id: nameId }] : []),
    ...(input.consent ? [] : [{ field: "/body/consent", id: "consent.missing" }]),
  ];
  if (faults.length > 0 || !read.ok) throw invalid(faults);
  if (!(await checks.hasNumber(ctx.db, document.id, documentHash(ctx, read.document))))
    throw refused("confirm.other-number", {}, { status: 422, keeps: true });
  const id = newId(ctx.clock().epochMilliseconds);
  const question: Question = {
    name: tidyName(input.name),
    number: read.document.number,
    country: input.country ?? null,
  };
  const asked = await checks.insertCheck(ctx.db, {
    id,
    document: document.id,
    sealed: sealFor(sealingKey(ctx, id), Buffer.from(JSON.stringify(question), "utf8"), id),
    consentVersion: documentConsent,
    askedAt: ctx.clock(),
  });
  if (!asked) throw refused("confirm.waiting");
  await enqueue(ctx, checkDocumentJob, { check: id });
  await audit(ctx, {
    what: "document.check-asked",
    on: { kind: "document", id: document.id },
    subject: account.subject,
    detail: { consent: documentConsent },
  });
  return { check: id };
}

/**
 * The job: asks outside any transaction, then writes the answer and forgets the question. An outage leaves the level where
 * it was: name and number are not kept until somebody can be asked.
 */
export async function checkDocument(ctx: Ctx, payload: Record<string, unknown>): Promise<void> {
  const id = String(payload.check);
  const asked = await checks.openCheck(ctx.db, id);
  if (!asked) return;
  // Sealed by askConfirmation alone, and the seal vouches for it.
  const question = JSON.parse(openFor(sealingKey(ctx, id), asked.sealed, id).toString("utf8")) as Question;
  const answer = await ctx.identity.check({ id, kind: asked.kind, ...question });
  await inTx(ctx, async (inner) => {
    if (!(await checks.answerCheck(inner.db, id, { outcome: answer, now: inner.clock() }))) return;
    const account = found(await accountOf(inner.db, asked.account), "account", asked.account);
    if (answer === "match") {
      await store.markConfirmed(inner.db, asked.document, inner.clock());
      await store.raiseLevel(inner.db, account.id, 3);
    }
    await audit(inner, {
      what: "document.checked",
      on: { kind: "document", id: asked.document },
      subject: account.subject,
      detail: { answer },
    });
    await notify(inner, {
      to: account.subject,
      key: `notice.document-${answer}`,
      href: "/my/documents",
      once: id,
    });
  });
}

function sealingKey(ctx: Pick<Ctx, "keyedHash">, id: string): Buffer {
  return ctx.keyedHash("people/document-check", id);
}
