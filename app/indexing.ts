import type { Metadata } from 'next'
import { env } from '@/lib/config/env'

/**
 * What search engines are told of a list: its address without a query is the page, and whatever a filter, an order or a cursor makes of it is
 * followed but not listed.
 */
export function indexing(path: string, params: URLSearchParams): Pick<Metadata, 'alternates' | 'robots'> {
  return {
    alternates: { canonical: new URL(path, env().NEXTAUTH_URL).href },
    ...(params.size > 0 && { robots: { index: false, follow: true } }),
  }
}
