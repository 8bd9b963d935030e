/** The values in `name=value,name=value`, by name. */
export function byProvider(list: string | undefined): Map<string, string> {
  return new Map(
    (list ?? "").split(",").flatMap((one) => {
      const [, name, value] = /^([^=]+)=(.*)$/s.exec(one.trim()) ?? [];
      return name && value ? [[name, value] as const] : [];
    }),
  );
}
