import type { ReactNode } from "react";
import { useText } from "../text.tsx";
import { Icon, type IconName } from "./icon.tsx";

export type NoticeKind = "quiet" | "attention" | "refused" | "done";

export interface NoticeProps {
  kind?: NoticeKind;
  title?: string;
  children?: ReactNode;
  /** The answer to what the person just did: read out at once. */
  live?: true;
}

const icons: Record<NoticeKind, IconName> = {
  quiet: "info",
  attention: "bell",
  refused: "attention",
  done: "check",
};

/** A short message beside the content: icon, word, and what to do. */
export function Notice({ kind = "quiet", title, children, live }: NoticeProps) {
  return (
    <div className={`notice notice-${kind}`} role={live ? "status" : undefined}>
      <Icon name={icons[kind]} />
      <div className="stack-tight">
        {title && <p className="notice-title">{title}</p>}
        {children && <div>{children}</div>}
      </div>
    </div>
  );
}

export interface EmptyProps {
  /** Why there is nothing. */
  title: string;
  /** What to do next, with a link where there is one. */
  children: ReactNode;
}

/** Nothing to show: why, and what to do next. */
export function Empty({ title, children }: EmptyProps) {
  return (
    <div className="empty">
      <svg viewBox="0 0 96 48" width="96" height="48" aria-hidden="true">
        <path d="M4 40c14-18 26-18 40-6s28 10 48-8" />
        <path d="M4 46c18-10 34-8 48-2s24 4 40-4" />
        <circle cx="70" cy="12" r="6" />
      </svg>
      <p className="empty-title">{title}</p>
      <div>{children}</div>
    </div>
  );
}

export interface ProgressProps {
  label: string;
  value: number;
  max: number;
  /** "第 3 组，共 12 组；约 40 秒" */
  detail?: string;
}

/** How far something is, with numbers: never a bare spinner. */
export function Progress({ label, value, max, detail }: ProgressProps) {
  const t = useText();
  return (
    <div className="progress">
      <p className="row row-between">
        <span>{label}</span>
        <span className="figures">{t("kit.progress", { value, max })}</span>
      </p>
      <progress value={value} max={max} aria-label={label} />
      {detail && <p className="quiet small">{detail}</p>}
    </div>
  );
}
