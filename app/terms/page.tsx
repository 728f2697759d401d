import type { Metadata } from 'next'
import Link from 'next/link'
import { Operator } from '@/components/legal/operator'
import { Section } from '@/components/legal/section'
import { Page } from '@/components/shell/page'
import { env } from '@/lib/config/env'
import { formatCount } from '@/lib/format/number'
import { DAYS_TO_RETURN } from '@/lib/model/people/personal-data'
import { REPORT_REASON_NAMES, REPORT_REASONS } from '@/lib/model/people/reports'

export const metadata: Metadata = { title: 'Terms' }

export default function TermsPage() {
  const { MTP_OPERATOR_NAME: name, MTP_OPERATOR_CONTACT: contact, MTP_LIMIT_PHOTOS_PER_DAY_PER_USER: photos } = env()
  return (
    <Page title="Terms" width="narrow" intro="What you may expect here, and what others may expect of you.">
      <div className="grid gap-8">
        <Section title="Who offers this">
          <Operator name={name} contact={contact} />
          <p>
            It is offered as it is: nobody promises that it is always there. Take your photos along while they matter to
            you.
          </p>
        </Section>
        <Section title="Your photos">
          <p>
            They stay yours. You import what you published on Mapillary, under the licence that you gave there, CC BY-SA
            4.0, with your name at each photo. You can unpublish, hide and delete them at any time.
          </p>
          {photos > 0 && <p>One photographer may import {formatCount(photos)} photos a day.</p>}
        </Section>
        <Section title="What is not welcome">
          <p>Anybody may report a photo, a sequence or a person, without an account, for one of these reasons:</p>
          <ul className="list-disc pl-5">
            {REPORT_REASON_NAMES.map((reason) => (
              <li key={reason}>{REPORT_REASONS[reason].label}</li>
            ))}
          </ul>
        </Section>
        <Section title="How it is decided">
          <p>
            A moderator looks at each report, and may leave all as it is, hide a photo or a sequence, or suspend an
            account. No program decides, except that a photo on which somebody may be recognised is hidden until
            somebody has looked. The owner and whoever reported read the reason. The owner may answer before, and appeal
            once afterwards; then it is looked at again.
          </p>
          <p>
            Who is suspended can log in as far as to read why and to appeal. False reports are counted, and so are those
            that led to something.
          </p>
        </Section>
        <Section title="Programs">
          <p>
            Programs may use the{' '}
            <Link href="/docs/api" className="text-link">
              API
            </Link>{' '}
            within its limits. Name the photographer and the licence wherever you show a photo.
          </p>
        </Section>
        <Section title="Leaving">
          <p>
            You can delete your account on the{' '}
            <Link href="/settings" className="text-link">
              settings page
            </Link>
            . Everything of yours is hidden at once and erased after {DAYS_TO_RETURN} days. What is stored is told on
            the page about{' '}
            <Link href="/privacy" className="text-link">
              privacy
            </Link>
            .
          </p>
        </Section>
      </div>
    </Page>
  )
}
