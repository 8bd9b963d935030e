/** Who stands at the till, as the page's forms carry it without script. */
export interface Who {
  subject: string;
  /** Who has come for them; null: they themself. */
  agent: string | null;
}

export const whoIs = (reader: { subject: string; agent: { subject: string } | null } | null): Who | null =>
  reader && { subject: reader.subject, agent: reader.agent?.subject ?? null };

export function WhoStands({ who }: { who: Who | null }) {
  return (
    <>
      <input type="hidden" name="subject" value={who?.subject ?? ""} />
      <input type="hidden" name="agent" value={who?.agent ?? ""} />
    </>
  );
}
