import { Facts } from "#web/kit/list.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { Tag } from "#web/kit/state.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { fieldRegister } from "../privacy/contract.ts";

export function loader({ context }: LoadArgs) {
  return pageOf(context).call(fieldRegister, {});
}

/** What is kept about people, drawn from the register that a test compares with the tables. */
export default function Privacy({ loaderData: { items } }: PageProps<typeof loader>) {
  const { text: t, actor } = usePage();
  return (
    <ShellPortal title={t("privacy.title")} description={t("privacy.lead")}>
      <div className="stack">
        <h1>{t("privacy.title")}</h1>
        <p className="lead">{t("privacy.lead")}</p>
      </div>
      <Section title={t("privacy.rights")}>
        <ul>
          <li>{t("privacy.rights.see")}</li>
          <li>{t("privacy.rights.correct")}</li>
          <li>{t("privacy.rights.erase")}</li>
          <li>{t("privacy.rights.child")}</li>
          <li>{t("privacy.rights.no-face")}</li>
        </ul>
        {actor.kind !== "anonymous" && (
          <p>
            <a href="/my/account">{t("account.title")}</a>
          </p>
        )}
      </Section>
      <Section title={t("privacy.fields")}>
        <div className="stack-wide">
          {items.map((field) => (
            <article key={field.id} id={field.id} className="stack-tight">
              <h3>{field.name}</h3>
              <p>{field.purpose}</p>
              <Facts
                items={[
                  { term: t("privacy.basis"), value: field.basis },
                  { term: t("privacy.kept"), value: field.kept },
                  { term: t("privacy.seen"), value: <Viewers names={field.seenBy} /> },
                ]}
              />
            </article>
          ))}
        </div>
      </Section>
    </ShellPortal>
  );
}

function Viewers({ names }: { names: readonly string[] }) {
  return (
    <ul className="plain row">
      {names.map((name) => (
        <li key={name}>
          <Tag>{name}</Tag>
        </li>
      ))}
    </ul>
  );
}
