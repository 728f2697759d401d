import { Code } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/form/field'
import { Select } from '@/components/ui/form/select'
import { Textarea } from '@/components/ui/form/textarea'
import { embedCode } from '@/lib/photos/embed-code'
import type { PhotoDetailsFeature } from '@/lib/photos/types'
import { CopyButton } from './copy-button'

const SIZES = [
  { name: 'Small', width: 400, height: 250 },
  { name: 'Medium', width: 640, height: 400 },
  { name: 'Large', width: 960, height: 600 },
] as const

/** The code of a frame that shows the photo on another page, in a size to choose, with a look at it. */
export function EmbedDialog({ photo, hrefNow }: { photo: PhotoDetailsFeature; hrefNow: () => string }) {
  return (
    <Dialog
      title="Show this photo on another page"
      description="Put this code into the page. The frame names the photographer and leads here."
      trigger={
        <Button size="small">
          <Code aria-hidden /> Embed
        </Button>
      }
    >
      <EmbedForm photo={photo} href={hrefNow} />
    </Dialog>
  )
}

function EmbedForm({ photo, href }: { photo: PhotoDetailsFeature; href: () => string }) {
  const [chosen, setChosen] = useState<string>('Medium')
  const [address] = useState(href) // the view when the dialog was opened
  const size = SIZES.find(({ name }) => name === chosen) ?? SIZES[1]
  const code = embedCode(address, photo, size)
  return (
    <div className="grid gap-4">
      <Field label="Size">
        {(control) => (
          <Select {...control} value={chosen} onChange={(event) => setChosen(event.target.value)}>
            {SIZES.map(({ name, width, height }) => (
              <option key={name} value={name}>
                {`${name} (${width} × ${height})`}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <iframe
        src={`/embed/photos/${photo.id}`}
        title="Preview"
        className="w-full rounded-card border"
        style={{ aspectRatio: `${size.width} / ${size.height}`, maxWidth: size.width }}
      />
      <Field label="Code">
        {(control) => <Textarea {...control} readOnly rows={4} value={code} className="font-mono text-xs" />}
      </Field>
      <div className="flex justify-end">
        <CopyButton name="Copy code" text={() => code} />
      </div>
    </div>
  )
}
