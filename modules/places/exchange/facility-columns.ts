/** What stands in the table of places, column by column. */
import { coded, day, decimal, line } from "#platform/exchange";
import type { PublicationState } from "#platform/publishing";
import type { facilityLevels } from "../words.ts";
import { access, coordinateSystem, divisionCode, equipment, openingHours, organisation } from "./columns.ts";

const levels = {
  city: "place.level.city",
  district: "place.level.district",
  street: "place.level.street",
  community: "place.level.community",
} as const satisfies Record<(typeof facilityLevels)[number], string>;

// texts: publishing.state.*
const states = {
  draft: "publishing.state.draft",
  submitted: "publishing.state.submitted",
  checked: "publishing.state.checked",
  approved: "publishing.state.approved",
  published: "publishing.state.published",
  withdrawn: "publishing.state.withdrawn",
} as const satisfies Record<PublicationState, string>;

export const facilityColumns = {
  number: line({
    most: 40,
    pattern: /^[A-Za-z0-9]([A-Za-z0-9._-]{0,38}[A-Za-z0-9])?$/,
    id: "place.number",
    example: "KQ-SW-012",
    required: true,
  }),
  name: line({ most: 100, example: "城南社区书屋", filled: true }),
  name_en: line({ most: 100, example: "Chengnan Reading House" }),
  kind: line({ most: 60, example: "城市书屋", filled: true }),
  level: coded(levels, { example: "社区级", filled: true }),
  organisation: organisation({ example: "klmy.library", filled: true }),
  division: divisionCode({ example: "650203007", filled: true }),
  address: line({ most: 200, example: "迎宾路 12 号" }),
  coordinate_system: coordinateSystem,
  lon: decimal({ least: -1e8, most: 1e8, example: "84.8891" }),
  lat: decimal({ least: -1e8, most: 1e8, example: "45.5943" }),
  phone: line({ most: 30, pattern: /^[0-9+][0-9 ()-]{2,29}$/, id: "place.phone", example: "0990-6222222" }),
  access,
  equipment,
  hours: openingHours,
  since: day({ example: "2021-04-01" }),
  ended_on: day({ example: "" }),
  /** Told on the way out. On the way in it only keeps a new place from coming in public: the rest goes through the steps. */
  state: coded(states, { example: "" }),
};
