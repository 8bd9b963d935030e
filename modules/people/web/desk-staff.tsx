import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Tabs } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Row, Rows } from "#web/kit/rows.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { listStaff, ownOrganisations } from "../staff/contract.ts";
import { RoleLine, useMemberState } from "./staff-parts.tsx";

const overseers = new Set<string>(["manager", "admin", "auditor"]);

export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const query = new URL(request.url).searchParams;
  const { items } = await call(ownOrganisations, {});
  const own = items.filter(({ roles }) => roles.some((role) => overseers.has(role)));
  const organisation = query.get("organisation") ?? own[0]?.id;
  const q = query.get("q")?.trim().slice(0, 60) ?? "";
  if (!organisation) return { own, staff: null, q, given: false };
  const after = query.get("after");
  const staff = await call(listStaff, {
    query: { organisation, ...(after && { after }), ...(q && { q }) },
  });
  return { own, staff, q, given: query.has("given") };
}

/** Who works here and may do what. Each name leads to everything about that colleague. */
export default function DeskStaff({ loaderData: { own, staff, q, given } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  const stateOf = useMemberState();
  if (!staff) {
    return (
      <ShellDesk title={t("staff.title")} section="staff">
        <Empty title={t("staff.none-to-see")}>
          <a href="/desk">{t("staff.to-desk")}</a>
        </Empty>
      </ShellDesk>
    );
  }
  const here = `organisation=${staff.organisation.id}`;
  return (
    <ShellDesk
      title={t("staff.title")}
      section="staff"
      organisation={staff.organisation.name}
      actions={
        staff.canGive.length > 0 && (
          <>
            <ButtonLink kind="quiet" href={`/desk/staff/role?${here}`}>
              {t("staff.give")}
            </ButtonLink>
            <ButtonLink href={`/desk/staff/new?${here}`}>{t("staff.add")}</ButtonLink>
          </>
        )
      }
    >
      <div className="stack">
        {own.length > 1 && (
          <Tabs
            label={t("staff.organisations")}
            items={own.map(({ id, name }) => ({
              href: `/desk/staff?organisation=${id}`,
              label: name,
              current: id === staff.organisation.id,
            }))}
          />
        )}
        {given && <Notice kind="done" live title={t("staff.done.given")} />}
        <form className="desk-filter" action="/desk/staff">
          <input type="hidden" name="organisation" value={staff.organisation.id} />
          <Field name="q" label={t("staff.find")} type="search" chars={20} value={q} autoComplete="off" />
          <Button kind="quiet">{t("staff.find.do")}</Button>
        </form>
        {staff.items.length === 0 ? (
          <Empty title={t(q ? "staff.none-found" : "staff.none")}>{t("staff.none.do")}</Empty>
        ) : (
          <Rows label={t("staff.of", { organisation: staff.organisation.name })}>
            {staff.items.map((one) => (
              <Row
                key={one.account}
                href={`/desk/staff/${one.account}`}
                title={`${one.name} · ${one.login}`}
                note={
                  <RoleLine
                    roles={one.grants.map(({ role, organisation }) => ({
                      role,
                      organisation: organisation.name,
                    }))}
                  />
                }
                state={stateOf(one) ?? undefined}
              />
            ))}
          </Rows>
        )}
        {staff.next && (
          <p>
            <a
              href={`/desk/staff?${here}&after=${encodeURIComponent(staff.next)}${q && `&q=${encodeURIComponent(q)}`}`}
            >
              {t("staff.more")}
            </a>
          </p>
        )}
        <p className="row">
          <a href={`/desk/leavings?${here}`}>{t("leaving.list")}</a>
          <a href={`/desk/acts?${here}`}>{t("acts.staff.title")}</a>
        </p>
      </div>
    </ShellDesk>
  );
}
