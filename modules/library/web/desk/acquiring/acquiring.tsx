import { Empty } from "#web/kit/notice.tsx";
import { Row, Rows } from "#web/kit/rows.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { getMoney, listOrders } from "../../../acquiring/orders/contract.ts";
import { listSerials } from "../../../acquiring/serials/contract.ts";
import { deskWishes } from "../../../acquiring/wishes/contract.ts";
import { yuanText } from "../yuan.ts";
import { AcquiringTabs } from "./acquiring-tabs.tsx";

const most = 8;

export async function loader({ context }: LoadArgs) {
  const { call } = pageOf(context);
  const [wishes, orders, serials, money] = await Promise.all([
    call(deskWishes, { query: {} }),
    call(listOrders, { query: {} }),
    call(listSerials, {}),
    call(getMoney, {}),
  ]);
  return {
    wishes: wishes.items.filter(({ state }) => state === "asked"),
    orders: orders.items.filter(({ isLate, state }) => isLate || state === "draft"),
    serials: serials.items.filter(({ late }) => late.some(({ state }) => state === "late")),
    budgets: money.budgets.filter(({ isApproved, mayDecide }) => !isApproved && mayDecide),
  };
}

/** What of acquisitions wants attention: readers who wait, orders that are late or not sent, issues that have not come. */
export default function DeskAcquiring({ loaderData }: PageProps<typeof loader>) {
  const { wishes, orders, serials, budgets } = loaderData;
  const t = useText();
  return (
    <ShellDesk title={t("acquiring.title")} section="library">
      <div className="stack">
        <AcquiringTabs current="today" />
        {wishes.length + orders.length + serials.length + budgets.length === 0 && (
          <Empty title={t("acquiring.nothing")}>{t("acquiring.nothing.do")}</Empty>
        )}
        {budgets.length > 0 && (
          <Section title={t("acquiring.budgets")}>
            <Rows>
              {budgets.map((one) => (
                <Row
                  key={one.id}
                  href="/desk/acquiring/money"
                  title={one.name}
                  note={t("item.price.yuan", { yuan: yuanText(t, one.amountFen) })}
                />
              ))}
            </Rows>
          </Section>
        )}
        {wishes.length > 0 && (
          <Section
            title={t("acquiring.wishes", { count: wishes.length })}
            more={{ href: "/desk/acquiring/wishes", label: t("acquiring.all") }}
          >
            <Rows>
              {wishes.slice(0, most).map((one) => (
                <Row
                  key={one.id}
                  href={`/desk/acquiring/wishes/${one.id}`}
                  title={one.title}
                  note={[one.author, t("wish.wanted-by", { count: one.wishers })].filter(Boolean).join(" · ")}
                />
              ))}
            </Rows>
          </Section>
        )}
        {orders.length > 0 && (
          <Section
            title={t("acquiring.orders", { count: orders.length })}
            more={{ href: "/desk/acquiring/orders", label: t("acquiring.all") }}
          >
            <Rows>
              {orders.slice(0, most).map((one) => (
                <Row
                  key={one.id}
                  href={`/desk/acquiring/orders/${one.id}`}
                  title={one.number}
                  note={<bdi>{one.supplier ?? t(`order.kind.${one.kind}`)}</bdi>}
                  state={
                    one.isLate
                      ? { kind: "refused", word: t("order.late") }
                      : { kind: "soon", word: t(`order.state.${one.state}`) }
                  }
                />
              ))}
            </Rows>
          </Section>
        )}
        {serials.length > 0 && (
          <Section
            title={t("acquiring.serials", { count: serials.length })}
            more={{ href: "/desk/acquiring/serials", label: t("acquiring.all") }}
          >
            <Rows>
              {serials.slice(0, most).map((one) => (
                <Row
                  key={one.id}
                  href={`/desk/acquiring/serials/${one.id}`}
                  title={one.title}
                  note={t("serial.late-of", {
                    count: one.late.length,
                    numbers: one.late.map(({ number }) => number).join("、"),
                  })}
                />
              ))}
            </Rows>
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}

// texts: order.state.* order.kind.*
