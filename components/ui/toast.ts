export type ToastTone = 'plain' | 'error'
export type ToastMessage = { id: number; text: string; detail?: string; tone: ToastTone }

const NONE: readonly ToastMessage[] = []
const SHOWN_MS = 7_000

let messages: readonly ToastMessage[] = NONE
let latestId = 0
const listeners = new Set<() => void>()

function change(next: readonly ToastMessage[]) {
  messages = next
  for (const listener of listeners) listener()
}

/** Says something for a moment, wherever one is (components/ui/toaster.tsx). What must not be missed is a Notice instead. */
export function toast(text: string, { detail, tone = 'plain' }: { detail?: string; tone?: ToastTone } = {}): void {
  const message = { id: ++latestId, text, tone, ...(detail && { detail }) }
  change([...messages, message])
  setTimeout(() => dismissToast(message.id), SHOWN_MS)
}

export function dismissToast(id: number): void {
  change(messages.filter((message) => message.id !== id))
}

export const toastStore = {
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
  read: () => messages,
  readOnServer: () => NONE,
}
