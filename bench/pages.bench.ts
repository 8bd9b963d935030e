/** Public pages under load, the weight of their script, and Lighthouse on a phone. */

import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import lighthouse from "lighthouse";
import { openBrowser } from "../e2e/browser.ts";
import type { BenchResult } from "./run.ts";
import { startCity } from "./running-city.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const perSecond = 50;
const seconds = 20;
const rounds = 5;

export async function bench(say: (line: string) => void): Promise<BenchResult> {
  const data = mkdtempSync(join(tmpdir(), "wenmai-bench-"));
  const city = await startCity(root, data);
  try {
    const ids = await someIds(city.url);
    const content = ["/", "/places", "/events", `/places/${ids.place}`, `/events/${ids.event}`];
    say(`load: ${perSecond} requests/s over ${content.length} pages for ${seconds} s`);
    const p95 = await loadOf(city.url, content);
    const { resident, staff } = await sessions(city.url);
    const weigh = (paths: string[], cookie?: string) => heaviest(city.url, paths, cookie);
    const contentKb = await weigh(content);
    const liveKb = await weigh(["/my/pass"], resident);
    const deskKb = await weigh(["/desk", "/desk/door", "/desk/events", "/desk/places"], staff);
    const scannerKb = await weigh(["/scanner"], staff);
    const lowest = await lighthouseMinimum(
      ["/", `/places/${ids.place}`, `/events/${ids.event}`].map((path) => city.url + path),
      say,
    );
    return {
      figures: {
        p95_ms: p95,
        content_js_kb: contentKb,
        live_js_kb: liveKb,
        picker_js_kb: null,
        desk_js_kb: deskKb,
        scanner_js_kb: scannerKb,
        lighthouse_min: lowest,
      },
      notes: [
        "limits: p95_ms 60 at 50 requests/s; script in KB gz: content 30, live 180 (the scanner too), desk 500; lighthouse 95 (median of 5, lowest of four categories)",
        "picker_js_kb: no page has a date picker of its own; days use the device's",
      ],
    };
  } finally {
    await city.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function someIds(url: string): Promise<{ place: string; event: string }> {
  const first = async (path: string) => {
    const { items } = (await (await fetch(url + path)).json()) as { items: { id: string }[] };
    if (!items[0]) throw new Error(`${path} has no rows`);
    return items[0].id;
  };
  return { place: await first("/api/places?limit=1"), event: await first("/api/events?when=coming&limit=1") };
}

/** Requests leave evenly, whether or not earlier ones are answered: a crowd does not wait for its turn. */
async function loadOf(url: string, paths: string[]): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const visit = (path: string) =>
    new Promise<number>((resolve, reject) => {
      const began = performance.now();
      const asked = request(
        url + path,
        { agent, headers: { accept: "text/html", "accept-encoding": "gzip" } },
        (answer) => {
          answer.resume();
          answer.on("end", () =>
            answer.statusCode === 200
              ? resolve(performance.now() - began)
              : reject(new Error(`${path}: ${answer.statusCode}`)),
          );
        },
      );
      asked.on("error", reject);
      asked.end();
    });
  for (const path of [...paths, ...paths, ...paths]) await visit(path);
  const visits: Promise<number>[] = [];
  const start = performance.now();
  for (let n = 0; n < perSecond * seconds; n++) {
    await wait(Math.max(0, start + (n * 1000) / perSecond - performance.now()));
    visits.push(visit(paths[n % paths.length] ?? "/"));
  }
  const times = (await Promise.all(visits)).toSorted((a, b) => a - b);
  agent.destroy();
  return times[Math.floor(times.length * 0.95)] ?? Number.NaN;
}

/** Kilobytes of gzipped script that the heaviest of these pages loads, modules it preloads included. */
async function heaviest(url: string, paths: string[], cookie = ""): Promise<number> {
  let most = 0;
  for (const path of paths) {
    const html = await (await fetch(url + path, { headers: { accept: "text/html", cookie } })).text();
    const named = html.matchAll(
      /(?:<script[^>]+src|rel="modulepreload"[^>]+href|import\s+)="?([^"\s>]+\.js)"/g,
    );
    const sources = new Set([...named].map(([, source]) => source));
    let bytes = 0;
    for (const source of sources) {
      const script = await (await fetch(new URL(source ?? "", url))).arrayBuffer();
      bytes += gzipSync(new Uint8Array(script), { level: 9 }).length;
    }
    most = Math.max(most, bytes / 1024);
  }
  return most;
}

async function sessions(url: string): Promise<{ resident: string; staff: string }> {
  const post = async (path: string, body: object) => {
    const response = await fetch(url + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  const cookieOf = (response: Response) => response.headers.get("set-cookie")?.split(";")[0] ?? "";
  const staff = cookieOf(await post("/api/desk/sign-in", { login: "ju-manager", password: "wenmai-demo" }));
  const { attempt } = (await (await post("/api/sign-in/codes", { phone: "19900000001" })).json()) as {
    attempt: string;
  };
  let code: string | undefined;
  while (!code) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const { items } = (await (await fetch(`${url}/api/dev/messages`)).json()) as {
      items: { text: string }[];
    };
    code = /\d{6}/.exec(items[0]?.text ?? "")?.[0];
  }
  return { resident: cookieOf(await post("/api/sign-in", { attempt, code })), staff };
}

async function lighthouseMinimum(urls: string[], say: (line: string) => void): Promise<number> {
  const port = 9333;
  const browser = await openBrowser([`--remote-debugging-port=${port}`]);
  try {
    let lowest = 100;
    for (const url of urls) {
      const scores = new Map<string, number[]>();
      for (let round = 0; round < rounds; round++) {
        const result = await lighthouse(url, { port, output: "json", logLevel: "silent" });
        for (const [name, { score }] of Object.entries(result?.lhr.categories ?? {})) {
          if (["performance", "accessibility", "best-practices", "seo"].includes(name))
            scores.set(name, [...(scores.get(name) ?? []), (score ?? 0) * 100]);
        }
      }
      const medians = [...scores].map(
        ([name, all]) => [name, all.toSorted((a, b) => a - b)[2] ?? 0] as const,
      );
      say(
        `${new URL(url).pathname}: ${medians.map(([name, score]) => `${name} ${score.toFixed(0)}`).join(", ")}`,
      );
      lowest = Math.min(lowest, ...medians.map(([, score]) => score));
    }
    return lowest;
  } finally {
    await browser.close();
  }
}
