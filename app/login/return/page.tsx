import type { Metadata } from 'next'
import { ReturnForm } from '@/components/login/return-form'

export const metadata: Metadata = { title: 'Logging in', referrer: 'no-referrer', robots: 'noindex' }

/** Where Mapillary sends the browser back to. Hands query and fragment on to next-auth as a form and clears them from the address. */
export default function LoginReturnPage() {
  return (
    <div className="mx-auto flex w-full max-w-md flex-1 flex-col justify-center px-4 py-12 sm:px-6">
      <h1 className="font-[680] text-2xl">Logging you in…</h1>
      <ReturnForm />
      <noscript>Logging in with Mapillary needs JavaScript.</noscript>
    </div>
  )
}
