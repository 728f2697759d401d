import { announceLogin, sendImportRequested } from '@/inngest/send'
import { requireUser } from '@/lib/auth/session'
import { handle } from '@/lib/http/handle'
import { readJson } from '@/lib/http/read-json'
import { assertSameOrigin } from '@/lib/http/same-origin'
import { RequestImportInput, requestImport } from '@/lib/imports/request-import'
import { runtime } from '@/lib/runtime'

/** Starts the import of one of the caller's Mapillary sequences: 202, or 200 when it is imported or importing already. */
export function POST(request: Request): Promise<Response> {
  return handle(async () => {
    const user = await requireUser()
    assertSameOrigin(request)
    const input = RequestImportInput.parse(await readJson(request))
    if (input.mapillaryToken) await announceLogin(user.id) // it is the newest token now: what waits for one goes on
    const { sequenceId, importId, attempt } = await requestImport(runtime(), user, input)
    if (attempt !== null) await sendImportRequested({ importId, userId: user.id, attempt })
    return Response.json(
      { id: String(sequenceId), importId: String(importId) },
      { status: attempt === null ? 200 : 202 },
    )
  })
}
