import type { ReactNode } from "react";
import { deskNavFor } from "../nav.ts";
import { Say, usePage } from "../text.tsx";
import deskCss from "./desk.css?url";
import { longestSearch } from "./field.tsx";
import { Icon } from "./icon.tsx";
import { DemoLabel, LanguageNote, LookMenu } from "./shell.portal.tsx";

export interface ShellDeskProps {
  title: string;
  /** One of `today counter events places reports staff acts`. */
  section?: string;
  /** The organisation this person is working for now. */
  organisation?: string;
  /** Buttons beside the heading. */
  actions?: ReactNode;
  children: ReactNode;
}

/** The staff's house: ways by task, one command field (`/` or the scanner), dense rows, everything by keyboard. */
export function ShellDesk({ title, section, organisation, actions, children }: ShellDeskProps) {
  const { text: t, city, actor, nonce } = usePage();
  return (
    <>
      <title>{`${title} · ${t("desk.name")} · ${city.name}`}</title>
      <link rel="stylesheet" href={deskCss} precedence="shell" nonce={nonce} />
      <a className="skip" href="#main">
        <Say k="shell.skip" />
      </a>
      <div className="desk">
        <header className="desk-head">
          {city.demo && <DemoLabel />}
          <LanguageNote />
          <a className="desk-brand" href="/desk">
            <span className="song">{city.name}</span> {t("desk.name")}
          </a>
          <search>
            <form className="search-field desk-command" action="/desk/find" data-command="">
              <label className="unseen" htmlFor="q">
                <Say k="desk.command.label" />
              </label>
              <input
                id="q"
                name="q"
                type="search"
                maxLength={longestSearch}
                placeholder={t("desk.command.hint")}
                autoComplete="off"
              />
              <span className="key" aria-hidden="true">
                /
              </span>
            </form>
          </search>
          <p className="desk-who">
            <a href="/desk/account">{actor.name ?? t("desk.name")}</a>
            {organisation && <span className="quiet">{organisation}</span>}
          </p>
          <LookMenu />
        </header>
        <nav className="desk-nav" aria-label={t("desk.nav.label")}>
          <ul className="plain">
            {deskNavFor(actor.can).map((item) => (
              <li key={item.id}>
                <a href={item.href} aria-current={item.id === section ? "page" : undefined}>
                  <Icon name={item.icon} />
                  <Say k={item.text} />
                </a>
              </li>
            ))}
          </ul>
          <form method="post" action="/sign-out">
            <button className="button button-link" type="submit">
              <Say k="shell.sign-out" />
            </button>
          </form>
        </nav>
        <main id="main" tabIndex={-1} className="desk-main">
          <div className="desk-title">
            <h1>{title}</h1>
            {actions && <div className="row">{actions}</div>}
          </div>
          {children}
        </main>
      </div>
      <offline-notice hidden>
        <Say k="shell.offline" />
      </offline-notice>
    </>
  );
}
