import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { State } from "#web/kit/state.tsx";
import { useText } from "#web/text.tsx";
import type { ReaderProps } from "./till-reader.tsx";
import { nameOf } from "./till-words.ts";
import { WhoStands, whoIs } from "./who-stands.tsx";

/** For whom else the reader who stands here may borrow: their children, groups, who lets them come. Each loan is in the name of whom it is for. */
export function ComesFor({ reader, act }: Pick<ReaderProps, "reader" | "act">) {
  const t = useText();
  if (reader.comesFor.length === 0) return null;
  return (
    <section className="stack-tight" aria-label={t("till.for")}>
      <h3>{t("till.for")}</h3>
      <ul className="plain stack-tight">
        {reader.comesFor.map(({ subject, name, as, ready }) => {
          const called = nameOf(t, { name });
          const word = t("till.for.one", { name: called });
          return (
            <li key={subject} className="row">
              <For
                word={word}
                step={{ subject, agent: reader.subject, name: called }}
                reader={reader}
                act={act}
              />
              {/* texts: till.for.as.family till.for.as.contact till.for.as.proxy */}
              <span className="quiet">{t(`till.for.as.${as}`)}</span>
              {ready > 0 && <State kind="soon">{t("till.for.ready", { count: ready })}</State>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Who has come for this reader, and the way back to them. */
export function CameFor({ reader, act }: Pick<ReaderProps, "reader" | "act">) {
  const t = useText();
  if (!reader.agent) return null;
  const { subject } = reader.agent;
  const name = nameOf(t, reader.agent);
  return (
    <p className="row">
      <State kind="soon">{t("till.agent", { name })}</State>
      <For
        word={t("till.agent.back", { name })}
        step={{ subject, agent: subject, name }}
        reader={reader}
        act={act}
      />
    </p>
  );
}

function For({
  word,
  step,
  reader,
  act,
}: Pick<ReaderProps, "reader" | "act"> & {
  word: string;
  step: { subject: string; agent: string; name: string };
}) {
  if (act)
    return (
      <button type="button" className="button button-quiet" onClick={() => act({ what: "for", ...step })}>
        <bdi>{word}</bdi>
      </button>
    );
  return (
    <Form label={word}>
      <input type="hidden" name="do" value="for" />
      <input type="hidden" name="for" value={step.subject} />
      <input type="hidden" name="name" value={step.name} />
      <WhoStands who={whoIs(reader)} />
      <Button kind="quiet">
        <bdi>{word}</bdi>
      </Button>
    </Form>
  );
}
