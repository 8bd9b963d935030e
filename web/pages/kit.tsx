import { data } from "react-router";
import { FormExamples } from "../kit/examples/forms.tsx";
import { ListExamples } from "../kit/examples/lists.tsx";
import { PartExamples } from "../kit/examples/parts.tsx";
import { Section, Trail } from "../kit/section.tsx";
import { ShellPortal } from "../kit/shell.portal.tsx";
import { type LoadArgs, pageOf } from "../page.ts";

/** The kit's own pages exist where the data is a demo; elsewhere they are not found. */
export function demoOnly({ city, text }: Pick<ReturnType<typeof pageOf>, "city" | "text">): void {
  if (city.demo) return;
  throw data({ problem: { title: text("problem.not-found.title"), status: 404 } }, { status: 404 });
}

export function loader({ context }: LoadArgs) {
  demoOnly(pageOf(context));
  return null;
}

/** Every part of the kit with Chinese content. `?dir=rtl` turns it round; the accessibility test reads both. */
export default function Kit() {
  return (
    <ShellPortal title="设计组件">
      <div className="stack">
        <Trail label="位置" items={[{ href: "/", label: "首页" }]} />
        <h1>设计组件</h1>
        <p className="lead">
          一间沙漠油城的阅览室：纸、墨、一种河水的颜色，胡杨的金色只用在片刻。页面安静，内容响亮；时间和地点是两条轴。
        </p>
        <p>
          <a href="/kit/home">首页样张</a> · <a href="/kit/desk">工作台样张</a> ·{" "}
          <a href="/kit/city">城市大屏样张</a> · <a href="/kit/map">地图样张</a> ·{" "}
          <a href="/kit?dir=rtl">从右到左</a>
        </p>
      </div>
      <div className="kit-page">
        <Section title="列表、卡片、时间" id="lists">
          <div className="stack-wide">
            <ListExamples />
          </div>
        </Section>
        <Section title="表单" id="forms">
          <div className="stack-wide">
            <FormExamples />
          </div>
        </Section>
        <Section title="提示、封面、图表、凭证" id="parts">
          <div className="stack-wide">
            <PartExamples />
          </div>
        </Section>
      </div>
    </ShellPortal>
  );
}
