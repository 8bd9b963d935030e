import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Select, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section } from "#web/kit/section.tsx";
import { State } from "#web/kit/state.tsx";
import type { Problem } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import type { ownReader } from "../../circulation/readers/contract.ts";
import { WaysTable } from "./ways-table.tsx";

type Own = AnswerOf<typeof ownReader>;

/** One screen: who one is, which library, what each way gives, the card. */
export function JoinReader({
  own: { joining, home, homes, ways, depositFen },
  values,
  problem,
}: {
  own: Own;
  values: Record<string, string>;
  problem: Problem | undefined;
}) {
  const t = useText();
  if (!joining || !home) return <Notice kind="quiet" title={t("refusal.reader.no-home")} />;
  const known = joining.level >= joining.needsLevel;
  return (
    <>
      <p>{t("reader.join.lead")}</p>
      <p className="row">
        <State kind={known ? "open" : "refused"}>
          {known
            ? t("reader.join.known", { level: joining.level })
            : t("reader.join.not-known", { level: joining.level, need: joining.needsLevel })}
        </State>
        {!known && (
          <ButtonLink kind="quiet" href={`/my/documents?need=${joining.needsLevel}`}>
            {t("reader.join.documents")}
          </ButtonLink>
        )}
      </p>
      {joining.against === "reader.guardian-needed" && (
        <Notice kind="attention" title={t("reader.join.guardian", { age: joining.childUnder })}>
          {t("refusal.reader.guardian-needed.do")}
        </Notice>
      )}
      <form method="get" className="row" aria-label={t("reader.home")}>
        <Select
          name="home"
          label={t("reader.home")}
          hint={t("reader.home.hint")}
          value={home.id}
          options={optionsOf(homes)}
        />
        <Button kind="quiet">{t("reader.home.show")}</Button>
      </form>
      <Section title={t("reader.rules")}>
        <p>{t("reader.rules.lead")}</p>
        <WaysTable ways={ways} depositFen={depositFen} />
        <p className="quiet small">{t("reader.rules.note")}</p>
      </Section>
      <Form problem={problem} label={t("reader.join")}>
        <input type="hidden" name="home" value={home.id} />
        <p>
          <strong>{home.name}</strong>
        </p>
        {joining.mayUseFamilyCard && (
          <Tick
            name="familyCard"
            label={t("reader.family-card")}
            checked={values.familyCard !== undefined}
            problem={problem}
          />
        )}
        <Tick
          name="agrees"
          label={t("reader.agrees")}
          checked={values.agrees !== undefined}
          problem={problem}
        />
        <Button name="do" value="join">
          {t("reader.join.do")}
        </Button>
      </Form>
    </>
  );
}
