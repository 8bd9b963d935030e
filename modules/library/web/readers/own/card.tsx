import { ButtonLink } from "#web/kit/button.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { day } from "#web/occasion.ts";
import { useText } from "#web/text.tsx";
import type { Reader } from "./own.ts";

/** The card, and what stands against using it. */
export function Card({ reader, name }: { reader: Reader; name: string | null }) {
  const t = useText();
  const now = reader.cards.find(({ state }) => state === "active");
  const old = reader.cards.filter(({ state }) => state === "alias");
  return (
    <section className="card stack-tight" aria-label={t("reader.card")}>
      {reader.blocked !== "" && (
        <Notice kind="refused" title={t("reader.blocked", { reason: reader.blocked })}>
          {t("reader.blocked.do")}
        </Notice>
      )}
      {reader.suspendedUntil !== null && (
        <Notice
          kind="attention"
          title={t("reader.suspended", { day: t.formats.fullDayText(day(reader.suspendedUntil)) })}
        >
          {t("reader.suspended.do")}
        </Notice>
      )}
      {reader.expired && (
        <Notice kind="attention" title={t("reader.expired")}>
          {t("reader.expired.do")}
        </Notice>
      )}
      <p className="quiet">{reader.home.name}</p>
      <p className="song reader-name">{name ?? t("reader.nameless")}</p>
      {now ? (
        <p>
          <span className="quiet">{t("reader.card.number")}</span>{" "}
          <strong className="figures reader-number">{now.number.replace(/(\d{4})(?=\d)/g, "$1 ")}</strong>
        </p>
      ) : (
        <p>{t("reader.card.family")}</p>
      )}
      <p>
        <ButtonLink href="/my/pass" icon="pass">
          {t("reader.card.pass")}
        </ButtonLink>
      </p>
      <p className="quiet small">{t("reader.card.pass-note")}</p>
      {old.map(({ number, issuer, issuerId }) => (
        <p key={`${issuerId} ${number}`} className="small">
          {t("reader.card.old", { number, issuer })}
        </p>
      ))}
    </section>
  );
}
