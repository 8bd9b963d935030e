/** An operation: declared once in a module's contract.ts, used by the server, OpenAPI, pages and the browser. No I/O here. */
import type { Static, TSchema } from "typebox";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Operation<
  P extends TSchema = TSchema,
  Q extends TSchema = TSchema,
  B extends TSchema = TSchema,
  A extends TSchema = TSchema,
> {
  /** `<module>.<verb>`; also the operationId in OpenAPI. */
  id: string;
  method: Method;
  /** `/api/places/:id` */
  path: string;
  /** One line of what it promises. */
  summary: string;
  params?: P;
  query?: Q;
  body?: B;
  answer: A;
  /** Media type of an answer that is text and not JSON, e.g. a calendar file; `answer` is then a string. */
  media?: string;
  /** The answer is a file of one of these media types: `run` answers a `FileAnswer`. */
  files?: readonly string[];
  /** Largest body in bytes; 64 KiB unless told. */
  bodyLimit?: number;
  /** Not idempotent by key: sign-in and the like, whose answers must not be stored. */
  unrepeated?: boolean;
  /** Guessing is limited more tightly, and by address: signing in. */
  limit?: "sign-in";
}

type Part<Name extends string, S extends TSchema> = TSchema extends S
  ? { [N in Name]?: undefined }
  : { [N in Name]: Static<S> };

export type InputOf<O> =
  O extends Operation<infer P, infer Q, infer B, TSchema>
    ? Part<"params", P> & Part<"query", Q> & Part<"body", B>
    : never;

export type AnswerOf<O> = O extends Operation<TSchema, TSchema, TSchema, infer A> ? Static<A> : never;

export function operation<
  P extends TSchema = TSchema,
  Q extends TSchema = TSchema,
  B extends TSchema = TSchema,
  A extends TSchema = TSchema,
>(declared: Operation<P, Q, B, A>): Operation<P, Q, B, A> {
  return declared;
}

/** Changes something, and so takes an Idempotency-Key and runs in one transaction. */
export function isCommand({ method }: Pick<Operation, "method">): boolean {
  return method !== "GET";
}

/** Calls an operation; the same shape in a loader, in the browser and in a test. */
export type Call = <O extends Operation>(
  operation: O,
  input: InputOf<O>,
  options?: { key?: string },
) => Promise<AnswerOf<O>>;

/** The address of an operation with its parameters and query filled in. */
export function addressOf(
  declared: Pick<Operation, "path">,
  input: { params?: unknown; query?: unknown },
): string {
  const params = new Map(Object.entries(input.params ?? {}));
  const path = declared.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params.get(name))),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined && value !== null) query.set(name, String(value));
  }
  return query.size > 0 ? `${path}?${query}` : path;
}
