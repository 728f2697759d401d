import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'

/** Shown on every page to who has logged in and is suspended. */
export function SuspendedNotice() {
  return (
    <Notice
      tone="warning"
      title="Your account is suspended"
      action={
        <LinkButton href="/suspended" size="small">
          Why, and how to appeal
        </LinkButton>
      }
      className="rounded-none! px-4 sm:px-6"
    />
  )
}
