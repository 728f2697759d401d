import type { Metadata } from 'next'
import { toSearchParams } from '@/app/photos/query'
import { Page } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { env } from '@/lib/config/env'
import { findMailLeft, findRecipient, mailLinkKeys, type Recipient } from '@/lib/mail/unsubscribe'
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

const STOPPED = {
  user: 'No mail is sent to you',
  urgent: 'No mail is sent to you at once',
  digest: 'No daily mail is sent to you',
}

/** Where a link in a mail leads. Nothing ends until the person says so: programs that look at links open it too. */
export default async function UnsubscribePage({ searchParams }: PageProps<'/mail/unsubscribe'>) {
  const { db } = runtime()
  const key = toSearchParams(await searchParams).get('key') ?? ''
  const recipient = await findRecipient(db, mailLinkKeys(env().NEXTAUTH_SECRET), key)
  return (
    <Page title="Stop e-mail" width="narrow">
      {recipient === null ? (
        <Notice title="Nothing is sent because of this link">
          What it was for has ended, or mail goes to another address.
        </Notice>
      ) : (
        <Choices keyText={key} type={recipient.type} left={await findMailLeft(db, recipient)} />
      )}
    </Page>
  )
}

/** What has ended, as the rows tell it, and buttons for what has not. */
function Choices({
  keyText,
  type,
  left,
}: {
  keyText: string
  type: Recipient['type']
  left: { ofKind: boolean; any: boolean }
}) {
  const isOneOfTwo = type === 'urgent' || type === 'digest'
  return (
    <div className="grid gap-4">
      {type !== 'report' && !left.ofKind && (
        <Notice title={left.any ? STOPPED[type] : STOPPED.user}>
          In the settings you can choose otherwise at any time.
        </Notice>
      )}
      {left.any && (
        <form method="post" action={`/mail/unsubscribe/${keyText}`} className="grid justify-items-start gap-4">
          {left.ofKind && <p>{WORDS[type].about}</p>}
          <input type="hidden" name="page" value="true" />
          {left.ofKind && (
            <Button type="submit" look="primary">
              {WORDS[type].button}
            </Button>
          )}
          {isOneOfTwo && (
            <Button type="submit" name="all" value="true">
              {WORDS.user.button}
            </Button>
          )}
        </form>
      )}
    </div>
  )
}
