'use client'

import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { isolated } from '@/lib/format/isolated'

type RevokeTokenProps = { id: string; name: string; revoke: (id: string) => Promise<string | null> }

/** Ends a token, once it was said what that means: what uses it stops working, and it cannot be brought back. */
export function RevokeToken({ id, name, revoke }: RevokeTokenProps) {
  return (
    <ConfirmDialog
      title="Revoke this token?"
      description={`What uses “${isolated(name)}” is refused from now on. A revoked token cannot be brought back.`}
      trigger={{ text: 'Revoke', label: `Revoke ${name}` }}
      confirm={{ text: 'Revoke token', busy: 'Revoking…' }}
      done={`${isolated(name)} is revoked`}
      run={() => revoke(id)}
    />
  )
}
