/** Who may do what with works: editors write, whoever publishes answers for what is public. */
import { type Actor, holds, holdsSomewhere, policy } from "#platform/auth";
import { mayWrite, publishes } from "../may.ts";

interface OfWork {
  orgPath: string;
  publishedAt: unknown;
}

export const mayWriteWork = (who: Actor, { orgPath, publishedAt }: OfWork) =>
  mayWrite(who, { orgPath, state: publishedAt === null ? "draft" : "published" });
export const mayPublishWork = (who: Actor, { orgPath }: Pick<OfWork, "orgPath">) =>
  publishes(who, { orgPath });

const seers = ["editor", "reviewer", "publisher", "manager", "clerk", "auditor"] as const;

export const may = policy({
  "work.write": mayWriteWork,
  "work.publish": mayPublishWork,
  "work.list-desk": (who: Actor, _: object) => holdsSomewhere(who, ...seers),
  "work.see-desk": (who: Actor, { orgPath }: Pick<OfWork, "orgPath">) =>
    seers.some((role) => holds(who, role, orgPath)),
});
