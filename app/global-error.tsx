'use client'

import './globals.css'

/** Replaces the whole page when even the layout fails, for example without a database. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body className="grid min-h-dvh place-content-center gap-4 bg-paper p-8 text-center font-sans text-ink">
        <h1 className="font-semibold text-xl">Map the Paths does not answer at the moment</h1>
        <p className="text-ink-muted">Nothing of yours is lost. Try again in a minute.</p>
        <p>
          <button type="button" onClick={reset} className="text-link">
            Try again
          </button>
        </p>
      </body>
    </html>
  )
}
