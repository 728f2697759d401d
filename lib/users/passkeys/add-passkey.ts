import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { passkeys } from '@/db/schema/people/passkeys'
import { users } from '@/db/schema/people/users'
import { recordAudit } from '@/lib/audit/record-audit'
import { AppError } from '@/lib/errors'
import { issueCode } from '@/lib/users/one-time-codes'
import type { PasskeySite } from './passkey-site'
import { RegistrationResponse, redeemChallenge, requireVerified, userHandle } from './responses'

const MOST_PASSKEYS = 20

export const AddPasskeyInput = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Give it a name')
    .max(60, 'At most 60 characters')
    .regex(/^\P{Cc}*$/u, 'One line of text'),
  response: RegistrationResponse,
})
type AddPasskeyInput = z.output<typeof AddPasskeyInput>

/** What the browser needs to make a passkey that logs in without a name being typed. Its challenge counts once, for five minutes. */
export async function beginRegistration(
  db: Db,
  site: PasskeySite,
  user: { id: number; username: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const held = await db
    .select({ id: passkeys.credentialId, transports: passkeys.transports })
    .from(passkeys)
    .where(eq(passkeys.userId, user.id))
  const challenge = await issueCode(db, { kind: 'registration', userId: user.id })
  return generateRegistrationOptions({
    rpName: 'Map the Paths',
    rpID: site.rpId,
    userID: userHandle(user.id),
    userName: user.username,
    userDisplayName: user.username,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    excludeCredentials: held,
    authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
  })
}

/**
 * Adds the passkey that the browser made. Throws FORBIDDEN for an answer to another challenge, of another site or to somebody else, CONFLICT for
 * a passkey that is known already, or one too many.
 */
export async function addPasskey(
  db: Db,
  site: PasskeySite,
  { userId, name, response }: { userId: number } & AddPasskeyInput,
): Promise<{ id: number }> {
  const { clientDataJSON, transports } = response.response
  const expectedChallenge = await redeemChallenge(db, { kind: 'registration', userId, clientDataJSON })
  const { credential } = await requireVerified(async () => {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: { ...response, clientExtensionResults: {} },
      expectedChallenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: false,
    })
    return registrationInfo ?? null
  })
  return db.transaction(async (tx) => {
    // The row of the user lines up requests that come at once, so that all of them are counted.
    one(await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update'))
    if ((await tx.$count(passkeys, eq(passkeys.userId, userId))) >= MOST_PASSKEYS)
      throw new AppError('CONFLICT', `You have ${MOST_PASSKEYS} passkeys already. Remove one that you no longer need.`)
    const [added] = await tx
      .insert(passkeys)
      .values({
        userId,
        name,
        credentialId: credential.id,
        publicKey: Buffer.from(credential.publicKey).toString('base64url'),
        transports,
        useCount: credential.counter,
      })
      .onConflictDoNothing({ target: passkeys.credentialId })
      .returning({ id: passkeys.id })
    if (!added) throw new AppError('CONFLICT', 'This passkey is known here already')
    await recordAudit(tx, { action: 'passkey.added', actorId: userId, userId, details: { passkeyId: added.id } })
    return added
  })
}
