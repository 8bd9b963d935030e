import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { DateField } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Section } from "#web/kit/section.tsx";
import { day } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { getNetwork } from "../../contract.ts";
import { shareText } from "../share-text.ts";
import { NetworkFrame } from "./network-frame.tsx";

type Standard = AnswerOf<typeof getNetwork>["standards"][number];

export async function loader({ context, request }: LoadArgs) {
  const on = new URL(request.url).searchParams.get("on");
  return pageOf(context).call(getNetwork, { query: on ? { on } : {} });
}

// texts: place.level.* network.status.*

/** 设置率 on any day: the figures, district by district, and by name the divisions that go without. */
export default function DeskNetwork({ loaderData: network }: PageProps<typeof loader>) {
  const t = useText();
  return (
    <NetworkFrame
      view="coverage"
      actions={
        <ButtonLink kind="quiet" href="/network">
          {t("place.desk.public-page")}
        </ButtonLink>
      }
    >
      <Form method="get" action="/desk/network" label={t("network.on")}>
        <DateField name="on" label={t("network.on")} hint={t("network.on.hint")} value={network.on} />
        <Button kind="quiet">{t("network.on.verb")}</Button>
      </Form>
      <p className="quiet">{t("network.as-of", { day: t.formats.fullDayText(day(network.on)) })}</p>
      <Table
        caption={t("network.coverage")}
        hideCaption
        columns={[
          { key: "name", label: t("network.standard") },
          { key: "level", label: t("place.level") },
          { key: "share", label: t("network.share"), numeric: true },
          { key: "city", label: t("network.city"), numeric: true },
          ...network.districts.map(({ code, name }) => ({ key: code, label: name, numeric: true as const })),
          { key: "missing", label: t("network.missing"), numeric: true },
          { key: "status", label: t("network.status") },
        ]}
        rows={network.standards.map((one) => ({
          key: one.code,
          cells: [
            one.missing.length > 0 ? (
              <a key="name" href={`#${one.code}`}>
                {one.name}
              </a>
            ) : (
              one.name
            ),
            t(`place.level.${one.level}`),
            shareText(t, one),
            t("network.have-of", { have: one.have, of: one.of }),
            ...network.districts.map(({ code }) => {
              const district = one.districts.find((other) => other.code === code);
              return district ? t("network.have-of", { have: district.have, of: district.of }) : "—";
            }),
            t.formats.numberText(one.missing.length),
            t(`network.status.${one.status}`),
          ],
        }))}
      />
      {network.standards
        .filter(({ missing }) => missing.length > 0)
        .map((one) => (
          <Without key={one.code} standard={one} />
        ))}
    </NetworkFrame>
  );
}

/** The divisions that go without, by name: each leads to what there is in it. */
function Without({ standard }: { standard: Standard }) {
  const t = useText();
  const { code, name, missing, divisionKinds, source, status } = standard;
  return (
    <Section title={name} note={t("network.missing.title", { count: missing.length })} id={code}>
      <p>
        {t("network.asks.of", {
          divisions: divisionKinds.length > 0 ? t.formats.listText(divisionKinds) : t("network.asks.all"),
          atLeast: standard.atLeast,
          kinds: t.formats.listText(standard.kinds.map((kind) => kind.name)),
        })}
      </p>
      <p className="quiet small">
        {t("network.source-is", { source, status: t(`network.status.${status}`) })}
      </p>
      <ul className="columns">
        {missing.map((division) => (
          <li key={division.code}>
            <a href={`/places?division=${division.code}`}>{division.name}</a>
            {division.district && <span className="quiet small"> {division.district}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
