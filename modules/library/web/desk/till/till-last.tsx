import { useEffect, useRef, useState } from "react";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { State } from "#web/kit/state.tsx";
import { useText } from "#web/text.tsx";
import type { Copy, Outcome, Step } from "./steps.ts";
import { keys } from "./till-live.ts";
import { sayOutcome } from "./till-words.ts";
import { type Who, WhoStands } from "./who-stands.tsx";

export interface LastProps {
  outcome: Outcome;
  offers: "return-first" | "despite" | null;
  /** The reason is asked for now. */
  asks: boolean;
  who: Who | null;
  /** With script. */
  act: ((step: Step) => void) | null;
  ask: () => void;
}

/** What came of the last step, large; read out by screen readers. */
export function TillLast({ outcome, offers, asks, who, act, ask }: LastProps) {
  const t = useText();
  const said = sayOutcome(t, outcome);
  return (
    <section
      className="till-last"
      aria-label={t("till.last")}
      data-kind={said.kind}
      data-outcome={outcome.is}
    >
      <div role="status" aria-live="polite" aria-atomic="true" className="stack-tight">
        <p className="row">
          <State kind={said.kind}>{said.word}</State>
          {said.title !== null && <bdi>{said.title || t("library.untitled")}</bdi>}
        </p>
        {said.next.map((line) => (
          <p key={line} className="till-then" dir="auto">
            {line}
          </p>
        ))}
      </div>
      {outcome.is === "several" && <Choices outcome={outcome} who={who} act={act} />}
      {outcome.is === "refused" && outcome.copy && offers && (
        <Offered copy={outcome.copy} offers={offers} asks={asks} who={who} act={act} ask={ask} />
      )}
    </section>
  );
}

function Offered({
  copy,
  offers,
  asks,
  who,
  act,
  ask,
}: Omit<LastProps, "outcome" | "offers"> & { copy: Copy; offers: "return-first" | "despite" }) {
  const t = useText();
  // texts: till.return-first till.despite
  const word = t(`till.${offers}`);
  if (!act)
    return (
      <Form label={word}>
        <input type="hidden" name="do" value={offers} />
        <WhoStands who={who} />
        <CopyFields copy={copy} />
        {offers === "despite" && (
          <Field name="reason" label={t("till.despite.reason")} hint={t("till.despite.hint")} />
        )}
        <Button>{word}</Button>
      </Form>
    );
  if (offers === "despite" && asks) return <Despite copy={copy} act={act} />;
  return (
    <p>
      <button
        type="button"
        className="button"
        onClick={() => (offers === "despite" ? ask() : act({ what: "return-first", ...copy }))}
      >
        {word} <kbd>{keys.offered}</kbd>
      </button>
    </p>
  );
}

/** The reason, typed; Enter lends, Esc leaves it. */
function Despite({ copy, act }: { copy: Copy; act: (step: Step) => void }) {
  const t = useText();
  const [reason, setReason] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className="form"
      aria-label={t("till.despite")}
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== "") act({ what: "despite", reason: reason.trim(), ...copy });
      }}
    >
      <div className="field">
        <label className="label" htmlFor="till-reason">
          {t("till.despite.reason")}
        </label>
        <p className="field-hint" id="till-reason-hint">
          {t("till.despite.hint")}
        </p>
        <input
          ref={field}
          id="till-reason"
          className="control"
          aria-describedby="till-reason-hint"
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      <button type="submit" className="button">
        {t("till.despite")}
      </button>
    </form>
  );
}

function CopyFields({ copy }: { copy: Copy }) {
  return (
    <>
      <input type="hidden" name="itemId" value={copy.itemId} />
      <input type="hidden" name="title" value={copy.title} />
      <input type="hidden" name="barcode" value={copy.barcode} />
    </>
  );
}

type Several = Extract<Outcome, { is: "several" }>;

/** The steps that choose, in the order of their numbers. */
export const choicesOf = ({ said, copies, cards }: Several): Extract<Step, { what: "scan" }>[] => [
  ...copies.map(({ ownerId }) => ({ what: "scan" as const, said, ownerId, issuerId: null })),
  ...cards.map(({ issuerId }) => ({ what: "scan" as const, said, ownerId: null, issuerId })),
];

function Choices({ outcome, who, act }: { outcome: Several; who: Who | null; act: LastProps["act"] }) {
  const t = useText();
  const words = [
    ...outcome.copies.map(({ owner, title }) => t("till.several.copy", { owner, title })),
    ...outcome.cards.map(({ issuer }) => t("till.several.card", { issuer })),
  ];
  return (
    <ul className="plain stack-tight">
      {choicesOf(outcome).map((step, at) => (
        <li key={step.ownerId ?? step.issuerId}>
          {act ? (
            <button type="button" className="button button-quiet" onClick={() => act(step)}>
              {words[at]} <kbd>Alt+{at + 1}</kbd>
            </button>
          ) : (
            <Form label={words[at] ?? ""}>
              <input type="hidden" name="do" value="scan" />
              <input type="hidden" name="scan" value={step.said} />
              <WhoStands who={who} />
              <input type="hidden" name="ownerId" value={step.ownerId ?? ""} />
              <input type="hidden" name="issuerId" value={step.issuerId ?? ""} />
              <Button kind="quiet">{words[at]}</Button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  );
}
