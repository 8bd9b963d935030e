import type { AnswerOf } from "#contract";
import { Section } from "#web/kit/section.tsx";
import { usePage } from "#web/text.tsx";
import type { personAtDesk } from "../identity/desk/contract.ts";
import { dated } from "./dated.ts";

type Person = AnswerOf<typeof personAtDesk>;
export type Agent = Person["agents"][number];

// texts: family.as.at-desk.*
/** "帮办员 · 到 2027年6月12日": what somebody is to the person, and until when. */
export function AgentLine({ agent }: { agent: Agent }) {
  const { text: t, city } = usePage();
  return (
    <p className="quiet small">
      {t(`family.as.at-desk.${agent.as}`)}
      {agent.until && ` · ${t("family.until", { at: dated(t, city.zone, agent.until) })}`}
    </p>
  );
}

/** Who may act for the person, with the ways to what the counter does about it. */
export function PersonAgents({ person, organisation }: { person: Person; organisation: string }) {
  const { text: t } = usePage();
  const query = new URLSearchParams({ organisation });
  return (
    <Section title={t("agents.title")} id="agents">
      {person.agents.length === 0 ? (
        <p className="quiet">{t("agents.none")}</p>
      ) : (
        <ul className="plain stack">
          {person.agents.map((agent) => (
            <li key={agent.id}>
              <p>{agent.name ?? t("account.nameless")}</p>
              <AgentLine agent={agent} />
            </li>
          ))}
        </ul>
      )}
      <p className="row">
        <a href={`/desk/identity/${person.subject}/agents?${query}`}>{t("agents.change")}</a>
        <a href={`/desk/identity/${person.subject}/acts?${query}`}>{t("acts.at-desk")}</a>
      </p>
    </Section>
  );
}
