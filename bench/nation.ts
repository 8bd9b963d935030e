/** The divisions of a whole nation, made up: as many on each level as the statistics bureau lists, with codes that moved and codes that ended. */
import { seededRandom } from "#platform/testing";

export interface Nation {
  rows(): AsyncGenerator<Uint8Array>;
  divisions: number;
  moved: number;
  dissolved: number;
}

const provinces = 31;
const citiesEach = 11;
const districtsEach = 8;
const streetsEach = 15;
const communitiesEach = 16;
/** One street in so many got its code from elsewhere; one community in so many is no more. */
const movedOneIn = 200;
const dissolvedOneIn = 500;

const surnames = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨";
const two = (n: number) => String(n).padStart(2, "0");
const three = (n: number) => String(n).padStart(3, "0");

/** About seven hundred thousand rows, parents first, the same each time. */
export function nation(): Nation {
  const made = { divisions: 0, moved: 0, dissolved: 0 };
  for (const { moved, dissolved } of rowsOfNation()) {
    made.divisions++;
    if (moved) made.moved++;
    if (dissolved) made.dissolved++;
  }
  return {
    ...made,
    async *rows() {
      let text = "代码,名称,英文名称,类别,上级代码,起始日期,终止日期,原代码,变更方式,来源,备注\r\n";
      for (const { row } of rowsOfNation()) {
        text += row;
        if (text.length > 65_536) {
          yield Buffer.from(text);
          text = "";
        }
      }
      yield Buffer.from(text);
    },
  };
}

function* rowsOfNation(): Generator<{ row: string; moved?: true; dissolved?: true }> {
  const chance = seededRandom("nation");
  const row = (code: string, name: string, kind: string, more = ",,") => ({
    row: `${code},${name},,${kind},,${more},,demo,\r\n`,
  });
  const letter = (n: number) => surnames[n % surnames.length] ?? "";
  let street = 0;
  for (let p = 0; p < provinces; p++) {
    const province = String(11 + p);
    yield row(`${province}0000`, `${letter(p)}省`, "省");
    for (let c = 1; c <= citiesEach; c++) {
      const city = province + two(c);
      yield row(`${city}00`, `${letter(c)}州市`, "地级市");
      for (let d = 1; d <= districtsEach; d++) {
        const district = city + two(d);
        yield row(district, `${letter(c + d)}山区`, "区");
        for (let s = 1; s <= streetsEach; s++) {
          street++;
          const code = district + three(s);
          // What was a code of the neighbouring district until 2022 stands before it, ended on the day this one begins.
          if (street % movedOneIn === 0) {
            const former = district + three(900 + s);
            yield { ...row(former, `${letter(s)}${letter(d)}镇`, "镇", ",2022-01-01,") };
            yield { ...row(code, `${letter(s)}${letter(d)}镇`, "镇", `2022-01-01,,${former}`), moved: true };
          } else yield row(code, `${letter(s)}${letter(d)}路街道`, "街道");
          const communities = communitiesEach - 4 + ((chance(1)[0] ?? 0) % 9);
          for (let v = 1; v <= communities; v++) {
            const community = code + three(v);
            if ((street * 31 + v) % dissolvedOneIn === 0) {
              yield { ...row(community, `第${v}社区居委会`, "社区", ",2024-06-01,"), dissolved: true };
            } else yield row(community, `第${v}社区居委会`, "社区");
          }
        }
      }
    }
  }
}
