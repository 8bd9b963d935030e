import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts, Steps } from "#web/kit/list.tsx";
import { Notice, Progress } from "#web/kit/notice.tsx";
import { moment } from "#web/occasion.ts";
import type { Problem } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import type { getBatch } from "../../../catalogue/importing/contract.ts";

type One = AnswerOf<typeof getBatch>;

export function Standing({ one }: { one: One }) {
  const t = useText();
  const { state } = one;
  const before = state === "checking" || state === "refused";
  const landed = state === "landed" || state === "undoing" || state === "undone";
  const landing = landed || state === "landing" || state === "stopped";
  const countOf = (
    what: "added" | "changed" | "unchanged" | "refused" | "alike" | "items" | "itemsRefused",
  ) => {
    const text = t.formats.numberText(one[what]);
    const isListed = what === "added" || what === "changed" || what === "unchanged";
    if (one[what] === 0) return text;
    if (isListed) return <a href={`/desk/catalogue/batches/${one.id}/records?did=${what}`}>{text}</a>;
    return what === "alike" && landing ? <a href="/desk/catalogue/likenesses">{text}</a> : text;
  };
  return (
    <>
      <Steps
        label={t("batch.steps")}
        steps={[
          {
            label: t("batch.step.sent"),
            state: "done",
            note: t.formats.momentText(moment(one.beganAt)),
          },
          { label: t("batch.step.checked"), state: before ? "current" : "done" },
          { label: t("batch.step.landed"), state: landed ? "done" : before ? "later" : "current" },
        ]}
      />
      <Notice kind={noticeOf(one)} title={t(`batch.state.${state}`)}>
        {t(`batch.state.${state}.about`, { gone: one.recordsGone, restored: one.recordsRestored })}
      </Notice>
      {one.broken && <Notice kind="refused" title={one.broken} />}
      <NowhereTold one={one} />
      {(state === "checking" || state === "landing") && (
        <Progress label={t("batch.progress")} value={one.done} max={Math.max(one.bytes, 1)} />
      )}
      <Facts
        items={[
          {
            term: t("batch.profile"),
            value: (
              <>
                {one.profile}{" "}
                <a href={`/desk/catalogue/profiles?from=${one.id}`}>{t("profiles.from-batch")}</a>
              </>
            ),
          },
          ...(["added", "changed", "unchanged", "refused", "alike", "items", "itemsRefused"] as const).map(
            (what) => ({
              term: t(landing ? `batch.count.${textOf(what)}` : `batch.would.${textOf(what)}`),
              value: countOf(what),
            }),
          ),
        ]}
      />
    </>
  );
}

/** A book that is nowhere no reader finds and no stocktake counts. */
function NowhereTold({ one: { state, nowhere } }: { one: One }) {
  const t = useText();
  if (nowhere === 0 || state === "undone" || state === "dropped") return null;
  const before = state === "checking" || state === "checked";
  return (
    <Notice
      kind={before ? "refused" : "attention"}
      title={t(before ? "batch.would.nowhere" : "batch.count.nowhere", { count: nowhere })}
    >
      {before ? (
        t("batch.would.nowhere.do")
      ) : (
        <a href="/desk/catalogue/nowhere">{t("batch.count.nowhere.do")}</a>
      )}
    </Notice>
  );
}

// texts: batch.count.* batch.would.*
const textOf = (what: string) => (what === "itemsRefused" ? "items-refused" : what);

function noticeOf({ state, refused }: One): "quiet" | "attention" | "refused" | "done" {
  if (state === "refused") return "refused";
  if (state === "landed") return refused > 0 ? "attention" : "done";
  return state === "checked" || state === "stopped" ? "attention" : "quiet";
}

export function Actions({ one, problem }: { one: One; problem: Problem | undefined }) {
  const t = useText();
  const ways = one.can.filter((what) => what !== "settle");
  if (ways.length === 0) return null;
  return (
    <Form problem={problem} label={t("batch.steps")}>
      <div className="actions">
        {ways.map((what) => (
          <Button
            key={what}
            name="do"
            value={what}
            kind={
              what === "undo" || what === "undo-rest"
                ? "refuse"
                : what === "drop" || what === "stop"
                  ? "quiet"
                  : "primary"
            }
          >
            {t(`batch.do.${what}`, { records: one.added + one.changed })}
          </Button>
        ))}
      </div>
      {ways.includes("undo") && <p className="quiet">{t("batch.undo.note")}</p>}
    </Form>
  );
}
