import type { ReactNode } from "react";

export interface NoticeProps {
  kind?: "quiet" | "attention" | "refused" | "done";
  children: ReactNode;
}

/** A short message beside the content. */
export function Notice({ kind = "quiet", children }: NoticeProps) {
  return <div className={`notice notice-${kind}`}>{children}</div>;
}
