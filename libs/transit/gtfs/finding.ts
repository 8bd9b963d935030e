/** What is told about a feed: where it stands, what it is, and whether the feed is refused for it. */

export type FindingId =
  | "gtfs.not-zip"
  | "gtfs.too-large"
  | "gtfs.file-missing"
  | "gtfs.file-empty"
  | "gtfs.in-folder"
  | "gtfs.not-utf8"
  | "gtfs.row-too-long"
  | "gtfs.row-quotes"
  | "gtfs.row-cells"
  | "gtfs.column-missing"
  | "gtfs.column-twice"
  | "gtfs.column-blanks"
  | "gtfs.value-missing"
  | "gtfs.id-twice"
  | "gtfs.unknown-id"
  | "gtfs.not-a-number"
  | "gtfs.out-of-range"
  | "gtfs.not-a-date"
  | "gtfs.not-a-time"
  | "gtfs.unknown-value"
  | "gtfs.dates-reversed"
  | "gtfs.calendar-too-long"
  | "gtfs.zones-differ"
  | "gtfs.not-a-platform"
  | "gtfs.sequence-twice"
  | "gtfs.end-without-time"
  | "gtfs.time-runs-back"
  | "gtfs.times-reversed"
  | "gtfs.windows-overlap"
  | "gtfs.trip-without-stops"
  | "gtfs.transfer-not-used";

export interface Finding {
  id: FindingId;
  /** An error refuses the feed; after a warning it is read, as the table in the README says. */
  level: "error" | "warning";
  file: string;
  /** Physical line of the file, from 1; null when it is the file. */
  line: number | null;
  /** Name of the column; null when it is the row. */
  field: string | null;
  /** What stands there, cut to 80 letters. */
  value: string;
}

type Place = Omit<Finding, "id" | "level" | "value"> & { value?: string };

/** Of one kind in one column; the others are counted. */
const mostAlike = 20;
const longestValue = 80;

/** Gathers findings; a column that is wrong in every row costs no memory. */
export class Findings {
  readonly list: Finding[] = [];
  /** Further findings of kinds that the list holds already. */
  more = 0;
  #errors = 0;
  readonly #alike = new Map<string, number>();

  error(id: FindingId, place: Place): void {
    this.#errors++;
    this.#add(id, "error", place);
  }

  warning(id: FindingId, place: Place): void {
    this.#add(id, "warning", place);
  }

  get hasErrors(): boolean {
    return this.#errors > 0;
  }

  #add(id: FindingId, level: Finding["level"], { file, line, field, value = "" }: Place): void {
    const kind = `${id} ${file} ${field}`;
    const before = this.#alike.get(kind) ?? 0;
    this.#alike.set(kind, before + 1);
    if (before >= mostAlike) this.more++;
    else this.list.push({ id, level, file, line, field, value: value.slice(0, longestValue) });
  }
}
