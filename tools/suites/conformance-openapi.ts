/** The OpenAPI document before a validator that others wrote, its schemas before their dialect, and answers before both. */
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { Row } from "./table.ts";

interface Described {
  operationId: string;
  parameters: { required: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}

interface Document {
  openapi: string;
  paths: Record<string, Record<string, Described>>;
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);

/** Rows about the document alone. `operations` is how many there are. */
export async function checkDocument(document: Document, operations: number): Promise<Row[]> {
  // The validator resolves references in place.
  const { valid, errors } = await new Validator().validate(structuredClone({ ...document }));
  const described = operationsOf(document);
  const faults = described.flatMap(({ one }) =>
    schemasOf(one)
      .filter((schema) => !ajv.validateSchema(schema))
      .map(() => `${one.operationId}: ${ajv.errorsText(ajv.errors)}`),
  );
  const ids = new Set(described.map(({ one }) => one.operationId));
  return [
    {
      what: "OpenAPI 3.1: the document, by @seriousme/openapi-schema-validator",
      ok: valid && document.openapi === "3.1.0",
      note: valid ? `version ${document.openapi}` : JSON.stringify(errors).slice(0, 300),
    },
    {
      what: "JSON Schema 2020-12: every schema in it, by its metaschema",
      ok: faults.length === 0,
      note: faults[0] ?? `${described.length} operations`,
    },
    {
      what: "OpenAPI 3.1: every operation once",
      ok: ids.size === described.length && ids.size === operations,
      note: `${ids.size} of ${operations}`,
    },
  ];
}

/** Asks everything that needs no input, as a stranger, and holds the answers against the document. */
export async function checkAnswers(url: string, document: Document): Promise<Row> {
  const asked = operationsOf(document).filter(
    ({ path, method, one }) =>
      method === "get" && !path.includes("{") && !one.parameters.some(({ required }) => required),
  );
  const faults: string[] = [];
  let answered = 0;
  for (const { path, one } of asked) {
    const response = await fetch(url + path);
    const media = response.headers.get("content-type") ?? "";
    const content = one.responses[response.status]?.content;
    if (response.ok && media.includes("json")) {
      const schema = content?.["application/json"]?.schema;
      answered += 1;
      if (!schema || !ajv.validate(schema, await response.json()))
        faults.push(`${one.operationId}: ${schema ? ajv.errorsText(ajv.errors) : "not described"}`);
    } else await response.body?.cancel();
    if (!(response.status in one.responses))
      faults.push(`${one.operationId}: ${response.status} is not described`);
  }
  return {
    what: "OpenAPI 3.1: answers are what the document says",
    ok: faults.length === 0 && answered > 0,
    note: faults[0] ?? `${answered} answers, ${asked.length - answered} refusals`,
  };
}

function operationsOf({ paths }: Document) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ path, method, one })),
  );
}

const schemasOf = ({ parameters, requestBody, responses }: Described): object[] => [
  ...parameters.map(({ schema }) => schema),
  ...[requestBody, ...Object.values(responses)].flatMap((one) =>
    Object.values(one?.content ?? {}).flatMap(({ schema }) => ("$ref" in schema ? [] : [schema])),
  ),
];
