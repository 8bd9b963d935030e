import type { IconName } from "./kit/icon.tsx";

export interface NavItem {
  id: string;
  href: string;
  /** Message key of the word. */
  text: string;
  icon: IconName;
}

/** The public site's main ways, in the order of the header. */
export const portalNav: readonly NavItem[] = [
  { id: "home", href: "/", text: "shell.nav.home", icon: "home" },
  { id: "events", href: "/events", text: "shell.nav.events", icon: "ticket" },
  { id: "courses", href: "/courses", text: "shell.nav.courses", icon: "course" },
  { id: "catalogue", href: "/catalogue", text: "shell.nav.catalogue", icon: "book" },
  { id: "places", href: "/places", text: "shell.nav.places", icon: "pin" },
  { id: "rooms", href: "/rooms", text: "shell.nav.rooms", icon: "sofa" },
  { id: "calendar", href: "/calendar", text: "shell.nav.calendar", icon: "calendar" },
];

/** The bar at the foot of a phone: five, thumb-sized. */
export const phoneNav: readonly NavItem[] = [
  { id: "home", href: "/", text: "shell.nav.home", icon: "home" },
  { id: "events", href: "/events", text: "shell.nav.events", icon: "ticket" },
  { id: "search", href: "/search", text: "shell.nav.search", icon: "search" },
  { id: "places", href: "/places", text: "shell.nav.places", icon: "pin" },
  { id: "my", href: "/my", text: "shell.nav.my", icon: "person" },
];

export interface DeskItem extends NavItem {
  /** Who has something to do there; everybody unless told. */
  for?: readonly string[];
  /** Others who have something to do there, and the page it begins at for them. */
  otherwise?: { for: readonly string[]; href: string };
}

const works = ["clerk", "editor", "reviewer", "publisher", "manager"];
const watches = ["manager", "admin", "auditor"];

/** Staff's ways, by task. A page that a person may not see is no way of theirs. */
export const deskNav: readonly DeskItem[] = [
  { id: "today", href: "/desk", text: "desk.nav.today", icon: "clock" },
  { id: "counter", href: "/desk/door", text: "desk.nav.counter", icon: "scan", for: ["clerk", "manager"] },
  { id: "till", href: "/desk/till", text: "desk.nav.till", icon: "book", for: ["clerk", "manager"] },
  { id: "events", href: "/desk/events", text: "desk.nav.events", icon: "ticket", for: [...works, "auditor"] },
  {
    id: "courses",
    href: "/desk/courses",
    text: "desk.nav.courses",
    icon: "course",
    for: [...works, "auditor"],
  },
  {
    id: "rooms",
    href: "/desk/rooms",
    text: "desk.nav.rooms",
    icon: "calendar",
    for: ["clerk", "editor", "manager"],
  },
  {
    id: "library",
    href: "/desk/catalogue/batches",
    text: "desk.nav.library",
    icon: "book",
    for: [...works, "auditor"],
  },
  {
    id: "publishing",
    href: "/desk/publishing",
    text: "desk.nav.publishing",
    icon: "check",
    for: [...works, "auditor"].filter((role) => role !== "clerk"),
  },
  {
    id: "places",
    href: "/desk/places",
    text: "desk.nav.places",
    icon: "pin",
    for: ["clerk", "editor", "publisher", "manager"],
    otherwise: { for: ["admin", "auditor"], href: "/desk/network" },
  },
  {
    id: "reports",
    href: "/city",
    text: "desk.nav.reports",
    icon: "chart",
    for: [...works, "admin", "auditor"],
  },
  { id: "staff", href: "/desk/staff", text: "desk.nav.staff", icon: "people", for: watches },
  { id: "acts", href: "/desk/acts", text: "desk.nav.acts", icon: "orders", for: watches },
];

/** The ways of somebody with these roles. */
export function deskNavFor(roles: readonly string[]): DeskItem[] {
  const has = (ones: readonly string[]) => ones.some((role) => roles.includes(role));
  return deskNav.flatMap((item) => {
    if (!item.for || has(item.for)) return [item];
    return item.otherwise && has(item.otherwise.for) ? [{ ...item, href: item.otherwise.href }] : [];
  });
}
