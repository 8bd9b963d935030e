import type { ReactNode } from "react";
import { usePage } from "../text.tsx";
import cityCss from "./city.css?url";

export interface ShellCityProps {
  title: string;
  /** When these figures were counted, in words. */
  asOf: string;
  start?: ReactNode;
  middle: ReactNode;
  end?: ReactNode;
  /** The line at the foot. */
  foot?: ReactNode;
  /** Seconds after which the page reads its own figures again. */
  every?: number;
}

/** The wall of the culture bureau: dark, 16:9, readable at five metres; map in the middle, figures at both sides. */
export function ShellCity({ title, asOf, start, middle, end, foot, every }: ShellCityProps) {
  const { text: t, city, nonce } = usePage();
  return (
    <>
      <title>{`${title} · ${city.name}`}</title>
      <link rel="stylesheet" href={cityCss} precedence="shell" nonce={nonce} />
      <main id="main" className="wall">
        <header className="wall-head">
          <h1>{title}</h1>
          <p data-live="as-of">{asOf}</p>
          {city.demo && <p className="wall-demo">{t("shell.demo.word")}</p>}
        </header>
        <div className="wall-side" data-live="start">
          {start}
        </div>
        <div className="wall-middle" data-live="middle">
          {middle}
        </div>
        <div className="wall-side" data-live="end">
          {end}
        </div>
        {foot && <div className="wall-foot">{foot}</div>}
      </main>
      {every && <live-parts every={every} />}
    </>
  );
}

export interface FigureProps {
  label: string;
  value: string;
  unit?: string;
  /** Period and definition: a figure without them is not shown. */
  means: string;
  /** The rows behind it. */
  href?: string;
  /** Against the period before, in words. */
  change?: string;
}

/** One figure with its unit, period and definition. */
export function Figure({ label, value, unit, means, href, change }: FigureProps) {
  return (
    <div className="figure">
      <h2>{href ? <a href={href}>{label}</a> : label}</h2>
      <p className="figure-value song">
        {value}
        {unit && <span className="figure-unit">{unit}</span>}
      </p>
      {change && <p className="figure-change">{change}</p>}
      <p className="figure-means">{means}</p>
    </div>
  );
}

export interface AlarmsProps {
  title: string;
  /** Each with the person in charge, and where to see to it. */
  alarms: readonly { what: string; who: string; href: string | null }[];
  /** Said when there is none. */
  none: string;
  /** That there are others, in words. */
  more?: string | null;
}

/** What has to be seen to, and by whom. */
export function Alarms({ title, alarms, none, more }: AlarmsProps) {
  return (
    <section className="wall-alarms">
      <h2>{title}</h2>
      {alarms.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul className="plain">
          {alarms.map(({ what, who, href }) => (
            <li key={`${what} ${who}`}>
              {href ? <a href={href}>{what}</a> : <span>{what}</span>}
              <span className="wall-who">{who}</span>
            </li>
          ))}
        </ul>
      )}
      {more && <p className="wall-who">{more}</p>}
    </section>
  );
}
