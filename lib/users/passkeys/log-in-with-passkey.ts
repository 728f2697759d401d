import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server'
import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { passkeys } from '@/db/schema/people/passkeys'
import { AppError } from '@/lib/errors'
import { enterAccount } from '@/lib/users/enter-account'
import { issueCode } from '@/lib/users/one-time-codes'
import type { PasskeySite } from './passkey-site'
import { type LoginResponse, redeemChallenge, requireVerified, userHandle } from './responses'

/** What the browser needs to offer the passkeys of this site. The same for everybody, so that it tells nothing about anybody. */
export async function beginPasskeyLogin(db: Db, site: PasskeySite): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const challenge = await issueCode(db, { kind: 'login', userId: null })
  return generateAuthenticationOptions({
    rpID: site.rpId,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    userVerification: 'preferred',
  })
}

/**
 * Whose passkey signed the challenge; a deletion of their account that has not begun to erase is taken back. Throws FORBIDDEN for whatever else
 * is sent: an unknown or removed passkey, another challenge, site, signature or user, an answer that was used before.
 */
export async function logInWithPasskey(
  db: Db,
  site: PasskeySite,
  answer: LoginResponse,
): Promise<{ id: number; username: string; isRestored: boolean }> {
  const { userHandle: handle, ...response } = answer.response
  const expectedChallenge = await redeemChallenge(db, {
    kind: 'login',
    userId: null,
    clientDataJSON: response.clientDataJSON,
  })
  return db.transaction(async (tx) => {
    const [passkey] = await tx.select().from(passkeys).where(eq(passkeys.credentialId, answer.id)).for('update')
    if (!passkey || !isHandleOf(passkey.userId, handle))
      throw new AppError('FORBIDDEN', 'This passkey is not known here, or was removed')
    const { newCounter } = await requireVerified(async () => {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: { ...answer, response, clientExtensionResults: {} },
        expectedChallenge,
        expectedOrigin: site.origin,
        expectedRPID: site.rpId,
        requireUserVerification: false,
        credential: {
          id: passkey.credentialId,
          publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
          counter: passkey.useCount,
        },
      })
      return verified ? authenticationInfo : null
    })
    const entered = await enterAccount(tx, passkey.userId)
    await tx.update(passkeys).set({ useCount: newCounter, lastUsedAt: sql`now()` }).where(eq(passkeys.id, passkey.id))
    return entered
  })
}

/** Devices say whose passkey they think it is; some old security keys say nothing. */
function isHandleOf(userId: number, handle: string | null | undefined): boolean {
  return handle === undefined || handle === null || handle === Buffer.from(userHandle(userId)).toString('base64url')
}
