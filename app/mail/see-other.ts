import { CACHE_CONTROL } from '@/lib/server/http/cache-control'

/** Leads a browser on after a form; nobody keeps the answer. */
export function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { location: path, 'cache-control': CACHE_CONTROL.noStore } })
}
