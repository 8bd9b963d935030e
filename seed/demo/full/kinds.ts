import type { HoursName } from "../hours.ts";
import type { PlaceRow } from "../place-row.ts";
import type { SpacesName } from "../spaces.ts";

/** A kind of place that stands near people's homes, and how it is spread over the city. */
export interface NearKind {
  readonly kind: string;
  /** Where one stands: in communities, villages or both, or once and more in each subdistrict. */
  readonly per: "community" | "village" | "settled" | "anywhere" | "street";
  /** What follows the name of the community or subdistrict; the second one there takes the second name. */
  readonly names: readonly (readonly [name: string, name_en: string])[];
  readonly run: "community" | "street" | "district-centre" | "library" | "enterprise" | "school";
  readonly hours: HoursName;
  readonly spaces: SpacesName;
  readonly access: PlaceRow["access"];
  readonly equipment: PlaceRow["equipment"];
}

const flat = ["step-free"] as const;
const helped = ["step-free", "help-at-door"] as const;

export const NEAR_KINDS: readonly NearKind[] = [
  {
    kind: "community-room",
    per: "settled",
    names: [["综合文化服务中心", "Culture Centre"]],
    run: "community",
    hours: "communityRoom",
    spaces: "communityRoom",
    access: helped,
    equipment: ["sound", "water"],
  },
  {
    kind: "village-room",
    per: "village",
    names: [["综合文化服务中心", "Culture Centre"]],
    run: "community",
    hours: "villageRoom",
    spaces: "communityRoom",
    access: ["help-at-door"],
    equipment: ["sound", "water"],
  },
  {
    kind: "village-study",
    per: "village",
    names: [["农家书屋", "Village Reading Room"]],
    run: "community",
    hours: "villageRoom",
    spaces: "workersBookHouse",
    access: ["help-at-door"],
    equipment: ["water"],
  },
  {
    kind: "community-study",
    per: "community",
    names: [["书房", "Reading Room"]],
    run: "community",
    hours: "bookHouse",
    spaces: "bookHouse",
    access: helped,
    equipment: ["wifi", "charging", "water"],
  },
  {
    kind: "book-house",
    per: "community",
    names: [["城市书屋", "City Reading House"]],
    run: "library",
    hours: "bookHouse",
    spaces: "bookHouse",
    access: flat,
    equipment: ["wifi", "self-check", "charging"],
  },
  {
    kind: "culture-post",
    per: "street",
    names: [["文化驿站", "Culture Post"]],
    run: "street",
    hours: "bookHouse",
    spaces: "post",
    access: flat,
    equipment: ["wifi", "charging"],
  },
  {
    kind: "workers-book-house",
    per: "community",
    names: [["职工书屋", "Workers' Reading Room"]],
    run: "enterprise",
    hours: "workersBookHouse",
    spaces: "workersBookHouse",
    access: flat,
    equipment: ["wifi", "charging"],
  },
  {
    kind: "retirees-station",
    per: "community",
    names: [["职工退休站", "Retirees' Station"]],
    run: "enterprise",
    hours: "communityRoom",
    spaces: "elders",
    access: helped,
    equipment: ["sound", "water", "table-tennis"],
  },
  {
    kind: "elder-centre",
    per: "community",
    names: [["老年活动中心", "Centre for Older People"]],
    run: "community",
    hours: "communityRoom",
    spaces: "elders",
    access: ["ramp", "help-at-door"],
    equipment: ["sound", "water"],
  },
  {
    kind: "mobile-stop",
    per: "anywhere",
    names: [["流动服务点", "Mobile Service Stop"]],
    run: "library",
    hours: "mobileStop",
    spaces: "outside",
    access: flat,
    equipment: [],
  },
  {
    kind: "school",
    per: "street",
    names: [
      ["第一小学运动场", "No. 1 Primary School Sports Ground"],
      ["第二小学运动场", "No. 2 Primary School Sports Ground"],
      ["中学运动场", "Middle School Sports Ground"],
    ],
    run: "school",
    hours: "schoolGround",
    spaces: "court",
    access: flat,
    equipment: ["basketball"],
  },
  {
    kind: "square",
    per: "anywhere",
    names: [["文化广场", "Culture Square"]],
    run: "community",
    hours: "dayAndNight",
    spaces: "square",
    access: flat,
    equipment: ["stage"],
  },
  {
    kind: "park",
    per: "anywhere",
    names: [
      ["健身园", "Fitness Garden"],
      ["健身步道", "Fitness Trail"],
    ],
    run: "street",
    hours: "park",
    spaces: "outside",
    access: flat,
    equipment: ["fitness"],
  },
  {
    kind: "court",
    per: "anywhere",
    names: [
      ["篮球场", "Basketball Court"],
      ["门球场", "Gateball Court"],
      ["羽毛球场", "Badminton Court"],
      ["笼式足球场", "Small Football Pitch"],
    ],
    run: "community",
    hours: "park",
    spaces: "court",
    access: flat,
    equipment: [],
  },
];
