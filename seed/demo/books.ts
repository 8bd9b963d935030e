/** Books of the demo catalogue: works with their authors and class numbers are facts, their editions and items here are invented. */
import { chance } from "./chance.ts";

export interface DemoBook {
  readonly demo: true;
  /** Number in the catalogue of the demo, for ever the same. */
  readonly number: string;
  readonly title: string;
  /** Of the work, where this edition is called otherwise: it joins the editions of that. */
  readonly original: string | null;
  readonly author: string;
  /** ISO 639-2. */
  readonly language: string;
  /** 中图法. */
  readonly classNumber: string;
  readonly subject: string;
  readonly edition: "" | "插图本" | "注释本" | "大字本" | "少儿版" | "修订版";
  readonly year: number;
}

/** Who writes under which name: [the name used, names that lead to it]. */
export const DEMO_NAMES: readonly (readonly [name: string, ...others: string[]])[] = [
  ["鲁迅", "周树人", "周豫才", "Lu Xun"],
  ["老舍", "舒庆春", "Lao She"],
  ["巴金", "李尧棠", "Ba Jin"],
  ["茅盾", "沈德鸿", "沈雁冰"],
  ["冰心", "谢婉莹"],
  ["苏轼", "苏东坡", "Su Shi"],
  ["李白", "李太白", "青莲居士"],
  ["杜甫", "杜子美"],
  ["蒲松龄", "聊斋先生"],
  ["Толстой, Лев Николаевич", "列夫·托尔斯泰", "Tolstoy, Leo"],
  ["Austen, Jane", "简·奥斯汀"],
  ["يۈسۈپ خاس ھاجىپ", "优素甫·哈斯·哈吉甫", "Yusuf Khass Hajib"],
];

/** Subjects and what leads to them. */
export const DEMO_SUBJECTS: readonly (readonly [subject: string, ...others: string[]])[] = [
  ["石油工业", "原油开采"],
  ["西域", "丝路古国"],
  ["童话", "儿童故事"],
];

type Work = readonly [
  title: string,
  author: string,
  classNumber: string,
  subject: string,
  editions: number,
  language?: string,
  original?: string,
];

const WORKS: readonly Work[] = [
  ["红楼梦", "曹雪芹", "I242.47", "章回小说", 6],
  ["紅樓夢", "曹雪芹", "I242.47", "章回小说", 2],
  ["三国演义", "罗贯中", "I242.43", "章回小说", 5],
  ["三國演義", "羅貫中", "I242.43", "章回小说", 1],
  ["水浒传", "施耐庵", "I242.42", "章回小说", 4],
  ["西游记", "吴承恩", "I242.44", "章回小说", 5],
  ["西遊記", "吳承恩", "I242.44", "章回小说", 1],
  ["儒林外史", "吴敬梓", "I242.47", "章回小说", 3],
  ["聊斋志异", "蒲松龄", "I242.1", "笔记小说", 4],
  ["聊齋誌異", "蒲松齡", "I242.1", "笔记小说", 1],
  ["镜花缘", "李汝珍", "I242.4", "章回小说", 2],
  ["封神演义", "许仲琳", "I242.4", "章回小说", 2],
  ["老残游记", "刘鹗", "I242.4", "章回小说", 2],
  ["世说新语", "刘义庆", "I242.1", "笔记小说", 3],
  ["西厢记", "王实甫", "I237.1", "杂剧", 2],
  ["牡丹亭", "汤显祖", "I237.2", "传奇剧", 3],
  ["桃花扇", "孔尚任", "I237.2", "传奇剧", 2],
  ["窦娥冤", "关汉卿", "I237.1", "杂剧", 2],
  ["诗经", "佚名", "I222.2", "古体诗", 4],
  ["楚辞", "屈原", "I222.3", "楚辞", 2],
  ["李白诗选", "李白", "I222.742", "唐诗", 3],
  ["杜甫诗选", "杜甫", "I222.742", "唐诗", 3],
  ["唐诗三百首", "蘅塘退士", "I222.742", "唐诗", 5],
  ["苏轼词选", "苏轼", "I222.844", "宋词", 3],
  ["宋词三百首", "朱孝臧", "I222.844", "宋词", 3],
  ["古文观止", "吴楚材", "H194.1", "古典散文", 3],
  ["论语", "孔子弟子", "B222.22", "儒家", 5],
  ["孟子", "孟轲", "B222.52", "儒家", 3],
  ["道德经", "老子", "B223.12", "道家", 4],
  ["庄子", "庄周", "B223.52", "道家", 3],
  ["孙子兵法", "孙武", "E892.25", "兵法", 3],
  ["韩非子", "韩非", "B226.51", "法家", 1],
  ["周易", "佚名", "B221.1", "儒家", 2],
  ["史记", "司马迁", "K204.2", "纪传体史书", 4],
  ["史記", "司馬遷", "K204.2", "纪传体史书", 1],
  ["汉书", "班固", "K234.104", "纪传体史书", 2],
  ["资治通鉴", "司马光", "K204.3", "编年体史书", 3],
  ["左传", "左丘明", "K225.04", "编年体史书", 2],
  ["大唐西域记", "玄奘", "K928.642", "西域", 2],
  ["徐霞客游记", "徐霞客", "K928.9", "游记", 2],
  ["水经注", "郦道元", "K928.4", "水道", 1],
  ["梦溪笔谈", "沈括", "Z429.441", "笔记", 2],
  ["天工开物", "宋应星", "N092", "技术史", 2],
  ["本草纲目", "李时珍", "R281.3", "本草", 3],
  ["齐民要术", "贾思勰", "S-092.392", "农学史", 1],
  ["九章算术", "刘徽", "O112", "数学史", 1],
  ["茶经", "陆羽", "TS971.21", "茶文化", 2],
  ["说文解字", "许慎", "H161", "汉字", 2],
  ["文心雕龙", "刘勰", "I206.2", "文学批评", 2],
  ["闲情偶寄", "李渔", "I264.9", "小品文", 2],
  ["浮生六记", "沈复", "I264.9", "小品文", 3],
  ["呐喊", "鲁迅", "I210.6", "短篇小说", 3],
  ["彷徨", "鲁迅", "I210.6", "短篇小说", 2],
  ["朝花夕拾", "鲁迅", "I210.4", "散文", 4],
  ["野草", "鲁迅", "I210.4", "散文诗", 2],
  ["骆驼祥子", "老舍", "I246.57", "长篇小说", 4],
  ["四世同堂", "老舍", "I246.57", "长篇小说", 2],
  ["茶馆", "老舍", "I234", "话剧", 2],
  ["家", "巴金", "I246.57", "长篇小说", 2],
  ["寒夜", "巴金", "I246.57", "长篇小说", 1],
  ["子夜", "茅盾", "I246.57", "长篇小说", 2],
  ["繁星·春水", "冰心", "I226", "新诗", 3],
  ["寄小读者", "冰心", "I266", "散文", 2],
  ["边城", "沈从文", "I246.57", "中篇小说", 3],
  ["背影", "朱自清", "I266", "散文", 2],
  ["呼兰河传", "萧红", "I246.57", "长篇小说", 3],
  ["围城", "钱锺书", "I246.57", "长篇小说", 3],
  ["平凡的世界", "路遥", "I247.57", "长篇小说", 4],
  ["白鹿原", "陈忠实", "I247.57", "长篇小说", 2],
  ["活着", "余华", "I247.57", "长篇小说", 3],
  ["三体", "刘慈欣", "I247.55", "科幻小说", 4],
  ["草房子", "曹文轩", "I287.45", "儿童文学", 3],
  ["稻草人", "叶圣陶", "I287.7", "童话", 2],
  ["克拉玛依石油开发史话（演示）", "文脉演示编写组", "F426.22", "石油工业", 2],
  ["准噶尔盆地油气地质入门（演示）", "文脉演示编写组", "P618.13", "石油工业", 2],
  ["戈壁植物手册（演示）", "文脉演示编写组", "Q948.5", "植物", 1],
  ["艾德莱斯绸图案（演示）", "文脉演示编写组", "J523.1", "民间工艺", 2],
  ["剪纸入门（演示）", "文脉演示编写组", "J528.1", "剪纸", 2],
  ["老年人用手机（演示）", "文脉演示编写组", "TN929.53", "移动电话", 2],
  ["Python 入门二十课（演示）", "文脉演示编写组", "TP312", "程序设计", 2],
  ["家常菜一百道（演示）", "文脉演示编写组", "TS972.12", "菜谱", 2],
  ["قۇتادغۇ بىلىك", "يۈسۈپ خاس ھاجىپ", "I222.7", "古典长诗", 2, "uig"],
  ["تۈركىي تىللار دىۋانى", "مەھمۇد كاشىغەرى", "H211.6", "词典", 2, "uig"],
  ["ئون ئىككى مۇقام", "文脉演示编写组", "J642", "木卡姆", 2, "uig"],
  ["قىزىل راۋاقتىكى چۈش", "曹雪芹", "I242.47", "章回小说", 2, "uig", "红楼梦"],
  ["غەربكە ساياھەت", "吴承恩", "I242.44", "章回小说", 1, "uig", "西游记"],
  ["ئەپەندى لەتىپىلىرى", "民间", "I277.8", "笑话", 2, "uig"],
  ["Абай жолы", "Әуезов, Мұхтар", "I361.45", "长篇小说", 2, "kaz"],
  ["Қара сөздер", "Құнанбайұлы, Абай", "I361.65", "散文", 2, "kaz"],
  ["Қозы Көрпеш — Баян сұлу", "民间", "I277.2", "叙事诗", 1, "kaz"],
  ["Война и мир", "Толстой, Лев Николаевич", "I512.44", "长篇小说", 2, "rus"],
  ["Анна Каренина", "Толстой, Лев Николаевич", "I512.44", "长篇小说", 2, "rus"],
  ["Преступление и наказание", "Достоевский, Фёдор Михайлович", "I512.44", "长篇小说", 2, "rus"],
  ["Евгений Онегин", "Пушкин, Александр Сергеевич", "I512.24", "诗体小说", 2, "rus"],
  ["Чайка", "Чехов, Антон Павлович", "I512.34", "话剧", 1, "rus"],
  ["Мёртвые души", "Гоголь, Николай Васильевич", "I512.44", "长篇小说", 1, "rus"],
  ["Pride and Prejudice", "Austen, Jane", "I561.44", "长篇小说", 2, "eng"],
  ["Emma", "Austen, Jane", "I561.44", "长篇小说", 1, "eng"],
  ["Great Expectations", "Dickens, Charles", "I561.44", "长篇小说", 2, "eng"],
  ["Hamlet", "Shakespeare, William", "I561.33", "话剧", 2, "eng"],
  ["Moby-Dick", "Melville, Herman", "I712.44", "长篇小说", 1, "eng"],
  ["Alice's Adventures in Wonderland", "Carroll, Lewis", "I561.88", "童话", 2, "eng"],
  ["On the Origin of Species", "Darwin, Charles", "Q111.2", "进化论", 1, "eng"],
  ["The Story of the Stone", "曹雪芹", "I242.47", "章回小说", 1, "eng", "红楼梦"],
  ["Сон в красном тереме", "曹雪芹", "I242.47", "章回小说", 1, "rus", "红楼梦"],
  ["战争与和平", "列夫·托尔斯泰", "I512.44", "长篇小说", 3],
  ["傲慢与偏见", "简·奥斯汀", "I561.44", "长篇小说", 3],
  ["安徒生童话", "安徒生", "I534.88", "童话", 4],
  ["格林童话", "格林兄弟", "I516.88", "童话", 3],
  ["小王子", "圣埃克苏佩里", "I565.88", "童话", 4],
  ["海底两万里", "儒勒·凡尔纳", "I565.44", "科幻小说", 3],
  ["昆虫记", "法布尔", "Q96-49", "昆虫", 4],
  ["老人与海", "海明威", "I712.45", "中篇小说", 3],
  ["堂吉诃德", "塞万提斯", "I551.43", "长篇小说", 2],
  ["一千零一夜", "佚名", "I371.73", "民间故事", 3],
];

const editions = ["", "修订版", "插图本", "注释本", "少儿版", "大字本"] as const;

/** The editions of all works; `year`: the year it is. */
export function demoBooks(seed: number, year: number): DemoBook[] {
  const luck = chance(seed).branch("books");
  return WORKS.flatMap(
    ([title, author, classNumber, subject, count, language = "chi", original = null], work) =>
      Array.from({ length: count }, (_, n) => ({
        demo: true as const,
        number: `demo${String(work + 1).padStart(3, "0")}${n + 1}`,
        title,
        original,
        author,
        language,
        classNumber,
        subject,
        edition: language === "chi" ? (editions[n] ?? "") : "",
        year: year - luck.whole(0, 4) - (count - 1 - n) * 4,
      })),
  );
}

export interface DemoList {
  readonly demo: true;
  readonly title: string;
  readonly about: string;
  readonly audience: string;
  readonly translations: { en: { title: string; about: string; audience: string } };
  /** Days from now at which it ends; null: it stays. */
  readonly days: number | null;
  /** Numbers of books, each with a sentence. */
  readonly books: readonly (readonly [number: string, words: string])[];
}

const numberOf = (title: string, edition = 1) =>
  `demo${String(WORKS.findIndex(([one]) => one === title) + 1).padStart(3, "0")}${edition}`;

/** Lists that the city's library has published. */
export const DEMO_LISTS: readonly DemoList[] = [
  {
    demo: true,
    title: "冬夜长读",
    about: "外面下雪，屋里有灯。\n这几本书不赶时间，一个晚上读一章，读到开春正好。",
    audience: "有整段时间的大人",
    translations: {
      en: {
        title: "Long winter evenings",
        about: "Snow outside, a lamp within. A chapter an evening will last until spring.",
        audience: "Grown-ups with time",
      },
    },
    days: 90,
    books: [
      [numberOf("红楼梦"), "从第一回慢慢读起，人物表夹在书里。"],
      [numberOf("Война и мир"), "会俄语的读者可以对着中译本读。"],
      [numberOf("呼兰河传"), "写的也是北方的冬天。"],
      [numberOf("قۇتادغۇ بىلىك"), "维吾尔文原诗，边读边抄几行。"],
      [numberOf("昆虫记"), "冬天没有虫子，正好想念夏天。"],
    ],
  },
  {
    demo: true,
    title: "给三年级的第一排书架",
    about: "识字够用了，可以自己读整本书了。先从短的读起，读不完也没有关系。",
    audience: "小学三、四年级",
    translations: {
      en: {
        title: "A first shelf for nine-year-olds",
        about: "Old enough to read whole books alone. Begin with the short ones.",
        audience: "Nine and ten years old",
      },
    },
    days: null,
    books: [
      [numberOf("安徒生童话"), "一篇一篇读，想停就停。"],
      [numberOf("小王子"), "短，读完可以讲给大人听。"],
      [numberOf("稻草人"), "中国人自己写的童话。"],
      [numberOf("草房子"), "稍长一点，留到暑假。"],
    ],
  },
];
