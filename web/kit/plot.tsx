import type { ReactNode } from "react";
import { useText } from "../text.tsx";
import { niceTop, spread } from "./scale.ts";

export interface PlotSource {
  /** Where the numbers come from, in words. */
  name: string;
  /** Until when, in words: "2026年11月22日". */
  asOf: string;
  /** The rows behind them. */
  href?: string;
}

interface Plot {
  title: string;
  unit: string;
  source: PlotSource;
  /** One sentence: what is to be seen. Also read to those who do not see it. */
  says?: string;
  /** How a number is written; the page's own way by default. */
  write?: (value: number) => string;
}

export interface PlotBarProps extends Plot {
  /** Of its title: below that of a section, unless it stands straight below the page's. */
  level?: 2 | 3;
  items: readonly {
    label: string;
    value: number;
    href?: string /** Stands out in poplar. */;
    marked?: boolean;
  }[];
}

/** Bars from a zero line, longest label first in the page's direction, every bar with its own number. */
export function PlotBar({ title, unit, source, says, level, items, write = plain }: PlotBarProps) {
  const top = Math.max(1, ...items.map((item) => item.value));
  return (
    <PlotFigure title={title} unit={unit} source={source} says={says} level={level}>
      <table className="plot-bars">
        <caption className="unseen">{title}</caption>
        <tbody>
          {items.map((item) => (
            <tr key={item.label}>
              <th scope="row">{item.href ? <a href={item.href}>{item.label}</a> : item.label}</th>
              <td className="plot-bar" aria-hidden="true">
                <svg width="100%" height="18" aria-hidden="true">
                  <rect
                    className={item.marked ? "bar bar-marked" : "bar"}
                    width={`${Math.round((item.value / top) * 1000) / 10}%`}
                    y="2"
                    height="14"
                  />
                  <rect className="plot-zero" width="1" height="18" />
                </svg>
              </td>
              <td className="plot-value">{write(item.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </PlotFigure>
  );
}

export interface PlotLineProps extends Plot {
  /** Labels along the time axis, oldest first; as many as each line has values. */
  times: readonly string[];
  /** Null is a gap: not counted, not zero. */
  lines: readonly { label: string; values: readonly (number | null)[]; marked?: boolean }[];
}

const plotTop = 10;
const plotHigh = 168;
const plotAll = plotTop + plotHigh + 34;

/** Up to four lines over time, each named at its end; zero line, three rules with their numbers. */
export function PlotLine({ title, unit, source, says, times, lines, write = plain }: PlotLineProps) {
  const top = niceTop(Math.max(1, ...lines.flatMap((line) => line.values.map((value) => value ?? 0))));
  const y = (value: number) => plotTop + plotHigh * (1 - value / top);
  const rules = [0, top / 2, top];
  const names = lines.map((line) => `${line.label} ${write(lastOf(line.values))}`);
  const places = spread(lines.map((line) => y(lastOf(line.values))));
  const last = times.length - 1;
  // Three drawings side by side, so that only the middle one stretches. Time runs from left to right in every
  // language: the axis is a ruler, not text.
  return (
    <PlotFigure title={title} unit={unit} source={source} says={says}>
      <div className="plot-line" dir="ltr" role="img" aria-label={says ?? title}>
        <svg className="plot-scale" width={emsOf(rules.map(write))} height={plotAll} aria-hidden="true">
          {rules.map((value) => (
            <text key={value} x="100%" dx="-8" y={y(value) + 5} textAnchor="end">
              {write(value)}
            </text>
          ))}
        </svg>
        <svg className="plot-area" height={plotAll} aria-hidden="true">
          {rules.map((value) => (
            <rect
              key={value}
              className={value === 0 ? "plot-zero" : "plot-rule"}
              y={y(value)}
              width="100%"
              height="1"
            />
          ))}
          <svg
            y={plotTop}
            width="100%"
            height={plotHigh}
            viewBox={`0 0 1000 ${plotHigh}`}
            preserveAspectRatio="none"
            overflow="visible"
          >
            <title>{title}</title>
            {lines.map((line) => (
              <path
                key={line.label}
                className={line.marked ? "line line-marked" : "line"}
                d={pathOf(
                  line.values,
                  (at) => (last ? (at / last) * 1000 : 500),
                  (value) => plotHigh * (1 - value / top),
                )}
                vectorEffect="non-scaling-stroke"
              />
            ))}
          </svg>
          {lines.map((line) => (
            <circle
              key={line.label}
              className={line.marked ? "line-end line-end-marked" : "line-end"}
              cx="100%"
              cy={y(lastOf(line.values))}
              r="4"
            />
          ))}
          <text className="plot-scale" y={plotAll - 8}>
            {times[0]}
          </text>
          <text className="plot-scale" x="100%" y={plotAll - 8} textAnchor="end">
            {times[last]}
          </text>
        </svg>
        <svg width={emsOf(names)} height={plotAll} aria-hidden="true">
          {lines.map((line, at) => (
            <text
              key={line.label}
              className={line.marked ? "line-name line-name-marked" : "line-name"}
              x="12"
              y={(places[at] ?? 0) + 5}
            >
              {names[at]}
            </text>
          ))}
        </svg>
      </div>
      <details className="plot-rows">
        <PlotRows times={times} lines={lines} title={title} write={write} />
      </details>
    </PlotFigure>
  );
}

/** Room for the longest of these words, in em: a Han character is one, a letter or digit about 0.6. */
function emsOf(words: readonly string[]): string {
  const wide = (word: string) => [...word].reduce((sum, char) => sum + (char > "\u2e80" ? 1 : 0.6), 0);
  return `${Math.ceil((Math.max(...words.map(wide)) + 1.2) * 10) / 10}em`;
}

function PlotRows({
  times,
  lines,
  title,
  write,
}: Required<Pick<PlotLineProps, "times" | "lines" | "title" | "write">>) {
  const t = useText();
  return (
    <>
      <summary>{t("kit.plot.as-table")}</summary>
      <table className="table">
        <caption className="unseen">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t("kit.plot.time")}</th>
            {lines.map((line) => (
              <th key={line.label} scope="col" className="numeric">
                {line.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times.map((time, at) => (
            <tr key={time}>
              <th scope="row">{time}</th>
              {lines.map((line) => {
                const value = line.values[at];
                return (
                  <td key={line.label} className="numeric">
                    {value === null || value === undefined ? t("kit.plot.none") : write(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

interface PlotFigureProps {
  title: string;
  unit: string;
  source: PlotSource;
  says: string | undefined;
  level?: 2 | 3 | undefined;
  children: ReactNode;
}

function PlotFigure({ title, unit, source, says, level = 3, children }: PlotFigureProps) {
  const t = useText();
  const Title = `h${level}` as const;
  const words = t("kit.plot.source", { name: source.name, asOf: source.asOf });
  return (
    <figure className="plot">
      <figcaption>
        <Title>{title}</Title>
        <p className="quiet small">{t("kit.plot.unit", { unit })}</p>
        {says && <p>{says}</p>}
      </figcaption>
      {children}
      <p className="plot-source">{source.href ? <a href={source.href}>{words}</a> : words}</p>
    </figure>
  );
}

function plain(value: number): string {
  return String(value);
}

function lastOf(values: readonly (number | null)[]): number {
  return values.findLast((value) => value !== null) ?? 0;
}

function pathOf(
  values: readonly (number | null)[],
  x: (at: number) => number,
  y: (value: number) => number,
): string {
  let d = "";
  let pen = "M";
  values.forEach((value, at) => {
    if (value === null) {
      pen = "M";
      return;
    }
    d += `${pen}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = "L";
  });
  return d;
}
