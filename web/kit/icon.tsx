import type { LucideIcon } from "lucide-react";
import Text from "lucide-react/icons/a-large-small";
import Accessibility from "lucide-react/icons/accessibility";
import Amphora from "lucide-react/icons/amphora";
import ArrowRight from "lucide-react/icons/arrow-right";
import Atom from "lucide-react/icons/atom";
import Bell from "lucide-react/icons/bell";
import BookMarked from "lucide-react/icons/book-marked";
import BookOpen from "lucide-react/icons/book-open";
import Brush from "lucide-react/icons/brush";
import Bus from "lucide-react/icons/bus";
import CalendarDays from "lucide-react/icons/calendar-days";
import ChartColumn from "lucide-react/icons/chart-column";
import Check from "lucide-react/icons/check";
import ChevronRight from "lucide-react/icons/chevron-right";
import Clapperboard from "lucide-react/icons/clapperboard";
import Clock from "lucide-react/icons/clock";
import Download from "lucide-react/icons/download";
import Dumbbell from "lucide-react/icons/dumbbell";
import Fence from "lucide-react/icons/fence";
import Footprints from "lucide-react/icons/footprints";
import Frame from "lucide-react/icons/frame";
import Exhibition from "lucide-react/icons/gallery-horizontal";
import GraduationCap from "lucide-react/icons/graduation-cap";
import HandHeart from "lucide-react/icons/hand-heart";
import HardHat from "lucide-react/icons/hard-hat";
import House from "lucide-react/icons/house";
import Info from "lucide-react/icons/info";
import StreetLamp from "lucide-react/icons/lamp";
import Landmark from "lucide-react/icons/landmark";
import Languages from "lucide-react/icons/languages";
import LibraryBig from "lucide-react/icons/library-big";
import ListChecks from "lucide-react/icons/list-checks";
import LogIn from "lucide-react/icons/log-in";
import MapPin from "lucide-react/icons/map-pin";
import Milestone from "lucide-react/icons/milestone";
import Monitor from "lucide-react/icons/monitor";
import Music from "lucide-react/icons/music";
import Phone from "lucide-react/icons/phone";
import Printer from "lucide-react/icons/printer";
import QrCode from "lucide-react/icons/qr-code";
import ScanLine from "lucide-react/icons/scan-line";
import School from "lucide-react/icons/school";
import Search from "lucide-react/icons/search";
import Settings from "lucide-react/icons/settings";
import Share from "lucide-react/icons/share-2";
import Sofa from "lucide-react/icons/sofa";
import Sprout from "lucide-react/icons/sprout";
import Store from "lucide-react/icons/store";
import SunMoon from "lucide-react/icons/sun-moon";
import Theater from "lucide-react/icons/theater";
import Ticket from "lucide-react/icons/ticket";
import Trees from "lucide-react/icons/trees";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import UserRound from "lucide-react/icons/user-round";
import Users from "lucide-react/icons/users";
import Volleyball from "lucide-react/icons/volleyball";
import X from "lucide-react/icons/x";

/** One icon for each kind of place; the kind's word always stands beside it. */
const places = {
  library: LibraryBig,
  "culture-centre": Theater,
  museum: Landmark,
  gallery: Frame,
  memorial: Milestone,
  theatre: Clapperboard,
  "culture-station": House,
  "community-room": Users,
  "book-house": BookOpen,
  "community-study": BookMarked,
  "culture-post": Store,
  "workers-book-house": HardHat,
  "music-museum": Music,
  "art-studio": Brush,
  "sports-hall": Dumbbell,
  court: Volleyball,
  park: Trees,
  square: Fence,
  school: School,
  "science-museum": Atom,
  "exhibition-hall": Exhibition,
  "private-museum": Amphora,
  "village-study": Sprout,
  "culture-street": StreetLamp,
  sofa: Sofa,
  "mobile-stop": Bus,
  kiosk: Monitor,
} as const;

const signs = {
  access: Accessibility,
  "letter-size": Text,
  arrow: ArrowRight,
  bell: Bell,
  book: BookMarked,
  calendar: CalendarDays,
  chart: ChartColumn,
  check: Check,
  chevron: ChevronRight,
  clock: Clock,
  download: Download,
  walk: Footprints,
  course: GraduationCap,
  volunteer: HandHeart,
  home: House,
  info: Info,
  language: Languages,
  orders: ListChecks,
  "sign-in": LogIn,
  pin: MapPin,
  phone: Phone,
  print: Printer,
  pass: QrCode,
  scan: ScanLine,
  search: Search,
  settings: Settings,
  share: Share,
  theme: SunMoon,
  ticket: Ticket,
  attention: TriangleAlert,
  person: UserRound,
  people: Users,
  close: X,
} as const;

export type PlaceIcon = keyof typeof places;
/** The icons that kinds of place may have, for whoever chooses one. */
// Object.keys of our own constant are its keys.
export const placeIcons = Object.keys(places) as PlaceIcon[];
export type SignIcon = keyof typeof signs;
export type IconName = PlaceIcon | SignIcon;

/** Icons that show a direction turn round in right-to-left scripts; clocks and the rest do not. */
const turning = new Set<IconName>(["arrow", "chevron", "sign-in", "walk"]);

export interface IconProps {
  name: IconName;
  size?: 16 | 20 | 24 | 32;
  /** Only when no word stands beside it. */
  label?: string;
}

const all: Record<IconName, LucideIcon> = { ...places, ...signs };

/** An icon from the one set. Unknown kinds of place show the pin. */
export function Icon({ name, size = 20, label }: IconProps) {
  const Drawn = all[name] ?? MapPin;
  const className = turning.has(name) ? "icon icon-turning" : "icon";
  const named = label ? { role: "img", "aria-label": label } : { "aria-hidden": true };
  return <Drawn className={className} size={size} strokeWidth={1.6} {...named} />;
}

/** The icon of a kind of place, with the pin for kinds we do not know. */
export function iconOfPlace(kind: string): IconName {
  return kind in places ? (kind as PlaceIcon) : "pin";
}
