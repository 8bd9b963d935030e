import { usePage } from "#web/text.tsx";

/** A time of the city's clock, as HH:MM: a calendar in the browser would weigh more than the scanner. */
export function useClock(): (at: string | number) => string {
  const { city } = usePage();
  const format = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: city.zone,
  });
  return (at) => format.format(new Date(at));
}
