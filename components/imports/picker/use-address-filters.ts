import { usePathname, useSearchParams } from 'next/navigation'
import { parseFilters, type StateFilter, toQuery } from '@/lib/imports/importable/filters'

/** The filters that stand in the address bar; `isInView`: only what the map shows, whatever that is. */
export type AddressFilters = { month: string; state: StateFilter; isInView: boolean }

export function useAddressFilters() {
  const pathname = usePathname()
  const params = useSearchParams()
  const { month, state } = parseFilters(params)
  const filters: AddressFilters = { month, state, isInView: params.get('in') === 'view' }
  const change = (changed: Partial<AddressFilters>) => {
    const { isInView, ...next } = { ...filters, ...changed }
    const kept = params.get('found')
    const query = new URLSearchParams({
      ...(kept && { found: kept }),
      ...Object.fromEntries(new URLSearchParams(toQuery({ ...next, view: null }))),
      ...(isInView && { in: 'view' }),
    })
    window.history.replaceState(null, '', query.size > 0 ? `${pathname}?${query}` : pathname)
  }
  return { filters, change }
}
