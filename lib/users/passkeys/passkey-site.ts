import { AppError } from '@/lib/errors'

/** For which site passkeys count, in the words of WebAuthn: the host, and the origin that browsers must report. */
export type PasskeySite = { rpId: string; origin: string }

/**
 * The site of an address; null where browsers allow no passkeys: they want https and a name, no number (https://w3c.github.io/webauthn/#relying-party-identifier).
 * `localhost` is allowed.
 */
export function passkeySite(siteUrl: string): PasskeySite | null {
  const { protocol, hostname, origin } = new URL(siteUrl)
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost')
  const isAddress = /^[\d.]+$/.test(hostname) || hostname.startsWith('[')
  if (isAddress || (protocol !== 'https:' && !isLocal)) return null
  return { rpId: hostname, origin }
}

/** Throws CONFLICT where there can be no passkeys. */
export function requirePasskeySite(siteUrl: string): PasskeySite {
  const site = passkeySite(siteUrl)
  if (site) return site
  throw new AppError('CONFLICT', `Passkeys need a site with a name and https. This one is ${new URL(siteUrl).origin}`)
}
