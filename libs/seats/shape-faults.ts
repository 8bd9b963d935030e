/** JSON that has not the shape of a plan: what is wrong where, by ids that any language has words for. */
import type { TSchema } from "typebox";
import { Errors } from "typebox/value";
import type { PlanFault } from "./faults.ts";

type Told = Pick<PlanFault, "id" | "other">;

/** Every fault of shape with its JSON pointer; an empty list when it has the shape. */
export function shapeFaults(shape: TSchema, raw: unknown): PlanFault[] {
  return Errors(shape, raw).flatMap((error) => {
    const told = toldOf(error);
    return told ? [{ at: error.instancePath, ...told }] : [];
  });
}

function toldOf({ keyword, params }: { keyword: string; params: object }): Told | null {
  // Which parameters a keyword has is JSON Schema's; each is read under its own.
  const its = params as Record<string, unknown>;
  const list = (some: unknown) => (Array.isArray(some) ? some.join(", ") : "");
  const limit = String(its.limit);
  switch (keyword) {
    case "required":
      return { id: "seats.shape-lacks", other: list(its.requiredProperties) };
    case "additionalProperties":
      return { id: "seats.shape-unknown", other: list(its.additionalProperties) };
    case "boolean":
      // Said once already, where the unknown field stands.
      return null;
    case "type":
      return { id: "seats.shape-type", other: String(its.type) };
    case "enum":
      return { id: "seats.shape-choice", other: list(its.allowedValues) };
    case "minLength":
      return { id: "seats.shape-empty" };
    case "maxLength":
      return { id: "seats.shape-long", other: limit };
    case "maxItems":
      return { id: "seats.shape-many", other: limit };
    case "minimum":
      return { id: "seats.shape-small", other: limit };
    case "exclusiveMinimum":
      return { id: "seats.shape-above", other: limit };
    case "maximum":
      return { id: "seats.shape-large", other: limit };
    default:
      return { id: "seats.shape" };
  }
}
