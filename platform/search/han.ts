import traditionalToSimplified from "opencc-js/dict/TSCharacters";

/** A Han character as it is looked up: compatibility forms and radicals unified (NFKC), traditional as simplified. */
export function foldHan(character: string): string {
  simplified ??= readPairs();
  const folded = simplified.get(character);
  if (folded !== undefined) return folded;
  // The block most Han are of has no other form of any of them.
  if (character >= "\u4e00" && character <= "\u9fff") return character;
  const normal = character.normalize("NFKC");
  return normal === character ? character : (simplified.get(normal) ?? normal);
}

/** Written for each other in books, and two characters to the table: 钱锺书 and 钱钟书, 著作 and 着作. */
const variants = [
  "锺钟",
  "著着",
  "馀余",
  "瞭了",
  "祇只",
  "牠它",
  "妳你",
  "淸清",
  "靑青",
  "畧略",
  "隣邻",
  "氷冰",
  "塲场",
  "歩步",
  "剣剑",
];

let simplified: Map<string, string> | undefined;

/** Read when the first text is folded: 4 ms and 300 KB that a process without search need not spend. */
function readPairs(): Map<string, string> {
  const map = new Map<string, string>();
  for (const pair of traditionalToSimplified.split("|")) {
    const [from = "", to = ""] = pair.split(" ");
    if (from !== to) map.set(from, to);
  }
  for (const pair of variants) map.set(pair.slice(0, 1), pair.slice(1));
  // 薴 → 苧 → 苎: what is folded once must not fold further, or index and query would disagree.
  for (const [from, to] of map) {
    let end = to;
    for (let next = map.get(end); next !== undefined && next !== from; next = map.get(end)) end = next;
    map.set(from, end);
  }
  return map;
}
