/** What a browser carries between us and the provider: sealed with the city's key, for ten minutes, so that it is only ours to read. */
import { Temporal } from "temporal-polyfill";
import { openFor, sealFor } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import type { Begun, IdentityShown } from "#platform/oidc";

const minutes = 10;

interface Contents {
  attempt: Begun;
  proof: IdentityShown;
}

type Kind = keyof Contents;

/** Seals it until ten minutes from now. */
export function sealed<K extends Kind>(ctx: Ctx, kind: K, value: Contents[K]): string {
  const until = ctx.clock().add({ minutes }).toString();
  const text = Buffer.from(JSON.stringify({ until, value }), "utf8");
  return sealFor(keyOf(ctx, kind), text, kind).toString("base64url");
}

/** The contents, or null when it is not ours, of another kind or too old. */
export function unsealed<K extends Kind>(ctx: Ctx, kind: K, text: string): Contents[K] | null {
  try {
    const opened = openFor(keyOf(ctx, kind), Buffer.from(text, "base64url"), kind);
    // Written by sealed() alone, and the seal vouches for it.
    const { until, value } = JSON.parse(opened.toString("utf8")) as { until: string; value: Contents[K] };
    return Temporal.Instant.compare(Temporal.Instant.from(until), ctx.clock()) > 0 ? value : null;
  } catch {
    return null;
  }
}

function keyOf(ctx: Pick<Ctx, "keyedHash">, kind: Kind): Buffer {
  return ctx.keyedHash(`people/provider-${kind}`, "");
}
