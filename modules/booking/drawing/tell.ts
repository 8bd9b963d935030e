/** Telling people what becomes of the draws they entered, in the transaction of the change. */
import { notifyAll } from "#people";
import type { TxCtx } from "#platform/ctx";
import type { Draw } from "./draw-store.ts";
import { told } from "./people-store.ts";

export type DrawNotice =
  | "notice.draw.frozen"
  | "notice.draw.left-out"
  | "notice.draw.unfrozen"
  | "notice.draw.called-off"
  | "notice.draw.called-off-first"
  | "notice.draw.called-off-another"
  | "notice.draw.occasion-cancelled"
  | "notice.draw.confirmed"
  | "notice.draw.held"
  | "notice.draw.in-line"
  | "notice.draw.first-in-line"
  | "notice.draw.passed-over"
  | "notice.draw.cancelled"
  | "notice.draw.not"
  | "notice.draw.together"
  | "notice.draw.named"
  | "notice.draw.joined"
  | "notice.draw.left"
  | "notice.draw.taken-off"
  | "notice.draw.entry-gone";

type Values = Parameters<typeof notifyAll>[1][number]["values"];

// texts: notice.draw.*
/** Tells these the same thing of a draw; the page it leads to is the draw's. */
export async function tell(
  ctx: TxCtx,
  draw: Pick<Draw, "id" | "title" | "confirmBy">,
  key: DrawNotice,
  to: readonly string[],
  values: Values = {},
): Promise<void> {
  await tellEach(ctx, draw, [{ key, to, values }]);
}

/** The same of several things at once. */
export async function tellEach(
  ctx: TxCtx,
  { id, title, confirmBy }: Pick<Draw, "id" | "title" | "confirmBy">,
  all: readonly { key: DrawNotice; to: readonly string[]; values?: Values }[],
): Promise<void> {
  await notifyAll(
    ctx,
    all.map(({ key, to, values = {} }) => ({
      ...{ key, to, kind: "booking-change" as const },
      ...(key === "notice.draw.held" && confirmBy && { neededBy: confirmBy }),
      values: { title, ...values },
      href: `/draws/${id}`,
    })),
  );
}

/** Everybody who is in the draw: whoever made an entry, and who came onto one by its code. */
export async function tellEntrants(
  ctx: TxCtx,
  draw: Pick<Draw, "id" | "title" | "confirmBy">,
  key: DrawNotice,
  values: Values = {},
): Promise<void> {
  await tell(ctx, draw, key, await told(ctx.db, draw.id, "entered"), values);
}
