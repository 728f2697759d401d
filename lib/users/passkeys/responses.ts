import { z } from 'zod'
import type { Db } from '@/db/client'
import { AppError } from '@/lib/errors'
import { redeemCode } from '@/lib/users/one-time-codes'

const Base64Url = z
  .string()
  .max(20_000)
  .regex(/^[\w-]+$/)

const Credential = z.object({ id: Base64Url, rawId: Base64Url, type: z.literal('public-key') })

/** What a browser answers when a passkey was made. The rest of it is not looked at. */
export const RegistrationResponse = Credential.extend({
  response: z.object({
    clientDataJSON: Base64Url,
    attestationObject: Base64Url,
    transports: z.array(z.string().max(20)).max(10).default([]),
  }),
})
export type RegistrationResponse = z.output<typeof RegistrationResponse>

/** What a browser answers when somebody logs in with a passkey. */
export const LoginResponse = Credential.extend({
  response: z.object({
    clientDataJSON: Base64Url,
    authenticatorData: Base64Url,
    signature: Base64Url,
    userHandle: Base64Url.nullish(),
  }),
})
export type LoginResponse = z.output<typeof LoginResponse>

const ClientData = z.object({ challenge: z.string() })

/**
 * Redeems the challenge that a browser answered: each counts once, also when the rest of the answer turns out wrong. Throws FORBIDDEN for one
 * that was not given out here, not for this (and, with `userId`, to them), or too long ago.
 */
export async function redeemChallenge(
  db: Db,
  { kind, userId, clientDataJSON }: { kind: 'login' | 'registration'; userId: number | null; clientDataJSON: string },
): Promise<string> {
  const challenge = readChallenge(clientDataJSON)
  const redeemed = challenge === null ? null : await redeemCode(db, { kind, code: challenge })
  if (challenge === null || redeemed?.userId !== userId)
    throw new AppError('FORBIDDEN', 'That took too long, or was done before. Try again.')
  return challenge
}

function readChallenge(clientDataJSON: string): string | null {
  try {
    return ClientData.parse(JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString())).challenge
  } catch {
    return null
  }
}

/** Runs a verification, which throws plain errors for whatever is wrong with an answer. Throws FORBIDDEN for those, and for null: a false signature. */
export async function requireVerified<T>(verify: () => Promise<T | null>): Promise<T> {
  const verified = await verify().catch((cause: unknown) => {
    throw new AppError('FORBIDDEN', 'This passkey could not be verified', { cause })
  })
  if (verified === null) throw new AppError('FORBIDDEN', 'This passkey could not be verified')
  return verified
}

/** How a user is called on their devices: the id, which says nothing about them. */
export function userHandle(userId: number): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(String(userId))
}
