'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { sendAccountSyncRequested, sendImportRequested } from '@/inngest/send'
import { requestAccountSync } from '@/lib/accounts/request-account-sync'
import { RequestImportInput } from '@/lib/imports/request/request-import'
import { type Refused, requestImports } from '@/lib/imports/request/request-imports'
import { requireUserOrLogin } from '@/lib/server/auth/page'
import { formAction } from '@/lib/server/form-action'
import { runtime } from '@/lib/server/runtime'

const { mapillarySequenceKey, name, description, transportType, tags } = RequestImportInput.shape

const Selection = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      context.addIssue({ code: 'custom', message: 'expected JSON' })
      return z.NEVER
    }
  })
  .pipe(
    z
      .array(z.object({ key: mapillarySequenceKey, name }))
      .min(1, 'Choose at least one sequence')
      .max(200, 'Choose at most 200 sequences at once'),
  )

const ImportSequencesInput = z.object({
  selection: Selection, // JSON: [{ key, name }]
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
  const { accepted, refused } = await requestImports(
    runtime(),
    user,
    selection.map(({ key, name }) => ({ mapillarySequenceKey: key, name, ...shared })),
  )
  for (const { importId, attempt } of accepted) {
    if (attempt !== null) await sendImportRequested({ importId, userId: user.id, attempt })
  }
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

function describe(refused: Refused[], acceptedCount: number): string {
  const reasons = refused.map(({ key, reason }) => `${key}: ${reason}`).join(' · ')
  return acceptedCount > 0 ? `${acceptedCount} started. Not started: ${reasons}` : reasons
}
