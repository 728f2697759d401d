import { signIn } from 'next-auth/react'

/** Hands what somebody proves themselves with to next-auth and goes on where it says. What went wrong, in words, or null. */
export async function enter(provider: 'passkey' | 'invitation', given: Record<string, string>): Promise<string | null> {
  const result = await signIn(provider, { ...given, redirect: false }).catch(() => undefined)
  if (!result) return 'Map the Paths does not answer. Try again in a moment.'
  if (!result.ok || result.error) return result.error ?? 'The login did not succeed. Please try again.'
  location.assign(result.url ?? '/')
  return null
}
