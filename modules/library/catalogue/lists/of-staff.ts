/** Reading lists as what staff did with them, and what one who leaves has in hand. */
import type { ActThing } from "#people";
import type { LeavingLine, LeavingPerson, PersonSection } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { actsOf, thingsBy } from "#platform/publishing";
import { may } from "../../may.ts";
import { listsBy } from "./list-store.ts";
import { listThing } from "./write-list.ts";

export async function listStepsOf(ctx: Ctx, subject: string): Promise<PersonSection[]> {
  const acts = await actsOf(ctx.db, listThing, subject);
  if (acts.length === 0) return [];
  return [
    {
      module: "library",
      title: "export.list-steps",
      rows: acts.map(({ thing, step, at, state }) => ({ list: thing, step, at: at.toString(), state })),
      words: { step: "publishing.past", state: "publishing.state" },
    },
  ];
}

// texts: leaving.line.reading-list-*
/** Lists they wrote that are not public yet. */
export async function listsOfLeaver(ctx: Ctx, { subject }: LeavingPerson): Promise<LeavingLine[]> {
  const ids = await thingsBy(ctx.db, listThing, { subject, steps: ["write", "submit"] });
  return (await listsBy(ctx.db, ids)).flatMap(({ id, title, state }) =>
    state === "published" || state === "withdrawn"
      ? []
      : {
          ref: `reading-list ${id}`,
          key: `leaving.line.reading-list-${state === "draft" ? "draft" : "under-way"}`,
          values: { title },
          href: `/desk/lists/${id}`,
        },
  );
}

export async function listsOfActs(
  ctx: Ctx,
  { things }: { things: ActThing[] },
): Promise<(ActThing & { title: string; href: string })[]> {
  const ids = things.flatMap(({ kind, id }) => (kind === listThing ? id : []));
  return (await listsBy(ctx.db, ids))
    .filter((list) => may["reading-list.see-desk"](ctx.actor, list))
    .map(({ id, title }) => ({ kind: listThing, id, title, href: `/desk/lists/${id}` }));
}
