import { on, serve } from '@/app/api/serve'
import { announceLogin, sendImportRequested } from '@/inngest/send'
import { requestImport } from '@/lib/imports/request/request-import'
import { removeHiddenPictures } from '@/lib/photos/pictures/remove-hidden-pictures'
import { editSequences } from '@/lib/sequences/editing/edit-sequences'
import { findSequences } from '@/lib/sequences/find-sequences'
import { featurePage } from '@/lib/server/api/feature-page'
import * as api from '@/lib/server/api/routes/sequences'
import { toFeature } from '@/lib/server/features/sequence-feature'
import { pictureCache } from '@/lib/server/pictures/tools'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.listSequences, async ({ query, viewer, origin, nextUrl }) => {
    const { db, mapillary } = runtime()
    const { sequences, nextCursor } = await findSequences(db, { ...query, viewer })
    const features = sequences.map((sequence) => toFeature(sequence, { origin, photoPageUrl: mapillary.photoPageUrl }))
    return { status: 200, body: featurePage(features, nextUrl(nextCursor)) }
  }),
  on(api.importSequence, async ({ body, caller: { user } }) => {
    if (body.mapillaryToken) await announceLogin(user.id) // it is the newest token now: what waits for one goes on
    const { sequenceId, importId, attempt } = await requestImport(runtime(), user, body)
    if (attempt !== null) await sendImportRequested({ importId, userId: user.id, attempt })
    return { status: attempt === null ? 200 : 202, body: { id: String(sequenceId), importId: String(importId) } }
  }),
  on(api.editSequences, async ({ body: { edits }, viewer: userId }) => {
    const { db } = runtime()
    const results = await editSequences(db, { userId, edits })
    if (edits.some(({ published }) => published === false)) await removeHiddenPictures({ db, cache: pictureCache() })
    return { status: 200, body: { results } }
  }),
)
