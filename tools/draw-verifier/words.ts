/** What a check found, in the words of the verifier: Chinese, and English below. It stands alone, so its words are in it. */
import type { ChoiceResult, DrawList, Fault, Finding, Report, ValueFault } from "#libs/draw";

export interface Line {
  zh: string;
  en: string;
}

type State = "right" | "wrong" | "open";

export interface Told {
  verdict: { is: State; line: Line };
  steps: { is: State; title: Line; lines: Line[] }[];
  /** What became of the entry asked for. */
  own: Line[];
}

export const stateWords: Record<State, Line> = {
  right: { zh: "正确", en: "Right" },
  wrong: { zh: "有误", en: "Wrong" },
  open: { zh: "待核对", en: "To compare" },
};

const titles: Record<Report["checks"][number]["step"], Line> = {
  form: { zh: "文件", en: "The file" },
  list: { zh: "抽签清单", en: "The list" },
  times: { zh: "时间先后", en: "The times" },
  secret: { zh: "密钥与承诺值", en: "Secret and commitment" },
  value: { zh: "公开数", en: "The public value" },
  seed: { zh: "随机种子", en: "The seed" },
  results: { zh: "抽签结果", en: "The results" },
};

/** More findings of one step than this are counted, not told. */
const mostLines = 20;

/** The whole report in words; `number` is an entry number, or null when none was asked for. */
export function tell(report: Report, number: string | null): Told {
  const { checks, list } = report;
  return {
    verdict: verdictOf(report),
    steps: checks.map(({ step, is, findings }) => {
      const told = findings.slice(0, mostLines).map((finding) => findingLine(finding, list));
      const more = findings.length - told.length;
      if (more > 0) told.push({ zh: `此外还有 ${more} 处。`, en: `And ${more} more.` });
      return { is, title: titles[step], lines: is === "right" ? [rightLine(step, report)] : told };
    }),
    own: number === null || !list ? [] : ownLines(report, list, number),
  };
}

function verdictOf({ checks, outcome }: Report): Told["verdict"] {
  const wrong = checks.filter(({ is }) => is === "wrong");
  if (wrong.length > 0) {
    const names = wrong.map(({ step }) => titles[step]);
    return {
      is: "wrong",
      line: {
        zh: `核验未通过：${names.map(({ zh }) => zh).join("、")}有误。`,
        en: `Not verified. Wrong: ${names.map(({ en }) => en.toLowerCase()).join(", ")}.`,
      },
    };
  }
  if (!outcome)
    return {
      is: "open",
      line: { zh: "清单可读，尚未抽签。", en: "The list is readable; it has not been drawn yet." },
    };
  if (checks.every(({ is }) => is === "right"))
    return {
      is: "right",
      line: {
        zh: "核验通过：按公布的清单、密钥和公开数重新抽签，结果完全一致。",
        en: "Verified: drawn again from the announced list, the secret and the public value, the results are the same.",
      },
    };
  return {
    is: "open",
    line: {
      zh: "文件前后一致，重新抽签结果相同。还请您核对下面标为“待核对”的内容。",
      en: "The file agrees with itself and drawing again gives the same results. Please compare what is marked “To compare” below.",
    },
  };
}

function rightLine(step: Report["checks"][number]["step"], { hash, list, outcome }: Report): Line {
  const entries = list?.entries.length ?? 0;
  switch (step) {
    case "form":
      return {
        zh: "格式完整。除随机抽签号外，不含任何个人信息。",
        en: "Complete and in the form of a draw. Nothing about persons but random entry numbers.",
      };
    case "list":
      return {
        zh: `与您给出的一致。共 ${entries} 个抽签号，哈希值 ${grouped(hash)}。`,
        en: `As you know it: ${entries} entries, hash ${grouped(hash)}.`,
      };
    case "times":
      return {
        zh: `${shown(list?.frozenAt)} 锁定清单，${shown(list?.value.knownFrom)} 起才可能知道公开数，${shown(outcome?.drawnAt)} 抽签，最迟 ${shown(list?.revealBy)} 公布。`,
        en: `Frozen ${shown(list?.frozenAt)}; value not known before ${shown(list?.value.knownFrom)}; drawn ${shown(outcome?.drawnAt)}; to be made public by ${shown(list?.revealBy)}.`,
      };
    case "secret":
      return {
        zh: "公布的密钥正是抽签前承诺的那一个，没有换过。",
        en: "The secret is the one committed to before the draw.",
      };
    case "value":
      return {
        zh: `与您查到的一致：${list?.value.source}，${outcome?.value}。`,
        en: `As you looked it up: ${outcome?.value} (${list?.value.source}).`,
      };
    case "seed":
      return {
        zh: `由密钥、清单和公开数算出，与公布的相同：${grouped(outcome?.seed)}。`,
        en: `Follows from secret, list and public value: ${grouped(outcome?.seed)}.`,
      };
    case "results":
      return {
        zh: `重新抽签，${entries} 个抽签号的签序、结果和原因全部相同。`,
        en: `Drawn again: rank, result and reason of all ${entries} entries are the same.`,
      };
  }
}

/** A hash in groups of eight: it is compared by eye with one on a notice, or read aloud. */
function grouped(hash = ""): string {
  return hash.replace(/(.{8})(?=.)/g, "$1 ");
}

/** `2027-03-18T21:15:00+08:00` as people read it; the offset is told where it is not Beijing's. */
function shown(instant = ""): string {
  const time = instant.slice(0, 19).replace("T", " ");
  return instant.endsWith("+08:00") ? time : `${time} (${instant.slice(19)})`;
}

function findingLine(finding: Finding, list: DrawList | null): Line {
  switch (finding.id) {
    case "not-json":
      return {
        zh: "这不是抽签文件，或者文件不完整。请重新下载。",
        en: "This is not a file of a draw, or not the whole of it. Please download it again.",
      };
    case "fault":
      return faultLine(finding.fault);
    case "not-exact":
      return {
        zh: "文件被改写过：内容或排列与抽签系统写出的不同。请重新下载原文件。",
        en: "The file was rewritten: it is not byte for byte what the draw writes. Please download the original.",
      };
    case "not-stated":
      return {
        zh: `清单在锁定之后被改动。按现在的清单算得 ${grouped(finding.hash)}，抽签所用的是 ${grouped(finding.stated)}。`,
        en: `The list was altered after freezing. As it stands its hash is ${grouped(finding.hash)}; the draw used ${grouped(finding.stated)}.`,
      };
    case "not-announced":
      return {
        zh: `清单不是公布的那一份。它的哈希值是 ${grouped(finding.hash)}，您输入的是 ${grouped(finding.announced)}。`,
        en: `This is not the announced list. Its hash is ${grouped(finding.hash)}; you typed ${grouped(finding.announced)}.`,
      };
    case "compare-hash":
      return {
        zh: `请与抽签前公布的哈希值核对，应当逐字相同：${grouped(finding.hash)}`,
        en: `Compare with the hash announced before the draw; it must be the same, letter by letter: ${grouped(finding.hash)}`,
      };
    case "kept-unreadable":
      return { zh: "您保存的清单读不出来。", en: "The list you kept cannot be read." };
    case "terms-changed":
      return {
        zh: `与您保存的清单相比，${termName(finding.field).zh}被改动。`,
        en: `Against the list you kept, ${termName(finding.field).en} changed.`,
      };
    case "entry-added":
      return {
        zh: `与您保存的清单相比，多出抽签号 ${finding.number}。`,
        en: `Against the list you kept, entry ${finding.number} was added.`,
      };
    case "entry-removed":
      return {
        zh: `与您保存的清单相比，少了抽签号 ${finding.number}。`,
        en: `Against the list you kept, entry ${finding.number} is missing.`,
      };
    case "entry-changed":
      return {
        zh: `与您保存的清单相比，抽签号 ${finding.number} 的${termName(finding.field).zh}由 ${finding.was} 改为 ${finding.now}。`,
        en: `Against the list you kept, ${termName(finding.field).en} of entry ${finding.number} changed from ${finding.was} to ${finding.now}.`,
      };
    case "too-early":
      return {
        zh: `抽签时间 ${shown(finding.drawnAt)} 早于公开数可能产生的时间 ${shown(finding.knownFrom)}。`,
        en: `Drawn ${shown(finding.drawnAt)}, before the public value can be known (${shown(finding.knownFrom)}).`,
      };
    case "too-late":
      return {
        zh: `抽签时间 ${shown(finding.drawnAt)} 晚于承诺的最迟公布时间 ${shown(finding.revealBy)}。`,
        en: `Drawn ${shown(finding.drawnAt)}, later than promised (${shown(finding.revealBy)}).`,
      };
    case "another-secret":
      return {
        zh: "公布的密钥与抽签前的承诺值不符：密钥被换过。",
        en: "The secret does not fit the commitment made before the draw: it is another one.",
      };
    case "value-form":
      return valueFaultLine(finding.fault, {
        zh: "文件中的公开数不合约定的形式：",
        en: "The public value in the file is not of the announced form: ",
      });
    case "known-value-form":
      return valueFaultLine(finding.fault, {
        zh: "您输入的公开数不合约定的形式：",
        en: "The public value you typed is not of the announced form: ",
      });
    case "another-value":
      return {
        zh: `公开数与您查到的不同：文件写的是 ${finding.value}，您输入的是 ${finding.known}。`,
        en: `The public value is another: the file says ${finding.value}, you typed ${finding.known}.`,
      };
    case "compare-value":
      return {
        zh: `请到官方渠道查“${finding.source}”，应当是 ${finding.value}`,
        en: `Look up “${finding.source}” at its own source; it must be ${finding.value}`,
      };
    case "another-seed":
      return {
        zh: `种子不是由公布的密钥、清单和公开数算出的：其中公开数或种子被改动。应为 ${grouped(finding.seed)}，文件写的是 ${grouped(finding.stated)}。`,
        en: `The seed does not follow from secret, list and public value: the value or the seed was altered. It should be ${grouped(finding.seed)}; the file says ${grouped(finding.stated)}.`,
      };
    case "result-missing":
      return {
        zh: `清单中有抽签号 ${finding.number}，结果中没有。`,
        en: `Entry ${finding.number} is in the list and has no result.`,
      };
    case "result-invented":
      return {
        zh: `抽签号 ${finding.number} 的结果多余：清单中没有这个号，或者结果出现了两次。`,
        en: `A result of entry ${finding.number} too many: it is not in the list, or told twice.`,
      };
    case "result-changed": {
      const told = (result: typeof finding.right, language: keyof Line) =>
        [
          language === "zh" ? `签序 ${result.rank}` : `rank ${result.rank}`,
          ...result.choices.map((one) => choiceLine(one, list)[language]),
        ].join(language === "zh" ? "，" : ", ");
      return {
        zh: `抽签号 ${finding.number} 的结果被改动。应为：${told(finding.right, "zh")}。文件写的是：${told(finding.published, "zh")}。`,
        en: `The result of entry ${finding.number} was altered. It should be: ${told(finding.right, "en")}. The file says: ${told(finding.published, "en")}.`,
      };
    }
    case "not-drawn":
      return { zh: "尚未抽签。", en: "Not drawn yet." };
    case "earlier-wrong":
      return {
        zh: "前面有误，这一步无从核对。",
        en: "Cannot be checked, because something before it is wrong.",
      };
  }
}

/** A class or a group by its title. */
function titleOf(id: string, list: DrawList | null): string {
  const named = [...(list?.classes ?? []), ...(list?.groups ?? [])].find((one) => one.id === id);
  return named ? `“${named.title}”` : id;
}

function choiceLine(choice: ChoiceResult, list: DrawList | null): Line {
  const name = titleOf(choice.class, list);
  switch (choice.is) {
    case "given":
      return choice.from === "open"
        ? { zh: `${name}中签`, en: `${name}: a place` }
        : {
            zh: `${name}中签（${titleOf(choice.from, list)}预留名额）`,
            en: `${name}: a place (reserved for ${titleOf(choice.from, list)})`,
          };
    case "waiting":
      return choice.left === 0
        ? {
            zh: `${name}名额已满，候补第 ${choice.turn} 位`,
            en: `${name}: full, number ${choice.turn} of the waiting list`,
          }
        : {
            zh: `${name}轮到时只剩 ${choice.left} 个名额，同行的人坐不下，候补第 ${choice.turn} 位`,
            en: `${name}: ${choice.left} left at its turn, too few for all who come together, number ${choice.turn} of the waiting list`,
          };
    case "enough":
      return { zh: `${name}不再需要：已得到更想要的`, en: `${name}: not needed, has what it wants more` };
    case "overlaps":
      return {
        zh: `${name}与已中签的${titleOf(choice.with, list)}时间冲突`,
        en: `${name}: at the same hours as ${titleOf(choice.with, list)}, which it has`,
      };
  }
}

function ownLines({ checks, outcome, results }: Report, list: DrawList, number: string): Line[] {
  const entry = list.entries.find((one) => one.number === number);
  if (!entry) return [{ zh: `清单中没有抽签号 ${number}。`, en: `Entry ${number} is not in the list.` }];
  const names = (ids: string[]) => ids.map((id) => titleOf(id, list)).join(" ");
  const lines = [
    {
      zh: `抽签号 ${number} 在清单中：${entry.size} 人，权重 ${entry.weight}，志愿 ${names(entry.choices)}${entry.groups.length > 0 ? `，可用预留名额 ${names(entry.groups)}` : ""}。`,
      en: `Entry ${number} is in the list: ${entry.size} ${entry.size === 1 ? "person" : "people"}, weight ${entry.weight}, choices ${names(entry.choices)}${entry.groups.length > 0 ? `, reserved places of ${names(entry.groups)}` : ""}.`,
    },
  ];
  const right = results?.find((one) => one.number === number);
  if (!right || !outcome) return [...lines, { zh: "尚未抽签。", en: "Not drawn yet." }];
  if (checks.some(({ is }) => is === "wrong")) {
    lines.push({
      zh: "文件有误，以下只是按文件现在的内容重新抽签所得：",
      en: "The file is wrong; what follows is only what drawing again from it as it stands gives:",
    });
  }
  return [
    ...lines,
    {
      zh: `签序第 ${right.rank} 位，共 ${list.entries.length} 位。`,
      en: `Rank ${right.rank} of ${list.entries.length}.`,
    },
    ...right.choices.map((one) => {
      const { zh, en } = choiceLine(one, list);
      return { zh: `${zh}。`, en: `${en}.` };
    }),
  ];
}

function termName(field: string): Line {
  const names: Record<string, Line> = {
    version: { zh: "抽签方法版本", en: "the version" },
    title: { zh: "名称", en: "the title" },
    frozenAt: { zh: "锁定时间", en: "the time of freezing" },
    commitment: { zh: "承诺值", en: "the commitment" },
    value: { zh: "公开数的约定", en: "what was agreed on the public value" },
    revealBy: { zh: "最迟公布时间", en: "the latest time of revealing" },
    most: { zh: "最多可得数", en: "how many it may get" },
    groups: { zh: "预留对象", en: "the groups" },
    classes: { zh: "名额", en: "the places" },
    overlaps: { zh: "时间冲突的约定", en: "the overlaps" },
    number: { zh: "抽签号", en: "the number" },
    weight: { zh: "权重", en: "the weight" },
    size: { zh: "人数", en: "the number of people" },
    choices: { zh: "志愿", en: "the choices" },
  };
  return names[field] ?? { zh: field, en: field };
}

function faultLine({ id, at }: Fault): Line {
  const words: Record<Fault["id"], Line> = {
    "draw.shape": { zh: "内容不合规定", en: "not as it must be" },
    "draw.unknown-field": { zh: "抽签文件里不该有这一项", en: "a file of a draw has no such field" },
    "draw.twice": { zh: "重复", en: "stands twice" },
    "draw.no-such-class": { zh: "没有这个班次", en: "no such class" },
    "draw.no-such-group": { zh: "没有这个预留对象", en: "no such group" },
    "draw.reserved-over-places": { zh: "预留名额多于名额", en: "more reserved than there are places" },
    "draw.size-over-places": { zh: "人数多于名额", en: "more people than places" },
    "draw.most-over-limit": { zh: "超过每人上限", en: "over the limit" },
    "draw.overlaps-itself": { zh: "与自己冲突", en: "overlaps itself" },
    "draw.times-out-of-order": {
      zh: "锁定、公开数、公布三个时间的先后不对",
      en: "freezing, value and revealing are out of order",
    },
    "draw.value-too-weak": {
      zh: "公开数可能的结果太少，可被操纵",
      en: "the public value has too few possibilities and could be steered",
    },
    "draw.sizes-with-reserved-classes": {
      zh: "多个班次有预留名额时，每个抽签号只能是一人",
      en: "several classes with reserved places take entries of one person only",
    },
  };
  const { zh, en } = words[id];
  return { zh: `${zh}：${at || "/"}`, en: `${en}: ${at || "/"}` };
}

function valueFaultLine(fault: ValueFault, lead: Line): Line {
  switch (fault.id) {
    case "value.characters":
      return {
        zh: `${lead.zh}不应有“${fault.found}”。`,
        en: `${lead.en}“${fault.found}” does not belong in it.`,
      };
    case "value.count":
      return {
        zh: `${lead.zh}应有 ${fault.asked} 个数，实有 ${fault.found} 个。`,
        en: `${lead.en}${fault.asked} numbers expected, ${fault.found} found.`,
      };
    case "value.range":
      return {
        zh: `${lead.zh}${fault.found} 不在 ${fault.from} 至 ${fault.to} 之间。`,
        en: `${lead.en}${fault.found} is not from ${fault.from} to ${fault.to}.`,
      };
    case "value.repeated":
      return { zh: `${lead.zh}${fault.found} 出现了两次。`, en: `${lead.en}${fault.found} stands twice.` };
  }
}
