'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { sendTakeoutDeleted, sendTakeoutRequested } from '@/inngest/send'
import { env } from '@/lib/config/env'
import { Id } from '@/lib/model/ids'
import { forgetOwnBucket, OwnBucketInput, saveOwnBucket } from '@/lib/own-buckets/save-own-bucket'
import { buttonAction, type FormState, formAction } from '@/lib/server/form-action'
import { photoSources, runtime, sessionCache } from '@/lib/server/runtime'
import { logSecurityEvent } from '@/lib/server/security-log'
import { ownBucketTools } from '@/lib/server/vault/own-bucket-tools'
import { deleteTakeout } from '@/lib/takeouts/end-takeouts'
import { requestTakeout, TakeoutInput } from '@/lib/takeouts/request-takeout'
import { CreateTokenInput, createToken } from '@/lib/tokens/create-token'
import { revokeToken } from '@/lib/tokens/revoke-token'
import { AddPasskeyInput, addPasskey, beginRegistration } from '@/lib/users/passkeys/add-passkey'
import { requirePasskeySite } from '@/lib/users/passkeys/passkey-site'
import { removePasskey } from '@/lib/users/passkeys/remove-passkey'
import { endAllSessions, endSession } from '@/lib/users/sessions/end-session'

/** Makes a token of the person who is logged in; the answer is the only place where it stands. */
export const createTokenAction = formAction(
  CreateTokenInput,
  async (input, { user, headers }): Promise<FormState & { token?: string }> => {
    const { id, token } = await createToken(runtime().db, { userId: user.id, ...input })
    logSecurityEvent('token_made', headers, { userId: user.id, tokenId: id, scopes: input.scopes.join(' ') })
    revalidatePath('/settings')
    return { token }
  },
  (form) => ({ ...Object.fromEntries(form), scopes: form.getAll('scopes') }),
)

/** Ends one of their tokens. */
export const revokeTokenAction = buttonAction(Id, async (tokenId, { user, headers }) => {
  await revokeToken(runtime().db, { tokenId, userId: user.id })
  logSecurityEvent('token_revoked', headers, { userId: user.id, tokenId })
  revalidatePath('/settings')
})

type BegunPasskey = FormState & { options?: Awaited<ReturnType<typeof beginRegistration>> }

/** What their browser needs to make a passkey. */
export const beginPasskeyAction = formAction(
  z.object({}),
  async (_nothing, { user }): Promise<BegunPasskey> => ({
    options: await beginRegistration(runtime().db, requirePasskeySite(env().NEXTAUTH_URL), user),
  }),
)

/** Keeps the public half of a passkey that their browser made. */
export const addPasskeyAction = buttonAction(AddPasskeyInput, async (input, { user, headers }) => {
  const site = requirePasskeySite(env().NEXTAUTH_URL)
  const { id } = await addPasskey(runtime().db, site, { userId: user.id, ...input })
  logSecurityEvent('passkey_added', headers, { userId: user.id, passkeyId: id })
  revalidatePath('/settings')
})

/** Removes one of their passkeys. */
export const removePasskeyAction = buttonAction(Id, async (passkeyId, { user, headers }) => {
  await removePasskey(runtime().db, { passkeyId, userId: user.id })
  logSecurityEvent('passkey_removed', headers, { userId: user.id, passkeyId })
  revalidatePath('/settings')
})

/** Logs out one of their browsers. */
export const endSessionAction = buttonAction(Id, async (sessionId, { user, headers }) => {
  await endSession(runtime().db, { id: sessionId, userId: user.id })
  sessionCache().forget(user.id)
  logSecurityEvent('session_ended', headers, { userId: user.id, sessionId })
  revalidatePath('/settings')
})

/** Logs out all their browsers, this one too. */
export const endAllSessionsAction = buttonAction(z.undefined(), async (_nothing, { user, headers }) => {
  const count = await endAllSessions(runtime().db, user.id)
  sessionCache().forget(user.id)
  logSecurityEvent('sessions_ended', headers, { userId: user.id, count })
})

/** Begins a takeout of theirs. */
export const makeTakeoutAction = buttonAction(TakeoutInput, async (input, { user }) => {
  const requested = await requestTakeout(photoSources(), { userId: user.id, input })
  await sendTakeoutRequested(requested)
  revalidatePath('/settings')
})

/** Takes one of their takeouts off the list. */
export const deleteTakeoutAction = buttonAction(Id, async (takeoutId, { user }) => {
  await deleteTakeout(runtime().db, { takeoutId, userId: user.id })
  await sendTakeoutDeleted({ takeoutId })
  revalidatePath('/settings')
})

/** Tries a bucket of theirs and notes it. */
export const saveOwnBucketAction = formAction(OwnBucketInput, async (access, { user }): Promise<FormState> => {
  await saveOwnBucket(ownBucketTools(), { userId: user.id, access })
  revalidatePath('/settings')
  return {}
})

export const forgetOwnBucketAction = buttonAction(z.undefined(), async (_nothing, { user }) => {
  await forgetOwnBucket(runtime().db, user.id)
  revalidatePath('/settings')
})
