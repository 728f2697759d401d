'use client'

import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { isolated } from '@/lib/format/isolated'

type RemovePasskeyProps = { id: string; name: string; remove: (id: string) => Promise<string | null> }

/** Removes a passkey, once it was said what that means. */
export function RemovePasskey({ id, name, remove }: RemovePasskeyProps) {
  return (
    <ConfirmDialog
      title="Remove this passkey?"
      description={`“${isolated(name)}” logs nobody in from now on. Make sure that you have another way to log in. Your device still lists it until you delete it there.`}
      trigger={{ text: 'Remove', label: `Remove ${name}` }}
      confirm={{ text: 'Remove passkey', busy: 'Removing…' }}
      done={`${isolated(name)} is removed`}
      run={() => remove(id)}
    />
  )
}
