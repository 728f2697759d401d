import * as z from 'zod/mini'

export const ExcludedAreas = z.object({ inside: z.number(), hides: z.number(), shows: z.number() })

export const AccountDeletion = z.object({ erasedAfter: z.string() })

/** What a log-in with a passkey begins with, in the words of WebAuthn. */
export const PasskeyChallenge = z.object({
  challenge: z.string(),
  rpId: z.string(),
  timeout: z.number(),
  userVerification: z.enum(['required', 'preferred', 'discouraged']),
})
