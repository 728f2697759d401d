import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { LogoMark } from '@/components/shell/logo'
import { Button } from '@/components/ui/button'
import { env } from '@/lib/config/env'
import { SCOPE_MEANS } from '@/lib/model/people/scopes'
import { requireUserOrLogin } from '@/lib/server/auth/page'
import { DESKTOP_UPLOADER } from '@/lib/server/uploads/desktop-uploader'

export const metadata: Metadata = { title: 'Allow a program', robots: { index: false }, referrer: 'same-origin' }

/** Where the Desktop Uploader sends its user to log in: it may act for them once they agree. */
export default async function AuthorizePage({ searchParams }: PageProps<'/accounts/authorize'>) {
  const { client_id: clientId, response_type: responseType } = await searchParams
  const uploaderClientId = env().MTP_DESKTOP_UPLOADER_CLIENT_ID
  if (!uploaderClientId || clientId !== uploaderClientId || responseType !== 'token') notFound()
  const query = new URLSearchParams({ client_id: clientId, response_type: responseType })
  const user = await requireUserOrLogin(`/accounts/authorize?${query}`)
  return (
    <div className="mx-auto flex w-full max-w-md flex-1 flex-col justify-center px-4 py-12 sm:px-6">
      <LogoMark className="size-12" />
      <h1 className="mt-6 font-[680] text-2xl sm:text-[2rem]">Allow the {DESKTOP_UPLOADER.name}?</h1>
      <p className="mt-3 text-ink-muted">
        This program asks to act for you,{' '}
        <strong className="font-[550] text-ink">
          <bdi>{user.username}</bdi>
        </strong>
        . It may:
      </p>
      <ul className="mt-3 list-disc space-y-1 pl-5 marker:text-ink-faint">
        {DESKTOP_UPLOADER.scopes.map((scope) => (
          <li key={scope}>{SCOPE_MEANS[scope]}</li>
        ))}
      </ul>
      <p className="mt-3 text-ink-muted text-sm">
        For {DESKTOP_UPLOADER.tokenDays} days, or until you end it in your settings. Agree only if you have just opened
        this page from the program.
      </p>
      <form action="/accounts/authorize/decide" method="post" className="mt-8 flex flex-wrap gap-3">
        <input type="hidden" name="client_id" value={clientId} />
        <Button type="submit" name="decision" value="authorize" look="primary">
          Authorize
        </Button>
        <Button type="submit" name="decision" value="cancel">
          Cancel
        </Button>
      </form>
    </div>
  )
}
