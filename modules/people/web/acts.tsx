import { Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { Listed } from "#web/listed.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { actsForMe } from "../family/contract.ts";
import { dated } from "./dated.ts";

export function loader({ context, request }: LoadArgs) {
  const after = new URL(request.url).searchParams.get("after");
  return pageOf(context).call(actsForMe, { query: after ? { after } : {} });
}

/** 谁替我办过什么: everything a guardian or helper did for this person, for as long as it is kept. */
export default function Acts({ loaderData: { items, next } }: PageProps<typeof loader>) {
  const { text: t, city } = usePage();
  return (
    <ShellPortal title={t("acts.title")} section="my">
      <div className="stack">
        <Trail label={t("people.trail")} items={[{ href: "/my/family", label: t("family.title") }]} />
        <h1>{t("acts.title")}</h1>
        <Listed
          none={{ title: t("acts.none"), do: t("acts.none.means") }}
          caption={t("acts.title")}
          columns={[
            { key: "at", label: t("acts.at") },
            { key: "by", label: t("acts.by") },
            { key: "what", label: t("acts.what") },
          ]}
          rows={items.map((act) => ({
            key: act.id,
            cells: [dated(t, city.zone, act.at), act.by ?? t("acts.by.erased"), act.text],
          }))}
        />
        {next && (
          <p>
            <a href={`/my/acts?after=${next}`}>{t("people.older")}</a>
          </p>
        )}
      </div>
    </ShellPortal>
  );
}
