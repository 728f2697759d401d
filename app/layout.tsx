import '@fontsource-variable/inter/opsz.css'
import './globals.css'
import './print.css'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { MapGrounds } from '@/components/map/style/grounds'
import { Announcements } from '@/components/shell/announcements'
import { DISMISSED_COOKIE, readDismissed } from '@/components/shell/dismissed'
import { Header } from '@/components/shell/header'
import { ServiceWorker } from '@/components/shell/service-worker'
import { SuspendedNotice } from '@/components/shell/suspended-notice'
import { WaitingForLogin } from '@/components/shell/waiting-for-login'
import { Toaster } from '@/components/ui/toaster'
import { UnitsProvider } from '@/components/units/units'
import { env } from '@/lib/config/env'
import { mapGrounds } from '@/lib/config/map-grounds'
import { countWaitingForLogin } from '@/lib/imports/progress/count-waiting-for-login'
import { isModerator } from '@/lib/model/people/roles'
import { parseTheme, THEME_COOKIE } from '@/lib/model/theme'
import { countUnread } from '@/lib/notices/list-notices'
import { findCurrentSuspension, findUser } from '@/lib/server/auth/session'
import { runtime, settings } from '@/lib/server/runtime'
import { hasOriginals } from '@/lib/vault/has-originals'
import { readUnits } from './units'

export const metadata: Metadata = {
  title: { default: 'Map the Paths', template: '%s · Map the Paths' },
  description: 'Street-level photos of paths: kept safe for photographers, open to everyone.',
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f5f2ea' },
    { media: '(prefers-color-scheme: dark)', color: '#131712' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // First of all: what follows needs a request and its environment, which a build has not.
  const jar = await cookies()
  const theme = parseTheme(jar.get(THEME_COOKIE)?.value)
  const units = await readUnits()
  const user = await findUser()
  const [waiting, ownsOriginals, unread] = user
    ? await Promise.all([
        runtime().mapillary.hasEnded ? 0 : countWaitingForLogin(runtime().db, user.id),
        hasOriginals(runtime().db, user.id),
        countUnread(runtime().db, user.id),
      ])
    : [0, false, null]
  const isSuspended = user === null && (await findCurrentSuspension()) !== null
  const { announcements, troubles } = settings().current()
  return (
    <html lang="en" data-theme={theme} suppressHydrationWarning>
      <body className="flex min-h-dvh flex-col bg-paper font-sans text-ink">
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-control focus:bg-surface focus:px-4 focus:py-2 focus:shadow-floating"
        >
          Skip to content
        </a>
        <UnitsProvider chosen={units}>
          <Header
            username={user?.username ?? null}
            isModerator={isModerator(user?.role)}
            hasOriginals={ownsOriginals}
            isDemo={env().MTP_DEMO}
            unread={unread}
            troubles={user?.role === 'admin' ? troubles.length : 0}
          />
          <Announcements announcements={announcements} dismissed={readDismissed(jar.get(DISMISSED_COOKIE)?.value)} />
          {isSuspended && <SuspendedNotice />}
          <noscript>
            <p className="border-b bg-warning-soft px-4 py-2 text-center text-sm print:hidden">
              Without JavaScript you can read lists, photos and their data. The map, the tools of the viewer and most
              forms need it.
            </p>
          </noscript>
          <WaitingForLogin count={waiting} />
          <main id="content" tabIndex={-1} className="flex flex-1 flex-col outline-none">
            <MapGrounds grounds={mapGrounds(env())}>{children}</MapGrounds>
          </main>
        </UnitsProvider>
        <Toaster />
        {env().NODE_ENV === 'production' && <ServiceWorker />} {/* in development files change under their names */}
      </body>
    </html>
  )
}
