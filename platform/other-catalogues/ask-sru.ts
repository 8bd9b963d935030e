/** Asks one catalogue by SRU: one request, one answer. */
import { inUtf8 } from "#libs/marc";
import { type Diagnostic, readSearchAnswer, requestAddress } from "#libs/sru";
import { type Answered, causeOf, type Limits, NoAnswer } from "./answered.ts";
import { readRecord } from "./read-record.ts";
import type { SruTarget } from "./target.ts";
import { toCql, type Wanted } from "./wanted.ts";

/** What comes goes into `answered`. Throws `NoAnswer`. */
export async function askSru(
  { url, version, schema = "marcxml", indexes }: SruTarget,
  wanted: Wanted,
  { most, limits, answered }: { most: number; limits: Limits; answered: Answered },
): Promise<void> {
  const query = toCql(wanted, indexes);
  if (query === null) return;
  const address = requestAddress(url, {
    version,
    operation: "searchRetrieve",
    query,
    startRecord: 1,
    maximumRecords: most,
    recordSchema: schema,
  });
  const answer = readSearchAnswer(await textAt(address, limits));
  if ("fault" in answer) throw new NoAnswer("not-understood", answer.fault);
  answered.found = answer.numberOfRecords;
  answered.troubles.push(
    ...answer.diagnostics.map((one) => ({ id: "diagnostic" as const, detail: told(one) })),
  );
  for (const [n, record] of answer.records.slice(0, most).entries()) {
    const position = record.position ?? n + 1;
    const read = "xml" in record ? await readRecord(new TextEncoder().encode(record.xml), "xml") : null;
    if (read) answered.records.push({ position, read });
    else if ("diagnostic" in record)
      answered.troubles.push({ id: "diagnostic", detail: told(record.diagnostic), position });
    else answered.troubles.push({ id: "no-marc", detail: record.schema, position });
  }
}

async function textAt(address: string, limits: Limits): Promise<string> {
  const signal = AbortSignal.timeout(limits.ms);
  try {
    // A server that sends us elsewhere would have us ask whom nobody has set up.
    const response = await fetch(address, {
      redirect: "manual",
      signal,
      headers: { accept: "application/xml, text/xml" },
    });
    if (response.ok && response.body) return await textOf(response.body, limits);
    await response.body?.cancel();
    throw new NoAnswer("refused", `HTTP ${response.status}`);
  } catch (error) {
    if (error instanceof NoAnswer) throw error;
    if (signal.aborted) throw new NoAnswer("late", `${limits.ms} ms`);
    throw new NoAnswer("unreachable", causeOf(error));
  }
}

async function textOf(body: AsyncIterable<Uint8Array>, limits: Limits): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of inUtf8(within(body, limits))) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

async function* within(body: AsyncIterable<Uint8Array>, { bytes }: Limits): AsyncGenerator<Uint8Array> {
  let sum = 0;
  for await (const chunk of body) {
    sum += chunk.length;
    if (sum > bytes) throw new NoAnswer("too-long", `more than ${bytes} bytes`);
    yield chunk;
  }
}

function told({ uri, details, message }: Diagnostic): string {
  return [`${uri.replace(/^.*\//, "")} ${message}`, details].filter(Boolean).join(": ");
}
