/** Carries commands out: the keys, the change, its audit rows, its news and the answers are written in one transaction or not at all. */
import { createHash } from "node:crypto";
import type { Ctx } from "../ctx/index.ts";
import type { Tx } from "../db/index.ts";
import { Problem, refused } from "../errors/index.ts";
import type { RawInput } from "./check.ts";
import { type First, firstAnswers, giveKeysBack, type Repeatable, rememberAnswers } from "./idempotency.ts";
import type { Implemented, Outcome } from "./implement.ts";

/** A command of somebody who may give it. */
export interface Ask {
  ctx: Ctx;
  input: RawInput;
  /** Null: asked once only, as far as we know. */
  repeatable: Repeatable | null;
}

type Now = ReturnType<Ctx["clock"]>;

const retriedStates = new Set(["40001", "40P01"]);
const tries = 3;

/** What is asked, with the key by which it is known again. */
export function askOf(ctx: Ctx, { operation }: Implemented, input: RawInput, key: string | null): Ask {
  if (key === null || operation.unrepeated) return { ctx, input, repeatable: null };
  // For another person it is another request, though the same guardian sends it.
  const said = JSON.stringify([operation.id, ctx.actor.onBehalfOf?.subject ?? null, input]);
  const { subject, kind } = ctx.actor;
  const who = subject ?? `anonymous ${kind}`;
  return {
    ctx,
    input,
    repeatable: {
      who,
      key,
      operation: operation.id,
      // Keyed: what was asked names readers and items, and nobody shall try them against one another.
      inputHash: ctx.keyedHash("http/input", said),
      inputHashBefore: () => createHash("sha256").update(said).digest(),
      subject,
    },
  };
}

/** Carries out what is asked, all in one transaction: each gets its first answer, or the work done now and its answer kept. */
export async function carryOut(one: Implemented, asks: readonly Ask[]): Promise<Outcome<unknown>[]> {
  const [first] = asks;
  if (!first) return [];
  for (let attempt = 1; ; attempt++) {
    try {
      return await first.ctx.db.tx((tx) => eachOnce(tx, one, asks, first.ctx.clock()));
    } catch (error) {
      if (attempt >= tries || !isRetried(error)) throw error;
    }
  }
}

async function eachOnce(
  tx: Tx,
  one: Implemented,
  asks: readonly Ask[],
  now: Now,
): Promise<Outcome<unknown>[]> {
  const keyed = asks.filter(({ repeatable }) => repeatable);
  const firsts = await firstAnswers(
    tx,
    keyed.flatMap(({ repeatable }) => repeatable ?? []),
    now,
  );
  const before = new Map(keyed.map((ask, n) => [ask, toldBefore(firsts[n])]));
  const fresh = asks.filter((ask) => !before.get(ask));
  const done = fresh.length > 0 ? await work(tx, one, fresh) : [];
  if (done.length !== fresh.length)
    throw new Error(`${one.operation.id} answered ${done.length} of ${fresh.length}`);
  const served = fresh.map((ask, n) => [ask, done[n]] as const);
  await rememberAnswers(
    tx,
    served.flatMap(([{ repeatable }, outcome]) =>
      repeatable && !outcome?.refusal ? { asked: repeatable, answer: outcome?.answer } : [],
    ),
  );
  await giveKeysBack(
    tx,
    served.flatMap(([{ repeatable }, outcome]) => (repeatable && outcome?.refusal ? repeatable : [])),
  );
  const outcomes = new Map([...before, ...served]);
  return asks.map((ask) => outcomes.get(ask) as Outcome<unknown>);
}

function toldBefore(first: First | undefined): Outcome<unknown> | null {
  if (first?.kind === "answered") return { answer: first.answer, refusal: null };
  if (first?.kind === "other-input")
    return { answer: null, refusal: refused("idempotency.other-input", {}, { status: 422 }) };
  return null;
}

async function work(tx: Tx, one: Implemented, asks: readonly Ask[]): Promise<Outcome<unknown>[]> {
  const asked = asks.map(({ ctx, input }) => ({ ctx: { ...ctx, db: tx }, input: input as never }));
  if ("together" in one) {
    const [first] = asked;
    return first ? one.together.run(tx, one.together.by(first.input), asked) : [];
  }
  const outcomes: Outcome<unknown>[] = [];
  for (const { ctx, input } of asked) outcomes.push(await orKept(one, one.run(ctx, input)));
  return outcomes;
}

/** A refusal that keeps what was written must leave the transaction as a value: thrown, it would undo it. */
async function orKept(one: Implemented, work: Promise<unknown>): Promise<Outcome<unknown>> {
  try {
    return { answer: await work, refusal: null };
  } catch (error) {
    if (error instanceof Problem && error.keeps && one.operation.unrepeated)
      return { answer: null, refusal: error };
    throw error;
  }
}

function isRetried(error: unknown): boolean {
  return (
    !(error instanceof Problem) &&
    error instanceof Error &&
    "code" in error &&
    retriedStates.has(String(error.code))
  );
}
