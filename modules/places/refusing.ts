/** What the database refuses, said in our words. */
import type { Problem } from "#platform/errors";

/** Does the work; when one of these constraints stops it, throws the refusal that belongs to it. Everything else goes on. */
export async function refusing<T>(
  constraints: Record<string, () => Problem>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const name = error instanceof Error && "constraint" in error ? String(error.constraint) : "";
    const refusal = Object.hasOwn(constraints, name) ? constraints[name] : undefined;
    if (!refusal) throw error;
    throw refusal();
  }
}
