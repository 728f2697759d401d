'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { LinkButton } from '@/components/ui/link-button'
import { loginUrl } from './login-url'

/** Leads through the login and back to where one is. `isAgain`: Mapillary refused the login that the user has. */
export function LoginLink({ isAgain = false }: { isAgain?: boolean }) {
  const pathname = usePathname()
  const query = useSearchParams().toString()
  return (
    <LinkButton
      look="primary"
      size="small"
      href={loginUrl(query ? `${pathname}?${query}` : pathname, { isAgain })}
      prefetch={false}
    >
      {isAgain ? 'Log in again' : 'Log in'}
    </LinkButton>
  )
}
