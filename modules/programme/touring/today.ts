/** What the desk is told of tours today: what waits for an answer, crates that are to be sent, opened or sent on, and what is wrong with them. */
import { pathsHeld, type TodayLine } from "#platform/auth";
import { type Ctx, today } from "#platform/ctx";
import { publishers, reporting } from "../may.ts";
import { type Leg, legsBelow } from "./leg-store.ts";

const mostShown = 60;

// texts: today.tour.*
export async function tourToday(ctx: Ctx): Promise<TodayLine[]> {
  const answers = pathsHeld(ctx.actor, ...publishers);
  const handles = pathsHeld(ctx.actor, ...reporting);
  if (answers.length + handles.length === 0) return [];
  const legs = await legsBelow(ctx.db, [...new Set([...answers, ...handles])], mostShown);
  const day = today(ctx);
  return legs.flatMap((leg): TodayLine[] => {
    const what = dueOf(leg, {
      answers,
      handles,
      day: day.toString(),
      sendBy: day.add({ days: leg.betweenDays }).toString(),
    });
    return what
      ? [
          {
            key: `today.tour.${what}`,
            values: { title: leg.title, from: leg.from, through: leg.through },
            href: `/desk/tour-legs/${leg.id}`,
            kind: "do",
          },
        ]
      : [];
  });
}

interface Desk {
  answers: readonly string[];
  handles: readonly string[];
  day: string;
  /** Crates of what is shown from then on are to go off today. */
  sendBy: string;
}

/** What is to be done with a leg by whoever looks, or null. */
export function dueOf(
  leg: Pick<Leg, "state" | "ownerPath" | "orgPath" | "from" | "through" | "troubled">,
  { answers, handles, day, sendBy }: Desk,
): "answer" | "send" | "receive" | "leave" | "take-home" | "trouble" | null {
  const [owner, borrower] = [leg.ownerPath, leg.orgPath];
  const at = (paths: readonly string[], path: string) => paths.some((held) => path.startsWith(held));
  if (leg.troubled && (at(answers, owner) || at(answers, borrower))) return "trouble";
  if (leg.state === "asked" && at(answers, owner)) return "answer";
  if (leg.state === "agreed" && leg.from <= sendBy && at(handles, owner)) return "send";
  if (leg.state === "on-its-way" && at(handles, borrower)) return "receive";
  if (leg.state === "arrived" && leg.through < day && at(handles, borrower)) return "leave";
  if (leg.state === "returning" && at(handles, owner)) return "take-home";
  return null;
}
