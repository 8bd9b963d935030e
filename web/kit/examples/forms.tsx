import type { Problem } from "../../page.ts";
import { Button, ButtonLink } from "../button.tsx";
import { Choice, DateField, Field, Select, Tick, TimeField } from "../field.tsx";
import { Form } from "../form.tsx";

const problem: Problem = {
  type: "/problems/input.invalid",
  title: "还有 2 处需要改",
  detail: "改好后再提交一次，其他内容已替您保留。",
  status: 422,
  id: "input.invalid",
  request_id: "示例",
  errors: [
    { field: "/body/phone", id: "phone.length", message: "手机号应为 11 位数字，您填了 10 位" },
    { field: "/body/size", id: "size.limit", message: "一次最多预约 4 人" },
  ],
};

/** Every field, once plain and once after a refusal. */
export function FormExamples() {
  return (
    <>
      <div className="actions">
        <Button>预约 2 人</Button>
        <Button kind="quiet" icon="calendar">
          加入日历
        </Button>
        <Button kind="refuse">取消预约</Button>
        <Button reason="9月1日 10:00 放票">9月1日 10:00 放票</Button>
        <ButtonLink href="#forms" kind="link" icon="share">
          分享
        </ButtonLink>
      </div>
      <Form label="预约示例" problem={problem}>
        <Field
          name="phone"
          label="手机号"
          type="tel"
          inputMode="numeric"
          autoComplete="tel"
          hint="只用来通知这次预约的变动，活动结束 30 天后删除。"
          chars={12}
          value="1380990123"
          problem={problem}
        />
        <Field
          name="size"
          label="来几位"
          type="number"
          chars={4}
          min={1}
          max={4}
          unit="人"
          value={6}
          problem={problem}
        />
        <Choice
          name="who"
          label="谁来参加"
          inline
          value="me"
          options={[
            { value: "me", label: "我自己" },
            { value: "child", label: "我的孩子" },
            { value: "elder", label: "我照顾的老人" },
          ]}
        />
        <Choice
          name="help"
          label="需要哪些帮助"
          optional
          many
          options={[
            { value: "seat", label: "轮椅席", hint: "正门右侧有坡道，场内有 4 个轮椅席。" },
            { value: "sign", label: "手语翻译", reason: "本场没有安排，可预约 12月2日 的场次" },
          ]}
        />
        <Select
          name="place"
          label="在哪里取票"
          empty="请选择"
          options={[
            { value: "a", label: "市文化馆 一楼服务台" },
            { value: "b", label: "世纪公园 城市书屋" },
          ]}
        />
        <DateField name="day" label="日期" hint="可约今天起 14 天内。" value="2026-11-28" min="2026-11-23" />
        <TimeField name="from" label="开始时间" value="19:30" />
        <Field name="mail" label="电子邮箱" type="email" chars={20} autoComplete="email" optional />
        <Field name="note" label="想对老师说的话" lines={3} optional />
        <Tick name="rules" label="我已看过入场须知" />
        <Button>提交预约</Button>
      </Form>
    </>
  );
}
