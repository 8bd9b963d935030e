/** Records of other libraries' catalogues, asked for and made ready to be kept here. */
import type { AnswerOf } from "#contract";
import type { MarcRecord } from "#libs/marc";
import { type Ctx, textFor } from "#platform/ctx";
import { found } from "#platform/errors";
import { askOthers } from "#platform/other-catalogues";
import { describe } from "../describing/describe.ts";
import { derivedOf, numbersOf } from "../keeping/derived.ts";
import { inLines, type Lines, linesOf, recordInLines } from "../reading/as-lines.ts";
import type { askTarget } from "./contract.ts";
import { inUnicode } from "./finished.ts";

// texts: copying.trouble.*

const mostOfEach = 10;

type Asked = { isbn?: string | undefined; title?: string | undefined; name?: string | undefined };
type Found = AnswerOf<typeof askTarget>["records"][number];

/** Asks one of the city's list; nobody else is ever asked. */
export async function ask(ctx: Ctx, id: string, asked: Asked): Promise<AnswerOf<typeof askTarget>> {
  const target = found(
    ctx.otherCatalogues.find((one) => one.id === id),
    "catalogue",
    id,
  );
  const text = textFor(ctx);
  const wanted = Object.fromEntries(Object.entries(asked).filter(([, words]) => words !== undefined));
  const [answered] = await askOthers({ targets: [target], wanted, most: mostOfEach });
  const { found: count, records, troubles } = found(answered, "catalogue", id);
  return {
    found: count,
    records: records.flatMap(({ position, read }) =>
      read.kind === "record" ? [foundRecord(position, read)] : [],
    ),
    troubles: [
      ...troubles.map(({ id: trouble, detail }) => text(`copying.trouble.${trouble}`, { detail })),
      ...records.flatMap(({ position, read }) =>
        read.kind === "record"
          ? []
          : [text("copying.trouble.unreadable", { position, why: read.findings.at(-1)?.id ?? "" })],
      ),
    ],
  };
}

function foundRecord(position: number, record: MarcRecord): Found {
  const description = describe(record);
  const { names, publisher, year } = derivedOf(description);
  const lines = recordInLines(linesOf(record));
  const { kept, leftOut } = "line" in lines ? { kept: null, leftOut: [] } : withoutTheirs(lines);
  return {
    position,
    flavour: record.flavour,
    title: description.title.text,
    names,
    publisher,
    year,
    isbns: numbersOf(description).flatMap(({ kind, number }) => (kind === "isbn" ? [number] : [])),
    lines: kept === null ? linesOf(record) : inLines(inUnicode(kept, record.flavour)),
    leftOut,
    original: Buffer.from(record.source).toString("base64"),
  };
}

/** Where their copies stand, and what only their house understands: 9XX, and 852 to 878 of MARC 21's holdings. */
const isTheirs = (tag: string) => tag.startsWith("9") || (tag >= "852" && tag <= "878" && tag !== "856");

function withoutTheirs({ leader, fields }: Lines): { kept: Lines; leftOut: string[] } {
  return {
    kept: { leader, fields: fields.filter(({ tag }) => !isTheirs(tag)) },
    leftOut: [...new Set(fields.map(({ tag }) => tag).filter(isTheirs))],
  };
}
