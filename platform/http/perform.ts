/** One way to carry out an operation, whoever calls: HTTP, a page, a test, later kiosk and SIP2. */
import type { Ctx } from "../ctx/index.ts";
import { forbidden, signInNeeded } from "../errors/index.ts";
import { askOf, carryOut } from "./carry-out.ts";
import { answerFault, checked, type RawInput } from "./check.ts";
import type { Implemented, Outcome } from "./implement.ts";
import { isCommand } from "./operation.ts";
import { togetherFor } from "./together.ts";
import { allowedAs } from "./under-cover.ts";

export interface Performer {
  perform(ctx: Ctx, operationId: string, raw: RawInput, key: string | null): Promise<unknown>;
}

/** Builds the one entrance to all operations. `checkAnswers` makes a broken promise an error (tests and development). */
export function performer(operations: Implemented[], { checkAnswers }: { checkAnswers: boolean }): Performer {
  const known = new Map<string, { one: Implemented; work: Work }>();
  for (const one of operations) {
    if (known.has(one.operation.id)) throw new Error(`operation ${one.operation.id} is implemented twice`);
    known.set(one.operation.id, { one, work: workOf(one) });
  }
  return {
    async perform(asked, operationId, raw, key) {
      const { one, work } = known.get(operationId) ?? {};
      if (!one || !work) throw new Error(`operation ${operationId} is not implemented`);
      // Here and nowhere else, so that the API, the pages and whatever door comes next share one count.
      if (one.operation.limit) asked.countTry(one.operation.limit);
      const input = checked(one.operation, raw);
      const ctx = await admit(asked, one, input);
      const answer = await work(ctx, input, key);
      const fault = checkAnswers ? answerFault(one.operation, answer) : null;
      if (fault) throw new Error(`${operationId} broke its contract: ${fault}`);
      return answer;
    },
  };
}

/** The context in which it is done: it says under which cover, if only a cover allows it. */
async function admit(ctx: Ctx, { access }: Implemented, input: RawInput): Promise<Ctx> {
  if (access.kind === "anyone") return ctx;
  if (access.kind === "rule") {
    const actor = await allowedAs(ctx.actor, (who) => access.allows({ ...ctx, actor: who }, input as never));
    if (actor) return actor === ctx.actor ? ctx : { ...ctx, actor };
  }
  if (ctx.actor.kind === "anonymous") throw signInNeeded();
  if (access.kind === "rule") throw forbidden(access.name, ctx.actor.kind);
  return ctx;
}

type Work = (ctx: Ctx, input: RawInput, key: string | null) => Promise<unknown>;

function workOf(one: Implemented): Work {
  if ("together" in one) {
    const together = togetherFor(one);
    return (ctx, input, key) => answered(together(askOf(ctx, one, input, key)));
  }
  if (!isCommand(one.operation)) return (ctx, input) => one.run(ctx, input as never);
  return (ctx, input, key) =>
    answered(carryOut(one, [askOf(ctx, one, input, key)]).then(([outcome]) => outcome));
}

async function answered(outcome: Promise<Outcome<unknown> | undefined>): Promise<unknown> {
  const { answer, refusal } = (await outcome) ?? {
    answer: null,
    refusal: new Error("a command without an outcome"),
  };
  if (refusal) throw refusal;
  return answer;
}
