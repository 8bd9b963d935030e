import type { AnswerOf } from "#contract";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { moment } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { getWork } from "../../works/contract.ts";
import { LinkedData } from "../linked-data-script.tsx";
import { WorkFacts } from "./work-facts.tsx";

export async function loader({ context, params }: LoadArgs) {
  return { work: await pageOf(context).call(getWork, { params: { id: params.id ?? "" } }) };
}

/** One work: who made it, whose it is, what is allowed, where it was and will be shown. */
export default function WorkPage({ loaderData: { work } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  return (
    <ShellPortal title={work.title} description={work.summary} section="events">
      <article className="stack-wide">
        <header className="stack">
          <Trail label={t("work.title")} items={[{ href: "/works", label: t("work.title") }]} />
          <h1 dir="auto">{work.title}</h1>
          <p className="lead" dir="auto">
            {work.summary}
          </p>
        </header>
        <WorkFacts work={work} />
        {work.showings.length > 0 && (
          <Section title={t("work.showings")}>
            <ul className="plain stack-tight">
              {work.showings.map(({ id, title, firstAt }) => (
                <li key={id}>
                  <a href={`/events/${id}`} dir="auto">
                    {title}
                  </a>{" "}
                  {firstAt && <span className="quiet small">{t.formats.momentText(moment(firstAt))}</span>}
                </li>
              ))}
            </ul>
          </Section>
        )}
        <LinkedData data={creativeWork(work)} />
      </article>
    </ShellPortal>
  );
}

/** The work in the words of schema.org. */
function creativeWork(work: AnswerOf<typeof getWork>) {
  return {
    "@context": "https://schema.org",
    "@type": "CreativeWork",
    name: work.title,
    description: work.summary,
    dateCreated: String(work.year),
    producer: { "@type": "Organization", name: work.organisation.name },
    contributor: work.credits.map(({ role, name }) => ({
      "@type": "Role",
      roleName: role,
      contributor: { name },
    })),
    copyrightHolder: { name: work.rightsHolder },
    usageInfo: work.allowed,
    award: work.awards.map(({ year, name }) => `${year} ${name}`),
  };
}
