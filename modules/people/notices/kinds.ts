/** Sorts of notices: which cannot be switched off, which need a consent, and by which channels one goes. Pure. */

export const noticeChannels = ["sms", "email"] as const;
export type NoticeChannel = (typeof noticeChannels)[number];

interface KindRule {
  /** It goes out by one channel at least: somebody would miss what concerns their booking or their account. */
  necessary?: true;
  /** Nothing goes out before the person has said so. */
  asks?: true;
  /** The night does not hold it back. */
  atOnce?: true;
  /** Only people who work here have such. */
  staff?: true;
}

const kinds = {
  "booking-change": { necessary: true },
  reminder: { asks: true },
  "waiting-offer": {},
  penalty: {},
  programme: { asks: true },
  family: {},
  services: {},
  work: { staff: true },
  security: { necessary: true, atOnce: true },
} as const satisfies Record<string, KindRule>;

export type NoticeKind = keyof typeof kinds;
// The keys of the table above.
export const noticeKinds = Object.keys(kinds) as NoticeKind[];

export const ruleOf = (kind: NoticeKind): KindRule => kinds[kind];

/**
 * The channels a notice goes by, of those the person has, the usual one first. What was not chosen goes by the first; what
 * needs a consent only by those it was given for; what is necessary by one in any case, and so is what was chosen for a channel that is gone.
 */
export function channelsFor(
  kind: NoticeKind,
  chosen: readonly NoticeChannel[] | null,
  has: readonly NoticeChannel[],
): NoticeChannel[] {
  const { necessary, asks } = ruleOf(kind);
  const usual = has.slice(0, 1);
  const wanted = chosen ?? (asks ? [] : usual);
  const open = has.filter((channel) => wanted.includes(channel));
  return open.length === 0 && (necessary || (!asks && wanted.length > 0)) ? usual : open;
}
