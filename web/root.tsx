import touches from "virtual:touches";
import type { ReactNode } from "react";
import { Links, Meta, Outlet, Scripts, useMatches } from "react-router";
import type { EmbeddedFacts } from "./entry.client.tsx";
import kit from "./kit/kit.css?url";
import { dirOf, type Handle } from "./page.ts";
import { ProblemPage } from "./problem-page.tsx";
import { usePage } from "./text.tsx";

export const links = () => [
  { rel: "stylesheet", href: kit },
  { rel: "icon", href: "/icon.svg", type: "image/svg+xml" },
];

/** The document around every page. The framework's scripts are there only where a page says `live: true`. */
export function Layout({ children }: { children: ReactNode }) {
  const page = usePage();
  const handles = useMatches().map((match) => match.handle as Handle | undefined);
  const live = handles.some((handle) => handle?.live);
  return (
    <html lang={page.locale} dir={dirOf(page)} data-theme={page.look.theme} data-size={page.look.size}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={page.look.theme === "auto" ? "light dark" : page.look.theme} />
        <Meta />
        <Links />
        <script type="module" src={touches} />
      </head>
      <body>
        {children}
        {live && <LiveParts prefixes={handles.flatMap((handle) => handle?.texts ?? [])} />}
      </body>
    </html>
  );
}

function LiveParts({ prefixes }: { prefixes: readonly string[] }) {
  const { text: _text, nonce, locale, city, actor, look, here, requestId, words } = usePage();
  const facts: EmbeddedFacts = { locale, city, actor, look, here, requestId, words: words(prefixes) };
  return (
    <>
      <script id="page-facts" type="application/json">
        {json(facts)}
      </script>
      <Scripts nonce={nonce} />
    </>
  );
}

/** JSON that cannot close its script element. */
function json(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary({ error }: { error: unknown }) {
  return <ProblemPage error={error} />;
}
