import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State, type StateKind } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage, useWhom } from "#web/text.tsx";
import { leaveWish, ownWishes } from "../acquiring/wishes/contract.ts";

export async function loader({ context, request }: LoadArgs) {
  const wished = Number(new URL(request.url).searchParams.get("wished"));
  return { ...(await pageOf(context).call(ownWishes, {})), wished: Number.isInteger(wished) ? wished : 0 };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    const of = { params: { id: said(form, "wish") }, body: {} };
    await pageOf(context).call(leaveWish, of, keyOf(form));
    return redirect("/my/wishes");
  } catch (error) {
    return formProblem(error, form);
  }
}

type Wish = AnswerOf<typeof ownWishes>["items"][number];

/** What somebody asked to be bought, and what became of it. */
export default function MyWishes({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, wished } = loaderData;
  const { text: t } = usePage();
  const whom = useWhom();
  return (
    <ShellPortal title={t("wish.mine")} section="my">
      <div className="stack">
        <Trail label={t("wish.mine")} items={[{ href: "/my", label: t("wish.to-my") }]} />
        <h1>{whom.acts ? t("wish.mine-of", whom) : t("wish.mine")}</h1>
        {wished > 0 && <Notice kind="done" live title={t("wish.made", { count: wished })} />}
        {actionData && (
          <Notice kind="refused" live title={actionData.problem.title}>
            {actionData.problem.detail}
          </Notice>
        )}
        {items.length === 0 ? (
          <Empty title={t("wish.none")}>
            <a href="/catalogue/wish">{t("wish.link")}</a>
          </Empty>
        ) : (
          <>
            <ul className="plain stack-wide">
              {items.map((wish) => (
                <li key={wish.id} className="card stack-tight">
                  <Own wish={wish} />
                </li>
              ))}
            </ul>
            <p>
              <ButtonLink kind="quiet" href="/catalogue/wish">
                {t("wish.another")}
              </ButtonLink>
            </p>
          </>
        )}
      </div>
    </ShellPortal>
  );
}

export const stateKinds: Record<Wish["state"], StateKind> = {
  asked: "closed",
  considered: "soon",
  ordered: "soon",
  arrived: "open",
  declined: "refused",
};

// texts: wish.state.*
function Own({ wish }: { wish: Wish }) {
  const { text: t } = usePage();
  const line = [wish.author, wish.publisher, wish.isbn].filter(Boolean).join(" · ");
  return (
    <>
      <h2 className="found-title" dir="auto">
        {wish.record ? <a href={`/catalogue/${wish.record}`}>{wish.title}</a> : wish.title}
      </h2>
      {line && <p dir="auto">{line}</p>}
      <p className="row">
        <State kind={stateKinds[wish.state]}>{t(`wish.state.${wish.state}`)}</State>
        <span className="quiet small">{t("wish.wanted-by", { count: wish.wishers })}</span>
      </p>
      {wish.reason && <p dir="auto">{t("wish.said", { reason: wish.reason })}</p>}
      <p className="quiet small">
        {t("wish.asked-of", { place: wish.place.name, at: moment(wish.wishedAt) })}
      </p>
      {wish.can.includes("leave") && (
        <Form label={t("wish.leave-one", { title: wish.title })}>
          <input type="hidden" name="wish" value={wish.id} />
          <Button kind="link">
            {t("wish.leave")}
            <span className="unseen"> {wish.title}</span>
          </Button>
        </Form>
      )}
    </>
  );
}
