/** What is done at a till, one after the other, and what each leads to: the same in the browser's queue and in the page without script. No page in here. */
import type { AnswerOf, Call } from "#contract";
import type { Problem } from "#web/page.ts";
import { useInHouse } from "../../../circulation/in-house/contract.ts";
import {
  checkOutCopy,
  readerAtTill,
  renewAll,
  renewLoan,
  returnCopy,
  tillScan,
  undoCheckOut,
} from "../../../circulation/till/contract.ts";

type Scanned = AnswerOf<typeof tillScan>;
export type Reader = Extract<Scanned, { is: "reader" }>["reader"];
type Several = Extract<Scanned, { is: "several" }>;
export type Returned = AnswerOf<typeof returnCopy>;

/** `return`: whoever stands here, a copy that is scanned comes back; `in-house`: it lay on a table, and is counted. */
export const modes = ["both", "return", "in-house"] as const;
export type Mode = (typeof modes)[number];
export const modeOf = (said: string): Mode => modes.find((one) => one === said) ?? "both";

export interface Copy {
  itemId: number;
  title: string;
  barcode: string;
}

export type Step =
  | { what: "scan"; said: string; ownerId: string | null; issuerId: string | null }
  | ({ what: "return-first" } & Copy)
  | ({ what: "despite"; reason: string } & Copy)
  | { what: "undo"; loanId: string; title: string }
  | { what: "renew"; loanId: string; title: string }
  /** Who stands here acts for another. */
  | { what: "for"; subject: string; agent: string; name: string }
  | { what: "renew-all" }
  | { what: "mode"; mode: Mode }
  | { what: "end" };

/** Takes back what a line that is on its way leads to: said before the city has answered. */
export interface UndoScan {
  what: "undo-scan";
  line: string;
}

export type Outcome =
  | { is: "reader"; reader: Reader }
  | { is: "several"; said: string; copies: Several["copies"]; cards: Several["cards"] }
  | ({ is: "lent" | "renewed"; loanId: string; dueOn: string } & Copy)
  | ({ is: "returned"; back: Returned } & Copy)
  | ({ is: "used"; use: AnswerOf<typeof useInHouse> } & Copy)
  | { is: "prolonged"; loanId: string; title: string; dueOn: string }
  | ({ is: "all-renewed" } & AnswerOf<typeof renewAll>)
  | { is: "undone"; loanId: string; title: string }
  /** It was no loan, and nothing is taken back. */
  | { is: "nothing-undone" }
  /** It was for a reader, and they had ended. */
  | { is: "nobody" }
  | { is: "mode"; mode: Mode }
  | { is: "ended" }
  /** `copy`: in spite of which it was refused. */
  | { is: "refused"; problem: Problem; copy: Copy | null };

export interface At {
  placeId: string;
  subject: string | null;
  /** Who has come for the reader. */
  agent: string | null;
  mode: Mode;
}

/** A copy that was scanned, and what becomes of it: written down before it is done, so that sent again it is the same. */
export interface Found extends Copy {
  do: "check-out" | "return";
  subject: string | null;
  agent?: string | null;
}

export interface Doing {
  call: Call;
  /** Of this step: its commands are known again by it. */
  key: string;
  /** As it was found the first time. */
  found: Found | null;
  note(found: Found): Promise<void> | void;
}

/** Refusals are thrown as `call` throws them. */
export async function carryOut(step: Step, at: At, doing: Doing): Promise<Outcome> {
  const { call, key } = doing;
  const { placeId, subject, agent } = at;
  switch (step.what) {
    case "scan":
      return scan(step, at, doing);
    case "return-first": {
      if (subject === null) return { is: "nobody" };
      await call(
        returnCopy,
        { body: { itemId: step.itemId, placeId, returnedOn: null } },
        { key: `${key}-back` },
      );
      return lend(call, { copy: step, placeId, subject, agent, reason: null }, `${key}-lend`);
    }
    case "despite":
      if (subject === null) return { is: "nobody" };
      return lend(call, { copy: step, placeId, subject, agent, reason: step.reason }, key);
    case "undo": {
      const { loanId, title } = step;
      await call(undoCheckOut, { body: { loanId, placeId } }, { key });
      return { is: "undone", loanId, title };
    }
    case "renew": {
      const { loanId, title } = step;
      const { dueOn } = await call(renewLoan, { body: { loanId, placeId } }, { key });
      return { is: "prolonged", loanId, title, dueOn };
    }
    case "for": {
      const body = { subject: step.subject, agent: step.agent, placeId };
      return { is: "reader", reader: await call(readerAtTill, { body }) };
    }
    case "renew-all":
      if (subject === null) return { is: "nobody" };
      return {
        is: "all-renewed",
        ...(await call(renewAll, { body: { subject, placeId } }, { key })),
      };
    case "mode":
      return { is: "mode", mode: step.mode };
    case "end":
      return { is: "ended" };
  }
}

async function scan(
  { said, ownerId, issuerId }: Extract<Step, { what: "scan" }>,
  { placeId, subject, agent, mode }: At,
  { call, key, found, note }: Doing,
): Promise<Outcome> {
  let known = found;
  if (!known) {
    const who = mode === "both" ? subject : null;
    const what = await call(tillScan, { body: { scan: said, placeId, subject: who, ownerId, issuerId } });
    if (what.is === "reader") return what;
    if (what.is === "several") return { ...what, said };
    const { itemId, title, barcode } = what;
    known = { itemId, title, barcode, do: what.do, subject: who, agent };
    await note(known);
  }
  if (mode === "in-house") {
    const use = await call(useInHouse, { body: { itemId: known.itemId, placeId } }, { key });
    return { is: "used", use, ...copyOf(known) };
  }
  if (known.do === "check-out" && known.subject !== null)
    return lend(
      call,
      { copy: known, placeId, subject: known.subject, agent: known.agent ?? null, reason: null },
      key,
    );
  const back = await call(returnCopy, { body: { itemId: known.itemId, placeId, returnedOn: null } }, { key });
  return { is: "returned", back, ...copyOf(known) };
}

async function lend(
  call: Call,
  {
    copy,
    placeId,
    subject,
    agent,
    reason,
  }: { copy: Copy; placeId: string; subject: string; agent: string | null; reason: string | null },
  key: string,
): Promise<Outcome> {
  const despite = reason === null ? null : { reason };
  const body = { itemId: copy.itemId, subject, placeId, agent, despite };
  const { loanId, dueOn, renewed } = await call(checkOutCopy, { body }, { key });
  return { is: renewed ? "renewed" : "lent", loanId, dueOn, ...copyOf(copy) };
}

const copyOf = ({ itemId, title, barcode }: Copy): Copy => ({ itemId, title, barcode });

/** A card or a pass was shown and nobody is known by it: whoever stood here stands here no more, and lends nothing of the next one's. */
export function showsNobody(outcome: Outcome): boolean {
  if (outcome.is === "several") return outcome.cards.length > 0;
  return outcome.is === "refused" && /^(pass\.|till\.card-|till\.no-reader)/.test(outcome.problem.id);
}

/** The reader as they stand after it, without asking again. */
export function readerAfter(reader: Reader | null, outcome: Outcome, today: string): Reader | null {
  if (outcome.is === "reader") return outcome.reader;
  if (outcome.is === "ended" || outcome.is === "mode" || showsNobody(outcome)) return null;
  if (!reader) return null;
  const { listed } = reader;
  const with_ = (items: Reader["listed"]["items"], loans = reader.loans): Reader => ({
    ...reader,
    loans,
    overdue: items.some(({ daysLeft }) => daysLeft < 0) ? reader.overdue : 0,
    listed: { ...listed, items },
  });
  const until = (loanId: string, dueOn: string) =>
    listed.items.map((one) =>
      one.loanId === loanId
        ? { ...one, dueOn, daysLeft: daysBetween(today, dueOn), renewals: one.renewals + 1 }
        : one,
    );
  switch (outcome.is) {
    case "lent": {
      const { loanId, title, barcode, dueOn } = outcome;
      // Scanned twice.
      if (listed.items.some((one) => one.loanId === loanId)) return reader;
      const made = {
        loanId,
        title,
        barcode,
        dueOn,
        daysLeft: daysBetween(today, dueOn),
        renewals: 0,
        recalled: false,
        trouble: null,
      };
      return { ...with_([made, ...listed.items], reader.loans + 1), ready: reader.ready };
    }
    case "renewed":
    case "prolonged":
      return with_(until(outcome.loanId, outcome.dueOn));
    case "all-renewed": {
      const dueOf = new Map(outcome.renewed.map((one) => [one.loanId, one.dueOn]));
      return with_(
        listed.items.map((one) => {
          const dueOn = dueOf.get(one.loanId);
          return dueOn
            ? { ...one, dueOn, daysLeft: daysBetween(today, dueOn), renewals: one.renewals + 1 }
            : one;
        }),
      );
    }
    case "undone":
      return with_(
        listed.items.filter(({ loanId }) => loanId !== outcome.loanId),
        reader.loans - 1,
      );
    default:
      return reader;
  }
}

const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** A sign by itself that ends the reader, on the number pad and on a card beside the till. */
export const endSign = "*";

/** What a typed or scanned line asks for. */
export const stepOf = (said: string): Step =>
  said === endSign ? { what: "end" } : { what: "scan", said, ownerId: null, issuerId: null };
