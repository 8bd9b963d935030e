import type { ReactNode } from "react";
import { usePage } from "../text.tsx";

export interface ShellPortalProps {
  title: string;
  children: ReactNode;
}

/** The house of every public page. */
export function ShellPortal({ title, children }: ShellPortalProps) {
  const { city } = usePage();
  return (
    <>
      <title>{`${title} · ${city.name}`}</title>
      <main id="main">{children}</main>
    </>
  );
}
