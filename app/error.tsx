'use client'

import { CloudOff } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div className="mx-auto grid w-full max-w-2xl flex-1 content-center px-4 py-16">
      <h1 className="sr-only">Something went wrong</h1>
      <EmptyState
        icon={CloudOff}
        title="Something went wrong on our side"
        action={
          <>
            <Button look="primary" onClick={reset}>
              Try again
            </Button>
            <LinkButton href="/">Go to the map</LinkButton>
          </>
        }
      >
        Nothing of yours is lost.
        {error.digest && ` If it stays like this, tell us this number: ${error.digest}.`}
      </EmptyState>
    </div>
  )
}
