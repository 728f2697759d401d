import type { Metadata } from 'next'
import { toSearchParams } from '@/app/photos/query'
import { Page } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'

export const metadata: Metadata = { title: 'Confirm your e-mail address', referrer: 'no-referrer', robots: 'noindex' }

/** Where the link leads that is sent to an address. Nothing is confirmed until the person says so: programs that look at links open it too. */
export default async function ConfirmMailPage({ searchParams }: PageProps<'/mail/confirm'>) {
  const query = toSearchParams(await searchParams)
  const [code, state] = [query.get('code'), query.get('state')]
  return (
    <Page title="Confirm your e-mail address" width="narrow">
      <div className="grid justify-items-start gap-4">
        {state === 'confirmed' ? (
          <Notice title="Your address is confirmed">From now on notices are sent to it.</Notice>
        ) : code === null ? (
          <Notice tone="warning" title="This link can no longer be used">
            It was used already, a newer one took its place, or its time is over. Ask for a new one in the settings.
          </Notice>
        ) : (
          <form method="post" action="/mail/confirmations" className="grid justify-items-start gap-4">
            <p>Notices of Map the Paths are to be sent to the address at which you got this link.</p>
            <input type="hidden" name="code" value={code} />
            <Button type="submit" look="primary">
              Confirm this address
            </Button>
          </form>
        )}
        <LinkButton href="/settings#mail">To the settings</LinkButton>
      </div>
    </Page>
  )
}
