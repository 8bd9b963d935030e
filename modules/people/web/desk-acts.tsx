import { Button } from "#web/kit/button.tsx";
import { Field, Tick } from "#web/kit/field.tsx";
import { ErrorSummary } from "#web/kit/form.tsx";
import { Table, Tabs } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type LoadArgs, type PageProps, pageOf, problemIn } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { actsOfStaff, ownOrganisations } from "../staff/contract.ts";
import { dated } from "./dated.ts";

const overseers = new Set<string>(["manager", "admin", "auditor"]);

export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const query = new URL(request.url).searchParams;
  const { items } = await call(ownOrganisations, {});
  const own = items.filter(({ roles }) => roles.some((role) => overseers.has(role)));
  const organisation = query.get("organisation") ?? own[0]?.id ?? null;
  const login = query.get("login")?.trim().slice(0, 60) ?? "";
  const cover = query.has("cover");
  const after = query.get("after");
  const asked = { own, organisation, login, cover };
  if (!organisation) return { ...asked, page: null, problem: null };
  try {
    const page = await call(actsOfStaff, {
      query: { organisation, ...(login && { login }), ...(cover && { cover }), ...(after && { after }) },
    });
    return { ...asked, page, problem: null };
  } catch (error) {
    const problem = problemIn(error);
    // A login nobody has is no missing page.
    if (problem?.id !== "not-found" || !login) throw error;
    return { ...asked, page: null, problem };
  }
}

/** What staff did: who, what, when, under whose cover. For auditors and managers. */
export default function DeskActs({ loaderData }: PageProps<typeof loader>) {
  const { text: t, city } = usePage();
  const { own, organisation, login, cover, page, problem } = loaderData;
  const more = new URLSearchParams({
    organisation: organisation ?? "",
    ...(login && { login }),
    ...(cover && { cover: "yes" }),
  });
  return (
    <ShellDesk title={t("acts.staff.title")} section="acts">
      <div className="stack">
        {own.length > 1 && (
          <Tabs
            label={t("staff.organisations")}
            items={own.map(({ id, name }) => ({
              href: `/desk/acts?organisation=${id}`,
              label: name,
              current: id === organisation,
            }))}
          />
        )}
        {problem && <ErrorSummary problem={problem} />}
        {organisation && (
          <form className="desk-filter" action="/desk/acts">
            <input type="hidden" name="organisation" value={organisation} />
            <Field
              name="login"
              label={t("acts.staff.login")}
              chars={20}
              value={login}
              autoComplete="off"
              optional
            />
            <Tick name="cover" label={t("acts.staff.cover")} checked={cover} />
            <Button kind="quiet">{t("staff.find.do")}</Button>
          </form>
        )}
        {!page || page.items.length === 0 ? (
          <Empty title={t("acts.staff.none")}>{t("acts.staff.none.means")}</Empty>
        ) : (
          <Table
            caption={t("acts.staff.title")}
            hideCaption
            columns={[
              { key: "at", label: t("acts.at") },
              { key: "by", label: t("acts.by") },
              { key: "what", label: t("acts.what") },
              { key: "about", label: t("acts.staff.about") },
              { key: "cover", label: t("cover.title") },
            ]}
            rows={page.items.map((act) => ({
              key: act.id,
              cells: [
                dated(t, city.zone, act.at),
                act.by ?? t("acts.by.erased"),
                act.times > 1 ? t("acts.staff.times", { text: act.text, times: act.times }) : act.text,
                act.thing ? (
                  <a key="thing" href={act.thing.href}>
                    {act.thing.title}
                  </a>
                ) : (
                  (act.about ?? (act.forSomebody ? t("acts.staff.for-resident") : ""))
                ),
                act.coverFor ? t("cover.for", { name: act.coverFor }) : "",
              ],
            }))}
          />
        )}
        {page?.next && (
          <p>
            <a href={`/desk/acts?${more}&after=${page.next}`}>{t("people.older")}</a>
          </p>
        )}
      </div>
    </ShellDesk>
  );
}
