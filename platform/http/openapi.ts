/** OpenAPI 3.1 from the same contracts that check the input. */
import type { Implemented } from "./implement.ts";
import { isCommand, type Operation } from "./operation.ts";

const problem = {
  type: "object",
  description: "RFC 9457 problem",
  required: ["type", "title", "status", "id", "request_id"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    detail: { type: "string" },
    status: { type: "integer" },
    id: { type: "string", description: "stable id" },
    request_id: { type: "string" },
    data: { type: "object" },
    errors: {
      type: "array",
      items: {
        type: "object",
        properties: { field: { type: "string" }, id: { type: "string" }, message: { type: "string" } },
      },
    },
  },
};

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
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    paths,
    components: {
      schemas: { Problem: problem },
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "wenmai" } },
    },
  };
}

function describe(operation: Operation, access: Implemented["access"]): object {
  return {
    operationId: operation.id,
    tags: [operation.id.split(".")[0]],
    summary: operation.summary,
    ...(access.kind !== "anyone" && { security: [{ session: [] }] }),
    ...(access.kind === "rule" && { "x-rule": access.name }),
    parameters: [
      ...parameters("path", operation.params),
      ...parameters("query", operation.query),
      ...(isCommand(operation) && !operation.unrepeated
        ? [
            {
              name: "Idempotency-Key",
              in: "header",
              schema: { type: "string", minLength: 8, maxLength: 100 },
            },
          ]
        : []),
    ],
    ...(operation.body && {
      requestBody: { required: true, content: { "application/json": { schema: operation.body } } },
    }),
    responses: {
      200: {
        description: "OK",
        content: { [operation.media ?? "application/json"]: { schema: operation.answer } },
      },
      default: {
        description: "Problem",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

function parameters(where: "path" | "query", schema: object | undefined): object[] {
  if (!schema || !("properties" in schema)) return [];
  const required = "required" in schema && Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties as Record<string, object>).map(([name, shape]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema: shape,
  }));
}
