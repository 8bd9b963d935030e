import type { ReactNode } from "react";
import { localeFacts, locales } from "#libs/texts";
import { phoneNav, portalNav } from "../nav.ts";
import { Say, usePage, useText } from "../text.tsx";
import { longestSearch } from "./field.tsx";
import { Icon } from "./icon.tsx";

export interface ShellPortalProps {
  title: string;
  /** One sentence for search engines and shared links. */
  description?: string;
  /** Path of a picture for where the address is shared, 1200 × 630. */
  picture?: string;
  /** Which of the main ways this page belongs to (`home`, `events`, `courses`, `places`, `rooms`, `calendar`, `search`, `my`). */
  section?: string;
  /** What stands in the header's search field. */
  query?: string;
  /** The page draws its own bands from edge to edge; use `.page` inside. */
  bands?: true;
  children: ReactNode;
}

/** The house of every public page: masthead, content, foot, and on phones a bar within reach of the thumb. */
export function ShellPortal({
  title,
  description,
  picture,
  section,
  query,
  bands,
  children,
}: ShellPortalProps) {
  const { text: t, city, actor } = usePage();
  return (
    <>
      <title>{section === "home" ? title : `${title} · ${city.name}`}</title>
      <meta name="description" content={description ?? t("shell.description", { city: city.name })} />
      {picture && <SharePicture title={title} path={picture} description={description} />}
      <a className="skip" href="#main">
        <Say k="shell.skip" />
      </a>
      <header className="masthead">
        {city.demo && <DemoLabel />}
        <LanguageNote />
        {actor.onBehalfOf && <ActingBar name={actor.onBehalfOf} />}
        <div className="page masthead-top">
          <a className="brand" href="/">
            <span className="brand-city song">{city.name}</span>
            <span className="brand-name">
              <Say k="shell.brand" />
            </span>
          </a>
          <search className="masthead-search">
            <form action="/search" className="search-field">
              <label className="unseen" htmlFor="q">
                <Say k="shell.search.label" />
              </label>
              <input
                id="q"
                name="q"
                type="search"
                maxLength={longestSearch}
                defaultValue={query}
                placeholder={t("shell.search.hint")}
                enterKeyHint="search"
              />
              <button type="submit">
                <Icon name="search" label={t("shell.search.verb")} />
              </button>
            </form>
          </search>
          <div className="masthead-own">
            <LookMenu />
            <a className="own-link" href="/my/pass">
              <Icon name="pass" />
              <span>
                <Say k="shell.my-pass" />
              </span>
            </a>
            <a className="own-link" href={actor.kind === "anonymous" ? "/sign-in" : "/my"}>
              <Icon name="person" />
              <span>
                {actor.kind === "anonymous" ? t("shell.sign-in") : (actor.name ?? t("shell.nav.my"))}
              </span>
            </a>
          </div>
        </div>
        <nav className="ways" aria-label={t("shell.nav.label")}>
          <ul className="page">
            {portalNav.map((item) => (
              <li key={item.id}>
                <a href={item.href} aria-current={item.id === section ? "page" : undefined}>
                  <Say k={item.text} />
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main id="main" tabIndex={-1} className={bands ? undefined : "page main-padded"}>
        {children}
      </main>
      <Foot />
      <nav className="thumb-bar" aria-label={t("shell.nav.phone-label")}>
        {phoneNav.map((item) => (
          <a key={item.id} href={item.href} aria-current={item.id === section ? "page" : undefined}>
            <Icon name={item.icon} size={24} />
            <span>
              <Say k={item.text} />
            </span>
          </a>
        ))}
      </nav>
      <offline-notice hidden>
        <Say k="shell.offline" />
      </offline-notice>
    </>
  );
}

/** Open Graph: how the page looks where its address is shared. */
function SharePicture({ title, path, description }: { title: string; path: string; description?: string }) {
  const { city, here } = usePage();
  const { pathname, searchParams } = new URL(here, city.url);
  const session = searchParams.get("session");
  return (
    <>
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content={city.name} />
      <meta property="og:title" content={title} />
      {description && <meta property="og:description" content={description} />}
      <meta
        property="og:url"
        content={`${city.url}${pathname}${session ? `?session=${encodeURIComponent(session)}` : ""}`}
      />
      <meta property="og:image" content={`${city.url}${path}`} />
      <meta property="og:image:width" content="1200" />
      <meta property="og:image:height" content="630" />
    </>
  );
}

/** The quiet line that says: nothing here is real. */
export function DemoLabel() {
  return (
    <p className="demo-label">
      <strong>
        <Say k="shell.demo.word" />
      </strong>{" "}
      <Say k="shell.demo.means" />
    </p>
  );
}

/** Says in a language that lacks sentences that Chinese stands in for them. */
export function LanguageNote() {
  const t = useText();
  if (!t.partial) return null;
  return (
    <p className="language-note">
      <Say k="shell.partly-chinese" />
    </p>
  );
}

/** Whom one acts for, on every page, and the way back to oneself. It asks for nobody in particular: pressed late it does no harm. */
function ActingBar({ name }: { name: string }) {
  const t = useText();
  return (
    <section className="acting-bar" aria-label={t("shell.acting.label")}>
      <div className="page row">
        <strong>
          <Say k="shell.acting" values={{ name }} />
        </strong>
        <form method="post" action="/my/family">
          <input type="hidden" name="do" value="stop" />
          <button type="submit" className="button button-link">
            <Say k="shell.acting.stop" />
          </button>
        </form>
      </div>
    </section>
  );
}

/** Language, letter size, light and dark. Plain forms; a touch makes them instant. */
export function LookMenu() {
  const { locale, look, here } = usePage();
  const sizes = ["normal", "big"] as const;
  const themes = ["auto", "light", "dark"] as const;
  return (
    <details className="look-menu">
      <summary className="own-link">
        <Icon name="language" />
        <span>
          <Say k="shell.look.label" />
        </span>
      </summary>
      <form method="post" action="/look" className="look-panel">
        <input type="hidden" name="back" value={here} />
        <fieldset className="look-row">
          <legend>
            <Say k="shell.look.language" />
          </legend>
          {locales.map((code) => (
            <button
              key={code}
              type="submit"
              name="lang"
              value={code}
              lang={code}
              dir={localeFacts[code].dir}
              aria-pressed={code === locale}
            >
              {localeFacts[code].name}
            </button>
          ))}
        </fieldset>
        <fieldset className="look-row">
          <legend>
            <Say k="shell.look.size" />
          </legend>
          {sizes.map((size) => (
            <button key={size} type="submit" name="size" value={size} aria-pressed={size === look.size}>
              <Say k={`shell.look.size.${size}`} />
            </button>
          ))}
        </fieldset>
        <fieldset className="look-row">
          <legend>
            <Say k="shell.look.theme" />
          </legend>
          {themes.map((theme) => (
            <button key={theme} type="submit" name="theme" value={theme} aria-pressed={theme === look.theme}>
              <Say k={`shell.look.theme.${theme}`} />
            </button>
          ))}
        </fieldset>
      </form>
    </details>
  );
}

function Foot() {
  const { text: t, city } = usePage();
  return (
    <footer className="foot">
      <div className="page foot-grid">
        <div>
          <p className="foot-name song">{city.name}</p>
          <p className="quiet">
            <Say k="shell.foot.promise" />
          </p>
        </div>
        <nav aria-label={t("shell.foot.nav")}>
          <ul className="plain">
            {portalNav.slice(1).map((item) => (
              <li key={item.id}>
                <a href={item.href}>
                  <Say k={item.text} />
                </a>
              </li>
            ))}
            <li>
              <a href="/figures">
                <Say k="shell.foot.city" />
              </a>
            </li>
            <li>
              <a href="/privacy">
                <Say k="shell.foot.privacy" />
              </a>
            </li>
            <li>
              <a href="/api">
                <Say k="shell.foot.api" />
              </a>
            </li>
          </ul>
        </nav>
        <div className="quiet">
          <p>
            <Say k="shell.foot.helper" />
          </p>
          <p>
            <Say k="shell.foot.free" />
          </p>
        </div>
      </div>
    </footer>
  );
}
