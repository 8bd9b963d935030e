import { redirect } from "react-router";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, keyOf, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage, useWhom } from "#web/text.tsx";
import { myMessages, readMessages } from "../notices/contract.ts";
import { dated } from "./dated.ts";
import { PostButton } from "./post-button.tsx";

export function loader({ context, request }: LoadArgs) {
  const after = new URL(request.url).searchParams.get("after");
  return pageOf(context).call(myMessages, { query: after ? { after } : {} });
}

export async function action({ context, request }: ActArgs) {
  await pageOf(context).call(readMessages, {}, keyOf(await request.formData()));
  return redirect("/my/messages");
}

// texts: messages.carried.*
/** What the city told this person, newest first, and how each reached them. */
export default function Messages({
  loaderData: { items, next, unread, wards },
}: PageProps<typeof loader, typeof action>) {
  const { text: t, city } = usePage();
  const whom = useWhom();
  return (
    <ShellPortal title={t("messages.title")} section="my">
      <div className="stack">
        <div className="row row-between">
          <h1>{t("messages.whose", whom)}</h1>
          {unread > 0 && (
            <PostButton label={t("messages.read-all")} values={{}} kind="quiet" icon="check">
              {t("messages.read-all")}
            </PostButton>
          )}
        </div>
        {!whom.acts && (
          <p>
            <a href="/my/notices">{t("notice-settings.title")}</a>
          </p>
        )}
        {wards.map((ward) => (
          <Notice
            key={ward.relation}
            kind="attention"
            title={t("messages.ward", { name: ward.name ?? t("account.nameless"), unread: ward.unread })}
          >
            <PostButton
              label={t("family.act-for", { name: ward.name ?? t("account.nameless") })}
              action="/my/family"
              values={{ do: "act", relation: ward.relation, back: "/my/messages" }}
              kind="quiet"
            >
              {t("messages.ward.read")}
            </PostButton>
          </Notice>
        ))}
        {items.length === 0 ? (
          <Empty title={t("messages.none")}>{t("messages.none.means")}</Empty>
        ) : (
          <ul className="plain stack">
            {items.map((one) => (
              <li className="card stack-tight" key={one.id}>
                <p className="row row-between quiet small">
                  <time dateTime={one.at}>{dated(t, city.zone, one.at)}</time>
                  {one.isNew && <State kind="moment">{t("messages.new")}</State>}
                </p>
                <p>{one.href ? <a href={one.href}>{one.text}</a> : one.text}</p>
                {one.carried.map(({ channel, outcome, at, nextAt, own }) => (
                  <p className="quiet small" key={`${channel} ${own} ${at}`}>
                    {t(`messages.carried.${channel}.${outcome}`, {
                      own: String(own),
                      at: t.formats.momentText(moment(at)),
                      next: nextAt ? t.formats.momentText(moment(nextAt)) : "",
                    })}
                  </p>
                ))}
                {one.waits && one.carried.length === 0 && (
                  <p className="quiet small">
                    {t("messages.waits", { at: t.formats.momentText(moment(one.waits)) })}
                  </p>
                )}
              </li>
            ))}
          </ul>
        )}
        {next && (
          <p>
            <a href={`/my/messages?after=${next}`}>{t("people.older")}</a>
          </p>
        )}
      </div>
    </ShellPortal>
  );
}
