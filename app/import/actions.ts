'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { sendAccountSyncRequested, sendImportsRequested } from '@/inngest/send'
import { requestAccountSync } from '@/lib/accounts/request-account-sync'
import { formatCount } from '@/lib/format/number'
import { parseJson } from '@/lib/format/parse-json'
import { ChoiceInput } from '@/lib/imports/importable/choice-input'
import { listImportable } from '@/lib/imports/importable/list-importable'
import { resolveChoice } from '@/lib/imports/importable/resolve-choice'
import { findNearTurn } from '@/lib/imports/request/near-turn'
import { assertPhotosLeft } from '@/lib/imports/request/photos-today'
import { RequestImportInput } from '@/lib/imports/request/request-import'
import { type Refused, requestImports } from '@/lib/imports/request/request-imports'
import { requireUserOrLogin } from '@/lib/server/auth/page'
import { formAction } from '@/lib/server/form-action'
import { accountLists, runtime } from '@/lib/server/runtime'

const MOST_TOLD = 5

const { description, transportType, tags } = RequestImportInput.shape

const Selection = z
  .string()
  .transform((text) => parseJson(text))
  .pipe(ChoiceInput)

const ImportSequencesInput = z.object({
  selection: Selection, // JSON
  description,
  transportType: z.preprocess((value) => value || undefined, transportType),
  tags: z.preprocess(
    (value) =>
      String(value ?? '')
        .split(',')
        .map((tag) => tag.trim())
        .filter(Boolean),
    tags,
  ),
})

/** Starts the import of the chosen sequences, then leads to its progress. Those that are here already are opened. */
export const importSequences = formAction(ImportSequencesInput, async ({ selection, ...shared }, { user }) => {
  const { db, limits } = runtime()
  const listing = await listImportable({ ...runtime(), lists: accountLists() }, user.id)
  const chosen = await resolveChoice(listing, selection)
  const newPhotos = chosen.reduce((total, { isNew, listed }) => total + (isNew && listed ? listed.photoCount : 0), 0)
  await assertPhotosLeft(db, limits, { userId: user.id, photoCount: newPhotos })
  const { accepted, refused } = await requestImports(
    runtime(),
    user,
    chosen.map(({ key, listed }) => ({
      input: { mapillarySequenceKey: key, name: selection.names[key], ...shared },
      listed,
    })),
  )
  const nearTurn = await findNearTurn(db, user.id)
  await sendImportsRequested(
    accepted.flatMap(({ importId, attempt }) =>
      attempt === null || !nearTurn.has(importId) ? [] : [{ importId, userId: user.id, attempt }],
    ),
  )
  if (refused.length > 0) return { message: describe(refused, accepted.length) }
  const [only] = accepted
  redirect(accepted.length === 1 && only ? `/imports/${only.importId}` : '/imports')
})

/** Reads the user's account on Mapillary again: for new photos, or wholly. */
export async function syncAccountAgain(kind: 'new' | 'whole'): Promise<void> {
  const { id: userId } = await requireUserOrLogin('/import')
  const requested = await requestAccountSync(runtime().db, { userId, force: kind === 'whole' ? 'whole' : 'new' })
  if (requested) await sendAccountSyncRequested(requested)
  refresh()
}

/** Each reason once, with the first sequences that it is about. */
function describe(refused: Refused[], acceptedCount: number): string {
  const reasons = [...new Set(refused.map(({ reason }) => reason))].map((reason) => {
    const keys = refused.filter((each) => each.reason === reason).map(({ key }) => key)
    const named = keys.slice(0, MOST_TOLD)
    const others = keys.length - named.length
    return `${named.join(', ')}${others > 0 ? ` and ${formatCount(others)} others` : ''}: ${reason}`
  })
  const told = reasons.slice(0, MOST_TOLD).join(' · ')
  return acceptedCount > 0 ? `${formatCount(acceptedCount)} started. Not started: ${told}` : told
}
