/** A question that cannot be answered, or a file that is no timetable of ours. `data` says what was asked or found. */
export class TransitFault extends Error {
  readonly id: TransitFaultId;
  readonly data: Record<string, string | number>;
  constructor(id: TransitFaultId, data: Record<string, string | number> = {}) {
    super(`${id} ${JSON.stringify(data)}`);
    this.name = "TransitFault";
    this.id = id;
    this.data = data;
  }
}

export type TransitFaultId =
  | "transit.prefix-twice"
  | "transit.zones-differ"
  | "transit.no-service"
  | "transit.not-a-timetable"
  | "transit.other-version"
  | "transit.damaged"
  | "transit.not-a-date"
  | "transit.date-outside"
  | "transit.out-of-range"
  | "transit.unknown-stop";
