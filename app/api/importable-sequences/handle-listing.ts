import { admissionTools } from '@/app/api/admission-tools'
import { type Listing, listImportable } from '@/lib/imports/importable/list-importable'
import { withAdmission } from '@/lib/server/admission/with-admission'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { revalidated } from '@/lib/server/http/etag'
import { gzipped } from '@/lib/server/http/gzipped'
import { accountLists, runtime } from '@/lib/server/runtime'

/** Answers the import page with JSON made of the list of whoever is logged in; 304 when the browser has it already. */
export async function handleListing(
  request: Request,
  describe: (listing: Listing, query: URLSearchParams) => Promise<object>,
): Promise<Response> {
  const rule = { access: 'session', scope: null, limit: 'read' } as const
  const response = await withAdmission(admissionTools, request, rule, async ({ user }) => {
    const listing = await listImportable({ ...runtime(), lists: accountLists() }, user.id)
    const body = JSON.stringify(await describe(listing, new URL(request.url).searchParams))
    return revalidated(request, body, {
      'content-type': 'application/json',
      'cache-control': CACHE_CONTROL.privateRevalidate,
      vary: 'cookie',
    })
  })
  return gzipped(request, response)
}
