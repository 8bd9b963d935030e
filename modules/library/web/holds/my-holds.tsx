import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { DateField, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State, type StateKind } from "#web/kit/state.tsx";
import { day } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  type Problem,
  pageOf,
  said,
  unknownAct,
} from "#web/page.ts";
import { usePage, useWhom } from "#web/text.tsx";
import { cancelHold, changeHold, ownHolds } from "../../circulation/holds/contract.ts";
import { atDoor, pickupIn } from "./pickup.ts";

export async function loader({ context, request }: LoadArgs) {
  const made = new URL(request.url).searchParams.has("made");
  return { ...(await pageOf(context).call(ownHolds, {})), made };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const of = { params: { id: said(form, "hold") } };
  try {
    if (said(form, "do") === "cancel") await call(cancelHold, { ...of, body: {} }, keyOf(form));
    else if (said(form, "do") !== "change") throw unknownAct(pageOf(context));
    else {
      const body = {
        ...pickupIn(form),
        frozenUntil: said(form, "frozenUntil") || null,
        neededBy: said(form, "neededBy") || null,
      };
      await call(changeHold, { ...of, body }, keyOf(form));
    }
    return redirect("/my/holds");
  } catch (error) {
    return formProblem(error, form);
  }
}

type Hold = AnswerOf<typeof ownHolds>["items"][number];

/** What somebody waits for, with their place in the queue, and what stands ready. */
export default function MyHolds({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, pickups, toDoor, made } = loaderData;
  const { text: t } = usePage();
  const whom = useWhom();
  const title = whom.acts ? t("book-hold.mine-of", whom) : t("book-hold.mine");
  const refusedOf = (hold: Hold) => (actionData?.values.hold === hold.id ? actionData : undefined);
  return (
    <ShellPortal title={title} section="my">
      <div className="stack">
        <Trail label={title} items={[{ href: "/my", label: t("wish.to-my") }]} />
        <h1>{title}</h1>
        {made && <Notice kind="done" live title={t("book-hold.made")} />}
        {(toDoor || items.some((hold) => hold.toDoor)) && (
          <p>
            <a href="/my/delivery">{t("delivery.title")}</a>
          </p>
        )}
        {items.length === 0 ? (
          <Empty title={t("book-hold.none")}>
            <a href="/catalogue">{t("book-hold.none.do")}</a>
          </Empty>
        ) : (
          <ul className="plain stack-wide">
            {items.map((hold) => (
              <li key={hold.id} className="card stack-tight">
                <Own hold={hold} />
                {hold.can.includes("change") && (
                  <Change
                    hold={hold}
                    pickups={pickups}
                    toDoor={toDoor}
                    values={refusedOf(hold)?.values ?? {}}
                    problem={refusedOf(hold)?.problem}
                  />
                )}
                <Form
                  label={`${t("book-hold.cancel")} ${hold.title}`}
                  problem={hold.can.includes("change") ? undefined : refusedOf(hold)?.problem}
                >
                  <input type="hidden" name="hold" value={hold.id} />
                  <Button kind="link" name="do" value="cancel">
                    {t("book-hold.cancel")}
                    <span className="unseen"> {hold.title}</span>
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
        )}
      </div>
    </ShellPortal>
  );
}

const stateKinds: Record<Hold["state"], StateKind> = {
  waiting: "closed",
  wanted: "soon",
  travelling: "soon",
  ready: "open",
};

// texts: book-hold.state.*
function Own({ hold }: { hold: Hold }) {
  const { text: t } = usePage();
  const { title, volume, state, pickup, readyUntil, slot, frozenUntil, neededBy, group } = hold;
  const ready = { place: pickup.name, slot, day: readyUntil ? day(readyUntil) : "" };
  const bring = t("book-hold.will-bring", { day: hold.bringOn ? day(hold.bringOn) : "none" });
  const wishes = [
    state === "waiting" && t("book-hold.before", { before: hold.before, copies: hold.copies }),
    hold.toDoor ? bring : state !== "ready" && t("book-hold.will-collect", { place: pickup.name }),
    neededBy && t("book-hold.needed-until", { day: day(neededBy) }),
    group !== null && t("book-hold.group", { group }),
  ];
  return (
    <>
      <h2 className="found-title" dir="auto">
        <a href={`/catalogue/${hold.record}`}>{title || t("book-hold.unnamed")}</a>
        {volume && ` ${volume}`}
      </h2>
      <p className="row">
        <State kind={stateKinds[state]}>
          {t(`book-hold.state.${state === "ready" && hold.toDoor ? "ready-door" : state}`)}
        </State>
        {frozenUntil && <State kind="closed">{t("book-hold.frozen", { day: day(frozenUntil) })}</State>}
      </p>
      {state === "ready" && !hold.toDoor && (
        <p>
          <strong>{t(slot ? "book-hold.collect" : "book-hold.collect-unnumbered", ready)}</strong>
        </p>
      )}
      <p className="quiet">{wishes.filter(Boolean).join("；")}</p>
      {hold.hopeless && <Notice kind="attention">{t("book-hold.hopeless")}</Notice>}
    </>
  );
}

function Change({
  hold,
  pickups,
  toDoor,
  values,
  problem,
}: {
  hold: Hold;
  pickups: readonly { id: string; name: string }[];
  toDoor: boolean;
  values: Record<string, string>;
  problem: Problem | undefined;
}) {
  const { text: t } = usePage();
  const others = pickups.some(({ id }) => id === hold.pickup.id) ? pickups : [hold.pickup, ...pickups];
  return (
    <details open={problem !== undefined}>
      <summary>
        {t("book-hold.change")}
        <span className="unseen"> {hold.title}</span>
      </summary>
      <Form problem={problem} label={`${t("book-hold.change")} ${hold.title}`}>
        <input type="hidden" name="hold" value={hold.id} />
        <Select
          name="pickupId"
          label={t("book-hold.pickup")}
          value={values.pickupId ?? (hold.toDoor ? atDoor(hold.pickup.id) : hold.pickup.id)}
          options={[
            ...optionsOf(others),
            ...(toDoor || hold.toDoor
              ? [{ value: atDoor(hold.pickup.id), label: t("book-hold.to-door") }]
              : []),
          ]}
          problem={problem}
        />
        <DateField
          name="frozenUntil"
          label={t("book-hold.frozen-until")}
          hint={t("book-hold.frozen-until.hint")}
          value={values.frozenUntil ?? hold.frozenUntil ?? undefined}
          problem={problem}
          optional
        />
        <DateField
          name="neededBy"
          label={t("book-hold.needed-by")}
          hint={t("book-hold.needed-by.hint")}
          value={values.neededBy ?? hold.neededBy ?? undefined}
          problem={problem}
          optional
        />
        <Button name="do" value="change">
          {t("book-hold.change.save")}
        </Button>
      </Form>
    </details>
  );
}
