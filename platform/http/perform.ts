/** One way to carry out an operation, whoever calls: HTTP, a page, a test, later kiosk and SIP2. */
import { createHash } from "node:crypto";
import { type Ctx, inTx, type TxCtx } from "../ctx/index.ts";
import { forbidden, Problem, refused, signInNeeded } from "../errors/index.ts";
import { answerFault, checked, type RawInput } from "./check.ts";
import { firstAnswer, rememberAnswer } from "./idempotency.ts";
import type { Implemented } from "./implement.ts";
import { isCommand } from "./operation.ts";
import { allowedAs } from "./under-cover.ts";

export interface Performer {
  perform(ctx: Ctx, operationId: string, raw: RawInput, key: string | null): Promise<unknown>;
}

const retriedStates = new Set(["40001", "40P01"]);
const tries = 3;

/** Builds the one entrance to all operations. `checkAnswers` makes a broken promise an error (tests and development). */
export function performer(operations: Implemented[], { checkAnswers }: { checkAnswers: boolean }): Performer {
  const known = new Map<string, Implemented>();
  for (const one of operations) {
    if (known.has(one.operation.id)) throw new Error(`operation ${one.operation.id} is implemented twice`);
    known.set(one.operation.id, one);
  }
  return {
    async perform(asked, operationId, raw, key) {
      const one = known.get(operationId);
      if (!one) throw new Error(`operation ${operationId} is not implemented`);
      // Here and nowhere else, so that the API, the pages and whatever door comes next share one count.
      if (one.operation.limit) asked.countTry(one.operation.limit);
      const input = checked(one.operation, raw);
      const ctx = await admit(asked, one, input);
      const answer = isCommand(one.operation)
        ? await command(ctx, one, input, key)
        : await one.run(ctx, input as never);
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

async function command(ctx: Ctx, one: Implemented, input: RawInput, key: string | null): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    try {
      const kept = await inTx(ctx, (txCtx) => orKept(one, once(txCtx, one, input, key)));
      if (kept.refusal) throw kept.refusal;
      return kept.answer;
    } catch (error) {
      if (attempt >= tries || !isRetried(error)) throw error;
    }
  }
}

/** A refusal that keeps what was written must leave the transaction as a value: thrown, it would undo it. */
async function orKept(
  one: Implemented,
  work: Promise<unknown>,
): Promise<{ answer?: unknown; refusal?: Problem }> {
  try {
    return { answer: await work };
  } catch (error) {
    if (error instanceof Problem && error.keeps && one.operation.unrepeated) return { refusal: error };
    throw error;
  }
}

/** First answer for this key, or the work done now and its answer kept, in one transaction. */
async function once(ctx: TxCtx, one: Implemented, input: RawInput, key: string | null): Promise<unknown> {
  if (key === null || one.operation.unrepeated) return one.run(ctx, input as never);
  const inputHash = createHash("sha256")
    // For another person it is another request, though the same guardian sends it.
    .update(JSON.stringify([one.operation.id, ctx.actor.onBehalfOf?.subject ?? null, input]))
    .digest();
  const who = ctx.actor.subject ?? `anonymous ${ctx.actor.kind}`;
  const first = await firstAnswer(ctx, { who, key, operation: one.operation.id, inputHash });
  if (first.kind === "other-input") throw refused("idempotency.other-input", {}, { status: 422 });
  if (first.kind === "answered") return first.answer;
  const answer = await one.run(ctx, input as never);
  await rememberAnswer(ctx, { who, key }, answer);
  return answer;
}

function isRetried(error: unknown): boolean {
  return (
    !(error instanceof Problem) &&
    error instanceof Error &&
    "code" in error &&
    retriedStates.has(String(error.code))
  );
}
