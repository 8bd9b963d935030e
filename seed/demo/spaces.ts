import type { EquipmentCode } from "#places/filling";
import type { DemoSpace } from "./types.ts";

function space(
  key: string,
  name: string,
  name_en: string,
  capacity: number,
  ...equipment: EquipmentCode[]
): DemoSpace {
  return { key, name, name_en, capacity, equipment };
}

/** Rooms by sort of place. Keys are short: a room of a place is `PLACE/ROOM`. */
export const SPACES = {
  library: [
    space("hall", "报告厅", "Lecture hall", 180, "projector", "sound", "screen"),
    space("children", "少儿阅览室", "Children's reading room", 60),
    space("study", "自习区", "Study area", 120, "wifi", "charging"),
    space("booth-1", "朗读亭1号", "Reading booth 1", 2, "reading-booth", "recording"),
    space("booth-2", "朗读亭2号", "Reading booth 2", 2, "reading-booth", "recording"),
    space("digital", "数字阅读区", "Digital reading area", 24, "computers", "ebook-kiosk", "wifi"),
    space("access", "视障阅览室", "Room for readers with low vision", 12, "computers"),
  ],
  districtLibrary: [
    space("reading", "综合阅览室", "Reading room", 80, "wifi"),
    space("children", "亲子阅读区", "Family reading corner", 30),
    space("lecture", "多功能厅", "Multi-purpose hall", 60, "projector", "sound"),
  ],
  exhibitionHall: [
    space("main", "基本陈列厅", "Permanent exhibition", 150),
    space("temporary", "临时展厅", "Temporary exhibition hall", 80, "lighting"),
    space("yard", "室外钻机展区", "Outdoor rig yard", 200),
    space("class", "社教活动室", "Education room", 30, "projector"),
  ],
  scienceMuseum: [
    space("halls", "主题展厅", "Themed halls", 400),
    space("lab", "少年实验室", "Young people's laboratory", 24, "projector"),
    space("dome", "球幕影院", "Dome cinema", 120, "screen", "sound"),
    space("flight", "动感影院", "Motion cinema", 40, "screen", "sound"),
  ],
  waterHall: [
    space("tour", "展区", "Exhibition zones", 40),
    space("corner", "亲水互动角", "Hands-on corner", 15),
  ],
  cultureCentre: [
    space("theatre", "群星剧场", "Qunxing Theatre", 320, "stage", "sound", "lighting"),
    space("dance", "舞蹈排练厅", "Dance studio", 40, "mirrors", "sound"),
    space("choir", "合唱排练厅", "Choir room", 60, "piano", "sound"),
    space("print", "版画工坊", "Print workshop", 20, "easels"),
    space("calligraphy", "书法教室", "Calligraphy room", 28),
    space("music", "民乐教室", "Folk music room", 16, "sound"),
  ],
  districtCentre: [
    space("theatre", "小剧场", "Small theatre", 150, "stage", "sound", "lighting"),
    space("dance", "排练厅", "Rehearsal room", 36, "mirrors", "sound"),
    space("class", "艺术教室", "Art classroom", 24, "easels"),
    space("music", "器乐教室", "Instrument room", 14, "sound"),
  ],
  digitalCentre: [
    space("immersive", "沉浸式体验厅", "Immersive hall", 30, "screen", "sound"),
    space("studio", "直录播间", "Live studio", 20, "recording", "sound", "lighting"),
    space("vr", "虚拟展厅", "Virtual gallery", 12, "computers"),
  ],
  gallery: [
    space("one", "一号展厅", "Gallery 1", 100, "lighting"),
    space("two", "二号展厅", "Gallery 2", 80, "lighting"),
    space("studio", "公共画室", "Open studio", 25, "easels"),
  ],
  musicMuseum: [
    space("hall", "乐器展厅", "Instrument hall", 60),
    space("stage", "小音乐厅", "Small concert room", 80, "piano", "sound", "stage"),
  ],
  station: [
    space("hall", "多功能活动室", "Activity room", 60, "sound", "projector"),
    space("reading", "图书阅览室", "Reading room", 24, "wifi"),
    space("craft", "书画手工室", "Painting and craft room", 20, "easels"),
    space("table-tennis", "乒乓球室", "Table-tennis room", 12, "table-tennis"),
  ],
  townStation: [
    space("hall", "文化大院", "Courtyard stage", 150, "stage", "sound"),
    space("reading", "图书室", "Book room", 20),
    space("court", "篮球场", "Basketball court", 30, "basketball"),
  ],
  communityRoom: [
    space("hall", "居民活动室", "Residents' room", 40, "sound"),
    space("craft", "剪纸书法室", "Paper-cutting and calligraphy room", 18),
    space("children", "四点半课堂", "After-school room", 20, "wifi"),
  ],
  bookHouse: [
    space("reading", "阅读区", "Reading area", 40, "wifi", "charging"),
    space("table", "共享自习桌", "Shared study tables", 16, "wifi", "charging"),
  ],
  post: [
    space("room", "文化客厅", "Culture lounge", 24, "wifi", "sound"),
    space("shelf", "阅读角", "Reading corner", 10),
  ],
  workersBookHouse: [space("reading", "职工阅览区", "Workers' reading area", 20, "wifi")],
  privateMuseum: [space("rooms", "陈列室", "Display rooms", 25)],
  workshop: [space("studio", "传习室", "Workshop", 16), space("show", "展示间", "Showroom", 20)],
  square: [space("ground", "活动场地", "Open ground", 600, "stage")],
  park: [
    space("court-1", "篮球场1号", "Basketball court 1", 20, "basketball"),
    space("court-2", "篮球场2号", "Basketball court 2", 20, "basketball"),
    space("track", "健身步道", "Fitness track", 200, "fitness"),
  ],
  court: [space("court", "场地", "Court", 20)],
  theatre: [space("hall", "剧场", "Auditorium", 300, "stage", "sound", "lighting")],
  sportsHall: [
    space("hall", "综合馆", "Main hall", 120, "basketball", "table-tennis"),
    space("dance", "健身操房", "Aerobics room", 30, "mirrors", "sound"),
  ],
  elders: [
    space("hall", "活动室", "Activity room", 40, "sound"),
    space("cards", "棋牌书画室", "Games and calligraphy room", 24),
  ],
  oneRoom: [space("room", "活动室", "Activity room", 30)],
  outside: [],
  culturalStreet: [space("ground", "街心舞台", "Street stage", 300, "stage", "sound")],
} satisfies Record<string, DemoSpace[]>;

export type SpacesName = keyof typeof SPACES;
