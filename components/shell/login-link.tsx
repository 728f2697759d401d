'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { LinkButton } from '@/components/ui/link-button'
import { loginUrl } from './login-url'

/** Leads through the login and back to where one is. */
export function LoginLink({ className }: { className?: string }) {
  const pathname = usePathname()
  const query = useSearchParams().toString()
  return (
    <LinkButton
      look="primary"
      size="small"
      href={loginUrl(query ? `${pathname}?${query}` : pathname)}
      prefetch={false}
      className={className}
    >
      Log in<span className="hidden sm:inline">&nbsp;with Mapillary</span>
    </LinkButton>
  )
}
