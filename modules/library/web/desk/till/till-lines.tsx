import { Section } from "#web/kit/section.tsx";
import { State } from "#web/kit/state.tsx";
import { useText } from "#web/text.tsx";
import type { TillLine } from "./till-queue.ts";
import { sayOutcome } from "./till-words.ts";

/** What was done since this reader came, the newest first. */
export function Lines({ lines }: { lines: readonly TillLine[] }) {
  const t = useText();
  if (lines.length === 0) return null;
  return (
    <Section title={t("till.list")}>
      <ol className="plain till-lines" aria-label={t("till.list")}>
        {lines.map(({ id, said, outcome }) => {
          const told = outcome && sayOutcome(t, outcome);
          return (
            <li key={id} data-line={outcome?.is ?? "waiting"}>
              <State kind={told?.kind ?? "moment"}>{told?.word ?? t("till.done.waiting")}</State>
              <span>
                <bdi>{told?.title ?? said}</bdi> <span className="quiet small">{told?.next.join(" · ")}</span>
              </span>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
