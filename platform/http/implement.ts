/** An operation with its permission and its work: what a module's routes.ts is made of. */
import type { Actor } from "../auth/actor.ts";
import type { Ctx, TxCtx } from "../ctx/index.ts";
import type { Tx } from "../db/index.ts";
import type { AnswerOf, InputOf, Operation } from "./operation.ts";

/** Who may call: everybody, everybody signed in, or a named rule of a module's may.ts over the thing concerned. */
export type Access<I> =
  | { kind: "anyone" }
  | { kind: "signed-in" }
  | { kind: "rule"; name: string; allows(ctx: Ctx, input: I): Promise<boolean> };

export const anyone = { kind: "anyone" } as const;
export const signedIn = { kind: "signed-in" } as const;

type Rules = Record<string, (who: Actor, target: never) => boolean>;
type TargetOf<R> = R extends (who: Actor, target: infer T) => boolean ? T : never;

/** `by(may, "event.publish", (ctx, { params }) => orgOf(ctx.db, params.id))` */
export function by<I, R extends Rules, N extends keyof R & string>(
  rules: R,
  name: N,
  target: (ctx: Ctx, input: I) => Promise<TargetOf<R[N]>> | TargetOf<R[N]>,
): Access<I> {
  const rule: unknown = rules[name];
  return {
    kind: "rule",
    name,
    async allows(ctx, input) {
      // The pair of rule and target is checked by the signature above.
      return (rule as (who: Actor, target: TargetOf<R[N]>) => boolean)(ctx.actor, await target(ctx, input));
    },
  };
}

/** What became of one request among several: its answer, or what was refused to it alone. */
export type Outcome<A> = { answer: A; refusal: null } | { answer: null; refusal: Error };

/**
 * A command that many may give at the same moment about one thing. `run` serves those who do in one transaction, in order: the answer
 * of each stands in its place. Who is refused has changed nothing of their own; when it throws, each is carried out by itself.
 */
export interface Together<I, A> {
  /** What they meet at: requests with the same one are carried out together. */
  by(input: I): string;
  run(tx: Tx, by: string, asked: readonly { ctx: TxCtx; input: I }[]): Promise<Outcome<A>[]>;
}

interface Declared {
  operation: Operation;
  access: Access<never>;
}

export type ImplementedTogether = Declared & { together: Together<never, unknown> };
export type Implemented =
  | (Declared & { run(ctx: Ctx, input: never): Promise<unknown> })
  | ImplementedTogether;

type Work<O extends Operation> =
  | { run(ctx: O["method"] extends "GET" ? Ctx : TxCtx, input: InputOf<O>): Promise<AnswerOf<O>> }
  | (O["method"] extends "GET" ? never : { together: Together<InputOf<O>, AnswerOf<O>> });

/** Joins an operation with its permission and its use case. A command's ctx is inside a transaction. */
export function implement<O extends Operation>(
  declared: O,
  { may, ...work }: { may: Access<InputOf<O>> } & Work<O>,
): Implemented {
  // Only perform() calls these, with the input that was checked against this very operation.
  return { operation: declared, access: may, ...work } as unknown as Implemented;
}
