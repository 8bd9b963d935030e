import assert from "node:assert/strict";
import { test } from "node:test";
import { aRecord } from "../../testing.ts";
import { describe } from "../describing/describe.ts";
import { gbt7714 } from "./gbt7714.ts";

const cited = (lines: string) =>
  gbt7714(describe(aRecord("01024nam a2200265 a 4500", lines)), { url: "", on: "2026-11-30" });

test("European names are cited by family name and initials, others as they are", () => {
  for (const [lines, is] of [
    [
      "100 1 $aПушкин, Александр Сергеевич,$d1799-1837\n245 10$aЕвгений Онегин\n260   $aМосква :$bНаука,$c1999",
      "ПУШКИН А С. Евгений Онегин[M]. Москва: Наука, 1999.",
    ],
    [
      "100 1 $aKnuth, Donald E.\n245 10$aThe TeXbook\n250   $a3rd ed.\n260   $aReading :$bAddison-Wesley,$c1986",
      "KNUTH D E. The TeXbook[M]. 3rd ed. Reading: Addison-Wesley, 1986.",
    ],
    ["100 1 $a鲁迅\n245 10$a呐喊\n250   $a第1版", "鲁迅. 呐喊[M]."],
    ["100 1 $a鲁迅\n245 10$a呐喊\n250   $a第 12 版（修订）", "鲁迅. 呐喊[M]. 12版（修订）."],
    ["100 0 $aVoltaire\n245 10$aCandide", "VOLTAIRE. Candide[M]."],
    ["110 2 $aUnited Nations, Library\n245 10$aReports", "United Nations, Library. Reports[M]."],
    ["100 1 $aيۈسۈپ خاس ھاجىپ\n245 10$aقۇتادغۇ بىلىك", "يۈسۈپ خاس ھاجىپ. قۇتادغۇ بىلىك[M]."],
  ] as const)
    assert.equal(cited(lines), is);
});
