/** The answers of all versions; they differ in namespaces, and in what 2.0 adds. */
import { type Diagnostic, diagnosticOf, messageOf } from "./diagnostic.ts";
import { childOf, childrenOf, type Element, type Fault, numberOf, readXml, textOf } from "./xml.ts";

export interface SearchAnswer {
  /** Null where the server does not know, or does not say. */
  numberOfRecords: number | null;
  /** Whether there are exactly so many. */
  isExact: boolean;
  records: SruRecord[];
  nextRecordPosition: number | null;
  /** What is against the whole search. */
  diagnostics: Diagnostic[];
}

/** A record in the schema it names, or what is against this one. */
export type SruRecord = { schema: string; position: number | null } & (
  | { xml: string }
  | { diagnostic: Diagnostic }
);

/** The answer to a search, or why the text is none. */
export function readSearchAnswer(text: string): SearchAnswer | Fault {
  const root = answerNamed("searchRetrieveResponse", text);
  if ("fault" in root) return root;
  const precision = textOf(root, "resultCountPrecision");
  return {
    numberOfRecords: numberOf(root, "numberOfRecords"),
    isExact: precision === "" || precision.endsWith("exact"),
    records: childrenOf(childOf(root, "records"), "record").map(readRecord),
    nextRecordPosition: numberOf(root, "nextRecordPosition"),
    diagnostics: diagnosticsIn(root),
  };
}

function readRecord(record: Element): SruRecord {
  const schema = textOf(record, "recordSchema");
  const position = numberOf(record, "recordPosition");
  const xml = xmlIn(record);
  const diagnostic = /diagnostic/.test(schema) ? readXml(xml) : null;
  if (!diagnostic) return { schema, position, xml };
  return {
    schema,
    position,
    diagnostic: "fault" in diagnostic ? diagnosticOf(63, "") : readDiagnostic(diagnostic),
  };
}

/** Whether as elements or escaped: some servers say one and do the other. */
function xmlIn(record: Element): string {
  const data = childOf(record, "recordData");
  return (data?.text.trim() || data?.source.trim()) ?? "";
}

export interface ScanAnswer {
  terms: ScanTerm[];
  diagnostics: Diagnostic[];
}

export interface ScanTerm {
  value: string;
  /** As it is to be shown; the value where nothing else is said. */
  display: string;
  numberOfRecords: number | null;
}

/** The answer to a scan, or why the text is none. */
export function readScanAnswer(text: string): ScanAnswer | Fault {
  const root = answerNamed("scanResponse", text);
  if ("fault" in root) return root;
  const terms = childrenOf(childOf(root, "terms"), "term").map((term) => {
    const value = textOf(term, "value");
    return {
      value,
      display: textOf(term, "displayTerm") || value,
      numberOfRecords: numberOf(term, "numberOfRecords"),
    };
  });
  return { terms, diagnostics: diagnosticsIn(root) };
}

export interface ExplainAnswer {
  /** What the database calls itself. */
  title: string;
  /** With the name of their set: `dc.title`. */
  indexes: string[];
  /** Under the short names that a request may use. */
  schemas: { name: string; identifier: string }[];
  /** At most so many records in one answer, where it says so. */
  maximumRecords: number | null;
  diagnostics: Diagnostic[];
}

/** What a server says it can (ZeeRex 2.0), or why the text does not say it. */
export function readExplainAnswer(text: string): ExplainAnswer | Fault {
  const root = answerNamed("explainResponse", text);
  if ("fault" in root) return root;
  const record = childOf(root, "record");
  const source = record ? xmlIn(record) : "";
  const explain = source === "" ? undefined : readXml(source);
  if (explain && "fault" in explain) return explain;
  const names = childrenOf(childOf(explain, "indexInfo"), "index")
    .flatMap((index) => childrenOf(index, "map"))
    .flatMap((map) => childrenOf(map, "name"));
  const maximum = childrenOf(childOf(explain, "configInfo"), "setting").find(
    ({ attributes }) => attributes.type === "maximumRecords",
  );
  return {
    title: textOf(childOf(explain, "databaseInfo"), "title"),
    indexes: names.map(({ attributes, text: name }) =>
      [attributes.set, name.trim()].filter(Boolean).join("."),
    ),
    schemas: childrenOf(childOf(explain, "schemaInfo"), "schema").map(({ attributes }) => ({
      name: attributes.name ?? "",
      identifier: attributes.identifier ?? "",
    })),
    maximumRecords: maximum ? Number.parseInt(maximum.text, 10) || null : null,
    diagnostics: diagnosticsIn(root),
  };
}

/** The root; a server that does not understand a request may answer by another one, as long as it says what is against it. */
function answerNamed(name: string, text: string): Element | Fault {
  const root = readXml(text, "recordData");
  if ("fault" in root || root.name === name || diagnosticsIn(root).length > 0) return root;
  return { fault: `<${root.name.slice(0, 100)}> is no ${name}` };
}

function diagnosticsIn(root: Element): Diagnostic[] {
  return childrenOf(childOf(root, "diagnostics"), "diagnostic").map(readDiagnostic);
}

function readDiagnostic(element: Element): Diagnostic {
  const uri = textOf(element, "uri");
  return { uri, details: textOf(element, "details"), message: textOf(element, "message") || messageOf(uri) };
}
