/**
 * The class tree by which Chinese libraries shelve (《中国图书馆分类法》, fifth edition): its 22 main classes, their divisions, and the third
 * step where readers of a public library look for it. In short words of ours; a number lies under every node it begins with.
 */

export interface ClassNode {
  class: string;
  zh: string;
  en: string;
}

const rows = `
A 马列主义、毛泽东思想、邓小平理论 | Marxism, Leninism, Mao Zedong Thought, Deng Xiaoping Theory
A1 马克思、恩格斯著作 | Works of Marx and Engels
A2 列宁著作 | Works of Lenin
A3 斯大林著作 | Works of Stalin
A4 毛泽东著作 | Works of Mao Zedong
A49 邓小平著作 | Works of Deng Xiaoping
A5 著作汇编 | Collections
A7 生平和传记 | Lives
A8 学习和研究 | Studies
B 哲学、宗教 | Philosophy, religion
B0 哲学理论 | Philosophy in general
B1 世界哲学 | Philosophy of the world
B2 中国哲学 | Chinese philosophy
B21 中国哲学总论 | Chinese philosophy in general
B22 先秦哲学 | Before Qin
B23 秦汉至隋哲学 | Qin and Han to Sui
B24 唐至清哲学 | Tang to Qing
B25 近代哲学 | Early modern
B26 现代哲学 | Modern
B3 亚洲哲学 | Asian philosophy
B4 非洲哲学 | African philosophy
B5 欧洲哲学 | European philosophy
B6 大洋洲哲学 | Philosophy of Oceania
B7 美洲哲学 | American philosophy
B80 思维科学 | Thinking
B81 逻辑学 | Logic
B82 伦理学 | Ethics
B83 美学 | Aesthetics
B84 心理学 | Psychology
B9 宗教 | Religion
C 社会科学总论 | Social sciences in general
C0 理论与方法论 | Theory
C1 概况、进展 | Surveys
C2 机构、团体、会议 | Institutions, societies, meetings
C3 研究方法 | Methods
C4 教育与普及 | Teaching
C5 丛书、文集 | Collections
C6 参考工具书 | Reference books
C8 统计学 | Statistics
C91 社会学 | Sociology
C92 人口学 | Population
C93 管理学 | Management
C95 民族学、文化人类学 | Ethnology, cultural anthropology
C96 人才学 | Talent
C97 劳动科学 | Labour
D 政治、法律 | Politics, law
D0 政治学理论 | Political theory
D1 国际共产主义运动 | International communist movement
D2 中国共产党 | Communist Party of China
D3 各国共产党 | Other communist parties
D4 工农青妇运动与组织 | Workers, farmers, youth, women
D5 世界政治 | World politics
D6 中国政治 | Chinese politics
D7 各国政治 | Politics of other countries
D8 外交、国际关系 | Diplomacy, international relations
D9 法律 | Law
DF 法律（另法） | Law (other arrangement)
E 军事 | Military science
E0 军事理论 | Theory
E1 世界军事 | World
E2 中国军事 | China
E3 亚洲军事 | Asia
E4 非洲军事 | Africa
E5 欧洲军事 | Europe
E6 大洋洲军事 | Oceania
E7 美洲军事 | Americas
E8 战略、战役、战术 | Strategy, campaigns, tactics
E9 军事技术 | Military technology
E99 军事地形、军事地理 | Military geography
F 经济 | Economics
F0 经济学 | Economic theory
F1 各国经济 | Economies of the world
F2 经济管理 | Management
F3 农业经济 | Agriculture
F4 工业经济 | Industry
F49 信息产业经济 | Information industry
F5 交通运输经济 | Transport
F59 旅游经济 | Tourism
F6 邮电通信经济 | Post and telecommunications
F7 贸易经济 | Trade
F8 财政、金融 | Finance
G 文化、科学、教育、体育 | Culture, science, education, sport
G0 文化理论 | Theory of culture
G1 各国文化事业 | Culture of the world
G2 信息与知识传播 | Information and knowledge
G21 新闻 | Journalism
G22 广播、电视 | Broadcasting
G23 出版 | Publishing
G24 群众文化 | Community culture
G25 图书馆、情报 | Libraries
G26 博物馆 | Museums
G27 档案 | Archives
G3 科学研究 | Research
G4 教育 | Education
G5 各国教育 | Education of the world
G6 各级教育 | Levels of education
G61 幼儿教育 | Nursery
G62 小学 | Primary school
G63 中学 | Secondary school
G64 高等教育 | Higher education
G7 各类教育 | Kinds of education
G8 体育 | Sport
G80 体育理论 | Theory
G81 体育事业 | Sport of the world
G82 田径 | Athletics
G83 体操 | Gymnastics
G84 球类 | Ball games
G85 武术、民族体育 | Martial arts, sports of peoples
G86 水上、冰上、雪上运动 | Water, ice and snow
G87 其他体育 | Other sports
G89 文体活动 | Games and pastimes
H 语言、文字 | Languages
H0 语言学 | Linguistics
H1 汉语 | Chinese
H10 规范化、标准化 | Standards
H11 语音 | Sounds
H12 文字 | Writing
H13 语义、词汇 | Words
H14 语法 | Grammar
H15 写作、修辞 | Writing well
H16 字书、词典 | Dictionaries
H17 方言 | Dialects
H19 汉语教学 | Teaching Chinese
H2 中国少数民族语言 | Other languages of China
H3 常用外国语 | Foreign languages in common use
H31 英语 | English
H32 法语 | French
H33 德语 | German
H34 西班牙语 | Spanish
H35 俄语 | Russian
H36 日语 | Japanese
H37 阿拉伯语 | Arabic
H4 汉藏语系 | Sino-Tibetan
H5 阿尔泰语系 | Altaic
H61 南亚语系 | Austroasiatic
H62 南印语系 | Dravidian
H63 南岛语系 | Austronesian
H64 东北亚诸语言 | North-east Asia
H65 高加索语系 | Caucasian
H66 乌拉尔语系 | Uralic
H67 闪—含语系 | Semitic and Hamitic
H7 印欧语系 | Indo-European
H81 非洲诸语言 | Africa
H83 美洲诸语言 | Americas
H84 大洋洲诸语言 | Oceania
H9 国际辅助语 | International auxiliary languages
I 文学 | Literature
I0 文学理论 | Theory
I1 世界文学 | World literature
I2 中国文学 | Chinese literature
I20 评论和研究 | Criticism
I21 作品集 | Collected works
I22 诗歌、韵文 | Poetry
I23 戏剧 | Drama
I24 小说 | Fiction
I25 报告文学 | Reportage
I26 散文 | Essays
I27 民间文学 | Folk literature
I28 儿童文学 | For children
I29 少数民族文学 | Literatures of minorities
I3 亚洲文学 | Asia
I31 东亚文学 | East Asia
I33 东南亚文学 | South-east Asia
I35 南亚文学 | South Asia
I36 中亚文学 | Central Asia
I37 西亚文学 | West Asia
I4 非洲文学 | Africa
I5 欧洲文学 | Europe
I51 东欧、中欧文学 | Eastern and central Europe
I53 北欧文学 | Northern Europe
I54 南欧文学 | Southern Europe
I56 西欧文学 | Western Europe
I6 大洋洲文学 | Oceania
I7 美洲文学 | Americas
I71 北美文学 | North America
I73 中美文学 | Central America
I77 南美文学 | South America
J 艺术 | Arts
J0 艺术理论 | Theory
J1 各国艺术 | Arts of the world
J19 专题与边缘艺术 | Arts between the arts
J2 绘画 | Painting
J29 书法、篆刻 | Calligraphy, seals
J3 雕塑 | Sculpture
J4 摄影 | Photography
J5 工艺美术 | Applied arts
J6 音乐 | Music
J7 舞蹈 | Dance
J8 戏剧、曲艺、杂技 | Theatre, storytelling, acrobatics
J9 电影、电视 | Film, television
K 历史、地理 | History, geography
K0 史学理论 | Theory
K1 世界史 | World history
K2 中国史 | History of China
K20 通史 | General
K21 原始社会 | Earliest times
K22 夏、商、周 | Xia, Shang, Zhou
K23 战国至南北朝 | Warring States to Southern and Northern Dynasties
K24 隋唐至清中叶 | Sui and Tang to middle Qing
K25 近代 | Since 1840
K26 新民主主义革命时期 | 1919–1949
K27 新中国 | Since 1949
K28 民族史 | Peoples
K29 地方史志 | Local history
K3 亚洲史 | Asia
K4 非洲史 | Africa
K5 欧洲史 | Europe
K6 大洋洲史 | Oceania
K7 美洲史 | Americas
K81 传记 | Lives
K82 中国人物传记 | Lives: China
K83 各国人物传记 | Lives: other countries
K85 文物、考古 | Archaeology
K87 中国文物、考古 | Archaeology: China
K89 风俗习惯 | Customs
K9 地理 | Geography
K90 地理学 | Geography in general
K91 世界地理 | World
K92 中国地理 | China
K99 地图 | Maps
N 自然科学总论 | Natural sciences in general
N0 理论与方法论 | Theory
N1 概况、进展 | Surveys
N2 机构、团体、会议 | Institutions, societies, meetings
N3 研究方法 | Methods
N4 教育与普及 | Teaching
N5 丛书、文集 | Collections
N6 参考工具书 | Reference books
N8 考察 | Expeditions
N91 自然研究、博物 | Natural history
N93 非线性科学 | Non-linear science
N94 系统科学 | Systems
O 数理科学和化学 | Mathematics, physics, chemistry
O1 数学 | Mathematics
O3 力学 | Mechanics
O4 物理 | Physics
O6 化学 | Chemistry
O7 晶体学 | Crystals
P 天文学、地球科学 | Astronomy, earth sciences
P1 天文 | Astronomy
P2 测绘 | Surveying and mapping
P3 地球物理 | Geophysics
P4 气象 | Weather
P5 地质 | Geology
P6 矿产 | Minerals
P7 海洋 | Oceans
P9 自然地理 | Physical geography
Q 生物科学 | Life sciences
Q1 普通生物学 | Biology
Q2 细胞 | Cells
Q3 遗传 | Heredity
Q4 生理 | Physiology
Q5 生物化学 | Biochemistry
Q6 生物物理 | Biophysics
Q7 分子生物学 | Molecular biology
Q81 生物工程 | Biotechnology
Q91 古生物 | Fossils
Q93 微生物 | Microbes
Q94 植物 | Plants
Q95 动物 | Animals
Q96 昆虫 | Insects
Q98 人类学 | Humans
R 医药、卫生 | Medicine, health
R1 预防、卫生 | Prevention and hygiene
R2 中医中药 | Chinese medicine
R3 基础医学 | Basic medicine
R4 临床医学 | Clinical medicine
R5 内科 | Internal medicine
R6 外科 | Surgery
R71 妇产科 | Gynaecology, obstetrics
R72 儿科 | Children
R73 肿瘤 | Tumours
R74 神经、精神 | Nerves and mind
R75 皮肤 | Skin
R76 耳鼻咽喉 | Ear, nose, throat
R77 眼科 | Eyes
R78 口腔 | Teeth
R8 特种医学 | Special medicine
R9 药学 | Drugs
S 农业科学 | Agriculture
S1 农业基础 | Foundations
S2 农业工程 | Engineering
S3 农学 | Farming
S4 植物保护 | Plant protection
S5 农作物 | Crops
S6 园艺 | Gardening
S7 林业 | Forestry
S8 畜牧、兽医、蚕、蜂 | Animals, silkworms, bees
S9 水产 | Fishery
T 工业技术 | Technology
TB 一般工业技术 | General
TD 矿业 | Mining
TE 石油、天然气 | Oil and gas
TE1 地质与勘探 | Geology and exploration
TE2 钻井 | Drilling
TE3 开发与开采 | Production
TE4 油气田建设 | Field construction
TE5 海上油气田 | Offshore
TE6 加工 | Refining
TE8 储运 | Storage and transport
TE9 设备与自动化 | Equipment
TF 冶金 | Metallurgy
TG 金属工艺 | Metalworking
TH 机械、仪表 | Machines, instruments
TJ 武器 | Weapons
TK 能源与动力 | Energy
TL 原子能 | Atomic energy
TM 电工 | Electrical engineering
TN 电子、通信 | Electronics, communications
TP 自动化、计算机 | Automation, computers
TP1 自动化理论 | Theory of automation
TP2 自动化设备 | Equipment
TP3 计算机 | Computers
TP7 遥感 | Remote sensing
TP8 远动 | Remote control
TQ 化工 | Chemical industry
TS 轻工、手工、生活服务 | Light industry, crafts, daily life
TS1 纺织 | Textiles
TS2 食品 | Food
TS8 印刷 | Printing
TS9 其他轻工、家务烹饪 | Other, cooking and housekeeping
TU 建筑 | Building
TV 水利 | Water engineering
U 交通运输 | Transport
U1 综合运输 | In general
U2 铁路 | Railways
U4 公路 | Roads
U6 水路 | Waterways
V 航空、航天 | Aviation, space
V1 研究与探索 | Research
V2 航空 | Aviation
V4 航天 | Space
X 环境科学、安全科学 | Environment, safety
X1 环境基础理论 | Theory
X2 社会与环境 | Society and environment
X3 环境保护管理 | Protection
X4 灾害 | Disasters
X5 污染及防治 | Pollution
X7 废物处理 | Waste
X8 环境监测 | Monitoring
X9 安全科学 | Safety
Z 综合性图书 | General works
Z1 丛书 | Series
Z2 百科全书、类书 | Encyclopaedias
Z3 辞典 | Dictionaries
Z4 文集、杂著 | Collected writings
Z5 年鉴 | Yearbooks
Z6 期刊 | Periodicals
Z8 目录、文摘、索引 | Catalogues, abstracts, indexes
`;

/** In the order of the shelf: each node before those below it. */
export const classNodes: readonly ClassNode[] = rows
  .trim()
  .split("\n")
  .map((row) => {
    const [, code = "", zh = "", en = ""] = /^(\S+) (.+) \| (.+)$/.exec(row) ?? [];
    return { class: code, zh, en };
  });

const byClass = new Map(classNodes.map((node) => [node.class, node]));

export const nodeOf = (code: string): ClassNode | null => byClass.get(code) ?? null;

/** What a class is called, the language's own where it has one. */
export const nameOfClass = ({ zh, en }: ClassNode, locale: string) => (locale === "zh-CN" ? zh : en);

/** The same by its sign; nothing for one the tree does not tell. */
export function classNamed(code: string, locale: string): string {
  const node = nodeOf(code);
  return node ? nameOfClass(node, locale) : "";
}

/** The nodes a number lies under, from the letter down. */
export const pathOf = (code: string): ClassNode[] =>
  Array.from({ length: code.length }, (_, n) => byClass.get(code.slice(0, n + 1)) ?? []).flat();

/** The next nodes below one, or the main classes. */
export function below(code: string | null): ClassNode[] {
  const parentOf = (of: string) => pathOf(of.slice(0, -1)).at(-1)?.class ?? null;
  return classNodes.filter((node) => parentOf(node.class) === code);
}

/** Nodes whose number begins so, or that are called so. */
export function nodesCalled(words: string): ClassNode[] {
  const said = words.normalize("NFKC").trim().toUpperCase();
  if (said === "") return [];
  return classNodes.filter(
    ({ class: code, zh, en }) =>
      code.startsWith(said) || zh.includes(said) || en.toUpperCase().includes(said),
  );
}
