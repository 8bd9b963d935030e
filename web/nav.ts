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
  { id: "places", href: "/places", text: "shell.nav.places", icon: "pin" },
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

/** Staff's ways, by task. */
export const deskNav: readonly NavItem[] = [
  { id: "today", href: "/desk", text: "desk.nav.today", icon: "clock" },
  { id: "counter", href: "/desk/door", text: "desk.nav.counter", icon: "scan" },
  { id: "events", href: "/desk/events", text: "desk.nav.events", icon: "ticket" },
  { id: "places", href: "/desk/places", text: "desk.nav.places", icon: "pin" },
  { id: "reports", href: "/city", text: "desk.nav.reports", icon: "chart" },
];
