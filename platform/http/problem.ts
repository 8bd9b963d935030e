/** Presents problems as RFC 9457 documents, in the reader's language. */

import { Problem, tooLarge } from "../errors/index.ts";
import type { Text } from "../i18n/index.ts";

export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail?: string;
  /** Stable id for machines. */
  id: string;
  request_id: string;
  data?: Record<string, string | number>;
  /** The page that helps on. */
  next?: { href: string; label: string };
  errors?: { field: string; id: string; message: string }[];
}

// texts: refusal.* invalid.*

/** What an error of Fastify or PostgreSQL means to the person who asked, where so many bytes are taken. A bug stays what it is. */
export function understood(error: unknown, bodyLimit: number): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : "";
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return tooLarge(bodyLimit);
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return new Problem("media-type", 415);
  if (code === "FST_ERR_BAD_URL") return new Problem("address-unreadable", 400);
  if (code.startsWith("FST_ERR_CTP")) return new Problem("body-unreadable", 400);
  if (databaseIsAway(error, code)) return new Problem("unavailable", 503, { retryAfter: 5 });
  return error;
}

/** The server could not be reached, left in the middle or is full: SQLSTATE classes 08 and 57P, sockets, and what `pg` says itself. */
function databaseIsAway(error: Error, code: string): boolean {
  if (code === "ENOENT") return "syscall" in error && error.syscall === "connect";
  return (
    /^(08...|57P0[1-5]|53300|ECONNREFUSED|ECONNRESET|EPIPE)$/.test(code) ||
    /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/.test(
      error.message,
    )
  );
}

/** The document of a problem; anything else becomes a 500 that says nothing about the inside. */
export function problemDocument(error: unknown, text: Text, requestId: string): ProblemDocument {
  const problem = error instanceof Problem ? error : new Problem("unexpected", statusOf(error));
  const data = { ...problem.data, request: requestId };
  return {
    type: `/problems/${problem.id}`,
    title: text(`refusal.${problem.id}`, data),
    detail: text(`refusal.${problem.id}.do`, data),
    status: problem.status,
    id: problem.id,
    request_id: requestId,
    data: problem.data,
    ...(problem.next && { next: { href: problem.next, label: text(`refusal.${problem.id}.next`, data) } }),
    ...(problem.faults.length > 0 && {
      errors: problem.faults.map(({ field, id, data: values }) => ({
        field,
        id,
        message: text(`invalid.${id}`, values ?? {}),
      })),
    }),
  };
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 600 ? status : 500;
}
