import { data } from "react-router";
import { addressOf, type Call, isCommand } from "#contract";
import type { Problem } from "./page.ts";

/**
 * Calls an operation from a live page, over HTTP, with an Idempotency-Key for commands. A command whose answer was lost
 * on a bad line is sent once more with the same key. A refusal is thrown as the same `{ problem }` as on the server.
 */
export const call: Call = async (operation, input, options) => {
  const command = isCommand(operation);
  const headers: Record<string, string> = { accept: "application/json" };
  if (command) headers["idempotency-key"] = options?.key ?? newKey();
  const body = "body" in input && input.body !== undefined ? JSON.stringify(input.body) : null;
  if (body !== null) headers["content-type"] = "application/json";
  const address = addressOf(operation, input);
  const send = () => fetch(address, { method: operation.method, headers, body });
  const response = await send().catch((error: unknown) => {
    if (!command) throw error;
    return send();
  });
  const answer: unknown = response.status === 204 ? null : await response.json();
  // Our own server answers refusals as RFC 9457 problems and everything else as the contract says.
  if (!response.ok) throw data({ problem: answer as Problem }, { status: response.status });
  return answer as never;
};

/** A key of one attempt, also where the page came without a secure line and `randomUUID` is not there. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
