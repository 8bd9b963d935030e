/** The names of authorities, kept by what they are compared by. */
import type { MarcRecord } from "#libs/marc";
import type { Tx } from "#platform/db";
import { nameKeyOf } from "../describing/keys.ts";
import { lineOf } from "../keeping/storable.ts";
import { describeAuthority } from "./authority.ts";
import { type HeadingRow, putHeadings } from "./heading-store.ts";

/** Of these authorities, in place of those they had. */
export async function landHeadings(
  tx: Tx,
  some: readonly { id: number; record: MarcRecord }[],
): Promise<void> {
  if (some.length === 0) return;
  await putHeadings(
    tx,
    some.map(({ id }) => id),
    some.flatMap(({ id, record }) => rowsOf(id, record)),
  );
}

/** Each key once a role; a name without letters is nobody's. */
function rowsOf(recordId: number, record: MarcRecord): HeadingRow[] {
  const { heading, variants, related, equivalents } = describeAuthority(record);
  const said = [
    ...(heading ? [{ ...heading, role: "heading" as const }] : []),
    // The same in another language leads here as a variant does.
    ...[...variants, ...equivalents].map((one) => ({ ...one, role: "variant" as const })),
    ...related.map((one) => ({ ...one, role: "related" as const })),
  ];
  const rows = said.map(({ kind, text, role }) => ({
    recordId,
    role,
    kind,
    text: lineOf(text, 500),
    key: nameKeyOf({ text, kind }),
  }));
  return [
    ...new Map(rows.filter(({ key }) => key !== "").map((row) => [`${row.role} ${row.key}`, row])).values(),
  ];
}
