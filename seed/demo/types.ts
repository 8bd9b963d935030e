/** The demo city as plain data. Everything in it is invented unless a place says `basis: "named"`; everything carries `demo: true`. */
import type { Hours } from "#libs/hours";
import type { AccessCode, EquipmentCode } from "#places/filling";
import type { CoverFamily } from "#programme/contract";

export type Language = "zh-CN" | "ug" | "kk-Arab" | "ru" | "en";
/** ISO 8601 instant with Z. */
export type Instant = string;
/** YYYY-MM-DD in the city. */
export type Day = string;

export interface DemoOrganisation {
  readonly demo: true;
  readonly key: string;
  /** Label in the path of the tree. */
  readonly label: string;
  readonly parent: string | null;
  /** Labels from the root, each ended by a point: "650200.wtlj.lib." */
  readonly path: string;
  readonly kind: string;
  readonly name: string;
  readonly name_en: string;
  readonly division: string;
}

export interface DemoSpace {
  readonly key: string;
  readonly name: string;
  readonly name_en: string;
  readonly capacity: number;
  readonly equipment: readonly EquipmentCode[];
}

export interface DemoClosure {
  readonly from: Day;
  /** Last day, included. */
  readonly to: Day;
  readonly reason:
    | "repair"
    | "renovation"
    | "stocktaking"
    | "event"
    | "weather"
    | "holiday"
    | "safety"
    | "other";
  readonly words: string;
  readonly words_en: string;
}

export interface DemoPlace {
  readonly demo: true;
  readonly key: string;
  /** The city's own number, DEMO-001 … */
  readonly number: string;
  readonly name: string;
  readonly name_en: string;
  readonly kind: string;
  readonly level: "city" | "district" | "street" | "community";
  readonly division: string;
  readonly organisation: string;
  /** Named in a public source (seed/karamay, facts), or made up to be plausible. */
  readonly basis: "named" | "invented";
  readonly address: string;
  readonly address_en: string;
  /** Never a surveyed position; `method` says how it was made. */
  readonly position: {
    readonly system: "GCJ-02";
    readonly lon: number;
    readonly lat: number;
    readonly method: string;
  };
  readonly phone: string;
  readonly spaces: readonly DemoSpace[];
  /** Null: always accessible, no posted hours (squares). */
  readonly hours: Hours | null;
  readonly closures: readonly DemoClosure[];
  readonly access: readonly AccessCode[];
  readonly equipment: readonly EquipmentCode[];
  /** Run by an enterprise before, and handed over on that day. */
  readonly takenOver: { readonly from: string; readonly on: Day } | null;
}

export interface DemoSeries {
  readonly demo: true;
  readonly key: string;
  readonly level: "series" | "edition" | "theme";
  readonly parent: string | null;
  readonly organisation: string;
  /** Family of covers. */
  readonly family: CoverFamily;
  readonly name: string;
  readonly name_en: string;
  readonly summary: string;
  readonly summary_en: string;
  readonly from: Day | null;
  readonly to: Day | null;
}

export type EventKind =
  | "performance"
  | "exhibition"
  | "lecture"
  | "reading"
  | "workshop"
  | "film"
  | "contest"
  | "sport"
  | "festival"
  | "tour"
  | "other";

export type PoolChannel = "online" | "counter" | "helper" | "organisation" | "walk-in";

export interface DemoPool {
  readonly channel: PoolChannel;
  readonly quota: number;
  /** Null: with the offer's opening. */
  readonly releasesAt: Instant | null;
}

export interface DemoSession {
  readonly key: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly label: string;
  readonly label_en: string;
  readonly place: string | null;
  readonly space: string | null;
  /** Null: no booking needed. */
  readonly booking: {
    readonly opensAt: Instant;
    readonly closesAt: Instant;
    readonly maxPerClaim: number;
    readonly minLevel: 0 | 1 | 2 | 3;
    readonly cancelUntilMinutes: number;
    readonly doorsBeforeMinutes: number;
    readonly pools: readonly DemoPool[];
  } | null;
  readonly cancelled: { readonly because: string; readonly because_en: string } | null;
}

export interface DemoEvent {
  readonly demo: true;
  readonly key: string;
  readonly series: string | null;
  readonly organisation: string;
  readonly jointOrganisers: readonly string[];
  readonly kind: EventKind;
  readonly title: string;
  readonly title_en: string;
  readonly summary: string;
  readonly summary_en: string;
  readonly description: string;
  readonly description_en: string;
  readonly audience: string;
  readonly audience_en: string;
  readonly ages: { readonly from: number | null; readonly to: number | null };
  readonly mode: "on-site" | "online" | "hybrid";
  readonly link: string | null;
  readonly place: string | null;
  readonly space: string | null;
  readonly state: "draft" | "submitted" | "checked" | "approved" | "published";
  readonly sessions: readonly DemoSession[];
  /** Timed entry by the hours of the place. */
  readonly entry: {
    readonly from: Day;
    readonly through: Day;
    readonly everyMinutes: number;
    readonly online: number;
    readonly walkIn: number;
    readonly tours: readonly string[];
  } | null;
}

export interface DemoResident {
  readonly demo: true;
  readonly key: string;
  readonly name: string;
  readonly people: "han" | "uyghur" | "kazakh" | "hui" | "mongol" | "russian";
  readonly sex: "f" | "m";
  readonly born: Day;
  /** E.164, +86 199 0000 0001 onwards: nothing is ever sent there. Null for children and for elders without a phone. */
  readonly phone: string | null;
  readonly level: 0 | 1 | 2 | 3;
  readonly language: Language;
  /** Code of the community they live in. */
  readonly division: string;
}

export interface DemoRelation {
  readonly demo: true;
  readonly kind: "guardian" | "helper";
  readonly agent: string;
  readonly ward: string;
  readonly since: Day;
}

export type StaffRole = "clerk" | "editor" | "reviewer" | "publisher" | "manager" | "admin" | "auditor";

export interface DemoStaff {
  readonly demo: true;
  readonly key: string;
  readonly login: string;
  readonly name: string;
  /** What the person does, for the list of accounts that `npm start` prints. */
  readonly duty: string;
  readonly duty_en: string;
  readonly grants: readonly { readonly role: StaffRole; readonly organisation: string }[];
}

/** A station with one person on the staff, who may check what they wrote. Set by somebody above. */
export interface DemoOnePersonRule {
  readonly demo: true;
  readonly key: string;
  readonly organisation: string;
  /** Login of the manager above. */
  readonly setBy: string;
  readonly reason: string;
}

/** Somebody's places at a session, in the state they have reached by now. */
export interface DemoClaim {
  readonly demo: true;
  readonly key: string;
  readonly session: string;
  /** Null: walked in without a name. */
  readonly resident: string | null;
  /** Guardian or helper who made it. */
  readonly madeBy: string | null;
  readonly channel: PoolChannel;
  readonly size: number;
  readonly state: "confirmed" | "checked-in" | "attended" | "no-show" | "cancelled" | "waiting";
  readonly madeAt: Instant;
  readonly checkedInAt: Instant | null;
  readonly cancelledAt: Instant | null;
}

/** Somebody who holds a card: known by phone, by a document they typed, or by one that a counter has seen. Nobody's: numbers are of a division that does not exist. */
export interface DemoCardHolder {
  readonly name: string;
  readonly phone: string | null;
  readonly language: Language;
  /** 18 digits after GB 11643; null: none given. */
  readonly document: string | null;
  readonly shown: boolean;
  readonly children: readonly { readonly name: string; readonly born: Day }[];
}

/** One place used by an organisation that does not run it. */
export interface DemoSharing {
  readonly demo: true;
  readonly place: string;
  readonly organisation: string;
  readonly purpose: string;
  readonly rooms: string;
  readonly hours: string;
  readonly daysAgo: number;
}

/** Drawn up and signed by the giving side; waits for the other. */
export interface DemoHandover {
  readonly demo: true;
  readonly place: string;
  readonly to: string;
  /** Login of a manager of the giving side. */
  readonly drawnUpBy: string;
  readonly inDays: number;
  readonly terms: string;
  readonly other: readonly { readonly what: string; readonly quantity: number; readonly detail: string }[];
}

/** What was seen at a door. `shut`: a visitor without a name stood in front of it. */
export interface DemoDoor {
  readonly demo: true;
  readonly place: string;
  readonly what: "opened" | "closed" | "shut";
  readonly at: Instant;
  /** Login of the clerk; null for a device or a visitor. */
  readonly by: string | null;
  readonly device: string | null;
}

export interface DemoInspection {
  readonly demo: true;
  readonly place: string;
  readonly on: Day;
  readonly grade: "good" | "fair" | "poor";
  readonly words: string;
  readonly equipment: readonly { code: EquipmentCode; count: number; state: "working" | "worn" | "broken" }[];
}

/** Names, days and money are invented. */
export interface DemoRenovation {
  readonly demo: true;
  readonly place: string;
  readonly name: string;
  readonly scope: string;
  readonly from: Day;
  readonly to: Day;
  readonly closes: boolean;
  readonly money: readonly { source: "region" | "city" | "district" | "enterprise"; planned: number }[];
  readonly startedOn: Day;
  readonly progress: readonly { on: Day; percent: number; spent: number }[];
  readonly finished: {
    readonly on: Day;
    readonly areaBefore: number;
    readonly areaAfter: number;
    readonly capacityAfter: number | null;
  } | null;
}

/** `full`: the network, people and year of the seed text. */
export type Scale = "small" | "full";

export interface DemoCity {
  readonly demo: true;
  readonly seed: number;
  readonly scale: Scale;
  readonly zone: "Asia/Shanghai";
  readonly now: Instant;
  readonly today: Day;
  readonly organisations: readonly DemoOrganisation[];
  readonly places: readonly DemoPlace[];
  readonly series: readonly DemoSeries[];
  readonly events: readonly DemoEvent[];
  readonly residents: readonly DemoResident[];
  readonly relations: readonly DemoRelation[];
  /** Residents without a story, in the order in which they came; none in the small city. */
  readonly cardHolders: readonly DemoCardHolder[];
  readonly staff: readonly DemoStaff[];
  readonly onePersonRules: readonly DemoOnePersonRule[];
  /** In the order in which they were made. */
  readonly claims: readonly DemoClaim[];
  /** By place, in order. */
  readonly doors: readonly DemoDoor[];
  readonly sharings: readonly DemoSharing[];
  readonly handovers: readonly DemoHandover[];
  readonly inspections: readonly DemoInspection[];
  readonly renovations: readonly DemoRenovation[];
}
