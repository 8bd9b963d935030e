import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

interface Look {
  kind?: "primary" | "quiet" | "refuse" | "link";
  icon?: IconName;
  children: ReactNode;
}

export interface ButtonProps extends Look {
  name?: string;
  value?: string;
  type?: "submit" | "button";
  /** Posts the form to another address than the page's own. */
  formAction?: string;
  /** Why it cannot be pressed now. The button stays reachable and says it. */
  reason?: string;
}

/** A button whose word is a verb. */
export function Button({ kind = "primary", icon, children, reason, type = "submit", ...rest }: ButtonProps) {
  return (
    <button
      className={classOf(kind)}
      type={type}
      aria-disabled={reason ? true : undefined}
      title={reason}
      {...rest}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

export interface ButtonLinkProps extends Look {
  href: string;
  download?: boolean;
}

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function ButtonLink({ kind = "primary", icon, children, ...rest }: ButtonLinkProps) {
  return (
    <a className={classOf(kind)} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}

function classOf(kind: NonNullable<Look["kind"]>): string {
  return kind === "primary" ? "button" : `button button-${kind}`;
}
