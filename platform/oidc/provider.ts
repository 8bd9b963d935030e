/** The provider as the rest of the house sees it. What it may do badly has a name. */

/** What a browser must bring back: kept sealed in its cookie, never shown. */
export interface Begun {
  state: string;
  nonce: string;
  verifier: string;
}

/** Who the provider says was there. */
export interface IdentityShown {
  issuer: string;
  /** Its own name for this person, for good. */
  subject: string;
  /** The claim by which a manager invites people; null when the provider does not tell it. */
  login: string | null;
  /** It has checked a second factor that counts here. */
  secondFactor: boolean;
  /** Its name for this sitting, for the news that it is over. */
  sitting: string | null;
  /** Where a browser ends the sitting at the provider; null where it cannot. */
  signOut: string | null;
}

/** News from the provider that somebody signed out there: of one sitting, or of a person everywhere. */
export interface LogoutNews {
  issuer: string;
  subject: string | null;
  sitting: string | null;
}

export interface Identities {
  /** The word on the button. */
  name: string;
  issuer: string;
  /** Where the browser goes to sign in, and what it must bring back. */
  begin(): Promise<{ address: string; begun: Begun }>;
  /** Checks what the browser brought back, down to the signature of the token. */
  finish(answered: URL, begun: Begun): Promise<IdentityShown>;
  /** Checks a logout token (OpenID Connect Back-Channel Logout 1.0 §2.6). */
  readLogout(token: string): Promise<LogoutNews>;
}

export type ProviderFaultId = "provider.away" | "provider.denied" | "provider.invalid";

/** It cannot be reached, the person said no there, or what came back does not hold. */
export class ProviderFault extends Error {
  readonly id: ProviderFaultId;

  constructor(id: ProviderFaultId, cause: unknown) {
    super(`${id}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = "ProviderFault";
    this.id = id;
  }
}
