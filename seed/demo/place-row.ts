import type { Session } from "#libs/hours";
import type { AccessCode, EquipmentCode } from "#places/filling";
import type { HoursName } from "./hours.ts";
import type { SpacesName } from "./spaces.ts";
import type { DemoClosure, DemoPlace } from "./types.ts";

/** Where a place is put: the middle of a district, or a far settlement of which only the district is known. */
export type Area =
  | "karamay"
  | "baijiantan"
  | "dushanzi"
  | "urho"
  | "xiaoguai"
  | "wuwu"
  | "regiment-129"
  | "regiment-136"
  | "regiment-137";

/** A place as written by hand; days count from today. */
export interface PlaceRow {
  readonly key: string;
  readonly name: string;
  readonly name_en: string;
  readonly kind: string;
  readonly level: DemoPlace["level"];
  readonly division: string;
  readonly organisation: string;
  readonly basis: DemoPlace["basis"];
  readonly area: Area;
  readonly address?: string;
  readonly address_en?: string;
  readonly hours: HoursName | null;
  readonly spaces: SpacesName;
  readonly access: readonly AccessCode[];
  readonly equipment: readonly EquipmentCode[];
  readonly notes?: readonly { day: number; sessions: Session[]; reason: string }[];
  readonly closed?: readonly {
    from: number;
    to: number;
    reason: DemoClosure["reason"];
    words: string;
    words_en: string;
  }[];
}
