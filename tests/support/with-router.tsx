import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { PathnameContext, SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime'
import type { ReactNode } from 'react'
import { vi } from 'vitest'

/** A router of Next that only notes where it is sent, and what to wrap around a hook that uses it. */
export function withRouter(query = '') {
  const router: AppRouterInstance = {
    bfcacheId: '0',
    back: vi.fn<AppRouterInstance['back']>(),
    forward: vi.fn<AppRouterInstance['forward']>(),
    refresh: vi.fn<AppRouterInstance['refresh']>(),
    push: vi.fn<AppRouterInstance['push']>(),
    replace: vi.fn<AppRouterInstance['replace']>(),
    prefetch: vi.fn<AppRouterInstance['prefetch']>(),
  }
  const params = new URLSearchParams(query)
  const wrapper = ({ children }: { children: ReactNode }) => (
    <AppRouterContext.Provider value={router}>
      <PathnameContext.Provider value="/">
        <SearchParamsContext.Provider value={params}>{children}</SearchParamsContext.Provider>
      </PathnameContext.Provider>
    </AppRouterContext.Provider>
  )
  return { router, wrapper }
}
