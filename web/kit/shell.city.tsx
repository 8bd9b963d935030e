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
  /** The line at the foot, e.g. alarms with a person in charge. */
  foot?: ReactNode;
}

/** The wall of the culture bureau: dark, 16:9, readable at five metres; map in the middle, figures at both sides. */
export function ShellCity({ title, asOf, start, middle, end, foot }: ShellCityProps) {
  const { text: t, city, nonce } = usePage();
  return (
    <>
      <title>{`${title} · ${city.name}`}</title>
      <link rel="stylesheet" href={cityCss} precedence="shell" nonce={nonce} />
      <main id="main" className="wall">
        <header className="wall-head">
          <h1>{title}</h1>
          <p>{asOf}</p>
          {city.demo && <p className="wall-demo">{t("shell.demo.word")}</p>}
        </header>
        <div className="wall-side">{start}</div>
        <div className="wall-middle">{middle}</div>
        <div className="wall-side">{end}</div>
        {foot && <div className="wall-foot">{foot}</div>}
      </main>
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
