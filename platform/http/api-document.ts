/** The interface described by itself. */
import { operation } from "./operation.ts";
import { T } from "./shapes.ts";

export const apiDocument = operation({
  id: "platform.openapi",
  method: "GET",
  path: "/api/openapi.json",
  summary: "This interface as an OpenAPI 3.1 document.",
  answer: T.Unknown(),
});
