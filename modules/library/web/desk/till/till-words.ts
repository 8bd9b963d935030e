/** What came of a step at the till, in a sentence, with its colour, sound and what to do. */
import type { Text } from "#libs/texts";
import type { StateKind } from "#web/kit/state.tsx";
import type { Signal } from "#web/signal.ts";
import type { Outcome, Reader, Returned } from "./steps.ts";

export interface Said {
  /** The word with its shape. */
  word: string;
  kind: StateKind;
  signal: Signal | null;
  /** Of what. */
  title: string | null;
  /** What to do now, the most important first. */
  next: readonly string[];
}

export const yuan = (fen: number) => fen / 100;

export const nameOf = (t: Text, { name }: Pick<Reader, "name">) => name ?? t("till.reader.unnamed");

/** What a mode is called, and what a scan does in it with nobody at the till. */
export const modeWords = {
  both: { name: "till.both", nobody: "till.nobody" },
  return: { name: "till.only-return", nobody: "till.nobody.returning" },
  "in-house": { name: "till.in-house", nobody: "till.nobody.in-house" },
} as const;

// texts: till.done.*
export function sayOutcome(t: Text, outcome: Outcome): Said {
  switch (outcome.is) {
    case "reader": {
      const { reader } = outcome;
      const looks = reader.against.length > 0 || reader.needsDocument;
      return {
        word: t(looks ? "till.done.reader-against" : "till.done.reader"),
        kind: looks ? "soon" : "open",
        signal: looks || reader.ready.length > 0 ? "look" : "go",
        title: nameOf(t, reader),
        next: [
          ...(reader.needsDocument ? [t("till.reader.document")] : []),
          ...reader.against.map((why) => whyText(t, why)),
          ...(reader.ready.length > 0 ? [t("till.reader.ready", { count: reader.ready.length })] : []),
        ],
      };
    }
    case "several":
      return {
        word: t("till.done.several"),
        kind: "soon",
        signal: "look",
        title: null,
        next: [t(outcome.cards.length > 0 ? "till.several.cards" : "till.several.copies")],
      };
    case "lent":
    case "renewed":
      return {
        word: t(`till.done.${outcome.is}`),
        kind: "open",
        signal: "go",
        title: outcome.title,
        next: [t("till.due", { day: outcome.dueOn })],
      };
    case "prolonged":
      return {
        word: t("till.done.renewed"),
        kind: "open",
        signal: "go",
        title: outcome.title,
        next: [t("till.due", { day: outcome.dueOn })],
      };
    case "returned":
      return { ...sayReturned(t, outcome.back), title: outcome.title };
    case "used": {
      const { isLent, today, shelf } = outcome.use;
      return {
        word: t(isLent ? "till.done.used-lent" : "till.done.used"),
        kind: isLent ? "soon" : "open",
        signal: isLent ? "look" : "go",
        title: outcome.title,
        next: isLent
          ? [t("till.used.lent")]
          : [t("till.goes.shelf", { shelf: shelf || "none" }), t("till.used.today", { count: today })],
      };
    }
    case "all-renewed": {
      const [renewed, refused] = [outcome.renewed.length, outcome.refused.length];
      return {
        word: t("till.done.renewed"),
        kind: refused > 0 ? "soon" : "open",
        signal: refused > 0 ? "look" : "go",
        title: null,
        next: [t("till.done.all-renewed", { renewed, refused })],
      };
    }
    case "undone":
      return { word: t("till.done.undone"), kind: "closed", signal: "go", title: outcome.title, next: [] };
    case "nothing-undone":
    case "nobody":
      return { word: t(`till.done.${outcome.is}`), kind: "soon", signal: "look", title: null, next: [] };
    case "mode":
      return {
        word: t(modeWords[outcome.mode].name),
        kind: "closed",
        signal: null,
        title: null,
        next: [t(modeWords[outcome.mode].nobody)],
      };
    case "ended":
      return { word: t("till.done.ended"), kind: "closed", signal: null, title: null, next: [] };
    case "refused": {
      const { problem, copy } = outcome;
      return {
        word: t("till.done.refused"),
        kind: "refused",
        signal: "stop",
        title: copy?.title ?? null,
        next: [problem.title, ...(problem.detail ? [problem.detail] : [])],
      };
    }
  }
}

function sayReturned(t: Text, { loan, goes }: Returned): Omit<Said, "title"> {
  const late = loan && loan.lateDays > 0;
  const looks = goes.to !== "shelf" || late || !loan;
  return {
    word: t(loan ? "till.done.returned" : "till.done.not-lent"),
    kind: looks ? "soon" : "open",
    signal: looks ? "look" : "go",
    next: [
      goesText(t, goes),
      ...(late ? [t("till.late", { days: loan.lateDays })] : []),
      ...(loan?.suspendedUntil ? [t("till.late.suspended", { day: loan.suspendedUntil })] : []),
      ...(loan && loan.feeFen > 0 ? [t("till.late.fee", { yuan: yuan(loan.feeFen) })] : []),
    ],
  };
}

// texts: till.goes.place.*
export function goesText(t: Text, goes: Returned["goes"]): string {
  if (goes.to === "shelf") return t("till.goes.shelf", { shelf: goes.shelf || "none" });
  if (goes.to === "hold-shelf")
    return t("till.goes.hold-shelf", { slot: goes.slot || "none", day: goes.until });
  return t(`till.goes.place.${goes.reason}`, { place: goes.place.name });
}

// texts: refusal.loan.*
/** Why something is not lent or renewed. Ids of a reader stand without their group. */
export function whyText(t: Text, { id, data }: Reader["against"][number]): string {
  return t(id.startsWith("loan.") ? `refusal.${id}` : `refusal.loan.${id}`, data);
}
