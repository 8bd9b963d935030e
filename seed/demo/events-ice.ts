import { type BookingPlan, EVERYBODY, type EventRow } from "./event-row.ts";

type Row = readonly [
  key: string,
  theme: "sport" | "children" | "culture" | "stage",
  kind: EventRow["kind"],
  organisation: string,
  place: string,
  space: string | null,
  /** Days from today. */
  on: number,
  at: string,
  title: string,
  title_en: string,
  summary: string,
  summary_en: string,
];

/** The smaller sub-events of the ice season, one evening or afternoon each: with those of events-winter.ts more than sixty. */
// biome-ignore format: a table, one event a line
const ROWS: readonly Row[] = [
  ["opening-ice", "sport", "festival", "bureau", "renmin", "ground", -20, "12:00", "冰雪季开幕式暨全民健步走", "Opening of the ice season and a walk for everybody", "从人民广场走到河边，走完领一碗热羊汤。", "From People's Square to the river, and a bowl of hot mutton soup at the end."],
  ["curling-corridor", "sport", "sport", "qwhg", "tiema", "ground", -16, "16:00", "社区陆地冰壶联谊赛", "Floor curling between neighbourhoods", "不用上冰也能投壶，六个社区各出一队。", "No ice needed: six neighbourhoods, six teams."],
  ["skate-night", "sport", "sport", "qwhg", "tiema", "ground", -11, "20:00", "铁马广场夜滑", "Night skating on Tiema Square", "灯光打开，音乐响起，滑到十点。", "Lights on, music on, skating until ten."],
  ["snow-run", "sport", "sport", "bureau", "river", "ground", -4, "12:00", "克拉玛依河冰雪迷你马拉松", "Mini marathon along the frozen river", "三公里和七公里，零下也有人鼓掌。", "Three or seven kilometres, and applause below zero."],
  ["sled-family", "sport", "sport", "dwhg", "dz-square", "ground", 1, "12:00", "独山子亲子雪橇接力", "Family sled relay in Dushanzi", "爸爸拉、妈妈推、孩子坐，三人一组。", "One pulls, one pushes, one sits: three to a team."],
  ["ice-hockey-try", "sport", "workshop", "qwhg", "tiema", "ground", 4, "16:00", "冰球第一课", "First lesson in ice hockey", "护具现场借，先学会站，再学会射。", "Gear on loan: first to stand, then to shoot."],
  ["snow-yoga", "sport", "workshop", "whg", "whg", "dance", 6, "11:00", "雪后暖身：居家瑜伽课", "Warm up after the snow: yoga at home", "雪天不出门也能动起来的二十个动作。", "Twenty movements for days when one stays in."],
  ["park-snowshoe", "sport", "sport", "wwhg", "park-urho", "track", 8, "12:00", "乌尔禾雪地徒步", "Snow walk in Urho", "踩着雪走一圈魔鬼城边的健身步道。", "Once round the track at the edge of Ghost City."],
  ["ice-dragon", "sport", "contest", "bureau", "river", "ground", 12, "12:00", "冰上龙舟体验赛", "Dragon boats on ice", "十二人一条船，用冰杖撑着走。", "Twelve to a boat, with spikes for oars."],
  ["broomball", "sport", "contest", "bwhg", "bj-square", "ground", 15, "15:00", "白碱滩雪地扫帚球赛", "Broomball in Baijiantan", "一把扫帚一个球，谁都会玩。", "A broom and a ball: everyone can play."],
  ["skate-week", "sport", "sport", "qwhg", "tiema", "ground", 26, "16:00", "寒假少年速滑周", "Speed skating week for the winter holidays", "每天一小时，周末测一次成绩。", "An hour a day, timed at the weekend."],
  ["snow-kite", "sport", "sport", "bureau", "river", "ground", 33, "12:00", "雪地风筝会", "Kites over the snow", "风大的日子，正好放风筝。", "A windy day is a day for kites."],
  ["tug-final", "sport", "contest", "bureau", "renmin", "ground", 40, "12:00", "“油城杯”拔河总决赛", "Oil Town Cup: the final pull", "八强对决，赢的扛走羊腿。", "Eight teams, one leg of mutton."],
  ["elder-curling", "sport", "contest", "whg", "kq-whg", "theatre", 47, "11:00", "银龄陆地冰壶邀请赛", "Floor curling for the older", "六十岁以上组队，家人做啦啦队。", "Teams over sixty, families to cheer."],
  ["closing-run", "sport", "festival", "bureau", "river", "ground", 66, "12:00", "踏雪迎春：冰雪季收官健步走", "Walk the snow away: the season ends", "雪化以前，再走一回。", "Once more before it melts."],
  ["ice-physics", "children", "workshop", "kjg", "kjg", "lab", -12, "12:00", "冰为什么会浮起来", "Why ice floats", "称一称、量一量，自己找出答案。", "Weigh it, measure it, find out."],
  ["snow-stars", "children", "film", "kjg", "kjg", "dome", -8, "16:00", "球幕电影：冬夜星空", "Dome film: stars of a winter night", "躺着看猎户座升起来。", "Lie back and watch Orion rise."],
  ["derrick-day", "children", "tour", "wenbo", "wenbo", "main", -6, "11:00", "冬天的井架：研学一小时", "A derrick in winter: one hour of learning", "零下三十度，石油工人怎样开钻。", "How drilling begins at thirty below."],
  ["polar-book", "children", "reading", "lib", "lib", "children", -3, "11:30", "绘本里的北极", "The Arctic in picture books", "五本书，一头白熊，一杯热可可。", "Five books, one white bear, a cup of cocoa."],
  ["ice-lantern", "children", "workshop", "whg", "whg", "print", 2, "16:30", "做一盏冰灯", "Make a lantern of ice", "带一只纸杯来，带一盏灯回去。", "Bring a paper cup, take a lantern home."],
  ["weather-post", "children", "workshop", "kjg", "kjg", "lab", 5, "16:00", "小小气象员", "Young weather watchers", "学看云、测风、记温度。", "Read clouds, take the wind, keep the log."],
  ["fossil-snow", "children", "tour", "wenbo", "wenbo", "main", 9, "12:00", "雪地下的恐龙", "Dinosaurs under the snow", "乌尔禾翼龙的家在哪里，跟着地图找。", "Where the pterosaurs of Urho lived: follow the map."],
  ["ice-cube-code", "children", "workshop", "whg", "digital", "studio", 11, "12:00", "雪花编程课", "Programming a snowflake", "用六行代码画一片对称的雪花。", "Six lines that draw a symmetric flake."],
  ["sled-build", "children", "workshop", "dwhg", "dz-whg", "class", 14, "16:30", "动手做雪橇模型", "Build a model sled", "木片、麻绳和一点耐心。", "Wood, string and some patience."],
  ["holiday-camp-1", "children", "workshop", "lib", "lib", "children", 27, "11:30", "寒假阅读营：开营", "Winter reading camp: first day", "十天读完一套书，写一封给作者的信。", "One set of books in ten days and a letter to its author."],
  ["holiday-camp-2", "children", "workshop", "lib", "lib", "children", 37, "11:30", "寒假阅读营：结营分享", "Winter reading camp: last day", "把写给作者的信读给大家听。", "The letters are read aloud."],
  ["little-museum", "children", "workshop", "wenbo", "wenbo", "class", 30, "11:00", "小小策展人", "Little curators", "用十件旧物办一场自己的展览。", "Ten old things, one exhibition of one's own."],
  ["bird-winter", "children", "tour", "bureau", "river", "ground", 35, "12:00", "冬天的鸟：河边观鸟", "Birds in winter along the river", "望远镜可借，安静地看。", "Binoculars on loan; quiet, please."],
  ["lantern-riddle-kids", "children", "festival", "bwhg", "bj-whg", "theatre", 58, "16:30", "少儿元宵灯谜会", "Lantern riddles for children", "猜中三条换一盏灯。", "Three right answers earn a lantern."],
  ["spring-seed", "children", "workshop", "whg", "kq-whg", "class", 63, "16:30", "雪化以后种什么", "What to sow when the snow is gone", "每人带一盆土，带走一颗种子。", "Bring a pot of soil, take a seed."],
  ["felt-animals", "culture", "workshop", "whg", "whg", "print", -15, "16:30", "毡艺暖冬：做一只小羊", "Felt for winter: make a lamb", "温水、羊毛、肥皂，揉出一只小羊。", "Warm water, wool and soap become a lamb."],
  ["tea-snow", "culture", "lecture", "lib", "lib", "hall", -13, "16:00", "围炉夜话：一碗奶茶的来历", "By the stove: where milk tea comes from", "从茶马古道说到自家灶台。", "From the tea road to one's own stove."],
  ["calligraphy-fu", "culture", "workshop", "whg", "whg", "calligraphy", -7, "11:00", "写福字：从起笔到装裱", "Write a blessing: from the first stroke to the frame", "写坏了不要紧，红纸管够。", "Mistakes are free: there is enough red paper."],
  ["winter-film", "culture", "film", "lib", "lib", "hall", -2, "16:00", "冬日老电影：冰山上的来客", "An old film in winter: Visitors on the Icy Mountain", "看完留下来一起唱插曲。", "Stay afterwards and sing the song."],
  ["snow-photo-walk", "culture", "tour", "msg", "river", "ground", 3, "12:00", "雪后摄影行走", "Photo walk after the snow", "两小时，从桥头拍到水节广场。", "Two hours from the bridge to the square."],
  ["laba", "culture", "festival", "qwhg", "street", "ground", 7, "11:00", "腊八粥分享会", "Laba porridge for all", "八样米豆，一条街一口锅。", "Eight grains, one street, one pot."],
  ["window-flowers", "culture", "workshop", "qwhg", "workshop", "studio", 10, "16:30", "剪窗花迎新年", "Cut window flowers for the new year", "红纸一折，剪出一屋年味。", "Fold, cut, and the room is ready for the new year."],
  ["embroidery-winter", "culture", "exhibition", "whg", "whg", "dance", 13, "16:30", "冬日针线：刺绣作品一日展", "Needle and winter: embroidery for a day", "二十位绣娘带来一年的活计。", "A year's work by twenty embroiderers."],
  ["oil-memory", "culture", "lecture", "wenbo", "wenbo", "class", 17, "12:00", "地窝子里的冬天：老石油口述", "Winter in a dug-out: an old oil worker tells", "七十年前的那场雪，他还记得。", "He still remembers that snow, seventy years ago."],
  ["new-year-market", "culture", "festival", "qwhg", "street", "ground", 34, "12:00", "文创年货街", "New year's market of makers", "木雕、毡画、馕坑肉，一条街逛到晚。", "Carving, felt and tandoor meat, all along one street."],
  ["couplets", "culture", "festival", "whg", "kq-whg", "theatre", 36, "16:30", "送春联到家门", "Couplets to the door", "写给邻居，也写给第一次在这里过年的人。", "For neighbours, and for those whose first new year here it is."],
  ["photo-family", "culture", "other", "msg", "msg", "studio", 38, "16:00", "新春全家福公益拍摄", "A free family portrait for the new year", "每家一张，当场打印。", "One for each family, printed on the spot."],
  ["lantern-fair", "culture", "festival", "bureau", "renmin", "ground", 57, "19:30", "元宵灯会", "Lantern fair", "千盏灯，一条谜廊，一碗元宵。", "A thousand lamps, a gallery of riddles, a bowl of dumplings."],
  ["winter-letters", "culture", "reading", "lib", "house-yinhe", "reading", 44, "16:00", "冬日书信：慢慢写一封信", "Letters in winter, written slowly", "信纸信封都备好，写完替您寄出。", "Paper and envelopes are ready, and we post it."],
  ["thaw-lecture", "culture", "lecture", "kjg", "water", "tour", 64, "12:00", "冰雪融水从哪里来", "Where our meltwater comes from", "从天山到水龙头，一滴水走了多远。", "From the mountains to the tap: how far a drop has come."],
  ["opening-gala", "stage", "performance", "whg", "whg", "theatre", -9, "20:00", "冰雪季开幕文艺演出", "Opening night of the winter stage", "舞蹈、冬不拉、男声合唱，九十分钟。", "Dance, dombra and a men's choir in ninety minutes."],
  ["dance-night", "stage", "performance", "whg", "kq-whg", "theatre", -5, "20:00", "青年舞者之夜", "A night of young dancers", "五支原创作品，第一次见观众。", "Five new works meet their first audience."],
  ["dombra-evening", "stage", "performance", "whg", "music", "stage", 1, "17:00", "冬不拉围炉音乐会", "Dombra by the stove", "三把琴，三代人。", "Three instruments, three generations."],
  ["puppet-snow", "stage", "performance", "dwhg", "dz-whg", "theatre", 6, "19:30", "木偶戏：雪孩子", "Puppets: the snow child", "四十分钟，三岁也看得懂。", "Forty minutes, clear to a child of three."],
  ["choir-year-end", "stage", "performance", "whg", "whg", "theatre", 16, "20:00", "岁末合唱音乐会", "Choirs at the year's end", "八支群众合唱团同台。", "Eight amateur choirs on one stage."],
  ["crosstalk", "stage", "performance", "whg", "bj-whg", "theatre", 19, "20:00", "相声小品暖冬专场", "Comedy against the cold", "本地话题，本地口音。", "Local matters in the local accent."],
  ["village-gala", "stage", "performance", "wwhg", "wh-both", "theatre", 31, "19:30", "乌尔禾村晚", "Village gala in Urho", "演员就是邻居，报幕的是村支书。", "The cast are neighbours; the village secretary announces."],
  ["spring-gala", "stage", "performance", "bureau", "whg", "theatre", 39, "20:00", "迎新春群众文艺汇演", "New year's gala of the people", "各社区选送的十六个节目。", "Sixteen numbers chosen by the neighbourhoods."],
  ["folk-song-night", "stage", "performance", "whg", "music", "stage", 51, "17:00", "刀郎与花儿：民歌对唱", "Dolan and hua'er: folk songs in turn", "两种唱法，一个台子。", "Two ways of singing on one stage."],
  ["closing-gala", "stage", "performance", "whg", "whg", "theatre", 67, "20:00", "冰雪季闭幕演出", "Closing night of the winter stage", "一冬的好节目，再演一回。", "The best of the winter once more."],
];

const WORDS: Record<Row[1], Pick<EventRow, "description" | "description_en">> = {
  sport: {
    description:
      "请穿防滑鞋，戴手套和帽子。现场有热水和医护点，风力过大时改期，改期会在本页公布并通知已预约的人。",
    description_en:
      "Wear shoes that grip, gloves and a cap. Hot water and first aid are on the spot; in strong wind it is moved to another day, told here and to all who booked.",
  },
  children: {
    description: "材料现场提供，不用自带。孩子需有一名家长陪同，签到时请出示预约码，结束后作品可以带走。",
    description_en:
      "Everything needed is there. A child comes with one grown-up; show the code at the door, and take home what was made.",
  },
  culture: {
    description: "室内活动备有热茶，轮椅可以到达。来早了可以先在大厅坐坐，结束后欢迎留下意见。",
    description_en:
      "Hot tea is served indoors, and wheelchairs can enter. Come early and sit in the hall; a word of opinion afterwards is welcome.",
  },
  stage: {
    description: "开演前半小时入场，迟到的请在中场由工作人员带入。剧场内请不要使用闪光灯，演出约九十分钟。",
    description_en:
      "Doors open half an hour before; latecomers are shown in at the interval. Please use no flash. About ninety minutes.",
  },
};

/** What is held in a room is booked; who comes to a square just comes. */
const booked: BookingPlan = { pools: { online: 30, counter: 5, "walk-in": 5 }, opens: 7, max: 4 };
const small: BookingPlan = { ...booked, pools: { online: 12, counter: 4 } };
const roomy = new Set(["theatre", "hall", "dome", "ground", "track", "main", "stage", "reading", "tour"]);

const felt: EventRow = {
  key: "felt-road",
  series: "ice-culture",
  organisation: "wenbo",
  kind: "exhibition",
  place: "wenbo",
  space: "temporary",
  title: "毡房与冰河：北疆冬季生活展",
  title_en: "Felt and frozen rivers: winter life in the north of Xinjiang",
  summary: "一百二十件毡、皮、木的旧物，讲人怎样过冬。",
  summary_en: "A hundred and twenty things of felt, leather and wood tell how people wintered.",
  description:
    "展厅不大，请按预约的时段入场，入场后不限时间。每天两次讲解，另行预约。门口有少量现场名额，轮椅可以借用。",
  description_en:
    "The room is small: come at the time you booked, and stay as long as you like. Two guided tours a day are booked separately. A few places are kept for the door, and wheelchairs are lent.",
  ...EVERYBODY,
  sessions: [],
  booking: null,
  entry: { from: 0, to: 45, everyMinutes: 30, online: 30, walkIn: 10, tours: ["11:00", "16:30"] },
};

export const ICE: readonly EventRow[] = [
  felt,
  ...ROWS.map(
    ([key, theme, kind, organisation, place, space, on, at, title, title_en, summary, summary_en]) => ({
      ...{ key, kind, organisation, place, title, title_en, summary, summary_en },
      ...(space && { space }),
      series: `ice-${theme}`,
      ...WORDS[theme],
      ...EVERYBODY,
      sessions: [{ on, at, minutes: theme === "stage" ? 90 : 60 }],
      booking: space === "ground" || space === "track" ? null : roomy.has(space ?? "") ? booked : small,
      demand: "quiet" as const,
    }),
  ),
];
