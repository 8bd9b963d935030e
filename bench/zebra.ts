/** Zebra, the index many libraries search their catalogue with, where it is installed: how fast it takes records in. */
import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Words and phrases by ICU, as diacritics and Han need them. */
const settings = (modules: string) => `profilePath: .:/usr/share/idzebra-2.0/tab
modulePath: ${modules}
attset: bib1.att
recordtype: grs.marcxml.bench
recordId: (bib1,Local-number)
storeKeys: 1
storeData: 1
encoding: utf-8
register: register:20G
lockDir: lock
memMax: 512
index: icu.idx
`;

/** What librarians search by, and everything under "any". */
const fields = `name bench
encoding utf-8
attset bib1.att
marc usmarc.mar
xpath disable
all any
melm 001 Local-number
melm 020 ISBN
melm 022 ISSN
melm 100 author,author:p
melm 110 author,author:p
melm 111 author
melm 245$c author
${[130, 240, 245, 246, 440, 490, 730, 740, 830].map((tag) => `melm ${tag} title,title:p`).join("\n")}
${[600, 610, 650, 651].map((tag) => `melm ${tag} subject-heading,subject-heading:p`).join("\n")}
${[700, 710, 711].map((tag) => `melm ${tag} author`).join("\n")}
`;

/** Records in a second of its `zebraidx update`, by the clock; null where it is not installed. */
export function zebraPerSecond(
  file: string,
  { count, folder }: { count: number; folder: string },
): number | null {
  const [module] = globSync("/usr/lib/{*/,}idzebra-2.0/modules/mod-grs-marc.so");
  if (!module) return null;
  const cwd = join(folder, "zebra");
  for (const name of ["register", "lock", "records"]) mkdirSync(join(cwd, name), { recursive: true });
  writeFileSync(join(cwd, "zebra.cfg"), settings(dirname(module)));
  writeFileSync(join(cwd, "bench.abs"), fields);
  symlinkSync(file, join(cwd, "records", "records.mrc"));
  const zebra = (...args: string[]) =>
    spawnSync("zebraidx", ["-c", "zebra.cfg", ...args], { cwd, encoding: "utf8" });
  zebra("init");
  const before = performance.now();
  const { stderr } = zebra("-n", "update", "records");
  const seconds = (performance.now() - before) / 1000;
  const taken = [...stderr.matchAll(/Records: (\d+) i\/u\/d/g)].at(-1)?.[1];
  if (Number(taken) !== count)
    throw new Error(`zebraidx took ${taken ?? "no"} of ${count} records: ${stderr.slice(-500)}`);
  return count / seconds;
}
