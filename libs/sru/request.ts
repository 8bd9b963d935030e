/** The three operations as addresses, for who asks and who answers (SRU 1.1 and 1.2, Library of Congress; 2.0, OASIS searchRetrieve part 3). */
import { type Diagnostic, diagnosticOf } from "./diagnostic.ts";

const versions = ["1.1", "1.2", "2.0"] as const;
export type SruVersion = (typeof versions)[number];

export type SruRequest = { version: SruVersion } & (
  | {
      operation: "searchRetrieve";
      query: string;
      /** From 1. */
      startRecord?: number;
      maximumRecords?: number;
      recordSchema?: string;
      /** Records as text in which `<` is escaped, instead of elements. */
      isEscaped?: boolean;
    }
  | { operation: "scan"; scanClause: string; responsePosition?: number; maximumTerms?: number }
  | { operation: "explain" }
);

/** The address of a request; what `base` has behind a question mark stays. */
export function requestAddress(base: string, request: SruRequest): string {
  const address = new URL(base);
  const { version, operation } = request;
  // Version 2.0 goes by what is asked.
  if (version !== "2.0") address.searchParams.set("operation", operation);
  address.searchParams.set("version", version);
  for (const [name, value] of Object.entries(parametersOf(request)))
    if (value !== undefined) address.searchParams.set(name, String(value));
  return address.href;
}

function parametersOf(request: SruRequest): Record<string, string | number | undefined> {
  if (request.operation === "explain") return {};
  if (request.operation === "scan") {
    const { scanClause, responsePosition, maximumTerms } = request;
    return { scanClause, responsePosition, maximumTerms };
  }
  const { version, query, startRecord, maximumRecords, recordSchema, isEscaped } = request;
  return {
    query,
    startRecord,
    maximumRecords,
    recordSchema,
    [escaping(version)]: isEscaped ? "string" : "xml",
  };
}

/** In 2.0 the old name means something else. */
const escaping = (version: SruVersion) => (version === "2.0" ? "recordXMLEscaping" : "recordPacking");

/** What is asked, or what is against it. Parameters that no version knows are passed over. */
export function readRequest(parameters: URLSearchParams): SruRequest | Diagnostic {
  const get = (name: string) => parameters.get(name) ?? undefined;
  const asked = get("operation");
  const version = versions.find((one) => one === (get("version") ?? (asked === undefined ? "2.0" : "1.2")));
  if (!version) return diagnosticOf(5, "2.0");
  const implied =
    get("query") !== undefined ? "searchRetrieve" : get("scanClause") !== undefined ? "scan" : "explain";
  const operation = version === "2.0" ? implied : (asked ?? "explain");
  if (operation === "explain") return { version, operation };
  const wrong = ["startRecord", "maximumRecords", "responsePosition", "maximumTerms"].find(
    (name) => !/^\d{1,9}$/.test(get(name) ?? "0"),
  );
  if (wrong !== undefined) return diagnosticOf(6, wrong);
  const number = <N extends string>(name: N) => {
    const value = get(name);
    // One member, and that is its name.
    return value === undefined ? {} : ({ [name]: Number(value) } as Record<N, number>);
  };
  if (operation === "scan") {
    const scanClause = get("scanClause");
    if (scanClause === undefined) return diagnosticOf(7, "scanClause");
    return { version, operation, scanClause, ...number("responsePosition"), ...number("maximumTerms") };
  }
  if (operation !== "searchRetrieve") return diagnosticOf(4, operation.slice(0, 100));
  const query = get("query");
  if (query === undefined) return diagnosticOf(7, "query");
  const type = get("queryType") ?? "cql";
  if (type !== "cql") return diagnosticOf(11, type.slice(0, 100));
  const how = get(escaping(version)) ?? "xml";
  if (how !== "xml" && how !== "string") return diagnosticOf(71, how.slice(0, 100));
  const recordSchema = get("recordSchema");
  return {
    version,
    operation,
    query,
    ...number("startRecord"),
    ...number("maximumRecords"),
    ...(recordSchema !== undefined && { recordSchema }),
    ...(how === "string" && { isEscaped: true }),
  };
}
