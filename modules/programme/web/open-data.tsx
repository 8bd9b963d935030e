import { addressOf } from "#contract";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { usePage } from "#web/text.tsx";
import { programmeFeed } from "../contract.ts";
import { openDataset, scheduledSessionFeed, sessionSeriesFeed } from "../open/contract.ts";

/** What of the programme is open to other people's programs, and how to read it. */
export default function OpenData() {
  const { text: t } = usePage();
  const feeds = [
    { href: addressOf(programmeFeed, {}), label: t("open.calendar") },
    { href: addressOf(sessionSeriesFeed, {}), label: t("open.series") },
    { href: addressOf(scheduledSessionFeed, {}), label: t("open.sessions") },
    { href: addressOf(openDataset, {}), label: t("open.dataset") },
  ];
  return (
    <ShellPortal title={t("open.title")} section="events">
      <div className="stack">
        <h1>{t("open.title")}</h1>
        <p className="lead">{t("open.about")}</p>
        <ul className="stack-tight">
          {feeds.map(({ href, label }) => (
            <li key={href}>
              <a href={href}>{label}</a>
              <br />
              <code className="small" dir="ltr">
                {href}
              </code>
            </li>
          ))}
        </ul>
        <p>{t("open.how")}</p>
        <p className="quiet">{t("open.license")}</p>
      </div>
    </ShellPortal>
  );
}
