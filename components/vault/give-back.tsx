'use client'

import { useRouter } from 'next/navigation'
import { type ChangeEvent, useState } from 'react'
import { Card } from '@/components/ui/card'
import { Progress } from '@/components/ui/progress'
import { isolated } from '@/lib/format/isolated'
import { formatBytes, formatPlural } from '@/lib/format/number'
import type { BadPhoto } from '@/lib/vault/list-bad-photos'
import { findOwnPhoto } from './find-own-photo'
import { sendInParts } from './send-in-parts'

const MOST_NAMED = 30

const STATE_TEXT: Record<BadPhoto['state'], string> = {
  ok: 'intact',
  missing: 'gone',
  differs: 'changed',
  unreadable: 'unreadable',
}

/** Takes the owner's own files for originals that are bad; which file is which photo's is found by its SHA-256. */
export function GiveBack({ photos }: { photos: BadPhoto[] }) {
  const router = useRouter()
  const [messages, setMessages] = useState<string[]>([])
  const [isSending, setIsSending] = useState(false)
  const [sent, setSent] = useState<{ name: string; bytes: number; total: number } | null>(null)

  async function send(event: ChangeEvent<HTMLInputElement>) {
    const input = event.target
    setIsSending(true)
    setMessages([])
    for (const file of input.files ?? []) {
      const message = await giveBack(file, photos, (bytes) => setSent({ name: file.name, bytes, total: file.size }))
      setMessages((before) => [...before, `${isolated(file.name)}: ${message}`])
    }
    input.value = ''
    setIsSending(false)
    setSent(null)
    router.refresh()
  }

  return (
    <section aria-labelledby="give-back">
      <Card className="grid gap-4 p-6">
        <h2 id="give-back" className="font-semibold">
          Originals that need your file
        </h2>
        <ul className="grid gap-1 text-sm">
          {photos.slice(0, MOST_NAMED).map((photo) => (
            <li key={photo.photoId}>
              <a href={`/photos/${photo.photoId}`} className="text-link">
                Photo {photo.n} of <bdi>{photo.sequenceName}</bdi>
              </a>{' '}
              <span className="text-ink-muted">
                {STATE_TEXT[photo.state]}, {formatBytes(photo.bytes)}
              </span>
            </li>
          ))}
        </ul>
        {photos.length > MOST_NAMED && (
          <p className="text-ink-muted text-sm">And {formatPlural(photos.length - MOST_NAMED, 'photo')} more.</p>
        )}
        <label className="grid gap-2 text-sm">
          <span className="font-[550]">Choose files from your own collection</span>
          <input type="file" multiple disabled={isSending} onChange={send} />
          <span className="text-ink-muted">
            A file is taken only when it is the very file that was backed up, byte for byte.
          </span>
        </label>
        {sent && (
          <div className="grid gap-2 text-sm">
            <Progress label={`Sending ${sent.name}`} done={sent.bytes} total={sent.total} />
            <p className="text-ink-muted [overflow-wrap:anywhere]">
              <bdi>{sent.name}</bdi>: {formatBytes(sent.bytes)} of {formatBytes(sent.total)}. When the line breaks, it
              goes on by itself.
            </p>
          </div>
        )}
        <div role="status" className="grid gap-1 text-sm">
          {isSending && <p>Sending…</p>}
          {messages.map((message) => (
            <p key={message}>{message}</p>
          ))}
        </div>
      </Card>
    </section>
  )
}

async function giveBack(file: File, photos: BadPhoto[], onProgress: (bytes: number) => void): Promise<string> {
  const photo = await findOwnPhoto(file, photos)
  if (!photo) return 'it is none of these originals.'
  const problem = await sendInParts(file, String(photo.photoId), { onProgress })
  return problem ?? `thank you, photo ${photo.n} is intact again.`
}
