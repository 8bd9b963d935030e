/** Where a city that has started is to be found. */
import { isIP } from "node:net";
import type { Config } from "#platform/config";
import type { LocalHttps } from "#platform/local-https";

/** What `npm start` says: the address here, and with local https those for phones, with what makes them trust it. */
export function whereLines(
  { host }: Pick<Config, "host">,
  port: number,
  local: Pick<LocalHttps, "authority" | "certificate"> | null,
): string[] {
  if (!local) return [`文脉 Wenmai: http://localhost:${port}`];
  const open = host === "0.0.0.0" || host === "::";
  const others = open ? local.certificate.names.filter((name) => isElsewhere(name, host)) : [];
  return [
    `文脉 Wenmai: https://localhost:${port}`,
    ...others.map(
      (name) => `手机 phone: https://${isIP(name) === 6 ? `[${name}]` : name}:${port}/local-https`,
    ),
    "手机第一次打开会提示不安全：请选择继续，按页面上的说明安装根证书，安装前核对指纹（SHA-256）。",
    "A phone warns at first: go on, install the root certificate as the page says, and compare its fingerprint (SHA-256).",
    local.authority.fingerprint,
  ];
}

/** A name by which another machine finds this one; 0.0.0.0 listens to no IPv6. */
const isElsewhere = (name: string, host: string) =>
  !/^(localhost|::1|127\.)/.test(name) &&
  (isIP(name) === 4 || (isIP(name) === 6 && host === "::") || name.endsWith(".local"));
