import { ButtonLink } from "../button.tsx";
import { BookCover, Cover } from "../cover.tsx";
import { Icon, type IconName } from "../icon.tsx";
import { Empty, Notice, Progress } from "../notice.tsx";
import { PassCard, Ticket } from "../pass.tsx";
import { PlotBar, PlotLine } from "../plot.tsx";
import { MapFrame } from "../section.tsx";

const kinds: readonly [IconName, string][] = [
  ["library", "图书馆"],
  ["culture-centre", "文化馆"],
  ["museum", "博物馆"],
  ["gallery", "美术馆"],
  ["memorial", "纪念馆"],
  ["theatre", "影剧院"],
  ["culture-station", "文化站"],
  ["community-room", "活动室"],
  ["book-house", "城市书屋"],
  ["community-study", "社区书房"],
  ["culture-post", "文化驿站"],
  ["workers-book-house", "职工书屋"],
  ["music-museum", "音乐博物馆"],
  ["art-studio", "艺术工作室"],
  ["sports-hall", "体育馆"],
  ["court", "球场"],
  ["park", "健身公园"],
  ["square", "文化广场"],
  ["school", "学校"],
  ["mobile-stop", "流动站点"],
];

const source = { name: "预约与签到记录", asOf: "2026年11月22日", href: "#rows" };

/** Messages, covers, plots, pass and ticket. */
export function PartExamples() {
  return (
    <>
      <Notice kind="quiet" title="周二闭馆整理">
        <p>阅览室仍可从南门进入。</p>
      </Notice>
      <Notice kind="attention">
        <p>这场活动改到 6月14日 周日 19:30，您的名额已保留。</p>
      </Notice>
      <Notice kind="refused" title="这次没有约上">
        <p>每人每月最多预约 5 次，您已约 5 次，6月1日起可再约。您也可以到馆现场领取余票。</p>
      </Notice>
      <Notice kind="done" title="约好了">
        <p>6月12日 周五 19:30，市文化馆小剧场，2 人。</p>
      </Notice>
      <Empty title="今天下午没有活动">
        <p>
          今晚有 9 场，<a href="#tonight">看看今晚</a>，或到附近开放的书屋坐坐。
        </p>
      </Empty>
      <Progress label="导入设施" value={742} max={1337} detail="第 3 个文件，共 4 个；约 40 秒" />
      <div className="kit-icons">
        {kinds.map(([name, word]) => (
          <span key={name}>
            <Icon name={name} size={24} /> {word}
          </span>
        ))}
      </div>
      <div className="kit-covers">
        {(["atlas", "papercut", "felt", "yardang", "waves"] as const).flatMap((family) =>
          ["冰雪季", "全民阅读", "丰收节"].map((name) => (
            <Cover key={family + name} name={name} family={family} />
          )),
        )}
      </div>
      <div className="shelf">
        {["额尔古纳河右岸", "我的阿勒泰", "一个人的村庄", "福乐智慧", "江格尔"].map((title) => (
          <BookCover key={title} title={title} author="作者" />
        ))}
      </div>
      <div className="kit-two">
        <PlotBar
          title="今年到馆人次"
          unit="人次"
          source={source}
          says="克拉玛依区占六成，乌尔禾区按人口算最高。"
          write={(value) => value.toLocaleString("en")}
          items={[
            { label: "克拉玛依区", value: 148_200 },
            { label: "独山子区", value: 41_370 },
            { label: "白碱滩区", value: 33_900 },
            { label: "乌尔禾区", value: 12_480, marked: true },
          ]}
        />
        <PlotLine
          title="每月签到人次"
          unit="千人次"
          source={source}
          says="线下自 3 月起回升，7 月百日广场时最高。"
          times={["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月"]}
          lines={[
            { label: "线下", values: [12, 9, 14, 18, 21, 26, 34, 31, 22, 19, 15], marked: true },
            { label: "线上", values: [8, 9, 9, null, 11, 12, 12, 14, 13, 12, 12] },
          ]}
        />
      </div>
      <MapFrame instead="公共地图在填入审图号之前不显示。列表和文字路线照常可用。" credit="示例" />
      <Ticket
        series="克拉玛依之春"
        title="冬不拉与合唱：草原上的夜"
        time="6月12日 周五 19:30"
        place="市文化馆 小剧场"
        who="2 人 · 线上名额"
        code="WENMAI:EXAMPLE:TICKET"
        codeLabel="入场码"
        number="K7 4402 913"
        notes={["开演前 15 分钟未到，名额转给候补。", "可在 6月12日 12:00 前取消。"]}
      />
      <PassCard
        title="克拉玛依公共文化通行证"
        code="WENMAI:EXAMPLE:PASS"
        codeLabel="我的通行证码"
        name="示例居民"
        number="6502 0000 1234"
        note={<p>入场、借书、取票都用它。每 30 秒换一次码。</p>}
      />
      <p className="actions">
        <ButtonLink href="#print" kind="quiet" icon="print">
          打印
        </ButtonLink>
        <share-link done="已复制链接">分享这场活动</share-link>
      </p>
    </>
  );
}
