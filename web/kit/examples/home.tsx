import { Cover } from "../cover.tsx";
import { EventList, EventRow, PlaceCard, PlaceList } from "../event-row.tsx";
import { Tabs } from "../list.tsx";
import { Band, Doors, MapFrame, Section } from "../section.tsx";
import { ShellPortal } from "../shell.portal.tsx";

/** A home page made of kit parts, with invented content: the model for `front`. */
export function HomeExample({ map }: { map: string }) {
  return (
    <ShellPortal title="克拉玛依 · 公共文化服务" section="home" bands>
      <div className="page">
        <div className="dateline">
          <h1>11月23日 周一</h1>
          <p className="lead">
            现在 17:05，步行 15 分钟内开放 <strong>12</strong> 处，今晚还有 <strong>9</strong> 场活动。
          </p>
        </div>
        <Tabs
          label="时间"
          items={[
            { href: "/", label: "现在", current: true, count: 4 },
            { href: "/?when=today", label: "今天", count: 9 },
            { href: "/?when=weekend", label: "周末", count: 23 },
            { href: "/calendar", label: "日历" },
          ]}
        />
        <div className="split home-split">
          <div>
            <Section title="正在进行" more={{ href: "/events?when=now", label: "全部 4 场" }}>
              <EventList>
                <EventRow
                  href="/events/1"
                  time={{ from: "16:00", to: "18:00", iso: "2026-11-23T16:00+08:00" }}
                  title="剪纸与版画：冬至窗花"
                  series="燃情冰雪季 · 缤纷冰雪文化"
                  place="城南社区 居民活动室"
                  walk={{ minutes: 6, estimate: true }}
                  left={{ count: 3, kind: "open", word: "可现场入座" }}
                />
                <EventRow
                  href="/events/2"
                  time={{ from: "16:30", to: "17:30", iso: "2026-11-23T16:30+08:00" }}
                  title="绘本里的准噶尔：亲子共读"
                  place="克拉玛依市图书馆 少儿馆"
                  walk={{ minutes: 14, estimate: true }}
                  left={{ kind: "closed", word: "已满，可候补" }}
                />
              </EventList>
            </Section>
            <Section title="今晚" note="到 22:00" more={{ href: "/events?when=today", label: "今天全部" }}>
              <EventList>
                <EventRow
                  href="/events/3"
                  time={{ from: "19:30", to: "21:00", iso: "2026-11-23T19:30+08:00" }}
                  title="冬不拉与合唱：草原上的夜"
                  series="克拉玛依之冬 音乐会"
                  place="市文化馆 小剧场"
                  walk={{ minutes: 9, estimate: true }}
                  left={{ count: 42, kind: "open", word: "预约中" }}
                />
                <EventRow
                  href="/events/4"
                  time={{ from: "20:00", to: "21:30", iso: "2026-11-23T20:00+08:00" }}
                  title="老城影像：从黑油山到独山子，一座石油城的七十年"
                  place="克拉玛依博物馆 报告厅"
                  walk={{ minutes: 12, estimate: true }}
                  left={{ count: 5, kind: "soon", word: "名额不多" }}
                />
                <EventRow
                  href="/events/5"
                  time={{ from: "20:30", iso: "2026-11-23T20:30+08:00" }}
                  title="夜读：《额尔古纳河右岸》第三夜"
                  place="世纪公园 城市书屋"
                  walk={{ minutes: 4, estimate: true }}
                  left={{ kind: "moment", word: "11月24日 10:00 放票" }}
                  mark="改期"
                />
              </EventList>
            </Section>
          </div>
          <aside>
            <Section title="附近开放" note="步行 15 分钟内 12 处">
              <MapFrame
                svg={map}
                credit="步行时间按直线距离估算"
                more={{ href: "/places/map", label: "可移动的地图" }}
              />
              <PlaceList>
                <PlaceCard
                  href="/places/1"
                  number={1}
                  name="世纪公园 城市书屋"
                  kind={{ code: "book-house", word: "城市书屋" }}
                  walk={{ minutes: 4, estimate: true }}
                  state={{ kind: "open", word: "开放中，22:00 关门" }}
                />
                <PlaceCard
                  href="/places/2"
                  number={2}
                  name="城南社区 居民活动室"
                  kind={{ code: "community-room", word: "社区活动室" }}
                  walk={{ minutes: 6, estimate: true }}
                  state={{ kind: "soon", word: "即将关门，18:00" }}
                />
                <PlaceCard
                  href="/places/3"
                  number={3}
                  name="克拉玛依市文化馆"
                  kind={{ code: "culture-centre", word: "文化馆" }}
                  walk={{ minutes: 9, estimate: true }}
                  state={{ kind: "open", word: "开放中，21:30 关门" }}
                />
              </PlaceList>
            </Section>
          </aside>
        </div>
      </div>
      <Band
        href="/series/ice-snow"
        eyebrow="品牌活动 · 12月18日至2月28日"
        title="燃情冰雪 相约油城"
        line="四个主题，六十三场活动，滑冰、冬令研学、冰雪演出与年俗。"
        family="atlas"
      />
      <div className="page main-padded">
        <Doors
          label="服务"
          doors={[
            { href: "/library", icon: "library", word: "借书", line: "一证通借通还" },
            { href: "/booking", icon: "calendar", word: "预约", line: "房间、球场、朗读亭" },
            { href: "/courses", icon: "course", word: "上课", line: "免费艺术培训" },
            { href: "/menu", icon: "orders", word: "点单", line: "把活动请到社区" },
            { href: "/collections", icon: "museum", word: "馆藏", line: "八个地方特色库" },
            { href: "/volunteer", icon: "volunteer", word: "志愿", line: "出一点力" },
          ]}
        />
        <div className="trio">
          {["丰收节：乌尔禾的瓜与歌", "全民阅读：十二个书屋的夜", "雅丹摄影：魔鬼城四季"].map((name, n) => (
            <article key={name}>
              <Cover name={name} family={(["felt", "papercut", "yardang"] as const)[n] ?? "waves"} />
              <h3>
                <a href={`/series/${n}`}>{name}</a>
              </h3>
              <p className="quiet small">{["9月20日至10月7日", "每周三、五 20:00", "展至12月31日"][n]}</p>
            </article>
          ))}
        </div>
      </div>
    </ShellPortal>
  );
}
