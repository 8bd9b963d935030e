import { Facts } from "#web/kit/list.tsx";
import { usePage } from "#web/text.tsx";
import type { WorkText } from "../../works/contract.ts";

// texts: work.kind.*
/** What is written of a work, to read: in public, and at the desk for who is to make it public. */
export function WorkFacts({ work }: { work: WorkText & { organisation: { name: string } } }) {
  const { text: t } = usePage();
  return (
    <Facts
      items={[
        { term: t("work.kind"), value: t(`work.kind.${work.kind}`) },
        { term: t("work.year"), value: work.year },
        { term: t("work.organisation"), value: <bdi>{work.organisation.name}</bdi> },
        ...work.credits.map(({ role, name }) => ({
          key: role + name,
          term: role,
          value: <bdi>{name}</bdi>,
        })),
        { term: t("work.rights-holder"), value: <bdi>{work.rightsHolder}</bdi> },
        { term: t("work.allowed"), value: <bdi>{work.allowed}</bdi> },
        ...work.awards.map(({ year, name }) => ({
          key: `${year} ${name}`,
          term: t("work.award", { year: String(year) }),
          value: <bdi>{name}</bdi>,
        })),
      ]}
    />
  );
}
