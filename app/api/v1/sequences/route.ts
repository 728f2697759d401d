import { on, serve } from '@/app/api/serve'
import { announceLogin, sendImportRequested } from '@/inngest/send'
import { featurePage } from '@/lib/api/feature-page'
import { importSequence, listSequences } from '@/lib/api/routes/sequences'
import { requestImport } from '@/lib/imports/request-import'
import { runtime } from '@/lib/runtime'
import { findSequences } from '@/lib/sequences/find-sequences'
import { toFeature } from '@/lib/sequences/sequence-feature'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(listSequences, async ({ query, viewer, origin, nextUrl }) => {
    const { db, mapillary } = runtime()
    const { sequences, nextCursor } = await findSequences(db, { ...query, viewer })
    const features = sequences.map((sequence) => toFeature(sequence, { origin, photoPageUrl: mapillary.photoPageUrl }))
    return { status: 200, body: featurePage(features, nextUrl(nextCursor)) }
  }),
  on(importSequence, async ({ body, caller: { user } }) => {
    if (body.mapillaryToken) await announceLogin(user.id) // it is the newest token now: what waits for one goes on
    const { sequenceId, importId, attempt } = await requestImport(runtime(), user, body)
    if (attempt !== null) await sendImportRequested({ importId, userId: user.id, attempt })
    return { status: attempt === null ? 200 : 202, body: { id: String(sequenceId), importId: String(importId) } }
  }),
)
