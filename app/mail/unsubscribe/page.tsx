import type { Metadata } from 'next'
import { toSearchParams } from '@/app/photos/query'
import { Page } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { env } from '@/lib/config/env'
import { findRecipient, mailLinkKeys } from '@/lib/mail/unsubscribe'
import { runtime } from '@/lib/server/runtime'

export const metadata: Metadata = { title: 'Stop e-mail', referrer: 'no-referrer', robots: 'noindex' }

const WORDS = {
  user: { about: 'You get notices of Map the Paths by e-mail.', button: 'Stop all mail' },
  urgent: {
    about: 'You get what is urgent by e-mail at once. What is urgent is in the daily mail then, if you get one.',
    button: 'Stop mail at once',
  },
  digest: { about: 'You get notices of Map the Paths once a day by e-mail.', button: 'Stop the daily mail' },
  report: { about: 'You left your e-mail address with a report.', button: 'Erase my address from all reports' },
}

/** What the page says once it is done, by its `state`. */
const STOPPED: Record<string, string> = {
  stopped: 'No more mail is sent to you',
  urgent: 'No more mail is sent to you at once',
  digest: 'No more daily mail is sent to you',
}

/** Where a link in a mail leads. Nothing ends until the person says so: programs that look at links open it too. */
export default async function UnsubscribePage({ searchParams }: PageProps<'/mail/unsubscribe'>) {
  const query = toSearchParams(await searchParams)
  const key = query.get('key') ?? ''
  const stopped = STOPPED[query.get('state') ?? '']
  const recipient = await findRecipient(runtime().db, mailLinkKeys(env().NEXTAUTH_SECRET), key)
  return (
    <Page title="Stop e-mail" width="narrow">
      {stopped ? (
        <Notice title={stopped}>In the settings you can choose otherwise at any time.</Notice>
      ) : recipient === null ? (
        <Notice title="This link is no longer in use">Nothing is sent because of it.</Notice>
      ) : (
        <form method="post" action={`/mail/unsubscribe/${key}`} className="grid justify-items-start gap-4">
          <p>{WORDS[recipient.type].about}</p>
          <input type="hidden" name="page" value="true" />
          <Button type="submit" look="primary">
            {WORDS[recipient.type].button}
          </Button>
          {(recipient.type === 'urgent' || recipient.type === 'digest') && (
            <Button type="submit" name="all" value="true">
              {WORDS.user.button}
            </Button>
          )}
        </form>
      )}
    </Page>
  )
}
