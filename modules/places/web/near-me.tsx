import type { ReactNode } from "react";
import { Notice } from "#web/kit/notice.tsx";
import { useText } from "#web/text.tsx";

export interface NearMeProps {
  /** Where to go with the reader's spot added. */
  to: string;
  /** Where to choose a district, for those who give none. */
  instead: string;
  /** With the reader's spot in use: the same page without it. */
  without?: string;
  /** The reader was asked and no spot came. */
  refused?: boolean;
  /** Other ways to narrow the list, before it in the same row. */
  children?: ReactNode;
}

/** "Nearest to me": the position is asked for after the tap, and what becomes of it is said beside. */
export function NearMe({ to, instead, without, refused, children }: NearMeProps) {
  const t = useText();
  return (
    <div className="stack-tight">
      <div className="actions near-me">
        {children}
        <here-link to={to}>
          <a className="button button-quiet" href={instead}>
            {t(without ? "place.near-me.again" : "place.near-me")}
          </a>
        </here-link>
        {without && <a href={without}>{t("place.near-me.without")}</a>}
      </div>
      <p className="quiet small">{t(without ? "place.near-me.kept" : "place.near-me.promise")}</p>
      {refused && (
        <Notice live title={t("place.near-me.refused")}>
          <a href={instead}>{t("place.near-me.refused.do")}</a>
        </Notice>
      )}
    </div>
  );
}
