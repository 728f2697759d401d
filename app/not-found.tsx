import { Signpost } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'

export const metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <div className="mx-auto grid w-full max-w-2xl flex-1 content-center px-4 py-16">
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={Signpost}
        title="This path leads nowhere"
        action={
          <>
            <LinkButton href="/" look="primary">
              Go to the map
            </LinkButton>
            <LinkButton href="/sequences">See all sequences</LinkButton>
          </>
        }
      >
        What you look for was removed, is private, or never was here. If it is yours, log in to see it.
      </EmptyState>
    </div>
  )
}
