import { useEffect, useState } from "react";
import { redirect } from "react-router";
import { type DeviceKey, deviceKey, msToNextStep } from "#browser/pass";
import { call } from "#web/call.ts";
import { Notice } from "#web/kit/notice.tsx";
import { PassCard } from "#web/kit/pass.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, type Handle, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { forgetOwnDevice, myPass, registerOwnDevice } from "../pass/contract.ts";
import { dated } from "./dated.ts";
import { PostButton } from "./post-button.tsx";

export const handle = { live: true, texts: ["pass", "account", "shell", "kit"] } satisfies Handle;

/** Days are written here: a calendar in the browser would weigh more than the pass. */
export async function loader({ context, request }: LoadArgs) {
  const { call, text, city } = pageOf(context);
  const { devices, expiresAt, coming, ...pass } = await call(myPass, {});
  return {
    ...pass,
    removed: new URL(request.url).searchParams.has("removed"),
    until: dated(text, city.zone, expiresAt),
    coming: coming.map(({ startsAt, seats, ...one }) => ({
      ...one,
      at: text.formats.momentText(moment(startsAt)),
      seats: seats.length > 0 ? text.formats.listText(seats) : null,
    })),
    devices: devices.map(({ id, madeAt, seenAt }) => ({
      id,
      made: dated(text, city.zone, madeAt),
      seen: dated(text, city.zone, seenAt),
    })),
  };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  await pageOf(context).call(forgetOwnDevice, { params: { id: said(form, "device") } }, keyOf(form));
  return redirect("/my/pass?removed");
}

/** The pass: with script a code that changes every 30 seconds; without, a static one that asks for a document. */
export default function Pass({ loaderData: pass }: PageProps<typeof loader, typeof action>) {
  const { text: t, city } = usePage();
  const live = useLiveCode();
  const name = pass.name ?? t("account.nameless");
  return (
    <ShellPortal title={t("pass.title")} section="my">
      <div className="stack">
        <h1>{t("pass.title")}</h1>
        {pass.removed && (
          <Notice kind="done" live title={t("pass.device.removed")}>
            {t("pass.device.removed.next")}
          </Notice>
        )}
        <PassCard
          title={t("pass.card", { city: city.name })}
          name={name}
          code={live.code ?? pass.code}
          codeLabel={live.code ? t("pass.live.label") : t("pass.static.label")}
          note={
            live.code ? (
              <>
                <p>{t("pass.live.note")}</p>
                <p className="figures">{t("pass.live.seconds", { seconds: live.seconds })}</p>
              </>
            ) : (
              <p>{t("pass.static.note", { at: pass.until })}</p>
            )
          }
        />
        {live.failed && (
          <Notice kind="quiet" title={t("pass.failed")}>
            {t("pass.failed.do")}
          </Notice>
        )}
        {pass.coming.length > 0 && (
          <Section title={t("pass.coming")}>
            <ul className="plain stack-tight">
              {pass.coming.map(({ title, where, seats, at, href }) => (
                <li key={`${at} ${title}`}>
                  {href ? <a href={href}>{title}</a> : title} · {at}
                  {where && (
                    <>
                      {" · "}
                      <bdi>{where}</bdi>
                    </>
                  )}
                  {seats && (
                    <p>
                      <strong>{t("pass.coming.seats", { seats })}</strong>
                    </p>
                  )}
                </li>
              ))}
            </ul>
          </Section>
        )}
        {pass.devices.length > 0 && (
          <Section title={t("pass.devices")}>
            <p>{t("pass.devices.note")}</p>
            <ul className="plain stack-tight">
              {pass.devices.map((device) => (
                <li key={device.id} className="row row-between">
                  <span>{t("pass.device", { made: device.made, seen: device.seen })}</span>
                  {device.id === live.device ? (
                    <strong>{t("pass.device.this")}</strong>
                  ) : (
                    <PostButton label={t("pass.device.forget")} values={{ device: device.id }} kind="link">
                      {t("pass.device.forget")}
                    </PostButton>
                  )}
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    </ShellPortal>
  );
}

interface Live {
  /** This phone in the list, once the city has answered. */
  device: string | null;
  code: string | null;
  seconds: number;
  failed: boolean;
}

interface Registered {
  device: string;
  token: string;
}

/** Registers this phone and signs a code for every step, by the city's clock. Goes on without a line once it has a token. */
function useLiveCode(): Live {
  const [live, setLive] = useState<Live>({ device: null, code: null, seconds: 0, failed: false });
  useEffect(() => {
    let stopped = false;
    let timer = 0;
    const show = async (
      key: DeviceKey,
      registered: Registered,
      ahead: number,
      before = { code: "", ends: 0 },
    ) => {
      const { device, token } = registered;
      const now = Date.now() + ahead;
      // Signed once a step: ES256 would draw another picture every second.
      const shown =
        now < before.ends ? before : { code: await key.liveCode(token, now), ends: now + msToNextStep(now) };
      if (stopped) return;
      setLive({ device, code: shown.code, seconds: Math.ceil((shown.ends - now) / 1000), failed: false });
      timer = window.setTimeout(() => void show(key, registered, ahead, shown), 1000 - (now % 1000));
    };
    const begin = async () => {
      const key = await deviceKey();
      const { kty = "", crv = "", x = "", y } = key.publicJwk;
      const asked = Date.now();
      const registered = await call(registerOwnDevice, {
        body: { key: { kty, crv, x, ...(y && { y }) } },
      });
      // The answer's time is that of its making: between asking and receiving.
      await show(key, registered, Date.parse(registered.now) - (asked + Date.now()) / 2);
    };
    begin().catch((error: unknown) => {
      console.warn(error);
      if (!stopped) setLive({ device: null, code: null, seconds: 0, failed: true });
    });
    return () => {
      stopped = true;
      window.clearTimeout(timer);
    };
  }, []);
  return live;
}
