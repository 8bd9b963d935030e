import { Temporal } from "temporal-polyfill";
import { chance } from "../chance.ts";
import type { DemoCity, DemoHandover, DemoPlace, DemoSharing } from "../types.ts";
import { ENTERPRISES, moreOrganisations } from "./organisations.ts";
import { CARD_HOLDERS, cardHolders } from "./people.ts";
import { morePlaces } from "./places.ts";
import { editions } from "./series.ts";
import { enterpriseLogin, moreStaff } from "./staff.ts";
import { moreUpkeep } from "./upkeep.ts";

/** The small city and what it lacks to the one of the seed text. `holders`: of cards, those of the small city included. */
export function fullCity(small: DemoCity, { holders = CARD_HOLDERS } = {}): DemoCity {
  const random = chance(small.seed).branch("full");
  const today = Temporal.PlainDate.from(small.today);
  const organisations = [...small.organisations, ...moreOrganisations(small.organisations)];
  const places = morePlaces(random.branch("places"), small.places, today);
  const staff = moreStaff(random.branch("staff"), { staff: small.staff, organisations });
  const upkeep = moreUpkeep(random.branch("upkeep"), places, today);
  const phones = small.residents.filter(({ phone }) => phone !== null).length;
  return {
    ...small,
    scale: "full",
    organisations,
    places: [...small.places, ...places],
    series: [...small.series, ...editions(small.series, today)],
    staff: [...small.staff, ...staff.staff],
    onePersonRules: [...small.onePersonRules, ...staff.onePersonRules],
    cardHolders: cardHolders(
      random.branch("people"),
      { count: holders - small.residents.length, phones },
      today,
    ),
    sharings: [...small.sharings, ...sharings(places)],
    handovers: [...small.handovers, ...handovers(places)],
    inspections: [...small.inspections, ...upkeep.inspections],
    renovations: [...small.renovations, ...upkeep.renovations],
  };
}

/** School grounds that the subdistrict opens to the neighbours, and centres in which the district's house teaches. */
function sharings(places: readonly DemoPlace[]): DemoSharing[] {
  const houses: Readonly<Record<string, string>> = {
    "650202": "dwhg",
    "650203": "qwhg",
    "650204": "bwhg",
    "650205": "wwhg",
  };
  const shared = (place: DemoPlace, organisation: string, purpose: string, hours: string): DemoSharing => ({
    demo: true,
    place: place.key,
    organisation,
    purpose,
    rooms: "",
    hours,
    daysAgo: 200,
  });
  const grounds = places.filter(({ kind }) => kind === "school");
  const centres = places.filter(({ kind }) => kind === "community-room").filter((_, n) => n % 3 === 0);
  return [
    ...grounds.map((place) =>
      shared(place, `street-${place.division}`, "体育场地课余时间向居民开放", "放学后、周末"),
    ),
    ...centres.map((place) =>
      shared(place, houses[place.division.slice(0, 6)] ?? "whg", "区文化馆公益课堂", "每周两个下午"),
    ),
  ];
}

/** Two stations of each enterprise whose papers are signed by the giving side alone. */
function handovers(places: readonly DemoPlace[]): DemoHandover[] {
  return ENTERPRISES.flatMap(({ key, label }) =>
    places
      .filter(({ kind, organisation }) => kind === "retirees-station" && organisation === key)
      .slice(0, 2)
      .map(
        (place, n): DemoHandover => ({
          demo: true,
          place: place.key,
          to: `community-${place.division}`,
          drawnUpBy: enterpriseLogin(label),
          inDays: 20 + n * 15,
          terms: "职工退休站管理职能和资源移交社区统一管理，水电费自生效之日起由接收方承担。",
          other: [{ what: "大门钥匙", quantity: 2, detail: "" }],
        }),
      ),
  );
}
