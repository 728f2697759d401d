import { ShieldQuestion } from 'lucide-react'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'

export default function UnknownProgram() {
  return (
    <Page title="Unknown program" width="narrow">
      <EmptyState
        icon={ShieldQuestion}
        title="This program is not known here"
        action={<LinkButton href="/">To the map</LinkButton>}
      >
        It asked to act for you with an id that this site does not know, so nothing was given to it. Check the address
        of this site in the program&apos;s settings, or ask whoever runs this site to register it.
      </EmptyState>
    </Page>
  )
}
