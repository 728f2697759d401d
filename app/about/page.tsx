import type { Metadata } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Page } from '@/components/shell/page'
import { Notice } from '@/components/ui/notice'
import { env } from '@/lib/config/env'
import { mapGrounds } from '@/lib/config/map-grounds'

export const metadata: Metadata = { title: 'About' }

export default function AboutPage() {
  const grounds = mapGrounds({ ...env(), MTP_DEMO: false }) // the demo's own is no other host
  const hosts = [...new Set(grounds.flatMap(({ light }) => (light === null ? [] : [new URL(light).host])))]
  return (
    <Page
      title="About Map the Paths"
      intro="Street-level photos of paths: kept safe for photographers, open to everyone."
      width="narrow"
    >
      <div className="grid gap-8">
        {env().MTP_DEMO && (
          <Notice tone="warning" title="This is a demo">
            No Mapillary application is set up, so a small server stands in for Mapillary. Its photographers, sequences
            and pictures are made up.
          </Notice>
        )}
        <Section title="For photographers">
          Log in with Mapillary, choose sequences, and import them. Every original is copied into a backup and checked
          while it arrives; the photos' data, the objects that Mapillary found on them, and their altitude are kept too.
          If Mapillary drops a photo one day, it stays here.
        </Section>
        <Section title="For everyone else">
          Walk along the paths on the map and in the viewer, without a login. With one, mark the photos of others that
          are worth the trip: viewpoints.
        </Section>
        <Section title="What stays private">
          Only their owner sees sequences and photos that are private on Mapillary: they are not on the map, in lists or
          counts, or at their address.
        </Section>
        <Section title="Privacy and terms">
          <Link href="/privacy" className="text-link">
            What is stored, for how long, and who else is asked
          </Link>{' '}
          ·{' '}
          <Link href="/terms" className="text-link">
            what you may expect, and what others may expect of you
          </Link>
        </Section>
        {hosts.length > 0 && (
          <Section title="Who else is asked">
            Your browser loads the map from {hosts.join(', ')}, which so learns your network address and where you look.
            With the plain map, which you can choose beside the colours of the map, it does not.
          </Section>
        )}
        <Section title="Licence and sources">
          Photos come from Mapillary and belong to the people who took them. They are shared under{' '}
          <a href="https://creativecommons.org/licenses/by-sa/4.0/" className="text-link" rel="license">
            CC BY-SA 4.0
          </a>
          ; each one names its photographer. Altitudes are what Mapillary gives and not surveyed heights. The built-in
          map is drawn from{' '}
          <a href="https://www.naturalearthdata.com/" className="text-link">
            Natural Earth
          </a>
          , which is in the public domain. Towns and villages come from{' '}
          <a href="https://www.geonames.org/" className="text-link">
            GeoNames
          </a>{' '}
          (
          <a href="https://creativecommons.org/licenses/by/4.0/" className="text-link">
            CC BY 4.0
          </a>
          ).
        </Section>
      </div>
    </Page>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-2">
      <h2 className="font-semibold text-lg">{title}</h2>
      <p className="text-ink-muted leading-relaxed">{children}</p>
    </section>
  )
}
