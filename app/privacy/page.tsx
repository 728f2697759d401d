import type { Metadata } from 'next'
import Link from 'next/link'
import { Operator } from '@/components/legal/operator'
import { Entries, Section } from '@/components/legal/section'
import { StoredData } from '@/components/legal/stored-data'
import { Page } from '@/components/shell/page'
import { env } from '@/lib/config/env'
import { recipientsOf } from '@/lib/config/recipients'
import { DAYS_TO_RETURN } from '@/lib/model/people/personal-data'
import { OVERDUE_AFTER_HOURS, REPORTER_DAYS } from '@/lib/model/people/reports'
import { sendsMail } from '@/lib/server/mail/mail-tools'

export const metadata: Metadata = { title: 'Privacy' }

export default function PrivacyPage() {
  const { MTP_OPERATOR_NAME: name, MTP_OPERATOR_CONTACT: contact } = env()
  return (
    <Page
      title="Privacy"
      width="narrow"
      intro="What this site stores, for how long, and who else is asked. It is written from the settings of this instance."
    >
      <div className="grid gap-8">
        <Section title="Who is responsible">
          <Operator name={name} contact={contact} />
        </Section>
        <Section title="Without a log-in">
          <p>
            Nobody counts visits, and there is nothing of advertisers here. Requests are counted by network address for
            a minute, so that nobody slows the site down for others; these counters are removed within two hours. The
            log of the product holds no network addresses. Your browser remembers the colours, units and map ground you
            chose, and that you know this site.
          </p>
        </Section>
        <Section title="With a log-in">
          <p>
            A cookie that only says which log-in it is. What is stored beside that is what you can{' '}
            <Link href="/settings" className="text-link">
              download on the settings page
            </Link>
            , part by part:
          </p>
          <StoredData sendsMail={sendsMail()} />
          <p>
            Decisions of moderators and changes of roles are written down for good, by number and with their reason.
            Copies of the database that the operator makes may hold what was deleted until they are replaced.
          </p>
        </Section>
        <Section title="Who else is asked">
          <Entries entries={recipientsOf(env()).map(toEntry)} />
        </Section>
        <Section title="What is public">
          <p>
            Public sequences and photos with the photographer&apos;s Mapillary name, viewpoints by their number, and
            tags with the name of who added them. What is private on Mapillary, unpublished or hidden is seen by its
            owner only. The public never sees a picture that Mapillary&apos;s blur has not been over.
          </p>
        </Section>
        <Section title="If you can be recognised on a photo">
          <p>
            Press <em>Report</em> below the photo. No account is needed. The photo is hidden at once until a moderator
            has decided; what is not decided after {OVERDUE_AFTER_HOURS} hours is shown to moderators as overdue. Your
            e-mail address is optional, and erased {REPORTER_DAYS} days after the decision.
            {sendsMail() && ' The decision is sent to it, with a link that erases it at once.'}
          </p>
        </Section>
        <Section title="Your rights">
          <p>
            Download everything about you, take your photos along, correct and unpublish what is yours, and delete your
            account, all on the{' '}
            <Link href="/settings" className="text-link">
              settings page
            </Link>
            . A deleted account is hidden at once and erased after {DAYS_TO_RETURN} days. For everything else write to
            whoever is responsible. You may also complain to your data protection authority.
          </p>
        </Section>
      </div>
    </Page>
  )
}

function toEntry({ name, hosts, asks, learns }: ReturnType<typeof recipientsOf>[number]) {
  const words = `Asked by ${asks}${hosts.length > 0 ? ` (${hosts.join(', ')})` : ''}, learns ${learns}`
  return { name, words }
}
