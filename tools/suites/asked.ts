/** What somebody asks of a server that may die meanwhile: asked again, it has the key it had. */
import { randomUUID } from "node:crypto";

export interface Asked {
  path: string;
  cookie: string;
  body: object;
  key: string;
  /** When it was first sent and first answered. */
  sent: number;
  answered: number;
  /** The first answer, as text; null: none, or that it did not work. */
  told: string | null;
}

export const anAsk = (path: string, cookie: string, body: object): Asked => ({
  ...{ path, cookie, body },
  ...{ key: randomUUID(), sent: 0, answered: 0, told: null },
});

/** Asks, for the first time or again. Answers what was answered this time. */
export async function ask(port: number, asked: Asked): Promise<string | null> {
  asked.sent ||= performance.now();
  const answer = await answerTo(port, asked);
  if (answer !== null) asked.answered ||= performance.now();
  asked.told ??= answer;
  return answer;
}

async function answerTo(port: number, { path, cookie, body, key }: Asked): Promise<string | null> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: "POST",
      headers: {
        cookie,
        "idempotency-key": key,
        "sec-fetch-site": "same-origin",
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    return response.ok ? text : null;
  } catch {
    return null;
  }
}

/** A part of the first answer; null where there was none. */
export const toldOf = ({ told }: Asked, part: string): string | null =>
  told === null ? null : (JSON.parse(told)[part] ?? null);

/** Asks everything again. Answers how many were told otherwise than at first, and how many are not done even now. */
export async function askedAgain(port: number, all: readonly Asked[]) {
  const before = all.map(({ told }) => told);
  const again = await Promise.all(all.map((one) => ask(port, one)));
  return {
    "answered otherwise": again.filter((answer, n) => before[n] !== null && answer !== before[n]).length,
    undone: again.filter((answer) => answer === null).length,
  };
}
