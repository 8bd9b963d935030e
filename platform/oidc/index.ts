/** A provider of identities by which staff may sign in: OpenID Connect, authorization code with PKCE, state and nonce. */
export { logoutPath, openIdentities } from "./open.ts";
export {
  type Begun,
  type Identities,
  type IdentityShown,
  ProviderFault,
} from "./provider.ts";
