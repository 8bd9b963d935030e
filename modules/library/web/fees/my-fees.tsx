import { Empty } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage, useWhom } from "#web/text.tsx";
import { myFees } from "../../circulation/fees/contract.ts";
import { yuanText } from "../desk/yuan.ts";
import { OpenFee, SettledFees } from "./fee-list.tsx";

export async function loader({ context }: LoadArgs) {
  return pageOf(context).call(myFees, {});
}

/** What somebody owes, to whom and since when, what to do about it, and what they settled. */
export default function MyFees({ loaderData: { owesFen, open, settled } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  const whom = useWhom();
  return (
    <ShellPortal title={t("fee.mine", whom)} section="my">
      <div className="stack">
        <Trail
          label={t("front.my.title")}
          items={[
            { href: "/my", label: t("front.my.title") },
            { href: "/my/loans", label: t("loans.title", whom) },
          ]}
        />
        <h1>{t("fee.mine", whom)}</h1>
        {open.length === 0 ? (
          <Empty title={t("fee.none", whom)}>{t("fee.none.do")}</Empty>
        ) : (
          <>
            <p className="lead figures">{t("fee.sum", { yuan: yuanText(t, owesFen) })}</p>
            <p>{t("fee.pay-how")}</p>
            <ul className="plain stack">
              {open.map((fee) => (
                <li key={fee.feeId} className="card stack-tight">
                  <OpenFee fee={fee} />
                  {fee.kind === "lost" && <p className="small">{t("fee.lost.do")}</p>}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <Section title={t("fee.settled")} note={t("fee.settled.note")}>
        <SettledFees settled={settled} />
      </Section>
    </ShellPortal>
  );
}
