import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Field, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import type { Problem } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import type { lookAtReaderCode } from "../../../circulation/readers/contract.ts";
import { useDay } from "./own.ts";

interface ByCodeProps {
  /** What the code opens, once somebody has looked. */
  looked: (AnswerOf<typeof lookAtReaderCode> & { code: string }) | null;
  problem: Problem | undefined;
  code: string | undefined;
}

/** A code is told once. */
export function Made({ made }: { made: { code: string } | undefined }) {
  const t = useText();
  if (!made) return null;
  return (
    <Notice kind="done" live title={t("reader.code.made", { code: made.code })}>
      {t("reader.code.made.note", { hours: 24 })}
    </Notice>
  );
}

// texts: reader.code.opens.*
/** What somebody handed on: first what it is, then the yes. */
export function ByCode({ looked, problem, code }: ByCodeProps) {
  const t = useText();
  const { ofDay } = useDay();
  return (
    <Section title={t("reader.code.have")} id="code">
      {looked ? (
        <Form problem={problem} label={t("reader.code.agree")}>
          <input type="hidden" name="code" value={looked.code} />
          <p>
            <strong>
              {t(`reader.code.opens.${looked.opens}`, {
                name: looked.name ?? t("reader.nameless"),
                until: looked.until ? ofDay(looked.until) : "",
              })}
            </strong>
          </p>
          <Tick name="agrees" label={t("reader.code.agree")} problem={problem} />
          <Button name="do" value="agree">
            {t("reader.code.agree.do")}
          </Button>
        </Form>
      ) : (
        <Form problem={problem} label={t("reader.code.have")}>
          <Field
            name="code"
            label={t("reader.code")}
            chars={12}
            value={code}
            autoComplete="off"
            problem={problem}
          />
          <Button kind="quiet" name="do" value="look">
            {t("reader.code.look")}
          </Button>
        </Form>
      )}
    </Section>
  );
}
