import type { AnswerOf } from "#contract";
import type { Problem } from "#web/page.ts";
import type { deskReader } from "../../../circulation/readers/contract.ts";

/** A reader's page at the counter, and the place at which staff stand. */
export type AtDesk = AnswerOf<typeof deskReader> & { place: string; subject: string };
export type Reader = NonNullable<AtDesk["reader"]>;

export interface Part {
  desk: AtDesk;
  reader: Reader;
  values: Record<string, string>;
  /** What was refused of this part, by what it does. */
  failed: (what: string) => Problem | undefined;
}

/** What every form of the page sends along. */
export function Hidden({ desk, reader }: { desk: AtDesk; reader?: Reader }) {
  return (
    <>
      <input type="hidden" name="place" value={desk.place} />
      {reader && <input type="hidden" name="version" value={reader.version} />}
    </>
  );
}
