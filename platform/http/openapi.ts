/** OpenAPI 3.1 from the same contracts that check the input. */
import { type MessageFile, readMessageFiles, repositoryRoot } from "../i18n/catalogue.ts";
import type { Implemented } from "./implement.ts";
import { isCommand, type Operation } from "./operation.ts";

const text = { type: "string" };
const problem = {
  type: "object",
  description: "RFC 9457 problem",
  required: ["type", "title", "status", "id", "request_id"],
  properties: {
    type: { type: "string", format: "uri-reference" },
    title: text,
    detail: { type: "string", description: "What the person can do." },
    status: { type: "integer" },
    id: { type: "string", description: "Stable id, see x-problems." },
    request_id: text,
    data: { type: "object", additionalProperties: { type: ["string", "number"] } },
    next: {
      type: "object",
      description: "The page of the city that helps on.",
      required: ["href", "label"],
      properties: { href: { type: "string", format: "uri-reference" }, label: text },
    },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["field", "id", "message"],
        properties: {
          field: { type: "string", description: "JSON pointer into the input, e.g. /body/hours/0/to" },
          id: text,
          message: text,
        },
      },
    },
  },
};

/** Why an operation can be refused besides its own rules, by status. */
const refusals: Record<number, string> = {
  400: "The address, the body or the Idempotency-Key cannot be read.",
  401: "Nobody is signed in.",
  403: "The rule does not allow it, or the request comes from another site.",
  404: "There is no such thing, or the asker may not know that there is.",
  409: "A rule of the city says no; x-problems lists which do.",
  413: "The body is too large.",
  415: "The body is not JSON.",
  422: "The input is wrong; every faulty field is named. Or the Idempotency-Key was used for another request.",
  429: "Too many requests; Retry-After says when to come back.",
  503: "The database is away, or too many pictures are handed in at once; send it again with the same Idempotency-Key.",
};

/** What holds for every operation. */
const conventions = `JSON in UTF-8 in and out. A field, a query parameter or a key of an object that is unknown here, or stands twice, is refused by its name and
never ignored; \`lang\` alone may stand at any address and chooses the language of the words. A change may carry an Idempotency-Key: send one, so
that a request whose answer was lost can be sent again. Refusals are RFC 9457 problems; \`detail\` says what can be done, \`errors\` names the fields.`;

/** The whole document. */
export function openApi(operations: Implemented[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const { operation, access } of operations) {
    const path = operation.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation, access) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Wenmai 文脉",
      version: "0.1.0",
      description: conventions,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    paths,
    components: {
      schemas: { Problem: problem },
      responses: Object.fromEntries(
        Object.entries(refusals).map(([status, description]) => [`Refused${status}`, refusal(description)]),
      ),
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "wenmai" } },
    },
    "x-problems": problems(readMessageFiles(repositoryRoot())),
  };
}

function describe(operation: Operation, access: Implemented["access"]): object {
  const command = isCommand(operation);
  const statuses = [
    400,
    ...(access.kind === "anyone" ? [] : [401]),
    ...(access.kind === "rule" || command ? [403] : []),
    ...(operation.params ? [404] : []),
    ...(command ? [409, 413, 415] : []),
    ...(operation.params || operation.query || command ? [422] : []),
    429,
    503,
  ];
  return {
    operationId: operation.id,
    tags: [operation.id.split(".")[0]],
    summary: operation.summary,
    ...(access.kind !== "anyone" && { security: [{ session: [] }] }),
    ...(access.kind === "rule" && { "x-rule": access.name }),
    parameters: [
      ...parameters("path", operation.params),
      ...parameters("query", operation.query),
      ...(command && !operation.unrepeated
        ? [
            {
              name: "Idempotency-Key",
              in: "header",
              required: false,
              description:
                "Optional. Of your own making, a new one for each thing to be done. A repeated request with it gets the first answer; without it a repeated request is carried out again.",
              schema: { type: "string", minLength: 8, maxLength: 100, pattern: "^[\\x21-\\x7e]*$" },
            },
          ]
        : []),
    ],
    ...(operation.body && {
      requestBody: { required: true, content: { "application/json": { schema: dialect(operation.body) } } },
    }),
    responses: {
      200: {
        description: "OK",
        content: operation.files
          ? Object.fromEntries(
              operation.files.map((media) => [
                media,
                { schema: { type: "string", contentMediaType: media } },
              ]),
            )
          : { [operation.media ?? "application/json"]: { schema: dialect(operation.answer) } },
      },
      ...Object.fromEntries(
        statuses.map((status) => [status, { $ref: `#/components/responses/Refused${status}` }]),
      ),
      default: refusal("Any other problem"),
    },
  };
}

const refusal = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});

function parameters(where: "path" | "query", schema: object | undefined): object[] {
  if (!schema || !("properties" in schema)) return [];
  const required = "required" in schema && Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties as Record<string, object>).map(([name, shape]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema: dialect(shape),
  }));
}

/** The schema in JSON Schema 2020-12, which OpenAPI 3.1 speaks: a tuple's places are `prefixItems` there. */
function dialect(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(dialect);
  if (typeof schema !== "object" || schema === null) return schema;
  const { items, additionalItems, ...rest } = Object(schema);
  const inner = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, dialect(value)]));
  if (items === undefined) return inner;
  return Array.isArray(items)
    ? { ...inner, prefixItems: dialect(items), items: additionalItems ?? false }
    : { ...inner, items: dialect(items) };
}

interface ListedProblem {
  module: string;
  title: string;
  detail: string;
}

/** Every problem by id, in English: what it says and what the person can do, as message patterns with their data. */
function problems(files: MessageFile[]): Record<string, ListedProblem> {
  const listed: Record<string, ListedProblem> = {};
  for (const { file, entries } of files.filter(({ locale }) => locale === "en")) {
    const words = (key: string) => {
      const entry = entries[key];
      return typeof entry === "string" ? entry : (entry?.text ?? "");
    };
    const module = /^modules\/([^/]+)\//.exec(file)?.[1] ?? "platform";
    for (const key of Object.keys(entries)) {
      const id = /^refusal\.(.+?)(?<!\.do|\.next)$/.exec(key)?.[1];
      if (id) listed[id] = { module, title: words(key), detail: words(`${key}.do`) };
    }
  }
  return Object.fromEntries(Object.entries(listed).toSorted(([a], [b]) => a.localeCompare(b, "en")));
}
