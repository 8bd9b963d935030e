/** Builders of records made at the desk. */
import { organisationOf } from "#places";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found } from "#platform/errors";
import { aShelf } from "../items/testing.ts";
import { aKey, type Samples, theCity } from "../testing.ts";
import { edit, make, withdraw } from "./edit.ts";
import { keepTemplate } from "./edit-store.ts";
import { begun, templates } from "./formats/templates.ts";

/** A Chinese book as somebody types it: the template, with a title, an ISBN and whatever else is said. */
export function aChineseBook({ title = "克拉玛依的歌", isbn = "", more = "" } = {}): string {
  const template = templates.find(({ id }) => id === "chinese-book");
  return `${begun(template?.lines ?? "", "2026-06-12")
    .replace("010   $a", `010   $a${isbn}`)
    .replace("200 1 $a$A", `200 1 $a${title}$Ake la ma yi`)
    .replace("210   $a$c", "210   $a乌鲁木齐$c新疆人民出版社")}
${more}`;
}

const aTemplate = async (ctx: TxCtx, organisationId: string) => {
  const { path: orgPath } = found(
    await organisationOf(ctx.db, organisationId),
    "organisation",
    organisationId,
  );
  const template = {
    organisationId,
    orgPath,
    name: aKey(),
    flavour: "unimarc" as const,
    lines: aChineseBook(),
  };
  return keepTemplate(ctx.db, { id: newId(), ...template }, ctx.clock());
};

/** A record made at the desk, which has no items; and one version before it. */
export async function aDeskRecord(ctx: TxCtx, organisationId: string) {
  const made = {
    organisationId,
    flavour: "unimarc" as const,
    lines: aChineseBook({ title: `著录 ${aKey()}` }),
  };
  const { id } = await make(theCity(ctx), made);
  const lines = aChineseBook({ title: `改过 ${aKey()}` });
  const { version } = await edit(theCity(ctx), { id, version: 1, lines });
  return { id, version, lines };
}

export const editSamples: Samples = {
  "library.templates": async () => ({}),
  "library.recent-records": async () => ({}),
  "library.format": async () => ({ params: { flavour: "unimarc" }, query: { kind: "authority" } }),
  "library.save-template": async (_ctx, organisationId) => ({
    body: { organisationId, name: aKey(), flavour: "unimarc", lines: aChineseBook() },
  }),
  "library.drop-template": async (ctx, organisationId) => ({
    params: { id: await aTemplate(ctx, organisationId) },
  }),
  "library.open-record": async (ctx, organisationId) => ({
    params: { id: (await aShelf(ctx, organisationId)).recordId },
  }),
  "library.make-record": async (_ctx, organisationId) => ({
    body: { organisationId, flavour: "unimarc", lines: aChineseBook() },
  }),
  "library.edit-record": async (ctx, organisationId) => ({
    params: { id: (await aShelf(ctx, organisationId)).recordId },
    body: {
      version: 1,
      lines: `LDR 01024nam a2200265 a 4500\n008 260612s2024    cc            000 0 chi d\n245 10$a改`,
    },
  }),
  "library.withdraw-record": async (ctx, organisationId) => {
    const { id, version } = await aDeskRecord(ctx, organisationId);
    return { params: { id }, body: { version } };
  },
  "library.restore-record": async (ctx, organisationId) => {
    const { id, version } = await aDeskRecord(ctx, organisationId);
    await withdraw(theCity(ctx), { id, version });
    return { params: { id }, body: { version: version + 1 } };
  },
  "library.record-history": async (ctx, organisationId) => ({
    params: { id: (await aDeskRecord(ctx, organisationId)).id },
    query: {},
  }),
  "library.go-back": async (ctx, organisationId) => {
    const { id, version } = await aDeskRecord(ctx, organisationId);
    return { params: { id, to: 1 }, body: { version } };
  },
  "library.headings": async () => ({ query: { q: "鲁迅" } }),
  "library.pinyin": async () => ({ query: { text: "围城" } }),
  "library.copy-targets": async () => ({}),
  "library.ask-target": async () => ({ params: { target: "none" }, query: { title: "围城" } }),
};
