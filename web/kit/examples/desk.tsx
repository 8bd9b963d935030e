import { Button, ButtonLink } from "../button.tsx";
import { Pager, Table, Tabs } from "../list.tsx";
import { Notice } from "../notice.tsx";
import { ShellDesk } from "../shell.desk.tsx";
import { State } from "../state.tsx";

const people = [
  "阿依努尔·买买提",
  "王建国",
  "古丽娜尔",
  "李秀英",
  "叶尔肯",
  "张敏",
  "玛依拉",
  "刘雅斌",
  "陈晓",
  "巴合提",
];

/** A desk page made of kit parts: today's sessions at one culture centre. */
export function DeskExample() {
  return (
    <ShellDesk
      title="今天"
      section="today"
      organisation="克拉玛依市文化馆"
      actions={
        <>
          <ButtonLink href="#print" kind="quiet" icon="print">
            打印名单
          </ButtonLink>
          <Button icon="scan">开始签到</Button>
        </>
      }
    >
      <div className="stack">
        <Tabs
          label="场次"
          items={[
            { href: "#a", label: "19:30 冬不拉与合唱", current: true, count: 78 },
            { href: "#b", label: "20:00 老城影像", count: 55 },
            { href: "#c", label: "全部场次" },
          ]}
        />
        <Notice kind="attention">
          <p>19:15 后未到的 6 个名额会转给候补。</p>
        </Notice>
        <Table
          caption="预约名单"
          hideCaption
          columns={[
            { key: "name", label: "姓名", sort: "#name", sorted: "ascending" },
            { key: "size", label: "人数", numeric: true, sort: "#size" },
            { key: "pool", label: "名额" },
            { key: "no", label: "票号" },
            { key: "state", label: "状态" },
            { key: "do", label: "操作" },
          ]}
          rows={people.map((name, at) => ({
            key: name,
            cells: [
              <a key="n" href={`#claim-${at}`}>
                {name}
              </a>,
              String((at % 3) + 1),
              at % 4 ? "线上" : "现场",
              `K7 44${10 + at} ${310 + at * 7}`,
              at % 3 ? (
                <State key="s" kind="open">
                  已签到 19:{12 + at}
                </State>
              ) : (
                <State key="s" kind="soon">
                  未到
                </State>
              ),
              <Button key="d" kind="link">
                签到
              </Button>,
            ],
          }))}
        />
        <Pager page={1} pages={4} hrefOf={(page) => `#p${page}`} total="78 人，已到 51 人" />
      </div>
    </ShellDesk>
  );
}
