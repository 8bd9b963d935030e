import { Alarms, Figure, ShellCity } from "../shell.city.tsx";

const means = "今年 1月1日至今，按签到计，含代办";

/** The wall with invented figures. */
export function CityExample() {
  return (
    <ShellCity
      title="克拉玛依 公共文化服务"
      asOf="11月23日 周一 17:05，每分钟更新"
      start={
        <>
          <Figure
            label="参加活动"
            value="24.0"
            unit="万人次"
            means={means}
            change="比去年同期多 8%"
            href="#rows"
          />
          <Figure label="此刻开放" value="231" unit="处" means="共 1,337 处，按公布的开放时间" />
          <Figure label="今天的活动" value="37" unit="场" means="已发布，含线上 5 场" />
          <Figure label="图书馆到馆" value="20.1" unit="万人次" means="今年，按门禁计" />
        </>
      }
      middle={
        <>
          <div className="map-frame">地图</div>
          <Alarms
            title="要办的事"
            none=""
            alarms={[
              { what: "乌尔禾区文化站 今日未按时开放", who: "负责人 赵强", href: "#alarm" },
              { what: "独山子区图书馆 还书机离线 40 分钟", who: "负责人 阿力木", href: null },
            ]}
            more="另有 3 件"
          />
        </>
      }
      end={
        <>
          <Figure label="15 分钟可达人口" value="91.4" unit="%" means="17:05 仍开放的设施，直线估算" />
          <Figure label="爽约率" value="6.2" unit="%" means="近 30 天，未到 ÷ 应到" />
          <Figure label="候补转正" value="412" unit="人" means="近 30 天" />
          <Figure label="点单完成" value="86" unit="%" means="本季度，按社区订单计" />
        </>
      }
    />
  );
}
