import { Calendar, type CalendarDay } from "../calendar.tsx";
import { EventList, EventRow, PlaceCard, PlaceList } from "../event-row.tsx";
import { WeekHours } from "../hours.tsx";
import { Facts, Pager, Steps, Table, Tabs } from "../list.tsx";
import { State, Tag } from "../state.tsx";

const weekdays = ["一", "二", "三", "四", "五", "六", "日"];
const notes: Record<number, string> = { 7: "大雪", 18: "冰雪季开幕", 22: "冬至" };

// December 2026 begins on a Tuesday.
const december: CalendarDay[] = Array.from({ length: 35 }, (_, at) => {
  const day = at;
  const outside = day < 1 || day > 31;
  const shown = day < 1 ? 30 : day > 31 ? day - 31 : day;
  const month = day < 1 ? "11" : day > 31 ? "01" : "12";
  const year = day > 31 ? 2027 : 2026;
  const count = outside ? 0 : (day * 7) % 5;
  return {
    date: `${year}-${month}-${String(shown).padStart(2, "0")}`,
    day: shown,
    label: `12月${shown}日，${count} 场活动`,
    count,
    ...(outside && { outside }),
    ...(count > 0 && { href: `/calendar/2026-12-${shown}` }),
    ...(day === 14 && { today: true }),
    ...(notes[day] && !outside && { note: notes[day] }),
  };
});

/** Rows, cards, hours, facts, tables and the calendar. */
export function ListExamples() {
  return (
    <>
      <p className="row">
        <State kind="open">开放中，21:00 关门</State>
        <State kind="soon">即将关门，18:00</State>
        <State kind="closed">已关门，明天 10:00 开</State>
        <State kind="refused">未通过</State>
        <State kind="moment">10:00 放票</State>
        <Tag>示例</Tag>
      </p>
      <EventList label="活动示例">
        <EventRow
          href="#a"
          time={{ day: "6月12日 周五", from: "19:30", to: "21:00", iso: "2026-06-12T19:30+08:00" }}
          title="冬不拉与合唱：草原上的夜"
          series="克拉玛依之春"
          place="市文化馆 小剧场"
          walk={{ minutes: 9, estimate: true }}
          left={{ count: 42, kind: "open", word: "预约中" }}
        />
        <EventRow
          href="#b"
          time={{ day: "6月13日 周六", from: "10:00", iso: "2026-06-13T10:00+08:00" }}
          title="ئۇيغۇر مۇقام ئاخشىمى"
          lang="ug"
          place="独山子区文化馆"
          left={{ kind: "closed", word: "已满，可候补" }}
          mark="改期"
        />
      </EventList>
      <PlaceList columns={2}>
        <PlaceCard
          href="#p"
          name="克拉玛依市图书馆"
          kind={{ code: "library", word: "图书馆" }}
          where="迎宾街道"
          walk={{ minutes: 14 }}
          state={{ kind: "open", word: "开放中，21:00 关门" }}
        />
        <PlaceCard
          href="#q"
          name="白碱滩区 职工书屋"
          kind={{ code: "workers-book-house", word: "职工书屋" }}
          where="中兴路街道"
          state={{ kind: "closed", word: "已关门，明天 10:00 开" }}
        />
      </PlaceList>
      <WeekHours
        caption="开放时间（11月23日至29日）"
        now="17:05"
        days={[
          {
            weekday: "周一",
            date: "11月23日",
            today: true,
            spans: [
              { from: "10:00", to: "14:00" },
              { from: "16:00", to: "21:00" },
            ],
          },
          { weekday: "周二", date: "11月24日", spans: [] },
          { weekday: "周三", date: "11月25日", spans: [{ from: "10:00", to: "21:00" }] },
          { weekday: "周四", date: "11月26日", spans: [{ from: "10:00", to: "21:00" }] },
          {
            weekday: "周五",
            date: "11月27日",
            spans: [{ from: "12:00", to: "18:00" }],
            exception: "设备检修",
          },
          { weekday: "周六", date: "11月28日", spans: [{ from: "09:00", to: "22:00" }] },
          { weekday: "周日", date: "11月29日", spans: [{ from: "09:00", to: "22:00" }] },
        ]}
      />
      <Facts
        items={[
          { term: "时间", value: "6月12日 周五 19:30–21:00" },
          { term: "地点", value: <a href="#place">市文化馆 小剧场</a> },
          { term: "谁能来", value: "12 岁以上。每人每月最多预约 5 次。" },
        ]}
      />
      <Tabs
        label="视图"
        items={[
          { href: "#now", label: "现在", current: true, count: 4 },
          { href: "#today", label: "今天", count: 9 },
          { href: "#weekend", label: "周末" },
        ]}
      />
      <Table
        caption="四个区的设施（示例）"
        columns={[
          { key: "name", label: "区" },
          { key: "places", label: "设施", numeric: true, sort: "#places", sorted: "descending" },
          { key: "open", label: "此刻开放", numeric: true, sort: "#open" },
          { key: "people", label: "覆盖人口", numeric: true },
          { key: "state", label: "状态" },
        ]}
        rows={[
          {
            key: "kl",
            cells: [
              "克拉玛依区",
              "812",
              "143",
              "301,205",
              <State key="s" kind="open">
                达标
              </State>,
            ],
          },
          {
            key: "ds",
            cells: [
              "独山子区",
              "214",
              "40",
              "88,410",
              <State key="s" kind="open">
                达标
              </State>,
            ],
          },
          {
            key: "bj",
            cells: [
              "白碱滩区",
              "236",
              "38",
              "79,330",
              <State key="s" kind="soon">
                待复核
              </State>,
            ],
          },
          {
            key: "we",
            cells: [
              "乌尔禾区",
              "75",
              "9",
              "21,403",
              <State key="s" kind="refused">
                缺 1 项
              </State>,
            ],
          },
        ]}
      />
      <Pager page={3} pages={12} hrefOf={(page) => `#page-${page}`} total="共 234 处" />
      <Steps
        label="发布进度"
        steps={[
          { label: "拟稿", state: "done", note: "阿依努尔 11月20日" },
          { label: "初审", state: "done" },
          { label: "复审", state: "current", note: "等待王敏" },
          { label: "发布", state: "later" },
        ]}
      />
      <Calendar
        title="2026年12月"
        weekdays={weekdays.map((short) => ({ short, full: `星期${short}` }))}
        weeks={[0, 7, 14, 21, 28].map((from) => december.slice(from, from + 7))}
        before={{ href: "#before", label: "2026年11月" }}
        after={{ href: "#after", label: "2027年1月" }}
      />
    </>
  );
}
